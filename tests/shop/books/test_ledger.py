"""A day's figures, the daily close, and what is told when the books and the supplier's account do not
meet.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.shop.books.day_figures import unpacked
from bot.shop.books.discrepancies import MOST_OF_A_NAME
from bot.shop.errors import SupplierAwayError
from bot.supplier import Lane, Transaction
from tests.shop.books.closing import HOUR, TODAY, begun, closes, ledger, night, sell, told
from tests.shop.books.damages import damage
from tests.shop.whole import STAFF, WholeShop, dinars


async def test_a_day_adds_up_to_what_was_done(shop: WholeShop) -> None:
    books = ledger(shop)
    await sell(shop)
    await sell(shop, outcome="PARTIALLY_FILLED")
    await shop.wallet_adjustments.debit(STAFF, 1001, 500, None, key="d")
    shop.clock.tick(HOUR)
    day = await books.day(TODAY)
    assert (day.wallets_opening, day.wallets_closing) == (dinars(0), dinars(100_000 - 3 * 1050 - 500))
    assert day.by_kind == {
        "credit": dinars(100_000),
        "debit": dinars(-500),
        "purchase": dinars(-4 * 1050),
        "refund": dinars(1050),
    }
    assert (day.sold, day.refunds) == (dinars(4200), dinars(1050))
    assert (day.orders, day.earned, day.cost, day.margin) == (2, dinars(3150), dinars(3000), dinars(150))
    assert day.float is not None
    assert (day.float.opening, day.float.closing) == (dinars(100_000), dinars(97_000))
    assert (day.float.orders, day.float.other) == (dinars(-3000), dinars(0))
    assert day.differences == ()
    assert not day.ended


async def test_deposits_are_told_apart_from_orders(shop: WholeShop) -> None:
    shop.supplier._book("DEPOSIT", Decimal(5000), None)
    await sell(shop)
    day = await ledger(shop).day(TODAY)
    assert day.float is not None
    assert (day.float.orders, day.float.other) == (dinars(-2000), dinars(5000))


@pytest.mark.parametrize(
    ("hour", "at", "expected"),
    [
        (0, datetime(2026, 11, 1, 22, 59, tzinfo=UTC), date(2026, 11, 1)),
        (0, datetime(2026, 11, 1, 23, 0, tzinfo=UTC), date(2026, 11, 2)),
        (4, datetime(2026, 11, 2, 2, 59, tzinfo=UTC), date(2026, 11, 1)),
        (4, datetime(2026, 11, 2, 3, 0, tzinfo=UTC), date(2026, 11, 2)),
        (11, datetime(2026, 11, 2, 10, 0, tzinfo=UTC), date(2026, 11, 2)),
        # A shop that closes its day in the evening calls it by the date that people then write.
        (12, datetime(2026, 11, 2, 10, 59, tzinfo=UTC), date(2026, 11, 2)),
        (12, datetime(2026, 11, 2, 11, 0, tzinfo=UTC), date(2026, 11, 3)),
        (23, datetime(2026, 11, 1, 21, 59, tzinfo=UTC), date(2026, 11, 1)),
        (23, datetime(2026, 11, 1, 22, 0, tzinfo=UTC), date(2026, 11, 2)),
    ],
)
async def test_a_day_begins_at_the_set_hour_of_the_shops_zone(
    shop: WholeShop, hour: int, at: datetime, expected: date
) -> None:
    shop.clock.tick((at - shop.clock.now()).total_seconds())
    books = ledger(shop, close_hour=hour)
    assert books.today() == expected
    since, until = books.span(expected)
    assert since <= at < until
    assert until - since == timedelta(days=1)


async def test_a_supplier_that_is_away_leaves_only_the_float_out(shop: WholeShop) -> None:
    await sell(shop)
    shop.supplier.goes_away()
    day = await ledger(shop).day(TODAY)
    assert day.float is None
    assert day.sold == dinars(2100)


async def test_play_money_has_no_account(shop: WholeShop) -> None:
    await sell(shop)
    shop.supplier.ledger.clear()
    day = await ledger(shop, sandbox=True).day(TODAY)
    assert (day.float, day.differences) == (None, ())
    assert shop.supplier.asked["transactions"] == 0


async def test_the_close_tells_the_staff_how_the_day_went_once(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    await night(shop, books)
    await books.close_when_due()
    ((code, args),) = await told(shop)
    assert code == "day_closed"
    closed = unpacked(args["figures"])
    assert closed == await books.day(TODAY)  # what `/ledger` shows of that day is what the close said
    assert (closed.day, closed.ended, closed.orders, closed.differences) == (TODAY, True, 1, ())
    assert (closed.sold, closed.cost, closed.margin) == (dinars(2100), dinars(2000), dinars(100))
    assert (closed.wallets_opening, closed.wallets_closing) == (dinars(0), dinars(97_900))
    assert closed.float is not None
    assert (closed.float.opening, closed.float.closing) == (dinars(100_000), dinars(98_000))


async def test_the_close_waits_until_the_account_has_everything(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    await night(shop, books, hours=14.2)  # 00:12 in Algiers
    assert await told(shop) == []
    await night(shop, books, hours=0.1)
    assert [code for code, _ in await told(shop)] == ["day_closed"]


async def test_a_shops_first_night_and_quiet_nights_say_nothing(shop: WholeShop) -> None:
    books = ledger(shop)
    await night(shop, books)
    await night(shop, books, hours=24)
    assert await told(shop) == []


async def test_days_that_were_missed_are_closed_each(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    shop.clock.tick(24 * HOUR)
    await sell(shop)
    await night(shop, books, hours=48)
    days = await closes(shop)
    assert [str(day.day) for day in days] == ["2026-11-01", "2026-11-02"]
    assert [day.float and day.float.opening for day in days] == [dinars(100_000), dinars(98_000)]


async def test_the_close_waits_for_a_supplier_that_is_away_but_not_for_ever(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    shop.supplier.goes_away()
    with pytest.raises(SupplierAwayError):
        await night(shop, books)
    assert await told(shop) == []
    await night(shop, books, hours=6)
    (day,) = await closes(shop)
    assert (day.float, day.sold) == (None, dinars(2100))


async def test_an_order_bought_by_hand_at_the_supplier_is_named(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    by_hand = shop.supplier.accept("P2", "T3", 3)
    await night(shop, books)
    _, (code, args) = await told(shop)
    assert [one.matter for one in (await closes(shop))[0].differences] == [shop.supplier.ledger[-1].id]
    assert (code, args["supplier_order_id"], args["amount"]) == (
        "books_debit_without_order",
        by_hand.id,
        "1500.00",
    )


async def test_a_debit_that_is_missing_is_named(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    lost = await sell(shop)
    shop.supplier.ledger = [
        line for line in shop.supplier.ledger if line.object_id != max(shop.supplier.bought)
    ]
    shop.supplier.balance_now += 2000
    await night(shop, books)
    assert [(code, args["ref"]) for code, args in (await told(shop))[1:]] == [
        ("books_order_without_debit", lost)
    ]


async def test_a_balance_that_jumps_between_two_days_is_named(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    await night(shop, books)
    shop.supplier.balance_now -= 777
    shop.clock.tick(10 * HOUR)  # far from midnight: no line of the day before is in sight
    await sell(shop)
    await night(shop, books)
    *_, (code, args) = await told(shop)
    assert (code, args["expected"], args["found"]) == ("books_float_gap", "98000.00", "97223.00")


async def test_a_balance_that_is_not_what_the_account_left_is_named(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    shop.supplier.balance_now -= 5
    await night(shop, books)
    *_, (code, args) = await told(shop)
    assert (code, args["expected"], args["found"]) == ("books_float_now", "98000.00", "97995.00")


@pytest.mark.parametrize("days", [1, 20])
@pytest.mark.parametrize(("lost", "named"), [(False, []), (True, ["books_order_without_debit"])])
async def test_an_order_placed_on_one_day_and_ended_on_a_later_one_meets_its_debit(
    shop: WholeShop, lost: bool, named: list[str], days: int
) -> None:
    books = await begun(shop)
    order = await shop.buy(quantity=2)
    await shop.place()
    await night(shop, books, hours=24 * days - 8)
    shop.clock.tick(10 * HOUR)
    shop.supplier.settle((await shop.row(order.id)).supplier_order_id, "PARTIALLY_FILLED")
    await shop.tracking.look()
    assert await shop.status(order) == "partially_filled"
    if lost:
        shop.supplier.ledger = [line for line in shop.supplier.ledger if line.type != "ORDER"]
        shop.supplier.balance_now += 2000
    await night(shop, books)
    codes = [code for code, _ in await told(shop) if code.startswith("books_")]
    assert [code for code in codes if "float" not in code] == named


async def test_damage_inside_is_told_at_night_and_again_a_week_later_only(shop: WholeShop) -> None:
    books = await begun(shop)
    ref = await sell(shop)
    await damage(shop, "DELETE FROM entries WHERE kind = 'purchase'")
    for _ in range(3):
        await night(shop, books, hours=24)
    named = [args for code, args in await told(shop) if code == "books_order_not_paid"]
    assert named == [{"ref": ref, "expected": "2100.00", "found": "0.00"}]
    for _ in range(6):
        await night(shop, books, hours=24)
    assert [code for code, _ in await told(shop)].count("books_order_not_paid") == 2


async def test_many_differences_of_a_name_are_one_message_with_their_count(shop: WholeShop) -> None:
    books = await begun(shop)
    refs = [await sell(shop, 1) for _ in range(12)]
    await damage(shop, "DELETE FROM entries WHERE kind = 'purchase' AND order_id <= 11")
    await night(shop, books, hours=24)
    (args,) = [args for code, args in await told(shop) if code == "books_order_not_paid"]
    assert (args["ref"], args["others"]) == (refs[0], 10)
    await night(shop, books, hours=24)
    assert [code for code, _ in await told(shop)].count("books_order_not_paid") == 1
    await damage(shop, "DELETE FROM entries WHERE kind = 'purchase'")
    await night(shop, books, hours=24)
    *_, args = [args for code, args in await told(shop) if code == "books_order_not_paid"]
    assert args == {"ref": refs[11], "expected": "1050.00", "found": "0.00"}  # only what is new
    days = await closes(shop)
    assert [len(day.differences) for day in days] == [11, 11, 12]  # each night's figures list them all


async def test_more_differences_than_are_kept_are_counted(shop: WholeShop) -> None:
    books = await begun(shop)
    shop.supplier.shelves["P1"].types["T1"].stock = 1000
    for _ in range(MOST_OF_A_NAME + 3):
        await sell(shop, 1)
    await damage(shop, "DELETE FROM entries WHERE kind = 'purchase'")
    await night(shop, books, hours=24)
    (args,) = [args for code, args in await told(shop) if code == "books_order_not_paid"]
    assert args["others"] == MOST_OF_A_NAME + 2
    (day,) = await closes(shop)
    assert (len(day.differences), day.more) == (MOST_OF_A_NAME, {"order_not_paid": 3})
    assert await books.day(TODAY) == day


async def test_a_balance_that_stays_away_is_told_once_though_it_moves_on(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    for _ in range(3):
        shop.supplier.balance_now -= 5
        await night(shop, books)
        shop.supplier.balance_now += 5
        await sell(shop)
    assert [code for code, _ in await told(shop)].count("books_float_now") == 1


async def test_what_the_account_shows_is_bounded_too_and_counted(shop: WholeShop) -> None:
    books = ledger(shop)
    await books.close_when_due()
    for _ in range(MOST_OF_A_NAME + 5):
        shop.supplier.accept("P2", "T3", 1)
        shop.supplier.shelves["P2"].types["T3"].stock = 20
    await night(shop, books)
    (day,) = await closes(shop)
    assert (len(day.differences), day.more) == (MOST_OF_A_NAME, {"debit_without_order": 5})
    (args,) = [args for code, args in await told(shop) if code == "books_debit_without_order"]
    assert args["others"] == MOST_OF_A_NAME + 4
    assert await books.day(TODAY) == day


async def test_who_looks_again_has_the_supplier_asked_for_what_is_new(shop: WholeShop) -> None:
    windows: list[timedelta] = []
    transactions = shop.supplier.transactions

    async def watched(*, since: datetime, until: datetime, lane: Lane) -> list[Transaction]:
        windows.append(shop.clock.now() - since)
        assert lane is Lane.BROWSING  # a person who looks goes behind what the shop itself has to ask
        return await transactions(since=since, until=until, lane=lane)

    shop.supplier.transactions = watched  # type: ignore[method-assign]
    books = ledger(shop)
    await sell(shop)
    shop.clock.tick(5 * HOUR)
    first = await books.day(TODAY)
    await sell(shop)
    shop.clock.tick(600)
    second = await books.day(TODAY)
    assert (first.float and first.float.orders, second.float and second.float.orders) == (
        dinars(-2000),
        dinars(-4000),
    )
    assert windows[0] > timedelta(hours=15)
    assert windows[1] < timedelta(hours=3)
    assert second.differences == ()
    assert second == await ledger(shop).day(TODAY)  # what another process reads whole
    shop.clock.tick(2 * HOUR)
    await books.day(TODAY)
    assert windows[-1] > timedelta(hours=15)
