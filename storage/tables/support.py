"""What customers and the shop write to each other, and which Telegram messages show it."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from storage.columns import Timestamp, Words
from storage.dialects import partial
from storage.states import WrittenKind
from storage.tables.schema import RowId, metadata

support_messages = Table(
    "support_messages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="the update that brought it: once only"),
    Column("customer_id", BigInteger, nullable=False),
    Column("staff_id", BigInteger, comment="who answered; null: the customer wrote this"),
    Column("answers_id", RowId, ForeignKey("support_messages.id"), comment="which message this answers"),
    Column("kind", Words(WrittenKind), nullable=False),
    Column("body", Text, comment="the text, or the caption of a file"),
    Column("file_id", Text),
    Column("album", Text, comment="Telegram's media group: its pictures are one message to people"),
    Column("written_at", Timestamp, nullable=False),
    Column("handed_at", Timestamp, comment="when the other side gets it; null: only offered to be sent"),
    Column(
        "alerts", Integer, nullable=False, server_default="0", comment="1 when staff were rung at once for it"
    ),
    Column("answered_at", Timestamp),
    Column("answered_by", BigInteger),
    CheckConstraint(
        "kind IN ('text', 'photo', 'document', 'voice', 'audio', 'video', 'animation', 'video_note')",
        name="kind",
    ),
    Index("ix_support_messages_customer_id", "customer_id", "handed_at"),
    Index("ix_support_messages_answers_id", "answers_id"),
    # What was offered and not sent is tidied away.
    Index(
        "ix_support_messages_offered",
        "written_at",
        **partial(Column("handed_at").is_(None)),
    ),
)

support_copies = Table(
    "support_copies",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("telegram_message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("support_id", RowId, ForeignKey("support_messages.id"), nullable=False),
    Index("ix_support_copies_support_id", "support_id"),
)
