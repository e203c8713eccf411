"""What the README and its neighbours say is so: settings, commands, make targets, links and pictures."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

import handlers
from bot.settings import NAMES, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/operations/README.md",
    "docs/operations/upgrade.md",
]
LARGEST_PICTURE = 120_000  # bytes


def rows_under(heading: str) -> list[list[str]]:
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in rows]


def test_the_table_names_every_setting_with_its_default() -> None:
    told = {row[0].strip("`"): row[1].strip("`") for row in rows_under("Settings")}
    assert list(told) == sorted(NAMES, key=list(told).index)
    for name, field in Settings.model_fields.items():
        default = told[name.upper()]
        if field.is_required():
            assert default == "–", name
        elif name == "webhook_secret":
            assert default == "made from the token"
        elif name == "encryption_keys_old" or field.default in (None, "", SecretStr("")):
            assert default == "empty", name
        else:
            shown = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
            assert default == shown, name


def test_every_command_is_explained_to_whom_it_is_for() -> None:
    told = [match[1] for row in rows_under("Commands") if (match := re.match(r"`/(\w+)", row[0]))]
    assert told == [*handlers.commands().customers, *handlers.commands().staff]


def headings(page: Path) -> set[str]:
    """What links into a page may name."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    }


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    here = ROOT / page
    for target in re.findall(r"\]\(([^)\s]+)\)", here.read_text("utf-8")):
        if target.startswith("https://"):
            continue
        path, _, heading = target.partition("#")
        there = here.parent / path if path else here
        assert there.exists(), target
        assert not heading or heading in headings(there), target


def test_pictures_are_small_and_each_is_shown() -> None:
    shown = set(re.findall(r"!\[[^]]+\]\((docs/pictures/[^)]+)\)", README))
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "pictures").iterdir()}
    assert shown == there
    for path in there:
        assert (ROOT / path).stat().st_size <= LARGEST_PICTURE, path


@pytest.mark.parametrize("page", PAGES)
def test_make_knows_what_the_pages_tell_to_make(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = set(re.findall(r"(?:`|^|&& )make ([a-z]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE))
    assert told <= targets


@pytest.mark.parametrize("page", PAGES)
def test_files_and_folders_that_are_named_exist(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    roots = ("bot", "handlers", "storage", "tests", "docs")
    for path in set(re.findall(rf"`((?:{'|'.join(roots)})/[\w./-]*)`", text)) - {"bot/payments/"}:
        assert (ROOT / path).exists(), path
