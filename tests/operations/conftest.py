"""The shop floor, with what operators read of it."""

import base64
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event

from bot.settings import Settings
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.shopfloor import Floor


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(
        bot_token="700000001:DEMO-TOKEN-not-a-secret-000000000000",
        admin_ids="2001",
        oneclickdz_api_key="demo-key-not-a-secret",
        encryption_key=base64.b64encode(b"k" * 32).decode(),
        database_url=database_url,
        oneclickdz_api_url="http://127.0.0.1",
    )


@pytest.fixture
async def floor(settings: Settings, db: Database, clock: FakeClock) -> AsyncIterator[Floor]:
    async with shopfloor.opened(settings, db, clock) as it:
        yield it


@pytest.fixture
def statements(floor: Floor) -> Iterator[list[str]]:
    """What is read from the database from here on."""
    asked: list[str] = []

    def remember(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = floor.db._readers.sync_engine
    event.listen(engine, "before_cursor_execute", remember)
    yield asked
    event.remove(engine, "before_cursor_execute", remember)


class Read:
    """Figures as Prometheus reads them: `figures["name", "label", "value"]`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.samples = [s for family in text_string_to_metric_families(text) for s in family.samples]
        self.values: Mapping[tuple[str, ...], float] = {
            (sample.name, *sample.labels.values()): sample.value for sample in self.samples
        }

    def __getitem__(self, name: str | tuple[str, ...]) -> float:
        return self.values[(name,) if isinstance(name, str) else name]

    def get(self, *name: str) -> float:
        return self.values.get(name, 0.0)


async def figures_of(floor: Floor) -> Read:
    return Read((await floor.shop.operations.metrics()).decode())
