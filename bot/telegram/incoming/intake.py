"""From Telegram's update to a handled one: on disk, through the processor to PTB's handlers, marked done.

The one object the composition root needs, for polling and webhook alike. An update is marked done after its
handlers have finished and the conversation states they changed are on disk; what a crash interrupts runs
again at the next start. What the handlers do and say is not known here.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update

from bot.clock import Clock
from bot.tasks import ended, watched
from bot.telegram.application import ShopApplication, ShopBot
from bot.telegram.conversations import renew
from bot.telegram.incoming.arrivals import Arrival
from bot.telegram.incoming.backlog import Backlog, NothingToSay, Place, Refusals, Refused
from bot.telegram.incoming.catching_up import CatchingUp
from bot.telegram.incoming.handling import ALLOWED_UPDATES, HandledUpdate, Handling, SetAside, kind_of
from bot.telegram.incoming.inbox import Inbox
from bot.telegram.incoming.polling import poll
from bot.telegram.incoming.replay import Replay
from bot.telegram.incoming.sharing import Sharing, Taken
from bot.telegram.retry import until_it_works
from bot.telegram.tries import arrived_at
from bot.this_process import Lead, ThisProcess
from storage.database import Database

_log = logging.getLogger(__name__)
_lines = structlog.get_logger(__name__)
_SILENCE = 120.0
_UNWIND_SECONDS = 1.0
_AFTER_TROUBLE_SECONDS = 1.0
_ANSWERS_AT_ONCE = 16
_ASK_AGAIN_SECONDS = 1.0


class Intake:
    """Takes updates in for one application, whose update processor decides who is served when.

    `on_set_aside(update_id, why)` is told of an update that was given up (its runs ended with the process, or
    PTB cannot read it), and once of a payment whose handler failed three times, which goes on being tried.
    What one person sends too fast waits on disk; `refusals` speaks for the shop to whoever sends without end.
    With `most_in_hand` updates in memory, or `most_on_disk` waiting, it stops asking Telegram for more.
    The others are those of `Handling` and `Inbox`; `process` is this one among several over the database.
    """

    def __init__(
        self,
        application: ShopApplication,
        db: Database,
        clock: Clock,
        *,
        on_set_aside: Callable[[int, SetAside], Awaitable[object]] | None = None,
        refusals: Refusals | None = None,
        on_handled: Callable[[HandledUpdate], None] = lambda _: None,
        without_secrets: Callable[[str], str] = str,
        most_in_hand: int = 1000,
        most_on_disk: int = 20_000,
        process: ThisProcess | None = None,
    ) -> None:
        self._sharing: Sharing | None = None
        if process is not None and process.shared:
            begins = partial(renew, application)
            self._sharing = Sharing(
                db, process, begins, lambda: self._backlog.people_waiting | self._replay.people
            )
        self.inbox = Inbox(
            db,
            clock,
            before_done=self._keep_states,
            without_secrets=without_secrets,
            sharing=self._sharing,
            on_taken=self._take_up,
        )
        self._application = application
        self._clock = clock
        self._process = process
        self._on_handled = on_handled
        self._most_in_hand = most_in_hand
        self._most_on_disk = most_on_disk
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._refusals: Refusals = refusals or NothingToSay()
        self._handling = Handling(
            application,
            self.inbox,
            clock,
            refusals=self._refusals,
            on_set_aside=on_set_aside,
            on_handled=on_handled,
        )
        self._catching_up = CatchingUp(clock, self._caught_up_with_telegram)
        self._backlog = Backlog(self._refusals.never, rests=lambda: self._catching_up.under_way)
        self._asides: set[asyncio.Task[None]] = set()
        self._answering = asyncio.Semaphore(_ANSWERS_AT_ONCE)
        self._replay = Replay(
            self._begin,
            admit=self._admit,
            give_up=self._give_up,
            read=self.inbox.waiting,
            settle=self.inbox.flush,
            clock=clock,
        )
        self._given_up: set[asyncio.Task[None]] = set()
        self._taking: asyncio.Task[None] | None = None
        self._space = asyncio.Event()
        self._draining = False
        self._heard_at: float | None = None

    @property
    def in_hand(self) -> int:
        """How many updates are unfinished in this process."""
        return len(self._in_hand)

    async def connect(self, stop: asyncio.Event) -> None:
        """Initializes the application, waiting for Telegram as long as it takes.

        Raises:
            TokenRefused: BOT_TOKEN is wrong.
            Stopped: `stop` was set meanwhile.
        """
        try:
            await until_it_works(
                "Telegram is out of reach", self._application.initialize, stop=stop, clock=self._clock
            )
        except BaseException:
            # An application that never became initialized does not close what it opened.
            await self._bot.close_transports()
            raise

    async def replay(self) -> None:
        """Begins to run again what an earlier process left unfinished. Call it once, before taking in new
        updates.

        It waits for none of them but those that are given up; `bot.telegram.incoming.replay` says in which
        order they run.
        """
        if self._sharing is None:
            await self._replay.begin_with_slices(await self.inbox.suspects(), self.inbox.unfinished())
        else:
            self._take_up(await self._sharing.take())
        if self._given_up:
            await asyncio.wait(self._given_up)
        if self._sharing is not None:
            taking = self._sharing.keep_taking(self._take_up)
            self._taking = watched(asyncio.create_task(taking), "taking up other processes' updates")

    def _take_up(self, taken: Taken) -> None:
        """Sets under way what was others'."""
        self._replay.begin(taken.left)
        self._take(taken.handed_over)

    def _give_up(self, arrival: Arrival) -> None:
        giving_up = self._handling.give_up(arrival, SetAside.ENDS_THE_PROCESS)
        self._given_up.add(task := self._track(arrival.update_id, giving_up))
        task.add_done_callback(self._given_up.discard)
        self._on_handled(HandledUpdate(kind_of(arrival), "set_aside", 0.0))

    def _take(self, arrivals: Sequence[Arrival]) -> None:
        for arrival in arrivals:
            if not self._replay.holds_back(arrival):
                self._admit(arrival, False)

    async def run_polling(self, stop: asyncio.Event) -> None:
        """Long polling until `stop` is set. Call `drain` afterwards.

        Raises:
            TokenRefused: Telegram does not know the token any more.
        """
        self._heard_at = self._clock.monotonic()
        await poll(
            self._bot,
            accept=self._accept_polled,
            room=self._room,
            heard=self._heard,
            allowed_updates=ALLOWED_UPDATES,
            stop=stop,
            clock=self._clock,
        )
        self._heard_at = None

    async def set_webhook(self, url: str, secret: str, stop: asyncio.Event) -> None:
        """Tells Telegram where to deliver. `secret`: 1 to 256 of `A-Za-z0-9_-` (Bot API setWebhook).

        Raises:
            TelegramError: Telegram refuses the address or the token.
            Stopped: `stop` was set meanwhile.
        """

        async def ask() -> bool:
            return await self._bot.set_webhook(
                url=url,
                secret_token=secret,
                allowed_updates=ALLOWED_UPDATES,
                drop_pending_updates=False,
            )

        await until_it_works("Setting the webhook", ask, stop=stop, clock=self._clock)

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        """Commits these updates, then sets those under way that are new.

        Raises:
            Exception: whatever the database raised: then Telegram must not be told that we have them.
        """
        self._take(await self.inbox.save(arrivals))

    async def _accept_polled(self, arrivals: Sequence[Arrival], more: bool) -> None:
        new = await self.inbox.save(arrivals) if arrivals else []
        if more:
            self._catching_up.goes_on()
        self._take(new)
        if not more:
            self._catching_up.ends()

    def _caught_up_with_telegram(self) -> None:
        for person in self._backlog.people:
            self._feed_next(person)
            self._tell_refused(person)

    async def drain(self, timeout: float) -> int:  # noqa: ASYNC109 - a budget, after which work is left, not an error
        """Finishes what is in hand within `timeout` seconds; gives the number of updates left for the next
        start.
        """
        self._draining = True
        await self._catching_up.stop()
        if self._taking is not None:
            self._taking.cancel()
            await ended(self._taking, what=None)
        held_back = await self._replay.stop() + self._backlog.waiting
        if self._in_hand:
            await asyncio.wait(self._in_hand.values(), timeout=timeout)
        left = dict(self._in_hand)
        asides = tuple(self._asides)
        for task in (*left.values(), *asides):
            task.cancel()
        await ended(*asides, what=None)
        if left:
            # They end because the process was told to end, so none of them is the cause.
            blameless = {each: weight for each, weight in self._handling.counted.items() if each in left}
            await asyncio.wait(left.values(), timeout=_UNWIND_SECONDS)
            await self.inbox.uncount_tries(blameless)
        if count := len(left) + held_back:
            _log.warning("%d updates are left for the next start", count)
        await self.inbox.close()
        return count

    def troubles(self) -> list[str]:
        """For the health check: what is wrong with taking updates in, in words."""
        if self._heard_at is None or (silence := self._clock.monotonic() - self._heard_at) < _SILENCE:
            return []
        return [f"Telegram has not answered for {silence:.0f} s"]

    @property
    def _bot(self) -> ShopBot:
        bot: ShopBot = self._application.bot
        return bot

    def _heard(self) -> None:
        self._heard_at = self._clock.monotonic()

    @property
    def _full(self) -> bool:
        in_memory = len(self._in_hand) + self._replay.held_back
        return in_memory >= self._most_in_hand or self._backlog.waiting >= self._most_on_disk

    async def _room(self) -> None:
        """Waits until this process is the one that asks Telegram, and until there is room for more."""
        while self._process is not None and not self._process.leads(Lead.POLLING):
            await self._clock.sleep(_ASK_AGAIN_SECONDS)
            self._heard()
        while self._full:
            self._catching_up.ends()  # nothing more is taken in before something is handled
            self._space.clear()
            await self._space.wait()
            # Waiting for our own handlers is not Telegram's silence.
            self._heard()

    def refuses(self, arrival: Arrival) -> bool:
        """Whether this delivery is too much now, and Telegram has to bring it again."""
        return self._draining or (self._full and not arrival.is_urgent)

    def _admit(self, arrival: Arrival, repeated: bool) -> None:
        place = self._backlog.place(arrival, repeated=repeated)
        if place is Place.NOW:
            self._begin(arrival, repeated)
        elif place is Place.REFUSED:
            self._on_handled(HandledUpdate(kind_of(arrival), "refused", 0.0))
            if self._backlog.answers(arrival):
                self._track(arrival.update_id, self._answer_refused_press(arrival))
            else:
                self._refuse(arrival)

    def _begin(self, arrival: Arrival, repeated: bool) -> asyncio.Task[None]:
        # Tasks start in the order they are made, which is how one person's updates keep theirs.
        task = self._track(arrival.update_id, self._handling.handle(arrival, repeated=repeated))
        self._backlog.begun(arrival.person)
        task.add_done_callback(lambda _: self._caught_up(arrival.person))
        return task

    def _track(self, update_id: int, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        # A task takes the context along in which it is made: whatever answers this update knows since when it
        # waits.
        arrived = arrived_at.set(self._clock.monotonic())
        task = asyncio.create_task(work)
        arrived_at.reset(arrived)
        self._in_hand[update_id] = task
        task.add_done_callback(lambda ended: self._ended(update_id, ended))
        return task

    def _ended(self, update_id: int, task: asyncio.Task[None]) -> None:
        del self._in_hand[update_id]
        self._handling.counted.pop(update_id, None)
        self._space.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("Update %d stays in the inbox for the next start", update_id, exc_info=error)

    def _caught_up(self, person: int | None) -> None:
        """One update of this person has ended: is the next of theirs on disk, or is there something to be
        told?
        """
        self._backlog.ended(person)
        self._feed_next(person)

    def _feed_next(self, person: int | None) -> None:
        if not self._draining and (update_ids := self._backlog.next(person)):
            self._aside(self._feed(person, update_ids))

    def _aside(self, work: Coroutine[Any, Any, None]) -> None:
        task = watched(asyncio.create_task(work), "what is done beside the updates")
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def _feed(self, person: int | None, update_ids: Sequence[tuple[int, bool]]) -> None:
        """Sets the next updates of this person under way."""
        repeated = dict(update_ids)
        for arrival in await self.inbox.waiting(list(repeated)):
            self._begin(arrival, repeated[arrival.update_id])
        self._backlog.fed(person, len(update_ids))
        if self._sharing is not None and not self._backlog.waits(person):
            self._sharing.look_soon()  # more of theirs may be left
        self._space.set()
        self._feed_next(person)
        self._tell_refused(person)

    async def _answer_refused_press(self, arrival: Arrival) -> None:
        await self._catching_up.finished()
        try:
            async with self._answering:
                update = Update.de_json(arrival.data, self._bot)
                await self._refusals.answer_press(update)
        except Exception as error:  # noqa: BLE001 - whatever kept the answer away, the press is then named in words
            _log.info("Refused press %d could not be answered: %s", arrival.update_id, type(error).__name__)
            self._refuse(arrival)
        else:
            self.inbox.done(arrival.update_id)

    def _refuse(self, arrival: Arrival) -> None:
        self._backlog.refuse(arrival)
        self._tell_refused(arrival.person)

    def _tell_refused(self, person: int | None) -> None:
        if not self._draining and (refused := self._backlog.to_tell(person)) is not None:
            _log.warning(
                "Person %s sends without end; %d updates are refused", person, len(refused.update_ids)
            )
            self._aside(self._write_refused(refused))

    async def _write_refused(self, refused: Refused) -> None:
        """Until this has committed the updates are unfinished: a crash before leaves them to the next
        start.
        """

        async def tell(conn: AsyncConnection) -> None:
            if refused.count:
                await self._refusals.tell(conn, refused)

        while True:
            try:
                await self.inbox.refuse(refused.update_ids, tell)
                break
            except Exception:  # noqa: BLE001 - a database in trouble may raise anything; it is asked again
                _log.exception("What was refused to %s cannot be written; trying again", refused.person)
                await self._clock.sleep(_AFTER_TROUBLE_SECONDS)

    async def _keep_states(self) -> None:
        persistence: Any = self._application.persistence
        if persistence is not None:
            await self._application.update_persistence()
            await persistence.flush()
