"""The next line that a person types: which question is open for them, its few arguments, and until when.

A question is one frozen dataclass in the journey that asks it. A handler opens one by returning it; whatever
else the person does closes it, unless what they did could not be done. What is typed meanwhile goes to the
handler that the journey gave for that kind, and only if the sender wrote it (`handlers.ui.authorship`).

The store is PTB's `ConversationHandler` with its persistence: the state
is the packed question, on disk before its update is done, so it survives
a restart. An old one counts as closed, and the next start forgets it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final, Self, overload

from telegram import Update
from telegram.ext import Application, BaseHandler, ConversationHandler

from handlers.ui.context import ShopContext

KEEP: Final = timedelta(days=30)
"""How long a question stays open for somebody who does nothing at all."""


class TakenKindError(ValueError):
    """Two classes of questions have the same kind: nobody could say which one was asked."""


class BadQuestionError(ValueError):
    """Not what one of our questions packs (any more)."""


@dataclass(frozen=True)
class Question:
    """Base of all questions. The arguments are texts, numbers or None."""

    kind: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Registers the kind. Raises TakenKindError when another class has it."""
        taken = _REGISTERED.setdefault(cls.kind, cls)
        if taken is not cls:
            raise TakenKindError(f"{cls.kind!r} is asked by {taken.__module__}.{taken.__name__}")

    def pack(self, now: datetime) -> str:
        """The question as a conversation's state."""
        return f"{self.kind} {json.dumps([int((now + KEEP).timestamp()), *astuple(self)])}"

    @classmethod
    def unpack(cls, state: str | None) -> Self:
        """Reads a state. Raises BadQuestionError."""
        kind, values = _read(state)
        if kind != cls.kind or len(values) != len(fields(cls)):
            raise BadQuestionError(state)
        return cls(*values)


_REGISTERED: dict[str, type[Question]] = {}


def is_over(state: str, now: datetime) -> bool:
    """Whether nobody waits for the answer any more: its
    time is up, or the shop does not ask that (any more).
    """
    try:
        kind, values = _read(state)
        until = _until(state)
    except BadQuestionError:
        return True
    known = _REGISTERED.get(kind)
    return known is None or len(values) != len(fields(known)) or (until is not None and until <= now)


class QuestionConversation(ConversationHandler[ShopContext]):
    """A conversation in which one question at a time is open
    for each person. `name` is what the store knows it by.
    """

    def __init__(
        self,
        name: str,
        *,
        asked_by: Sequence[BaseHandler[Update, ShopContext, Any]],
        answers: Mapping[type[Question], Sequence[BaseHandler[Update, ShopContext, Any]]],
        ended_by: Sequence[BaseHandler[Update, ShopContext, Any]],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(
            entry_points=[],
            states=_States(now),
            fallbacks=[],
            allow_reentry=True,
            name=name,
            persistent=True,
        )
        # Afterwards: of each button beside typed text PTB warns that messages are not tracked one by one,
        # which is what we want. So many warnings take longer than all else here.
        self.entry_points.extend(asked_by)
        self.states.update({kind.kind: list(handlers) for kind, handlers in answers.items()})
        self.fallbacks.extend(ended_by)

    async def handle_update(  # type: ignore[override]
        self,
        update: Update,
        application: Application[Any, ShopContext, Any, Any, Any, Any],
        check_result: tuple[object, tuple[int | str, ...], BaseHandler[Update, ShopContext, Any], object],
        context: ShopContext,
    ) -> object | None:
        """As PTB's; the handler finds the open question in `context.open_question`."""
        state = check_result[0]
        context.open_question = state if isinstance(state, str) else None
        return await super().handle_update(update, application, check_result, context)


class _States(dict[object, list[BaseHandler[Update, ShopContext, object]]]):
    """PTB's map from states to handlers, by the kind of
    the question in the state. One that is over has none.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now

    def __contains__(self, state: object) -> bool:
        return isinstance(state, str) and super().__contains__(_kind(state))

    @overload
    def get(self, state: object, default: None = None, /) -> Any: ...
    @overload
    def get(self, state: object, default: Any, /) -> Any: ...
    def get(self, state: object, default: Any = None, /) -> Any:
        """The handlers for what may be typed now."""
        if not isinstance(state, str) or is_over(state, self._now()):
            return default
        return super().get(_kind(state), default)


def _kind(state: str) -> str:
    return state.partition(" ")[0]


def _packed(state: str) -> list[Any]:
    """What stands behind the kind; a state of before there were arguments is its kind alone."""
    rest = state.partition(" ")[2]
    try:
        packed = json.loads(rest) if rest else [None]
    except ValueError as error:
        raise BadQuestionError(state) from error
    if not isinstance(packed, list) or not packed or not isinstance(packed[0], int | None):
        raise BadQuestionError(state)
    return packed


def _read(state: str | None) -> tuple[str, list[Any]]:
    if state is None:
        raise BadQuestionError(state)
    return _kind(state), _packed(state)[1:]


def _until(state: str) -> datetime | None:
    until: int | None = _packed(state)[0]
    return None if until is None else datetime.fromtimestamp(until, UTC)
