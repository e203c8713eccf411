"""The one conversation in which something may be typed: all
journeys' questions, so that nobody is asked two things at once.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from handlers import admin
from handlers.customer.basket import basket
from handlers.customer.browsing import browsing
from handlers.customer.buying import buying
from handlers.customer.gifts import gifts
from handlers.customer.paying import paying
from handlers.customer.proofs import proofs
from handlers.customer.reviews import reviews
from handlers.customer.welcome import start
from handlers.ui.questions import QuestionConversation
from handlers.ui.routing import Handler


def buying_conversation(others: Sequence[Handler], *, now: Callable[[], datetime]) -> QuestionConversation:
    """The conversation. `others` are all other journeys'
    handlers: any of them ends it, so nobody is kept in it.
    """
    return QuestionConversation(
        "buying",
        asked_by=[
            *start.handlers(),
            *browsing.handlers(),
            *buying.asking(),
            *basket.asking(),
            *gifts.asking(),
            *paying.asking(),
            *proofs.asking(),
            *reviews.asking(),
            *admin.asking(),
        ],
        answers={
            **buying.answers(),
            **basket.answers(),
            **gifts.answers(),
            **paying.answers(),
            **proofs.answers(),
            **reviews.answers(),
            **admin.answers(),
        },
        ended_by=list(others),
        now=now,
    )
