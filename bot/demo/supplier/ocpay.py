"""OCPay at the sandbox: payment links, what their visitors do, and when that becomes money (contract §6).

A link nobody has begun to pay ends after 20 minutes; one that was begun may confirm later. A confirmation
puts the money into the account's wallet, once, and is final; so is a failure, unless a test confirms it after
all. Knows no HTTP.
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from bot.demo.supplier.answers import ApiError
from bot.demo.supplier.modes import Modes

LIFE_SECONDS: Final = 20 * 60
PENDING: Final = "PENDING"
CONFIRMED: Final = "CONFIRMED"
FAILED: Final = "FAILED"
_REF_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass
class Payment:
    """One link. `amount` is whole dinars, times are milliseconds UTC."""

    ref: str
    uid: str
    title: str
    amount: int
    description: str
    fee_mode: str
    success_message: str
    redirect_url: str
    sandbox: bool
    time: int
    status: str = PENDING
    begun: bool = False
    due: int | None = None
    finished_at: int | None = None
    deposited: bool = False

    @property
    def ends(self) -> int:
        """When the link ends if nobody has begun to pay."""
        return self.time + LIFE_SECONDS * 1000


class Payments:
    """All links. `credit(payment)` puts its money into the wallet; `changed(what, id)` tells the watchers."""

    def __init__(
        self,
        now: Callable[[], int],
        modes: Callable[[], Modes],
        credit: Callable[[Payment], None],
        changed: Callable[[str, str], None],
    ) -> None:
        self._now = now
        self._modes = modes
        self._credit = credit
        self._changed = changed
        self._all: dict[str, Payment] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def newest_first(self) -> list[Payment]:
        """Every link as it is at this moment."""
        for payment in self._all.values():
            self._catch_up(payment)
        return list(self._all.values())[::-1]

    def get(self, ref: str) -> Payment:
        """One link as it is at this moment. Raises LookupError."""
        payment = self._all.get(ref)
        if payment is None:
            raise LookupError(f"no payment {ref}")
        self._catch_up(payment)
        return payment

    def create(self, *, sandbox: bool, **asked: Any) -> Payment:
        """A new link. Raises ApiError while the merchant is not validated (§6.1), with any key."""
        if self._modes().payments == "not_validated":
            raise ApiError(403, "FORBIDDEN", "Your merchant account is not validated yet")
        now = self._now()
        payment = Payment(ref=_new_ref(), uid=secrets.token_hex(12), sandbox=sandbox, time=now, **asked)
        self._all[payment.ref] = payment
        self._wait_for(payment)
        self._changed("payment", payment.ref)
        return payment

    def pay(self, payment: Payment) -> bool:
        """The visitor pays at once; False when the link has ended or is being paid already."""
        self._catch_up(payment)
        return not payment.begun and self._end(payment, CONFIRMED)

    def decline(self, payment: Payment) -> bool:
        """The bank says no, or the visitor gives up."""
        self._catch_up(payment)
        return not payment.begun and self._end(payment, FAILED)

    def pay_late(self, payment: Payment, seconds: float | None = None) -> bool:
        """The visitor pays, and the bank takes its time: without `seconds`, until after the link's 20
        minutes.
        """
        self._catch_up(payment)
        if payment.status != PENDING or payment.begun:
            return False
        payment.begun = True
        wait = self._modes().pay_late_seconds if seconds is None else seconds
        payment.due = self._now() + round(wait * 1000)
        self._wait_for(payment)
        self._changed("payment", payment.ref)
        return True

    def confirm(self, payment: Payment) -> bool:
        """By a test's hand: the money is there, even after a failure (a late confirmation). False when it was
        before.
        """
        if payment.status == FAILED:
            payment.status = PENDING
        return self._end(payment, CONFIRMED)

    def fail(self, payment: Payment) -> bool:
        """By a test's hand: the link ends without money, begun or not."""
        return self._end(payment, FAILED)

    def book(self) -> None:
        """Puts into the wallet what was paid while deposits were withheld, unless they still are."""
        for payment in self._all.values():
            if payment.status == CONFIRMED and not payment.sandbox and not payment.deposited:
                self._book(payment)

    def dump(self) -> list[dict[str, Any]]:
        """All of them, fit for JSON."""
        return [asdict(payment) for payment in self._all.values()]

    def restore(self, kept: list[Mapping[str, Any]]) -> None:
        """Takes up an earlier `dump`; links that wait go on."""
        self.stop()
        # A snapshot from before this was kept: what was confirmed was booked at once.
        booked = ({"deposited": row["status"] == CONFIRMED, **row} for row in kept)
        self._all = {row["ref"]: Payment(**row) for row in booked}
        for payment in self._all.values():
            self._wait_for(payment)

    def stop(self) -> None:
        """Stops all clocks."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _catch_up(self, payment: Payment) -> None:
        """What the clock has decided meanwhile, for timers are late and a test's clock rings none."""
        if payment.status != PENDING:
            return
        now = self._now()
        if payment.due is not None and now >= payment.due:
            self._end(payment, CONFIRMED)
        elif not payment.begun and now >= payment.ends:
            self._end(payment, FAILED)

    def _end(self, payment: Payment, status: str) -> bool:
        if payment.status != PENDING:
            return False
        if timer := self._timers.pop(payment.ref, None):
            timer.cancel()
        payment.status, payment.due, payment.finished_at = status, None, self._now()
        payment.begun = payment.begun or status == CONFIRMED
        if status == CONFIRMED and not payment.sandbox:
            self._book(payment)
        self._changed("payment", payment.ref)
        return True

    def _book(self, payment: Payment) -> None:
        if self._modes().deposits != "withheld":
            payment.deposited = True
            self._credit(payment)

    def _wait_for(self, payment: Payment) -> None:
        if payment.status != PENDING:
            return
        if timer := self._timers.pop(payment.ref, None):
            timer.cancel()
        seconds = max(0, (payment.due or payment.ends) - self._now()) / 1000
        self._timers[payment.ref] = asyncio.get_running_loop().call_later(
            seconds, self._catch_up_in_time, payment
        )

    def _catch_up_in_time(self, payment: Payment) -> None:
        self._timers.pop(payment.ref, None)
        self._catch_up(payment)
        self._wait_for(payment)  # a timer may ring a moment early


def _new_ref() -> str:
    letters = "".join(secrets.choice(_REF_LETTERS) for _ in range(10))
    return f"OCPL-{letters[:6]}-{letters[6:]}"
