"""How a handler is hung into PTB: it is called with what it needs, its press is answered,
and nothing it raises leaves a person without an answer or stuck in a conversation.

A handler here is `async (context, pressed)` for buttons, `async (context)`
for commands and messages and `async (context, asked)` for answers; it returns
the question that is open now, or nothing, which closes the one before.
"""

from collections.abc import Awaitable, Callable, Iterable
from functools import wraps
from typing import Any, Final, TypeVar

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
)
from telegram.ext.filters import CAPTION, COMMAND, PHOTO, TEXT, BaseFilter, ChatType, Document, UpdateType

from bot.canonical import add
from bot.shop.errors import ShopError, TryTransactionAgainError
from bot.shop.roles.rights import Right
from handlers.ui import failures, reports, unknown
from handlers.ui.authorship import why_not_theirs
from handlers.ui.callback_codec import BadCallbackError, Callback
from handlers.ui.context import ShopContext
from handlers.ui.menus import Commands
from handlers.ui.questions import BadQuestionError, Question

State = Question | int | str | None
Handler = BaseHandler[Update, ShopContext, Any]
C = TypeVar("C", bound=Callback)
Q = TypeVar("Q", bound=Question)
END: Final = ConversationHandler.END

PRIVATE_MESSAGE: Final = UpdateType.MESSAGE & ChatType.PRIVATE
# An edited /credit must not pay twice: no journey sees edits, only the handler that says so.
PRIVATE_EDIT: Final = UpdateType.EDITED_MESSAGE & ChatType.PRIVATE


def press(
    kind: type[C],
    handler: Callable[[ShopContext, C], Awaitable[State]],
    *,
    right: Right | None = None,
    in_group: bool = False,
) -> Handler:
    """Buttons of one kind. With a `right`, they are unknown buttons to whoever lacks it. Only those that are
    made for it work `in_group`: what asks for something typed would be answered into the group.
    """

    @wraps(handler)
    async def run(context: ShopContext) -> State:
        try:
            pressed = kind.unpack(context.press.data)
        except BadCallbackError:
            await unknown.answer_button(context)
            return None
        if context.in_group and not in_group:
            await unknown.answer_button(context)
            return None
        return await handler(context, pressed)

    return _Buttons(kind, _guarded(run, right=right, refuse=unknown.refuse_button), right=right)


def any_press(handler: Callable[[ShopContext], Awaitable[State]]) -> Handler:
    """Every button that nobody else knows."""
    return CallbackQueryHandler(_guarded(handler))


class TakenCommandError(ValueError):
    """Two journeys answer the same command: nobody could say which one is meant."""


class _NamedCommand(CommandHandler[ShopContext, Any]):
    """A command that knows which right it needs, and where it stands in the menu."""

    def __init__(
        self, name: str, callback: Callable[..., Any], *, right: Right | None, place: int | None
    ) -> None:
        super().__init__(name, callback, filters=PRIVATE_MESSAGE)
        self.name = name
        self.right = right
        self.place = place


class _Buttons(CallbackQueryHandler[ShopContext, Any]):
    """Buttons of one kind that know which right they need."""

    def __init__(self, kind: type[Callback], callback: Callable[..., Any], *, right: Right | None) -> None:
        super().__init__(callback, pattern=kind.is_meant)
        self.kind = kind
        self.right = right


def command(
    name: str,
    handler: Callable[[ShopContext], Awaitable[State]],
    *,
    right: Right | None = None,
    place: int | None = None,
    alone: bool = False,
) -> Handler:
    """A command in a private chat, from whoever wrote it. With
    a `right`, it is an unknown command for whoever lacks it.
    One that stands `alone` does nothing when words stand behind it, and says so.

    With a `place` it stands in the menus, in that order, with the text `menu-NAME`.
    """

    @wraps(handler)
    async def run(context: ShopContext) -> State:
        if _has_another_command(context):
            await unknown.refuse_several_commands(context)
            return None
        if alone and context.args:
            await unknown.refuse_words(context, name, " ".join(context.args))
            return None
        return await handler(context)

    guarded = _guarded(run, right=right, refuse=unknown.answer_command)
    return _NamedCommand(name, guarded, right=right, place=place)


class _Answers(MessageHandler[ShopContext, Any]):
    """What may be typed to one kind of question, with the right that it needs."""

    def __init__(
        self, kind: type[Question], to: BaseFilter, callback: Callable[..., Any], *, right: Right | None
    ) -> None:
        super().__init__(to, callback)
        self.kind = kind
        self.right = right


def commands_of(hung: Iterable[BaseHandler[Any, Any, Any]]) -> Commands:
    """The menus of what was hung in. Raises TakenCommandError when a command stands in two places of them."""
    found: dict[str, _NamedCommand] = {}
    todo = list(hung)
    while todo:
        one = todo.pop()
        if isinstance(one, ConversationHandler):
            todo += [*one.entry_points, *one.fallbacks]
        elif not isinstance(one, _NamedCommand) or one.place is None:
            continue
        elif found.setdefault(one.name, one) is not one:
            raise TakenCommandError(one.name)
    ordered = sorted(found.values(), key=lambda one: (one.place, one.name))
    return Commands(
        tuple(one.name for one in ordered if one.right is None),
        {one.name: one.right for one in ordered if one.right is not None},
    )


def message(
    kind: BaseFilter, handler: Callable[[ShopContext], Awaitable[State]], *, from_anywhere: bool = False
) -> Handler:
    """Any other message of that kind in a private chat, from whoever wrote it.

    With `from_anywhere` also what was forwarded or sent through
    another bot: for what is evidence and no instruction.
    """
    return MessageHandler(PRIVATE_MESSAGE & kind, _guarded(handler, from_anywhere=from_anywhere))


def group_message(
    kind: BaseFilter, handler: Callable[[ShopContext], Awaitable[State]], *, right: Right
) -> Handler:
    """A message of that kind in the staff's group, which is all that the door lets in. Whoever lacks the
    `right` is not answered: they talk to the others there. It is handed what was forwarded, too.
    """
    guarded = _guarded(handler, right=right, refuse=_ignore, from_anywhere=True)
    return MessageHandler(ChatType.SUPERGROUP & kind, guarded)


async def _ignore(context: ShopContext) -> None:
    del context


def answer(
    kind: type[Q],
    handler: Callable[[ShopContext, Q], Awaitable[State]],
    *,
    to: BaseFilter = TEXT & ~COMMAND,
    right: Right | None = None,
    from_anywhere: bool = False,
) -> Handler:
    """The answer to an open question of one kind. With a `right`, whoever has lost it is told so, and
    the question is closed.
    """

    @wraps(handler)
    async def run(context: ShopContext) -> State:
        try:
            asked = kind.unpack(context.open_question)
        except BadQuestionError:
            return END
        return await handler(context, asked)

    guarded = _guarded(run, right=right, refuse=unknown.refuse_answer, from_anywhere=from_anywhere)
    return _Answers(kind, PRIVATE_MESSAGE & to, guarded, right=right)


def edited(handler: Callable[[ShopContext], Awaitable[State]]) -> Handler:
    """Edited words, pictures and files: their sender is told
    that edits count for nothing, and `handler` never sees one.

    A moving location is not edited.
    """
    kinds = TEXT | CAPTION | PHOTO | Document.ALL
    return MessageHandler(PRIVATE_EDIT & kinds, _guarded(handler))


def _has_another_command(context: ShopContext) -> bool:
    """Whether a later line is a command too. To PTB it
    would be an argument of the first, a note for instance.
    """
    incoming = context.incoming.message if context.incoming else None
    lines = ((incoming.text if incoming else None) or "").splitlines()
    return any(line.lstrip().startswith("/") for line in lines[1:])


def _guarded(
    handler: Callable[[ShopContext], Awaitable[State]],
    *,
    from_anywhere: bool = False,
    right: Right | None = None,
    refuse: Callable[[ShopContext], Awaitable[None]] = unknown.answer_command,
) -> Callable[[Update, ShopContext], Any]:
    """What goes around each handler. Here, and nowhere else, is asked whether somebody may: `refuse` answers
    whoever lacks the `right` as though there were nothing.
    """
    name = f"{handler.__module__}.{handler.__qualname__}"

    async def run(update: Update, context: ShopContext) -> State:
        add(handler=name)
        try:
            if not from_anywhere and (why := why_not_theirs(update)) is not None:
                await unknown.refuse_not_theirs(context, why)
                return None  # where they were: they may write it themselves now
            with context.services.looks.on_behalf_of(context.person_id):
                if right is not None and not context.may(right):
                    add(refused=right)
                    await refuse(context)
                    state: State = None
                else:
                    state = await handler(context)
        except ShopError as error:
            add(told=type(error).__name__)
            await (failures.tell if right is None else failures.tell_staff)(context, error)
            return None  # where they were: a quantity that could not be had now may be typed again
        except TryTransactionAgainError:
            raise  # the same update is handled again, or `reports` hears of it
        except Exception as error:  # noqa: BLE001 - the last guard: it is answered and logged
            await reports.report(context, error)
            return END
        if update.callback_query is not None:
            await context.toast()
        if isinstance(state, Question):
            return state.pack(context.now)
        return END if state is None else state

    return run
