"""What the buttons that begin a form say, and those of the acts that need none."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class Acts(Callback):
    """Staff: all that can be done from the panel."""

    verb = "f-acts"


@dataclass(frozen=True)
class FloatNow(Callback):
    """Staff: the balance at the supplier, asked for at this moment."""

    verb = "f-float"


@dataclass(frozen=True)
class BackUpNow(Callback):
    """Staff: a backup of the data."""

    verb = "f-back"


@dataclass(frozen=True)
class BookForWhom(Callback):
    """Staff: a credit or debit, and first for whom."""

    verb = "f-book"
    act: str


@dataclass(frozen=True)
class RefundWhich(Callback):
    """Staff: a refund, and first of which order."""

    verb = "f-refund"


@dataclass(frozen=True)
class FindOrder(Callback):
    """Staff: an order is looked for by something typed."""

    verb = "f-order"


@dataclass(frozen=True)
class FindCustomer(Callback):
    """Staff: a customer is looked for by something typed."""

    verb = "f-cust"


@dataclass(frozen=True)
class GoodsFor(Callback):
    """Staff: goods to be hidden or the like; `deed` is one of `handlers.admin.forms.goods.DEEDS`."""

    verb = "f-goods"
    deed: str
