"""Customers, what came in from Telegram and what goes out: updates, conversations, messages."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.columns import Timestamp, Words
from storage.dialects import partial
from storage.states import InboxState, MessageState
from storage.tables.schema import RowId, metadata

customers = Table(
    "customers",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram user id"),
    Column("first_name", Text, nullable=False),
    Column("username", Text),
    Column("telegram_language", Text, comment="what Telegram says; a choice wins"),
    Column("language", Text, comment="the customer's own choice"),
    Column("created_at", Timestamp, nullable=False),
    Column("blocked_at", Timestamp, comment="since when the bot is blocked by this person"),
    Column("seen_at", Timestamp, comment="within the hour"),
    Column("banned_at", Timestamp, comment="since when the shop serves them no more"),
    Column("banned_by", BigInteger),
    Column("ban_reason", Text, comment="for staff"),
    Column("day_limit", Integer, comment="cards a day, instead of the shop's limits"),
    Index("ix_customers_created_at", "created_at", "id"),
    Index("ix_customers_username", "username"),
)

# The folded words (`storage.folding`) of people's names and usernames: they are found by how a word begins.
customer_words = Table(
    "customer_words",
    metadata,
    Column("word", Text, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), primary_key=True),
    Index("ix_customer_words_customer_id", "customer_id"),
)

# What staff note about people; only staff read it.
customer_notes = Table(
    "customer_notes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="the update by which it was written"),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("staff_id", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Timestamp, nullable=False),
    Index("ix_customer_notes_customer_id", "customer_id", "id"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("received_at", Timestamp, nullable=False),
    Column("state", Words(InboxState), nullable=False, server_default="waiting"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("done_at", Timestamp),
    Column("person", BigInteger, comment="whose updates it must be handled in order with"),
    Column("claimed_by", Text, comment="the process that handles it, if several share the database"),
    Column(
        "handed_over",
        Integer,
        nullable=False,
        server_default="0",
        comment="1 until the claiming process has read it, because another one received it",
    ),
    CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),
    Index("ix_inbox_state_update_id", "state", "update_id"),
    Index(
        "ix_inbox_state_done_at",
        "state",
        "done_at",
        **partial(text("done_at IS NOT NULL")),
    ),
    Index("ix_inbox_waiting_person", "person", **partial(text("state = 'waiting'"))),
    Index("ix_inbox_handed_over", "claimed_by", "update_id", **partial(text("handed_over = 1"))),
)

conversations = Table(
    "conversations",
    metadata,
    Column("name", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("state", Text, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="one row for one thing to be told"),
    Column("chat_id", BigInteger, nullable=False),
    # A bare word, not `Words(MessageKind)`: a kind from a newer shop must not hold up the others.
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False, comment="ids only, never a code"),
    Column("state", Words(MessageState), nullable=False, server_default="waiting"),
    Column(
        "version",
        Integer,
        nullable=False,
        server_default="1",
        comment="raised when there is news to tell again",
    ),
    Column("created_at", Timestamp, nullable=False),
    Column("due_at", Timestamp, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column(
        "holds_chat",
        Integer,
        nullable=False,
        server_default="0",
        comment="1 while what delays it (429, network) delays its whole chat",
    ),
    Column("sent_at", Timestamp),
    Column("telegram_message_id", BigInteger),
    Column("last_error", Text),
    Column("claimed_by", Text, comment="the process that is sending it"),
    CheckConstraint("state IN ('waiting', 'sent', 'parked', 'failed')", name="state"),
    # A few among very many: those that are still to be told, and those that are told and may be tidied away.
    Index(
        "ix_messages_unsent",
        "state",
        "due_at",
        **partial(text("state <> 'sent'")),
    ),
    Index(
        "ix_messages_told",
        "sent_at",
        **partial(text("state = 'sent' AND kind <> 'receipt'")),
    ),
    Index("ix_messages_chat_id_state", "chat_id", "state"),
    Index(
        "ix_messages_claimed",
        "claimed_by",
        "chat_id",
        **partial(Column("claimed_by").is_not(None)),
    ),
)
