"""Starts in which the shop is killed and started again, and what must be true after them."""

from tests.e2e.lanes import Lane, Moment
from tests.e2e.processes import ADMIN, Person, hidden, wait_for
from tests.e2e.purchases import assert_bought_once, settled

FIRST_START = [
    ("supplier", "validate"),
    ("telegram", "getMe"),
    ("telegram", "setMyCommands"),
    ("telegram", "getMyDescription"),
    ("telegram", "setMyDescription"),
    ("telegram", "getMyShortDescription"),
    ("telegram", "setMyShortDescription"),
    ("supplier", "catalog"),
    ("supplier", "balance"),
    ("telegram", "deleteWebhook"),
    ("telegram", "getUpdates"),
    ("telegram", "sendMessage"),
]
START_WITH_WORK = [
    ("supplier", "validate"),
    ("telegram", "getMe"),
    ("supplier", "balance"),
    ("supplier", "checkOrder"),
    ("telegram", "deleteWebhook"),
    ("telegram", "getUpdates"),
    ("telegram", "editMessageText"),
    ("telegram", "sendMessage"),
]


def is_killed_and_opens(lane: Lane, moment: Moment) -> None:
    lane.will_be_killed(moment)
    lane.shop.start()
    assert lane.was_killed()
    opens_for_the_first_time(lane)


def has_said_all(lane: Lane) -> bool:
    """Whether Telegram was told all that the first start has to tell: the menus, also that of the merchant
    who pressed Start meanwhile, the description, and the short one.
    """
    menus = f"SELECT 1 FROM notes WHERE key = 'remembered:menus' AND value LIKE '%\"{ADMIN}\"%'"
    profile = "SELECT 1 FROM notes WHERE key = 'remembered:profile' AND value LIKE '%short%'"
    return bool(lane.shop.rows(menus) and lane.shop.rows(profile))


def opens_for_the_first_time(lane: Lane) -> None:
    """The merchant, who has been waiting, is answered, and everybody gets a menu."""
    lane.opens()
    lane.world.admin().sees_button("shop:")
    settled(lane.shop)
    wait_for("the first start to be over", lambda: has_said_all(lane))
    person = lane.world.person(5001)
    assert person.world.get(f"/demo/users/{person.id}/commands")


def starts_and_is_killed(lane: Lane, moment: Moment) -> None:
    person = leaves_work(lane)
    lane.will_be_killed(moment)
    lane.shop.start()
    assert lane.was_killed()
    lane.opens()
    assert_served(lane, person)


def leaves_work(lane: Lane) -> Person:
    """The shop dies with an order at the supplier; the cards come and the customer writes while it is
    dead.
    """
    person = lane.buys(fulfil_seconds=None)
    wait_for("the order to be placed", lambda: [o for o in lane.shop.orders(person) if o["placed_at"]])
    wait_for("the press to be done", lambda: not lane.shop.rows("SELECT 1 FROM inbox WHERE state <> 'done'"))
    wait_for("the first start to be over", lambda: has_said_all(lane))
    lane.shop.kill()
    [order] = lane.shop.orders(person)
    lane.world.settle(order["supplier_order_id"])
    lane.world.mode(fulfil_seconds=0)
    person.sends("/wallet")
    return person


def assert_served(lane: Lane, person: Person) -> None:
    assert_bought_once(lane, person)
    # What was written to the dead shop was answered: everything of it is done, and a screen came after the
    # receipt.
    [order] = lane.shop.orders(person)
    assert [m for m in person.from_bot(order["receipt_message_id"]) if not hidden(m)]
