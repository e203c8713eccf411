"""What a draft's row says: its goods, its price with the rule behind it, and the screens that are made of
it.
"""

import json
from datetime import timedelta
from typing import TypedDict, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.errors import AlreadyBoughtError, ChooseAgainError, DraftGoneError
from bot.shop.money import Money
from bot.shop.prices.promo_codes import PromoResult
from bot.shop.prices.rules import Priced, PriceRule, RuleScopeKey, StoredRule
from bot.shop.quotes import Choice, Confirmation
from bot.shop.refs import short_key
from storage.purchases import drafts, orders
from storage.purchases.drafts import DraftRow
from storage.states import DraftState

T = TypeVar("T")


class PriceColumns(TypedDict):
    """A price and what explains it, as drafts and orders keep them."""

    unit_cost_centimes: int
    unit_price_centimes: int
    rule_id: int | None
    price_rule: str


def goods_of(row: DraftRow) -> RuleScopeKey:
    """What the rules are asked about."""
    return RuleScopeKey(row.category, row.product_id, row.type_id)


def priced_of(draft: DraftRow) -> Priced:
    """The price as it stands in the draft."""
    rule = StoredRule(PriceRule.read(json.loads(draft.price_rule)) if draft.price_rule else PriceRule())
    return Priced(Money(draft.unit_price_centimes), Money(draft.unit_cost_centimes), rule)


def quantity_of(draft: DraftRow) -> int:
    """How many cards were chosen. Raises `DraftGoneError` while none were: such a draft cannot be bought."""
    if draft.quantity is None:
        raise DraftGoneError
    return draft.quantity


def total_of(draft: DraftRow, quantity: int | None = None) -> Money:
    """What is to be paid for a draft, its discount taken off."""
    cards = quantity_of(draft) if quantity is None else quantity
    return Money(draft.unit_price_centimes * cards - draft.discount_centimes)


def price_columns(priced: Priced) -> PriceColumns:
    """A price with all that explains it later, as drafts and orders keep it."""
    rule = priced.rule
    return {
        "unit_cost_centimes": priced.cost.centimes,
        "unit_price_centimes": priced.price.centimes,
        "rule_id": rule.id,
        "price_rule": json.dumps(rule.rule.written() | {"scope": rule.scope, "title": rule.title}),
    }


def or_draft_gone(row: T | None) -> T:
    """The row, or `DraftGoneError` where there is none."""
    if row is None:
        raise DraftGoneError
    return row


class InBasketError(ChooseAgainError):
    """The choice behind this button is a line of the basket by now."""


class ForFriendError(ChooseAgainError):
    """The choice is for a friend: it is bought by itself, and in no basket."""


async def find_open(conn: AsyncConnection, customer_id: int, draft_id: str) -> DraftRow:
    """The open draft of this token, or its successor. Raises `DraftGoneError`, `AlreadyBoughtError`,
    `InBasketError`.
    """
    row = or_draft_gone(await drafts.get(conn, draft_id, customer_id))
    while row.replaced_by is not None:
        row = or_draft_gone(await drafts.get(conn, row.replaced_by, customer_id))
    if row.state is DraftState.BOUGHT:
        raise AlreadyBoughtError(or_draft_gone(await orders.by_draft(conn, row.id)).ref)
    if row.state is not DraftState.OPEN:
        raise DraftGoneError
    if row.basket_id is not None:
        raise InBasketError
    return row


def choice_of(row: DraftRow, most: int) -> Choice:
    """A draft before its quantity, or on the way back to it; `most` is what may be asked for at once."""
    return Choice(
        draft_id=row.id,
        product_key=short_key(row.product_id),
        product_title=row.product_title,
        region=row.region,
        category=row.category,
        type_name=row.type_name,
        unit_price=Money(row.unit_price_centimes),
        stock=row.stock,
        most=min(most, row.stock),
        quantity=row.quantity,
        greeting=row.greeting,
    )


def confirmation_of(
    row: DraftRow, wallet: Money, result: PromoResult, life: timedelta, *, most: int
) -> Confirmation:
    """A draft that stands in so many cards, beside what the wallet holds; the quote lives so long. `most` is
    what may be asked for at once, whatever there is.
    """
    total = total_of(row)
    discount = Money(row.discount_centimes)
    return Confirmation(
        draft_id=row.id,
        product_key=short_key(row.product_id),
        product_title=row.product_title,
        region=row.region,
        type_name=row.type_name,
        stock=row.stock,
        most=max(quantity_of(row), min(most, row.stock)),
        quantity=quantity_of(row),
        unit_price=Money(row.unit_price_centimes),
        total=total,
        wallet=wallet,
        missing=max(Money.ZERO, total - wallet),
        expires_at=row.quoted_at + life,
        promo=result.code,
        discount=discount,
        promo_refused=None if discount else result.refused,
        promo_least=result.least,
        greeting=row.greeting,
    )
