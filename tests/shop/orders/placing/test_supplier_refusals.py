"""What refusals say about the shop: a supplier that does not take `ref`, and one that takes nothing of
ours.
"""

import pytest

from bot.shop.errors import MaintenanceError
from bot.shop.orders.history import OrderView
from bot.supplier import NoBalance, NoSuchPath, NotFound, OutOfStock, RefRefused, Refused, SlowDown, Unknown
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

INVALID = Refused("ERR_VALIDATION", 400)
GOODS = [("P1", "T1"), ("P1", "T2"), ("P2", "T3")]


async def refused(
    shop: WholeShop, supplier: FakeSupplier, goods: tuple[str, str], *answers: Exception
) -> OrderView:
    order = await shop.buy(product=goods[0], type_=goods[1])
    supplier.script.extend(answers)
    for _ in answers:
        await shop.place()
    return order


async def sent(shop: WholeShop, order: OrderView) -> list[tuple[str, int]]:
    return [(attempt.state, attempt.ref_sent) for attempt in await shop.attempts(order)]


async def test_a_validation_error_that_names_nothing_leads_to_one_proof_without_the_ref(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    supplier.refs = "reject_unnamed"
    order = await shop.buy()
    await shop.place()
    assert await shop.status(order) == "paid"
    await shop.place()  # at once
    assert await sent(shop, order) == [("not_placed", 1), ("accepted", 0)]
    other = await make_shop().buy()  # remembered, by the next process too
    await make_shop().place()
    assert await sent(shop, other) == [("accepted", 0)]
    assert supplier.charges == 2
    assert await shop.alerted() == ["ref_refused"]


async def test_a_ref_that_was_refused_unnamed_is_offered_again_after_a_day(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.refs = "reject_unnamed"
    for _ in range(2):
        order = await shop.buy()
        await shop.place()
        await shop.place()
        assert await sent(shop, order) == [("not_placed", 1), ("accepted", 0)]
        shop.clock.tick(86_400)
    assert await shop.alerted() == ["ref_refused"]  # told once, not every day
    supplier.refs = "echo"
    order = await shop.buy()  # the first with a ref that is accepted
    await shop.place()
    assert await sent(shop, order) == [("accepted", 1)]
    await shop.buy()
    await shop.place()
    assert await shop.alerted() == ["ref_refused", "ref_accepted"]


async def test_the_proof_stays_without_a_ref_when_it_has_to_wait(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    order = await refused(
        shop, supplier, GOODS[0], INVALID, SlowDown("RATE_LIMIT_EXCEEDED", 429, retry_after=1)
    )
    shop.clock.tick(10)
    await make_shop().place()
    assert await sent(shop, order) == [("not_placed", 1), ("not_placed", 0), ("accepted", 0)]


async def test_a_proof_that_is_refused_too_ends_the_order_and_clears_the_ref(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await refused(shop, supplier, GOODS[0], INVALID, INVALID)
    assert await shop.status(order) == "rejected"
    assert await shop.dinars() == 100_000
    await shop.place()
    assert len(supplier.sent) == 2
    other = await shop.buy()
    await shop.place()
    assert await sent(shop, other) == [("accepted", 1)]
    assert await shop.alerted() == ["order_rejected"]


async def test_a_proof_whose_answer_is_lost_is_never_sent_again(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await refused(shop, supplier, GOODS[0], INVALID, Unknown("READ_TIMEOUT"))
    shop.clock.tick(60)
    await shop.place()
    assert await sent(shop, order) == [("not_placed", 1), ("unknown", 0)]


@pytest.mark.parametrize("answer", [Refused("PAYLOAD_TOO_LARGE", 413), OutOfStock("OUT_OF_STOCK", 400)])
async def test_a_refusal_that_cannot_be_about_the_ref_is_not_tried_again(
    shop: WholeShop, supplier: FakeSupplier, answer: Exception
) -> None:
    order = await refused(shop, supplier, GOODS[0], answer)
    assert await sent(shop, order) == [("not_placed", 1)]
    assert await shop.status(order) == "rejected"


async def test_three_different_goods_refused_alike_close_selling(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(oneclickdz_send_ref=False)
    await shop.customer(1001, dinars=100_000)
    orders = [
        await refused(make_shop(oneclickdz_send_ref=False), supplier, goods, INVALID) for goods in GOODS
    ]
    with pytest.raises(MaintenanceError):
        await make_shop().buy()
    told = await shop.alert("selling_closed")
    assert told == {"error": "400 ERR_VALIDATION", "orders": ", ".join(order.ref for order in orders)}
    closure = (await shop.admin_overview.overview()).closure
    assert closure is not None
    assert (closure.since, closure.refused_with) == (shop.clock.now(), "400 ERR_VALIDATION")
    assert await shop.dinars() == 100_000


async def test_staff_open_it_again_and_the_count_begins_anew(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(oneclickdz_send_ref=False)
    await shop.customer(1001, dinars=100_000)
    for goods in GOODS:
        await refused(shop, supplier, goods, INVALID)
    await shop.staff_actions.maintenance(STAFF, False)
    shop.clock.tick(60)
    for goods in GOODS[:2]:
        await refused(shop, supplier, goods, INVALID)
    assert (await shop.admin_overview.overview()).closure is None
    await refused(shop, supplier, GOODS[2], INVALID)
    assert (await shop.admin_overview.overview()).maintenance
    assert await shop.alerted() == [
        *["order_rejected"] * 3,
        "selling_closed",
        "selling_opened",
        *["order_rejected"] * 3,
        "selling_closed",
    ]


async def test_maintenance_by_staff_has_no_reason_of_the_shops_own(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(oneclickdz_send_ref=False)
    await shop.customer(1001, dinars=100_000)
    for goods in GOODS:
        await refused(shop, supplier, goods, INVALID)
    await shop.staff_actions.maintenance(STAFF, False)
    await shop.staff_actions.maintenance(STAFF, True)
    closure = (await shop.admin_overview.overview()).closure
    assert closure is not None
    assert closure.refused_with is None


@pytest.mark.parametrize(
    "answers",
    [
        [INVALID, INVALID, Refused("FORBIDDEN", 403)],
        [INVALID, INVALID, OutOfStock("OUT_OF_STOCK", 400)],
        [NoBalance("INSUFFICIENT_BALANCE", 403)] * 3,
        [NotFound("NOT_FOUND", 404)] * 3,
    ],
    ids=["another", "sold out", "float", "goods"],
)
async def test_other_refusals_leave_the_shop_open(
    make_shop: MakeShop, supplier: FakeSupplier, answers: list[Exception]
) -> None:
    shop = make_shop(oneclickdz_send_ref=False)
    await shop.customer(1001, dinars=100_000)
    for goods, answer in zip(GOODS, answers, strict=True):
        await refused(shop, supplier, goods, answer)
    assert (await shop.admin_overview.overview()).closure is None


async def test_the_same_goods_refused_again_and_again_are_about_those_goods(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(oneclickdz_send_ref=False)
    await shop.customer(1001, dinars=100_000)
    for goods in [*GOODS[:2], *GOODS[:2], GOODS[0]]:
        await refused(shop, supplier, goods, INVALID)
    assert (await shop.admin_overview.overview()).closure is None


async def test_an_accepted_order_shows_that_the_shop_is_not_at_fault(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(oneclickdz_send_ref=False)
    await shop.customer(1001, dinars=100_000)
    for goods in GOODS[:2]:
        await refused(shop, supplier, goods, INVALID)
    await shop.buy()
    await shop.place()
    await refused(shop, supplier, GOODS[2], INVALID)
    assert (await shop.admin_overview.overview()).closure is None


async def test_an_address_that_the_supplier_does_not_know_closes_selling_too(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(placing_patience=0)
    await shop.customer(1001, dinars=100_000)
    for goods in GOODS:
        await refused(shop, supplier, goods, NoSuchPath(None, 404))
    closure = (await shop.admin_overview.overview()).closure
    assert closure is not None
    assert closure.refused_with == "404"


async def test_a_named_ref_is_told_to_staff_as_well(shop: WholeShop, supplier: FakeSupplier) -> None:
    await refused(shop, supplier, GOODS[0], RefRefused("ERR_VALIDATION", 400))
    await shop.place()
    assert await shop.alerted() == ["ref_refused"]
