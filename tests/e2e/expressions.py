"""The questions that the dashboard and the alert rules ask Prometheus, held against what a shop answers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from prometheus_client.parser import text_string_to_metric_families

from storage.states import OrderStatus

FOLDER = Path(__file__).parents[2] / "docs" / "operations"
# What Prometheus itself adds to each series, and the one figure that it makes by itself.
_OF_PROMETHEUS = {"job", "instance"}
_UP = "up"
_GROUPING = re.compile(r"\b(by|without)\s*\(([^)]*)\)")
_METRIC = re.compile(r"\b([a-z_][a-z0-9_]*)\b(?!\s*\()(\{[^}]*\})?")
_MATCHER = re.compile(r'(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"')


@dataclass(frozen=True)
class Selected:
    """One series selector of an expression: its labels with the values that it asks for, empty for those that
    it does not want.
    """

    metric: str
    matchers: tuple[tuple[str, str], ...]


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((FOLDER / "alerts.yaml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    board = json.loads((FOLDER / "dashboard.json").read_text())
    return [panel for panel in board["panels"] if panel["type"] != "row"]


def expressions() -> Iterator[str]:
    for rule in rules():
        yield rule["expr"]
    for panel in panels():
        for target in panel["targets"]:
            yield target["expr"]


def selected(expression: str) -> list[Selected]:
    bare = re.sub(r"\[[^\]]*\]", "", _GROUPING.sub("", expression))
    return [
        Selected(
            name,
            tuple(
                (label, "" if how[0] == "!" else value) for label, how, value in _MATCHER.findall(matchers)
            ),
        )
        for name, matchers in _METRIC.findall(bare)
    ]


def grouped_by(expression: str) -> set[str]:
    return {
        label.strip() for _, labels in _GROUPING.findall(expression) for label in labels.split(",") if label
    }


class Known:
    """What one look at `/metrics` knows: names, the labels of each, their values, and the help texts."""

    def __init__(self, text: str) -> None:
        self.labels: dict[str, dict[str, set[str]]] = {}
        self.help: dict[str, str] = {}
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                self.help[sample.name] = family.documentation
                labels = self.labels.setdefault(sample.name, {})
                for label, value in sample.labels.items():
                    labels.setdefault(label, set()).add(value)

    def wrong_with(self, expression: str) -> list[str]:
        """What an expression asks for that no shop answers, in words."""
        found = selected(expression)
        if not found:
            return ["it asks for nothing"]
        wrong = [problem for one in found for problem in self._wrong_with(one)]
        wrong += [
            f"{one.metric} has no label {label}"
            for label in grouped_by(expression)
            for one in found
            if one.metric in self.labels and label not in {*self.labels[one.metric], *_OF_PROMETHEUS}
        ]
        if re.search(r"\bsum\b", expression) and any(one.metric.startswith("hanout_shop_") for one in found):
            wrong.append("it adds up what is the same from each process")
        return wrong

    def _wrong_with(self, one: Selected) -> Iterator[str]:
        if one.metric == _UP:
            return
        if one.metric not in self.labels:
            yield f"there is no {one.metric}"
            return
        for label, values in one.matchers:
            if label in _OF_PROMETHEUS:
                continue
            if label not in self.labels[one.metric]:
                yield f"{one.metric} has no label {label}"
                continue
            for value in filter(None, values.split("|")):
                if not self._may_be(one.metric, label, value):
                    yield f"{label} of {one.metric} is never {value}"

    def _may_be(self, metric: str, label: str, value: str) -> bool:
        if value in self.labels[metric][label] or re.search(rf"\b{value}\b", self.help[metric]):
            return True
        return label == "status" and value in set(OrderStatus)
