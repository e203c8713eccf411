"""What is wrong now, one row for each, from the moment that staff are told of it until it is over."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import begins
from storage.dialects import insert
from storage.rows import RowShape
from storage.tables import open_warnings


@dataclass(frozen=True, slots=True)
class WarningRow:
    """Something that is wrong: `code` says what, `matter` with what; `args` (JSON) what there is to say."""

    code: str
    matter: str
    args: str
    since: datetime
    told_at: datetime
    seen_at: datetime


_ROW = RowShape(WarningRow, open_warnings)
_KEY: Final = open_warnings.c


async def begin(
    conn: AsyncConnection, code: str, matter: str, args: Mapping[str, Any], *, since: datetime, now: datetime
) -> bool:
    """Notes what is wrong; True when that is news. What was known is seen once more, with these `args`."""
    row = {
        "code": code,
        "matter": matter,
        "args": json.dumps(args),
        "since": since,
        "told_at": now,
        "seen_at": now,
    }
    new = insert(open_warnings).values(row).on_conflict_do_nothing().returning(_KEY.code)
    if (await conn.execute(new)).first() is not None:
        return True
    known = open_warnings.update().where(_KEY.code == code, _KEY.matter == matter)
    await conn.execute(known.values(args=row["args"], seen_at=now))
    return False


async def rewrite(conn: AsyncConnection, code: str, matter: str, args: Mapping[str, Any]) -> None:
    """What there is to say of one that is going on becomes this; nobody has seen it anew."""
    known = open_warnings.update().where(_KEY.code == code, _KEY.matter == matter)
    await conn.execute(known.values(args=json.dumps(args)))


async def end(conn: AsyncConnection, code: str, matter: str) -> WarningRow | None:
    """It is over: what was noted of it, to whoever is the first to say so; None for anybody else."""
    return _ROW.first(await conn.execute(_END, {"code": code, "matter": matter}))


# Made once, as whatever goes well says so.
_ONE = and_(_KEY.code == bindparam("code"), _KEY.matter == bindparam("matter"))
_END = delete(open_warnings).where(_ONE).returning(*_ROW.columns)
_GET = select(*_ROW.columns).where(_ONE)


async def get(conn: AsyncConnection, code: str, matter: str) -> WarningRow | None:
    """One that is going on; None when it is not."""
    return _ROW.first(await conn.execute(_GET, {"code": code, "matter": matter}))


async def of_code(conn: AsyncConnection, code: str, *, limit: int) -> list[WarningRow]:
    """Those of one kind, the longest first seen to be so first."""
    query = select(*_ROW.columns).where(_KEY.code == code).order_by(_KEY.seen_at, _KEY.matter).limit(limit)
    return _ROW.all(await conn.execute(query))


async def beginning(conn: AsyncConnection, code: str) -> list[WarningRow]:
    """Those whose code begins so: one for each kind at most."""
    query = select(*_ROW.columns).where(begins(_KEY.code, code), _KEY.matter == "").order_by(_KEY.code)
    return _ROW.all(await conn.execute(query))


async def listed(conn: AsyncConnection, *, limit: int) -> list[WarningRow]:
    """What is wrong, the oldest first."""
    query = select(*_ROW.columns).order_by(_KEY.since, _KEY.code, _KEY.matter).limit(limit)
    return _ROW.all(await conn.execute(query))
