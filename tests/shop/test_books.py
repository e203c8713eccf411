"""Each thing that must be true of the books, damaged on purpose: the look at the books finds it and names it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop import books
from bot.shop.books import Account, Difference, OrderMoney
from bot.shop.ledger import inside
from bot.shop.lifecycle import OrderStatus
from bot.supplier import Transaction
from tests.shop.whole import STAFF, WholeShop

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
SINCE, UNTIL = AT - timedelta(hours=9), AT + timedelta(hours=15)
S = OrderStatus


async def look(shop: WholeShop, *, sandbox: bool = False) -> list[Difference]:
    async with shop.db.read() as conn:
        return [difference async for difference in inside(conn, sandbox=sandbox)]


async def damage(shop: WholeShop, *statements: str) -> None:
    """What no code of ours could do: the database's own guards are taken off first."""
    guards = ("entries_never_change", "entries_never_go", "wallet_never_below_zero")
    async with shop.db.write() as conn:
        for guard in guards:
            await conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {guard}")
        for statement in statements:
            await conn.exec_driver_sql(statement)


async def a_days_work(shop: WholeShop) -> list[Any]:
    """Orders that ended in every way; their refs by number 1 to 5 are: whole, half, refunded, rejected, open."""
    orders = [await shop.buy(quantity=2) for _ in range(3)]
    await shop.place()
    for order, outcome in zip(orders, ("FULFILLED", "PARTIALLY_FILLED", "REFUNDED"), strict=True):
        shop.supplier.settle((await shop.row(order.id)).supplier_order_id, outcome)
    shop.clock.tick(10)
    await shop.tracking.look()
    rejected = await shop.buy(type_="T2")
    shop.supplier.shelves["P1"].types["T2"].stock = 0
    await shop.place()
    waiting = await shop.buy()
    statuses = [await shop.status(order) for order in [*orders, rejected, waiting]]
    assert statuses == ["fulfilled", "partially_filled", "refunded", "rejected", "paid"]
    return [*orders, rejected, waiting]


async def test_books_that_add_up_have_no_differences(shop: WholeShop) -> None:
    await a_days_work(shop)
    await shop.desk.debit(STAFF, 1001, 100, None, key="d")
    assert await look(shop) == []


DAMAGES: dict[str, tuple[Callable[[list[Any]], str], str, Callable[[list[Any]], str]]] = {
    # what is done, what it is called, and whose it is
    "a purchase is taken away": (
        lambda o: f"DELETE FROM entries WHERE kind = 'purchase' AND subject = 'order:{o[0].id}'",
        "order_not_paid",
        lambda o: str(o[0].ref),
    ),
    "a purchase is made smaller": (
        lambda o: (
            f"UPDATE entries SET amount_centimes = -1 WHERE kind = 'purchase' AND subject = 'order:{o[4].id}'"
        ),
        "order_not_paid",
        lambda o: str(o[4].ref),
    ),
    "an unpaid order was charged": (
        lambda o: f"UPDATE orders SET status = 'expired' WHERE id = {o[4].id}",
        "order_paid_for_nothing",
        lambda o: str(o[4].ref),
    ),
    "a refund is taken away": (
        lambda o: f"DELETE FROM entries WHERE kind = 'refund' AND subject = 'order:{o[3].id}'",
        "refund_wrong",
        lambda o: str(o[3].ref),
    ),
    "an order says less was refunded": (
        lambda o: f"UPDATE orders SET refunded_centimes = 1 WHERE id = {o[1].id}",
        "refund_not_booked",
        lambda o: str(o[1].ref),
    ),
    "a delivered order is refunded by the machine": (
        lambda o: (
            "INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who)"
            f" VALUES (1001, 'refund', 'order:{o[0].id}', 100, 0, 'tracker')"
        ),
        "refund_wrong",
        lambda o: str(o[0].ref),
    ),
    "a card is gone": (
        lambda o: f"DELETE FROM cards WHERE order_id = {o[0].id} AND position = 0",
        "cards_differ",
        lambda o: str(o[0].ref),
    ),
    "a refunded order has cards": (
        lambda o: f"UPDATE cards SET order_id = {o[2].id} WHERE order_id = {o[1].id}",
        "cards_differ",
        lambda o: str(o[2].ref),
    ),
    "a whole order counts half": (
        lambda o: f"UPDATE orders SET fulfilled_quantity = 1 WHERE id = {o[0].id}",
        "cards_differ",
        lambda o: str(o[0].ref),
    ),
    "two orders have one code": (
        lambda o: (
            "UPDATE cards SET fingerprint = (SELECT fingerprint FROM cards WHERE order_id ="
            f" {o[0].id} AND position = 0) WHERE order_id = {o[1].id}"
        ),
        "card_twice",
        lambda o: f"{o[0].ref}:{o[1].ref}",
    ),
    "a refund goes the wrong way": (
        lambda o: (
            f"UPDATE entries SET amount_centimes = -5 WHERE kind = 'refund' AND subject = 'order:{o[3].id}'"
        ),
        "entry_wrong_way",
        lambda _: "",
    ),
    "a purchase is another customer's": (
        lambda o: (
            f"UPDATE entries SET customer_id = 1002 WHERE kind = 'purchase' AND subject = 'order:{o[0].id}'"
        ),
        "entry_without_order",
        lambda _: "",
    ),
    "a wallet went below zero": (
        lambda _: "UPDATE entries SET amount_centimes = 1 WHERE kind = 'credit'",
        "wallet_below_zero",
        lambda _: "1001",
    ),
}


@pytest.mark.parametrize("what", DAMAGES)
async def test_damage_is_found_and_named(shop: WholeShop, what: str) -> None:
    await shop.customer(1002)
    orders = await a_days_work(shop)
    done, code, matter = DAMAGES[what]
    await damage(shop, done(orders))
    found = {difference.code: difference for difference in await look(shop)}
    assert code in found
    assert not matter(orders) or found[code].matter == matter(orders)
    assert str(found[code])


async def test_cards_whose_order_is_gone_are_found(shop: WholeShop, tmp_path: Path) -> None:
    orders = await a_days_work(shop)
    with closing(sqlite3.connect(tmp_path / "shop.db")) as conn, conn:  # without foreign keys
        conn.execute("UPDATE cards SET order_id = 999 WHERE order_id = ?", [orders[0].id])
    codes = [difference.code for difference in await look(shop)]
    assert codes == ["card_without_order", "cards_differ"]


async def test_play_cards_are_the_same_in_every_order(shop: WholeShop) -> None:
    orders = await a_days_work(shop)
    await damage(shop, DAMAGES["two orders have one code"][0](orders))
    assert await look(shop, sandbox=True) == []


async def test_a_staff_members_gift_beyond_what_is_due_is_no_difference(shop: WholeShop) -> None:
    orders = await a_days_work(shop)
    await damage(
        shop,
        "INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who)"
        f" VALUES (1001, 'refund', 'order:{orders[0].id}:1', 100, 0, 'staff:2001')",
        f"UPDATE orders SET refunded_centimes = 100 WHERE id = {orders[0].id}",
    )
    assert await look(shop) == []


@dataclass
class Sums:
    """As `storage.books.orders_after` gives them."""

    status: str
    quantity: int
    fulfilled_quantity: int
    unit_price_centimes: int
    refunded_centimes: int
    taken: int
    given: int
    cards: int
    by_staff: int = 0
    discount_centimes: int = 0
    ref: str = "CDFGHJ2346"


@given(
    status=st.sampled_from([S.FULFILLED, S.PARTIALLY_FILLED, S.REFUNDED, S.REJECTED]),
    quantity=st.integers(2, 9),
    price=st.integers(1, 10**6),
    data=st.data(),
)
def test_an_ended_order_adds_up_only_in_one_way(
    status: OrderStatus, quantity: int, price: int, data: st.DataObject
) -> None:
    came = {S.FULFILLED: quantity, S.PARTIALLY_FILLED: data.draw(st.integers(1, quantity - 1))}.get(status, 0)
    discount = data.draw(st.just(0) | st.integers(0, price * quantity))
    paid = price * quantity - discount
    back = paid - paid * came // quantity
    order = Sums(status, quantity, came, price, back, paid, back, came, discount_centimes=discount)
    right: OrderMoney = order
    assert list(books.of_order(right)) == []
    field = data.draw(st.sampled_from(["taken", "given", "refunded_centimes", "cards"]))
    setattr(order, field, getattr(order, field) + data.draw(st.integers(-5, 5).filter(bool)))
    assert list(books.of_order(right))


def line(kind: str, amount: int, of: str | None, *, old: int = 1000, minutes: float = 0) -> Transaction:
    change = -amount if kind == "ORDER" else amount
    return Transaction(
        id=f"{kind}-{of}-{minutes}",
        type=kind,
        amount=Decimal(amount),
        old_balance=Decimal(old),
        new_balance=Decimal(old + change),
        object_id=of,
        time=AT + timedelta(minutes=minutes),
    )


def order(supplier_id: str = "S1", status: str = "fulfilled", **changes: Any) -> Any:
    row = {
        "ref": f"REF-{supplier_id}",
        "status": status,
        "supplier_order_id": supplier_id,
        "quantity": 2,
        "unit_cost_centimes": 500_00,
        "charged_centimes": 1000_00,
        "placed_at": AT,
        "finished_at": AT + timedelta(minutes=1),
    }
    return SimpleNamespace(**row | changes)


def against(lines: list[Transaction], placed: list[Any], *in_the_air: int, known: str = "S1 S2") -> list[str]:
    account = Account(lines, placed, frozenset(known.split()), in_the_air)
    return [f"{d.code} {d.matter}" for d in books.of_account(account, SINCE, UNTIL)]


def test_debits_and_orders_that_meet_are_no_difference() -> None:
    half = order("S2", "partially_filled", charged_centimes=500_00)
    lines = [line("ORDER", 1000, "S1"), line("ORDER", 1000, "S2"), line("REFUND_ORDER", 500, "S2")]
    assert against([*lines, line("DEPOSIT", 5000, None)], [order(), half]) == []


def test_a_debit_that_is_nobodys_is_named() -> None:
    lines = [line("ORDER", 1000, "S1"), line("ORDER", 300, "HAND", minutes=5)]
    assert against(lines, [order()]) == ["debit_without_order ORDER-HAND-5"]


def test_a_debit_of_another_day_is_that_days_matter() -> None:
    assert against([line("ORDER", 1000, "S1"), line("ORDER", 3, "HAND", minutes=60 * 16)], [order()]) == []


def test_an_attempt_in_the_air_explains_one_debit_of_its_size() -> None:
    lines = [
        line("ORDER", 1000, "S1"),
        line("ORDER", 300, "A", minutes=1),
        line("ORDER", 300, "B", minutes=2),
    ]
    assert against(lines, [order()], 300_00) == ["debit_without_order ORDER-B-2"]


def test_an_order_without_its_debit_is_named() -> None:
    assert against([line("ORDER", 1000, "S2")], [order(), order("S2")]) == ["order_without_debit REF-S1"]


def test_an_order_that_has_not_ended_may_still_get_its_debit() -> None:
    waiting = order("S2", "processing", finished_at=None)
    assert against([line("ORDER", 1000, "S1")], [order(), waiting]) == []


def test_an_order_that_ended_the_next_day_is_that_days_matter() -> None:
    assert against([line("ORDER", 1000, "S2")], [order(finished_at=UNTIL), order("S2")]) == []


@pytest.mark.parametrize("lines", [[line("ORDER", 1000, "S1")] * 2, [line("ORDER", 999, "S1")]])
def test_a_debit_of_another_size_is_named(lines: list[Transaction]) -> None:
    assert against(lines, [order()]) == ["debit_differs REF-S1"]


def test_our_money_that_was_not_given_back_is_named() -> None:
    given_back_by_hand = order(status="refunded", charged_centimes=None)
    assert against([line("ORDER", 1000, "S1")], [given_back_by_hand]) == ["debit_differs REF-S1"]
    lines = [line("ORDER", 1000, "S1"), line("REFUND_ORDER", 1000, "S1")]
    assert against(lines, [given_back_by_hand]) == []


def test_lines_that_name_no_order_are_matched_by_amount_and_time() -> None:
    placed = [order(), order("S2", placed_at=AT + timedelta(minutes=20))]
    both = [line("ORDER", 1000, None, minutes=1), line("ORDER", 1000, None, minutes=21)]
    assert against(both, placed) == []
    assert against(both[:1], placed) == ["order_without_debit REF-S2"]
    assert against([*both, line("ORDER", 7, None, minutes=3)], placed) == ["debit_without_order ORDER-None-3"]


def test_names_that_mean_something_else_are_not_believed() -> None:
    assert against([line("ORDER", 1000, "receipt-77")], [order()], known="") == []
    late = line("ORDER", 1000, "receipt-77", minutes=45)
    assert against([late], [order()], known="") == [
        "order_without_debit REF-S1",
        "debit_without_order ORDER-receipt-77-45",
    ]


def test_a_jump_in_the_balance_is_named() -> None:
    chain = [line("ORDER", 100, "a", old=1000), line("ORDER", 100, "b", old=850, minutes=1)]
    (gap,) = books.of_float(chain, Decimal(1000))
    assert (gap.code, gap.args["expected"], gap.args["found"]) == ("float_gap", "900.00", "850.00")
    assert [d.matter for d in books.of_float(chain[:1], Decimal(1001))] == ["ORDER-a-0"]
    assert list(books.of_float(chain[:1], None)) == []


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8), st.randoms())
def test_lines_of_one_instant_are_put_in_their_order(deposits: list[int], random: Any) -> None:
    lines, balance = [], 10_000
    for number, amount in enumerate(deposits):
        lines.append(line("DEPOSIT", amount, str(number), old=balance))
        balance += amount
    shuffled = list(lines)
    random.shuffle(shuffled)
    chain = books.in_their_order(shuffled)
    assert chain == lines
    assert list(books.of_float(chain, Decimal(10_000))) == []
