"""What a promo code takes off a basket, and how that is divided among its lines, to the centime.

The lines that the code is for count as one order: their total is held against its minimum, and the discount
is that of one order of their price. It is one use of the code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo, PromoResult, promo_of
from bot.shop.prices.rules import RuleScopeKey
from storage.goods import promos


@dataclass(frozen=True, slots=True)
class PromoLine:
    """One line of a basket, as a code is asked about it."""

    goods: RuleScopeKey
    total: Money
    cost: Money


Shares = tuple[Money, ...]
"""What is taken off each line, in the order of the lines."""


async def evaluate_lines(
    conn: AsyncConnection,
    promo_id: int | None,
    customer_id: int,
    lines: Sequence[PromoLine],
    *,
    now: datetime,
) -> tuple[PromoResult, Shares]:
    """What a code comes to for this customer's basket at this moment."""
    row = None if promo_id is None else await promos.get(conn, promo_id)
    if row is None or not lines:
        return PromoResult(), tuple(Money.ZERO for _ in lines)
    return discount_of(promo_of(row), lines, now, await promos.uses(conn, row.id, customer_id))


def discount_of(
    promo: Promo, lines: Sequence[PromoLine], now: datetime, uses: tuple[int, int]
) -> tuple[PromoResult, Shares]:
    """The discount on one line or more and its shares. No line goes below its own cost, unless the merchant
    confirmed that for the code: each is bought, and may be given back, by itself. `uses`: in all, and by this
    customer.
    """
    meant = [line for line in lines if line.goods.targets().get(promo.scope) == promo.target]
    rooms = [_room(promo, line) if line in meant else Money.ZERO for line in lines]
    total = sum((line.total for line in meant), Money.ZERO)
    cost = total - sum(rooms, Money.ZERO)
    refused = promo.refusal((meant or lines)[0].goods, total, cost, now, uses)
    if refused is not None:
        return PromoResult(promo.code, refused=refused, least=promo.least), tuple(Money.ZERO for _ in lines)
    discount = promo.discount(total, cost)
    return PromoResult(promo.code, discount), divided(discount, rooms)


def divided(discount: Money, rooms: Sequence[Money]) -> Shares:
    """Each line's share of a discount, in proportion to the most that may be taken off it; no share is more
    than that, and together they are the discount.

    Raises ValueError when the lines together do not bear the discount.
    """
    most = sum(room.centimes for room in rooms)
    if not Money.ZERO <= discount <= Money(most):
        raise ValueError("the lines do not bear this discount")
    shares = [discount.centimes * room.centimes // most if most else 0 for room in rooms]
    left = discount.centimes - sum(shares)
    # Each share was rounded down by less than a centime: what is left is fewer centimes than there are
    # lines with room for one more.
    for place, room in enumerate(rooms):
        if left and shares[place] < room.centimes:
            shares[place] += 1
            left -= 1
    return tuple(Money(share) for share in shares)


def _room(promo: Promo, line: PromoLine) -> Money:
    return line.total if promo.below_cost else max(Money.ZERO, line.total - line.cost)
