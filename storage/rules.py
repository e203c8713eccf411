"""The merchant's rules for prices, limits and what is shown. One of a kind is active for a target; none is rewritten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
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


def _with_names() -> Select[Any]:
    names = rules.outerjoin(customers, customers.c.id == rules.c.staff_id)
    return select(rules, customers.c.first_name.label("staff_name")).select_from(names)
