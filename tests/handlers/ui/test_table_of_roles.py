"""The table of who may do what is that of the shop: whatever is hung in fails here until it has its row."""

from telegram.ext import CallbackQueryHandler, CommandHandler

from handlers.ui.callback_codec import Callback
from handlers.ui.questions import Question
from tests.handlers.roles import ANSWERS, BUTTONS, COMMANDS
from tests.handlers.shopfloor import Floor
from tests.handlers.ui.hung_in import registered, who


async def test_every_command_button_and_answer_has_its_row(floor: Floor) -> None:
    commands: dict[str, str] = {}
    buttons: dict[str, str] = {}
    answers: dict[str, str] = {}
    for one in registered(floor):
        right = getattr(one, "right", None)
        if isinstance(one, CommandHandler):
            assert commands.setdefault(one.name, who(right)) == who(right)  # type: ignore[attr-defined]
        elif isinstance(kind := getattr(one, "kind", None), type) and issubclass(kind, Callback):
            assert buttons.setdefault(kind.verb, who(right)) == who(right)
        elif isinstance(kind, type) and issubclass(kind, Question):
            assert answers.setdefault(kind.kind, who(right)) == who(right)
        else:
            # Whatever nobody else knows, and what leaves a question.
            assert not isinstance(one, CallbackQueryHandler) or one.pattern is None
    assert commands == COMMANDS
    assert buttons == BUTTONS
    assert answers == ANSWERS
