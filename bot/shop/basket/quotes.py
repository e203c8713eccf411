"""What the lines of a basket cost at this moment: asked of the supplier, priced by the rules, the discount
divided.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.basket.contents import BasketLine, BasketView, LineProblem
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.stock import TypeNow
from bot.shop.errors import NotForSaleError
from bot.shop.money import Money
from bot.shop.orders.drafts import goods_of, price_columns, priced_of, quantity_of
from bot.shop.prices.basket_discounts import PromoLine, Shares, evaluate_lines
from bot.shop.prices.promo_codes import PromoResult
from bot.shop.prices.rules import Priced, RuleSet
from bot.shop.refs import short_key
from bot.supplier import Lane
from storage.purchases import baskets
from storage.purchases.baskets import BasketRow
from storage.purchases.drafts import DraftRow

_JUST_READ = 10.0
"""Seconds for which what was read of a product serves for its other types in the same basket."""


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line with its price of this moment; what is not sold any more keeps the price that it was shown
    with.
    """

    row: DraftRow
    priced: Priced
    stock: int
    most: int
    problem: LineProblem | None

    @property
    def total(self) -> Money:
        """What its cards cost, before a discount."""
        return self.priced.price * quantity_of(self.row)

    @property
    def cost(self) -> Money:
        """What the supplier asks for them."""
        return self.priced.cost * quantity_of(self.row)

    @property
    def moved(self) -> bool:
        """Whether one card costs something else than when it was last shown."""
        return self.priced.price.centimes != self.row.unit_price_centimes

    @property
    def as_promo_line(self) -> PromoLine:
        """The same for a promo code."""
        return PromoLine(goods_of(self.row), self.total, self.cost)


async def read_types(
    catalogue: Catalogue, rows: Sequence[DraftRow], lane: Lane, *, good_for: float = 0.0
) -> dict[str, TypeNow | None]:
    """Each line's type by the line's id, at most `good_for` seconds old; None for what is not sold any more.

    One request for each product, all at once. Raises `SupplierAwayError`.
    """

    async def read(lines: Sequence[DraftRow]) -> list[tuple[str, TypeNow | None]]:
        found: list[tuple[str, TypeNow | None]] = []
        for place, row in enumerate(lines):
            age = max(good_for, _JUST_READ) if place else good_for
            try:
                type_ = await catalogue.type_now(row.product_id, row.type_id, lane=lane, good_for=age)
            except NotForSaleError:
                found.append((row.id, None))
            else:
                found.append((row.id, type_))
        return found

    by_product = groupby(sorted(rows, key=lambda row: row.product_id), key=lambda row: row.product_id)
    answers = await asyncio.gather(*[read(list(lines)) for _, lines in by_product])
    return {line_id: type_ for answer in answers for line_id, type_ in answer}


def lines_now(
    rows: Sequence[DraftRow], types: dict[str, TypeNow | None], rule_set: RuleSet
) -> tuple[LineNow, ...]:
    """The lines with what was read of them."""
    return tuple(_line_now(row, types.get(row.id), rule_set) for row in rows)


def _line_now(row: DraftRow, type_: TypeNow | None, rule_set: RuleSet) -> LineNow:
    if type_ is None:
        return LineNow(row, priced_of(row), 0, 0, LineProblem.NOT_FOR_SALE)
    most = min(type_.stock, rule_set.order_limit(goods_of(row)))
    problem = None
    if not most:
        problem = LineProblem.SOLD_OUT
    elif quantity_of(row) > most:
        problem = LineProblem.TOO_MANY
    return LineNow(row, rule_set.priced(goods_of(row), type_.cost), type_.stock, most, problem)


def as_shown(rows: Sequence[DraftRow], rule_set: RuleSet) -> tuple[LineNow, ...]:
    """The lines as they were shown last, where nobody can be asked."""
    return tuple(
        LineNow(row, priced_of(row), row.stock, min(row.stock, rule_set.order_limit(goods_of(row))), None)
        for row in rows
    )


async def discounts(
    conn: AsyncConnection, basket: BasketRow, lines: Sequence[LineNow], *, now: datetime
) -> tuple[PromoResult, Shares]:
    """What the basket's code takes off now, and off each line; nothing off lines that cannot be bought."""
    sold = [line for line in lines if line.problem is None]
    result, shares = await evaluate_lines(
        conn, basket.promo_id, basket.customer_id, [line.as_promo_line for line in sold], now=now
    )
    given = dict(zip([line.row.id for line in sold], shares, strict=True))
    return result, tuple(given.get(line.row.id, Money.ZERO) for line in lines)


def stands_as_shown(lines: Sequence[LineNow], shares: Shares) -> bool:
    """Whether prices and discounts are those that were shown last."""
    return all(
        not line.moved and share.centimes == line.row.discount_centimes
        for line, share in zip(lines, shares, strict=True)
    )


async def write_quotes(
    conn: AsyncConnection, basket: BasketRow, lines: Sequence[LineNow], shares: Shares, *, now: datetime
) -> None:
    """Writes what the lines cost now into them."""
    for line, share in zip(lines, shares, strict=True):
        await baskets.quote(
            conn,
            line.row.id,
            **price_columns(line.priced),
            promo_id=basket.promo_id if share else None,
            discount_centimes=share.centimes,
            stock=line.stock,
            quoted_at=now,
        )


def view_of(
    basket: BasketRow,
    lines: Sequence[LineNow],
    shares: Shares,
    result: PromoResult,
    wallet: Money,
    *,
    version: int,
    expires_at: datetime,
    unread: bool = False,
) -> BasketView:
    """The basket with its lines as they are now."""
    discount = sum(shares, Money.ZERO)
    full = sum((line.total for line in lines if line.problem is None), Money.ZERO)
    return BasketView(
        id=basket.id,
        version=version,
        lines=tuple(_shown(line, share) for line, share in zip(lines, shares, strict=True)),
        discount=discount,
        total=full - discount,
        wallet=wallet,
        expires_at=expires_at,
        promo=result.code,
        promo_refused=None if discount else result.refused,
        promo_least=result.least,
        unread=unread,
    )


def _shown(line: LineNow, share: Money) -> BasketLine:
    row = line.row
    return BasketLine(
        line_id=row.id,
        product_key=short_key(row.product_id),
        product_title=row.product_title,
        region=row.region,
        type_name=row.type_name,
        quantity=quantity_of(row),
        most=line.most,
        unit_price=line.priced.price,
        discount=share,
        problem=line.problem,
        old_price=Money(row.unit_price_centimes) if line.moved else None,
    )


def expires_at(lines: Sequence[LineNow], life: timedelta) -> datetime:
    """Until when the oldest of the prices holds."""
    return min(line.row.quoted_at for line in lines) + life
