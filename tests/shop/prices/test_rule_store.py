"""Rules as the merchant sets them, and what customers then pay and see."""

import asyncio
from decimal import Decimal

import pytest

from bot.settings import Settings
from bot.shop.errors import (
    BadAmountError,
    BelowCostError,
    DayLimitError,
    NotForSaleError,
    NotFoundError,
    QuantityNotAllowedError,
    QuoteChangedError,
    RuleChangedError,
)
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.prices.rule_store import MOST_IN_ORDER
from bot.shop.prices.rules import Limit, PriceRule, Scope
from bot.shop.refs import short_key
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop, dinars

P1, T1, T2 = short_key("P1"), short_key("T1"), short_key("T2")
PRODUCT, TYPE = f"p.{P1}", f"t.{P1}.{T1}"
CATEGORY = f"c.{short_key('category PSN')}"


def percent(amount: int) -> PriceRule:
    return PriceRule(Decimal(amount), step=dinars(10))


async def sets(shop: WholeShop, key: str, says: PriceRule | None) -> None:
    preview = await shop.pricelist.propose(STAFF, key, says)
    assert await shop.pricelist.save(STAFF, preview.id)


async def price(shop: WholeShop, type_key: str = T1) -> Money:
    page = await shop.catalogue.product(P1)
    return next(offer.price for offer in page.offers if offer.key == type_key)


async def test_the_narrowest_rule_makes_the_price_in_catalogue_and_checkout(shop: WholeShop) -> None:
    assert await price(shop) == dinars(1050)
    for key, amount in (("all", 10), (CATEGORY, 20), (PRODUCT, 30), (TYPE, 40)):
        await sets(shop, key, percent(amount))
        assert await price(shop) == dinars(1000 + 10 * amount)
        assert (await shop.quote()).unit_price == dinars(1000 + 10 * amount)
    assert await price(shop, T2) == dinars(3250)
    for key, left in ((TYPE, 1300), (PRODUCT, 1200), (CATEGORY, 1100), ("all", 1050)):
        await sets(shop, key, None)
        assert await price(shop) == dinars(left)


async def test_a_rule_outlives_a_restart_and_is_kept_with_who_and_when(
    shop: WholeShop, make_shop: MakeShop
) -> None:
    await sets(shop, PRODUCT, percent(30))
    again = make_shop()
    assert await price(again) == dinars(1300)
    (rule,) = await again.pricelist.rules()
    assert (rule.staff_id, rule.at, rule.title) == (STAFF, shop.clock.now(), "PSN Germany")
    line = (await shop.audit())[-1]
    assert (line.staff_id, line.action, line.subject) == (STAFF, "price_rule", "product:P1")
    assert '"percent": "30"' in line.detail


async def test_a_preview_says_how_many_types_change_and_the_lowest_margin_and_changes_nothing(
    shop: WholeShop,
) -> None:
    preview = await shop.pricelist.propose(STAFF, "all", percent(2))
    assert (preview.types, preview.changed, preview.products, preview.unseen) == (3, 3, 2, 0)
    assert preview.lowest is not None
    assert (preview.lowest.name, preview.lowest.priced.margin) == ("Steam Type T3", dinars(10))
    assert preview.before.rule == percent(5)
    assert await price(shop) == dinars(1050)
    await sets(shop, TYPE, percent(50))
    # The narrower rule keeps its type out of the change.
    preview = await shop.pricelist.propose(STAFF, "all", percent(2))
    assert (preview.types, preview.changed) == (3, 2)
    same = await shop.pricelist.propose(STAFF, "all", percent(5))
    assert (same.changed, same.below_cost) == (0, None)


async def test_a_proposal_is_saved_once_whoever_presses(shop: WholeShop) -> None:
    preview = await shop.pricelist.propose(STAFF, PRODUCT, percent(30))
    saved = await asyncio.gather(*(shop.pricelist.save(STAFF, preview.id) for _ in range(5)))
    assert sorted(saved) == [False] * 4 + [True]
    assert len(await shop.pricelist.rules()) == 1
    assert len(await shop.audit()) == 2  # the first is the customer's credit


async def test_unsound_rules_and_set_prices_for_more_than_a_type_are_refused(shop: WholeShop) -> None:
    for key, says in (
        ("all", percent(1001)),
        (PRODUCT, PriceRule(set_price=dinars(5))),
        (TYPE, PriceRule(set_price=Money.ZERO)),
    ):
        with pytest.raises(BadAmountError):
            await shop.pricelist.propose(STAFF, key, says)
    for key in ("p.aaaaaaaaaaaaa", "t.x.y", "", "x", "c.zzz"):
        with pytest.raises(NotFoundError):
            await shop.pricelist.propose(STAFF, key, percent(5))


async def test_a_price_below_cost_is_refused_until_confirmed_for_that_type_and_cost(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    preview = await shop.pricelist.propose(STAFF, TYPE, PriceRule(set_price=dinars(900)))
    assert preview.below_cost is not None
    assert preview.below_cost.priced.margin == dinars(-100)
    with pytest.raises(BelowCostError):
        await shop.pricelist.save(STAFF, preview.id)
    assert await price(shop) == dinars(1050)
    assert await shop.pricelist.save(STAFF, preview.id, loss_confirmed=True)
    assert await price(shop) == dinars(900)
    order = await shop.buy()
    assert order.total == dinars(900)
    # Dearer than what was confirmed: nothing is sold any more, and the staff are told once.
    supplier.shelves["P1"].types["T1"].cost = Decimal(1001)
    for _ in range(3):
        shop.clock.tick(180)
        assert T1 not in {offer.key for offer in (await shop.catalogue.product(P1)).offers}
    with pytest.raises(NotForSaleError):
        await shop.quote()
    assert await shop.alert("price_below_cost") == {
        "product_id": "P1",
        "place": f"t.{P1}.{T1}",
        "product": "PSN Germany",
        "type": "Type T1",
        "price": "900.00",
        "cost": "1001.00",
    }


async def test_a_confirmation_of_a_loss_does_not_hold_for_a_cost_that_rose_meanwhile(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    preview = await shop.pricelist.propose(STAFF, TYPE, PriceRule(set_price=dinars(900)))
    supplier.shelves["P1"].types["T1"].cost = Decimal(1500)
    shop.clock.tick(180)
    with pytest.raises(BelowCostError):
        await shop.pricelist.save(STAFF, preview.id, loss_confirmed=True)
    again = await shop.pricelist.renewed(STAFF, preview.id)
    assert again.below_cost is not None
    assert again.below_cost.priced.margin == dinars(-600)
    assert await shop.pricelist.save(STAFF, again.id, loss_confirmed=True)


async def test_a_cost_that_overtakes_a_set_price_between_quote_and_buy_sells_nothing(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await sets(shop, TYPE, PriceRule(set_price=dinars(1020)))
    quote = await shop.quote()
    supplier.shelves["P1"].types["T1"].cost = Decimal(1021)
    with pytest.raises(NotForSaleError):
        await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    assert await shop.count("orders") == 0


async def test_a_rule_set_between_quote_and_buy_is_shown_and_asked_again(shop: WholeShop) -> None:
    quote = await shop.quote()
    await sets(shop, "all", percent(50))
    with pytest.raises(QuoteChangedError) as changed:
        await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    assert (changed.value.old_total, changed.value.confirmation.total) == (dinars(1050), dinars(1500))


async def test_any_past_price_is_explained_by_the_rule_as_it_was(shop: WholeShop) -> None:
    by_settings = await shop.buy()
    await sets(shop, PRODUCT, PriceRule(Decimal(30), step=dinars(50), least_margin=dinars(7)))
    by_rule = await shop.buy()
    await sets(shop, PRODUCT, percent(99))
    first, second = (await shop.review.dossier(by_settings.ref)), (await shop.review.dossier(by_rule.ref))
    assert first.priced_by is not None
    assert (first.priced_by.rule, first.priced_by.staff_id) == (percent(5), None)
    assert second.priced_by is not None
    assert second.priced_by.rule == PriceRule(Decimal(30), step=dinars(50), least_margin=dinars(7))
    assert (second.priced_by.scope, second.priced_by.title) == (Scope.PRODUCT, "PSN Germany")
    assert (second.priced_by.staff_id, second.cost, second.order.unit_price) == (
        STAFF,
        dinars(1000),
        dinars(1300),
    )


async def test_what_is_hidden_is_neither_shown_nor_sold_and_comes_back(shop: WholeShop) -> None:
    quote = await shop.quote()
    for key in (TYPE, PRODUCT, CATEGORY):
        await shop.pricelist.hide(STAFF, key, hidden=True)
        with pytest.raises(NotForSaleError):
            await shop.checkout.open(1001, P1, T1, message_id=7)
        with pytest.raises(NotForSaleError):
            await shop.checkout.buy(1001, quote.draft_id, message_id=7)
        assert (await shop.pricelist.sheet(key)).hidden_here
        titles = [category.title for category in (await shop.catalogue.categories()).categories]
        assert titles == (["PSN", "Steam"] if key == TYPE else ["Steam"])
        await shop.pricelist.hide(STAFF, key, hidden=False)
        assert (await shop.checkout.open(1001, P1, T1, message_id=7)).stock == 50
    assert [line.action for line in (await shop.audit())[1:]] == ["hidden"] * 6
    with pytest.raises(NotFoundError):
        await shop.pricelist.hide(STAFF, "all", hidden=True)


async def test_an_order_limit_bounds_choice_and_quantity(shop: WholeShop) -> None:
    await shop.pricelist.limit(STAFF, PRODUCT, Limit(per_order=3))
    assert (await shop.checkout.open(1001, P1, T1, message_id=7)).most == 3
    with pytest.raises(QuantityNotAllowedError) as bounds:
        await shop.quote(quantity=4)
    assert bounds.value.most == 3
    await shop.pricelist.limit(STAFF, PRODUCT, Limit())
    assert (await shop.checkout.open(1001, P1, T1, message_id=7)).most == 10
    with pytest.raises(BadAmountError):
        await shop.pricelist.limit(STAFF, PRODUCT, Limit(per_order=0))


async def test_a_day_limit_counts_what_this_customer_has_and_not_what_came_back(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.pricelist.limit(STAFF, CATEGORY, Limit(per_day=5))
    await shop.buy(quantity=3)
    assert (await shop.checkout.open(1001, P1, T2, message_id=7)).most == 2
    with pytest.raises(DayLimitError) as day:
        await shop.quote(quantity=3)
    assert (day.value.most, day.value.left) == (5, 2)
    assert (await shop.quote(quantity=9, product="P2", type_="T3")).quantity == 9
    other = await shop.customer(1002, dinars=10_000)
    assert (await shop.buy(other, 5)).quantity == 5
    supplier.shelves["P1"].types["T1"].stock = 0
    await shop.place()  # sold out: the three come back, and with them the day's allowance
    supplier.shelves["P1"].types["T1"].stock = 50
    assert (await shop.checkout.open(1001, P1, T1, message_id=7)).most == 5
    await shop.buy(quantity=5)
    with pytest.raises(DayLimitError):
        await shop.checkout.open(1001, P1, T1, message_id=7)
    shop.clock.tick(24 * 3600)
    assert (await shop.checkout.open(1001, P1, T1, message_id=7)).most == 5


async def test_five_purchases_at_once_stay_within_the_day_limit(shop: WholeShop) -> None:
    await shop.pricelist.limit(STAFF, TYPE, Limit(per_day=2))
    quotes = [await shop.quote() for _ in range(5)]
    results = await asyncio.gather(
        *(shop.checkout.buy(1001, quote.draft_id, message_id=7) for quote in quotes), return_exceptions=True
    )
    assert sum(isinstance(result, OrderView) for result in results) == 2
    assert sum(isinstance(result, DayLimitError) for result in results) == 3


async def test_places_are_found_by_key_by_name_and_by_words(shop: WholeShop) -> None:
    async def found(words: str) -> list[str]:
        return [place.key for place in await shop.pricelist.find(words)]

    assert await found("all") == ["all"]
    assert await found(PRODUCT) == [PRODUCT]
    assert await found("psn germany") == [PRODUCT]
    assert await found("steam") == [f"c.{short_key('category Steam')}"]
    assert await found("germany") == [PRODUCT]
    assert await found("nothing like it") == []
    await shop.pricelist.sheet(PRODUCT)
    assert await found("germany t1") == [TYPE]
    assert len(await found("germany type")) == 2


async def test_each_saved_rule_is_undone_to_what_held_just_before_it(shop: WholeShop) -> None:
    saved = []
    for says in (percent(10), percent(20), None, percent(30)):
        shop.clock.tick(60)
        preview = await shop.pricelist.propose(STAFF, PRODUCT, says)
        assert await shop.pricelist.save(STAFF, preview.id)
        saved.append(preview.id)
    undone = [(await shop.pricelist.propose_undo(STAFF, rule_id)).rule.rule for rule_id in saved]
    assert undone == [None, percent(10), percent(20), None]
    assert await price(shop) == dinars(1300)  # nothing of it holds before it is saved
    left = await shop.pricelist.propose(STAFF, PRODUCT, percent(40))
    for never_saved in (left.id, 99):
        with pytest.raises(NotFoundError):
            await shop.pricelist.propose_undo(STAFF, never_saved)


async def test_undo_acts_at_once_only_while_its_rule_holds_and_where_nothing_gets_cheaper(
    shop: WholeShop,
) -> None:
    saved = []
    for says in (percent(30), percent(10), percent(20)):
        shop.clock.tick(60)
        preview = await shop.pricelist.propose(STAFF, PRODUCT, says)
        assert await shop.pricelist.save(STAFF, preview.id)
        saved.append(preview.id)
    assert not (await shop.pricelist.undo(STAFF, saved[2]))[1]  # back to 10 %: cheaper
    assert not (await shop.pricelist.undo(STAFF, saved[1]))[1]  # back to 30 %, but 20 % holds by now
    assert await price(shop) == dinars(1200)
    shop.clock.tick(60)
    lower = await shop.pricelist.propose(STAFF, PRODUCT, percent(15))
    assert await shop.pricelist.save(STAFF, lower.id)
    undone = await asyncio.gather(*(shop.pricelist.undo(STAFF, lower.id) for _ in range(2)))
    assert sorted(done for _, done in undone) == [False, True]
    assert await price(shop) == dinars(1200)


async def test_a_rule_that_was_shown_before_another_was_saved_is_shown_again(shop: WholeShop) -> None:
    first = await shop.pricelist.propose(STAFF, PRODUCT, percent(10))
    second = await shop.pricelist.propose(OTHER_STAFF, PRODUCT, percent(20))
    elsewhere = await shop.pricelist.propose(STAFF, TYPE, percent(30))
    assert await shop.pricelist.save(STAFF, first.id)
    with pytest.raises(RuleChangedError):
        await shop.pricelist.save(OTHER_STAFF, second.id)
    assert await price(shop) == dinars(1100)
    renewed = await shop.pricelist.renewed(OTHER_STAFF, second.id)
    assert renewed.before.rule == percent(10)
    assert await shop.pricelist.save(OTHER_STAFF, renewed.id)
    assert await shop.pricelist.save(STAFF, elsewhere.id)


async def test_undo_stops_a_sale_below_cost_at_once(shop: WholeShop) -> None:
    loss = await shop.pricelist.propose(STAFF, TYPE, PriceRule(set_price=dinars(900)))
    assert await shop.pricelist.save(STAFF, loss.id, loss_confirmed=True)
    assert await price(shop) == dinars(900)
    preview, done = await shop.pricelist.undo(STAFF, loss.id)
    assert done
    assert await price(shop) == dinars(1050)
    assert [line.action for line in await shop.audit()][-2:] == ["price_rule", "price_rule"]
    back, done = await shop.pricelist.undo(STAFF, preview.id)
    assert not done
    assert back.below_cost is not None  # a loss that was confirmed once is asked about again


async def test_a_limit_of_more_cards_than_an_order_may_hold_is_refused(shop: WholeShop) -> None:
    for beyond in (Limit(per_order=101), Limit(per_day=10_001), Limit(per_day=0)):
        with pytest.raises(BadAmountError):
            await shop.pricelist.limit(STAFF, PRODUCT, beyond)
    await shop.pricelist.limit(STAFF, PRODUCT, Limit(100, 10_000))
    bounds = Settings.model_fields["order_limit"].metadata
    assert any(getattr(bound, "le", None) == MOST_IN_ORDER for bound in bounds)


async def test_proposals_that_nobody_saved_are_tidied_away_and_no_old_button_means_another(
    shop: WholeShop,
) -> None:
    await sets(shop, PRODUCT, percent(30))
    left = await shop.pricelist.propose(STAFF, TYPE, percent(40))
    last = await shop.pricelist.propose(STAFF, TYPE, percent(50))
    shop.clock.tick(29 * 24 * 3600)
    await shop.housekeeping.tidy()
    assert await shop.count("rules") == 3
    shop.clock.tick(2 * 24 * 3600)
    await shop.housekeeping.tidy()
    assert await shop.count("rules") == 2
    assert not await shop.pricelist.save(STAFF, left.id)
    assert await price(shop) == dinars(1300)
    newer = await shop.pricelist.propose(STAFF, TYPE, percent(60))
    assert newer.id > last.id
