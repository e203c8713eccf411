"""Customers who order and pay, by every way there is: at once, late, twice, oddly, without the shop hearing
of it.
"""

import asyncio
from decimal import Decimal
from typing import Any

from bot.payments.methods.bank_card import CARD
from bot.payments.methods.ocpay import OCPAY
from bot.payments.methods.stars import STARS
from bot.payments.methods.transfer import TRANSFER
from bot.shop.billing.intake import Received
from bot.shop.billing.requests import PaymentRequest
from bot.shop.errors import QuoteChangedError, ShopError
from tests.fakes.stars import XTR, Charge
from tests.shop.life.alive import GOODS, PEOPLE, Work
from tests.shop.life.cash import TOGETHER, answer, way_of
from tests.shop.life.meanwhile import Meanwhile
from tests.shop.life.purses import Paid

WAYS = (STARS, CARD, OCPAY, TRANSFER)
INVOICES = frozenset({STARS, CARD})


class Payers(Meanwhile):
    """What customers do; each method is one act, and draws what it needs to know."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.played: set[str] = set()
        """Links that were confirmed with play money."""

    # Orders and top-ups: what is asked for.

    def order(self, *, pays: bool = False) -> None:
        """As far as the question for money."""
        if self.draw((True, True, False)):
            self.calm_down()
        person, way = self.draw(PEOPLE), self.draw(WAYS)
        goods, quantity, code = self.draw(GOODS), self.draw((1, 1, 2, 3)), self.draw((True, False, False))
        quote = self.run(answer(self.quote(person, goods, quantity, code=code)))
        if isinstance(quote, ShopError):
            self.reached[f"quote: {type(quote).__name__}"] += 1
            return

        def asked(said: Any) -> None:
            self.sees(person, said)
            if pays and isinstance(said, tuple) and said[1] is not None:
                if self.draw((True, False, False)):
                    self.something_moves(goods)
                self._pays(said[1])

        work: Work = lambda: self.shop.cash_desk.pay_draft(person, quote.draft_id, way, message_id=7)  # noqa: E731
        self.do(f"order by {way}", work, asked)

    def order_and_pay(self) -> None:
        """The whole way."""
        self.order(pays=True)

    def top_up(self) -> None:
        person, dinars, way = self.draw(PEOPLE), self.draw((500, 1000, 2500)), self.draw(WAYS)
        self.do(
            f"top up by {way}",
            lambda: self.shop.cash_desk.top_up(person, dinars, way),
            lambda said: self.sees(person, said),
        )

    def change_mind(self) -> None:
        """Something else about an order that was made; most often about one that waits for its money."""
        made = [order for order in self.now.orders if order.draft_id in self.purses.quotes]
        if not made:
            return
        waiting = [order for order in made if order.status == "awaiting_payment"]
        order, way = self.one_of(waiting or made), self.draw(WAYS)
        person, ref = order.customer_id, order.ref
        works: dict[str, Work] = {
            "cancel": lambda: self.shop.waiting_orders.cancel(person, ref),
            "pay from wallet": lambda: self.shop.waiting_orders.pay_from_wallet(person, ref),
            "another way": lambda: self.shop.cash_desk.pay_order(person, ref, way),
            "press the old button": lambda: self.shop.cash_desk.pay_draft(
                person, order.draft_id, way, message_id=7
            ),
        }
        name = self.draw(("cancel", "pay from wallet", "another way", "another way", "press the old button"))
        self.do(name, works[name], lambda said: self.sees(person, said))

    def sees(self, person: int, said: Any) -> None:
        """What a customer has on the screen now: a request to pay, or nothing to pay any more."""
        if isinstance(said, QuoteChangedError):
            self.purses.shown(person, said.confirmation)
        if isinstance(said, tuple):
            _, said = said
        if isinstance(said, PaymentRequest):
            self.purses.requests[said.id] = said

    def one_of(self, things: Any) -> Any:
        """Most often one of the latest."""
        return things[-1 - min(self.draw(range(len(things))), self.draw(range(len(things))))]

    def asked(self, *ways: str) -> list[PaymentRequest]:
        return [request for request in self.purses.requests.values() if request.way in ways]

    def _pays(self, request: PaymentRequest) -> None:
        """Without ado."""
        if request.way in INVOICES:
            self.tell(self._charge(request), TOGETHER)
        elif request.way == OCPAY:
            self._paid_on_page(request, request.amount.centimes)
        else:
            self._sends_a_receipt(request.customer_id, TOGETHER)

    # Telegram's invoices.

    def pay_an_invoice(self) -> None:
        """Telegram asks first. When the answer comes too late for it, the money moves all the same."""
        if not (invoices := self.asked(*INVOICES)):
            return
        request = self.one_of(invoices)
        if self.draw((True, False, False)):
            self.clock.tick(31 * 60)
        why = self.run(
            self.shop.payment_requests.refusal(
                request.id,
                payer_id=request.customer_id,
                currency=request.currency,
                currency_amount=request.currency_amount,
            )
        )
        all_the_same = self.draw((True, False))
        self.reached[f"pre-checkout: {why}"] += 1
        if why is not None and not all_the_same:
            return
        if why is not None:
            self.reached["paid though refused"] += 1
        charge = self._charge(request)
        told = self.draw(("once", "twice", "at once", "lost"))
        self.reached[f"told {told}"] += 1
        if told != "lost":
            self.tell(charge, told=told)

    def pay_oddly(self) -> None:
        """Something that no request of the shop's asked for."""
        if not (invoices := self.asked(*INVOICES)):
            return
        request = self.one_of(invoices)
        odd = self.draw(("amount", "payer", "payload", "currency"))
        charge = self.stars.paid(
            "another-bots-payload" if odd == "payload" else request.id,
            PEOPLE[PEOPLE.index(request.customer_id) - 1] if odd == "payer" else request.customer_id,
            ("USD" if request.currency == XTR else XTR) if odd == "currency" else request.currency,
            request.currency_amount + (odd == "amount"),
        )
        self._charged(charge, 0)
        if self.draw((True, True, False)):
            self.tell(charge)

    def hear_late(self) -> None:
        """An update that Telegram kept, or delivers once more."""
        if charges := list(self.stars.charges.values()):
            self.tell(self.one_of(charges), told="late")

    def tell(self, charge: Charge, how: str | None = None, *, told: str = "once") -> None:
        """The payment's update reaches the shop."""

        def heard(said: list[Received]) -> None:
            self.purses.paid[way_of(charge), charge.id].heard = True
            self.reached.update(f"money {told}: {each.outcome}" for each in said)

        async def tell() -> list[Received]:
            if told == "at once":
                return list(await asyncio.gather(self.hear(charge), self.hear(charge)))
            return [await self.hear(charge) for _ in range(2 if told == "twice" else 1)]

        self.do(f"tell {told}", tell, heard, how)

    def _charge(self, request: PaymentRequest) -> Charge:
        charge = self.stars.paid(request.id, request.customer_id, request.currency, request.currency_amount)
        self._charged(charge, request.amount.centimes)
        return charge

    def _charged(self, charge: Charge, worth: int) -> None:
        self.purses.paid[way_of(charge), charge.id] = Paid(
            charge.payer, charge.currency, charge.amount, {worth}
        )

    # OCPay's pages.

    def on_the_page(self) -> None:
        if not (links := self.asked(OCPAY)):
            return
        final = self.played | {ref for way, ref in self.purses.paid if way == OCPAY}
        request = self.one_of([link for link in links if _page(link) not in final] or links)
        ref = _page(request)
        what = self.draw(("pays", "pays late", "fails", "fails and pays", "another amount", "play money"))
        if ref in final:
            what = "comes back"
        if what == "pays late":
            self.clock.tick(25 * 60)
        if what.startswith("fails"):
            self.pages.says(ref, "FAILED")
            self.clock.tick(5)
            self.work("links")
        if what == "play money":
            self.pages.says(ref, "CONFIRMED", amount=int(request.amount.dinars), isSandbox=True)
            self.played.add(ref)
        elif what not in {"fails", "comes back"}:
            self._paid_on_page(request, request.amount.centimes - 100 * (what == "another amount"))
        if self.draw((True, False)):
            self.do("come back from the page", lambda: self._comes_back(request))

    def _paid_on_page(self, request: PaymentRequest, centimes: int) -> None:
        ref = _page(request)
        when = "late" if self.clock.now() >= request.expires_at else "in time"
        failed = " after it failed" if ref in self.pages.said else ""
        status = {row.ref: row.status for row in self.now.orders}.get(request.order_ref, "a new order")
        state = "a top-up" if request.order_ref is None else status
        self.reached.update((f"page paid {when}{failed}", f"page paid for: {state}"))
        self.pages.says(ref, "CONFIRMED", amount=centimes // 100, isSandbox=False)
        self.supplier._book("DEPOSIT", Decimal(centimes) / 100, ref)
        worth = centimes if centimes == request.amount.centimes else 0
        self.purses.paid[OCPAY, ref] = Paid(request.customer_id, "DZD", centimes, {worth})

    async def _comes_back(self, request: PaymentRequest) -> None:
        await self.shop.payment_requests.hurry(request.customer_id)
        await self.shop.links.check_due()

    # Transfers.

    def send_a_receipt(self) -> None:
        if transfers := self.asked(TRANSFER):
            self._sends_a_receipt(self.one_of(transfers).customer_id)

    def _sends_a_receipt(self, person: int, how: str | None = None) -> None:
        file = self.draw(("F1", "F2", "F3"))
        work: Work = lambda: self.shop.transfer_proofs.send(  # noqa: E731
            person, kind="photo", file_id=f"id-{file}", file_unique_id=file, number=None
        )
        self.do("send a receipt", work, how=how)


def _page(request: PaymentRequest) -> str:
    return (request.url or "").rsplit("/", 1)[-1]
