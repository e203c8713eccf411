"""Claims of a gift in which the shop is killed and started again, and what must be true after them."""

import re
from collections import Counter

from tests.crash.scenes.purchases import has_asked_again
from tests.e2e.lanes import Lane, Moment
from tests.e2e.processes import Person
from tests.e2e.purchases import CREDIT, assert_books_agree, code_messages, settled

NEEDED = {("telegram", "getUpdates"), ("telegram", "sendMessage"), ("telegram", "editMessageText")}
"""What a claim cannot do without."""


def given(lane: Lane) -> tuple[Person, str]:
    """A buyer whose gift is delivered, and what stands behind `start=` in its link."""
    buyer, offer = lane.offered()
    seen = int(offer.message["message_id"])
    buyer.taps("gft:")
    buyer.sees_button("gfts:", after=seen - 1)
    buyer.taps("gfts:")
    message, data = buyer.sees_button("buy:", after=seen - 1)
    buyer.presses(message, data)
    link = buyer.sees(lambda m: "?start=gift_" in (m.get("text") or ""), "the link")
    settled(lane.shop)
    found = re.search(r"gift_[\w-]+", link["text"])
    assert found is not None
    return buyer, found[0]


def assert_claimed(lane: Lane, buyer: Person, friend: Person, link: str) -> None:
    """The friend has the codes, the buyer has the word and the bill, and the link stands in no log."""
    settled(lane.shop)
    [order] = lane.shop.orders(buyer)
    [gift] = lane.shop.rows("SELECT state, claimed_by FROM gifts WHERE order_id = ?", order["id"])
    assert (gift["state"], gift["claimed_by"]) == ("claimed", friend.id)
    [bought] = [their for their in lane.world.orders() if their["id"] == order["supplier_order_id"]]
    told = "\n".join(message["text"] for message in code_messages(friend))
    assert all(card["value"] in told for card in bought["cards"])
    assert code_messages(buyer) == []
    words = lane.shop.value(
        "SELECT count(*) FROM messages WHERE kind = 'gift_claimed' AND chat_id = ?", buyer.id
    )
    assert words == 1
    assert lane.shop.orders(friend) == []
    assert lane.shop.wallet(buyer) == CREDIT * 100 - order["unit_price_centimes"]
    assert_books_agree(lane.world, lane.shop)
    logs = [path.read_text() for path in lane.shop.folder.glob("*.log") if path.name != "world.log"]
    assert logs
    assert not any(link.removeprefix("gift_") in said for said in logs)


def asked_in_a_calm_claim(lane: Lane) -> Counter[tuple[str, str]]:
    """How many requests of each kind there are."""
    buyer, link = given(lane)
    friend = lane.stranger()
    start = lane.world.last_request()
    friend.sends(f"/start {link}")
    assert_claimed(lane, buyer, friend, link)
    asked = lane.requests_since(start)
    # The next question for updates waits for somebody's next deed: it belongs to no claim.
    asked["telegram", "getUpdates"] = 1
    return asked


def claims_and_is_killed(lane: Lane, moment: Moment) -> None:
    buyer, link = given(lane)
    friend = lane.stranger()
    start = lane.world.last_request()
    lane.will_be_killed(moment)
    if moment.method == "getUpdates" and moment.when == "after":
        has_asked_again(lane, friend, start)
    friend.sends(f"/start {link}")
    claimed = f"EXISTS (SELECT 1 FROM gifts WHERE claimed_by = {friend.id})"
    quiet = f"SELECT {claimed} AND NOT EXISTS (SELECT 1 FROM messages WHERE state <> 'sent')"
    if not lane.was_killed(unless=quiet):
        # What comes in quick succession is told at once, so there may be fewer of a kind this time.
        assert moment.nth > 1
    lane.opens()
    assert_claimed(lane, buyer, friend, link)
