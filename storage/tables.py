"""Every table of the shop, as SQLAlchemy Core knows it; `storage/migrations` makes them, a test holds the two together.

Money is whole centimes in `*_centimes`, moments are `*_at` (UTC). Statuses and kinds are plain words from the design.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Timestamp

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts rows by itself only in a column that is exactly INTEGER.
_RowId = BigInteger().with_variant(Integer, "sqlite")

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
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("received_at", Timestamp, nullable=False),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("done_at", Timestamp),
    CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),
    Index("ix_inbox_state_update_id", "state", "update_id"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("name", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("state", Text, nullable=False),
)

catalogue_cache = Table(
    "catalogue_cache",
    metadata,
    Column("key", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("fetched_at", Timestamp, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Text, primary_key=True, comment="the single-use token behind the Buy button"),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("product_id", Text, nullable=False),
    Column("product_title", Text, nullable=False),
    Column("region", Text),
    Column("category", Text, nullable=False),
    Column("type_id", Text, nullable=False),
    Column("type_name", Text, nullable=False),
    Column("quantity", Integer),
    Column("unit_cost_centimes", BigInteger, nullable=False),
    Column("unit_price_centimes", BigInteger, nullable=False),
    Column("stock", Integer, nullable=False),
    Column("created_at", Timestamp, nullable=False),
    Column("quoted_at", Timestamp, nullable=False),
    Column("state", Text, nullable=False, server_default="open"),
    Column("message_id", BigInteger),
    Column(
        "replaced_by", Text, comment="the draft that says what is wanted now; this one's buttons lead there"
    ),
    Column("rule_id", _RowId, comment="which rule made the price; none: the settings"),
    Column("price_rule", Text, comment="what that rule said then, as JSON"),
    Column("promo_id", _RowId),
    Column("discount_centimes", BigInteger, nullable=False, server_default="0", comment="off the total"),
    CheckConstraint("state IN ('open', 'bought', 'dropped')", name="state"),
    CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity"),
    Index("ix_drafts_customer_id_state", "customer_id", "state", "created_at"),
)

orders = Table(
    "orders",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("ref", Text, nullable=False, unique=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("draft_id", Text, ForeignKey("drafts.id"), nullable=False, unique=True),
    Column("status", Text, nullable=False),
    Column("product_id", Text, nullable=False),
    Column("product_title", Text, nullable=False),
    Column("region", Text),
    Column("type_id", Text, nullable=False),
    Column("type_name", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit_cost_centimes", BigInteger, nullable=False),
    Column("unit_price_centimes", BigInteger, nullable=False),
    Column("supplier_order_id", Text, unique=True),
    Column("fulfilled_quantity", Integer, nullable=False, server_default="0"),
    Column("charged_centimes", BigInteger, comment="what the supplier says it took"),
    Column("refunded_centimes", BigInteger, nullable=False, server_default="0"),
    Column("held_reason", Text, comment="why a person must decide"),
    Column("created_at", Timestamp, nullable=False),
    Column("status_at", Timestamp, nullable=False),
    Column("placed_at", Timestamp, comment="when the supplier took it"),
    Column("finished_at", Timestamp),
    Column("due_at", Timestamp, comment="when a worker looks at it next; none: nobody needs to"),
    Column("checks", Integer, nullable=False, server_default="0"),
    Column("receipt_message_id", BigInteger),
    Column("rule_id", _RowId, comment="which rule made the price; none: the settings"),
    Column("price_rule", Text, comment="what that rule said then, as JSON"),
    Column("promo_id", _RowId),
    Column("discount_centimes", BigInteger, nullable=False, server_default="0", comment="off the total"),
    Column(
        "pay_by",
        Timestamp,
        comment="until when an unpaid order waits; none: its money is looked into or there",
    ),
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint("fulfilled_quantity BETWEEN 0 AND quantity", name="fulfilled"),
    CheckConstraint("refunded_centimes BETWEEN 0 AND quantity * unit_price_centimes", name="refunded"),
    CheckConstraint(
        "discount_centimes >= 0 AND discount_centimes + refunded_centimes <= quantity * unit_price_centimes",
        name="discount",
    ),
    CheckConstraint(
        "status IN ('awaiting_payment', 'paid', 'placing', 'unknown', 'processing', 'fulfilled', 'partially_filled',"
        " 'refunded', 'rejected', 'needs_review', 'expired', 'cancelled')",
        name="status",
    ),
    Index("ix_orders_status_due_at", "status", "due_at"),
    Index("ix_orders_customer_id_id", "customer_id", "id"),
    Index("ix_orders_created_at", "created_at"),
)

order_events = Table(
    "order_events",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("order_id", _RowId, ForeignKey("orders.id"), nullable=False),
    Column("from_status", Text),
    Column("to_status", Text, nullable=False),
    Column("at", Timestamp, nullable=False),
    Column("why", Text, nullable=False),
    Column("who", Text, nullable=False),
    Index("ix_order_events_order_id", "order_id", "id"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("order_id", _RowId, ForeignKey("orders.id"), nullable=False),
    Column("ref", Text, nullable=False),
    Column("ref_sent", Integer, nullable=False, comment="1 when the supplier was given the ref"),
    Column("product_id", Text, nullable=False),
    Column("type_id", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit_cost_centimes", BigInteger, nullable=False, comment="the cost we expected"),
    Column("sent_at", Timestamp, nullable=False),
    Column("state", Text, nullable=False),
    Column("supplier_order_id", Text, unique=True),
    Column("settled_at", Timestamp),
    Column("error_code", Text),
    Column("request_id", Text),
    CheckConstraint("state IN ('sending', 'accepted', 'not_placed', 'unknown', 'absent')", name="state"),
    Index("ix_attempts_order_id", "order_id", "id"),
    Index("ix_attempts_state", "state", "product_id", "type_id"),
    # Two calls in the air for one order would be two purchases: the database allows one that is not settled.
    Index(
        "uq_attempts_open",
        "order_id",
        unique=True,
        sqlite_where=Column("state", Text).in_(["sending", "unknown", "accepted"]),
        postgresql_where=Column("state", Text).in_(["sending", "unknown", "accepted"]),
    ),
)

cards = Table(
    "cards",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("order_id", _RowId, ForeignKey("orders.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False, comment="AES-256-GCM of value and serial"),
    Column(
        "fingerprint", Text, nullable=False, comment="keyed hash of the value: the same code twice is seen"
    ),
    UniqueConstraint("order_id", "position"),
    Index("ix_cards_fingerprint", "fingerprint"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("amount_centimes", BigInteger, nullable=False),
    Column("at", Timestamp, nullable=False),
    Column("note", Text),
    Column("who", Text, nullable=False),
    UniqueConstraint("kind", "subject"),
    CheckConstraint("amount_centimes <> 0", name="amount"),
    Index("ix_entries_customer_id_id", "customer_id", "id"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="one row for one thing to be told"),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False, comment="ids only, never a code"),
    Column("state", Text, nullable=False, server_default="waiting"),
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
    CheckConstraint("state IN ('waiting', 'sent', 'parked', 'failed')", name="state"),
    Index("ix_messages_state_due_at", "state", "due_at"),
    Index("ix_messages_chat_id_state", "chat_id", "state"),
)

staff = Table(
    "staff",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", Text, nullable=False),
    Column("added_at", Timestamp, nullable=False),
    Column("removed_at", Timestamp),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("at", Timestamp, nullable=False),
    Column("staff_id", BigInteger, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text),
)

# Small facts about the shop as a whole: open or closed, what was last told to Telegram, the float as last read.
notes = Table(
    "notes",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", Timestamp, nullable=False),
)

# What the merchant decided about prices, limits and what is shown. A rule is never rewritten: a new one ends the old.
rules = Table(
    "rules",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("target", Text, nullable=False, comment="category, product, product/type; empty for all"),
    Column("title", Text, nullable=False, comment="what people call the target"),
    Column("body", Text, nullable=False, comment="what the rule says, as JSON"),
    Column("state", Text, nullable=False),
    Column("staff_id", BigInteger, nullable=False),
    Column("made_at", Timestamp, nullable=False),
    Column("active_at", Timestamp),
    Column("ended_at", Timestamp),
    Column("ended_by", BigInteger),
    CheckConstraint("kind IN ('price', 'limit', 'hidden')", name="kind"),
    CheckConstraint("scope IN ('all', 'category', 'product', 'type')", name="scope"),
    CheckConstraint("state IN ('proposed', 'active', 'ended')", name="state"),
    Index(
        "uq_rules_active",
        "kind",
        "scope",
        "target",
        unique=True,
        sqlite_where=Column("state", Text) == "active",
        postgresql_where=Column("state", Text) == "active",
    ),
)

promos = Table(
    "promos",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("code", Text, nullable=False),
    Column("percent", Text, comment="a decimal; one of percent and amount is set"),
    Column("amount_centimes", BigInteger),
    Column("scope", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("total_limit", Integer),
    Column("customer_limit", Integer),
    Column("least_centimes", BigInteger, nullable=False, server_default="0"),
    Column("starts_at", Timestamp),
    Column("ends_at", Timestamp),
    Column("below_cost", Integer, nullable=False, server_default="0", comment="1: the merchant confirmed"),
    Column("state", Text, nullable=False),
    Column("staff_id", BigInteger, nullable=False),
    Column("made_at", Timestamp, nullable=False),
    Column("active_at", Timestamp),
    Column("ended_at", Timestamp),
    Column("ended_by", BigInteger),
    CheckConstraint("(percent IS NULL) <> (amount_centimes IS NULL)", name="discount"),
    CheckConstraint("state IN ('proposed', 'active', 'ended')", name="state"),
    Index(
        "uq_promos_active",
        "code",
        unique=True,
        sqlite_where=Column("state", Text) == "active",
        postgresql_where=Column("state", Text) == "active",
    ),
)

# One use for one order; given back when the order ends without a card.
promo_uses = Table(
    "promo_uses",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("promo_id", _RowId, ForeignKey("promos.id"), nullable=False),
    Column("order_id", _RowId, ForeignKey("orders.id"), nullable=False, unique=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("discount_centimes", BigInteger, nullable=False),
    Column("used_at", Timestamp, nullable=False),
    Column("released_at", Timestamp),
    CheckConstraint("discount_centimes > 0", name="discount"),
    Index("ix_promo_uses_promo_id", "promo_id", "customer_id"),
)

payment_requests = Table(
    "payment_requests",
    metadata,
    Column("id", Text, primary_key=True, comment="a token; the invoice's payload"),
    Column("way", Text, nullable=False),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("order_id", _RowId, ForeignKey("orders.id"), comment="none: a top-up of the wallet"),
    Column(
        "amount_centimes", BigInteger, nullable=False, comment="what the wallet is credited when it is paid"
    ),
    Column("currency", Text, nullable=False),
    Column("currency_amount", BigInteger, nullable=False, comment="whole Stars, or minor units"),
    Column("state", Text, nullable=False, server_default="open"),
    Column("external_ref", Text, comment="the way's own name for it, such as OCPay's paymentRef"),
    Column("url", Text),
    Column("sandbox", Integer, comment="1 when the way said that this is play money"),
    Column("created_at", Timestamp, nullable=False),
    Column(
        "expires_at",
        Timestamp,
        nullable=False,
        comment="not asked for any more; money that comes later counts",
    ),
    Column("due_at", Timestamp, comment="when a worker looks at it next; none: nobody needs to"),
    Column("checks", Integer, nullable=False, server_default="0"),
    Column("decided_by", BigInteger, comment="the staff member who said yes or no"),
    Column("reason", Text, comment="why it was rejected"),
    UniqueConstraint("way", "external_ref"),
    CheckConstraint("amount_centimes > 0 AND currency_amount > 0", name="amounts"),
    CheckConstraint("state IN ('open', 'submitted', 'paid', 'failed', 'expired', 'rejected')", name="state"),
    Index("ix_payment_requests_customer_id_state", "customer_id", "state"),
    Index("ix_payment_requests_order_id", "order_id"),
    Index("ix_payment_requests_state_expires_at", "state", "expires_at"),
    Index("ix_payment_requests_due_at", "due_at"),
)

# Receipts of transfers that customers sent, kept for ever: the same one again is the usual fraud.
receipts = Table(
    "receipts",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("request_id", Text, ForeignKey("payment_requests.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("file_id", Text, nullable=False),
    Column("file_unique_id", Text, nullable=False),
    Column("number", Text, comment="the transfer's number, as the customer wrote it, tidied"),
    Column("sent_at", Timestamp, nullable=False),
    CheckConstraint("kind IN ('photo', 'document')", name="kind"),
    Index("ix_receipts_request_id", "request_id", "id"),
    Index("ix_receipts_file_unique_id", "file_unique_id"),
    Index("ix_receipts_number", "number"),
)

payments = Table(
    "payments",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("way", Text, nullable=False),
    Column("charge_id", Text, nullable=False, comment="the payer's side's own name for this payment"),
    Column(
        "request_id", Text, ForeignKey("payment_requests.id"), comment="none: nothing of ours asked for it"
    ),
    Column("customer_id", BigInteger, comment="who paid, as far as anybody says"),
    Column(
        "amount_centimes", BigInteger, nullable=False, comment="what it was credited as; 0 while unmatched"
    ),
    Column("currency", Text, nullable=False),
    Column("currency_amount", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("received_at", Timestamp, nullable=False),
    Column("refunded_centimes", BigInteger, nullable=False, server_default="0"),
    Column("why", Text, comment="why it could not be matched"),
    UniqueConstraint("way", "charge_id"),
    CheckConstraint("state IN ('credited', 'unmatched', 'refund_requested', 'refunded')", name="state"),
    CheckConstraint("refunded_centimes BETWEEN 0 AND amount_centimes", name="refunded"),
    Index("ix_payments_state", "state", "id"),
    Index("ix_payments_request_id", "request_id"),
    Index("ix_payments_customer_id", "customer_id", "id"),
)

# What customers paid on the supplier's page and where it was found in the supplier's account; once for each payment.
deposits = Table(
    "deposits",
    metadata,
    Column("payment_id", _RowId, ForeignKey("payments.id"), primary_key=True, autoincrement=False),
    Column(
        "line_id", Text, nullable=False, comment="the account's line; several payments may have come in one"
    ),
    Column("amount_centimes", BigInteger, nullable=False, comment="what of that line is this payment's"),
    Column("arrived_at", Timestamp, nullable=False),
    Column("named", Integer, nullable=False, comment="1 when the line names the payment's link"),
    Column("found_at", Timestamp, nullable=False),
    Index("ix_deposits_line_id", "line_id"),
    Index("ix_deposits_arrived_at", "arrived_at"),
)
