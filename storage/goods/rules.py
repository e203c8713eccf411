"""The merchant's rules for prices, limits and what is shown. One of a kind is active for a target; none is
rewritten.

Processes keep the rules in force at hand. Each change of them gives them a new edition, by which a copy is
held against the database where money depends on it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.house import facts
from storage.rows import RowShape
from storage.states import RuleKind, RuleState, Scope
from storage.tables import customers, rules
from storage.wakeups import note_change

CHANGED = "rules"
"""What `WakeUps.on_change` calls a change of the rules in force."""
_EDITION = "rules_edition"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, with all that its table keeps."""

    id: int
    kind: RuleKind
    scope: Scope
    target: str
    title: str
    body: str
    state: RuleState
    staff_id: int
    made_at: datetime
    active_at: datetime | None
    ended_at: datetime | None
    ended_by: int | None


@dataclass(frozen=True, slots=True)
class NamedRuleRow(RuleRow):
    """A rule, and what its maker is called."""

    staff_name: str | None


_RULE = RowShape(RuleRow, rules)
_RULES = select(*_RULE.columns)
_NAMED = RowShape(NamedRuleRow, rules, staff_name=customers.c.first_name)
_WITH_NAMES = select(*_NAMED.columns).select_from(
    rules.outerjoin(customers, customers.c.id == rules.c.staff_id)
)


class NewRule(TypedDict):
    """What a rule begins with."""

    kind: RuleKind
    scope: Scope
    target: str
    title: str
    body: str
    state: RuleState
    staff_id: int
    made_at: datetime
    active_at: NotRequired[datetime]


async def add(conn: AsyncConnection, **columns: Unpack[NewRule]) -> int:
    """Adds a rule; its id."""
    added = (await conn.execute(rules.insert().values(**columns).returning(rules.c.id))).scalar_one()
    if columns["state"] is RuleState.ACTIVE:
        await _new_edition(conn, columns["made_at"])
    return added


async def get(conn: AsyncConnection, rule_id: int) -> NamedRuleRow | None:
    """One rule, in whatever state, and what its maker is called."""
    return _NAMED.first(await conn.execute(_WITH_NAMES.where(rules.c.id == rule_id)))


async def active(conn: AsyncConnection) -> list[NamedRuleRow]:
    """All rules in force, oldest first, and what their makers are called."""
    return _NAMED.all(await conn.execute(_ACTIVE))


_ACTIVE = _WITH_NAMES.where(rules.c.state == RuleState.ACTIVE).order_by(rules.c.id)


async def edition(conn: AsyncConnection) -> str:
    """Which edition of the rules is in force: another word after each change."""
    row = await facts.get(conn, _EDITION)
    return "" if row is None else row.value


async def _new_edition(conn: AsyncConnection, at: datetime) -> None:
    await facts.put(conn, _EDITION, secrets.token_hex(8), at)
    note_change(conn, CHANGED)


async def ended_by(conn: AsyncConnection, row: RuleRow) -> RuleRow | None:
    """The rule that `row` took the place of when it was put in force; for a wish to have none, the one that
    it ended.
    """
    moment = row.ended_at if row.active_at is None else row.active_at
    query = (
        _RULES.where(rules.c.kind == row.kind, rules.c.scope == row.scope, rules.c.target == row.target)
        .where(rules.c.active_at.is_not(None), rules.c.ended_at == moment, rules.c.id != row.id)
        .order_by(rules.c.active_at.desc(), rules.c.id.desc())
    )
    return _RULE.first(await conn.execute(query.limit(1)))


async def active_id(conn: AsyncConnection, *, kind: RuleKind, scope: Scope, target: str) -> int | None:
    """The rule of that kind that is in force for that target."""
    query = select(rules.c.id).where(
        rules.c.kind == kind,
        rules.c.scope == scope,
        rules.c.target == target,
        rules.c.state == RuleState.ACTIVE,
    )
    return (await conn.execute(query)).scalar_one_or_none()


async def newest(conn: AsyncConnection, *, kind: RuleKind, scope: Scope, target: str) -> RuleRow | None:
    """The rule of that kind for that target that was put in force last."""
    query = (
        _RULES.where(rules.c.kind == kind, rules.c.scope == scope, rules.c.target == target)
        .where(rules.c.active_at.is_not(None))
        .order_by(rules.c.active_at.desc(), rules.c.id.desc())
    )
    return _RULE.first(await conn.execute(query.limit(1)))


async def rewrite(conn: AsyncConnection, rule_id: int, body: str) -> None:
    """Changes what a proposal says; a rule that was ever in force stays as it was."""
    await conn.execute(
        update(rules).where(rules.c.id == rule_id, rules.c.state == RuleState.PROPOSED).values(body=body)
    )


async def activate(conn: AsyncConnection, rule_id: int, *, at: datetime) -> RuleRow | None:
    """Puts a proposal in force; None when it is not one any more. The rule before must have been ended."""
    statement = (
        update(rules)
        .where(rules.c.id == rule_id, rules.c.state == RuleState.PROPOSED)
        .values(state=RuleState.ACTIVE, active_at=at)
        .returning(*_RULE.columns)
    )
    row = _RULE.first(await conn.execute(statement))
    if row is not None:
        await _new_edition(conn, at)
    return row


async def end_active(
    conn: AsyncConnection, *, kind: RuleKind, scope: Scope, target: str, at: datetime, by: int
) -> bool:
    """Ends the rule of that kind for that target, if there is one."""
    statement = (
        update(rules)
        .where(
            rules.c.kind == kind,
            rules.c.scope == scope,
            rules.c.target == target,
            rules.c.state == RuleState.ACTIVE,
        )
        .values(state=RuleState.ENDED, ended_at=at, ended_by=by)
        .returning(rules.c.id)
    )
    ended = (await conn.execute(statement)).first() is not None
    if ended:
        await _new_edition(conn, at)
    return ended


async def end_proposal(conn: AsyncConnection, rule_id: int, *, at: datetime, by: int) -> RuleRow | None:
    """Ends a proposal, once."""
    statement = (
        update(rules)
        .where(rules.c.id == rule_id, rules.c.state == RuleState.PROPOSED)
        .values(state=RuleState.ENDED, ended_at=at, ended_by=by)
        .returning(*_RULE.columns)
    )
    return _RULE.first(await conn.execute(statement))


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Removes what was proposed before that moment and never held; how many. What ever held stays: orders
    name it.
    """
    # The newest stays in any case: its id would be given again, to another proposal, and old buttons know ids
    # only.
    newest = select(func.max(rules.c.id)).scalar_subquery()
    result = await conn.execute(
        rules.delete().where(rules.c.active_at.is_(None), rules.c.made_at < before, rules.c.id < newest)
    )
    return result.rowcount
