"""The shop itself: its staff, what they did, and small facts."""

from sqlalchemy import BigInteger, Column, Index, Table, Text, text

from storage.columns import Timestamp, Words
from storage.dialects import partial
from storage.states import StaffRole
from storage.tables.schema import RowId, metadata

staff = Table(
    "staff",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", Words(StaffRole), nullable=False),
    Column("added_at", Timestamp, nullable=False, comment="since when in this role"),
    Column("added_by", BigInteger, comment="who gave the role; null: the settings did"),
    Column("removed_at", Timestamp),
    Column("quiet_hours", Text, comment="their own, as in the settings; null: the shop's; empty: none"),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", Timestamp, nullable=False),
    Column("staff_id", BigInteger, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text),
    Index("ix_audit_log_at", "at", "id"),
    Index("ix_audit_log_staff_id", "staff_id", "at", "id"),
    Index("ix_audit_log_action", "action", "at", "id"),
    Index("ix_audit_log_subject", "subject", "at", "id"),
)

# What is wrong now: a row from the moment that staff are told until they are told that it is over.
open_warnings = Table(
    "open_warnings",
    metadata,
    Column("code", Text, primary_key=True, comment="what is wrong, as in alert-CODE"),
    Column("matter", Text, primary_key=True, comment="with what: an order, a type; empty where there is one"),
    Column("args", Text, nullable=False, comment="JSON: what there is to say of it"),
    Column("since", Timestamp, nullable=False),
    Column("told_at", Timestamp, nullable=False),
    Column("seen_at", Timestamp, nullable=False, comment="when it was last seen to be so"),
)

# Small facts about the shop as a whole: open or closed, what was last told to Telegram, the float as last
# read.
notes = Table(
    "notes",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", Timestamp, nullable=False),
    Column("expires_at", Timestamp, nullable=True, comment="when it may be tidied away; null: it stays"),
    Index("ix_notes_expires_at", "expires_at", **partial(text("expires_at IS NOT NULL"))),
)

# What owners set in the chat, over what stands in the environment. Few rows: one for each setting at most.
chat_settings = Table(
    "chat_settings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False, comment="JSON: as somebody would write it in .env"),
    Column("staff_id", BigInteger, nullable=False),
    Column("set_at", Timestamp, nullable=False),
)
