"""After a day of troubles no log holds a secret, and the database none in clear. Every other test here ends so too."""

import pytest

from tests.e2e.lanes import Lane
from tests.e2e.leaks import assert_nothing_leaked, codes_of
from tests.e2e.processes import wait_for
from tests.e2e.purchases import code_messages, offer, settled

pytestmark = pytest.mark.processes


def test_no_token_key_code_or_serial_is_logged_or_stored_in_clear(mine: Lane) -> None:
    world = mine.world
    person = mine.customer()
    goods = world.goods()
    offer(person, goods, 3).buy()
    settled(mine.shop)
    # What people reply to, and what answers say when they are broken, is where secrets like to slip through.
    person.does("send", text="It does not work", reply_to=code_messages(person)[0]["message_id"])
    for api, method, action in (
        ("supplier", "checkOrder", "garbage"),
        ("supplier", "list", "html"),
        ("telegram", "sendMessage", "drop"),
        ("telegram", "sendMessage", "garbage"),
        ("telegram", "getUpdates", "html"),
        ("telegram", "editMessageText", "status"),
    ):
        world.fault(api, method, action, when="after")
    world.mode(cards="extra")
    offer(person, goods, 2).buy()
    wait_for("a person to be asked", lambda: [o for o in mine.shop.orders(person) if o["held_reason"]])
    [_, held] = mine.shop.orders(person)
    boss = world.admin()
    asked = boss.sends(f"/order {held['ref']}")["message_id"]
    boss.sees_button("a-ask:", after=asked)

    assert len(codes_of(mine.shop)) == 2 * (3 + 2)
    # With the shop running there is a WAL beside the database; after it, only the database.
    assert mine.shop.database.with_name("shop.db-wal").stat().st_size
    assert_nothing_leaked(mine.shop)
    told = [
        message for message in boss.messages() if any(code in str(message) for code in codes_of(mine.shop))
    ]
    assert not told
    assert mine.shop.stop() == 0
    assert_nothing_leaked(mine.shop)
