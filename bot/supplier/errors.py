"""What can go wrong at the supplier, named by what the caller must do. Nothing here holds a secret.

    SupplierError                 code, status, request_id, message
    ├── NotPlaced                 nothing was bought, and that is certain
    │   ├── OutOfStock            the type has no stock: read the stock again, let the customer choose
    │   ├── NoBalance             our own wallet is too low (required, available): tell the merchant
    │   ├── Refused               a final no: do not send this again as it is
    │   │   ├── RefRefused        they do not take our `ref`: the same order without it may pass
    │   │   └── PaymentsOff       the account may not take payments (yet): its owner has it validated
    │   ├── NotFound              no such object (for this key, in this environment)
    │   ├── NoSuchPath            no such address: our base URL or their paths have changed
    │   ├── KeyTrouble            the key, or our address, is not let in: a person must act (latched)
    │   ├── SlowDown              too many requests: wait `retry_after` seconds
    │   └── Unreachable           nothing got as far as the supplier: later, again (also an Unavailable)
    ├── DuplicatedRef             an earlier attempt with this ref was accepted: find it, never send a new one
    ├── Unknown                   placeOrder may or may not have bought: look for the order, never repeat
    └── Unavailable               a read brought nothing to rely on; it may be tried again
        └── Unreachable

`Unknown` is raised by `place_order` only, `Unavailable` by everything else. Every other class means the same
for both. The names say what happened, without "Error": most are outcomes that `placing_outcome` weighs, not
faults.
"""

from decimal import Decimal
from typing import Literal


class SupplierError(Exception):
    """Any answer, or lack of one, that is not what was asked for.

    Attributes:
        code: their error code, upper case with underscores (contract §1.6), or a word of ours for what
        happened on
            the way (`CONNECT_TIMEOUT`, `UNREADABLE`, `BUDGET`); None where they gave none.
        status: the HTTP status; None when nothing was received, or nothing was sent. request_id: their id of
        the request, for support. message: their words, or ours, cut short; for logs and staff, never for
        customers and never to decide on.
    """

    def __init__(
        self,
        code: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        message: str = "",
    ) -> None:
        """All four may be missing."""
        super().__init__(code, status, request_id, message)
        self.code = code
        self.status = status
        self.request_id = request_id
        self.message = message

    def __str__(self) -> str:
        """One line: status, code, words, request id; what is missing is left out."""
        parts = [str(part) for part in (self.status, self.code, self.message) if part]
        if self.request_id:
            parts.append(f"(request {self.request_id})")
        return " ".join(parts)


class NotPlaced(SupplierError):  # noqa: N818 - named by what to do
    """Nothing was bought, for certain."""


class OutOfStock(NotPlaced):
    """The type has too little stock. The contract publishes no code for it; any code that speaks of stock is
    one.
    """


class NoBalance(NotPlaced):
    """Our wallet at the supplier cannot pay for this.

    Attributes:
        required: dinars the order needs, where they say it.
        available: dinars we have, where they say it.
    """

    def __init__(
        self,
        code: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        message: str = "",
        *,
        required: Decimal | None = None,
        available: Decimal | None = None,
    ) -> None:
        """The two sums come from `error.details`."""
        super().__init__(code, status, request_id, message)
        self.required = required
        self.available = available


class Refused(NotPlaced):
    """A final no (400 and any other 4xx that has no class of its own)."""


class RefRefused(Refused):
    """A validation error whose details name `ref` (contract §4.1: a supplier that does not know the
    field).
    """


class PaymentsOff(Refused):
    """403 from `createLink`: the merchant is not validated for OCPay, which takes 1 to 3 working days
    (contract §6.1).
    """


class NotFound(NotPlaced):
    """A 404 in the supplier's envelope: an unknown id, somebody else's, or of the other environment."""


class NoSuchPath(NotPlaced):
    """A 404 of their router, without the envelope (contract §1.4): the address is wrong, not the id."""


class KeyTrouble(NotPlaced):
    """The key is wrong, switched off, or not allowed from here. Five bad tries block our address (contract
    §1.6).

    The client remembers it: no further request leaves with that key (15 minutes for a blocked address,
    otherwise until the process starts again), and asking again raises this at once.

    Attributes:
        attempts_left: how many tries they say are left, where they say it.
    """

    def __init__(
        self,
        code: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        message: str = "",
        *,
        attempts_left: int | None = None,
    ) -> None:
        """The count comes from `error.details.attemptsLeft`."""
        super().__init__(code, status, request_id, message)
        self.attempts_left = attempts_left


class SlowDown(NotPlaced):
    """Too many requests: theirs (429, or 503 `AUTH_UNAVAILABLE`, where nothing was started), or our own
    budget.

    Attributes:
        retry_after: seconds to wait before it is worth asking again.
    """

    def __init__(
        self,
        code: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        message: str = "",
        *,
        retry_after: float = 0.0,
    ) -> None:
        """A status of None says that nothing was sent: our own budget spoke."""
        super().__init__(code, status, request_id, message)
        self.retry_after = retry_after


class DuplicatedRef(SupplierError):  # noqa: N818 - named by what to do
    """The ref was used before, so an earlier attempt was accepted. The answer holds no order id: look for the
    order.
    """


class Unknown(SupplierError):  # noqa: N818 - named by what to do
    """`placeOrder` left us, and what came back (or did not) does not say whether it was carried out."""


class Unavailable(SupplierError):  # noqa: N818 - named by what to do
    """A read failed in a way that may pass: a timeout, a reset, 5xx, an answer that cannot be read."""


class Unreachable(NotPlaced, Unavailable):
    """The request did not get to the supplier: refused, no such host, TLS failed, or a proxy turned it
    away.
    """


def placing_outcome(error: BaseException) -> Literal["not_placed", "unknown"]:
    """What a failed `place_order` means for the order: the one place that knows (contract §4.2, step 3).

    "not_placed": nothing was bought, the attempt is closed. "unknown": it may have been bought, so evidence
    must settle it; this also holds for `DuplicatedRef` (an earlier attempt was accepted and has to be found),
    for a cancelled call and for any exception that is not ours.
    """
    return "not_placed" if isinstance(error, NotPlaced) else "unknown"
