"""Whole weeks of trade, drawn at random: every night the books close, and every dinar of the float has its
reason.
"""

import random
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.shop.money import Money
from tests.shop.books.closing import HOUR, adds_up, begun, closes, sell, told, without_account
from tests.shop.books.page_payments import confirmed, link
from tests.shop.stars import STARS, money
from tests.shop.whole import STAFF, WholeShop, dinars
from tests.turns import has_turn

NIGHTS = 9
SEEDS = [seed for seed in range(20) if has_turn(seed, 20)]
SHAPES = ("object", "note", "nothing")


class Weeks:
    """Things that happen in a shop, and money that is still on its way to the merchant's account."""

    def __init__(self, shop: WholeShop, drawn: random.Random, shape: str) -> None:
        self.shop, self.drawn, self.shape = shop, drawn, shape
        self.number = 0
        self.coming: list[tuple[float, int, str]] = []  # when, dinars, the link

    async def something(self) -> None:
        await self.drawn.choice(
            [self.order, self.order, self.order_over_time, self.card, self.card, self.stars, self.by_hand]
        )()
        await self.pass_time(self.drawn.uniform(0.01, 6))

    async def pass_time(self, hours: float) -> None:
        """Deposits come in their time, in between."""
        end = self.shop.clock.monotonic() + hours * HOUR
        for when, amount, ref in sorted(one for one in self.coming if one[0] <= end):
            self.shop.clock.tick(max(0.0, when - self.shop.clock.monotonic()))
            self.coming.remove((when, amount, ref))
            self.shop.supplier.pays_in(
                amount,
                names=ref if self.shape == "object" else None,
                note=f"OCPay {ref}" if self.shape == "note" else "",
            )
        self.shop.clock.tick(max(0.0, end - self.shop.clock.monotonic()))

    async def order(self) -> None:
        outcome = self.drawn.choice(["FULFILLED", "FULFILLED", "PARTIALLY_FILLED", "REFUNDED"])
        ref = await sell(self.shop, 2, outcome)
        if outcome == "FULFILLED" and self.drawn.random() < 0.3:
            self.shop.clock.tick(self.drawn.uniform(0, 5) * HOUR)
            await self.shop.refunds.refund(STAFF, ref, dinars(100), None, to="wallet", key=ref)

    async def order_over_time(self) -> None:
        """Placed now, ended hours later."""
        order = await self.shop.buy()
        await self.shop.place()
        await self.pass_time(self.drawn.uniform(0, 20))
        self.shop.supplier.settle((await self.shop.row(order.id)).supplier_order_id)
        self.shop.clock.tick(2 * HOUR)
        await self.shop.tracking.look()

    async def card(self) -> None:
        """A customer pays on the supplier's page; the shop hears of it soon, the account shows it when it
        likes.
        """
        self.number += 1
        amount, ref = 1000 * self.drawn.randint(1, 3), f"OCPL-WEEKSX-{self.number:04}"
        await link(self.shop, amount, ref)
        self.coming.append((self.shop.clock.monotonic() + self.drawn.uniform(0, 60) * HOUR, amount, ref))
        self.shop.clock.tick(self.drawn.uniform(1, 3000))
        await confirmed(self.shop, amount, ref)

    async def stars(self) -> None:
        self.number += 1
        request = await self.shop.cashier(STARS).top_up(1001, 700, "stars")
        received = await self.shop.payment_intake.receive(money(request, f"c{self.number}"))
        if self.drawn.random() < 0.5:
            await self.shop.refunds_to_payer.ask(STAFF, received.payment_id)
            await self.shop.refunds_to_payer.done("stars", f"c{self.number}")

    async def by_hand(self) -> None:
        await self.shop.wallet_adjustments.credit(
            STAFF, 1001, 50, None, key=f"k{self.number}:{self.shop.clock.now()}"
        )
        self.shop.supplier.pays_in(self.drawn.choice([7777, 12_345, -50]), kind="SERVICE")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", SEEDS)
async def test_weeks_of_trade_close_every_night_without_a_difference(
    shop: WholeShop, seed: int, shape: str
) -> None:
    shop.supplier.shelves["P1"].types["T1"].stock = 10_000
    books = await begun(shop)
    weeks = Weeks(shop, random.Random(f"{seed}{shape}"), shape)
    begin = books.today()
    while books.today() < begin + timedelta(days=NIGHTS):
        await weeks.something()
        if weeks.drawn.random() < 0.9:  # at times the shop is off when the hour comes
            await books.close_when_due()
    await weeks.pass_time(70)
    await books.close_when_due()
    assert [args for code, args in await told(shop) if code.startswith("books_")] == []
    days = [await books.day(begin + timedelta(days=n)) for n in range((books.today() - begin).days)]
    told_of = {day.day: day for day in await closes(shop)}
    assert len(told_of) >= NIGHTS - 2
    for before, after in pairwise(days):
        assert adds_up(after)
        assert before.wallets_closing == after.wallets_opening
        assert before.float is not None
        assert after.float is not None
        assert after.float.unexplained == Money.ZERO
        assert before.float.closing == after.float.opening
        assert told_of.get(after.day, after) == after  # a quiet day was not told
    arrived = sum((day.float.payments for day in days if day.float), Money.ZERO)
    assert arrived == sum((day.by_way.get("ocpay", Money.ZERO) for day in days), Money.ZERO) > Money.ZERO
    assert days[-1].on_the_way_count == len(weeks.coming) == 0
    for day in days:  # what was kept of a day is what its rows still come to
        async with shop.db.read() as conn:
            assert without_account(day) == (await books._ledger.added_up(conn, day.day, None))[0]
