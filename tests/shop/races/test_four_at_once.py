"""As many customers at the same moment as the shop has connections to read with, over a real file."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import TypeVar

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.errors import PromoRefusedError
from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from bot.shop.prices.rules import Limit, RuleScopeKey
from bot.shop.quotes import Choice
from bot.shop.refs import short_key
from storage.database import Database
from storage.engines.sqlite import _READERS
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


CUSTOMERS = range(1, _READERS + 1)
Result = TypeVar("Result")


class SlowDatabase(Database):
    """Whoever reads takes a moment with the connection in hand, so that those who come together hold one
    together.
    """

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with super().read() as conn:
            await asyncio.sleep(0.003)
            yield conn


async def at_once(act: Callable[[int], Awaitable[Result]]) -> list[Result]:
    """What became of each; nobody may wait for a connection that another one waits for too."""
    async with asyncio.timeout(5):
        return list(await asyncio.gather(*map(act, CUSTOMERS)))


@pytest.fixture
async def crowd(db: Database, make_shop: MakeShop) -> AsyncIterator[WholeShop]:
    """A day limit holds, so that opening, choosing and buying each look at the rules and at what was
    bought.
    """
    slow = SlowDatabase(db._engine)
    shop = make_shop(db=slow)
    for number in CUSTOMERS:
        await shop.customer(number, dinars=10_000)
    await shop.rule_store.limit(STAFF, RuleScopeKey(None, None, None), "", Limit(per_day=5))
    await shop.catalogue.product(short_key("P1"))
    yield shop
    await slow.close()


async def opens(shop: WholeShop, who: int) -> Choice:
    return await shop.checkout.open(who, short_key("P1"), short_key("T1"), message_id=7)


async def change_rules_all_the_time(shop: WholeShop) -> None:
    while True:
        shop.rule_store._changed()
        await asyncio.sleep(0)


async def test_four_who_want_the_same_goods_while_rules_change_all_get_them(crowd: WholeShop) -> None:
    changing = asyncio.create_task(change_rules_all_the_time(crowd))
    choices = await at_once(lambda who: opens(crowd, who))
    assert [choice.most for choice in choices] == [5] * len(CUSTOMERS)
    drafts = dict(zip(CUSTOMERS, (choice.draft_id for choice in choices), strict=True))
    quotes = await at_once(lambda who: crowd.checkout.choose_quantity(who, drafts[who], 2, message_id=7))
    assert {quote.total for quote in quotes} == {Money.of_dinars(2100)}
    orders = await at_once(lambda who: crowd.checkout.buy(who, drafts[who], message_id=7))
    assert {order.status for order in orders} == {"paid"}
    changing.cancel()


async def test_four_who_write_a_code_and_four_who_guess_are_all_answered(crowd: WholeShop) -> None:
    made = await crowd.promos.propose(STAFF, Promo("RIGHT", percent=Decimal(2)))
    assert await crowd.promos.start(STAFF, made.id, below_cost=False)
    drafts = {who: (await crowd.quote(who)).draft_id for who in CUSTOMERS}
    quotes = await at_once(lambda who: crowd.checkout.use_promo(who, drafts[who], "RIGHT", message_id=7))
    assert {quote.discount for quote in quotes} == {Money.of_dinars(21)}

    async def guess(who: int) -> str:
        with pytest.raises(PromoRefusedError) as refused:
            await crowd.checkout.use_promo(who, drafts[who], f"WRONG{who}", message_id=7)
        return refused.value.reason

    assert await at_once(guess) == ["unknown"] * len(CUSTOMERS)
