"""Quiet hours: what can wait is held for each of the staff by itself, and told as one message afterwards."""

import json
from typing import Any

import pytest

from bot.shop.errors import BadSettingError, NotFoundError
from storage.states import StaffRole
from tests.shop.conftest import MakeShop
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop

pytestmark = pytest.mark.both_engines

HOUR = 3600
NIGHT = "22:00-07:00"


async def at_night(make_shop: MakeShop, shops_hours: str = NIGHT) -> WholeShop:
    """It is 23:00 in Algiers; a manager works here besides the owner."""
    shop = make_shop(quiet_hours=shops_hours)
    await shop.staff_keeping.sync_owners()
    await shop.customer(OTHER_STAFF)
    await shop.staff_keeping.give(STAFF, OTHER_STAFF, StaffRole.MANAGER)
    await shop.send()
    shop.delivery.delivered.clear()
    shop.clock.tick(13 * HOUR)
    return shop


def told(shop: WholeShop, staff_id: int = STAFF) -> list[tuple[str, Any]]:
    """The codes that reached somebody of the staff; of what was gathered the codes of its lines."""
    found: list[tuple[str, Any]] = []
    for message in shop.delivery.delivered:
        if message.chat_id == staff_id and message.kind == "staff_alert":
            lines = message.payload["args"].get("lines", [])
            found.append((message.payload["code"], [line["code"] for line in lines]))
    return found


async def morning(shop: WholeShop) -> None:
    """It is 07:00."""
    shop.clock.tick(8 * HOUR)
    await shop.send()


async def test_what_can_wait_comes_in_the_morning_as_one_message_over_restarts(make_shop: MakeShop) -> None:
    shop = await at_night(make_shop)
    await shop.alerts.begin("supplier_away", minutes=10)
    await shop.alerts.raise_("strange_status", matter="X", ref="X", status="ODD")
    await shop.send()
    assert told(shop) == []
    again = make_shop(quiet_hours=NIGHT)  # after a restart, or in another process
    again.clock.tick(HOUR)
    await again.alerts.end("supplier_away")
    await again.alerts.raise_("promo_guessing", matter="codes", customer=1001)
    await again.send()
    assert told(shop) == []
    again.clock.tick(7 * HOUR - 1)
    await again.send()
    assert told(shop) == []
    again.clock.tick(1)
    for each in (again, shop, again):
        await each.send()
    gathered = [("while_quiet", ["supplier_away", "strange_status", "promo_guessing"])]
    assert told(shop) == told(shop, OTHER_STAFF) == gathered
    (first, *_), _ = [message.payload["args"]["lines"] for message in shop.delivery.delivered]
    assert (first["at"], first["over_at"]) == ("2026-11-01T22:00:00+00:00", "2026-11-01T23:00:00+00:00")


@pytest.mark.parametrize(
    "code",
    [
        "payment_unmatched",
        "order_held",
        "key_trouble",
        "float_low",
        "codes_revealed",
        "books_float_gap",
        "other",
    ],
)
async def test_what_is_about_money_codes_the_key_or_the_books_wakes_people(
    make_shop: MakeShop, code: str
) -> None:
    shop = await at_night(make_shop)
    await shop.alerts.raise_(code, matter="m")
    await shop.send()
    assert told(shop) == [(code, [])]


async def test_the_days_figures_come_in_the_morning_as_they_are(make_shop: MakeShop) -> None:
    shop = await at_night(make_shop)
    await shop.alerts.raise_("day_closed", matter="d", figures={}, waits={})
    await shop.send()
    assert told(shop) == []
    await morning(shop)
    assert told(shop) == [("day_closed", [])]


async def test_each_has_their_own_hours_over_those_of_the_shop(make_shop: MakeShop) -> None:
    shop = await at_night(make_shop, shops_hours="")
    await shop.quiet_hours.choose(OTHER_STAFF, "23-08")
    await shop.alerts.begin("supplier_away", minutes=10)
    await shop.send()
    assert told(shop) == [("supplier_away", [])]
    assert told(shop, OTHER_STAFF) == []
    await shop.alerts.end("supplier_away")
    await shop.send()
    assert told(shop) == [("supplier_away", []), ("supplier_back", [])]
    await morning(shop)  # but for the other one it is 08:00 at which it ends
    assert told(shop, OTHER_STAFF) == []
    shop.clock.tick(HOUR)
    await shop.send()
    assert told(shop, OTHER_STAFF) == [("while_quiet", ["supplier_away"])]


async def test_what_began_by_day_and_ends_at_night_is_a_line_of_its_end(make_shop: MakeShop) -> None:
    shop = await at_night(make_shop, shops_hours="23:30-07:00")
    await shop.alerts.begin("supplier_away", minutes=10)
    shop.clock.tick(HOUR)
    await shop.alerts.end("supplier_away")
    await morning(shop)
    assert told(shop) == [("supplier_away", []), ("while_quiet", ["supplier_back"])]


async def test_what_comes_and_goes_all_night_is_one_line(make_shop: MakeShop) -> None:
    shop = await at_night(make_shop)
    for minutes in range(9):
        await shop.alerts.begin("supplier_away", minutes=minutes)
        shop.clock.tick(60)
        if minutes < 8:
            await shop.alerts.end("supplier_away")
    await morning(shop)
    assert told(shop) == [("while_quiet", ["supplier_away"])]
    (line,) = next(m.payload["args"]["lines"] for m in shop.delivery.delivered if m.chat_id == STAFF)
    assert (line["args"], "over_at" in line) == ({"minutes": 8}, False)


async def test_more_than_a_message_holds_is_counted(make_shop: MakeShop) -> None:
    shop = await at_night(make_shop)
    for number in range(60):
        await shop.alerts.raise_("strange_status", matter=str(number), ref="X", status="ODD")
    await morning(shop)
    args = next(m.payload["args"] for m in shop.delivery.delivered if m.chat_id == STAFF)
    assert (len(args["lines"]), args["more"]) == (50, 10)


async def test_whoever_chooses_hours_is_awake_and_told_what_was_held(make_shop: MakeShop) -> None:
    shop = await at_night(make_shop)
    await shop.alerts.begin("supplier_away", minutes=10)
    await shop.quiet_hours.choose(STAFF, "22-8")
    await shop.send()
    assert told(shop) == [("while_quiet", ["supplier_away"])]
    assert told(shop, OTHER_STAFF) == []
    await shop.alerts.end("supplier_away")  # in the same night, after it
    await morning(shop)
    shop.clock.tick(HOUR)
    await shop.send()
    assert told(shop) == [("while_quiet", ["supplier_away"]), ("while_quiet", ["supplier_back"])]
    assert [(line.staff_id, line.action, line.detail) for line in await shop.audit()][-1] == (
        STAFF,
        "quiet_hours",
        "22:00-08:00",
    )


async def test_hours_that_read_as_none_change_nothing(make_shop: MakeShop) -> None:
    shop = await at_night(make_shop)
    await shop.quiet_hours.choose(STAFF, "1-2")
    for bad in ("25-26", "soon", "22-07 and more"):
        with pytest.raises(BadSettingError):
            await shop.quiet_hours.choose(STAFF, bad)
    with pytest.raises(NotFoundError):
        await shop.quiet_hours.choose(1001, "1-2")
    seen = await shop.quiet_hours.of(STAFF)
    assert (seen.own, seen.hours) == ("01:00-02:00", "01:00-02:00")
    await shop.quiet_hours.choose(STAFF, None)
    seen = await shop.quiet_hours.of(STAFF)
    assert (seen.own, seen.hours) == (None, NIGHT)


async def test_own_hours_outlast_another_role(make_shop: MakeShop) -> None:
    shop = await at_night(make_shop)
    await shop.quiet_hours.choose(OTHER_STAFF, "1-2")
    await shop.staff_keeping.give(STAFF, OTHER_STAFF, StaffRole.SUPPORT)
    assert (await shop.quiet_hours.of(OTHER_STAFF)).own == "01:00-02:00"
    rows = await shop.outbox(chat_id=OTHER_STAFF, kind="staff_alert")
    assert [json.loads(row.payload)["code"] for row in rows] == []
