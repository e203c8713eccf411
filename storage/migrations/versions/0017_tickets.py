"""Conversations with the shop are tickets, with states, and answers that staff keep ready"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import execute, partial

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_NOT_CLOSED = "state <> 'closed'"
_COMMENT = "COMMENT ON COLUMN support_messages.ticket_id IS 'none: only offered, or from before tickets'"


def upgrade() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "subject", sa.Text(), nullable=False, comment="what it is about: one that is not closed for each"
        ),
        sa.Column("order_id", _row_id()),
        sa.Column("card_position", sa.Integer(), comment="which of the order's cards does not work, from 1"),
        sa.Column("request_id", sa.Text(), comment="the payment that it is about"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("state_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_by", sa.BigInteger(), comment="the member of the staff whose it is"),
        sa.Column("taken_at", sa.BigInteger()),
        sa.Column(
            "asked_at",
            sa.BigInteger(),
            comment="since when the customer waits for an answer; none: they do not",
        ),
        sa.Column("remind_at", sa.BigInteger(), comment="when the staff are reminded next"),
        sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("topic_chat_id", sa.BigInteger(), comment="the staff's group in which it has a topic"),
        sa.Column("topic_id", sa.BigInteger()),
        sa.CheckConstraint(
            "kind IN ('question', 'order', 'payment', 'dead_code')", name=op.f("ck_tickets_kind")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'taken', 'waiting', 'closed')", name=op.f("ck_tickets_state")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_tickets_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_tickets_order_id")),
        sa.ForeignKeyConstraint(["request_id"], ["payment_requests.id"], name=op.f("fk_tickets_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
    )
    _index("uq_tickets_subject", "tickets", ["customer_id", "subject"], _NOT_CLOSED, unique=True)
    op.create_index("ix_tickets_customer_id", "tickets", ["customer_id", "id"])
    _index("ix_tickets_open", "tickets", ["id"], _NOT_CLOSED)
    _index("ix_tickets_taken_by", "tickets", ["taken_by", "id"], _NOT_CLOSED)
    _index("ix_tickets_remind_at", "tickets", ["remind_at"], "remind_at IS NOT NULL")
    _index("ix_tickets_order_id", "tickets", ["order_id"], "order_id IS NOT NULL")
    _index("ix_tickets_request_id", "tickets", ["request_id"], "request_id IS NOT NULL")
    topic = ["topic_chat_id", "topic_id"]
    _index("uq_tickets_topic", "tickets", topic, "topic_id IS NOT NULL", unique=True)
    op.create_table(
        "ticket_events",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("ticket_id", _row_id(), nullable=False),
        sa.Column("from_state", sa.Text()),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False, comment="customer, or staff:ID"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_events_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_events")),
    )
    op.create_index("ix_ticket_events_ticket_id", "ticket_events", ["ticket_id", "id"])
    # A column with a foreign key: neither engine has to copy the table for it.
    belongs = (
        "ALTER TABLE support_messages ADD COLUMN ticket_id {}"
        " CONSTRAINT fk_support_messages_ticket_id REFERENCES tickets (id)"
    )
    execute(op.get_bind(), sqlite=[belongs.format("INTEGER")], postgresql=[belongs.format("BIGINT"), _COMMENT])
    _index(
        "ix_support_messages_ticket_id", "support_messages", ["ticket_id", "id"], "ticket_id IS NOT NULL"
    )
    op.create_table(
        "quick_replies",
        sa.Column("id", _row_id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False, comment="who wrote it last"),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quick_replies")),
        sa.UniqueConstraint("name", "language", name=op.f("uq_quick_replies_name_language")),
    )


def _row_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(name, table, columns, unique=unique, **partial(sa.text(where)))
