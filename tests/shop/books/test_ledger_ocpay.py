"""What customers paid on the supplier's page in the books: on its way, arrived, missing; and what else comes
into the account.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.shop.books.day_figures import Day
from bot.shop.books.supplier_account.supplier_statement import read_lines
from bot.shop.money import Money
from bot.supplier import Lane, SupplierClient, Transaction, Unavailable
from storage.money import deposits, request_checks
from storage.wakeups import WakeUp, Work
from tests.fakes.clock import FakeClock
from tests.shop.books.closing import HOUR, TODAY, begun, closes, night, sell, told
from tests.shop.books.page_payments import confirmed, link
from tests.shop.whole import WholeShop, dinars

DAY = timedelta(days=1)


async def paid(shop: WholeShop, amount: int = 2000, ref: str = "OCPL-AAAAAA-0001") -> int:
    await link(shop, amount, ref)
    shop.clock.tick(60)
    return await confirmed(shop, amount, ref)


async def differences(shop: WholeShop) -> list[tuple[str, dict[str, Any]]]:
    return [(code, args) for code, args in await told(shop) if code.startswith("books_")]


def floats(day: Day) -> tuple[Money, Money, Money, Money]:
    assert day.float is not None
    assert day.float.unexplained == Money.ZERO
    return day.float.opening, day.float.payments, day.float.other, day.float.closing


@pytest.mark.parametrize(
    "how",
    [
        {"names": "OCPL-AAAAAA-0001"},
        {"names": "uid-7", "note": "OCPay OCPL-AAAAAA-0001"},
        {"kind": "RECEIVE", "names": "uid-7"},
        {"kind": "NAVIO"},
        {},
    ],
)
async def test_a_payment_meets_its_deposit_however_the_account_shows_it(
    shop: WholeShop, how: dict[str, Any]
) -> None:
    books = await begun(shop)
    await sell(shop)
    await paid(shop)
    shop.supplier.pays_in(2000, **how)
    await night(shop, books)
    (day,) = await closes(shop)
    assert floats(day) == (dinars(100_000), dinars(2000), dinars(0), dinars(100_000))
    assert (day.by_way, day.on_the_way_count, day.differences) == ({"ocpay": dinars(2000)}, 0, ())
    assert await books.day(TODAY) == day
    async with shop.db.read() as conn:
        (row,) = await deposits.of_lines(conn, [shop.supplier.ledger[-1].id])
    assert (row.payment_id, row.amount_centimes, row.charge_id) == (1, 2000_00, "OCPL-AAAAAA-0001")


async def test_what_has_not_arrived_is_on_its_way_and_after_three_days_a_difference(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    payment = await paid(shop)
    for _ in range(4):
        await night(shop, books, hours=24)
    first, *rest = await closes(shop)
    assert (first.on_the_way, first.on_the_way_count, first.differences) == (dinars(2000), 1, ())
    # The first days say nothing more; then it is named.
    (missing,) = rest
    assert missing.day == TODAY + 3 * DAY
    ((code, args),) = await differences(shop)
    assert (code, args["payment"], args["charge"], args["amount"]) == (
        "books_payment_not_arrived",
        payment,
        "OCPL-AAAAAA-0001",
        "2000.00",
    )
    assert (await books.day(TODAY)).on_the_way_count == 1
    for _ in range(6):
        await night(shop, books, hours=24)
    assert len(await differences(shop)) == 1  # not each night again
    await night(shop, books, hours=24)
    assert len(await differences(shop)) == 2  # but after a week
    for _ in range(20):
        await night(shop, books, hours=24)
    assert len(await differences(shop)) == 4  # and after a month it is no longer looked for
    assert (await books.day(books.today())).differences == ()


async def test_what_arrives_days_later_is_found_and_belongs_to_that_day(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    await paid(shop)
    await night(shop, books, hours=24)
    await night(shop, books, hours=20)
    shop.supplier.pays_in(2000)
    await sell(shop)
    await night(shop, books, hours=24)
    first, second = await closes(shop)
    assert (first.on_the_way_count, second.on_the_way_count) == (1, 0)
    assert floats(second) == (dinars(98_000), dinars(2000), dinars(0), dinars(98_000))
    assert await differences(shop) == []
    # What was on its way on the first day still was, looking back.
    assert await books.day(TODAY) == first
    for _ in range(7):
        await night(shop, books, hours=24)
    assert await differences(shop) == []


async def test_a_deposit_before_midnight_for_a_payment_heard_of_after_it(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    shop.clock.tick(13.9 * HOUR)  # 23:54 in Algiers
    await link(shop)
    shop.supplier.pays_in(2000)
    shop.clock.tick(0.2 * HOUR)
    await confirmed(shop)
    await night(shop, books, hours=0.3)
    (day,) = await closes(shop)
    assert floats(day) == (dinars(100_000), dinars(2000), dinars(0), dinars(100_000))
    assert day.by_way == {}
    await night(shop, books, hours=24)
    second = (await closes(shop))[1]
    assert (second.by_way, floats(second)[1]) == ({"ocpay": dinars(2000)}, dinars(0))
    assert await differences(shop) == []


async def test_a_payment_confirmed_a_day_late_finds_its_deposit_of_the_day_before(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    await link(shop)
    shop.supplier.pays_in(2000)
    await night(shop, books)
    (day,) = await closes(shop)
    assert floats(day) == (dinars(100_000), dinars(0), dinars(2000), dinars(100_000))  # the merchant's own?
    await night(shop, books, hours=10)
    await confirmed(shop)
    await night(shop, books, hours=14)
    assert floats(await books.day(TODAY)) == floats(day)  # a closed day stays as it was told
    for _ in range(5):
        await night(shop, books, hours=24)
    assert await differences(shop) == []


async def test_the_merchants_own_deposits_and_withdrawals_are_listed_and_are_no_difference(
    shop: WholeShop,
) -> None:
    books = await begun(shop)
    await sell(shop)
    shop.supplier.pays_in(5000, note="By hand")
    shop.supplier.pays_in(-700, kind="FLEXY")
    shop.supplier.pays_in(-300, kind="FLEXY")
    shop.supplier.pays_in(-1000, kind="WITHDRAW")
    await night(shop, books)
    (day,) = await closes(shop)
    assert floats(day) == (dinars(100_000), dinars(0), dinars(3000), dinars(101_000))
    assert day.float is not None
    assert [(move.kind, move.amount, move.count) for move in day.float.moves] == [
        ("DEPOSIT", dinars(5000), 1),
        ("FLEXY", dinars(-1000), 2),
        ("WITHDRAW", dinars(-1000), 1),
    ]
    assert await differences(shop) == []


async def test_a_fee_is_shown_and_another_amount_is_named(shop: WholeShop) -> None:
    books = await begun(shop)
    await paid(shop, 2000, "OCPL-AAAAAA-0001")
    shop.supplier.pays_in(1980, names="OCPL-AAAAAA-0001")
    payment = await paid(shop, 3000, "OCPL-AAAAAA-0002")
    shop.supplier.pays_in(2500, names="OCPL-AAAAAA-0002")
    await night(shop, books)
    (day,) = await closes(shop)
    assert floats(day)[1] == dinars(4480)
    assert day.float is not None
    assert day.float.fees == dinars(20)
    ((code, args),) = await differences(shop)
    assert (code, args["payment"], args["expected"], args["found"]) == (
        "books_payment_arrived_otherwise",
        payment,
        "3000.00",
        "2500.00",
    )
    assert [one.code for one in (await books.day(TODAY)).differences] == ["payment_arrived_otherwise"]


async def test_money_for_a_link_that_counts_as_unpaid_is_named_and_the_link_looked_at_again(
    shop: WholeShop,
) -> None:
    books = await begun(shop)
    await link(shop)
    shop.clock.tick(30 * 24 * HOUR)  # nobody looks at it any more
    await books.close_when_due()
    shop.supplier.pays_in(2000, names="OCPL-AAAAAA-0001")
    woken = WakeUp.on(shop.db.wake_ups, Work.LINKS_TO_CHECK)
    await night(shop, books, hours=24)
    ((code, args),) = await differences(shop)
    assert (code, args["charge"], args["customer"], args["amount"]) == (
        "books_deposit_not_credited",
        "OCPL-AAAAAA-0001",
        1001,
        "2000.00",
    )
    assert await woken.wait(0.01)
    async with shop.db.read() as conn:
        (due,) = await request_checks.requests_due(conn, way="ocpay", now=shop.clock.now(), limit=9)
    assert due.external_ref == "OCPL-AAAAAA-0001"
    await confirmed(shop)
    await night(shop, books, hours=24)
    assert len(await differences(shop)) == 1
    assert floats(await books.day(books.today() - 2 * DAY))[1] == dinars(0)  # as it was told


async def test_money_just_before_the_close_is_given_an_hour_before_it_is_named(shop: WholeShop) -> None:
    books = await begun(shop)
    shop.clock.tick(13.8 * HOUR)  # 23:48 in Algiers
    await link(shop)
    shop.supplier.pays_in(2000, names="OCPL-AAAAAA-0001")
    await night(shop, books, hours=0.5)
    assert await differences(shop) == []
    await night(shop, books, hours=24)
    assert [code for code, _ in await differences(shop)] == ["books_deposit_not_credited"]


async def test_money_for_a_link_that_the_shop_did_not_make_is_named(shop: WholeShop) -> None:
    books = await begun(shop)
    shop.supplier.pays_in(900, names="OCPL-HANDMA-DE01")
    await night(shop, books)
    ((code, args),) = await differences(shop)
    assert (code, args["charge"], args["amount"]) == (
        "books_deposit_of_strange_link",
        "OCPL-HANDMA-DE01",
        "900.00",
    )


async def test_a_payment_that_fits_nothing_has_its_deposit_too(shop: WholeShop) -> None:
    books = await begun(shop)
    await link(shop, 2000)
    await confirmed(shop, 1500)
    shop.supplier.pays_in(1500)
    await night(shop, books)
    (day,) = await closes(shop)
    assert (day.unmatched, floats(day)[1], day.differences) == (1, dinars(1500), ())


async def test_an_account_unread_at_one_close_is_read_at_the_next(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    await paid(shop)
    shop.supplier.pays_in(2000)
    by_hand = shop.supplier.accept("P2", "T3", 3)
    shop.supplier.goes_away()
    await night(shop, books, hours=22)
    shop.supplier.comes_back()
    await sell(shop)
    await night(shop, books, hours=24)
    first, second = await closes(shop)
    assert (first.float, first.differences) == (None, ())
    assert floats(second) == (dinars(98_500), dinars(0), dinars(0), dinars(96_500))
    ((code, args),) = await differences(shop)
    assert (code, args["supplier_order_id"]) == ("books_debit_without_order", by_hand.id)
    async with shop.db.read() as conn:
        assert await deposits.waiting(conn, ways=["ocpay"], since=shop.clock.now() - 30 * DAY) == []


async def test_a_line_that_is_listed_late_is_no_jump(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    shop.clock.tick(14.4 * HOUR)  # 23:24 in Algiers
    shop.supplier.pays_in(5000)
    late = shop.supplier.ledger.pop()
    await night(shop, books, hours=0.9)
    assert [day.float and day.float.closing for day in await closes(shop)] == [dinars(98_000)]
    shop.supplier.ledger.append(late)
    await sell(shop)
    await night(shop, books, hours=24)
    assert [code for code, _ in await differences(shop)] == [
        "books_float_now"
    ]  # of the first night, and right


async def test_payments_from_before_the_first_close_are_looked_for(shop: WholeShop) -> None:
    await paid(shop)
    shop.supplier.pays_in(2000)
    shop.clock.tick(20 * 24 * HOUR)
    books = await begun(shop)
    await night(shop, books, hours=24)
    assert await told(shop) == []
    async with shop.db.read() as conn:
        assert await deposits.waiting(conn, ways=["ocpay"], since=shop.clock.now() - 30 * DAY) == []


class BusyAccount:
    """As much of `SupplierClient` as is read: no answer holds more than 50 lines."""

    def __init__(self, lines: list[Transaction]) -> None:
        self.lines = lines
        self.asked = 0

    async def transactions(self, *, since: Any, until: Any, lane: Lane) -> list[Transaction]:
        self.asked += 1
        found = [line for line in self.lines if line.time is not None and since <= line.time <= until]
        if len(found) > 50:
            raise Unavailable("TOO_MANY_PAGES")
        return found


async def test_a_busy_account_is_read_in_pieces_and_each_line_once(clock: FakeClock) -> None:
    begin = clock.now()
    lines = [
        Transaction(id=str(n), type="ORDER", amount=Decimal(1), time=begin + timedelta(seconds=n * 10))
        for n in range(400)
    ]
    account: Any = BusyAccount(lines)
    supplier: SupplierClient = account
    assert await read_lines(supplier, begin - DAY, begin + DAY, lane=Lane.POLLING) == lines
    assert account.asked < 60
    account.asked = 0
    assert await read_lines(supplier, begin - 30 * DAY, begin, lane=Lane.POLLING) == lines[:1]
    assert account.asked == 1  # a quiet month is one question
    crowd = [line.model_copy(update={"id": f"c{line.id}", "time": begin}) for line in lines]
    with pytest.raises(Unavailable):
        await read_lines(BusyAccount(crowd), begin - DAY, begin + DAY, lane=Lane.POLLING)  # type: ignore[arg-type]
