"""Promo codes at the confirmation, in races, and when orders come back."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from bot.shop.errors import BadAmountError, PromoRefusedError, QuoteChangedError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.prices.promo_codes import Promo
from bot.shop.prices.rules import PriceRule, Scope
from bot.shop.refs import short_key
from storage.goods import promos
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.prices.promos import runs, with_code
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


TEN_OFF = Promo("TEN", amount=dinars(10))
HALF = Promo("HALF", percent=Decimal(50))


async def refused(shop: WholeShop, code: str, customer: int = 1001, quantity: int = 1) -> str:
    with pytest.raises(PromoRefusedError) as why:
        await with_code(shop, code, customer, quantity)
    return why.value.reason


async def test_a_code_lowers_the_total_and_the_order_remembers_it(shop: WholeShop) -> None:
    await runs(shop, TEN_OFF)
    quote = await with_code(shop, " ten ", quantity=3)
    assert (quote.promo, quote.discount, quote.total) == ("TEN", dinars(10), dinars(3140))
    order = await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    assert (order.total, order.full_price, order.discount) == (dinars(3140), dinars(3150), dinars(10))
    assert await shop.dinars() == 100_000 - 3140
    dossier = await shop.review.dossier(order.ref)
    assert (dossier.order.promo, dossier.margin) == ("TEN", dinars(140))
    assert (await shop.admin_overview.overview()).sold_today == dinars(3140)
    assert [line.action for line in (await shop.audit())[1:]] == ["promo_started"]


async def test_a_buy_button_shown_before_the_code_does_not_buy_at_another_total(shop: WholeShop) -> None:
    await runs(shop, TEN_OFF)
    before = await shop.quote()
    after = await shop.checkout.use_promo(1001, before.draft_id, "TEN", message_id=7)
    assert before.draft_id != after.draft_id
    with pytest.raises(QuoteChangedError) as changed:
        await shop.checkout.buy(1001, before.draft_id, message_id=7)
    assert (changed.value.old_total, changed.value.confirmation.total) == (dinars(1050), dinars(1040))


async def test_without_confirmation_a_code_takes_the_margin_at_most(shop: WholeShop) -> None:
    await runs(shop, HALF)
    assert (await with_code(shop, "HALF")).total == dinars(1000)
    await runs(shop, replace(HALF, code="LOSS"), below_cost=True)
    assert (await with_code(shop, "LOSS")).total == dinars(525)


async def test_a_code_that_gives_all_away_costs_nothing_and_gives_nothing_back(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await runs(shop, Promo("GIFT", percent=Decimal(100)), below_cost=True)
    quote = await with_code(shop, "GIFT", quantity=2)
    assert (quote.total, quote.missing) == (Money.ZERO, Money.ZERO)
    order = await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    supplier.shelves["P1"].types["T1"].stock = 0
    await shop.place()
    assert await shop.status(order) == "rejected"
    assert await shop.dinars() == 100_000


async def test_each_condition_is_asked_when_the_code_is_typed(shop: WholeShop) -> None:
    now = shop.clock.now()
    await runs(shop, replace(TEN_OFF, code="SOON", starts_at=now + timedelta(hours=1)))
    await runs(shop, replace(TEN_OFF, code="LATE", ends_at=now + timedelta(hours=1)))
    await runs(shop, replace(TEN_OFF, code="STEAM", scope=Scope.CATEGORY, target="Steam", title="Steam"))
    await runs(shop, replace(TEN_OFF, code="GERMANY", scope=Scope.PRODUCT, target="P1"))
    await runs(shop, replace(TEN_OFF, code="RICH", least=dinars(2000)))
    assert await refused(shop, "SOON") == "not_yet"
    assert await refused(shop, "STEAM") == "other_goods"
    assert await refused(shop, "RICH") == "minimum"
    assert await refused(shop, "NOSUCH") == await refused(shop, "<script>") == "unknown"
    for code, quantity in (("LATE", 1), ("GERMANY", 1), ("RICH", 2)):
        assert (await with_code(shop, code, quantity=quantity)).discount == dinars(10)
    shop.clock.tick(3600)
    assert (await with_code(shop, "SOON")).discount == dinars(10)
    assert await refused(shop, "LATE") == "over"
    await shop.pricelist.save(
        STAFF,
        (
            await shop.pricelist.propose(
                STAFF, f"t.{short_key('P1')}.{short_key('T1')}", PriceRule(set_price=dinars(1000))
            )
        ).id,
    )
    assert await refused(shop, "GERMANY") == "no_gain"


async def test_a_proposed_or_ended_code_is_unknown_and_can_be_made_again(shop: WholeShop) -> None:
    made = await shop.promos.propose(STAFF, TEN_OFF)
    assert await refused(shop, "TEN") == "unknown"
    assert await shop.promos.start(STAFF, made.id, below_cost=False)
    assert not await shop.promos.start(STAFF, made.id, below_cost=False)
    twin = await shop.promos.propose(STAFF, TEN_OFF)
    assert not await shop.promos.start(STAFF, twin.id, below_cost=False)
    quote = await with_code(shop, "TEN")
    assert [await shop.promos.end(STAFF, made.id) for _ in range(2)] == [True, False]
    with pytest.raises(QuoteChangedError) as changed:
        await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    news = changed.value.confirmation
    assert (news.total, news.promo, news.promo_refused) == (dinars(1050), "TEN", "unknown")
    assert (await shop.checkout.buy(1001, news.draft_id, message_id=7)).promo is None
    assert await shop.promos.start(STAFF, twin.id, below_cost=False)


async def test_ten_customers_and_one_last_use_make_one_discount(shop: WholeShop) -> None:
    promo = await runs(shop, replace(TEN_OFF, total_limit=1))
    people = [await shop.customer(2000 + n, dinars=5000) for n in range(10)]
    quotes = {person: await with_code(shop, "TEN", person) for person in people}
    results = await asyncio.gather(
        *(shop.checkout.buy(p, q.draft_id, message_id=7) for p, q in quotes.items()), return_exceptions=True
    )
    won = [result for result in results if isinstance(result, OrderView)]
    lost = [result for result in results if isinstance(result, QuoteChangedError)]
    assert (len(won), len(lost)) == (1, 9)
    assert won[0].discount == dinars(10)
    for error in lost:
        assert (error.confirmation.promo_refused, error.confirmation.total) == ("used_up", dinars(1050))
    # Those who were late buy at the full price that they were shown.
    again = await asyncio.gather(
        *(
            shop.checkout.buy(person, error.confirmation.draft_id, message_id=7)
            for person, error in zip(
                [p for p, r in zip(people, results, strict=True) if r in lost], lost, strict=True
            )
        )
    )
    assert {order.discount for order in again} == {Money.ZERO}
    async with shop.db.read() as conn:
        assert await promos.uses(conn, promo.id, won[0].customer_id) == (1, 1)
    assert await refused(shop, "TEN") == "used_up"


async def test_one_customer_cannot_use_a_code_twice_at_once(shop: WholeShop) -> None:
    await runs(shop, replace(TEN_OFF, customer_limit=1))
    quotes = [await with_code(shop, "TEN") for _ in range(3)]
    results = await asyncio.gather(
        *(shop.checkout.buy(1001, quote.draft_id, message_id=7) for quote in quotes), return_exceptions=True
    )
    assert sum(isinstance(result, OrderView) for result in results) == 1
    assert await refused(shop, "TEN") == "used_by_you"
    await shop.customer(1002, dinars=5000)
    assert (await with_code(shop, "TEN", 1002)).discount == dinars(10)


async def test_the_database_itself_refuses_one_use_too_many(shop: WholeShop) -> None:
    promo = await runs(shop, replace(TEN_OFF, total_limit=1))
    orders = [await shop.buy(), await shop.buy()]
    with pytest.raises(IntegrityError, match="used up"):
        async with shop.db.write() as conn:
            for order in orders:
                await shop.promos.use(
                    conn, promo.id, order_id=order.id, customer_id=1001, discount=dinars(10)
                )


async def test_an_order_that_brought_nothing_gives_money_and_code_back(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await runs(shop, replace(TEN_OFF, total_limit=1))
    quote = await with_code(shop, "TEN", quantity=2)
    order = await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    assert await refused(shop, "TEN") == "used_up"
    supplier.shelves["P1"].types["T1"].stock = 0
    await shop.place()
    assert await shop.dinars() == 100_000
    assert (await shop.row(order.id)).refunded_centimes == dinars(2090).centimes
    supplier.shelves["P1"].types["T1"].stock = 50
    assert (await with_code(shop, "TEN")).discount == dinars(10)


async def test_a_partly_filled_order_gives_back_what_was_paid_for_the_missing_cards(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await runs(shop, replace(TEN_OFF, amount=dinars(100)))
    quote = await with_code(shop, "TEN", quantity=7)
    order = await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    paid = dinars(7 * 1050 - 100)
    assert order.total == paid
    await shop.place()
    supplier.settle(supplier.only().id, "PARTIALLY_FILLED", filled=4)
    shop.clock.tick(10)
    await shop.tracker.run_once()
    row = await shop.row(order.id)
    assert (row.status, row.fulfilled_quantity) == ("partially_filled", 4)
    # 7,250 DA for seven cards: 4,142.857... for four, so 3,107.15 for the three that did not come.
    assert row.refunded_centimes == 310_715
    assert await shop.dinars() == Decimal(100_000) - paid.dinars + Decimal("3107.15")


async def test_changing_the_quantity_keeps_the_code_and_weighs_it_anew(shop: WholeShop) -> None:
    await runs(shop, replace(TEN_OFF, percent=Decimal(2), amount=None, least=dinars(2000)))
    quote = await with_code(shop, "TEN", quantity=2)
    assert quote.discount == dinars(42)
    fewer = await shop.checkout.choose_quantity(1001, quote.draft_id, 1, message_id=7)
    assert (fewer.discount, fewer.promo_refused, fewer.promo_least) == (Money.ZERO, "minimum", dinars(2000))
    more = await shop.checkout.choose_quantity(1001, fewer.draft_id, 4, message_id=7)
    assert (more.discount, more.promo_refused) == (dinars(84), None)


async def test_a_code_outlives_a_restart_between_confirmation_and_buy(
    shop: WholeShop, make_shop: MakeShop
) -> None:
    await runs(shop, TEN_OFF)
    quote = await with_code(shop, "TEN")
    order = await make_shop().checkout.buy(1001, quote.draft_id, message_id=7)
    assert order.discount == dinars(10)


@pytest.mark.parametrize(
    "wrong",
    [
        Promo("AB", percent=Decimal(5)),
        Promo("lower", percent=Decimal(5)),
        Promo("NONE"),
        Promo("BOTH", percent=Decimal(5), amount=dinars(5)),
        Promo("MUCH", percent=Decimal(101)),
        Promo("ZERO", amount=Money.ZERO),
        replace(TEN_OFF, total_limit=0),
        replace(TEN_OFF, customer_limit=-1),
        replace(TEN_OFF, least=dinars(-1)),
    ],
)
async def test_codes_that_no_merchant_means_are_refused(shop: WholeShop, wrong: Promo) -> None:
    with pytest.raises(BadAmountError):
        await shop.promos.propose(STAFF, wrong)


async def test_the_effect_of_a_code_is_weighed_before_it_runs(shop: WholeShop) -> None:
    effect = await shop.pricelist.weigh_promo(Promo("X", percent=Decimal("4.9")))
    assert (effect.types, effect.capped, effect.products, effect.unseen) == (3, 1, 2, 0)
    effect = await shop.pricelist.weigh_promo(TEN_OFF)
    assert (effect.types, effect.capped) == (3, 0)
    assert effect.lowest is not None
    assert effect.lowest.priced.margin == dinars(20)


async def test_a_code_with_a_least_total_is_weighed_for_the_smallest_order_that_it_takes(
    shop: WholeShop,
) -> None:
    # T1 earns 50 a card and T2 130; the margin of three T1 or two T2 covers it, and ten T3 at 530 earn 300.
    sixty = Promo("X", amount=dinars(100), least=dinars(2700))
    effect = await shop.pricelist.weigh_promo(sixty)
    assert (effect.types, effect.capped) == (3, 0)
    assert effect.lowest is not None
    assert (effect.lowest.name, effect.lowest.priced.margin) == ("PSN Germany Type T1", dinars(50))
    # Ten cards of T3 are 5,300: no order of them comes to more.
    effect = await shop.pricelist.weigh_promo(replace(sixty, least=dinars(5400)))
    assert effect.types == 2


async def test_codes_that_nobody_started_are_tidied_away(shop: WholeShop) -> None:
    started = await runs(shop, TEN_OFF)
    await shop.promos.end(STAFF, started.id)
    left = await shop.promos.propose(STAFF, HALF)
    last = await shop.promos.propose(STAFF, HALF)
    shop.clock.tick(31 * 24 * 3600)
    await shop.housekeeping.tidy()
    assert not await shop.promos.start(STAFF, left.id, below_cost=False)
    assert await shop.count("promos") == 2
    assert (await shop.promos.propose(STAFF, HALF)).id > last.id
