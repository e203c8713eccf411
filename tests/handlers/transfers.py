"""A shop that takes transfers, and what its customers do to pay with one."""

import pytest

from bot.demo.telegram.botapi.shapes import Upload
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import Person

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (40).to_bytes(4) + (30).to_bytes(4) + b"\x08\x06\0\0\0"

TAKES_TRANSFERS = pytest.mark.settings(
    transfer_account="BaridiMob: 00799999; Nom: KARIM", transfer_ask_number=True
)


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


async def sends_receipt(person: Person, caption: str = "TX 1") -> None:
    """An order whose transfer is asked for, and its receipt, which waits for a decision."""
    await waits(person)
    await uploads(person, caption)


async def tops_up(person: Person) -> None:
    """A transfer of 1,000 dinars is asked for."""
    await person.sends("/topup 1000")
    await person.taps("🏦")
    await person.floor.work()
