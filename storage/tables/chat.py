"""Customers, what came in from Telegram and what goes out: updates, conversations, messages."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.columns import Timestamp, Words
from storage.dialects import partial
from storage.states import AudienceKind, BroadcastState, InboxState, MessageState
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
    Column("no_broadcasts_at", Timestamp, comment="since when they want no messages to many"),
    Column("no_reviews_at", Timestamp, comment="since when they do not want to be asked for reviews"),
    Index("ix_customers_created_at", "created_at", "id"),
    Index("ix_customers_username", "username"),
)

# The limits that staff set for people who were erased: they hold again when those come back.
erased_limits = Table(
    "erased_limits",
    metadata,
    Column("mark", Text, primary_key=True, comment="whose it is: see `Vault.marks_of`"),
    Column("day_limit", Integer, nullable=False),
)

# People who were erased and had ordered, invited somebody or come by an invitation: they are not new when
# they come back.
erased_people = Table(
    "erased_people",
    metadata,
    Column("mark", Text, primary_key=True, comment="who it is: see `Vault.marks_of`"),
    Column("rewards", Integer, nullable=False, comment="for invitations, shortly before `counted_at`"),
    Column("counted_at", Timestamp, nullable=False),
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
    # What a chat is still to be told: few of all that a reseller was told in years.
    Index(
        "ix_messages_unsent_of_chat",
        "chat_id",
        "state",
        "kind",
        **partial(text("state <> 'sent'")),
    ),
    Index(
        "ix_messages_claimed",
        "claimed_by",
        "chat_id",
        **partial(Column("claimed_by").is_not(None)),
    ),
)

# Messages to many. Customers are walked by their number; `walked_to` says how far, so nobody is listed.
broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("staff_id", BigInteger, nullable=False, comment="who wrote it"),
    Column("state", Words(BroadcastState), nullable=False, server_default="draft"),
    Column("body", Text, nullable=False, comment="in Telegram HTML; empty under a photo without words"),
    Column("photo_id", Text, comment="a photo of which the body is the caption"),
    Column("buttons", Text, nullable=False, server_default="[]", comment="as JSON: titles with targets"),
    Column("audience", Words(AudienceKind), nullable=False, server_default="all"),
    Column("audience_value", Text, comment="a language, a product's id, a number of days"),
    Column("audience_title", Text, comment="how the product was called"),
    Column("created_at", Timestamp, nullable=False),
    Column("started_at", Timestamp),
    Column("ended_at", Timestamp),
    Column("message_id", BigInteger, comment="in the writer's chat: it says how far this is"),
    Column("people", Integer, comment="how many they were about when it began"),
    Column("walked_to", BigInteger, nullable=False, server_default="0", comment="the last customer's id"),
    Column(
        "in_air", BigInteger, comment="the customer to whom it is being sent: noted before, settled after"
    ),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("blocked", Integer, nullable=False, server_default="0"),
    Column("refused", Integer, nullable=False, server_default="0"),
    Column("doubtful", Integer, nullable=False, server_default="0"),
    CheckConstraint("state IN ('draft', 'running', 'paused', 'stopped', 'done')", name="state"),
    CheckConstraint("audience IN ('all', 'language', 'bought', 'idle', 'wallet')", name="audience"),
    Index("ix_broadcasts_under_way", "id", **partial(text("state IN ('running', 'paused')"))),
    Index("ix_broadcasts_in_air", "id", **partial(text("in_air IS NOT NULL"))),
    Index("ix_broadcasts_drafts", "created_at", **partial(text("state = 'draft'"))),
)
