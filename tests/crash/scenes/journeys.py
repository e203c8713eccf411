"""Journeys with which money comes in or goes back, in each way to pay, and what must be true after one in
which the shop was killed.
"""

from collections import Counter
from typing import Any

from tests.e2e import payments
from tests.e2e.lanes import Lane, Moment
from tests.e2e.processes import NotSeenError, wait_for
from tests.e2e.purchases import settled

# Looks whose number depends on the time that all this takes.
COUNTED_ONCE = {"checkPayment", "checkOrder", "list"}
# Of a purchase that is paid in a way of its own, these do not depend on the way ...
THE_SAME_IN_EACH_WAY = {"checkProduct", "balance", "placeOrder", "checkOrder", "list"}
# ... nor do these, once the order is placed. All of them are tried where Stars pay.
WORDS = {"editMessageText", "sendMessage"}
# The last question for updates waits for somebody's next deed: it belongs to no journey.
LAST = Counter({("telegram", "getUpdates"): 1})


class Journey:
    """Somebody without money, from the press that asks for it (`begins`) to the last word (`is_over`)."""

    needs: frozenset[tuple[str, str]] = frozenset()
    """What it cannot do without; the rest of a purchase is tried elsewhere."""
    tried: frozenset[str] | None = None
    """The methods at which it is killed; None: at all."""
    like_stars_once_paid = False
    """Whether it is killed only at what Stars do not do as well."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.died = False
        lane.opens(**payments.SETTINGS)
        self.person = lane.stranger()

    def begins(self) -> None:
        raise NotImplementedError

    def goes_on(self) -> None:
        raise NotImplementedError

    def is_over(self) -> Any:
        """Besides: nothing is left to be told."""
        return self.lane.shop.rows(
            "SELECT 1 FROM orders WHERE customer_id = ? AND finished_at IS NOT NULL", self.person.id
        )

    def check(self) -> None:
        """Paid, bought and delivered; or paid and given back, where it died between writing down that it
        orders and ordering.
        """
        (order,) = self.lane.shop.orders(self.person)
        if order["status"] != "rejected":
            payments.assert_paid_and_delivered(self.lane, self.person)
            return
        (payment,) = payments.payments(self.lane, self.person)
        price = order["quantity"] * order["unit_price_centimes"]
        assert (payment["state"], payment["amount_centimes"]) == ("credited", price)
        back = [("topup", price), ("purchase", -price), ("refund", price)]
        assert payments.entries(self.lane, self.person) == back
        assert not [their for their in self.lane.world.orders() if their["ref"] == order["ref"]]
        assert self.lane.shop.why(order) == "proved_absent"

    def sees(self, what: str, look: Any) -> Any:
        """What `look` sees at last; a shop that was killed meanwhile is started again."""

        def seen() -> Any:
            if self.lane.shop.has_ended():
                self.died = True
                self.lane.world.clear_faults()
                self.lane.opens()
            return look()

        try:
            return wait_for(what, seen, within=self.lane.shop.deadline)
        except NotSeenError:
            raise NotSeenError(f"{what}\n{self.lane.shop.said()[-3000:]}") from None


class Purchase(Journey):
    """An order that waits for its money."""

    way = ""

    def __init__(self, lane: Lane) -> None:
        super().__init__(lane)
        self.offer = payments.confirmation(self.person, lane.world.goods(), self.way)

    def begins(self) -> None:
        self.offer.buy()


class Invoiced(Journey):
    """Telegram's own invoice."""

    def goes_on(self) -> None:
        """Pays it; a question that was not answered in time costs nothing and is asked again."""
        self.sees("the invoice to be paid", self._paid)

    def _paid(self) -> bool:
        message = payments.newest(self.person, lambda m: m["message_id"] if "invoice" in m else 0)
        return bool(message) and payments.pays_invoice(self.person, message)["status"] == "paid"


class Stars(Purchase, Invoiced):
    way = "stars"
    needs = frozenset(
        {
            ("telegram", "answerCallbackQuery"),
            ("telegram", "sendInvoice"),
            ("telegram", "answerPreCheckoutQuery"),
            ("telegram", "getUpdates"),
            ("telegram", "editMessageText"),
            ("telegram", "sendMessage"),
            ("supplier", "checkProduct"),
            ("supplier", "placeOrder"),
        }
    )


class Card(Stars):
    """The same code with another currency: only what asks for the money is tried again."""

    way = "card"
    tried = frozenset({"sendInvoice", "answerPreCheckoutQuery"})


class OCPay(Purchase):
    way = "ocpay"
    like_stars_once_paid = True
    needs = frozenset(
        {
            ("supplier", "createLink"),
            ("supplier", "checkPayment"),
            ("supplier", "placeOrder"),
            ("telegram", "sendMessage"),
            ("telegram", "editMessageText"),
        }
    )

    def goes_on(self) -> None:
        payments.ends_on_the_page(self.person, payments.link(self.person, self.sees))
        # The page sends them back into the chat.
        self.person.sends("/start paid")


class Transfer(Purchase):
    way = "transfer"
    like_stars_once_paid = True
    needs = frozenset(
        {
            ("telegram", "sendMessage"),
            ("telegram", "getFile"),
            ("telegram", "sendPhoto"),
            ("telegram", "editMessageCaption"),
            ("telegram", "answerCallbackQuery"),
            ("supplier", "placeOrder"),
        }
    )

    def goes_on(self) -> None:
        payments.account(self.person, self.sees)
        payments.sends_receipt(self.person)
        payments.approves(self.person, payments.receipt_copy(self.person, self.sees))


class TopUp(Invoiced):
    """Money into the wallet without an order."""

    needs = frozenset(
        {
            ("telegram", "answerCallbackQuery"),
            ("telegram", "sendInvoice"),
            ("telegram", "answerPreCheckoutQuery"),
            ("telegram", "sendMessage"),
        }
    )

    def begins(self) -> None:
        self.person.sends("/topup 1000")

    def goes_on(self) -> None:
        wanted = "tub:1000:stars"
        message = self.sees(
            "the ways",
            lambda: payments.newest(self.person, lambda m: m if wanted in self.person.buttons(m) else None),
        )
        self.person.presses(message, wanted)
        super().goes_on()

    def is_over(self) -> Any:
        return payments.payments(self.lane, self.person)

    def check(self) -> None:
        (payment,) = payments.payments(self.lane, self.person)
        assert payment["state"] == "credited"
        assert payments.entries(self.lane, self.person) == [("topup", 100_000)]
        assert payments.stars_moved(self.lane, payment["charge_id"]) == ["source"]


class BackToStars(Journey):
    """A delivered order whose Stars the merchant sends back."""

    needs = frozenset(
        {
            ("telegram", "sendMessage"),
            ("telegram", "answerCallbackQuery"),
            ("telegram", "editMessageText"),
            ("telegram", "refundStarPayment"),
            ("telegram", "getStarTransactions"),
            ("telegram", "getUpdates"),
        }
    )

    def __init__(self, lane: Lane) -> None:
        super().__init__(lane)
        payments.confirmation(self.person, lane.world.goods(), "stars").buy()
        payments.pays_invoice(self.person, payments.invoice(self.person))
        settled(lane.shop)
        (self.order,) = lane.shop.orders(self.person)
        self.boss = lane.world.admin()

    def begins(self) -> None:
        self.asked = self.boss.sends(f"/refund {self.order['ref']} all a bad code")["message_id"]

    def goes_on(self) -> None:
        message = self.sees("the question", self._question)
        (data,) = (one for one in self.boss.buttons(message, "a-rf:") if one.endswith(":stars"))
        self.boss.presses(message, data)

    def _question(self) -> Any:
        after = self.boss.from_bot(self.asked)
        return next((m for m in reversed(after) if self.boss.buttons(m, "a-rf:")), None)

    def is_over(self) -> Any:
        return [row for row in payments.payments(self.lane, self.person) if row["state"] == "refunded"]

    def check(self) -> None:
        (payment,) = payments.payments(self.lane, self.person)
        price = payment["amount_centimes"]
        assert (payment["state"], payment["refunded_centimes"]) == ("refunded", price)
        assert payments.stars_moved(self.lane, payment["charge_id"]) == ["source", "receiver"]
        moved = [("topup", price), ("purchase", -price), ("staff_refund", price), ("payback", -price)]
        assert payments.entries(self.lane, self.person) == moved
        (order,) = self.lane.shop.orders(self.person)
        assert (order["status"], order["refunded_centimes"]) == ("fulfilled", price)


JOURNEYS: list[type[Journey]] = [Stars, Card, OCPay, Transfer, TopUp, BackToStars]


def asked_in_a_calm(journey: Journey) -> Counter[tuple[str, str]]:
    """How many requests of each kind at which it is to be killed there are from the first press to the last
    word.
    """
    lane = journey.lane
    wait_for("the start to be over", lambda: has_started(lane))
    start = lane.world.last_request()
    journey.begins()
    journey.goes_on()
    journey.sees("the end", journey.is_over)
    settled(lane.shop)
    asked = lane.requests_since(start)
    assert set(asked) >= journey.needs
    journey.check()
    if journey.tried is not None:
        asked = Counter({kind: number for kind, number in asked.items() if kind[1] in journey.tried})
    if journey.like_stars_once_paid:
        until_placed = lane.requests_since(start, until="placeOrder")
        asked = Counter(
            {
                kind: until_placed[kind] if kind[1] in WORDS else number
                for kind, number in asked.items()
                if kind[1] not in THE_SAME_IN_EACH_WAY
            }
        )
    return Counter({kind: 1 if kind[1] in COUNTED_ONCE else number for kind, number in asked.items()})


def has_started(lane: Lane) -> bool:
    """Whether the shop has asked all that it asks by itself when it opens."""
    answered = {line["method"] for line in lane.world.requests(after=lane.shop.opened_at) if line["status"]}
    known = lane.shop.value("SELECT count(*) FROM catalogue_cache")
    # The descriptions are said beside the start, the short one last.
    told = lane.shop.value(
        "SELECT count(*) FROM notes WHERE key = 'remembered:profile' AND value LIKE '%short%'"
    )
    return bool(known and told) and answered >= {"balance", "getStarTransactions"}


def is_killed(lane: Lane, journey: type[Journey], moment: Moment) -> None:
    story = journey(lane)
    lane.world.patch("/demo/telegram/mode", precheckout_seconds=2)
    lane.will_be_killed(moment)
    story.begins()
    story.goes_on()
    story.sees("the end", lambda: story.is_over() and not waiting(lane))
    # What comes in quick succession is asked and told at once, so a later one of a kind may not come this
    # time; nor does the float need to be read again within a minute.
    assert moment.nth > 1 or moment.method == "balance" or lane.met_its_fate()
    if lane.met_its_fate() and not story.died:
        # A question for updates that waits for some, if it was not this very moment.
        story.person.sends("/help")
        assert lane.was_killed()
    lane.world.clear_faults()
    lane.opens()
    settled(lane.shop)
    story.check()


def waiting(lane: Lane) -> Any:
    return lane.shop.rows("SELECT 1 FROM messages WHERE state <> 'sent'")
