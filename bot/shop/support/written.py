"""What somebody wrote, and one message of a conversation as its delivery shows it."""

from dataclasses import dataclass
from datetime import datetime

from storage.chat.support import SupportRow
from storage.states import WrittenKind

__all__ = ["SupportMessage", "Written", "WrittenKind", "view"]


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote: words, or a file of Telegram's with a caption perhaps."""

    kind: WrittenKind
    body: str | None
    file_id: str | None = None
    album: str | None = None


@dataclass(frozen=True, slots=True)
class SupportMessage:
    """One message of a conversation between a customer and the shop; `answers_id`: what it answers."""

    id: int
    customer_id: int
    staff_id: int | None
    ticket_id: int | None
    answers_id: int | None
    kind: WrittenKind
    body: str | None
    file_id: str | None
    written_at: datetime


def view(row: SupportRow) -> SupportMessage:
    """A row as its delivery shows it."""
    return SupportMessage(
        row.id,
        row.customer_id,
        row.staff_id,
        row.ticket_id,
        row.answers_id,
        row.kind,
        row.body,
        row.file_id,
        row.written_at,
    )
