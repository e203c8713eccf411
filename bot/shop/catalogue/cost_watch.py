"""What staff hear of costs: those that jump up, and those that have overtaken a set price.

Each reading of a product's types is looked at once, in whichever process made it. What is over is ended by a
later reading, or every few minutes by `end_what_is_over`, since rules change too.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.catalogue.stock import TypeNow
from bot.shop.chat_settings.live_settings import Live
from bot.shop.money import Money
from bot.shop.outbox.alerts import Alerts
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import RuleScopeKey, RuleSet
from bot.shop.refs import short_key
from storage.database import Database
from storage.house import open_warnings
from storage.house.open_warnings import WarningRow

JUMP: Final = "price_jump"
_JUMPS: Final = "prices_jump"
_BELOW: Final = "price_below_cost"
_MOST_NAMED: Final = 10
"""So many products whose cost has jumped are told one by one; more at once are told together."""
_USUAL_AFTER: Final = timedelta(days=3)
"""A cost that has stood for so long is no news any more."""
_MOST_ROWS: Final = 100

Announce = Callable[[AsyncConnection], Awaitable[None]]


class CostSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def price_jump_percent(self) -> int:
        """By how much a cost must rise between two readings for staff to be told; 0: never."""
        ...


@dataclass(frozen=True, slots=True)
class Offered:
    """A product as its rules know it, with its types as last read; None: never."""

    title: str
    goods: RuleScopeKey
    types: Sequence[TypeNow] | None


@dataclass(frozen=True, slots=True)
class _Rise:
    """A type whose cost was another one at the reading before."""

    before: TypeNow
    now: TypeNow

    @property
    def percent(self) -> Decimal:
        return (self.now.cost.dinars / self.before.cost.dinars - 1) * 100


class CostWatch:
    """Begins and ends the warnings about costs."""

    def __init__(
        self, db: Database, clock: Clock, alerts: Alerts, rule_store: RuleStore, settings: Live[CostSettings]
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._rule_store = rule_store
        self._settings = settings

    async def see(self, offered: Offered) -> None:
        """A set price that the cost has overtaken sells nothing any more; the staff must hear of it."""
        rule_set = await self._rule_store.rule_set()
        wrong = [type_ for type_ in offered.types or () if _is_below(rule_set, offered.goods, type_)]
        if not wrong:
            return
        async with self._db.read() as conn:
            known = {row.matter for row in await open_warnings.of_code(conn, _BELOW, limit=_MOST_ROWS)}
        for type_ in wrong:
            if type_.id in known or len(known) == _MOST_ROWS:
                continue
            price = rule_set.priced(replace(offered.goods, type_id=type_.id), type_.cost).price
            await self._alerts.begin(
                _BELOW,
                matter=type_.id,
                product=offered.title,
                type=type_.name,
                price=str(price.dinars),
                cost=str(type_.cost.dinars),
                product_id=offered.goods.product_id,
                place=_place(offered, type_),
            )

    async def changed(self, offered: Offered, before: Sequence[TypeNow]) -> Announce | None:
        """What has to be told of a reading that differs from the one before, in the transaction that keeps
        it; None for nothing.
        """
        costs = {type_.id: type_ for type_ in before if type_.cost}
        changes = [
            _Rise(costs[type_.id], type_)
            for type_ in offered.types or ()
            if type_.cost and type_.id in costs and type_.cost != costs[type_.id].cost
        ]
        if not changes:
            return None
        rule_set = await self._rule_store.rule_set()

        async def announce(conn: AsyncConnection) -> None:
            await self._announce(conn, offered, changes, rule_set)

        return announce

    async def told_of(self) -> frozenset[str]:
        """The products of which such a warning is open, by id."""
        async with self._db.read() as conn:
            rows = await open_warnings.of_code(conn, _BELOW, limit=_MOST_ROWS)
            rows += await open_warnings.of_code(conn, JUMP, limit=_MOST_ROWS)
        return frozenset(json.loads(row.args)["product_id"] for row in rows)

    async def end_what_is_over(self, offered: Mapping[str, Offered]) -> None:
        """For a worker: ends what the rules, or time, have made right. `offered`: the products of `told_of`,
        by id, as far as they are in the catalogue.
        """
        async with self._db.read() as conn:
            below = await open_warnings.of_code(conn, _BELOW, limit=_MOST_ROWS)
            jumps = await open_warnings.of_code(conn, JUMP, limit=_MOST_ROWS)
            together = await open_warnings.get(conn, _JUMPS, "")
        if below:
            rule_set = await self._rule_store.rule_set()
            for row in below:
                await self._end_below(rule_set, row, offered)
        old = [row for row in jumps if self._is_usual(row, offered)]
        for row in old:
            await self._alerts.end(JUMP, matter=row.matter, how="stays")
        if together is not None and len(old) == len(jumps):
            await self._alerts.end(_JUMPS)

    def _is_usual(self, row: WarningRow, offered: Mapping[str, Offered]) -> bool:
        is_watched = self._settings.now.price_jump_percent > 0 and row.matter in offered
        return not is_watched or self._clock.passed(row.since) >= _USUAL_AFTER

    async def _end_below(self, rule_set: RuleSet, row: WarningRow, offered: Mapping[str, Offered]) -> None:
        product = offered.get(json.loads(row.args)["product_id"])
        types = [] if product is None else product.types or []
        type_ = next((type_ for type_ in types if type_.id == row.matter and type_.cost), None)
        if product is None or type_ is None or rule_set.is_hidden(product.goods):
            await self._alerts.end(_BELOW, matter=row.matter, how="gone")
        elif not _is_below(rule_set, product.goods, type_):
            price = rule_set.priced(replace(product.goods, type_id=type_.id), type_.cost).price
            await self._alerts.end(
                _BELOW,
                matter=row.matter,
                how="sold",
                price=str(price.dinars),
                cost=str(type_.cost.dinars),
            )

    async def _announce(
        self, conn: AsyncConnection, offered: Offered, changes: Sequence[_Rise], rule_set: RuleSet
    ) -> None:
        percent, matter = self._settings.now.price_jump_percent, offered.goods.product_id or ""
        jumps = [
            one
            for one in sorted(changes, key=lambda one: -one.percent)
            if percent and one.percent >= percent and not _is_hidden(rule_set, offered.goods, one.now)
        ]
        row = await open_warnings.get(conn, JUMP, matter)
        if jumps:
            await self._tell(conn, row, jumps, offered, rule_set)
        elif row is not None:
            known = json.loads(row.args)
            now = next((one.now for one in changes if one.now.id == known["type_id"]), None)
            was = Money.of_dinars(Decimal(known["was"]))
            if now is not None and now.cost.dinars * 100 < was.dinars * (100 + (percent or 100)):
                await self._alerts.end_in(conn, JUMP, matter=matter, how="back", cost=str(now.cost.dinars))

    async def _tell(
        self,
        conn: AsyncConnection,
        row: WarningRow | None,
        jumps: Sequence[_Rise],
        offered: Offered,
        rule_set: RuleSet,
    ) -> None:
        """Of a product whose cost jumps once more staff hear once more; of very many only that they are."""
        matter = offered.goods.product_id or ""
        if row is not None:
            await open_warnings.end(conn, JUMP, matter)
        elif len(await open_warnings.of_code(conn, JUMP, limit=_MOST_NAMED)) == _MOST_NAMED:
            await self._alerts.begin_in(conn, _JUMPS)
            return
        first, *others = jumps
        await self._alerts.begin_in(
            conn, JUMP, matter=matter, **_said(offered, first, rule_set), others=len(others)
        )


def _said(offered: Offered, rise: _Rise, rule_set: RuleSet) -> dict[str, Any]:
    goods = replace(offered.goods, type_id=rise.now.id)
    before, now = (rule_set.priced(goods, each.cost).price for each in (rise.before, rise.now))
    return {
        "product": offered.title,
        "type": rise.now.name,
        "percent": int(rise.percent),
        "was": str(rise.before.cost.dinars),
        "cost": str(rise.now.cost.dinars),
        "before": str(before.dinars),
        "price": str(now.dinars),
        "sold": "yes" if rule_set.sells(goods, rise.now.cost) else "no",
        "product_id": offered.goods.product_id,
        "type_id": rise.now.id,
        "place": _place(offered, rise.now),
    }


def _place(offered: Offered, type_: TypeNow) -> str:
    """Where the type's prices are set: the key of a `RuleTarget`."""
    return f"t.{short_key(offered.goods.product_id or '')}.{short_key(type_.id)}"


def _is_below(rule_set: RuleSet, goods: RuleScopeKey, type_: TypeNow) -> bool:
    of_type = replace(goods, type_id=type_.id)
    return bool(type_.cost) and not rule_set.is_hidden(of_type) and not rule_set.sells(of_type, type_.cost)


def _is_hidden(rule_set: RuleSet, goods: RuleScopeKey, type_: TypeNow) -> bool:
    return rule_set.is_hidden(replace(goods, type_id=type_.id))
