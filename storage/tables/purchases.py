"""From a draft to its cards: baskets, drafts, orders and what happened to them, attempts, sealed cards."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Timestamp, Words
from storage.dialects import partial
from storage.states import AttemptState, ChangeReason, DraftState, HeldReason, OrderStatus
from storage.tables.schema import RowId, metadata

# Several drafts that are bought together. Once it is bought, its orders stand on one card.
baskets = Table(
    "baskets",
    metadata,
    Column("id", Text, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("state", Words(DraftState), nullable=False, server_default="open"),
    Column(
        "version",
        Integer,
        nullable=False,
        server_default="1",
        comment="rises with each change of what is shown; a Buy button names the one it stood beside",
    ),
    Column("promo_id", RowId),
    Column("created_at", Timestamp, nullable=False),
    Column("changed_at", Timestamp, nullable=False),
    CheckConstraint("state IN ('open', 'bought', 'dropped')", name="state"),
    Index("ix_baskets_customer_id", "customer_id"),
    # A person has one at a time.
    Index("uq_baskets_open", "customer_id", unique=True, **partial(text("state = 'open'"))),
    # Those that led to nothing are emptied, and tidied away.
    Index("ix_baskets_unbought", "changed_at", **partial(text("state <> 'bought'"))),
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
    Column("state", Words(DraftState), nullable=False, server_default="open"),
    Column("message_id", BigInteger),
    Column(
        "replaced_by", Text, comment="the draft that says what is wanted now; this one's buttons lead there"
    ),
    Column("rule_id", RowId, comment="which rule made the price; none: the settings"),
    Column("price_rule", Text, comment="what that rule said then, as JSON"),
    Column("promo_id", RowId),
    Column("discount_centimes", BigInteger, nullable=False, server_default="0", comment="off the total"),
    Column("basket_id", Text, ForeignKey("baskets.id"), comment="the basket that it is a line of"),
    Column("greeting", Text, comment="what a friend is told with the codes, perhaps nothing; none: no gift"),
    CheckConstraint("state IN ('open', 'bought', 'dropped')", name="state"),
    CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity"),
    Index("ix_drafts_customer_id_state", "customer_id", "state", "created_at"),
    Index("ix_drafts_basket_id", "basket_id", **partial(text("basket_id IS NOT NULL"))),
    # Those that led to nothing are tidied away.
    Index(
        "ix_drafts_unbought",
        "created_at",
        **partial(text("state <> 'bought'")),
    ),
)

orders = Table(
    "orders",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("ref", Text, nullable=False, unique=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("draft_id", Text, ForeignKey("drafts.id"), nullable=False, unique=True),
    Column("status", Words(OrderStatus), nullable=False),
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
    Column("held_reason", Words(HeldReason), comment="why a person must decide"),
    Column("created_at", Timestamp, nullable=False),
    Column("status_at", Timestamp, nullable=False),
    Column("placed_at", Timestamp, comment="when the supplier took it"),
    Column("finished_at", Timestamp, comment="when it came to a final status; none: it is open"),
    Column("delivered_at", Timestamp, comment="when its last code had arrived in the customer's chat"),
    Column("due_at", Timestamp, comment="when a worker looks at it next; none: nobody needs to"),
    Column("checks", Integer, nullable=False, server_default="0"),
    Column("receipt_message_id", BigInteger),
    Column("rule_id", RowId, comment="which rule made the price; none: the settings"),
    Column("price_rule", Text, comment="what that rule said then, as JSON"),
    Column("promo_id", RowId),
    Column("discount_centimes", BigInteger, nullable=False, server_default="0", comment="off the total"),
    Column(
        "pay_by",
        Timestamp,
        comment="until when an unpaid order waits; none: its money is looked into or there",
    ),
    Column("basket_id", Text, ForeignKey("baskets.id"), comment="the basket that it was bought in"),
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
    # What workers and staff ask for are orders that have not ended: a few among very many.
    Index(
        "ix_orders_open",
        "status",
        "due_at",
        **partial(text("finished_at IS NULL")),
    ),
    Index("ix_orders_customer_id_created_at", "customer_id", "created_at", "id"),
    Index("ix_orders_created_at", "created_at"),
    # Lists of staff's: all of one status, all of one product, newest first.
    Index("ix_orders_status", "status", "id"),
    Index("ix_orders_product_id", "product_id", "id"),
    Index("ix_orders_placed_at", "placed_at"),
    Index("ix_orders_basket_id", "basket_id", **partial(text("basket_id IS NOT NULL"))),
    Index(
        "ix_orders_finished_at",
        "finished_at",
        **partial(text("finished_at IS NOT NULL")),
    ),
    Index(
        "ix_orders_delivered_at",
        "delivered_at",
        **partial(text("delivered_at IS NOT NULL")),
    ),
)

order_events = Table(
    "order_events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False),
    Column("from_status", Words(OrderStatus)),
    Column("to_status", Words(OrderStatus), nullable=False),
    Column("at", Timestamp, nullable=False),
    Column("why", Words(ChangeReason), nullable=False),
    Column("who", Text, nullable=False),
    Index("ix_order_events_order_id", "order_id", "id"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False),
    Column("ref", Text, nullable=False),
    Column("ref_sent", Integer, nullable=False, comment="1 when the supplier was given the ref"),
    Column("product_id", Text, nullable=False),
    Column("type_id", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit_cost_centimes", BigInteger, nullable=False, comment="the cost we expected"),
    Column("sent_at", Timestamp, nullable=False),
    Column("state", Words(AttemptState), nullable=False),
    Column("supplier_order_id", Text, unique=True),
    Column("settled_at", Timestamp, comment="none: sending or unknown still"),
    Column("error_code", Text),
    Column("request_id", Text),
    Column("claimed_by", Text, comment="the process that sent it, and waits for the answer"),
    CheckConstraint(
        "state IN ('sending', 'accepted', 'not_placed', 'unknown', 'absent', 'debited', 'given_up')",
        name="state",
    ),
    Index("ix_attempts_order_id", "order_id", "id"),
    Index("ix_attempts_sent_at", "sent_at"),
    Index("ix_attempts_settled_at", "settled_at"),
    # Two calls in the air for one order would be two purchases: the database allows one that is not settled.
    Index(
        "uq_attempts_open",
        "order_id",
        unique=True,
        **partial(Column("state", Text).in_(["sending", "unknown", "accepted"])),
    ),
)

cards = Table(
    "cards",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False),
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

# Money that the supplier took and for which no goods came: open until it comes back or staff write it off.
losses = Table(
    "losses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", Text, nullable=False, unique=True, comment="one row for one debit, or for one order's"),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False),
    Column("attempt_id", RowId, ForeignKey("attempts.id")),
    Column("line_id", Text, comment="the account's line that took the money"),
    Column("names", Text, comment="what that line, or the order, says it is for"),
    Column("amount_centimes", BigInteger, nullable=False),
    Column("debited_at", Timestamp, nullable=False),
    Column("noted_at", Timestamp, nullable=False, comment="the day whose margin it lowers"),
    Column("returned_at", Timestamp, comment="the day whose margin it raises"),
    Column("back_line_id", Text, comment="the line that gave the money back"),
    Column("written_off_at", Timestamp),
    Column("written_off_by", BigInteger),
    Column("reason", Text),
    CheckConstraint("amount_centimes > 0", name="amount"),
    Index("ix_losses_order_id", "order_id"),
    Index("ix_losses_noted_at", "noted_at"),
    Index("ix_losses_returned_at", "returned_at", "written_off_at"),
    Index("ix_losses_line_id", "line_id"),
    Index("ix_losses_back_line_id", "back_line_id", **partial(text("back_line_id IS NOT NULL"))),
)
