"""What the buttons of the figures say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class Stats(Callback):
    """Staff: what was sold; `today`, `week`, `month`, or two days as `2026-11-01_2026-11-07`."""

    verb = "a-stats"
    period: str


@dataclass(frozen=True)
class ExportOffer(Callback):
    """Staff: which files there are."""

    verb = "a-files"


@dataclass(frozen=True)
class Export(Callback):
    """Staff: a file of the last days; of which kind, and as `csv` or `xlsx`."""

    verb = "a-file"
    kind: str
    format: str


@dataclass(frozen=True)
class StopExport(Callback):
    """Staff: no further with the export that is under way."""

    verb = "a-filex"
