"""What the supplier tells us, as frozen models; each also reads the supplier's own JSON, in every shape of
the contract.

Money is `Decimal` dinars exactly as sent. Codes and serials are `SecretStr`, so no repr, log line or dump
shows them. The shop's rules (what is for sale, whether an answer adds up) are not here: a price of 0 and a
mismatch pass through.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from bot.supplier.wire import Amount, Count, Maybe, Moment, Stock, Text, Word, Words, clean


def same_ref(ours: str, theirs: str | None) -> bool:
    """Whether a ref they show is ours: equal, or ours with their prefix `API-<account>-` before it (contract
    §4.1).
    """
    return bool(ours and theirs) and str(theirs).endswith(ours)


class Answered(BaseModel):
    """What all of their answers have in common."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_missing(cls, raw: Any) -> Any:
        """A null or an empty text is the same as no field at all, so that the next name or the default
        counts.
        """
        return {k: v for k, v in raw.items() if v not in (None, "")} if isinstance(raw, dict) else raw


def _readable(model: type[BaseModel], raw: Any) -> Any:
    """The rows that can be read. Goods that cannot be read cannot be sold; none at all is an unreadable
    answer.
    """
    if not isinstance(raw, (list, tuple)):
        return raw
    rows = []
    for row in raw:
        try:
            rows.append(model.model_validate(row))
        except ValueError:
            continue
    if raw and not rows:
        raise ValueError("no row can be read")
    return rows


def _word_is(value: object, expected: str) -> bool:
    """Whether a value is that word, whatever its case."""
    return clean(value).upper() == expected


class KeyInfo(Answered):
    """`/v3/validate` (contract §2.1): what our key may do. The key itself is in their answer and is left
    there.
    """

    username: Words = Field(default="", repr=False)
    environment: Word = Field(default="", validation_alias="type")
    """`SANDBOX` or `PRODUCTION`."""
    enabled: bool = Field(default=True, validation_alias="isEnabled")
    scope: Word = ""
    """`READ_WRITE` or `READ_ONLY` (hyphens are read as underscores)."""
    allowed_ips: tuple[str, ...] = Field(default=(), validation_alias="allowedips")
    """Empty: from anywhere."""

    @field_validator("enabled", mode="before")
    @classmethod
    def _enabled(cls, value: object) -> bool:
        return value is True or _word_is(value, "TRUE")

    @field_validator("allowed_ips", mode="before")
    @classmethod
    def _ips(cls, value: object) -> tuple[str, ...]:
        return tuple(filter(None, map(clean, value))) if isinstance(value, (list, tuple)) else ()

    @property
    def can_order(self) -> bool:
        """Whether orders may be placed with this key."""
        return self.enabled and self.scope != "READ_ONLY"


class Transaction(Answered):
    """One line of our account (contract §2.2)."""

    id: Text = Field(validation_alias=AliasChoices("_id", "id"))
    type: Word = ""
    """`ORDER`, `REFUND_ORDER`, `DEPOSIT` and others (hyphens are read as underscores)."""
    operation: Words = ""
    amount: Maybe[Amount] = None
    """Dinars, without a sign that can be relied on: see `change`."""
    old_balance: Maybe[Amount] = Field(default=None, validation_alias="oldBalance")
    new_balance: Maybe[Amount] = Field(default=None, validation_alias="newBalance")
    object_id: Maybe[Text] = Field(default=None, validation_alias="objid")
    """Probably the order's id; not promised."""
    note: Words = Field(default="", repr=False)
    time: Maybe[Moment] = None

    @property
    def change(self) -> Decimal | None:
        """What it did to our balance, with its sign; from the balances, as `operation` is not published
        (§2.2).
        """
        if self.old_balance is None or self.new_balance is None:
            return None
        return self.new_balance - self.old_balance


class CatalogueProduct(Answered):
    """A brand in a region (contract §2.3.1)."""

    id: Text
    title: Words = Field(default="", validation_alias=AliasChoices("title", "name"))
    """May be empty: then the shop shows the id."""
    enabled: bool = True
    region: Maybe[Text] = None
    """A slug such as `germany`; often missing."""

    @field_validator("enabled", mode="before")
    @classmethod
    def _enabled(cls, value: object) -> bool:
        return value is True or _word_is(value, "TRUE")


class CatalogueCategory(Answered):
    """A shelf of the catalogue (contract §2.3.1). Its label is `title` or `name` (§4.4)."""

    title: Words = Field(default="", validation_alias=AliasChoices("title", "name"))
    products: tuple[CatalogueProduct, ...] = ()

    @field_validator("products", mode="before")
    @classmethod
    def _products(cls, raw: Any) -> Any:
        return _readable(CatalogueProduct, raw)

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if not self.title and not self.products:
            raise ValueError("neither a title nor products")
        return self


class Catalogue(Answered):
    """All shelves. Their totals are in two places and needed in none (contract §4.4)."""

    categories: tuple[CatalogueCategory, ...]

    @field_validator("categories", mode="before")
    @classmethod
    def _categories(cls, raw: Any) -> Any:
        return _readable(CatalogueCategory, raw)


class ProductType(Answered):
    """A denomination with our own wholesale price and its live stock (contract §2.3.2)."""

    id: Text
    name: Words = Field(default="", validation_alias=AliasChoices("name", "title"))
    cost: Amount = Field(validation_alias=AliasChoices("price", "cost"), ge=0)
    """Dinars for one card, for our account only: never for a customer's eyes. 0 is usual in their sandbox."""
    stock: Stock = Field(default=0, validation_alias="quantity")


class ProductTypes(Answered):
    """The types of one product, read live."""

    product_id: Text = Field(validation_alias="productId")
    product_title: Words = Field(default="", validation_alias=AliasChoices("productTitle", "productName"))
    types: tuple[ProductType, ...]

    @field_validator("types", mode="before")
    @classmethod
    def _types(cls, raw: Any) -> Any:
        return _readable(ProductType, raw)


class Placed(Answered):
    """An accepted order. No price and no status come with it (contract §2.3.3)."""

    order_id: Text = Field(validation_alias="orderId")
    order_ref: Maybe[Text] = Field(default=None, validation_alias=AliasChoices("orderRef", "ref"))
    request_id: str | None = None


class OrderState(StrEnum):
    """The states they name (contract §2.3.4). Others may come and are kept as text."""

    HANDLING = "HANDLING"
    FULFILLED = "FULFILLED"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    REFUNDED = "REFUNDED"


FINAL_STATES = frozenset({OrderState.FULFILLED, OrderState.PARTIALLY_FILLED, OrderState.REFUNDED})


class Card(BaseModel):
    """One card: both halves are secret. An odd shape gives an empty value, so that no card is lost count
    of.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    value: SecretStr
    serial: SecretStr | None = None

    @model_validator(mode="before")
    @classmethod
    def _shapes(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return {"value": clean(raw) if isinstance(raw, str) else ""}
        value, serial = (_reveal(raw.get(name)) for name in ("value", "serial"))
        return {"value": value, "serial": serial or None}


class SupplierOrder(Answered):
    """An order as `checkOrder` and `list` show it (contract §2.3.4, §2.3.5)."""

    order_id: Text = Field(validation_alias=AliasChoices("_id", "orderId", "id"))
    status: Word = Field(default="", validation_alias=AliasChoices("status", "orderStatus"))
    """One of `OrderState`, or whatever else they say; empty when they say nothing."""
    quantity: Count
    product_id: Maybe[Text] = Field(default=None, validation_alias=AliasChoices("product", "productId"))
    type_id: Maybe[Text] = Field(default=None, validation_alias=AliasChoices("type", "typeId"))
    time: Maybe[Moment] = None
    fulfilled_quantity: Maybe[Count] = None
    fulfilled_amount: Maybe[Amount] = None
    """Dinars charged to us in all."""
    price_per_card: Maybe[Amount] = None
    cards: tuple[Card, ...] = ()
    order_ref: Maybe[Text] = Field(default=None, validation_alias=AliasChoices("orderRef", "ref"))
    """Only from a supplier that echoes it; compare with `same_ref`."""

    @field_validator("cards", mode="before")
    @classmethod
    def _cards(cls, raw: Any) -> Any:
        if raw is None:
            return ()
        return raw if isinstance(raw, (list, tuple)) else [raw]  # one object instead of a list (§4.5)

    @property
    def is_final(self) -> bool:
        """Whether it will not change any more. A status that nobody has heard of is not final (§2.3.4)."""
        return self.status in FINAL_STATES


class OrderPage(Answered):
    """One page of the order list."""

    items: tuple[SupplierOrder, ...]
    page: int
    total_pages: int
    """Where they do not say it: one more than this page, until a page is empty."""
    total_results: int | None = None


def _reveal(value: object) -> str:
    return clean(value.get_secret_value() if isinstance(value, SecretStr) else value)
