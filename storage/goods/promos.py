"""Promo codes and their uses. How often a code may be used the database guards too, by a trigger."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, TypedDict, Unpack

from sqlalchemy import BindParameter, Select, Text, bindparam, cast, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import written
from storage.rows import RowShape, counted
from storage.states import PromoState, Scope
from storage.tables import earlier_uses, promo_uses, promos


@dataclass(frozen=True, slots=True)
class PromoRow:
    """A code, with all that its table keeps."""

    id: int
    code: str
    percent: str | None
    amount_centimes: int | None
    scope: Scope
    target: str
    title: str
    total_limit: int | None
    customer_limit: int | None
    least_centimes: int
    starts_at: datetime | None
    ends_at: datetime | None
    below_cost: int
    state: PromoState
    staff_id: int
    made_at: datetime
    active_at: datetime | None
    ended_at: datetime | None
    ended_by: int | None


@dataclass(frozen=True, slots=True)
class CountedPromoRow(PromoRow):
    """A code, and how often it was used; uses given back do not count."""

    used: int


TIMES: Final = func.count(func.coalesce(promo_uses.c.basket_id, cast(promo_uses.c.order_id, Text)).distinct())
"""How often a code is used, of its uses: those of one basket together are one. A trigger counts the same."""
_PROMO = RowShape(PromoRow, promos)
_PROMOS = select(*_PROMO.columns)
# Made once, as they are asked all the time.
_BY_ID = _PROMOS.where(promos.c.id == bindparam("promo_id"))
_BY_CODE = _PROMOS.where(promos.c.code == bindparam("code"), promos.c.state == PromoState.ACTIVE)
_CODES = select(promos.c.id, promos.c.code).where(
    promos.c.id.in_(bindparam("promo_ids", type_=promos.c.id.type, expanding=True))
)


class NewPromo(TypedDict):
    """What a code begins with."""

    code: str
    percent: str | None
    amount_centimes: int | None
    scope: Scope
    target: str
    title: str
    total_limit: int | None
    customer_limit: int | None
    least_centimes: int
    starts_at: datetime | None
    ends_at: datetime | None
    below_cost: int
    state: PromoState
    staff_id: int
    made_at: datetime


class PromoChanges(TypedDict, total=False):
    """What changes when a code starts or ends."""

    active_at: datetime
    below_cost: int
    ended_at: datetime
    ended_by: int


async def add(conn: AsyncConnection, **columns: Unpack[NewPromo]) -> int:
    """Adds a code; its id. Raises IntegrityError when an active one has that code."""
    return (await conn.execute(promos.insert().values(**columns).returning(promos.c.id))).scalar_one()


async def get(conn: AsyncConnection, promo_id: int) -> PromoRow | None:
    """One code, in whatever state."""
    return _PROMO.first(await conn.execute(_BY_ID, {"promo_id": promo_id}))


async def by_code(conn: AsyncConnection, code: str) -> PromoRow | None:
    """The active code that is written so."""
    return _PROMO.first(await conn.execute(_BY_CODE, {"code": code}))


async def codes(conn: AsyncConnection, promo_ids: Collection[int]) -> dict[int, str]:
    """How these codes are written."""
    if not promo_ids:
        return {}
    found = (await conn.execute(_CODES, {"promo_ids": list(promo_ids)})).all()
    return {promo_id: code for promo_id, code in found}


async def page(conn: AsyncConnection, *, offset: int, limit: int) -> tuple[list[CountedPromoRow], int]:
    """Active codes, newest first, each with how often it was `used`; and how many there are, as `counted`
    says it.
    """
    live = promos.c.state == written(PromoState.ACTIVE)
    query = _PROMOS.where(live).order_by(promos.c.id.desc())
    rows = _PROMO.all(await conn.execute(query.offset(offset).limit(limit)))
    uses = (
        select(promo_uses.c.promo_id, TIMES)
        .where(promo_uses.c.promo_id.in_([row.id for row in rows]), promo_uses.c.released_at.is_(None))
        .group_by(promo_uses.c.promo_id)
    )
    used = {promo_id: times for promo_id, times in (await conn.execute(uses)).all()}
    with_uses = [CountedPromoRow(**asdict(row), used=used.get(row.id, 0)) for row in rows]
    return with_uses, await counted(conn, promos, live, by=promos.c.code)


async def change(
    conn: AsyncConnection,
    promo_id: int,
    *,
    expected: PromoState,
    to: PromoState,
    **changes: Unpack[PromoChanges],
) -> PromoRow | None:
    """Moves a code that is in the `expected` state; None when it is not."""
    statement = (
        update(promos)
        .where(promos.c.id == promo_id, promos.c.state == expected)
        .values(state=to, **changes)
        .returning(*_PROMO.columns)
    )
    return _PROMO.first(await conn.execute(statement))


async def uses(conn: AsyncConnection, promo_id: int, customer_id: int) -> tuple[int, int]:
    """How often a code is used, in all and by this customer; uses given back do not count. Those of a
    customer before they were erased do, for them alone.
    """
    whose = {"promo_id": promo_id, "customer_id": customer_id}
    total, own, before = (await conn.execute(_uses(), whose)).one()
    return total, own + int(before)


@cache
def _uses() -> Select[Any]:
    """Made once, as it is asked all the time."""
    promo_id: BindParameter[int] = bindparam("promo_id")
    customer_id: BindParameter[int] = bindparam("customer_id")
    live = (promo_uses.c.promo_id == promo_id) & promo_uses.c.released_at.is_(None)
    mine = TIMES.filter(promo_uses.c.customer_id == customer_id)
    earlier = select(func.coalesce(func.sum(earlier_uses.c.times), 0)).where(
        earlier_uses.c.customer_id == customer_id, earlier_uses.c.promo_id == promo_id
    )
    return select(TIMES, mine, earlier.scalar_subquery()).where(live)


async def use(
    conn: AsyncConnection,
    *,
    promo_id: int,
    order_id: int,
    customer_id: int,
    discount_centimes: int,
    used_at: datetime,
    basket_id: str | None,
) -> None:
    """Writes down one use, or an order's part in a basket's use. Raises IntegrityError when the code may
    not be used once more.
    """
    await conn.execute(
        promo_uses.insert().values(
            promo_id=promo_id,
            order_id=order_id,
            customer_id=customer_id,
            discount_centimes=discount_centimes,
            used_at=used_at,
            basket_id=basket_id,
        )
    )


async def release(conn: AsyncConnection, order_id: int, at: datetime) -> None:
    """Gives an order's use back, if it had one."""
    await conn.execute(_RELEASE, {"of_order": order_id, "released_at": at})


_RELEASE = (
    update(promo_uses)
    .where(promo_uses.c.order_id == bindparam("of_order"), promo_uses.c.released_at.is_(None))
    .values(released_at=bindparam("released_at"))  # made once, as it is executed for each order that ends
)


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Removes codes that were proposed before that moment and never started; how many."""
    # The newest stays in any case: its id would be given again, to another code, and old buttons know ids
    # only.
    newest = select(func.max(promos.c.id)).scalar_subquery()
    result = await conn.execute(
        promos.delete().where(
            promos.c.state == written(PromoState.PROPOSED), promos.c.made_at < before, promos.c.id < newest
        )
    )
    return result.rowcount
