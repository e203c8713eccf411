"""Telegram's payments: invoices, the pre-checkout question with its ten seconds, charges, refunds, the ledger
of Stars.

Sources: Bot API "Payments" and "Telegram Stars". Other currencies than XTR are played with a provider's test
token. One invoice can be paid again and again, by several people, as on Telegram; what keeps a shop from
serving twice is the charge id.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.demo.telegram.chats import Chats, Person
from bot.demo.telegram.keyboards import Markup
from bot.demo.telegram.messages import Messages
from bot.demo.telegram.rooms.posts import Message
from bot.demo.telegram.updates import Updates
from bot.demo.telegram.wire import InvalidError, RefusedError

Params = dict[str, Any]

PRECHECKOUT_SECONDS: Final = 10.0
QUERY_TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"
MOST_TITLE: Final = 32
MOST_DESCRIPTION: Final = 255
MOST_PAYLOAD_BYTES: Final = 128
MOST_TRANSACTIONS: Final = 100
STARS: Final = "XTR"
CURRENCIES: Final = (
    "EUR",
    "USD",
    "GBP",
    "CAD",
    "AED",
)  # some of those that the Bot API's list names, two decimals each
TOLD: Final = ("once", "twice", "lost")
_START_PARAMETER: Final = re.compile(r"[A-Za-z0-9_-]{0,64}")
_LINK: Final = "https://t.me/$"


@dataclass(slots=True)
class _Question:
    """A pre-checkout query that waits for the bot."""

    deadline: float
    answer: asyncio.Future[str | None]
    """None: the bot agrees. Otherwise its reason for the person."""


class Payments:
    """Everything about Stars between people and the bot."""

    def __init__(self, chats: Chats, messages: Messages, updates: Updates) -> None:
        self.precheckout_seconds = PRECHECKOUT_SECONDS
        self._chats = chats
        self._messages = messages
        self._updates = updates
        self._links: dict[str, Params] = {}
        self._questions: dict[str, _Question] = {}
        self._ledger: list[dict[str, Any]] = []
        self._last_id = time.time_ns()

    def methods(self) -> dict[str, Callable[[Params], Any]]:
        """What it answers, by method name."""
        return {
            "sendInvoice": self.send_invoice,
            "createInvoiceLink": self.create_link,
            "answerPreCheckoutQuery": self.answer_question,
            "refundStarPayment": self.refund,
            "getStarTransactions": self.transactions,
            "getMyStarBalance": self.balance,
        }

    def send_invoice(self, params: Params) -> Message:
        """`sendInvoice`. Without own buttons Telegram hangs the pay button below."""
        invoice = _invoice(params)
        if not _START_PARAMETER.fullmatch(params.get("start_parameter", "")):
            raise InvalidError("START_PARAM_INVALID")
        buttons = params.get("reply_markup") or _pay_button(invoice)
        shown = {name: invoice[name] for name in ("title", "description", "currency", "total_amount")}
        shown["start_parameter"] = params.get("start_parameter", "")
        return self._messages.send({**params, "reply_markup": buttons}, {"invoice": shown}, invoice=invoice)

    def create_link(self, params: Params) -> str:
        """`createInvoiceLink`."""
        slug = secrets.token_urlsafe(12)
        self._links[slug] = _invoice(params)
        return _LINK + slug

    def invoice_of(self, person: Person, wanted: Mapping[str, Any]) -> Params:
        """The invoice in that message of the person's chat, or behind that link. Raises LookupError in
        words.
        """
        link = wanted.get("link")
        invoice: Params | None
        if isinstance(link, str):
            invoice = self._links.get(link.removeprefix(_LINK))
        else:
            post = person.posts.get(wanted.get("message_id", 0))
            invoice = post.invoice if post else None
        if invoice is None:
            raise LookupError("there is no such invoice")
        return invoice

    async def pay(self, person: Person, invoice: Params, *, told: str = "once") -> dict[str, Any]:
        """The person confirms: the bot is asked and has ten seconds, then the Stars move.

        `told` is how often the bot hears of it (`once`, `twice`, `lost`). Gives `status`: `paid` (with the
        charge id and the updates' ids), `refused` (with the bot's reason) or `timeout`.
        """
        self._last_id += 1
        question_id = str(self._last_id)
        question = _Question(
            self._chats.clock.monotonic() + self.precheckout_seconds,
            asyncio.get_running_loop().create_future(),
        )
        self._questions[question_id] = question
        shared = {name: invoice[name] for name in ("currency", "total_amount")} | {
            "invoice_payload": invoice["payload"]
        }
        self._publish(person, question_id, "asked")
        self._updates.push(
            "pre_checkout_query", {"id": question_id, "from": person.user, **shared}, person_id=person.id
        )
        timer = asyncio.create_task(self._chats.clock.sleep(self.precheckout_seconds))
        await asyncio.wait((question.answer, timer), return_when=asyncio.FIRST_COMPLETED)
        timer.cancel()
        self._questions.pop(question_id, None)
        if not question.answer.done():
            self._publish(person, question_id, "timeout")
            return {"status": "timeout"}
        reason = question.answer.result()
        if reason is not None:
            self._publish(person, question_id, "refused", error_message=reason)
            return {"status": "refused", "error_message": reason}
        charge_id = f"stx{secrets.token_urlsafe(24)}"
        if invoice["currency"] == STARS:
            self._book(charge_id, "source", person, invoice)
        post = self._chats.post(
            person,
            {
                "successful_payment": {
                    **shared,
                    "telegram_payment_charge_id": charge_id,
                    "provider_payment_charge_id": f"{person.id}_{len(self._ledger)}",
                }
            },
            from_bot=False,
        )
        invoice["paid"] = True
        for asked in person.posts.values():
            if asked.invoice is invoice:
                self._chats.hub.publish("edit", chat_id=person.id, message=asked.seen())
        times = TOLD.index(told) + 1 if told != "lost" else 0
        update_ids = [self._updates.push("message", post.message, person_id=person.id) for _ in range(times)]
        self._publish(person, question_id, "paid")
        return {"status": "paid", "telegram_payment_charge_id": charge_id, "update_ids": update_ids}

    def _publish(self, person: Person, question_id: str, state: str, **more: Any) -> None:
        self._chats.hub.publish(
            "precheckout", user_id=person.id, pre_checkout_query_id=question_id, state=state, **more
        )

    def answer_question(self, params: Params) -> bool:
        """`answerPreCheckoutQuery`, in time and once."""
        reason = None if params["ok"] else params.get("error_message")
        if not params["ok"] and not reason:
            raise InvalidError("error message must be non-empty")
        question = self._questions.pop(params["pre_checkout_query_id"], None)
        if question is None or self._chats.clock.monotonic() >= question.deadline:
            raise RefusedError(QUERY_TOO_OLD)
        question.answer.set_result(reason)
        return True

    def refund(self, params: Params) -> bool:
        """`refundStarPayment`: once for each charge; the person and the bot are told."""
        charge_id = params["telegram_payment_charge_id"]
        booked = [one for one in self._ledger if one["id"] == charge_id]
        paid = next((one for one in booked if "source" in one), None)
        if paid is None or paid["source"]["user"]["id"] != params["user_id"]:
            raise RefusedError("CHARGE_ID_INVALID")
        if len(booked) > 1:
            raise RefusedError("CHARGE_ALREADY_REFUNDED")
        person = self._chats.people[params["user_id"]]
        invoice = {"total_amount": paid["amount"], "payload": paid["source"]["invoice_payload"]}
        self._book(charge_id, "receiver", person, invoice)
        refunded = {
            "currency": "XTR",
            "total_amount": paid["amount"],
            "invoice_payload": invoice["payload"],
            "telegram_payment_charge_id": charge_id,
        }
        post = self._chats.post(person, {"refunded_payment": refunded}, from_bot=False)
        self._updates.push("message", post.message, person_id=person.id)
        return True

    def _book(self, charge_id: str, side: str, person: Person, invoice: Mapping[str, Any]) -> None:
        partner = {
            "type": "user",
            "transaction_type": "invoice_payment",
            "user": person.user,
            "invoice_payload": invoice["payload"],
        }
        self._ledger.append(
            {"id": charge_id, "amount": invoice["total_amount"], "date": self._chats.now(), side: partner}
        )

    def transactions(self, params: Params) -> dict[str, Any]:
        """`getStarTransactions`, oldest first."""
        limit = params.get("limit", MOST_TRANSACTIONS)
        if not 1 <= limit <= MOST_TRANSACTIONS:
            raise InvalidError("LIMIT_INVALID")
        offset = max(params.get("offset", 0), 0)
        return {"transactions": self._ledger[offset : offset + limit]}

    def balance(self, _params: Params) -> dict[str, int]:
        """`getMyStarBalance`."""
        return {"amount": sum(one["amount"] if "source" in one else -one["amount"] for one in self._ledger)}

    def dump(self) -> dict[str, Any]:
        """Links and ledger, fit for JSON. A payment under way does not outlive its process."""
        return {"links": self._links, "ledger": self._ledger}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Replaces everything with what was dumped."""
        self.precheckout_seconds = PRECHECKOUT_SECONDS
        self._links, self._ledger = dict(kept["links"]), list(kept["ledger"])
        self._questions.clear()


def _invoice(params: Params) -> Params:
    if not 1 <= len(params["title"]) <= MOST_TITLE:
        raise InvalidError("INVOICE_TITLE_INVALID")
    if not 1 <= len(params["description"]) <= MOST_DESCRIPTION:
        raise InvalidError("INVOICE_DESCRIPTION_INVALID")
    if not 1 <= len(params["payload"].encode()) <= MOST_PAYLOAD_BYTES:
        raise InvalidError("INVOICE_PAYLOAD_INVALID")
    if params["currency"] not in {STARS, *CURRENCIES}:
        raise InvalidError("CURRENCY_INVALID")
    token = params.get("provider_token", "")
    # Stars have no provider; of providers only the test ones are played, whose tokens say so.
    if bool(token) == (params["currency"] == STARS) or (token and ":TEST:" not in token):
        raise InvalidError("PAYMENT_PROVIDER_INVALID")
    if len(params["prices"]) != 1 or params["prices"][0]["amount"] < 1 or not params["prices"][0]["label"]:
        raise InvalidError("STARS_INVOICE_INVALID")
    return {
        "title": params["title"],
        "description": params["description"],
        "payload": params["payload"],
        "currency": params["currency"],
        "total_amount": params["prices"][0]["amount"],
    }


def _pay_button(invoice: Params) -> Markup:
    amount, currency = invoice["total_amount"], invoice["currency"]
    price = f"⭐️{amount}" if currency == STARS else f"{amount // 100}.{amount % 100:02} {currency}"
    return {"inline_keyboard": [[{"text": f"Pay {price}", "pay": True}]]}
