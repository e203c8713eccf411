"""Each thing that must be true of the books, damaged on purpose: the look at the books finds it and names
it.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.books import invariants
from bot.shop.books.discrepancies import CODES, Difference, Found
from bot.shop.books.inspection import look as inspect
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from storage.database import Database
from storage.money.inspection import OrderMoneyRow
from tests.fakes.database import InThisThread
from tests.shop.books.closing import sell
from tests.shop.books.damages import BUSY, DAMAGES, busy_file, by_hand, do, matter
from tests.shop.books.looking import differences
from tests.shop.whole import STAFF, WholeShop

__all__ = ["busy_file"]  # a fixture

S = OrderStatus


@pytest.fixture
async def file(busy_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(busy_file, tmp_path / "shop.db"))


async def look(path: Path, *, sandbox: bool = False) -> list[Difference]:
    """What the look finds: two rows at a time as by thousands."""
    database = Database(InThisThread(path, in_turns=False))
    found = await differences(database, sandbox=sandbox)
    in_slices = await differences(database, sandbox=sandbox, most=2)
    assert set(map(str, in_slices)) == set(map(str, found))
    await database.close()
    return found


async def test_books_that_add_up_have_no_differences(file: Path) -> None:
    assert await look(file) == []
    with by_hand(file) as conn:
        assert dict(conn.execute("SELECT id, status FROM orders")) == BUSY
        states = [state for (state,) in conn.execute("SELECT state FROM payments ORDER BY id")]
    assert states == ["credited", "refunded", "unmatched", "refunded"]


@pytest.mark.parametrize("what", DAMAGES)
async def test_damage_is_found_and_named(file: Path, what: str) -> None:
    damage = DAMAGES[what]
    with by_hand(file) as conn:
        do(conn, damage)
        of = matter(conn, damage)
    found = {(difference.code, difference.matter): difference for difference in await look(file)}
    assert (damage.code, of) in found
    said = str(found[damage.code, of])
    assert said.endswith(".")
    assert "{" not in said


def test_every_rule_of_the_books_is_broken_once() -> None:
    of_the_account = {"supplier", "link", "by_hand"}
    inside = {code for code, to_do in CODES.items() if to_do not in of_the_account}
    assert inside == {damage.code for damage in DAMAGES.values()}


async def test_a_wallet_without_any_entry_holds_nothing(file: Path) -> None:
    with by_hand(file) as conn:
        conn.execute("DELETE FROM entries WHERE customer_id = 1001")
    found = [each for each in await look(file) if each.code == "wallet_differs"]
    assert [(each.matter, each.args["expected"], each.args["found"]) for each in found] == [
        ("1001", "0.00", "93710.00")
    ]


async def test_a_look_is_true_while_the_shop_goes_on(shop: WholeShop) -> None:
    shop.supplier.shelves["P1"].types["T1"].stock = 1000
    for _ in range(6):
        await sell(shop)
    ends = ("FULFILLED", "PARTIALLY_FILLED", "REFUNDED")
    slices = sales = 0
    async for each in inspect(shop.db.read_books, sandbox=False, most=1):
        assert list(each.found) == []
        slices += 1
        if slices % 4 == 0:
            ref = await sell(shop, outcome=ends[sales % 3])
            if sales % 3 == 0:
                await shop.refunds.refund(STAFF, ref, Money.of_dinars(7), None, to="wallet", key=f"k{sales}")
            sales += 1
        assert slices < 500
    assert sales > 10
    assert await differences(shop.db) == []


async def test_a_look_says_how_far_it_is(shop: WholeShop) -> None:
    for _ in range(3):
        await sell(shop)
    done = [each.done async for each in inspect(shop.db.read_books, sandbox=False, most=1)]
    assert done == sorted(done)
    assert 0 < done[0] < done[-1] == 1


def test_of_many_differences_of_a_name_the_first_are_kept_and_all_are_counted() -> None:
    found = Found(2)
    for numbers in ((1, 2), (3,)):
        found.add(invariants.lost_uses(str(number), 1) for number in numbers)
    found.add([invariants.lost_cards(1, 1)])
    assert [each.matter for each in found.named] == ["1", "2", "1"]
    assert found.counts == {"promo_use_without_order": 3, "card_without_order": 1}


async def test_play_cards_are_the_same_in_every_order(file: Path) -> None:
    with by_hand(file) as conn:
        do(conn, DAMAGES["two orders have one code"])
    assert await look(file, sandbox=True) == []


async def test_a_staff_members_gift_beyond_what_is_due_is_no_difference(file: Path) -> None:
    with by_hand(file) as conn:
        conn.execute(
            "INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who)"
            " VALUES (1001, 'refund', 'order:1:1', 100, 0, 'staff:2001')"
        )
        conn.execute("UPDATE orders SET refunded_centimes = 100 WHERE id = 1")
    assert await look(file) == []


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
    order = OrderMoneyRow(
        id=1,
        ref="CDFGHJ2346",
        status=status,
        quantity=quantity,
        fulfilled_quantity=came,
        unit_price_centimes=price,
        discount_centimes=discount,
        refunded_centimes=back,
        supplier_order_id="S1",
        taken=paid,
        given=back,
        by_staff=0,
        cards=came,
        promo_counted=discount,
        promo_released=came == 0,
    )
    assert list(invariants.of_order(order)) == []
    field = data.draw(st.sampled_from(["taken", "given", "refunded_centimes", "cards", "promo_counted"]))
    wrong = getattr(order, field) + data.draw(st.integers(-5, 5).filter(bool))
    assert list(invariants.of_order(replace(order, **{field: wrong})))
