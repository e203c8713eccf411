"""After a day of troubles no log holds a secret, and the database none in clear. Every other test here ends
so too.
"""

import pytest

from tests.e2e import payments
from tests.e2e.lanes import Lane
from tests.e2e.leaks import assert_nothing_leaked, codes_of
from tests.e2e.processes import Person, wait_for
from tests.e2e.purchases import code_messages, offer, settled

pytestmark = pytest.mark.processes


@pytest.mark.sqlite_only("it reads the file and its log")
def test_no_token_key_account_code_or_serial_is_logged_or_stored_in_clear(mine: Lane) -> None:
    world = mine.world
    mine.opens(**payments.SETTINGS)
    pay_in_trouble(mine, "stars", "card", "ocpay", "transfer")
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

    assert len(codes_of(mine.shop)) == 2 * (4 + 3 + 2)
    # With the shop running there is a WAL beside the database; after it, only the database.
    assert mine.shop.database.with_name("shop.db-wal").stat().st_size
    assert_nothing_leaked(mine.shop)
    told = [
        message for message in boss.messages() if any(code in str(message) for code in codes_of(mine.shop))
    ]
    assert not told
    assert mine.shop.stop() == 0
    assert_nothing_leaked(mine.shop)


def pay_in_trouble(lane: Lane, *ways: str) -> None:
    """Somebody pays an order in each of the ways, though answers about it are broken or lost."""
    payers = {way: lane.stranger() for way in ways}
    wanted = {way: payments.confirmation(payers[way], lane.world.goods(), way) for way in ways}
    for api, method, action in (
        ("telegram", "sendInvoice", "garbage"),
        ("telegram", "sendPhoto", "drop"),
        ("telegram", "answerPreCheckoutQuery", "garbage"),
        ("telegram", "getStarTransactions", "garbage"),
        ("supplier", "createLink", "garbage"),
        ("supplier", "checkPayment", "html"),
    ):
        lane.world.fault(api, method, action, when="after")
    for way in ways:
        wanted[way].buy()
    for way in ways:
        pays(lane, payers[way], way)
    for way in ways:
        wait_for(f"the money by {way}", lambda way=way: payments.payments(lane, payers[way]))
    settled(lane.shop)
    for way in ways:
        payments.assert_paid_and_delivered(lane, payers[way])


def pays(lane: Lane, person: Person, way: str) -> None:
    match way:
        case "stars" | "card":
            payments.pays_invoice(person, payments.invoice(person))
        case "ocpay":
            # The answer with the first link was broken; the order waits, and another link is asked for.
            person.taps("pws:")
            (order,) = lane.shop.orders(person)
            message, _ = person.sees_button(f"pwo:{order['ref']}:")
            person.presses(message, f"pwo:{order['ref']}:ocpay")
            payments.ends_on_the_page(person, payments.link(person))
            person.sends("/start paid")
        case _:
            payments.account(person)
            payments.sends_receipt(person)
            payments.approves(person, payments.receipt_copy(person))
