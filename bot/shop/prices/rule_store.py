"""Where the merchant's rules are kept: prices, limits and what is hidden, with who set them and when.

A rule for a price is proposed first and put in force by a second act. Nothing here knows what goods exist or
what they cost: what a rule would do is shown by `bot.shop.catalogue.price_list`.
"""

import json
import math
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import LiveEdition
from bot.shop.errors import BadAmountError, DayLimitError, NotFoundError, RuleChangedError
from bot.shop.order_status import GAVE_NOTHING
from bot.shop.prices.rules import (
    AnyStoredRule,
    Hidden,
    Limit,
    PriceRule,
    RuleScopeKey,
    RuleSet,
    Scope,
    StoredRule,
)
from storage.chat import customers
from storage.chat.customers import CustomerRow
from storage.database import Database
from storage.goods import rules
from storage.goods.rules import NamedRuleRow, RuleRow
from storage.house import chat_settings, staff
from storage.purchases import order_figures
from storage.states import RuleKind, RuleState

MOST_IN_ORDER, MOST_IN_DAY = 100, 10_000
"""The largest limits of cards in an order and for a customer's day; an order never holds more, whatever a
rule says.
"""
_KINDS: dict[type, RuleKind] = {
    PriceRule: RuleKind.PRICE,
    Limit: RuleKind.LIMIT,
    Hidden: RuleKind.HIDDEN,
}


_LOOKED_AT_AGAIN = 30.0
"""Seconds after which what is at hand is held against the database, in case that no word of a change
came.
"""


class LimitSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def order_limit(self) -> int: ...


class RuleStore:
    """Reads the rules once and keeps them at hand until somebody changes one, here or in another process.

    A word of such a change takes a moment, or may be lost. Where money depends on the rules the caller
    asks `still_hold` in the transaction itself.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        settings: LiveEdition[LimitSettings],
        *,
        default: PriceRule,
        zone: ZoneInfo,
    ) -> None:
        self._db = db
        self._clock = clock
        self._default = default
        self._settings = settings
        self._zone = zone
        self._rule_set: RuleSet | None = None
        self._looked_at = -math.inf
        self._version = 0
        db.wake_ups.on_change(rules.CHANGED, lambda _: self.forget())
        db.wake_ups.on_change(chat_settings.CHANGED, lambda _: self.forget())

    async def rule_set(self) -> RuleSet:
        """The rules in force now, as far as this process has heard."""
        await self._settings.refresh()
        kept, version, now = self._rule_set, self._version, self._clock.monotonic()
        if kept is not None and now - self._looked_at < _LOOKED_AT_AGAIN:
            return kept
        self._looked_at = now  # the others go on with what is at hand meanwhile
        async with self._db.read() as conn:
            edition = f"{await rules.edition(conn)} {self._settings.edition}"
            if kept is None or kept.edition != edition:
                kept = RuleSet(
                    [_stored(row, _rule_of(row)) for row in await rules.active(conn)],
                    default=self._default,
                    order_limit=self._settings.now.order_limit,
                    edition=edition,
                )
        if version == self._version:  # nobody changed a rule since we read
            self._rule_set = kept
        return kept

    async def still_hold(self, conn: AsyncConnection, rule_set: RuleSet) -> bool:
        """Whether these are the rules, and the limit of the settings, at the moment of the caller's
        transaction. If not, they are read anew the next time.
        """
        rules_then, _, settings_then = rule_set.edition.partition(" ")
        same_settings = await self._settings.still_hold(conn, settings_then)
        if same_settings and rules_then == await rules.edition(conn):
            return True
        self.forget()
        return False

    def forget(self) -> None:
        """What is at hand is out of date."""
        self._version += 1
        self._rule_set = None

    async def propose(
        self, staff_id: int, goods: RuleScopeKey, title: str, price_rule: PriceRule | None, **seen: Any
    ) -> int:
        """Writes a price rule down without putting it in force; None: no rule of its own. Raises
        `BadAmountError`.
        """
        if price_rule is not None and not price_rule.is_sound:
            raise BadAmountError
        body = {"rule": None if price_rule is None else price_rule.written(), **seen}
        async with self._db.write() as conn:
            body["holds"] = await rules.active_id(
                conn, kind=RuleKind.PRICE, scope=goods.scope, target=goods.target
            )
            return await rules.add(
                conn,
                kind=RuleKind.PRICE,
                scope=goods.scope,
                target=goods.target,
                title=title,
                body=json.dumps(body),
                state=RuleState.PROPOSED,
                staff_id=staff_id,
                made_at=self._clock.now(),
            )

    async def proposal(self, rule_id: int) -> tuple[StoredRule[PriceRule | None], dict[str, Any]]:
        """A proposal and what was noted with it. Raises `NotFoundError` when it is none (any more)."""
        async with self._db.read() as conn:
            row = await rules.get(conn, rule_id)
        if row is None or row.state is not RuleState.PROPOSED:
            raise NotFoundError
        body = json.loads(row.body)
        price_rule = None if body["rule"] is None else PriceRule.read(body["rule"])
        stored = StoredRule(
            price_rule,
            row.scope,
            row.target,
            row.title,
            row.id,
            row.staff_id,
            row.made_at,
            row.staff_name,
        )
        return stored, body

    async def replaced(self, rule_id: int) -> StoredRule[PriceRule | None]:
        """What held for the same goods until this price rule was saved; None says that nothing of their own
        did.

        Raises `NotFoundError` for a proposal that was never saved.
        """
        async with self._db.read() as conn:
            row = await rules.get(conn, rule_id)
            if row is None or row.state is RuleState.PROPOSED or row.kind is not RuleKind.PRICE:
                raise NotFoundError
            before = await rules.ended_by(conn, row)
        price_rule = None if before is None else PriceRule.read(json.loads(before.body)["rule"])
        return StoredRule(price_rule, row.scope, row.target, row.title, row.id)

    async def put_in_force(
        self, staff_id: int, rule_id: int, price_rule: PriceRule | None, *, instead_of: int | None = None
    ) -> bool:
        """The proposal holds from now on, as `price_rule`; False when somebody was first.

        With `instead_of`, only while that rule is the last one that was saved for these goods. Raises
        `RuleChangedError` when another rule was saved for these goods since it was proposed: what was shown
        of it is not so any more.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await rules.get(conn, rule_id)
            if row is None or row.state is not RuleState.PROPOSED:
                return False
            if instead_of is not None and not await _holds(conn, instead_of):
                return False
            holds = await rules.active_id(conn, kind=RuleKind.PRICE, scope=row.scope, target=row.target)
            if json.loads(row.body).get("holds", holds) != holds:
                raise RuleChangedError
            await _end(conn, RuleKind.PRICE, row, now, staff_id)
            if price_rule is None:
                await rules.end_proposal(conn, rule_id, at=now, by=staff_id)
            else:
                await rules.rewrite(conn, rule_id, json.dumps({"rule": price_rule.written()}))
                await rules.activate(conn, rule_id, at=now)
            detail = "auto" if price_rule is None else json.dumps(price_rule.written())
            await staff.log(
                conn,
                staff_id=staff_id,
                action="price_rule",
                subject=_subject(row.scope, row.target),
                at=now,
                detail=f"{row.title}: {detail}",
            )
        return True

    async def limit(self, staff_id: int, goods: RuleScopeKey, title: str, limit: Limit) -> None:
        """Sets how many cards one order and one customer's day may hold. Raises `BadAmountError`."""
        bounds = ((limit.per_order, MOST_IN_ORDER), (limit.per_day, MOST_IN_DAY))
        if not all(number is None or 1 <= number <= most for number, most in bounds):
            raise BadAmountError
        body = {"per_order": limit.per_order, "per_day": limit.per_day}
        kept = None if limit == Limit() else body
        await self._set(staff_id, RuleKind.LIMIT, goods.scope, goods.target, title=title, body=kept)

    async def hide(self, staff_id: int, goods: RuleScopeKey, title: str, *, hidden: bool) -> None:
        """Takes goods off the shelves, or puts them back."""
        body: dict[str, Any] | None = {} if hidden else None
        await self._set(staff_id, RuleKind.HIDDEN, goods.scope, goods.target, title=title, body=body)

    async def end(self, staff_id: int, rule_id: int) -> AnyStoredRule:
        """Ends a limit, or shows what was hidden, though its goods may be gone; what ended. Raises
        `NotFoundError`.
        """
        for rule in (await self.rule_set()).rules:
            if rule.id == rule_id and not isinstance(rule.rule, PriceRule):
                kind = _KINDS[type(rule.rule)]
                await self._set(staff_id, kind, rule.scope, rule.target, title=rule.title, body=None)
                return rule
        raise NotFoundError

    async def allow_today(
        self,
        conn: AsyncConnection,
        rule_set: RuleSet,
        customer_id: int,
        goods: RuleScopeKey,
        quantity: int,
        *,
        row: CustomerRow | None = None,
    ) -> None:
        """Raises `DayLimitError` when this customer may not have so many more of these today. `row`: the
        customer, where the caller's transaction has read them.
        """
        left = await self.left_today(conn, rule_set, customer_id, goods, row=row)
        if left is not None and quantity > left[1]:
            raise DayLimitError(*left)

    async def most_now(
        self, conn: AsyncConnection, rule_set: RuleSet, customer_id: int, goods: RuleScopeKey
    ) -> int:
        """The most cards of these goods that a customer may order at once now. Raises `DayLimitError`."""
        most, today = rule_set.order_limit(goods), await self.left_today(conn, rule_set, customer_id, goods)
        if today is None:
            return most
        if not today[1]:
            raise DayLimitError(*today)
        return min(most, today[1])

    async def most_in(
        self, conn: AsyncConnection, rule_set: RuleSet, customer_id: int, goods: RuleScopeKey
    ) -> int:
        """The same; 0 where the day's limit is reached."""
        limit, today = rule_set.order_limit(goods), await self.left_today(conn, rule_set, customer_id, goods)
        return limit if today is None else min(limit, today[1])

    async def left_today(
        self,
        conn: AsyncConnection,
        rule_set: RuleSet,
        customer_id: int,
        goods: RuleScopeKey,
        *,
        row: CustomerRow | None = None,
    ) -> tuple[int, int] | None:
        """The strictest daily limit as (limit, remaining), or None if none applies. A limit of the customer's
        own counts all cards and takes the place of the shop's.

        The caller reads `rule_set` before it opens `conn`: nobody opens a connection while holding one.
        """
        now = self._clock.now().astimezone(self._zone)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        customer = row or await customers.get(conn, customer_id)
        if customer is not None and (own := customer.day_limit) is not None:
            had = await order_figures.cards_since(conn, customer_id, midnight, without=GAVE_NOTHING)
            return own, max(0, own - had)
        found: tuple[int, int] | None = None
        for rule, most in rule_set.day_limits(goods):
            had = await order_figures.cards_since(
                conn,
                customer_id,
                midnight,
                without=GAVE_NOTHING,
                category=goods.category if rule.scope is Scope.CATEGORY else None,
                product_id=goods.product_id if rule.scope in {Scope.PRODUCT, Scope.TYPE} else None,
                type_id=goods.type_id if rule.scope is Scope.TYPE else None,
            )
            left = max(0, most - had)
            if found is None or left < found[1]:
                found = most, left
        return found

    async def _set(
        self,
        staff_id: int,
        kind: RuleKind,
        scope: Scope,
        target: str,
        *,
        title: str,
        body: dict[str, Any] | None,
    ) -> None:
        now = self._clock.now()
        async with self._db.write() as conn:
            ended = await rules.end_active(conn, kind=kind, scope=scope, target=target, at=now, by=staff_id)
            if body is not None:
                await rules.add(
                    conn,
                    kind=kind,
                    scope=scope,
                    target=target,
                    title=title,
                    body=json.dumps(body),
                    state=RuleState.ACTIVE,
                    staff_id=staff_id,
                    made_at=now,
                    active_at=now,
                )
            if ended or body is not None:
                await staff.log(
                    conn,
                    staff_id=staff_id,
                    action=kind,
                    subject=_subject(scope, target),
                    at=now,
                    detail=f"{title}: {'none' if body is None else json.dumps(body)}",
                )


async def _end(conn: AsyncConnection, kind: RuleKind, row: RuleRow, now: datetime, staff_id: int) -> None:
    await rules.end_active(conn, kind=kind, scope=row.scope, target=row.target, at=now, by=staff_id)


async def _holds(conn: AsyncConnection, rule_id: int) -> bool:
    """Whether a saved price rule is in force; a saved wish to have none holds while there is none."""
    row = await rules.get(conn, rule_id)
    if row is None or row.active_at is not None:
        return row is not None and row.state is RuleState.ACTIVE
    newest = await rules.newest(conn, kind=row.kind, scope=row.scope, target=row.target)
    return newest is None or (newest.state is RuleState.ENDED and newest.ended_at == row.ended_at)


def _rule_of(row: RuleRow) -> PriceRule | Limit | Hidden:
    body = json.loads(row.body)
    match row.kind:
        case RuleKind.PRICE:
            return PriceRule.read(body["rule"])
        case RuleKind.LIMIT:
            # A larger one was taken once.
            order = body["per_order"]
            return Limit(None if order is None else min(order, MOST_IN_ORDER), body["per_day"])
        case _:
            return Hidden()


def _stored(row: NamedRuleRow, price_rule: PriceRule | Limit | Hidden) -> AnyStoredRule:
    return StoredRule(
        price_rule,
        row.scope,
        row.target,
        row.title,
        row.id,
        row.staff_id,
        row.active_at,
        row.staff_name,
    )  # type: ignore[return-value]


def _subject(scope: Scope, target: str) -> str:
    return f"{scope}:{target}" if target else scope
