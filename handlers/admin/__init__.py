"""The merchant's journeys. Strangers who try get the same answers as for unknown commands and old buttons.

A module in this folder that has `handlers()` is a journey, and is hung in by itself. One that
asks for something typed has `asking()` and `answers()` besides: see `handlers.ui.questions`.
"""

import pkgutil
from importlib import import_module
from types import ModuleType

from handlers.ui.questions import Question
from handlers.ui.routing import Handler


def handlers() -> list[Handler]:
    """All that staff can do here and that closes an open question."""
    return [hung for journey in _JOURNEYS for hung in journey.handlers()]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [hung for journey in _JOURNEYS if hasattr(journey, "asking") for hung in journey.asking()]


def answers() -> dict[type[Question], list[Handler]]:
    """What may be typed."""
    found: dict[type[Question], list[Handler]] = {}
    for journey in _JOURNEYS:
        if hasattr(journey, "answers"):
            found |= journey.answers()
    return found


def _journeys() -> list[ModuleType]:
    names = sorted(module.name for module in pkgutil.walk_packages(__path__, f"{__name__}."))
    return [module for module in map(import_module, names) if hasattr(module, "handlers")]


_JOURNEYS = _journeys()
