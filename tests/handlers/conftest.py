"""The shop floor, for every test of this room."""

import base64
import json
from collections.abc import AsyncIterator
from functools import cache

import pytest

from bot.settings import Settings
from bot.shop.roles.rights import StaffRole
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.shopfloor import AMINA, KARIM, SOFIANE, Floor, Person


@cache
def _usual() -> Settings:
    """Read and checked once; no test changes it."""
    return Settings(
        bot_token="700000001:DEMO-TOKEN-not-a-secret-000000000000",
        admin_ids="2001",
        oneclickdz_api_key="demo-key-not-a-secret",
        encryption_key=base64.b64encode(b"k" * 32).decode(),
        oneclickdz_api_url="http://127.0.0.1",
    )


@pytest.fixture
def settings(database_url: str, request: pytest.FixtureRequest) -> Settings:
    """A module that needs others says so: `pytestmark = pytest.mark.settings(stars_rate=...)`."""
    changes = request.node.get_closest_marker("settings")
    return _usual().model_copy(update={"database_url": database_url} | (changes.kwargs if changes else {}))


@pytest.fixture
async def floor(settings: Settings, db: Database, clock: FakeClock) -> AsyncIterator[Floor]:
    async with shopfloor.opened(settings, db, clock) as it:
        yield it


@pytest.fixture
async def amina(floor: Floor) -> Person:
    """A customer who reads Arabic."""
    person = floor.person(AMINA)
    await person.sends("/start")
    return person


@pytest.fixture
async def sofiane(floor: Floor) -> Person:
    """A customer who reads French."""
    person = floor.person(SOFIANE)
    await person.sends("/start")
    return person


@pytest.fixture
async def karim(floor: Floor) -> Person:
    """The merchant; reads French, and knows the shop: when it last ran, he pressed Start and was given an
    owner's menu.
    """
    person = floor.person(KARIM)
    person.account.started = True
    await floor.services.remembered.remember(
        "menus", json.dumps({"digest": "", "staff": {person.id: StaffRole.OWNER}})
    )
    who = person.account
    await floor.services.customers.seen(
        who.id, first_name=who.first_name, username=who.username, telegram_language=who.language_code
    )
    return person
