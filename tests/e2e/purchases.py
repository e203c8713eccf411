"""What people do to buy, and what must be true afterwards, on both sides and about every centime."""

from dataclasses import dataclass
from typing import Any, Protocol

from bot.shop.refs import short_key
from tests.e2e.processes import NotSeenError, Person, RuleScopeKey, ShopProcess, World, hidden, wait_for

CREDIT = 200_000  # dinars
_FINAL = "('fulfilled', 'partially_filled', 'refunded', 'rejected', 'expired', 'cancelled')"
_UNFINISHED = f"""
SELECT 'update', CAST(update_id AS TEXT), state, CAST(tries AS TEXT) FROM inbox WHERE state <> 'done' UNION ALL
SELECT 'order', ref, status, held_reason FROM orders WHERE status NOT IN {_FINAL} UNION ALL
SELECT 'attempt', CAST(order_id AS TEXT), state, error_code FROM attempts WHERE state IN ('sending', 'unknown') UNION ALL
SELECT 'message', CAST(chat_id AS TEXT), kind || ' ' || state, last_error FROM messages WHERE state <> 'sent' UNION ALL
SELECT 'update', 'newest', 'is', CAST(max(update_id) AS TEXT) FROM inbox HAVING coalesce(max(update_id), 0) < ?
"""


class Side(Protocol):
    """A world and its shop."""

    world: World
    shop: ShopProcess


@dataclass(frozen=True)
class Offer:
    """A confirmation with its Buy button, as somebody has it before them."""

    person: Person
    message: dict[str, Any]
    data: str

    def buy(self) -> int:
        """Presses Buy; the update's number."""
        return int(self.person.presses(self.message, self.data)["update_id"])


def customer(shop: ShopProcess, user_id: int, language: str = "fr", *, dinars: int = CREDIT) -> Person:
    """Somebody who has started the bot and whose wallet the merchant has filled."""
    world = shop.world
    person = world.person(user_id, f"Lina {user_id}", language)
    started = person.sends("/start")["message_id"]
    person.sees_button("shop:", after=started)
    if dinars:
        credit(shop, person, dinars)
    return person


def credit(shop: ShopProcess, person: Person, dinars: int) -> None:
    before = shop.wallet(person)
    shop.world.admin().sends(f"/credit {person.id} {dinars}")
    wait_for("the credit", lambda: shop.wallet(person) == before + dinars * 100)


def offer(person: Person, goods: RuleScopeKey, quantity: int = 1, *, button: str = "buy:") -> Offer:
    """The way to the Buy button, or another one of the confirmation: product link, type, quantity."""
    product, type_ = short_key(goods.product_id), short_key(goods.type_id)
    asked = person.sends(f"/start p_{product}")["message_id"]
    person.taps(f"typ:{product}:{type_}", after=asked)
    message, data = person.sees_button(button, after=asked)
    if quantity == 1:
        return Offer(person, message, data)
    # Each step waits for what the one before has changed: the same message is edited all the way.
    of_one = set(person.buttons(message, button))
    person.presses(message, person.buttons(message, "chg:")[0])
    message = person.sees(
        lambda m: person.buttons(m, "qty:") and not person.buttons(m, button), "numbers", after=asked
    )
    wanted = [data for data in person.buttons(message, "qty:") if data.endswith(f":{quantity}")]
    if wanted:
        person.presses(message, wanted[0])
    else:
        asked = person.sends(str(quantity))["message_id"]
    message = person.sees(
        lambda m: set(person.buttons(m, button)) - of_one, "the other quantity", after=asked
    )
    return Offer(person, message, person.buttons(message, button)[0])


def settled(shop: ShopProcess, *, within: float | None = None) -> None:
    """Waits until all that people did has come in and nothing is left to do: no update, order, attempt or
    message.
    """

    try:
        wait_for("nothing to be left", lambda: not unfinished(shop), within=within or shop.deadline)
    except NotSeenError:
        raise NotSeenError(f"left behind: {unfinished(shop)}\n{shop.said()[-3000:]}") from None


def unfinished(shop: ShopProcess) -> list[tuple[Any, ...]]:
    """What has not come in yet, and what is left to do: its kind, which, its state, and why."""
    return [tuple(row) for row in shop.rows(_UNFINISHED, shop.world.last_update)]


def code_messages(person: Person) -> list[dict[str, Any]]:
    return [message for message in person.from_bot() if hidden(message)]


def assert_delivered(world: World, shop: ShopProcess, order: Any, *, times: int | None = None) -> list[str]:
    """The customer has the order's codes as the supplier made them: behind spoilers, protected, ready to
    copy.

    `times` None: at least once, as after a crash.
    """
    person = Person(world, order["customer_id"])
    bought = next(o for o in world.orders() if o["id"] == order["supplier_order_id"])
    values = [card["value"] for card in bought["cards"]]
    secrets = [text for card in bought["cards"] for text in (card["value"], card["serial"])]
    told = [message for message in code_messages(person) if order["ref"] in message["text"]]
    assert told
    assert times is None or len(told) == times, [message["text"] for message in told]
    for message in told:
        assert message["protected"]
        assert hidden(message) == secrets
        rows = message["reply_markup"]["inline_keyboard"]
        assert [b["copy_text"]["text"] for row in rows for b in row if "copy_text" in b] == values
    receipt = person.message(order["receipt_message_id"])
    assert person.buttons(receipt, f"again:{order['ref']}"), receipt
    assert not person.buttons(receipt, "buy:")
    return values


def assert_books_agree(world: World, shop: ShopProcess) -> None:
    """Every order, charge and entry of the shop has its counterpart at the supplier, and the other way
    round.
    """
    panel = world.supplier()
    theirs = {order["id"]: order for order in panel["orders"]}
    ours = shop.rows("SELECT * FROM orders")
    placed = {order["supplier_order_id"]: order for order in ours if order["supplier_order_id"]}
    assert set(placed) == set(theirs)
    charges = [line for line in panel["transactions"] if line["type"] == "ORDER"]
    assert sorted(line["objid"] for line in charges) == sorted(theirs)
    for order_id, order in placed.items():
        their = theirs[order_id]
        goods = (order["product_id"], order["type_id"], order["quantity"])
        assert (their["product"], their["type"], their["quantity"]) == goods
    for order in ours:
        paid = order["quantity"] * order["unit_price_centimes"]
        entries = shop.rows(
            "SELECT kind, amount_centimes FROM entries WHERE subject = ? ORDER BY id", f"order:{order['id']}"
        )
        refunds = [("refund", order["refunded_centimes"])] if order["refunded_centimes"] else []
        assert [tuple(entry) for entry in entries] == [("purchase", -paid), *refunds]
        unfilled = order["quantity"] - order["fulfilled_quantity"]
        if order["finished_at"]:
            assert order["refunded_centimes"] == unfilled * order["unit_price_centimes"]
    lowest = shop.value(
        "SELECT coalesce(min(balance), 0) FROM"
        " (SELECT sum(amount_centimes) AS balance FROM entries GROUP BY customer_id) AS wallets"
    )
    assert lowest >= 0


def assert_bought_once(lane: Side, person: Person, quantity: int = 1) -> None:
    """When all is settled, this person's only order was placed, charged and paid once, and is delivered."""
    settled(lane.shop)
    [order] = lane.shop.orders(person)
    assert order["status"] == "fulfilled"
    assert order["quantity"] == quantity
    assert lane.shop.wallet(person) == CREDIT * 100 - quantity * order["unit_price_centimes"]
    assert_delivered(lane.world, lane.shop, order)
    assert_books_agree(lane.world, lane.shop)


def assert_nothing_bought(lane: Side, person: Person, *, why: str) -> None:
    """When all is settled, this person's only order has come to nothing: no order at the supplier, no code,
    the money whole, and words about it.
    """
    settled(lane.shop)
    [order] = lane.shop.orders(person)
    assert order["status"] == "rejected"
    assert order["supplier_order_id"] is None
    assert lane.shop.wallet(person) == CREDIT * 100
    assert not code_messages(person)
    assert lane.shop.why(order) == why
    told = [m for m in person.from_bot(order["receipt_message_id"]) if order["ref"] in (m.get("text") or "")]
    assert told
    assert_books_agree(lane.world, lane.shop)
