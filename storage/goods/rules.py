"""The merchant's rules for prices, limits and what is shown. One of a kind is active for a target; none is rewritten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import customers, rules


async def add(conn: AsyncConnection, **columns: Any) -> int:
    """Adds a rule; its id."""
    return (await conn.execute(rules.insert().values(**columns).returning(rules.c.id))).scalar_one()


async def get(conn: AsyncConnection, rule_id: int) -> AnyRow | None:
    """One rule, in whatever state, and what its maker is called."""
    return (await conn.execute(_with_names().where(rules.c.id == rule_id))).first()


async def active(conn: AsyncConnection) -> Sequence[AnyRow]:
    """All rules in force, oldest first, and what their makers are called."""
    query = _with_names().where(rules.c.state == "active").order_by(rules.c.id)
    return (await conn.execute(query)).all()


async def ended_by(conn: AsyncConnection, row: AnyRow) -> AnyRow | None:
    """The rule that `row` took the place of when it was put in force; for a wish to have none, the one that it ended."""
    moment = row.ended_at if row.active_at is None else row.active_at
    query = (
        select(rules)
        .where(rules.c.kind == row.kind, rules.c.scope == row.scope, rules.c.target == row.target)
        .where(rules.c.active_at.is_not(None), rules.c.ended_at == moment, rules.c.id != row.id)
        .order_by(rules.c.active_at.desc(), rules.c.id.desc())
    )
    return (await conn.execute(query.limit(1))).first()


async def active_id(conn: AsyncConnection, *, kind: str, scope: str, target: str) -> int | None:
    """The rule of that kind that is in force for that target."""
    query = select(rules.c.id).where(
        rules.c.kind == kind, rules.c.scope == scope, rules.c.target == target, rules.c.state == "active"
    )
    return (await conn.execute(query)).scalar_one_or_none()


async def newest(conn: AsyncConnection, *, kind: str, scope: str, target: str) -> AnyRow | None:
    """The rule of that kind for that target that was put in force last."""
    query = (
        select(rules)
        .where(rules.c.kind == kind, rules.c.scope == scope, rules.c.target == target)
        .where(rules.c.active_at.is_not(None))
        .order_by(rules.c.active_at.desc(), rules.c.id.desc())
    )
    return (await conn.execute(query.limit(1))).first()


async def rewrite(conn: AsyncConnection, rule_id: int, body: str) -> None:
    """Changes what a proposal says; a rule that was ever in force stays as it was."""
    await conn.execute(
        update(rules).where(rules.c.id == rule_id, rules.c.state == "proposed").values(body=body)
    )


async def activate(conn: AsyncConnection, rule_id: int, *, at: datetime) -> AnyRow | None:
    """Puts a proposal in force; None when it is not one any more. The rule before must have been ended."""
    statement = (
        update(rules)
        .where(rules.c.id == rule_id, rules.c.state == "proposed")
        .values(state="active", active_at=at)
        .returning(rules)
    )
    return (await conn.execute(statement)).first()


async def end_active(
    conn: AsyncConnection, *, kind: str, scope: str, target: str, at: datetime, by: int
) -> bool:
    """Ends the rule of that kind for that target, if there is one."""
    statement = (
        update(rules)
        .where(
            rules.c.kind == kind, rules.c.scope == scope, rules.c.target == target, rules.c.state == "active"
        )
        .values(state="ended", ended_at=at, ended_by=by)
        .returning(rules.c.id)
    )
    return (await conn.execute(statement)).first() is not None


async def end_proposal(conn: AsyncConnection, rule_id: int, *, at: datetime, by: int) -> AnyRow | None:
    """Ends a proposal, once."""
    statement = (
        update(rules)
        .where(rules.c.id == rule_id, rules.c.state == "proposed")
        .values(state="ended", ended_at=at, ended_by=by)
        .returning(rules)
    )
    return (await conn.execute(statement)).first()


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Removes what was proposed before that moment and never held; how many. What ever held stays: orders name it."""
    # The newest stays in any case: its id would be given again, to another proposal, and old buttons know ids only.
    newest = select(func.max(rules.c.id)).scalar_subquery()
    result = await conn.execute(
        rules.delete().where(rules.c.active_at.is_(None), rules.c.made_at < before, rules.c.id < newest)
    )
    return result.rowcount


def _with_names() -> Select[Any]:
    names = rules.outerjoin(customers, customers.c.id == rules.c.staff_id)
    return select(rules, customers.c.first_name.label("staff_name")).select_from(names)
