"""What a button says when it is pressed: a verb and its ids, `verb:id:id`, at most 64 bytes (Bot API, callback_data).

Each screen or act is one frozen dataclass. What comes back is input from a stranger: `unpack` checks shape, alphabet
and bounds, and raises `BadCallbackError`; whether an id belongs to this person, the services check. Here stand the
customers' buttons; the staff's are in `staff_callbacks` and `price_callbacks`.
"""

import re
from dataclasses import dataclass, fields
from typing import ClassVar, Self, cast

LONGEST = 64  # bytes
LARGEST_NUMBER = 2**52  # Telegram's ids have at most 52 bits; nothing else here counts so far
_TEXT = re.compile(r"[A-Za-z0-9_.=-]+", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


class BadCallbackError(ValueError):
    """Not what one of our buttons says (any more)."""


@dataclass(frozen=True)
class Callback:
    """Base of all callbacks: `pack` writes what `unpack` reads."""

    verb: ClassVar[str]

    def pack(self) -> str:
        """The button's data. Raises ValueError when a field does not fit the alphabet or all of it 64 bytes."""
        parts = [self.verb, *(str(getattr(self, name)) for name in _field_types(type(self)))]
        data = ":".join(parts)
        try:
            self.unpack(data)
        except BadCallbackError as error:
            raise ValueError(f"cannot be a button: {data!r}") from error
        return data

    @classmethod
    def unpack(cls, data: str | None) -> Self:
        """Reads a button's data. Raises BadCallbackError."""
        verb, *values = (data or "").split(":")
        kinds = _field_types(cls)
        if verb != cls.verb or len(values) != len(kinds) or len(cast("str", data).encode()) > LONGEST:
            raise BadCallbackError(data)
        return cls(*(_read(value, kind) for value, kind in zip(values, kinds.values(), strict=True)))

    @classmethod
    def pattern(cls) -> str:
        """A regular expression for every button with this verb, well-formed or not."""
        return f"^{re.escape(cls.verb)}(:|$)"


_KINDS: dict[type[Callback], dict[str, type]] = {}


def _field_types(cls: type[Callback]) -> dict[str, type]:
    kinds = _KINDS.get(cls)
    if kinds is None:
        kinds = _KINDS[cls] = {field.name: cast("type", field.type) for field in fields(cls)}
    return kinds


def _read(value: str, kind: type) -> str | int:
    if kind is int:
        if not _NUMBER.fullmatch(value) or int(value) > LARGEST_NUMBER:
            raise BadCallbackError(value)
        return int(value)
    if not _TEXT.fullmatch(value):
        raise BadCallbackError(value)
    return value


@dataclass(frozen=True)
class MainMenu(Callback):
    """The welcome with the main menu."""

    verb = "menu"


@dataclass(frozen=True)
class Shop(Callback):
    """A page of the categories."""

    verb = "shop"
    page: int


@dataclass(frozen=True)
class OpenCategory(Callback):
    """A page of a category's products; pages count from 1."""

    verb = "cat"
    key: str
    page: int


@dataclass(frozen=True)
class OpenProduct(Callback):
    """A page of a product's types with price and stock."""

    verb = "prd"
    key: str
    page: int


@dataclass(frozen=True)
class OpenType(Callback):
    """One type: how many of it?"""

    verb = "typ"
    product_key: str
    type_key: str


@dataclass(frozen=True)
class ChooseQuantity(Callback):
    """So many: the confirmation. Pressed again it looks again, at price, stock and wallet."""

    verb = "qty"
    draft_id: str
    quantity: int


@dataclass(frozen=True)
class ChangeQuantity(Callback):
    """Another quantity of the same choice."""

    verb = "chg"
    draft_id: str


@dataclass(frozen=True)
class Buy(Callback):
    """The single-use token of design §3."""

    verb = "buy"
    draft_id: str


@dataclass(frozen=True)
class LeaveDraft(Callback):
    """Back to the product's types. Bound to the draft, so that a receipt is never browsed over."""

    verb = "drop"
    draft_id: str
    product_key: str


@dataclass(frozen=True)
class PayDraft(Callback):
    """Pay this order now, in one of the ways: the confirmation becomes an order that waits for its money."""

    verb = "pay"
    draft_id: str
    way: str


@dataclass(frozen=True)
class PayWays(Callback):
    """The ways to pay for an order that waits, in a message of their own."""

    verb = "pws"
    ref: str


@dataclass(frozen=True)
class PayOrder(Callback):
    """One of them."""

    verb = "pwo"
    ref: str
    way: str


@dataclass(frozen=True)
class PayFromWallet(Callback):
    """The money for a waiting order is in the wallet by now."""

    verb = "pww"
    ref: str


@dataclass(frozen=True)
class CancelOrder(Callback):
    """An order that waits for its money is not wanted any more."""

    verb = "pwc"
    ref: str


@dataclass(frozen=True)
class OrderAgain(Callback):
    """The same goods as in an order that ended unpaid: a fresh confirmation."""

    verb = "pwg"
    ref: str


@dataclass(frozen=True)
class TopUp(Callback):
    """How much into the wallet?"""

    verb = "tup"


@dataclass(frozen=True)
class TopUpAmount(Callback):
    """So much: in which way?"""

    verb = "tua"
    dinars: int


@dataclass(frozen=True)
class TopUpBy(Callback):
    """So much, this way."""

    verb = "tub"
    dinars: int
    way: str


@dataclass(frozen=True)
class MyOrders(Callback):
    """A page of the customer's orders."""

    verb = "ords"
    page: int


@dataclass(frozen=True)
class MyOrder(Callback):
    """One order with its timeline, in place of the screen."""

    verb = "ord"
    ref: str


@dataclass(frozen=True)
class MyOrderApart(Callback):
    """The same in a message of its own: from receipts and pushed messages, which stay as they are."""

    verb = "see"
    ref: str


@dataclass(frozen=True)
class CodesAgain(Callback):
    """The codes of an order once more."""

    verb = "again"
    ref: str


@dataclass(frozen=True)
class MyWallet(Callback):
    """A page of the wallet's entries."""

    verb = "wal"
    page: int


@dataclass(frozen=True)
class Languages(Callback):
    """The choice of languages."""

    verb = "langs"


@dataclass(frozen=True)
class ChooseLanguage(Callback):
    """One language."""

    verb = "lang"
    code: str


@dataclass(frozen=True)
class Help(Callback):
    """What the shop can do."""

    verb = "help"


@dataclass(frozen=True)
class WriteToShop(Callback):
    """The next message goes to the shop."""

    verb = "wrt"


@dataclass(frozen=True)
class SendToShop(Callback):
    """What was not understood goes to the shop."""

    verb = "snd"
    support_id: int


@dataclass(frozen=True)
class AskPromo(Callback):
    """A customer has a promo code for this choice."""

    verb = "promo"
    draft_id: str
    quantity: int
