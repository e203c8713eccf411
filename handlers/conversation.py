"""The one conversation in which something may be typed: all
journeys' questions, so that nobody is asked two things at once.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

from handlers import admin
from handlers.customer.basket import basket
from handlers.customer.browsing import browsing
from handlers.customer.buying import buying
from handlers.customer.gifts import gifts
from handlers.customer.paying import paying
from handlers.customer.proofs import proofs
from handlers.customer.reviews import reviews
from handlers.customer.welcome import start
from handlers.ui.questions import Question, QuestionConversation
from handlers.ui.routing import Handler


def buying_conversation(others: Sequence[Handler], *, now: Callable[[], datetime]) -> QuestionConversation:
    """The conversation. `others` are all other journeys'
    handlers: any of them ends it, so nobody is kept in it.
    """
    return QuestionConversation(
        "buying",
        asked_by=_asking(),
        answers=_answers(),
        ended_by=others,
        now=now,
    )


@cache
def _asking() -> tuple[Handler, ...]:
    return (
        *start.handlers(),
        *browsing.handlers(),
        *buying.asking(),
        *basket.asking(),
        *gifts.asking(),
        *paying.asking(),
        *proofs.asking(),
        *reviews.asking(),
        *admin.asking(),
    )


@cache
def _answers() -> dict[type[Question], list[Handler]]:
    return {
        **_but_for_words(buying.answers()),
        **_but_for_words(basket.answers()),
        **gifts.answers(),
        **_but_for_words(paying.answers()),
        **_but_for_words(proofs.answers()),
        **reviews.answers(),
        **admin.answers(),
    }


def _but_for_words(answers: dict[type[Question], list[Handler]]) -> dict[type[Question], list[Handler]]:
    """Questions for a number or a code: a hello is none, and is answered as outside any question."""
    return {asked: [*start.answering_words(), *handlers] for asked, handlers in answers.items()}
