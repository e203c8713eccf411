"""What a message to many is, for those who write, send and show it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from storage.chat.broadcasts import BroadcastRow
from storage.states import AudienceKind, BroadcastOutcome, BroadcastState

__all__ = ["Audience", "AudienceKind", "Broadcast", "BroadcastOutcome", "BroadcastState", "LinkButton"]

TO_SHOP: Final = "shop"
"""A button's target: the shop's categories."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom it is for. `value`: a language's code, a product's id, or a number of days; `title`: how the
    product is called.
    """

    kind: AudienceKind
    value: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button under it. `target`: a web address, `TO_SHOP`, or a product's key."""

    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One message to many. `body` is Telegram HTML, the caption where there is a photo; `people` about how
    many it is for, as counted when it began; `message_id` the message in its writer's chat that says how far
    it is.
    """

    id: int
    staff_id: int
    state: BroadcastState
    body: str
    photo_id: str | None
    buttons: tuple[LinkButton, ...]
    audience: Audience
    started_at: datetime | None
    ended_at: datetime | None
    message_id: int | None
    people: int | None
    sent: int
    blocked: int
    refused: int
    doubtful: int

    @property
    def done(self) -> int:
        """To how many it was sent, as far as that could be."""
        return self.sent + self.blocked + self.refused + self.doubtful


def view(row: BroadcastRow) -> Broadcast:
    """A row as others see it."""
    return Broadcast(
        row.id,
        row.staff_id,
        row.state,
        row.body,
        row.photo_id,
        tuple(LinkButton(title, target) for title, target in json.loads(row.buttons)),
        Audience(row.audience, row.audience_value, row.audience_title),
        row.started_at,
        row.ended_at,
        row.message_id,
        row.people,
        row.sent,
        row.blocked,
        row.refused,
        row.doubtful,
    )


def stored(buttons: Sequence[LinkButton]) -> str:
    """Buttons as their column holds them."""
    return json.dumps([[button.title, button.target] for button in buttons], ensure_ascii=False)
