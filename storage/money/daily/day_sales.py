"""The sales of days that are over, in parts, written once each. Reads and writes only; what the parts come to
is added up by `storage.money.daily.sales`.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert, total
from storage.rows import RowShape
from storage.states import SalesPart
from storage.tables import day_sales


@dataclass(frozen=True, slots=True)
class SalesRow:
    """One part of the sales of some time: what it is, how many, and centimes."""

    part: SalesPart
    label: str
    count: int
    sold_centimes: int = 0
    cost_centimes: int = 0
    title: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class DayRow:
    """All that was sold on one day."""

    day: str
    count: int
    sold_centimes: int
    cost_centimes: int


_DAY = RowShape(DayRow, day_sales)
_SUMMED = RowShape(
    SalesRow,
    day_sales,
    count=total(day_sales.c.count),
    sold_centimes=total(day_sales.c.sold_centimes),
    cost_centimes=total(day_sales.c.cost_centimes),
    title=func.max(day_sales.c.title),
    region=func.max(day_sales.c.region),
)


async def keep(conn: AsyncConnection, day: str, rows: Sequence[SalesRow]) -> bool:
    """Writes a day's sales down, once; False when they were there. One row must be that of the whole day."""
    whole = insert(day_sales).on_conflict_do_nothing().returning(day_sales.c.day)
    values = [{"day": day, **asdict(row)} for row in rows]
    (of_the_day,) = [each for each in values if each["part"] is SalesPart.ALL]
    if (await conn.execute(whole.values(of_the_day))).first() is None:
        return False
    if parts := [each for each in values if each is not of_the_day]:
        await conn.execute(insert(day_sales), parts)
    return True


async def kept(conn: AsyncConnection) -> tuple[str, str] | None:
    """The first and the last of the days whose sales were written down; None before there were any."""
    first, last = (
        select(day_sales.c.day)
        .where(day_sales.c.part == SalesPart.ALL)
        .order_by(order)
        .limit(1)
        .scalar_subquery()
        for order in (day_sales.c.day.asc(), day_sales.c.day.desc())
    )
    found = (await conn.execute(select(first, last))).one()
    return None if found[0] is None else (found[0], found[1])


async def days(conn: AsyncConnection, first: str, last: str) -> list[DayRow]:
    """Each of these days, both included, that were written down, in order."""
    return _DAY.all(await conn.execute(_DAYS, {"first": first, "last": last}))


_DAYS = (
    select(*_DAY.columns)
    .where(day_sales.c.day.between(bindparam("first"), bindparam("last")), day_sales.c.part == SalesPart.ALL)
    .order_by(day_sales.c.day)
)  # made once, as it is asked for each panel


async def of_products(conn: AsyncConnection, first: str, last: str) -> list[SalesRow]:
    """The cards of each product that were sold on these days, both included."""
    query = (
        select(*_SUMMED.columns)
        .where(day_sales.c.day.between(first, last), day_sales.c.part == SalesPart.PRODUCT)
        .group_by(day_sales.c.part, day_sales.c.label)
    )
    return _SUMMED.all(await conn.execute(query))


async def summed(conn: AsyncConnection, first: str, last: str) -> list[SalesRow]:
    """What the parts of these days, both included, come to together."""
    query = (
        select(*_SUMMED.columns)
        .where(day_sales.c.day.between(first, last))
        .group_by(day_sales.c.part, day_sales.c.label)
    )
    return _SUMMED.all(await conn.execute(query))
