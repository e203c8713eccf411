"""Telegram's own side of payments: who paid what, its ledger of Stars, and refunds, which it may refuse or
not answer.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import StarTransaction, TransactionPartner, TransactionPartnerUser, User
from telegram.error import BadRequest, TimedOut

from tests.fakes.clock import FakeClock

XTR = "XTR"
PAGE = 100  # Bot API getStarTransactions


@dataclass
class Charge:
    """One payment as Telegram knows it; in Stars it stands in the ledger."""

    id: str
    payload: str
    payer: int
    currency: str
    amount: int
    gone_back: bool = False


class FakeStars:
    """Implements `bot.payments.methods.stars.StarTransactions`. `script` holds what the next refunds do; an
    empty script obeys.

    A step is a word: `lose` (carried out, the answer is lost), `vanish` (not carried out, the answer is
    lost), `no` (refused for good).
    """

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.charges: dict[str, Charge] = {}
        self.ledger: list[StarTransaction] = []
        self.script: deque[str] = deque()

    def paid(self, payload: str, payer: int, currency: str, amount: int) -> Charge:
        """Somebody pays an invoice."""
        charge = Charge(f"charge-{len(self.charges)}", payload, payer, currency, amount)
        self.charges[charge.id] = charge
        if currency == XTR:
            self._write(charge, source=_partner(charge))
        return charge

    def gives_back(self, charge: Charge) -> None:
        """The payer has it back, whoever wanted that."""
        charge.gone_back = True
        if charge.currency == XTR:
            self._write(charge, receiver=_partner(charge))

    async def transactions(self, offset: int) -> Sequence[StarTransaction]:
        return self.ledger[offset : offset + PAGE]

    async def refund(self, user_id: int, charge_id: str) -> None:
        charge = self.charges[charge_id]
        assert charge.payer == user_id
        step = self.script.popleft() if self.script else ""
        if step == "no":
            raise BadRequest("Charge_not_refundable")
        if step == "vanish":
            raise TimedOut
        if charge.gone_back:
            raise BadRequest("Charge_already_refunded")
        self.gives_back(charge)
        if step == "lose":
            raise TimedOut

    def _write(self, charge: Charge, **way: TransactionPartner) -> None:
        self.ledger.append(
            StarTransaction(id=charge.id, amount=charge.amount, date=self.clock.now(), **way)  # type: ignore[arg-type]
        )


def _partner(charge: Charge) -> TransactionPartner:
    user = User(id=charge.payer, first_name="C", is_bot=False)
    return TransactionPartnerUser("invoice_payment", user, invoice_payload=charge.payload)
