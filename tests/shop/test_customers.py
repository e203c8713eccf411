import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.customers import Customer
from bot.shop.errors import NotFoundError
from bot.shop.outbox.messages import MessageKind, tell
from storage.database import Database
from tests.shop.conftest import MakeShop
from tests.shop.whole import WholeShop


async def seen(shop: WholeShop, user_id: int = 5, **changes: Any) -> Customer:
    fields = {"first_name": "Amina", "username": None, "telegram_language": "fr"} | changes
    return await shop.customers.seen(user_id, **fields)


async def parcel(shop: WholeShop, chat_id: int) -> None:
    async with shop.db.write() as conn:
        await tell(
            conn,
            key=f"k{chat_id}",
            chat_id=chat_id,
            kind=MessageKind.WALLET_CHANGED,
            payload={"entry_id": 1},
            now=shop.clock.now(),
        )


async def states(shop: WholeShop, chat_id: int) -> list[str]:
    return [row.state for row in await shop.outbox(chat_id=chat_id)]


@pytest.mark.parametrize(
    ("telegram", "chosen", "language"),
    [
        ("ar", None, "ar"),
        ("fr-FR", None, "fr"),
        ("EN", None, "en"),
        ("de", None, "fr"),
        (None, None, "fr"),
        ("ar", "en", "en"),
    ],
)
async def test_people_are_answered_in_their_choice_or_telegrams_or_the_shops_language(
    shop: WholeShop, make_shop: MakeShop, telegram: str | None, chosen: str | None, language: str
) -> None:
    assert await seen(shop, telegram_language=telegram)
    if chosen:
        await shop.customers.choose_language(5, chosen)
    assert (await seen(shop, telegram_language=telegram)).language == language
    assert (await seen(make_shop(), telegram_language=telegram)).language == language


async def test_a_language_without_texts_and_a_stranger_are_refused(shop: WholeShop) -> None:
    with pytest.raises(ValueError, match="'de'"):
        await shop.customers.choose_language(1001, "de")
    for act in (shop.customers.choose_language(404, "fr"), shop.customers.get(404)):
        with pytest.raises(NotFoundError):
            await act


async def test_somebody_who_comes_again_is_not_written_again(shop: WholeShop, make_shop: MakeShop) -> None:
    await seen(shop)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("UPDATE customers SET created_at = 7 WHERE id = 5")
        await conn.exec_driver_sql(
            "CREATE TRIGGER unchanged BEFORE UPDATE ON customers BEGIN SELECT RAISE(ABORT, 'written'); END"
        )
    for process in (shop, shop, make_shop()):
        await seen(process)
    with pytest.raises(Exception, match="written"):
        await seen(shop, first_name="Amina B.")


async def test_a_new_name_is_kept_and_the_first_day_stays(shop: WholeShop, make_shop: MakeShop) -> None:
    first = await seen(shop)
    shop.clock.tick(60)
    after = await seen(shop, first_name="Amina B.", username="amina")
    assert (after.first_name, after.username, after.created_at) == ("Amina B.", "amina", first.created_at)
    assert await make_shop().customers.get(5) == after


async def test_what_waits_for_one_who_left_is_kept_and_sent_when_they_are_back(shop: WholeShop) -> None:
    await seen(shop)
    await parcel(shop, 5)
    await parcel(shop, 1001)
    await shop.customers.left(5)
    assert (await shop.customers.get(5)).blocked
    assert (await states(shop, 5), await states(shop, 1001)) == (["parked"], ["waiting", "waiting"])
    await shop.sender.wake_up.wait(0)
    assert not (await seen(shop)).blocked
    assert await states(shop, 5) == ["waiting"]
    assert await shop.sender.wake_up.wait(0)


async def test_staff_who_never_wrote_get_what_was_kept_once_they_do(shop: WholeShop) -> None:
    await shop.alerts.raise_("worker_failed", matter="m")
    await shop.customers.left(2001)
    assert await states(shop, 2001) == ["parked"]
    await seen(shop, 2001)
    assert await states(shop, 2001) == ["waiting"]


class SlowReads(Database):
    """Reads that come back only when the test lets them, with what was true when they were asked."""

    gate: asyncio.Event | None = None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with super().read() as conn:
            yield conn
        if self.gate is not None:
            await self.gate.wait()


async def test_one_who_leaves_while_being_seen_is_not_forgotten(
    shop: WholeShop, database_url: str, make_shop: MakeShop
) -> None:
    await seen(shop)
    await parcel(shop, 5)
    slow = SlowReads.open(database_url)
    assert isinstance(slow, SlowReads)
    slow.gate = asyncio.Event()
    process = WholeShop(slow, shop.clock, shop.supplier, shop.delivery)
    seeing = asyncio.create_task(seen(process))
    await asyncio.wait([seeing], timeout=0.2)  # it has read that they are here
    await process.customers.left(5)
    slow.gate.set()
    await seeing
    # Whatever it believed, this or the next update finds the truth.
    await seen(process)
    assert await states(shop, 5) == ["waiting"]
    assert not (await make_shop().customers.get(5)).blocked
    await slow.close()


async def test_the_people_at_hand_are_bounded(shop: WholeShop) -> None:
    for user_id in range(10_050):
        shop.customers._keep(SimpleNamespace(id=user_id))  # type: ignore[arg-type]
    assert list(shop.customers._rows) == list(range(50, 10_050))
