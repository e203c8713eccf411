"""What one process keeps at hand and another one changes: whoever buys pays what holds, and at the latest
after half a minute everybody sees it.
"""

import asyncio

import pytest

from bot.shop.errors import BannedError, DayLimitError, NotForSaleError, NotTheirsError, QuoteChangedError
from bot.shop.money import Money
from bot.shop.prices.rules import Limit, PriceRule, RuleScopeKey
from bot.shop.refs import short_key
from bot.shop.roles.rights import NONE, RIGHTS
from storage.database import Database
from storage.states import StaffRole
from storage.wakeups import note_change
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import STAFF, WholeShop, dinars

CASHIER = 2011
P1, T1 = short_key("P1"), short_key("T1")
Shops = tuple[WholeShop, WholeShop]


@pytest.fixture
async def shops(
    two_dbs: tuple[Database, Database],
    clock: FakeClock,
    supplier: FakeSupplier,
    delivery: FakeDelivery,
) -> Shops:
    """Two over one database. They do not listen to one another: as if every word were lost."""
    one, other = (WholeShop(db, clock, supplier, delivery) for db in two_dbs)
    return one, other


async def saves(shop: WholeShop, set_price: int) -> None:
    preview = await shop.pricelist.propose(STAFF, f"t.{P1}.{T1}", PriceRule(set_price=dinars(set_price)))
    assert await shop.pricelist.save(STAFF, preview.id)


async def shown(shop: WholeShop) -> Money:
    page = await shop.catalogue.product(P1)
    return next(offer.price for offer in page.offers if offer.key == T1)


@pytest.mark.both_engines
async def test_nobody_buys_at_a_price_that_another_process_has_ended(shops: Shops) -> None:
    one, other = shops
    await other.customer(1001, dinars=100_000)
    quote = await other.quote()
    assert quote.unit_price == dinars(1050)
    await saves(one, 1500)
    with pytest.raises(QuoteChangedError) as told:
        await other.checkout.buy(1001, quote.draft_id, message_id=7)
    assert told.value.confirmation.unit_price == dinars(1500)
    order = await other.checkout.buy(1001, told.value.confirmation.draft_id, message_id=7)
    assert order.total == dinars(1500)
    assert await one.dinars(1001) == 98_500


@pytest.mark.both_engines
async def test_what_another_process_has_hidden_or_limited_is_not_sold(shops: Shops) -> None:
    one, other = shops
    await other.customer(1001, dinars=100_000)
    quotes = [await other.quote(), await other.quote()]
    goods = RuleScopeKey("PSN", "P1", "T1")
    await one.rule_store.limit(STAFF, goods, "T1", Limit(per_day=1))
    await other.checkout.buy(1001, quotes[0].draft_id, message_id=7)
    await one.rule_store.hide(STAFF, goods, "T1", hidden=True)
    with pytest.raises(NotForSaleError):
        await other.checkout.buy(1001, quotes[1].draft_id, message_id=7)
    assert await one.dinars(1001) == 98_950


@pytest.mark.both_engines
async def test_without_a_word_of_a_change_it_is_seen_half_a_minute_later(
    shops: Shops, clock: FakeClock
) -> None:
    one, other = shops
    assert await shown(other) == dinars(1050)
    await saves(one, 1500)
    assert await shown(one) == dinars(1500)
    clock.tick(30)
    assert await shown(other) == dinars(1500)


@pytest.mark.postgresql
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_a_word_of_a_change_comes_at_once(shops: Shops) -> None:
    one, other = shops
    await one.customer(1001, dinars=0)
    async with other.db.listening(), asyncio.timeout(20):
        assert await shown(other) == dinars(1050)
        await other.customers.seen(1001, first_name="Amel", username=None, telegram_language="fr")
        assert (await other.customers.get(1001)).language == "fr"
        heard = asyncio.Event()
        other.db.wake_ups.on_change("last", lambda _: heard.set())
        await saves(one, 1500)
        await one.customers.choose_language(1001, "ar")
        async with one.db.write() as conn:
            note_change(conn, "last")
        await heard.wait()
    assert await shown(other) == dinars(1500)
    assert (await other.customers.get(1001)).language == "ar"


@pytest.mark.both_engines
async def test_a_role_that_another_process_took_away_moves_no_money(shops: Shops) -> None:
    one, other = shops
    await one.customer(1001)
    await one.staff_keeping.give(STAFF, CASHIER, StaffRole.CASHIER)
    other.staff_members._forget(str(CASHIER))  # the word of it came; the next one is lost
    assert await other.staff_members.rights_of(CASHIER) == RIGHTS[StaffRole.CASHIER]
    await one.staff_keeping.remove(STAFF, CASHIER)
    assert await other.staff_members.rights_of(CASHIER) == NONE
    with pytest.raises(NotTheirsError):
        await other.wallet_adjustments.credit(CASHIER, 1001, 10, None, key="k")
    assert await one.dinars() == 0


@pytest.mark.both_engines
async def test_the_limit_of_a_day_holds_in_all_processes_together(shops: Shops) -> None:
    one, _ = shops
    await one.customer(1001)
    await one.staff_keeping.give(STAFF, CASHIER, StaffRole.CASHIER)
    booked = await asyncio.gather(
        *(
            shop.wallet_adjustments.credit(CASHIER, 1001, 9_000, None, key=f"{number}:{shop is one}")
            for number in range(2)
            for shop in shops
        ),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in booked) == ["Booked"] * 2 + ["StaffDayLimitError"] * 2
    assert await one.dinars() == 18_000


@pytest.mark.both_engines
async def test_whom_another_process_has_banned_buys_nothing_though_no_word_of_it_came(shops: Shops) -> None:
    one, other = shops
    await other.customer(1001, dinars=100_000)
    quote = await other.quote()
    await one.customer_care.ban(STAFF, 1001, "stolen cards")
    assert (await other.customers.get(1001)).ban is None  # what this process has at hand
    with pytest.raises(BannedError):
        await other.checkout.buy(1001, quote.draft_id, message_id=7)
    assert await one.dinars(1001) == 100_000


@pytest.mark.both_engines
async def test_a_limit_of_ones_own_holds_in_all_processes(shops: Shops) -> None:
    one, other = shops
    await other.customer(1001, dinars=100_000)
    quotes = [await other.quote(), await other.quote()]
    await one.customer_care.limit(STAFF, 1001, 1)
    await other.checkout.buy(1001, quotes[0].draft_id, message_id=7)
    with pytest.raises(DayLimitError):
        await other.checkout.buy(1001, quotes[1].draft_id, message_id=7)
    assert await one.dinars(1001) == 98_950


@pytest.mark.postgresql
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
async def test_word_of_a_ban_comes_at_once(shops: Shops) -> None:
    one, other = shops
    await other.customer(1001)
    async with other.db.listening(), asyncio.timeout(20):
        assert (await other.customers.get(1001)).ban is None
        heard = asyncio.Event()
        other.db.wake_ups.on_change("last", lambda _: heard.set())
        await one.customer_care.ban(STAFF, 1001, "why")
        async with one.db.write() as conn:
            note_change(conn, "last")
        await heard.wait()
    assert (await other.customers.get(1001)).ban is not None
