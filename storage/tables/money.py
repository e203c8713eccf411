"""Wallets and the money that comes in: entries, payments, what was asked for, receipts; days that are
closed.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
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
from storage.states import EntryKind, MismatchReason, PaymentState, PictureKind, RequestState, SalesPart
from storage.tables.schema import RowId, metadata


def _number_after(word: str) -> str:
    """The number behind a subject's first word, as in `order:12` and `order:12:more`; null where it has none.

    Plain functions that both engines have; the expression of a generated column must say the same for ever.
    """
    rest = f"substr(subject, {len(word) + 1})"
    digits = f"substr({rest}, 1, length({rest}) - length(ltrim({rest}, '0123456789')))"
    return (
        f"CASE WHEN substr(subject, 1, {len(word)}) = '{word}' THEN CAST(NULLIF({digits}, '') AS BIGINT) END"
    )


ORDER_OF_ENTRY: Final = _number_after("order:")
PAYMENT_OF_ENTRY: Final = _number_after("payment:")

BY_HAND: Final = text("kind IN ('credit', 'debit')")
"""Entries that staff made by hand; in these words, so that their index serves whoever asks for them."""

APPROVED: Final = text("kind = 'topup' AND substr(who, 1, 6) = 'staff:'")
"""Entries of money that somebody of the staff says has come; in these words for the same reason."""

LOST: Final = text("state = 'refunded' AND refunded_centimes < amount_centimes")
"""Payments that their payers took back when they were spent, in part at least; in these words, as above."""

entries = Table(
    "entries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("kind", Words(EntryKind), nullable=False),
    Column("subject", Text, nullable=False),
    Column("amount_centimes", BigInteger, nullable=False),
    Column("at", Timestamp, nullable=False),
    Column("note", Text),
    Column("who", Text, nullable=False),
    Column("order_id", BigInteger, Computed(ORDER_OF_ENTRY), comment="the order that the subject names"),
    Column(
        "payment_id", BigInteger, Computed(PAYMENT_OF_ENTRY), comment="the payment that the subject names"
    ),
    UniqueConstraint("kind", "subject"),
    CheckConstraint("amount_centimes <> 0", name="amount"),
    Index("ix_entries_customer_id_id", "customer_id", "id", "amount_centimes"),
    Index("ix_entries_at", "at", "kind", "amount_centimes"),
    Index(
        "ix_entries_by_hand",
        "who",
        "at",
        "amount_centimes",
        **partial(BY_HAND),
    ),
    Index("ix_entries_approved", "who", "at", "note", "amount_centimes", **partial(APPROVED)),
    Index(
        "ix_entries_order_id",
        "order_id",
        **partial(text("order_id IS NOT NULL")),
    ),
    Index(
        "ix_entries_payment_id",
        "payment_id",
        **partial(text("payment_id IS NOT NULL")),
    ),
)

# What each wallet holds: the sum of its entries, kept by a trigger in the transaction of each entry.
wallets = Table(
    "wallets",
    metadata,
    Column("customer_id", BigInteger, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("balance_centimes", BigInteger, nullable=False),
    CheckConstraint("balance_centimes >= 0", name="never_below_zero"),
)

# The figures of days that are over, as they were when the day was closed.
closed_days = Table(
    "closed_days",
    metadata,
    Column("day", Text, primary_key=True, comment="as 2026-11-01"),
    Column("until_at", Timestamp, nullable=False, comment="when the day ended"),
    Column("wallets_centimes", BigInteger, nullable=False, comment="what all wallets held then"),
    Column("figures", Text, nullable=False, comment="as JSON"),
    Column(
        "account_read", Integer, nullable=False, comment="1 when the supplier's account of that day was read"
    ),
    Column("kept_at", Timestamp, nullable=False),
    *(
        Column(f"{what}_upto", BigInteger, comment="the newest id when the day was added up")
        for what in ("entries", "events", "losses")
    ),
    Index("ix_closed_days_until_at", "until_at"),
)

# What was sold on a day that is over, in parts: all, by product, by hour and so on. Written once.
day_sales = Table(
    "day_sales",
    metadata,
    Column("day", Text, primary_key=True, comment="as 2026-11-01"),
    Column("part", Words(SalesPart), primary_key=True),
    Column("label", Text, primary_key=True, comment="which product, hour and so on; empty for the whole day"),
    Column("title", Text, comment="what people call a product"),
    Column("region", Text, comment="a product's region"),
    Column("count", BigInteger, nullable=False),
    Column("sold_centimes", BigInteger, nullable=False),
    Column("cost_centimes", BigInteger, nullable=False),
)

payment_requests = Table(
    "payment_requests",
    metadata,
    Column("id", Text, primary_key=True, comment="a token; the invoice's payload"),
    Column("way", Text, nullable=False),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("order_id", RowId, ForeignKey("orders.id"), comment="none: a top-up of the wallet"),
    Column(
        "amount_centimes", BigInteger, nullable=False, comment="what the wallet is credited when it is paid"
    ),
    Column("currency", Text, nullable=False),
    Column("currency_amount", BigInteger, nullable=False, comment="whole Stars, or minor units"),
    Column("state", Words(RequestState), nullable=False, server_default="open"),
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
    Column(
        "awaited_until",
        Timestamp,
        comment="set at its order's deadline: the order waits until then for one more answer about this",
    ),
    Column("decided_by", BigInteger, comment="the staff member who said yes or no"),
    Column("reason", Text, comment="why it was rejected"),
    UniqueConstraint("way", "external_ref"),
    CheckConstraint("amount_centimes > 0 AND currency_amount > 0", name="amounts"),
    CheckConstraint("state IN ('open', 'submitted', 'paid', 'failed', 'expired', 'rejected')", name="state"),
    Index("ix_payment_requests_customer_id_created_at", "customer_id", "created_at"),
    Index(
        "ix_payment_requests_alive", "customer_id", "state", **partial(text("state IN ('open', 'submitted')"))
    ),
    Index("ix_payment_requests_looked_at", "customer_id", **partial(text("due_at IS NOT NULL"))),
    Index("ix_payment_requests_order_id", "order_id"),
    Index("ix_payment_requests_state_expires_at", "state", "expires_at"),
    Index(
        "ix_payment_requests_way_due_at",
        "way",
        "due_at",
        **partial(text("due_at IS NOT NULL")),
    ),
)

# Receipts of transfers that customers sent, a row for each picture, kept for ever: the same one again is the
# usual fraud.
receipts = Table(
    "receipts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("request_id", Text, ForeignKey("payment_requests.id"), nullable=False),
    Column("kind", Words(PictureKind), nullable=False),
    Column("file_id", Text, nullable=False),
    Column("file_unique_id", Text, nullable=False),
    Column("number", Text, comment="the transfer's number, as the customer wrote it, tidied"),
    Column("sent_at", Timestamp, nullable=False),
    Column("adds_to", RowId, comment="the first picture of the receipt that this is a later picture of"),
    Column(
        "late",
        Integer,
        nullable=False,
        server_default="0",
        comment="1 when somebody had decided before it came",
    ),
    Column("album", Text, comment="Telegram's media group"),
    Column("message_id", BigInteger, comment="the customer's message that holds it"),
    CheckConstraint("kind IN ('photo', 'document')", name="kind"),
    Index("ix_receipts_request_id", "request_id", "id"),
    Index("ix_receipts_file_unique_id", "file_unique_id"),
    Index("ix_receipts_number", "number"),
)

payments = Table(
    "payments",
    metadata,
    Column("id", RowId, primary_key=True),
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
    Column("state", Words(PaymentState), nullable=False),
    Column("received_at", Timestamp, nullable=False),
    Column("refunded_centimes", BigInteger, nullable=False, server_default="0"),
    Column("why", Words(MismatchReason), comment="why it could not be matched"),
    UniqueConstraint("way", "charge_id"),
    CheckConstraint("state IN ('credited', 'unmatched', 'refund_requested', 'refunded')", name="state"),
    CheckConstraint("refunded_centimes BETWEEN 0 AND amount_centimes", name="refunded"),
    Index("ix_payments_not_credited", "state", "id", **partial(text("state <> 'credited'"))),
    Index("ix_payments_way_received_at", "way", "received_at"),
    Index("ix_payments_received_at", "received_at"),
    Index("ix_payments_request_id", "request_id"),
    Index("ix_payments_customer_id", "customer_id", "id"),
    Index("ix_payments_lost", "customer_id", **partial(LOST)),
)

# What customers paid on the supplier's page and where it was found in the supplier's account; once for each
# payment.
deposits = Table(
    "deposits",
    metadata,
    Column("payment_id", RowId, ForeignKey("payments.id"), primary_key=True, autoincrement=False),
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
