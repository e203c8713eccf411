"""How much of one person's updates is in memory, what waits on disk for its turn, and what is refused.

Every update is in the inbox already, so a person's excess needs no more memory than its number: it is read
again when it is their turn, in the order in which it came. Only somebody who sends hundreds of updates faster
than they can be served is refused anything, and only what a person can send without end. What is refused is
named to them.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update

from bot.telegram.incoming.arrivals import Arrival

IN_MEMORY: Final = 20
"""Updates of one person that are in memory at the same time."""
AT_FIRST: Final = 5
"""So many instead, while Telegram has more to hand out: what one person sends beyond these rests until what
stands behind it is taken in.
"""
ON_DISK: Final = 500
"""Updates of one person that wait on disk behind those. Nobody gets there by hand, an hour's outage
included.
"""
REFUSED_AT_ONCE: Final = 500
"""Refused updates of one person that are named in one notice."""
ANSWERED: Final = 50
"""Refused presses of one person that are answered each by itself; further ones are named in the notice.
Nobody presses so often by hand, and thousands of answers would keep everybody else waiting.
"""
_NAMED: Final = 5
_LONGEST_NAME: Final = 40
_START: Final = "/start"
_CHATTER: Final = ("message", "edited_message", "callback_query", "inline_query")
_PAYMENTS: Final = ("successful_payment", "refunded_payment")


class Place(Enum):
    """Where an update goes."""

    NOW = auto()
    LATER = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Refused:
    """What was refused to one person: `words` names the first few, `count` is how many there were in all.

    `words` is empty and `count` 0 when nothing of it was said in the person's own chat with the bot.
    `broken`: it was not too much, but could not be handled.
    """

    person: int
    update_ids: tuple[int, ...]
    words: tuple[str, ...]
    count: int
    broken: bool = False


class Refusals(Protocol):
    """What the shop has to say about refusing; handed in, because nobody here knows a shop or a language."""

    def never(self, person: int) -> bool:
        """Whether nothing of this person's may be refused, because they work here."""
        ...

    async def answer_press(self, update: Update) -> None:
        """Says in answer to a press that it was not carried out. Raises what Telegram or the network
        raised.
        """
        ...

    async def tell(self, conn: AsyncConnection, refused: Refused) -> None:
        """Writes, in the transaction in which these updates are done with, what the person will be told of
        them.
        """
        ...


class NothingToSay:
    """For an application without people of its own: everybody may be refused, and nobody is told."""

    def never(self, person: int) -> bool:
        """Nobody is exempt."""
        del person
        return False

    async def answer_press(self, update: Update) -> None:
        """Says nothing."""

    async def tell(self, conn: AsyncConnection, refused: Refused) -> None:
        """Writes nothing."""


@dataclass(slots=True)
class _Lane:
    inside: int = 0
    waiting: deque[tuple[int, bool]] = field(default_factory=deque)
    feeding: bool = False
    answered: int = 0
    refused: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    count: int = 0

    @property
    def is_idle(self) -> bool:
        return not (self.inside or self.waiting or self.refused or self.feeding)


class Backlog:
    """One for each process. `never_refused` says of a person that nothing of theirs may be refused; while
    `rests`, nobody's excess is begun with, and nobody is told what was refused.
    """

    def __init__(
        self, never_refused: Callable[[int], bool], *, rests: Callable[[], bool] = lambda: False
    ) -> None:
        self._never_refused = never_refused
        self._rests = rests
        self._lanes: dict[int | None, _Lane] = {}
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """How many updates wait on disk for their turn, over all people."""
        return self._waiting

    def place(self, arrival: Arrival, *, repeated: bool) -> Place:
        """Decides where a new update goes; what is to wait is remembered. What an earlier process left is
        never refused.
        """
        if arrival.is_urgent or _is_paid(arrival.data):
            # Telegram gives up on the question after ten seconds; and nobody should wait for money that has
            # come.
            return Place.NOW
        person = arrival.person
        lane = self._lanes.setdefault(person, _Lane())
        if lane.inside < (AT_FIRST if self._rests() else IN_MEMORY) and not lane.waiting:
            return Place.NOW
        if len(lane.waiting) >= ON_DISK and not repeated and self._may_refuse(person, arrival):
            return Place.REFUSED
        lane.waiting.append((arrival.update_id, repeated))
        self._waiting += 1
        return Place.LATER

    def begun(self, person: int | None) -> None:
        """One update of this person is under way."""
        self._lanes.setdefault(person, _Lane()).inside += 1

    def ended(self, person: int | None) -> None:
        """One update of this person is not under way any more."""
        self._lanes[person].inside -= 1
        self._forget_if_idle(person)

    @property
    def people(self) -> list[int | None]:
        """Whose updates are here, in memory or on disk."""
        return list(self._lanes)

    @property
    def people_waiting(self) -> set[int]:
        """Of whom updates wait on disk for their turn."""
        return {person for person, lane in self._lanes.items() if person is not None and lane.waiting}

    def waits(self, person: int | None) -> bool:
        """Whether updates of this person wait on disk for their turn."""
        return person in self._lanes and bool(self._lanes[person].waiting)

    def next(self, person: int | None) -> list[tuple[int, bool]]:
        """The updates to read from disk now, as (update_id, repeated); call `fed` when they are under way."""
        lane = self._lanes.get(person)
        if lane is None or lane.feeding or not lane.waiting or lane.inside > IN_MEMORY // 2 or self._rests():
            return []
        lane.feeding = True
        return [lane.waiting[n] for n in range(min(len(lane.waiting), IN_MEMORY - lane.inside))]

    def fed(self, person: int | None, count: int) -> None:
        """The first `count` of this person's waiting updates are under way; 0 when they could not be read."""
        lane = self._lanes[person]
        lane.feeding = False
        for _ in range(count):
            lane.waiting.popleft()
        self._waiting -= count
        self._forget_if_idle(person)

    def answers(self, arrival: Arrival) -> bool:
        """Whether this refused update is answered by itself, and not in a notice: the first presses are."""
        lane = self._lanes.setdefault(arrival.person, _Lane())
        if "callback_query" not in arrival.data or lane.answered >= ANSWERED:
            return False
        lane.answered += 1
        return True

    def refuse(self, arrival: Arrival) -> None:
        """Remembers that this update was refused and must be named to its person."""
        person = arrival.person
        lane = self._lanes.setdefault(person, _Lane())
        lane.refused.append(arrival.update_id)
        if not _is_private(arrival.data):
            return
        lane.count += 1
        if len(lane.words) < _NAMED and (name := _name(arrival.data)):
            lane.words.append(name)

    def to_tell(self, person: int | None) -> Refused | None:
        """What must be told to this person now: when nothing of theirs waits any more, or when it has become
        much.
        """
        lane = self._lanes.get(person)
        if lane is None or person is None or not lane.refused or self._rests():
            return None
        if lane.waiting and len(lane.refused) < REFUSED_AT_ONCE:
            return None
        told = Refused(person, tuple(lane.refused), tuple(lane.words), lane.count)
        lane.refused, lane.words, lane.count = [], [], 0
        self._forget_if_idle(person)
        return told

    def _may_refuse(self, person: int | None, arrival: Arrival) -> bool:
        return person is not None and is_chatter(arrival.data) and not self._never_refused(person)

    def _forget_if_idle(self, person: int | None) -> None:
        lane = self._lanes.get(person)
        if lane is not None and lane.is_idle:
            del self._lanes[person]


def broken(arrival: Arrival) -> Refused | None:
    """What a person must be told about an update of theirs that is given up; None where nobody waits for an
    answer.
    """
    person = arrival.person
    if person is None or not is_chatter(arrival.data) or not _is_private(arrival.data):
        return None
    name = _name(arrival.data)
    return Refused(person, (arrival.update_id,), (name,) if name else (), 1, broken=True)


def is_chatter(update: dict[str, Any]) -> bool:
    """Whether this is something a person can send without end: a message, a press or what is typed in another
    chat, and no news of money.
    """
    return any(kind in update for kind in _CHATTER) and not _is_paid(update)


def _is_paid(update: dict[str, Any]) -> bool:
    message = update.get("message")
    return isinstance(message, dict) and any(kind in message for kind in _PAYMENTS)


def _is_private(update: dict[str, Any]) -> bool:
    content: Any = next((update[kind] for kind in _CHATTER if kind in update), None)
    message = content.get("message", content) if isinstance(content, dict) else None
    chat = message.get("chat") if isinstance(message, dict) else None
    return isinstance(chat, dict) and chat.get("type") == "private"


def _name(update: dict[str, Any]) -> str:
    """What the person wrote, or the words on the button they pressed, cut short."""
    press = update.get("callback_query")
    if isinstance(press, dict):
        return _label(press)[:_LONGEST_NAME]
    message = update.get("message") or update.get("edited_message")
    words = message.get("text") or message.get("caption") if isinstance(message, dict) else None
    if not isinstance(words, str):
        return ""
    said = words.split()
    if said and said[0].partition("@")[0] == _START:
        del said[1:]  # it came with a link and may be a secret
    return " ".join(said)[:_LONGEST_NAME]


def _label(press: dict[str, Any]) -> str:
    message = press.get("message")
    markup = message.get("reply_markup") if isinstance(message, dict) else None
    rows: Sequence[Any] = (markup.get("inline_keyboard") or []) if isinstance(markup, dict) else []
    buttons = [button for row in rows if isinstance(row, list) for button in row if isinstance(button, dict)]
    return next((str(b.get("text", "")) for b in buttons if b.get("callback_data") == press.get("data")), "")
