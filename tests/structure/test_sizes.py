"""No file and no folder grows past what one reads in one go."""

import subprocess
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
MOST_MODULES = 15
# One file for each change of the database that was ever made: there it is their number that tells the order.
MIGRATIONS = Path("storage/migrations/versions")


def modules() -> list[Path]:
    """All that Git knows or would be given, so that nothing made beside counts."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [path for line in listed.splitlines() if (ROOT / (path := Path(line))).exists()]


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path in modules()}
    assert len(lengths) > 500
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_no_folder_has_more_than_15_modules() -> None:
    counts = Counter(path.parent for path in modules())
    assert counts.pop(MIGRATIONS) > MOST_MODULES
    assert {str(folder): count for folder, count in counts.items() if count > MOST_MODULES} == {}
