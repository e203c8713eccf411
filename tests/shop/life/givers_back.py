"""Staff who decide about money, and money that goes back: on their asking, or because its payer's side takes
it.
"""

from typing import Any

from bot.payments.methods.stars import STARS
from bot.payments.methods.transfer import TRANSFER
from bot.shop.billing.intake import Received
from bot.shop.billing.refunds import WALLET
from bot.shop.errors import ShopError
from bot.shop.money import Money
from storage.money import payments
from storage.money.payment_rows import PaymentRow
from tests.fakes.stars import XTR
from tests.shop.life.alive import PEOPLE, Work
from tests.shop.life.cash import TOGETHER, answer, way_of
from tests.shop.life.payers import Payers
from tests.shop.life.purses import INVITER, Paid
from tests.shop.whole import OTHER_STAFF, STAFF


class GiversBack(Payers):
    """What staff and the payers' banks do."""

    # Receipts.

    def decide_on_a_receipt(self) -> None:
        """One of the staff decides, or two at once."""
        if not (transfers := self.asked(TRANSFER)):
            return
        sent = {row.id for row in self.now.requests if row.state == "submitted"}
        request = self.one_of([each for each in transfers if each.id in sent] or transfers)
        if self.draw((True, False)):
            self._decide_on(request, STAFF, TOGETHER)
        self._decide_on(request, OTHER_STAFF)

    def _decide_on(self, request: Any, who: int, how: str | None = None) -> None:
        act = self.draw(("approve", "approve", "approve less", "reject"))
        if act == "reject":
            self.do(act, lambda: self.shop.transfer_proofs.reject(who, request.id, "unreadable"), how=how)
            return
        dinars = None if act == "approve" else int(request.amount.dinars) // 2
        worth = request.amount.centimes if dinars is None else dinars * 100
        key = (TRANSFER, request.id)
        paid = self.purses.paid.setdefault(key, Paid(request.customer_id, "DZD", None, set()))
        paid.worth.add(worth)

        def decided(said: Any) -> None:
            if isinstance(said, Received):
                self.reached[f"{act}: {said.outcome}"] += 1
                paid.heard, paid.worth = True, {worth}

        self.do(act, lambda: self._approves(who, request.id, dinars), decided, how)

    async def _approves(self, who: int, request_id: str, dinars: int | None) -> Received:
        """Looks at the receipt, and at the earlier ones that are like it."""
        seen = await self.shop.transfer_proofs.view(request_id)
        return await self.shop.transfer_proofs.approve(who, request_id, dinars, saw=seen.mark)

    # Payments that fit nothing.

    def settle_a_stray_payment(self) -> None:
        if not any(row.state == "unmatched" for row in self.now.payments):
            return
        stray = self.one_of(self.run(self.shop.refunds.payments(unmatched=True)).items)
        worth = self.shop.cash_desk.worth(stray.way, stray.currency, stray.currency_amount)
        act = self.draw(("credit", "send back", "both"))
        if act != "send back" and worth:
            self._credit(stray.id, worth, TOGETHER if act == "both" else None)
        if act != "credit":
            self._send_back(stray.id)

    def _credit(self, payment_id: int, worth: Money, how: str | None) -> None:
        paid = self._paid_for(payment_id)
        paid.worth.add(worth.centimes)

        def credited(said: Any) -> None:
            if said is True:
                paid.worth = {worth.centimes}

        work: Work = lambda: self.shop.refunds.credit(STAFF, payment_id, worth)  # noqa: E731
        self.do("credit a stray payment", work, credited, how)

    def send_a_payment_back(self) -> None:
        if came := [row for row in self.now.payments if row.way == STARS]:
            self._send_back(self.one_of(came).id)

    def _send_back(self, payment_id: int) -> None:
        """Telegram obeys, refuses, or does either without an answer."""
        self._paid_for(payment_id).asked_back = True
        self.stars.script.append(self.draw(("", "", "no", "lose", "vanish")))
        self.do("send a payment back", lambda: self.shop.refunds_to_payer.ask(OTHER_STAFF, payment_id))
        if self.draw((True, False)):
            self.work("stars")

    def _paid_for(self, payment_id: int) -> Paid:
        row = self.run(self._payment(payment_id))
        return self.purses.paid[row.way, row.charge_id]

    async def _payment(self, payment_id: int) -> PaymentRow:
        async with self.db.read() as conn:
            row = await payments.get(conn, payment_id)
        assert row is not None
        return row

    # Orders.

    def refund(self) -> None:
        """All or half of what is left of an order's price, once or in two presses of the same button."""
        delivered = [order for order in self.now.orders if order.fulfilled_quantity]
        if not delivered:
            return
        order = self.one_of(delivered)
        part, to = self.draw((1, 2)), self.draw((WALLET, STARS))
        offer = self.run(answer(self.shop.refunds.offer(order.ref)))
        if isinstance(offer, ShopError):
            return
        if part == 1 and offer.charge is not None:
            to = self.draw((to, STARS))
        amount, key = Money(offer.left.centimes // part), self.key()
        if to == STARS:
            for row in self.now.payments:
                self.purses.paid[row.way, row.charge_id].asked_back |= row.way == STARS

        def refunded(said: Any) -> None:
            if not isinstance(said, ShopError):
                self.purses.refunds[key] = (order.ref, amount.centimes)

        name = f"refund {'all' if part == 1 else 'half'} to {to}"
        work: Work = lambda: self.shop.refunds.refund(STAFF, order.ref, amount, None, to=to, key=key)  # noqa: E731
        if self.draw((True, False)):
            self.do(name, work, refunded, TOGETHER)
        self.do(name, work, refunded)

    def take_back(self) -> None:
        """The payer's bank or Telegram takes a charge back, and nobody had asked."""
        charges = [charge for charge in self.stars.charges.values() if not charge.gone_back]
        if not charges:
            return
        charge = self.one_of(charges)
        self.stars.gives_back(charge)
        # A chat's updates come in their order, so of a card's refund nobody hears before its payment.
        heard = self.purses.paid[way_of(charge), charge.id].heard or charge.currency == XTR
        if heard and self.draw((True, False)):
            self.do("refund told", lambda: self.shop.refunds_to_payer.done(way_of(charge), charge.id))

    def book(self) -> None:
        """Staff fill or empty a wallet by hand; of rewards they take some, as if they were spent."""
        person, dinars, key = (
            self.draw((*PEOPLE, INVITER)),
            self.draw((-1000, -100, 100, 300, 3000)),
            self.key(),
        )
        if person == INVITER:
            dinars = -30

        def booked(said: Any) -> None:
            if not isinstance(said, ShopError):
                self.purses.by_hand[key] = (person, dinars * 100)

        def work() -> Any:
            act = self.shop.wallet_adjustments.credit if dinars > 0 else self.shop.wallet_adjustments.debit
            return act(STAFF, person, abs(dinars), None, key=key)

        self.do("book", work, booked)
