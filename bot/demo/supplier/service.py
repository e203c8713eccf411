"""The sandbox's front: what `bot.demo.world` mounts, shows and keeps. It answers nothing by itself."""

from typing import Any

from starlette.routing import BaseRoute

from bot.demo.events import EventHub
from bot.demo.faults import Faults


class Supplier:
    """The supplier of the demo."""

    def __init__(self, hub: EventHub, faults: Faults) -> None:
        self._hub = hub
        self._faults = faults

    def routes(self) -> list[BaseRoute]:
        """The API, under `/v3`."""
        return []

    def control_routes(self) -> list[BaseRoute]:
        """What the page and tests may see and turn, under `/demo/supplier`."""
        return []

    def snapshot(self) -> dict[str, Any]:
        """All that the page shows of the supplier."""
        return {}

    def dump(self) -> dict[str, Any]:
        """What is kept between two starts."""
        return {}

    def restore(self, kept: dict[str, Any]) -> None:
        """Takes up what an earlier `dump` kept."""

    def close(self) -> None:
        """Ends what still runs, so that a server can stop."""
