"""The sandbox's front: what `bot.demo.world` mounts, shows and keeps. It answers nothing by itself."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from starlette.routing import BaseRoute

from bot.demo.events import EventHub
from bot.demo.faults import Faults
from bot.demo.supplier import views
from bot.demo.supplier.api import Api
from bot.demo.supplier.books import Books
from bot.demo.supplier.control import SupplierControl
from bot.demo.supplier.keys import Doorkeeper
from bot.demo.supplier.ocpay import Payment, Payments
from bot.demo.supplier.pay_page import PayPage

_SHOWN = 100


class Supplier:
    """The supplier of the demo. `now` gives seconds since 1970; tests may hand in their own."""

    def __init__(self, hub: EventHub, faults: Faults, *, now: Callable[[], float] = time.time) -> None:
        def milliseconds() -> int:
            return int(now() * 1000)

        self._hub = hub
        self._door = Doorkeeper(now)
        self.books = Books(milliseconds, self._changed)
        self.payments = Payments(milliseconds, lambda: self.books.modes, self._credit, self._changed)
        self._api = Api(self.books, self.payments, self._door, faults, milliseconds)

    def routes(self) -> list[BaseRoute]:
        """The API, under `/v3`."""
        return self._api.routes()

    def control_routes(self) -> list[BaseRoute]:
        """What the page and tests may see and turn, under `/demo/supplier`, and the pay page."""
        return [
            *SupplierControl(self.books, self.payments, self._changed).routes(),
            *PayPage(self.payments).routes(),
        ]

    def snapshot(self) -> dict[str, Any]:
        """All that the page shows of the supplier; of orders and transactions the newest."""
        return views.panel(self.books, self.payments, last=_SHOWN)

    def dump(self) -> dict[str, Any]:
        """What is kept between two starts."""
        return self.books.dump() | {"payments": self.payments.dump()}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Takes up what an earlier `dump` kept, and lets locked-out callers in again."""
        self.books.restore(kept)
        self.payments.restore(kept.get("payments", []))
        self._door.forget()

    def close(self) -> None:
        """Stops the clocks of orders and payments in hand; a later start goes on with them."""
        self.books.stop()
        self.payments.stop()

    def _credit(self, payment: Payment) -> None:
        """A customer's payment arrives in the account's wallet, in the way that the mode says."""
        centimes, how = payment.amount * 100, self.books.modes.deposits
        if how == "nameless":
            self.books.deposit(centimes, "", "Deposit")
        elif how == "received":
            self.books.deposit(centimes, payment.uid, f"OCPay {payment.ref}", kind="RECEIVE")
        else:
            fee = centimes // 100 if how == "less_fee" else 0
            self.books.deposit(centimes - fee, payment.ref, f"OCPay {payment.ref}")

    def _changed(self, what: str, subject: str) -> None:
        self._hub.publish("supplier", what=what, id=subject)
