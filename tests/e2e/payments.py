"""What people do to pay in each of the ways, and what must be true of the money afterwards."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.e2e.lanes import Lane
from tests.e2e.processes import ADMIN, TOKEN, Person, RuleScopeKey, wait_for
from tests.e2e.purchases import Offer, assert_delivered, offer

ACCOUNT = "0012345678"
SETTINGS = {
    "STARS_RATE": "2.5",
    "OCPAY": "true",
    "TRANSFER_ACCOUNT": f"CCP: {ACCOUNT}",
    "CARD_PROVIDER_TOKEN": "284685063:TEST:not-a-secret",
    "CARD_RATE": "240",
}
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x28\0\0\0\x1e\x08\x06\0\0\0"

Message = dict[str, Any]
See = Callable[[str, Callable[[], Any]], Any]
"""Waits until something is to be seen: `wait_for`, or one that brings a dead shop back meanwhile."""


def confirmation(person: Person, goods: RuleScopeKey, way: str, quantity: int = 1) -> Offer:
    """A confirmation that the wallet does not cover, with the button of that way."""
    shown = offer(person, goods, quantity, button="pay:")
    (wanted,) = (data for data in person.buttons(shown.message, "pay:") if data.endswith(f":{way}"))
    return replace(shown, data=wanted)


def newest(person: Person, look: Callable[[Message], Any]) -> Any:
    """What `look` finds in the newest message of the bot in which it finds anything."""
    return next((found for message in reversed(person.from_bot()) if (found := look(message))), None)


def invoice(person: Person, see: See = wait_for) -> int:
    """The newest invoice's message."""
    return int(see("an invoice", lambda: newest_invoice(person)))


def newest_invoice(person: Person) -> int | None:
    """The newest invoice's message, if there is one by now."""
    found: int | None = newest(person, lambda m: m["message_id"] if "invoice" in m else None)
    return found


def pays_invoice(person: Person, message_id: int, told: str = "once") -> dict[str, Any]:
    """Confirms it in Telegram's own dialog; `told` is how often the shop hears of it."""
    world = person.world
    done: dict[str, Any] = world.post(
        f"/demo/users/{person.id}/pay", message_id=message_id, successful_payment=told
    )
    world.last_update = max([world.last_update, *done.get("update_ids", ())])
    return done


def link(person: Person, see: See = wait_for) -> str:
    """The ref of the newest link to the supplier's page."""

    def url(message: Message) -> str | None:
        rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
        return next((b["url"] for row in rows for b in row if "url" in b), None)

    found: str = see("a link", lambda: newest(person, url))
    return found.rstrip("/").rpartition("/")[2].partition("?")[0]


def ends_on_the_page(person: Person, ref: str, outcome: str = "confirm") -> None:
    person.world.post(f"/demo/supplier/payments/{ref}/settle", outcome=outcome)


def account(person: Person, see: See = wait_for) -> Message:
    """The message with the merchant's account."""
    found: Message = see(
        "the account", lambda: newest(person, lambda m: m if ACCOUNT in (m.get("text") or "") else None)
    )
    return found


def sends_receipt(person: Person, content: bytes = b"") -> None:
    """A picture; one of their own unless its content is given, as the same one again is pointed out."""
    files = {"photo": ("receipt.png", _PNG + (content or str(person.id).encode()), "image/png")}
    world = person.world
    sent = world.http.post(f"/demo/users/{person.id}/upload", files=files).raise_for_status().json()
    world.last_update = max(world.last_update, sent["update_id"])


def receipt_copy(person: Person, see: See = wait_for, *, staff: int = ADMIN) -> Message:
    """A staff member's copy of that person's receipt, with its buttons."""
    boss = Person(person.world, staff)

    def copy(message: Message) -> Message | None:
        mine = "photo" in message and str(person.id) in message["caption"]
        return message if mine and boss.buttons(message) else None

    found: Message = see("the receipt's copy", lambda: newest(boss, copy))
    return found


def approves(person: Person, copy: Message, *, staff: int = ADMIN) -> None:
    boss = Person(person.world, staff)
    boss.presses(copy, boss.buttons(copy, "a-rcy:")[0])


def stars_moved(lane: Lane, charge_id: str) -> list[str]:
    """Which ways these Stars went, by Telegram's ledger: `source` is from the payer, `receiver` back to
    them.
    """
    ledger = lane.world.get(f"/bot{TOKEN}/getStarTransactions")["result"]["transactions"]
    return [
        side for line in ledger for side in ("source", "receiver") if side in line and line["id"] == charge_id
    ]


def entries(lane: Lane, person: Person) -> list[tuple[str, int]]:
    """Every line of somebody's wallet."""
    rows = lane.shop.rows(
        "SELECT kind, amount_centimes FROM entries WHERE customer_id = ? ORDER BY id", person.id
    )
    return [tuple(row) for row in rows]


def payments(lane: Lane, person: Person) -> list[Any]:
    return lane.shop.rows("SELECT * FROM payments WHERE customer_id = ? ORDER BY id", person.id)


def assert_paid_and_delivered(lane: Lane, person: Person, *, times: int | None = None) -> Any:
    """One payment, one order, one charge at the supplier, and the codes; the payment."""
    (payment,) = payments(lane, person)
    (order,) = lane.shop.orders(person)
    price = order["quantity"] * order["unit_price_centimes"]
    assert (payment["state"], payment["amount_centimes"]) == ("credited", price)
    assert order["status"] == "fulfilled"
    assert entries(lane, person) == [("topup", price), ("purchase", -price)]
    assert len([their for their in lane.world.orders() if their["ref"] == order["ref"]]) == 1
    assert_delivered(lane.world, lane.shop, order, times=times)
    return payment
