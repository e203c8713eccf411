"""What happened in the outside world, numbered, for whoever watches: the chat page and tests.

Keeps the last events in a ring and streams them as server-sent events. Decides nothing and stores nothing:
who has missed too much is told to load everything anew.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from itertools import islice
from typing import Any

Event = dict[str, Any]

RING = 2_000
_HEARTBEAT_SECONDS = 15.0


class EventHub:
    """Numbers events and hands them to any number of listeners. Publishing costs next to nothing when nobody
    listens.
    """

    def __init__(self, *, keep: int = RING) -> None:
        # Starting at the clock makes numbers of an earlier run too old, so a page that outlived us loads
        # anew.
        self.seq = time.time_ns() // 1_000_000
        self._ring: deque[Event] = deque(maxlen=keep)
        self._listeners: set[asyncio.Event] = set()
        self._closed = False

    def publish(self, kind: str, /, **data: Any) -> None:
        """Adds the event `{"seq", "type": kind, **data}`.

        It is encoded later and only if somebody listens, so hand over data that will not be changed any more.
        """
        self.seq += 1
        self._ring.append({"seq": self.seq, "type": kind, **data})
        for listener in self._listeners:
            listener.set()

    def since(self, seq: int) -> list[Event] | None:
        """The events after number `seq`; None when some of them are no longer known (or `seq` is not of this
        run).
        """
        missed = self.seq - seq
        if missed < 0 or missed > len(self._ring):
            return None
        return list(islice(self._ring, len(self._ring) - missed, None))

    async def stream(self, since: int) -> AsyncIterator[str]:
        """Server-sent events after number `since`, until `close`. One `reload` event stands for all that is
        too old.
        """
        wake = asyncio.Event()
        self._listeners.add(wake)
        try:
            yield "retry: 1000\n\n"
            while not self._closed:
                wake.clear()
                events = self.since(since)
                if events is None:
                    events = [{"seq": self.seq, "type": "reload"}]
                since = self.seq
                if events:
                    yield "".join(_encode(event) for event in events)
                    continue
                try:
                    await asyncio.wait_for(wake.wait(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self._listeners.discard(wake)

    async def next_in(self, chat_id: int, since: int, within: float) -> int:
        """Waits until something happened in that chat after event number `since`, or may have, and at most so
        many seconds; the number of the newest event.
        """
        wake = asyncio.Event()
        self._listeners.add(wake)
        try:
            async with asyncio.timeout(within):
                while not self._closed and self._is_quiet(chat_id, since):
                    since = self.seq
                    wake.clear()
                    await wake.wait()
        except TimeoutError:
            pass
        finally:
            self._listeners.discard(wake)
        return self.seq

    def _is_quiet(self, chat_id: int, since: int) -> bool:
        events = self.since(since)
        return events is not None and all(event.get("chat_id") != chat_id for event in events)

    def close(self) -> None:
        """Ends all streams and waits, so that a server can stop."""
        self._closed = True
        for listener in self._listeners:
            listener.set()


def _encode(event: Event) -> str:
    return f"id: {event['seq']}\ndata: {json.dumps(event, ensure_ascii=False, separators=(',', ':'))}\n\n"
