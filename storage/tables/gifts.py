"""Orders that were bought for a friend."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, LargeBinary, Table, Text, text

from storage.columns import Timestamp, Words
from storage.dialects import partial
from storage.states import GiftState
from storage.tables.schema import RowId, metadata

# Whoever opens the link first gets the codes. The link is there from the moment in which the codes are.
gifts = Table(
    "gifts",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("state", Words(GiftState), nullable=False, server_default="open"),
    Column("greeting", Text, comment="what its buyer tells the friend; none: nothing"),
    Column("token_hash", Text, unique=True, comment="SHA-256 of the link's token: the link is found by it"),
    Column("key_id", Text),
    Column("nonce", LargeBinary),
    Column("sealed", LargeBinary, comment="AES-256-GCM of the link's token: the link is shown again"),
    Column("made_at", Timestamp, nullable=False),
    Column("claimed_by", BigInteger, ForeignKey("customers.id"), comment="the friend"),
    Column("ended_at", Timestamp, comment="when it was claimed or taken back"),
    CheckConstraint("state IN ('open', 'claimed', 'revoked')", name="state"),
    CheckConstraint("(state = 'claimed') = (claimed_by IS NOT NULL)", name="claimed_by"),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_at"),
    Index("ix_gifts_claimed_by", "claimed_by", **partial(text("claimed_by IS NOT NULL"))),
    Index("ix_gifts_ended_at", "ended_at", "order_id", **partial(text("ended_at IS NOT NULL"))),
)
