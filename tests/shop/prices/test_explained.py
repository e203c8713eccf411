"""Whatever rules and codes the merchant made up: each order keeps what its price can be worked out from
again.
"""

import asyncio
import json
import shutil
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.shop.errors import NotForSaleError, PromoRefusedError
from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from bot.shop.prices.rules import PriceRule, Scope
from bot.shop.refs import short_key
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.database import InThisThread
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import STAFF, WholeShop

PLACES = {
    Scope.ALL: "all",
    Scope.CATEGORY: f"c.{short_key('category Cards')}",
    Scope.PRODUCT: f"p.{short_key('P1')}",
    Scope.TYPE: f"t.{short_key('P1')}.{short_key('T1')}",
}
dinars = st.builds(Money.of_dinars, st.integers(0, 5_000))
percents = st.decimals(0, 300, places=2, allow_nan=False)
margins = st.builds(
    PriceRule,
    percent=percents,
    added=dinars,
    step=st.builds(Money.of_dinars, st.integers(1, 500)),
    least_margin=dinars,
)
set_prices = st.builds(lambda amount: PriceRule(set_price=Money.of_dinars(amount)), st.integers(1, 20_000))
takes = st.fixed_dictionaries({"percent": st.decimals("0.01", 100, places=2)}) | st.fixed_dictionaries(
    {"amount": st.builds(Money.of_dinars, st.integers(1, 20_000))}
)


@dataclass(frozen=True)
class Case:
    """What a merchant may have set up, and what somebody buys."""

    rules: list[tuple[Scope, PriceRule]]
    cost: int  # centimes
    quantity: int
    takes: dict[str, Decimal | Money]
    below_cost: bool


cases = st.builds(
    Case,
    rules=st.lists(
        st.tuples(st.sampled_from(list(Scope)), margins) | st.tuples(st.just(Scope.TYPE), set_prices),
        max_size=5,
    ),
    cost=st.integers(1, 500_000),
    quantity=st.integers(1, 3),
    takes=takes,
    below_cost=st.booleans(),
)


@settings(max_examples=25)
@given(case=cases)
def test_any_stored_price_works_out_again_from_what_is_stored_with_it(
    migrated_file: Path, case: Case
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(migrated_file, Path(folder) / "shop.db")
        asyncio.run(_buys(Path(folder) / "shop.db", case))


async def _buys(path: Path, case: Case) -> None:
    db, clock = Database(InThisThread(path)), FakeClock()
    try:
        supplier = FakeSupplier(clock)
        supplier.sells("P1", "T1", cost=str(Money(case.cost).dinars))
        shop = WholeShop(db, clock, supplier, FakeDelivery())
        await shop.customer(1001, dinars=1_000_000)
        for scope, says in case.rules:
            preview = await shop.pricelist.propose(STAFF, PLACES[scope], says)
            assert await shop.pricelist.save(STAFF, preview.id, loss_confirmed=True)
        code = await shop.promos.propose(STAFF, Promo("CODE", **case.takes))  # type: ignore[arg-type]
        assert await shop.promos.start(STAFF, code.id, below_cost=case.below_cost)
        try:
            quote = await shop.quote(quantity=case.quantity)
        except NotForSaleError as error:  # nothing here is below cost by accident
            raise AssertionError(case) from error
        try:
            quote = await shop.checkout.use_promo(1001, quote.draft_id, "CODE", message_id=7)
        except PromoRefusedError as refused:
            assert refused.reason == "no_gain"  # noqa: PT017 - being refused is one of two good ends
        order = await shop.checkout.buy(1001, quote.draft_id, message_id=7)
        await _explained(shop, order.ref, case)
    finally:
        await db.close()


async def _explained(shop: WholeShop, ref: str, case: Case) -> None:
    dossier = await shop.review.dossier(ref)
    row = await shop.row(dossier.order.id)
    rule = PriceRule.read(json.loads(row.price_rule))
    cost, price = Money(row.unit_cost_centimes), Money(row.unit_price_centimes)
    assert cost == dossier.unit_cost == Money(case.cost)
    assert rule.price(cost) == price == dossier.order.unit_price
    assert price >= cost or rule.confirmed_cost is not None
    assert dossier.priced_by is not None
    assert dossier.priced_by.rule == rule
    whole, spent = price * row.quantity, cost * row.quantity
    discount = Money(row.discount_centimes)
    promo = dossier.promo
    assert (promo is None) == (not discount)
    assert discount == (Money.ZERO if promo is None else promo.discount(whole, spent))
    assert dossier.order.total == whole - discount >= Money.ZERO
    assert whole - discount >= spent or case.below_cost or price < cost
    assert await shop.dinars() == Decimal(1_000_000) - (whole - discount).dinars
    narrowest = {scope: says for scope, says in case.rules}
    wanted = next((narrowest[scope] for scope in reversed(Scope) if scope in narrowest), None)
    if wanted is not None:
        assert wanted.price(cost) == price
