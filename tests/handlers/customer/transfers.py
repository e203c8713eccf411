"""A shop that takes transfers, and what its customers do to pay with one."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.telegram.botapi.shapes import Upload
from bot.settings import Settings
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import Floor, Person

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (40).to_bytes(4) + (30).to_bytes(4) + b"\x08\x06\0\0\0"


@pytest.fixture
async def floor(settings: Settings, db: Database, clock: FakeClock) -> AsyncIterator[Floor]:
    open_ = settings.model_copy(
        update={"transfer_account": "BaridiMob: 00799999; Nom: KARIM", "transfer_ask_number": True}
    )
    async with shopfloor.opened(open_, db, clock) as it:
        yield it


async def uploads(person: Person, caption: str = "", kind: str = "photo", content: bytes = PNG) -> None:
    name = "receipt.png" if kind == "photo" else "receipt.pdf"
    upload = Upload(name, content, "image/png")
    person.floor.telegram.people.upload(person.account, kind, upload, caption=caption)
    await person.floor.handle()
    await person.floor.work()


async def waits(person: Person) -> None:
    """An order whose transfer is asked for."""
    await confirms(person)
    await person.taps("🏦")
    await person.floor.work()
