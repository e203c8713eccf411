"""What customers and the shop write to each other, which Telegram messages show it, and the tickets that it
belongs to.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Timestamp, Words
from storage.dialects import partial
from storage.states import TicketKind, TicketState, WrittenKind
from storage.tables.schema import RowId, metadata

tickets = Table(
    "tickets",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("kind", Words(TicketKind), nullable=False),
    Column("subject", Text, nullable=False, comment="what it is about: one that is not closed for each"),
    Column("order_id", RowId, ForeignKey("orders.id")),
    Column("card_position", Integer, comment="which of the order's cards does not work, from 1"),
    Column("request_id", Text, ForeignKey("payment_requests.id"), comment="the payment that it is about"),
    Column("state", Words(TicketState), nullable=False),
    Column("opened_at", Timestamp, nullable=False),
    Column("state_at", Timestamp, nullable=False),
    Column("taken_by", BigInteger, comment="the member of the staff whose it is"),
    Column("taken_at", Timestamp),
    Column("asked_at", Timestamp, comment="since when the customer waits for an answer; none: they do not"),
    Column("remind_at", Timestamp, comment="when the staff are reminded next"),
    Column("reminders", Integer, nullable=False, server_default="0"),
    Column("topic_chat_id", BigInteger, comment="the staff's group in which it has a topic"),
    Column("topic_id", BigInteger),
    CheckConstraint("kind IN ('question', 'order', 'payment', 'dead_code')", name="kind"),
    CheckConstraint("state IN ('open', 'taken', 'waiting', 'closed')", name="state"),
    Index(
        "uq_tickets_subject",
        "customer_id",
        "subject",
        unique=True,
        **partial(text("state <> 'closed'")),
    ),
    Index("ix_tickets_customer_id", "customer_id", "id"),
    Index("ix_tickets_open", "id", **partial(text("state <> 'closed'"))),
    Index("ix_tickets_taken_by", "taken_by", "id", **partial(text("state <> 'closed'"))),
    Index("ix_tickets_remind_at", "remind_at", **partial(text("remind_at IS NOT NULL"))),
    Index("ix_tickets_order_id", "order_id", **partial(text("order_id IS NOT NULL"))),
    Index("ix_tickets_request_id", "request_id", **partial(text("request_id IS NOT NULL"))),
    Index(
        "uq_tickets_topic",
        "topic_chat_id",
        "topic_id",
        unique=True,
        **partial(text("topic_id IS NOT NULL")),
    ),
)

ticket_events = Table(
    "ticket_events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("ticket_id", RowId, ForeignKey("tickets.id"), nullable=False),
    Column("from_state", Words(TicketState)),
    Column("to_state", Words(TicketState), nullable=False),
    Column("at", Timestamp, nullable=False),
    Column("who", Text, nullable=False, comment="customer, or staff:ID"),
    Index("ix_ticket_events_ticket_id", "ticket_id", "id"),
)

support_messages = Table(
    "support_messages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="the update that brought it: once only"),
    Column("customer_id", BigInteger, nullable=False),
    Column("staff_id", BigInteger, comment="who answered; null: the customer wrote this"),
    Column("answers_id", RowId, ForeignKey("support_messages.id"), comment="which message this answers"),
    Column(
        "ticket_id", RowId, ForeignKey("tickets.id"), comment="none: only offered, or from before tickets"
    ),
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
    Index("ix_support_messages_ticket_id", "ticket_id", "id", **partial(text("ticket_id IS NOT NULL"))),
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

# What staff answer often, in each language: kept by them in the chat.
quick_replies = Table(
    "quick_replies",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("staff_id", BigInteger, nullable=False, comment="who wrote it last"),
    Column("written_at", Timestamp, nullable=False),
    UniqueConstraint("name", "language"),
)
