"""The ledger: one day's figures, as they come or as they were kept when the day was over.

A day that is over is added up once. Its close keeps the figures; for days before there were any kept, a
worker does it later, some at a time. Nothing that happens afterwards changes them: what is given back later
is that later day's, and so is what is written later with a time of a day that was added up already, since
somebody set the clock back.
"""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.books import invariants
from bot.shop.books.day_figures import Day, packed, unpacked
from bot.shop.books.discrepancies import Found
from bot.shop.books.shop_days import ShopDays
from bot.shop.books.supplier_account.account_reader import AccountReader
from bot.shop.books.supplier_account.supplier_statement import Statement, float_of
from bot.shop.errors import SupplierAwayError
from bot.shop.money import Money
from bot.supplier import Lane
from storage.database import Database
from storage.house import facts
from storage.money import losses as lost_money
from storage.money.daily import closed_days, late_rows
from storage.money.daily import days as sums
from storage.money.daily.late_rows import Late, Newest

log = structlog.get_logger(__name__)

_FILLED: Final = "books:filled"
_FILLED_AT_ONCE: Final = 31
_ENDED: Final = invariants.DELIVERED | invariants.GIVEN_BACK


class DayLedger:
    """Adds days up, and keeps those that are over."""

    def __init__(self, db: Database, clock: Clock, days: ShopDays, account: AccountReader) -> None:
        self._db = db
        self._clock = clock
        self._days = days
        self._account = account

    async def day(self, day: date) -> Day:
        """The figures of one day, as far as it has come, with what does not meet in the supplier's account of
        it.

        A supplier that is away leaves the float out.
        """
        async with self._db.read() as conn:
            kept = await closed_days.get(conn, day.isoformat())
        if kept is not None and (kept.account_read or self._account.sandbox):
            return unpacked(json.loads(kept.figures))
        statement = await self._statement(day)
        if kept is None:
            async with self._db.read_books() as conn:
                return (await self.added_up(conn, day, statement))[0]
        seen = unpacked(json.loads(kept.figures))
        if statement is None:
            return seen
        async with self._db.read_books() as conn:
            seen = await self._with_account(conn, seen, statement)
        async with self._db.write() as conn:
            await closed_days.account_came(conn, kept.day, json.dumps(packed(seen)))
        return seen

    async def added_up(
        self, conn: AsyncConnection, day: date, statement: Statement | None
    ) -> tuple[Day, Newest]:
        """A day's figures from the rows of that day, and from those that came too late for the day before;
        and which rows were there. Without the account where that was not read.
        """
        since, end = self._days.span(day)
        now = self._clock.now()
        until = min(end, now)
        kept = await closed_days.get(conn, day.isoformat())
        counted = (kept and kept.counted) or await late_rows.newest(conn)
        by_kind = Counter(await sums.by_kind(conn, since, until))
        by_way = Counter(await sums.by_way(conn, since, until))
        ended = await sums.ended(conn, since, until, _ENDED)
        lost, came_back = await lost_money.sums(conn, since, until)
        before = await closed_days.last_before(conn, since)
        if before is None:
            opening = await sums.booked(conn, None, since)
        else:
            between = 0 if before.until_at == since else await sums.booked(conn, before.until_at, since)
            opening = before.wallets_centimes + between
        if before is not None and before.counted is not None:
            late = Late(before.until_at, before.counted, counted)
            booked_late = await late_rows.by_kind(conn, late)
            if before.until_at < since:  # the days between are added up later: it is theirs
                opening += sum(booked_late.values())
            else:
                by_kind.update(booked_late)
                by_way.update(await late_rows.by_way(conn, late))
                ended += await late_rows.ended(conn, late, _ENDED)
                lost += await late_rows.lost(conn, late)
        seen = Day(
            day=day,
            since=since,
            until=until,
            ended=end <= now,
            wallets_opening=Money(opening),
            wallets_closing=Money(opening + sum(by_kind.values())),
            by_kind={kind: Money(centimes) for kind, centimes in sorted(by_kind.items())},
            by_way={way: Money(centimes) for way, centimes in sorted(by_way.items())},
            unmatched=await sums.unmatched_payments(conn, until),
            orders=ended.orders,
            listed=Money(ended.listed),
            kept=Money(ended.kept),
            cost=Money(ended.cost),
            lost=Money(lost - came_back),
            float=None,
        )
        if statement is not None:
            seen = await self._with_account(conn, seen, statement)
        return seen, counted

    async def keep(self, conn: AsyncConnection, seen: Day, counted: Newest, *, account_read: bool) -> None:
        """Writes down, once, a day's figures and which rows are in them. For the close's transaction."""
        await closed_days.keep(
            conn,
            seen.day.isoformat(),
            until_at=seen.until,
            wallets_centimes=seen.wallets_closing.centimes,
            figures=json.dumps(packed(seen)),
            account_read=account_read,
            counted=counted,
            now=self._clock.now(),
        )

    async def fill(self, last: date) -> bool:
        """Keeps the figures of days up to `last` that nobody has kept, from the first one on, a month's at a
        time; whether all are there.
        """
        day = await self._first_to_fill(last)
        for _ in range(_FILLED_AT_ONCE):
            if day > last:
                return True
            async with self._db.read_books() as conn:
                kept = await closed_days.get(conn, day.isoformat())
                added_up = None if kept is not None else await self.added_up(conn, day, None)
            async with self._db.write() as conn:
                if added_up is not None:
                    await self.keep(conn, *added_up, account_read=False)
                await facts.put(conn, _FILLED, day.isoformat(), self._clock.now())
            day += timedelta(days=1)
        log.info("figures of earlier days were kept", until=day.isoformat())
        return day > last

    async def _first_to_fill(self, last: date) -> date:
        async with self._db.read() as conn:
            filled = await facts.get(conn, _FILLED)
            if filled is not None:
                return date.fromisoformat(filled.value) + timedelta(days=1)
            first = await sums.first_entry_at(conn)
        return last + timedelta(days=1) if first is None else self._days.day_at(first)

    async def _with_account(self, conn: AsyncConnection, seen: Day, statement: Statement) -> Day:
        _, closed = await self._account.closed_before(conn, seen.day)
        found = Found()
        found.add(statement.differences)
        return replace(
            seen,
            float=float_of(statement, seen.since, seen.until, closed),
            on_the_way=Money(sum(row.currency_amount for row in statement.on_the_way)),
            on_the_way_count=len(statement.on_the_way),
            differences=tuple(found.named),
            more=dict(found.more),
        )

    async def _statement(self, day: date) -> Statement | None:
        """A person waits for it, and so do customers: it goes behind what the shop itself asks."""
        try:
            return await self._account.read(day, lane=Lane.BROWSING)
        except SupplierAwayError:
            log.info("the supplier's account could not be read", day=day.isoformat())
            return None
