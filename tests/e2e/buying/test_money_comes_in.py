"""Money coming in, with what goes wrong on the way: told twice, not told, late, taken back, or not to be
asked for.
"""

from functools import partial
from typing import Any

import pytest

from bot.shop.refs import short_key
from handlers.ui.texts import without_marks
from tests.e2e import payments
from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import ADMIN, TOKEN, Person, read, wait_for
from tests.e2e.purchases import assert_delivered, settled

pytestmark = pytest.mark.processes

OTHER_ADMIN = 2002


def test_what_telegram_tells_of_a_payment(plays: Play) -> None:
    plays(
        told_twice_and_delivered_again_it_is_one_payment,
        never_told_it_is_found_at_the_next_start,
        never_told_it_is_found_by_the_regular_round,
        the_question_is_answered_while_everything_else_waits,
        a_providers_card_pays_too,
        what_the_payer_takes_back_leaves_the_wallet,
    )


def test_money_that_comes_by_other_ways(plays: Play) -> None:
    plays(
        a_link_is_confirmed_long_after_its_order_was_given_up,
        one_of_two_admins_approves,
        one_admin_rejects_and_the_other_changes_the_amount,
        what_cannot_be_bought_is_not_asked_for,
    )


def opened(lane: Lane, **settings: str) -> Person:
    """Somebody without money in a shop that takes it in every way."""
    lane.opens(**payments.SETTINGS, **settings)
    return lane.stranger()


def asks(lane: Lane, way: str, number: int = 0) -> Person:
    """Somebody who wants to pay an order that way, and whom it was asked of."""
    person = opened(lane)
    payments.confirmation(person, lane.world.goods(number), way).buy()
    return person


def told_twice_and_delivered_again_it_is_one_payment(lane: Lane) -> None:
    person = asks(lane, "stars")
    done = payments.pays_invoice(person, payments.invoice(person), told="twice")
    first, second = done["update_ids"]
    assert first != second
    settled(lane.shop)
    person.gets_again(first)
    # What comes after it is answered, so it was seen once more.
    person.sees_button("shop:", after=person.sends("/help")["message_id"])
    settled(lane.shop)
    payment = payments.assert_paid_and_delivered(lane, person, times=1)
    assert payments.stars_moved(lane, payment["charge_id"]) == ["source"]


def never_told_it_is_found_at_the_next_start(lane: Lane) -> None:
    person = asks(lane, "stars")
    payments.pays_invoice(person, payments.invoice(person), told="lost")
    assert lane.shop.stop() == 0
    assert payments.payments(lane, person) == []
    lane.opens()
    is_delivered(lane, person)


def never_told_it_is_found_by_the_regular_round(lane: Lane) -> None:
    other = asks(lane, "stars")
    payments.pays_invoice(other, payments.invoice(other))
    is_delivered(lane, other)
    person = asks(lane, "stars", 1)
    payments.pays_invoice(person, payments.invoice(person), told="lost")
    # A round comes every five minutes, and at once when there is something to give back.
    boss, (order,) = lane.world.admin(), lane.shop.orders(other)
    message, _ = boss.sees_button("a-rf:", after=boss.sends(f"/refund {order['ref']}")["message_id"])
    boss.presses(message, next(one for one in boss.buttons(message, "a-rf:") if one.endswith(":stars")))
    is_delivered(lane, person)
    (given_back,) = payments.payments(lane, other)
    assert payments.stars_moved(lane, given_back["charge_id"]) == ["source", "receiver"]
    assert lane.shop.wallet(other) == 0


def the_question_is_answered_while_everything_else_waits(lane: Lane) -> None:
    seconds = 4
    person = asks(lane, "stars")
    message = payments.invoice(person)
    settled_but_unpaid(lane)
    lane.world.patch("/demo/telegram/mode", precheckout_seconds=seconds / 2)
    crowd = [person, *(lane.world.person(6001 + n) for n in range(9))]
    product = short_key(lane.world.goods(-1).product_id)
    lane.world.fault("supplier", "checkProduct", "hang", seconds=seconds, times=len(crowd))
    before = lane.world.last_request()
    for one in crowd:
        for _ in range(5):
            one.sends(f"/start p_{product}")
    wait_for("the supplier to hang", lambda: lane.world.asked("checkProduct", before))
    assert payments.pays_invoice(person, message)["status"] == "paid"
    assert all(line["status"] is None for line in lane.world.asked("checkProduct", before))
    lane.world.clear_faults()
    is_delivered(lane, person)


def a_providers_card_pays_too(lane: Lane) -> None:
    person = asks(lane, "card")
    done = payments.pays_invoice(person, payments.invoice(person))
    is_delivered(lane, person)
    (payment,) = payments.payments(lane, person)
    assert (payment["way"], payment["currency"]) == ("card", "EUR")
    assert payment["charge_id"] == done["telegram_payment_charge_id"]
    [sent] = lane.world.asked("sendInvoice")
    assert sent["params"]["currency"] == "EUR"


def what_the_payer_takes_back_leaves_the_wallet(lane: Lane) -> None:
    person, boss = opened(lane), lane.world.admin()
    person.taps("tub:1000:stars", after=person.sends("/topup 1000")["message_id"])
    charge = payments.pays_invoice(person, payments.invoice(person))["telegram_payment_charge_id"]
    settled(lane.shop)
    assert lane.shop.wallet(person) == 100_000
    # Telegram, on somebody's complaint; nobody of the shop asked for it.
    taken_back = {"user_id": person.id, "telegram_payment_charge_id": charge}
    lane.world.post(f"/bot{TOKEN}/refundStarPayment", **taken_back)
    boss.sees_text("repris sans notre demande")
    person.sees_text("vous a été remboursé")
    settled(lane.shop)
    assert lane.shop.wallet(person) == 0
    (payment,) = payments.payments(lane, person)
    assert payment["state"] == "refunded"
    assert payments.entries(lane, person) == [("topup", 100_000), ("payback", -100_000)]


def a_link_is_confirmed_long_after_its_order_was_given_up(lane: Lane) -> None:
    person = asks(lane, "ocpay")
    ref = payments.link(person)
    person.taps("pwc:")
    settled(lane.shop)
    (order,) = lane.shop.orders(person)
    assert (order["status"], lane.shop.why(order)) == ("cancelled", "customer_cancelled")
    assert lane.shop.stop() == 0
    # The link's twenty minutes are over, and the time in which it is looked at often.
    lane.shop.ages("payment_requests", "created_at", seconds=26 * 60)
    lane.shop.ages("payment_requests", "expires_at", seconds=26 * 60)
    lane.opens()
    payments.ends_on_the_page(person, ref)
    person.sends("/start paid")
    message = person.sees_text("Rien n’est perdu")
    price = order["quantity"] * order["unit_price_centimes"]
    assert lane.shop.wallet(person) == price
    # The button leads to the same goods, which the wallet pays for by now.
    person.presses(message, f"pwg:{order['ref']}")
    person.taps("buy:", after=message["message_id"])
    wait_for("another order", lambda: len(lane.shop.orders(person)) == 2)
    settled(lane.shop)
    assert payments.entries(lane, person) == [("topup", price), ("purchase", -price)]
    assert_delivered(lane.world, lane.shop, lane.shop.orders(person)[1], times=1)


def one_of_two_admins_approves(lane: Lane) -> None:
    person, boss, other = waits_for_two_admins(lane)
    copy, copy_of_other = (payments.receipt_copy(person, staff=one.id) for one in (boss, other))
    payments.approves(person, copy_of_other, staff=other.id)
    is_delivered(lane, person)
    says_everywhere(person, (boss, other), "Accepté par Yacine")
    # The first decision has won, and who comes second is told whose it was.
    boss.presses(copy, boss.buttons(copy, "a-rcy:")[0], force=True)
    told = "Déjà décidé par Yacine"
    wait_for(told, lambda: [t for t in boss.toasts() if told in without_marks(t["text"])])
    settled(lane.shop)
    payments.assert_paid_and_delivered(lane, person, times=1)


def one_admin_rejects_and_the_other_changes_the_amount(lane: Lane) -> None:
    person, boss, other = waits_for_two_admins(lane)
    boss.presses(*pressed(payments.receipt_copy(person), boss, "a-rcn:"))
    boss.taps("a-rcw:")
    person.sees_text("Raison : l’argent n’est pas arrivé")
    says_everywhere(person, (boss, other), "Refusé par Karim")
    payments.sends_receipt(person, b"a clearer picture")
    other.presses(*pressed(payments.receipt_copy(person, staff=other.id), other, "a-rcc:"))
    other.sees_text("Combien de dinars sont arrivés")
    other.sends("500")
    message = person.sees_text("Payez le reste")
    assert "paiement de 500 DA" in read(message)
    assert person.buttons(message, "pws:")
    settled_but_unpaid(lane)
    says_everywhere(person, (boss, other), "Accepté par Yacine")
    assert payments.entries(lane, person) == [("topup", 50_000)]
    (order,) = lane.shop.orders(person)
    assert order["status"] == "awaiting_payment"


def what_cannot_be_bought_is_not_asked_for(lane: Lane) -> None:
    person, boss = opened(lane), lane.world.admin()
    wanted = payments.confirmation(person, lane.world.goods(), "stars")
    asked = lane.world.last_request()

    def is_refused(words: str) -> None:
        before = len(person.toasts())
        wanted.buy()
        wait_for(
            "the refusal",
            lambda: [t for t in person.toasts()[before:] if words in (t["text"] or "")],
        )
        assert lane.shop.rows("SELECT * FROM payment_requests") == []
        assert lane.shop.orders(person) == []

    def asks_again() -> int | None:
        """A float that was read within the last second is believed, and the press refused once more."""
        before = len(person.toasts())
        wanted.buy()

        def refused() -> bool:
            return any("rien n’a été prélevé" in (t["text"] or "") for t in person.toasts()[before:])

        wait_for("the invoice or a refusal", lambda: payments.newest_invoice(person) or refused())
        return payments.newest_invoice(person)

    # A float that was read a moment ago would still be believed: only our own orders make it smaller. A new
    # process has none.
    balance = lane.world.supplier()["balance"]
    lane.shop.stop()
    lane.world.patch("/demo/supplier/wallet", balance=1)
    lane.opens()
    is_refused("rien n’a été prélevé")
    lane.world.patch("/demo/supplier/wallet", balance=balance)
    lane.world.mode(stopped=True)
    is_refused("ne peuvent pas être lus")
    lane.world.mode(stopped=False)
    boss.sees_text("", after=boss.sends("/maintenance on")["message_id"])
    is_refused("fermée pour maintenance")
    boss.sees_text("", after=boss.sends("/maintenance off")["message_id"])
    assert not lane.world.asked("sendInvoice", asked)
    # The same button asks for the money as soon as it can be earned; a shop that closes meanwhile takes none.
    message = wait_for("an invoice", asks_again)
    boss.sees_text("", after=boss.sends("/maintenance on")["message_id"])
    refused = payments.pays_invoice(person, message)
    assert refused["status"] == "refused"
    assert "fermée pour maintenance" in refused["error_message"]
    boss.sees_text("", after=boss.sends("/maintenance off")["message_id"])
    assert payments.pays_invoice(person, message)["status"] == "paid"
    is_delivered(lane, person)


def is_delivered(lane: Lane, person: Person) -> None:
    wait_for("the money", lambda: payments.payments(lane, person))
    settled(lane.shop)
    payments.assert_paid_and_delivered(lane, person, times=1)


def settled_but_unpaid(lane: Lane) -> None:
    """Waits until all updates are done and all messages sent."""
    left = (
        "SELECT (SELECT count(*) FROM inbox WHERE state <> 'done')"
        " + (SELECT count(*) FROM messages WHERE state <> 'sent')"
    )
    wait_for("nothing to be left", lambda: not lane.shop.value(left))


def waits_for_two_admins(lane: Lane) -> tuple[Person, Person, Person]:
    """Somebody whose receipt two admins have before them."""
    lane.shop.settings["ADMIN_IDS"] = f"{ADMIN},{OTHER_ADMIN}"
    other = lane.world.person(OTHER_ADMIN, "Yacine")
    other.sends("/start")
    person = asks(lane, "transfer")
    payments.account(person)
    payments.sends_receipt(person)
    return person, lane.world.admin(), other


def pressed(message: dict[str, Any], boss: Person, data: str) -> tuple[dict[str, Any], str]:
    return message, boss.buttons(message, data)[0]


def says_everywhere(person: Person, staff: tuple[Person, ...], words: str) -> None:
    """Each admin's newest copy of that person's receipt says so, and asks for no decision any more."""

    def decided(one: Person) -> bool:
        mine = (m for m in reversed(one.from_bot()) if "photo" in m and str(person.id) in m["caption"])
        copy = next(mine)
        return words in read(copy) and not one.buttons(copy, "a-rcy:")

    for one in staff:
        wait_for(f"{words!r} on {one.id}'s copy", partial(decided, one))
