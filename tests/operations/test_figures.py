"""What `/metrics` says is so: it is held against what people did and what the database holds."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.shop.order_status import OPEN
from bot.telegram.transport import Called
from storage.chat import messages
from storage.money import entries
from storage.purchases import order_figures
from storage.states import EntryKind, MessageKind
from storage.tables import messages as message_table
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import AMINA, KARIM, SOFIANE, Floor, Person
from tests.operations.conftest import figures_of


async def buys(person: Person) -> None:
    """One card, from the menu to the order."""
    await confirms(person)
    await person.taps("Acheter")


async def sold(floor: Floor, *, seconds: float) -> None:
    """One card, delivered so many seconds after it was paid."""
    person = floor.person(SOFIANE)
    await person.sends("/start")
    await floor.gives(SOFIANE, 20_000)
    await buys(person)
    await floor.work()
    floor.clock.tick(seconds - 6)
    await floor.settle()


@pytest.mark.both_engines
async def test_a_sale_is_counted_with_its_money_and_its_time(floor: Floor) -> None:
    await sold(floor, seconds=50)
    read = await figures_of(floor)
    (order,) = await floor.orders(SOFIANE)
    price = float(order.total.dinars)
    assert read["hanout_orders_moved_total", "fulfilled"] == 1
    assert read["hanout_money_in_dinars_total", "by_hand"] == 20_000
    assert read["hanout_wallet_dinars_total", "purchase"] == price
    assert read["hanout_payment_to_delivery_seconds_count"] == 1
    assert read["hanout_payment_to_delivery_seconds_sum"] == pytest.approx(50, abs=7)
    assert read["hanout_payment_to_delivery_seconds_bucket", "30.0"] == 0
    assert read["hanout_payment_to_delivery_seconds_bucket", "60.0"] == 1
    assert read["hanout_supplier_request_seconds_count", "placeOrder", "ok"] == 1


async def test_codes_that_are_asked_for_again_are_no_second_delivery(floor: Floor) -> None:
    await sold(floor, seconds=20)
    (order,) = await floor.orders(SOFIANE)
    floor.clock.tick(timedelta(days=2).total_seconds())
    await floor.services.orders.send_codes_again(SOFIANE, order.ref, key="once")
    await floor.work()
    assert (await figures_of(floor))["hanout_payment_to_delivery_seconds_count"] == 1


async def test_what_is_rolled_back_is_not_counted(floor: Floor) -> None:
    await floor.person(SOFIANE).sends("/start")
    now = floor.clock.now()
    booking = {"customer_id": SOFIANE, "kind": EntryKind.CREDIT, "centimes": 500, "at": now, "who": "test"}
    with pytest.raises(RuntimeError):
        async with floor.db.write() as conn:
            await entries.add(conn, subject="lost", **booking)
            raise RuntimeError
    assert (await figures_of(floor)).get("hanout_money_in_dinars_total", "by_hand") == 0
    for _ in range(2):  # the second is the same entry, and books nothing
        async with floor.db.write() as conn:
            await entries.add(conn, subject="kept", **booking)
    assert (await figures_of(floor))["hanout_money_in_dinars_total", "by_hand"] == 5


@pytest.mark.both_engines
async def test_open_orders_are_counted_by_status_as_the_database_has_them(floor: Floor) -> None:
    person = floor.person(SOFIANE)
    await person.sends("/start")
    await floor.gives(SOFIANE, 20_000)
    await buys(person)
    await floor.work()
    floor.clock.tick(600)
    read = await figures_of(floor)
    async with floor.db.read() as conn:
        counts = await order_figures.count_open(conn)
    assert {status: read["hanout_shop_orders", status] for status in OPEN} == {
        status: counts.get(status, 0) for status in OPEN
    }
    assert read["hanout_shop_orders", "processing"] == 1
    assert read["hanout_shop_orders_oldest_seconds", "processing"] == pytest.approx(600, abs=5)
    assert read["hanout_shop_float_dinars"] > 0


async def test_a_lost_answer_is_counted_and_its_order_is_seen(floor: Floor) -> None:
    person = floor.person(SOFIANE)
    await person.sends("/start")
    await floor.gives(SOFIANE, 20_000)
    await buys(person)
    floor.lose_next_placing_answer()
    await floor.work()
    read = await figures_of(floor)
    assert read["hanout_shop_orders", "unknown"] == 1
    assert read["hanout_supplier_request_seconds_count", "placeOrder", "unknown"] == 1


@pytest.mark.both_engines
async def test_messages_that_wait_are_told_apart(floor: Floor) -> None:
    now = floor.clock.now()
    for person in (AMINA, SOFIANE, KARIM):
        await floor.person(person).sends("/start")
    await floor.work()
    async with floor.db.write() as conn:
        for number, chat in enumerate((AMINA, SOFIANE, KARIM, KARIM)):
            kind, payload = MessageKind.STAFF_ALERT, {"code": "x", "args": {}}
            at = now - timedelta(seconds=500 * (number < 2))  # the parked and the refused one are older
            await messages.add(conn, key=f"m{number}", chat_id=chat, kind=kind, payload=payload, now=at)
        later = now + timedelta(hours=6)
        ids = {
            row.key: row.id
            for row in (await conn.execute(message_table.select())).all()
            if row.key.startswith("m")
        }
        due = {row.id: row for row in await messages.due(conn, now, 9, process_id="me", without=())}
        await messages.postpone(
            conn, due[ids["m1"]], due_at=later, tries=3, why="refused: no", holds_chat=False
        )
        await messages.postpone(conn, due[ids["m2"]], due_at=later, tries=2, why="TimedOut", holds_chat=True)
        await messages.park(conn, AMINA)
        await conn.execute(update(message_table).where(message_table.c.id == ids["m3"]).values(due_at=later))
    floor.clock.tick(100)
    read = await figures_of(floor)
    states = {state: read["hanout_shop_outbox_messages", state] for state in ("retried", "refused", "parked")}
    assert states == {"retried": 1, "refused": 1, "parked": 1}
    # The one that is tried again is late since it was written; the refused and the future one are not.
    assert read["hanout_shop_outbox_messages", "waiting"] == 1
    assert read["hanout_shop_outbox_oldest_seconds"] == pytest.approx(100, abs=1)


async def test_a_429_of_telegram_is_counted(floor: Floor) -> None:
    # In process nothing goes through the transport, which tells of each request in the real shop.
    floor.shop.operations._figures.telegram_called(Called("sendMessage", "429", 0.1))
    read = await figures_of(floor)
    assert read["hanout_telegram_request_seconds_count", "sendMessage", "429"] == 1


async def test_the_budget_and_the_pools_are_shown(floor: Floor) -> None:
    before = await figures_of(floor)
    assert before["hanout_supplier_budget_left"] == floor.shop.settings.supplier_requests_per_minute // 6
    assert before["hanout_database_connections_in_use", "readers"] == 0
    await floor.services.supplier_float.read_now()
    async with floor.db.read():
        assert floor.db.pools()["readers"][0] == 1
    after = await figures_of(floor)
    assert after["hanout_supplier_budget_left"] == pytest.approx(before["hanout_supplier_budget_left"] - 1)


async def test_labels_hold_neither_people_nor_refs_nor_words(floor: Floor) -> None:
    await sold(floor, seconds=20)
    (order,) = await floor.orders(SOFIANE)
    labels = [sample.labels for sample in (await figures_of(floor)).samples]
    values = {value for each in labels for name, value in each.items() if name not in {"le", "python"}}
    assert {"placeOrder", "fulfilled", "by_hand", "sender"} <= values
    assert not values & {str(SOFIANE), str(KARIM), order.ref, order.product_title}
    words = re.compile(
        r"[A-Za-z_ ]+|429|[0-2]|00[0-9][0-9]|"
    )  # words, Telegram's 429, a generation, a version
    assert not [value for value in values if not words.fullmatch(value)]


async def test_a_look_costs_a_few_statements_however_much_was_sold(
    floor: Floor, statements: list[str]
) -> None:
    costs = []
    for _ in range(3):
        await sold(floor, seconds=20)
        floor.clock.tick(60)
        statements.clear()
        await figures_of(floor)
        costs.append(len(statements))
    assert costs == [costs[0]] * 3
    assert 5 < costs[0] <= 12


async def test_a_look_reads_what_is_open_by_index(floor: Floor, statements: list[str]) -> None:
    await figures_of(floor)
    plans = []
    async with floor.db.read() as conn:
        for statement in [one for one in statements if one.startswith("SELECT")]:
            values = (1,) * statement.count("?")
            rows = await conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            plans.append("\n".join(str(row[3]) for row in rows))
    assert len(plans) > 5
    assert not [plan for plan in plans if "SCAN" in plan]


async def test_who_asks_again_at_once_gets_the_same_look(floor: Floor, statements: list[str]) -> None:
    await figures_of(floor)
    statements.clear()
    for _ in range(5):
        await figures_of(floor)
    assert not statements
    floor.clock.tick(5)
    await figures_of(floor)
    assert statements
