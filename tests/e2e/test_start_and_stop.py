"""Starting, refusing to start, and stopping: as a merchant and a service manager see it."""

import sqlite3
import time
from contextlib import closing

import pytest

from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import wait_for
from tests.e2e.purchases import assert_bought_once, code_messages, offer, settled

pytestmark = pytest.mark.processes


def test_a_shop_that_must_not_run_says_why_and_what_to_do(plays: Play) -> None:
    plays(
        wrong_settings_are_listed_all_at_once,
        a_second_process_on_the_same_database_is_refused,
        a_database_newer_than_the_code_is_refused_and_left_alone,
        a_token_that_telegram_does_not_know_ends_the_start,
        a_key_of_another_environment_ends_the_start,
        a_port_that_is_taken_ends_the_start,
        another_machine_with_the_same_token_is_noticed,
    )


def test_a_stop_loses_no_work(plays: Play) -> None:
    plays(
        stopped_while_placing,
        stopped_while_telegram_does_not_answer,
        stopped_while_an_order_is_at_the_supplier,
        stopped_while_telegram_is_out_of_reach,
        stopped_while_the_supplier_hangs,
    )


def test_what_a_bad_key_may_do(plays: Play) -> None:
    plays(a_bad_key_is_tried_once, a_key_that_goes_bad_places_nothing_and_charges_nobody)


def test_check_tells_what_is_wrong(plays: Play) -> None:
    plays(check_finds_nothing_wrong, check_finds_a_bad_token, check_finds_a_bad_key)


def wrong_settings_are_listed_all_at_once(lane: Lane) -> None:
    lane.shop.settings |= {
        "BOT_TOKEN": "",
        "ADMIN_IDS": "@karim",
        "ENCRYPTION_KEY": "short",
        "POLL_INTERVAL": "x",
    }
    status, said = lane.shop.runs("run")
    assert status == 2
    assert all(name in said for name in ("BOT_TOKEN", "ADMIN_IDS", "ENCRYPTION_KEY", "POLL_INTERVAL"))
    assert "4 things" in said
    assert "Traceback" not in said
    assert not lane.world.requests()


def a_second_process_on_the_same_database_is_refused(lane: Lane) -> None:
    shop = lane.opens()
    before = lane.requests_since(0)["telegram", "getMe"]
    status, said = shop.runs("run")
    assert status == 1
    assert shop.process is not None
    assert f"process {shop.process.pid}" in said
    assert "Traceback" not in said
    assert lane.requests_since(0)["telegram", "getMe"] == before
    assert not shop.has_ended()


def a_database_newer_than_the_code_is_refused_and_left_alone(lane: Lane) -> None:
    shop = lane.opens()
    assert shop.stop() == 0
    with closing(sqlite3.connect(shop.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    stored = shop.database.read_bytes()
    asked = lane.world.last_request()
    status, said = shop.runs("run")
    assert status == 1
    assert "9999" in said
    assert "newer" in said
    assert "Traceback" not in said
    assert shop.database.read_bytes() == stored
    assert lane.world.last_request() == asked


def fails(lane: Lane, command: str, *, names: str, hides: str) -> None:
    """The command says what is wrong with which setting, and not what the setting holds."""
    status, said = lane.shop.runs(command)
    assert status == 1
    assert names in said
    assert hides not in said
    assert "Traceback" not in said


def a_token_that_telegram_does_not_know_ends_the_start(lane: Lane) -> None:
    lane.shop.settings["BOT_TOKEN"] = "700000002:ANOTHER-TOKEN-not-a-secret-0000000000"
    fails(lane, "run", names="BOT_TOKEN", hides="ANOTHER-TOKEN")


def a_key_of_another_environment_ends_the_start(lane: Lane) -> None:
    lane.shop.settings["ONECLICKDZ_API_KEY"] = "demo-sandbox-key-not-a-secret"
    fails(lane, "run", names="ONECLICKDZ_ENVIRONMENT", hides="demo-sandbox-key")


def a_port_that_is_taken_ends_the_start(lane: Lane) -> None:
    port = lane.world.url.rpartition(":")[2]
    lane.shop.settings["HTTP_PORT"] = port
    status, said = lane.shop.runs("run")
    assert status == 1
    assert port in said
    assert "Traceback" not in said


def another_machine_with_the_same_token_is_noticed(lane: Lane) -> None:
    lane.opens()
    elsewhere = lane.shop.folder / "elsewhere"
    elsewhere.mkdir()
    # As a second machine would: another disk, so no lock tells them apart.
    other = lane.shop.elsewhere(elsewhere)
    other.opens()
    try:
        words = "Another process is polling with this token"
        wait_for("one of them to say so", lambda: words in lane.shop.said() + other.said())
        # Neither gives up: they take turns until a person stops one.
        assert not lane.shop.has_ended()
        assert other.stop() == 0
    finally:
        other.kill()
    person = lane.world.person(5001)
    person.sees_button("shop:", after=person.sends("/start")["message_id"])


def stops_in_time(lane: Lane) -> None:
    began = time.monotonic()
    assert lane.shop.stop() == 0, lane.shop.said()[-3000:]
    # Ten seconds are promised; the rest is this machine's.
    assert time.monotonic() - began < 12


def stopped_while_placing(lane: Lane) -> None:
    person, wanted = lane.offered()
    lane.world.fault("supplier", "placeOrder", "hang", when="after", seconds=30)
    wanted.buy()
    wait_for("the order to be taken", lane.world.orders)
    stops_in_time(lane)
    lane.opens()
    assert_bought_once(lane, person)
    assert len(lane.world.asked("placeOrder")) == 1


def stopped_while_telegram_does_not_answer(lane: Lane) -> None:
    person, wanted = lane.offered()
    lane.world.fault("telegram", "sendMessage", "hang", seconds=30)
    wanted.buy()
    wait_for("the code to be on its way", lambda: hangs(lane, "sendMessage"))
    stops_in_time(lane)
    lane.opens()
    assert_bought_once(lane, person)


def stopped_while_an_order_is_at_the_supplier(lane: Lane) -> None:
    person = lane.buys(fulfil_seconds=None)
    wait_for("the order to be placed", lambda: [o for o in lane.shop.orders(person) if o["placed_at"]])
    stops_in_time(lane)
    lane.world.settle(lane.world.orders()[0]["id"])
    person.sends("/help")
    lane.opens()
    assert_bought_once(lane, person)
    assert len(code_messages(person)) == 1


def stopped_while_telegram_is_out_of_reach(lane: Lane) -> None:
    lane.world.fault("telegram", "*", "html", times=None)
    lane.shop.start()
    wait_for("a try", lambda: lane.world.asked("getMe"))
    stops_in_time(lane)
    assert "Unclosed" not in lane.shop.said()


def stopped_while_the_supplier_hangs(lane: Lane) -> None:
    person, other = lane.customer(), lane.world.person(5002)
    wanted = offer(person, lane.world.goods())
    lane.world.fault("supplier", "*", "hang", seconds=60, times=None)
    # Twice the shop dies with this press in hand, which makes it a suspect.
    press = wanted.buy()

    def tries() -> int | None:
        """How many runs of the press count; None once it is done or before it is there."""
        rows = lane.shop.rows("SELECT tries FROM inbox WHERE update_id = ? AND state = 'waiting'", press)
        return rows[0]["tries"] if rows else None

    wait_for("the press to hang", lambda: tries() is not None)
    lane.shop.kill()
    lane.shop.start()
    wait_for("it to run again", lambda: tries() == 1)
    lane.shop.kill()
    lane.shop.start()
    wait_for("the suspect to run", lambda: (tries() or 0) > 1)
    # Others are served meanwhile.
    other.sees_button("shop:", after=other.sends("/start")["message_id"], within=8)
    stops_in_time(lane)
    # It was told to stop, which is no sign against the press.
    assert tries() == 1
    lane.world.clear_faults()
    lane.opens()
    assert_bought_once(lane, person)


def hangs(lane: Lane, method: str) -> bool:
    return any(line["fault"] == "hang" and line["status"] is None for line in lane.world.asked(method))


def a_bad_key_is_tried_once(lane: Lane) -> None:
    lane.opens(ONECLICKDZ_API_KEY="not-a-key-of-anybody")
    boss = lane.world.admin()
    boss.sees_text("🔑")
    person = lane.world.person(5001)
    # The shop is there for people all the same, and asks the supplier nothing more.
    for text in ("/start", "/shop", "/wallet"):
        person.sees(lambda _: True, text, after=person.sends(text)["message_id"])
    boss.sees(lambda _: True, "the float", after=boss.sends("/balance")["message_id"])
    settled(lane.shop)
    assert [(r["method"], r["status"]) for r in lane.world.requests(api="supplier")] == [("validate", 401)]


def a_key_that_goes_bad_places_nothing_and_charges_nobody(lane: Lane) -> None:
    person, wanted = lane.offered()
    lane.world.fault("supplier", "placeOrder", "status", status=401, code="INVALID_ACCESS_TOKEN")
    wanted.buy()
    lane.world.admin().sees_text("🔑")
    [order] = lane.shop.orders(person)
    assert order["status"] == "paid"
    before = lane.world.last_request()
    person.sees(lambda _: True, "an answer", after=person.sends("/shop")["message_id"])
    assert not [r for r in lane.world.requests(after=before) if r["api"] == "supplier"]
    # The merchant mends the key and starts the shop again: the paid order is placed.
    assert lane.shop.stop() == 0
    lane.opens()
    assert_bought_once(lane, person)


def check_finds_nothing_wrong(lane: Lane) -> None:
    lane.opens()
    assert lane.shop.stop() == 0
    stored = lane.shop.database.read_bytes()
    status, said = lane.shop.runs("check")
    assert status == 0, said
    assert "✗" not in said
    assert lane.shop.database.read_bytes() == stored
    assert {line["method"] for line in lane.world.asked("getMe")} == {"getMe"}


def check_finds_a_bad_token(lane: Lane) -> None:
    lane.shop.settings["BOT_TOKEN"] = "700000002:ANOTHER-TOKEN-not-a-secret-0000000000"
    fails(lane, "check", names="BOT_TOKEN", hides="ANOTHER-TOKEN")


def check_finds_a_bad_key(lane: Lane) -> None:
    lane.shop.settings["ONECLICKDZ_API_KEY"] = "not-a-key-of-anybody"
    fails(lane, "check", names="ONECLICKDZ_API_KEY", hides="not-a-key-of-anybody")
    assert len(lane.world.requests(api="supplier")) == 1
