"""Money that the supplier took and for which nothing came: named, in the margin of its day, until it is
settled.
"""

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.shop.books.daily_close import DailyClose
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.staff.order_review import Review
from bot.supplier import Lane, OutOfStock, Transaction
from storage.purchases import attempts
from tests.fakes.supplier import Bought, FakeSupplier
from tests.shop.books.closing import HOUR, TODAY, begun, closes, ledger, night, sell, told
from tests.shop.lost_orders.losing import lost, settle_for
from tests.shop.staff.held import ambiguous, odd
from tests.shop.whole import STAFF, WholeShop, dinars

TOMORROW = date(2026, 11, 2)


async def debited(shop: WholeShop, supplier: FakeSupplier) -> tuple[OrderView, Bought]:
    """An order whose answer was lost: the supplier took its money, and its list does not show it. Held."""
    order = await lost(shop, supplier, quantity=3)
    theirs = list(supplier.bought.values())[-1]
    theirs.listed = False
    await settle_for(shop, 700)
    assert (await shop.row(order.id)).held_reason == "debit_without_order"
    return order, theirs


async def codes(books: DailyClose, day: date = TODAY) -> list[str]:
    return [difference.code for difference in (await books.day(day)).differences]


@pytest.mark.parametrize("named", [True, False])
async def test_a_refund_after_a_debit_is_a_named_loss_in_the_margin_of_its_day(
    shop: WholeShop, supplier: FakeSupplier, named: bool
) -> None:
    supplier.ledger_names_orders = named
    books = await begun(shop)
    await sell(shop)
    order, theirs = await debited(shop, supplier)
    seen = await shop.review.dossier(order.ref)
    (debit,) = seen.findings.debits
    assert (debit.amount, debit.at) == (Money.of_dinars(3000), theirs.time)
    await shop.review.decide(STAFF, order.ref, "refund_debited")
    assert (await shop.attempt(order)).state == "debited"
    shop.clock.tick(HOUR)
    day = await books.day(TODAY)
    (difference,) = day.differences
    assert (difference.code, difference.args["ref"], difference.args["amount"]) == (
        "debit_without_goods",
        order.ref,
        "3000.00",
    )
    assert (day.lost, day.margin) == (dinars(3000), dinars(100 - 3000))
    after = await shop.review.dossier(order.ref)
    assert (after.margin, [loss.is_open for loss in after.losses]) == (-dinars(3000), [True])
    await night(shop, books)
    (closed,) = await closes(shop)
    assert (closed.lost, closed.margin) == (day.lost, day.margin)
    assert [code for code, _ in await told(shop) if code.startswith("books_")] == [
        "books_debit_without_goods"
    ]


@pytest.mark.parametrize("named", [True, False])
async def test_what_the_supplier_gives_back_later_is_that_days_and_ends_the_difference(
    shop: WholeShop, supplier: FakeSupplier, named: bool
) -> None:
    supplier.ledger_names_orders = named
    books = await begun(shop)
    await sell(shop)
    order, theirs = await debited(shop, supplier)
    await shop.review.decide(STAFF, order.ref, "refund_debited")
    await night(shop, books)
    shop.clock.tick(10 * HOUR)
    supplier._book("REFUND_ORDER", Decimal(3000), theirs.id)
    await sell(shop)
    await night(shop, books)
    first, second = await closes(shop)
    assert (first.lost, second.lost) == (dinars(3000), dinars(-3000))
    assert (second.margin, second.differences) == (dinars(100 + 3000), ())
    assert await codes(books, TOMORROW) == []
    (loss,) = (await shop.review.dossier(order.ref)).losses
    assert loss.returned_at is not None
    # A closed day's figures do not change; what does not meet is told as it is now.
    assert replace(await books.day(TODAY), differences=first.differences) == first


async def test_staff_write_a_loss_off_by_name_once(shop: WholeShop, supplier: FakeSupplier) -> None:
    books = ledger(shop)
    order, theirs = await debited(shop, supplier)
    assert not await shop.review.write_off(STAFF, order.ref, "too early")
    await shop.review.decide(STAFF, order.ref, "refund_debited")
    done = await asyncio.gather(
        *(shop.review.write_off(STAFF, order.ref.lower(), "their support says no") for _ in range(3))
    )
    assert sorted(done) == [False, False, True]
    line = (await shop.audit())[-1]
    assert (line.staff_id, line.action, line.subject, line.detail) == (
        STAFF,
        "write_off",
        f"order:{order.ref}",
        "3000.00 DZD: their support says no",
    )
    assert [one.action for one in await shop.audit()].count("write_off") == 1
    shop.clock.tick(HOUR)
    day = await books.day(TODAY)
    assert (day.differences, day.lost) == ((), dinars(3000))
    with pytest.raises(NotFoundError):
        await shop.review.write_off(STAFF, "NOSUCHREF2", "nothing")
    # Their money comes after all: it counts.
    await books.close_when_due()
    await night(shop, books)
    shop.clock.tick(HOUR)
    supplier._book("REFUND_ORDER", Decimal(3000), theirs.id)
    await night(shop, books, hours=24)
    assert [day.lost for day in await closes(shop)][-1] == dinars(-3000)


async def test_a_debit_of_an_order_that_was_refunded_unasked_is_found_by_the_close(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    books = await begun(shop)
    order, _ = await debited(shop, supplier)
    supplier.goes_away()
    await shop.review.decide(STAFF, order.ref, "refund_unasked")
    assert (await shop.status(order), (await shop.attempt(order)).state) == ("rejected", "given_up")
    supplier.comes_back()
    shop.clock.tick(HOUR)
    assert await codes(books) == ["debit_without_goods"]
    await night(shop, books)
    (closed,) = await closes(shop)
    assert (closed.lost, [one.code for one in closed.differences]) == (
        dinars(3000),
        ["debit_without_goods"],
    )
    assert await books.day(TODAY) == closed


async def test_an_order_called_absent_whose_debit_comes_late_is_a_loss_too(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    books = await begun(shop)
    order = await lost(shop, supplier)
    late, supplier.ledger = supplier.ledger, []
    supplier.only().listed = False
    await settle_for(shop, 700)
    assert await shop.status(order) == "rejected"
    supplier.ledger = late
    await night(shop, books)
    (closed,) = await closes(shop)
    assert (closed.lost, [one.args.get("ref") for one in closed.differences]) == (dinars(1000), [order.ref])


async def test_an_order_bought_by_hand_later_is_not_taken_for_the_one_given_up(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    books = ledger(shop)
    await lost(shop, supplier, "vanish")
    await settle_for(shop, 700)
    supplier.accept("P1", "T1", 1)
    shop.clock.tick(HOUR)
    assert await codes(books) == ["debit_without_order"]


async def test_what_the_supplier_keeps_of_a_held_order_that_staff_refund_is_a_loss(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    books = await begun(shop)
    order, theirs = await odd(shop, supplier)
    await shop.review.decide(STAFF, order.ref, "refund_debited")
    shop.clock.tick(HOUR)
    day = await books.day(TODAY)
    assert ([one.code for one in day.differences], day.lost, day.margin) == (
        ["debit_without_goods"],
        dinars(3000),
        dinars(-3000),
    )
    supplier._book("REFUND_ORDER", Decimal(3000), theirs.id)
    shop.clock.tick(HOUR)
    await night(shop, books, hours=14)
    (closed,) = await closes(shop)
    assert (closed.differences, closed.lost, closed.margin) == ((), dinars(0), dinars(0))


async def test_money_that_a_refunded_order_should_have_brought_back_lowers_the_margin(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    books = await begun(shop)
    ref = await sell(shop, outcome="REFUNDED")
    back = supplier.ledger.pop()
    supplier.balance_now -= 2000
    await night(shop, books)
    (closed,) = await closes(shop)
    assert [one.code for one in closed.differences] == ["debit_without_goods"]
    assert (closed.differences[0].args["ref"], closed.lost) == (ref, dinars(2000))
    supplier._book("REFUND_ORDER", Decimal(2000), back.object_id)
    await night(shop, books, hours=24)
    assert [day.lost for day in await closes(shop)][-1] == dinars(-2000)
    assert await codes(books, TOMORROW) == []


async def test_a_closed_day_writes_a_loss_once_however_often_it_begins(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    books = await begun(shop)
    order = await lost(shop, supplier)
    supplier.only().listed = False
    async with shop.db.write() as conn:
        (attempt,) = await attempts.of_order(conn, order.id)
        await attempts.settle(
            conn, attempt.id, expected=["unknown"], state="given_up", settled_at=shop.clock.now()
        )
    shop.clock.tick(16 * HOUR)
    statement = await books._account.read(TODAY, lane=Lane.POLLING)
    for _ in range(2):
        await books._note_losses(TODAY, statement)
    assert await shop.count("losses") == 1


async def test_a_debit_that_came_back_is_no_loss(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, theirs = await debited(shop, supplier)
    supplier.settle(theirs.id, "REFUNDED")
    seen = await shop.review.dossier(order.ref)
    assert (seen.findings.debits, seen.decisions[-1]) == ((), "refund")
    await shop.review.decide(STAFF, order.ref, "refund")
    shop.clock.tick(HOUR)
    assert await codes(ledger(shop)) == []
    assert await shop.count("losses") == 0


async def test_two_held_orders_do_not_claim_one_debit(shop: WholeShop, supplier: FakeSupplier) -> None:
    first, _ = await debited(shop, supplier)
    supplier.ledger.append(
        Transaction(
            id="x",
            type="ORDER",
            amount=Decimal(3000),
            old_balance=Decimal(3000),
            new_balance=Decimal(0),
            object_id="another",
            time=shop.clock.now(),
        )
    )
    await shop.review.decide(STAFF, first.ref, "refund_debited")
    second, _ = await debited(shop, supplier)
    await shop.review.decide(STAFF, second.ref, "refund_debited")
    assert await shop.count("losses") == 2


async def test_of_two_orders_that_may_be_a_refunded_one_the_close_counts_one_as_lost(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    books = await begun(shop)
    order, _ = await ambiguous(shop, supplier)
    await shop.review.decide(STAFF, order.ref, "refund")
    await night(shop, books)
    (closed,) = await closes(shop)
    assert sorted(one.code for one in closed.differences) == ["debit_without_goods", "debit_without_order"]
    assert closed.lost == dinars(1000)


async def test_a_supplier_that_keeps_silent_keeps_nobody_from_a_held_order(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, _ = await debited(shop, supplier)
    hurried = Review(
        shop.db,
        shop.supplier,
        shop.clock,
        customers=shop.customers,
        lost_orders=shop.lost_orders,
        tracking=shop.tracking,
        patience=0.01,
    )
    supplier.gate = asyncio.Event()
    assert (await hurried.dossier(order.ref)).unasked
    supplier.gate = None
    assert not (await shop.review.dossier(order.ref)).unasked


async def test_a_number_that_staff_write_is_checked_and_then_taken_once(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await sell(shop, 3)
    (known,) = supplier.bought
    order, theirs = await debited(shop, supplier)
    other = supplier.accept("P1", "T2", 3)
    check = shop.review.check_number
    for number, refused in (
        (known, "taken"),
        ("0" * 24, "absent"),
        (other.id, "other_goods"),
        (theirs.id, None),
    ):
        assert await check(order.ref, number) == refused
        if refused is not None:
            assert await shop.review.adopt_number(STAFF, order.ref, number) == refused
    assert await shop.status(order) == "needs_review"
    ends = await asyncio.gather(*(shop.review.adopt_number(STAFF, order.ref, theirs.id) for _ in range(3)))
    assert ends[0] is None
    row = await shop.row(order.id)
    assert (row.status, row.supplier_order_id) == ("processing", theirs.id)
    (line,) = [each for each in await shop.audit() if each.action == "adopt_number"]
    assert (line.subject, line.detail) == (f"order:{order.ref}", theirs.id)
    supplier.settle(theirs.id)
    await shop.tracking.look()
    assert await shop.status(order) == "fulfilled"
    assert await check(order.ref, theirs.id) == "moved_on"


async def test_a_debit_for_an_order_that_the_supplier_said_it_refused_is_that_orders_loss(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    books = await begun(shop)
    order = await shop.buy()
    supplier.script.append(OutOfStock("OUT_OF_STOCK", 400))
    await shop.place()
    supplier.accept("P1", "T1", 1)  # it was taken all the same
    assert await shop.status(order) == "rejected"
    await night(shop, books)
    (closed,) = await closes(shop)
    assert [(one.code, one.args["ref"]) for one in closed.differences] == [("debit_without_goods", order.ref)]
    assert closed.lost == dinars(1000)
