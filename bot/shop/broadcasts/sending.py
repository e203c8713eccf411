"""Sends messages to many, one person after another.

Nobody gets one twice: before it is sent to somebody, the walk is moved past them and they are noted as in the
air; afterwards what became of it is counted. Who is in the air when a process dies is counted as doubtful and
left out, so that of all who were reached one person at most may have missed it.
"""

from datetime import timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.shop.broadcasts.audiences import Audiences, Reader
from bot.shop.broadcasts.delivery import BroadcastDelivery, NotSentError
from bot.shop.broadcasts.views import BroadcastOutcome, BroadcastState, view
from bot.shop.customers import Customers
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.delivery import ChatBlockedError, DeliveryError, SlowDownError, UndeliverableError
from storage.chat import broadcasts
from storage.chat.broadcasts import BroadcastRow
from storage.database import Database

log = structlog.get_logger(__name__)

_ROUND: Final = 2.0
"""Seconds that one round takes; a process that is asked to stop waits for no more."""
_SHOWN_EACH: Final = 5.0
_BACKOFF: Final = (1.0, 5.0, 15.0, 60.0)
_MOST_IN_A_ROW: Final = 5
"""So many times in a row it was refused or in doubt: then a person looks at it."""
_IDLE: Final = 60.0
_EACH_TIME: Final = timedelta(0)


class BroadcastSending:
    """One for the process. `run_round` is called by one worker, never twice at a time."""

    def __init__(
        self, db: Database, clock: Clock, customers: Customers, alerts: Alerts, delivery: BroadcastDelivery
    ) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers
        self._alerts = alerts
        self._delivery = delivery
        self._audiences = Audiences(db, customers)
        self._shown_at = float("-inf")
        self._misses = 0
        self._unreached = 0

    async def run_round(self) -> float:
        """Sends for a while; in how many seconds the next round is due."""
        await self._count_doubts()
        async with self._db.read() as conn:
            row = await broadcasts.running(conn)
        return _IDLE if row is None else await self._go_on(row)

    async def _count_doubts(self) -> None:
        """What is in the air before a round begins was left there by a process that died."""
        async with self._db.read() as conn:
            left = await broadcasts.in_air(conn, limit=10)
        for row in left:
            if row.in_air is not None:
                log.warning("broadcast_in_doubt", broadcast=row.id, person=row.in_air)
                await self._settle(row, row.in_air, BroadcastOutcome.DOUBTFUL)

    async def _go_on(self, row: BroadcastRow) -> float:
        until = self._clock.monotonic() + _ROUND
        piece = await self._audiences.next_slice(
            row, row.walked_to, known_by=row.started_at or row.created_at
        )
        at = row.walked_to
        for reader in piece.readers:
            if not await self._claim(row, reader, before=at):
                break
            pause = await self._send(row, reader, before=at)
            if pause is not None:
                await self._show(row)
                return pause
            at = reader.id
            if self._clock.monotonic() >= until:
                break
        else:
            await self._walked(row, at, piece.walked_to, is_last=piece.is_last)
        await self._show(row)
        return 0.0

    async def _claim(self, row: BroadcastRow, reader: Reader, *, before: int) -> bool:
        async with self._db.write() as conn:
            return await broadcasts.claim(conn, row.id, reader.id, before=before)

    async def _send(self, row: BroadcastRow, reader: Reader, *, before: int) -> float | None:
        """Sends it to one person; seconds to wait, where nothing more can be sent now."""
        try:
            await self._delivery.send(view(row), reader.id, reader.language)
        except ChatBlockedError:
            await self._customers.left(reader.id)
            await self._landed(row, reader, BroadcastOutcome.BLOCKED)
            return None
        except (SlowDownError, NotSentError) as error:
            async with self._db.write() as conn:
                await broadcasts.release(conn, row.id, reader.id, before=before)
            if isinstance(error, SlowDownError):
                return error.retry_after
            self._unreached += 1
            return _BACKOFF[min(self._unreached, len(_BACKOFF)) - 1]
        except UndeliverableError as error:
            log.warning("broadcast_refused", broadcast=row.id, person=reader.id, why=str(error))
            return await self._missed(row, reader, BroadcastOutcome.REFUSED)
        except DeliveryError as error:
            log.warning("broadcast_in_doubt", broadcast=row.id, person=reader.id, why=str(error))
            halted = await self._missed(row, reader, BroadcastOutcome.DOUBTFUL)
            return _BACKOFF[min(self._misses, len(_BACKOFF)) - 1] if halted is None else halted
        await self._landed(row, reader, BroadcastOutcome.SENT)
        return None

    async def _landed(self, row: BroadcastRow, reader: Reader, outcome: BroadcastOutcome) -> None:
        self._misses = self._unreached = 0
        await self._settle(row, reader.id, outcome)

    async def _missed(self, row: BroadcastRow, reader: Reader, outcome: BroadcastOutcome) -> float | None:
        """Counts it; when nothing else happens any more, the message waits for a person."""
        await self._settle(row, reader.id, outcome)
        self._misses += 1
        if self._misses < _MOST_IN_A_ROW:
            return None
        self._misses = 0
        async with self._db.write() as conn:
            running = [BroadcastState.RUNNING]
            if await broadcasts.move(conn, row.id, running, BroadcastState.PAUSED) is not None:
                await self._alerts.raise_in(
                    conn,
                    "broadcast_halted",
                    matter=str(row.id),
                    quiet=_EACH_TIME,
                    count=_MOST_IN_A_ROW,
                    outcome=outcome.value,
                )
        return 0.0

    async def _settle(self, row: BroadcastRow, person_id: int, outcome: BroadcastOutcome) -> None:
        async with self._db.write() as conn:
            await broadcasts.settle(conn, row.id, person_id, outcome)

    async def _walked(self, row: BroadcastRow, at: int, to: int, *, is_last: bool) -> None:
        """Behind the last of a slice: on to the next one, or the end."""
        async with self._db.write() as conn:
            if to > at and not await broadcasts.skip_to(conn, row.id, to, before=at):
                return
            if not is_last:
                return
            running = [BroadcastState.RUNNING]
            done = await broadcasts.move(
                conn, row.id, running, BroadcastState.DONE, ended_at=self._clock.now()
            )
            if done is not None:
                self._shown_at = float("-inf")
                await self._alerts.raise_in(
                    conn,
                    "broadcast_done",
                    matter=str(row.id),
                    quiet=_EACH_TIME,
                    sent=done.sent,
                    blocked=done.blocked,
                    refused=done.refused,
                    doubtful=done.doubtful,
                )

    async def _show(self, row: BroadcastRow) -> None:
        """Says how far it is, every few seconds, and at once when it does not go on."""
        async with self._db.read() as conn:
            now = await broadcasts.get(conn, row.id)
        if now is None:
            return
        moment = self._clock.monotonic()
        if now.state is BroadcastState.RUNNING and moment < self._shown_at + _SHOWN_EACH:
            return
        self._shown_at = moment
        await self._delivery.show(view(now))
