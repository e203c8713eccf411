"""OCPay, the supplier's own payment page for CIB and Edahabia cards: what is asked for and what comes back
(§6).

Read with the same care as gift cards, in both reply shapes of §6.2. Whether a payment counts is the shop's
decision.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AliasChoices, AliasPath, BeforeValidator, Field

from bot.supplier.models import Answered
from bot.supplier.wire import Amount, Maybe, Text, Word, clean

LEAST_PAYMENT = 500
MOST_PAYMENT = 500_000
"""Whole dinars that one link may ask for (§6.2)."""
_LONGEST_TITLE = 200
_LONGEST_DESCRIPTION = 1000
_LONGEST_SUCCESS = 500
_LONGEST_URL = 2000


def _address(value: object) -> str:
    found = clean(value)
    parts = urlsplit(found)
    if len(found) > _LONGEST_URL or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not a web address")
    return found


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    said = clean(value).upper()
    if said not in {"TRUE", "FALSE"}:
        raise ValueError("neither yes nor no")
    return said == "TRUE"


_Address = Annotated[str, BeforeValidator(_address)]
_YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]


def _in_link(*names: str) -> AliasChoices:
    """The outer field of that name, or one of the inner ones: the vendor's clients disagree (§6.2)."""
    return AliasChoices(names[0], *(AliasPath("paymentLink", name) for name in names))


class PaymentLink(Answered):
    """A page that somebody can pay on, for 20 minutes if they do not begin (§6.7)."""

    ref: Text = Field(validation_alias=_in_link("paymentRef", "ref"))
    """Keep it before anybody sees the link."""
    url: _Address = Field(validation_alias=_in_link("paymentUrl"))
    """Use it as it is."""
    sandbox: _YesOrNo = Field(validation_alias=_in_link("isSandbox"))
    """Whether it asks for play money. A link that does not say so is not to be trusted with either."""


class PaymentState(StrEnum):
    """The states they name (§6.4). Others may come and are kept as text."""

    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    FAILED = "FAILED"


class PaymentCheck(Answered):
    """What they say of one payment (§6.4)."""

    ref: Text = Field(validation_alias="paymentRef")
    status: Annotated[Word, Field(min_length=1)]
    """One of `PaymentState`, or whatever else they say. Only `CONFIRMED` is money, only `FAILED` is an end
    without.
    """
    amount: Maybe[Amount] = Field(
        default=None, validation_alias=AliasChoices(AliasPath("transactionDetails", "amount"), "amount")
    )
    """Dinars that were paid, where they say it."""
    sandbox: Maybe[_YesOrNo] = Field(
        default=None, validation_alias=AliasChoices(AliasPath("transactionDetails", "isSandbox"), "isSandbox")
    )
    """Whether it was play money; None where they do not say: then what was said of the link counts (§6.5)."""

    @property
    def is_confirmed(self) -> bool:
        """They say it was paid. Ours to check are still the amount and whether it was play money (§6.5)."""
        return self.status == PaymentState.CONFIRMED

    @property
    def is_failed(self) -> bool:
        """They say it will not be paid: declined, cancelled or expired."""
        return self.status == PaymentState.FAILED


def link_request(
    *, title: str, dinars: int, description: str, success_message: str, redirect_url: str
) -> Mapping[str, Any]:
    """The body of `createLink`: exactly the fields of §6.2, and `NO_FEE`, so that what is asked is what is
    paid.

    Empty texts are left out. Raises ValueError for what the supplier would refuse, before anything is sent.
    """
    if isinstance(dinars, bool) or not isinstance(dinars, int):
        raise ValueError("a payment is in whole dinars")  # noqa: TRY004 - one kind of error for one kind of mistake
    if not LEAST_PAYMENT <= dinars <= MOST_PAYMENT:
        raise ValueError(f"a payment is between {LEAST_PAYMENT} and {MOST_PAYMENT} dinars")
    if not title.strip():
        raise ValueError("a payment needs a title")
    for name, text, longest in (
        ("title", title, _LONGEST_TITLE),
        ("description", description, _LONGEST_DESCRIPTION),
        ("success message", success_message, _LONGEST_SUCCESS),
    ):
        if len(text) > longest:
            raise ValueError(f"the {name} of a payment has at most {longest} characters")
    product: dict[str, Any] = {"title": title, "amount": dinars}
    if description:
        product["description"] = description
    body: dict[str, Any] = {"productInfo": product, "feeMode": "NO_FEE"}
    if success_message:
        body["successMessage"] = success_message
    if redirect_url:
        body["redirectUrl"] = _address(redirect_url)
    return body
