"""What may be typed about a gift."""

from dataclasses import dataclass

from handlers.ui.questions import Question


@dataclass(frozen=True)
class AskGreeting(Question):
    """What shall the friend be told with this choice?"""

    kind = "typing_greeting"
    draft_id: str


@dataclass(frozen=True)
class AskOrderGreeting(Question):
    """What shall they be told with this order?"""

    kind = "typing_order_greeting"
    ref: str
