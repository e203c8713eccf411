"""What workers and staff ask for is found among millions of rows without going through them"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_FINAL = ("fulfilled", "partially_filled", "refunded", "rejected", "expired", "cancelled")


def upgrade() -> None:
    orders = sa.table(
        "orders",
        *(sa.column(name) for name in ("status", "status_at", "finished_at")),
    )
    # Since ever, an order that comes to a final status is finished; an index now rests on that.
    ended = sa.and_(orders.c.finished_at.is_(None), orders.c.status.in_(_FINAL))
    op.execute(orders.update().where(ended).values(finished_at=orders.c.status_at))
    op.drop_index("ix_orders_status_due_at", "orders")
    _partial("ix_orders_open", "orders", ["status", "due_at"], "finished_at IS NULL")
    op.drop_index("ix_orders_customer_id_id", "orders")
    op.create_index("ix_orders_customer_id_created_at", "orders", ["customer_id", "created_at", "id"])
    op.drop_index("ix_attempts_state", "attempts")
    op.create_index("ix_attempts_sent_at", "attempts", ["sent_at"])
    op.create_index("ix_attempts_settled_at", "attempts", ["settled_at"])
    _partial("ix_drafts_unbought", "drafts", ["created_at"], "state <> 'bought'")
    op.drop_index("ix_payment_requests_customer_id_state", "payment_requests")
    op.create_index(
        "ix_payment_requests_customer_id_created_at", "payment_requests", ["customer_id", "created_at"]
    )
    alive = "state IN ('open', 'submitted')"
    _partial("ix_payment_requests_alive", "payment_requests", ["customer_id", "state"], alive)
    _partial("ix_payment_requests_looked_at", "payment_requests", ["customer_id"], "due_at IS NOT NULL")
    op.drop_index("ix_payment_requests_due_at", "payment_requests")
    _partial("ix_payment_requests_way_due_at", "payment_requests", ["way", "due_at"], "due_at IS NOT NULL")
    op.drop_index("ix_payments_state", "payments")
    _partial("ix_payments_not_credited", "payments", ["state", "id"], "state <> 'credited'")
    op.drop_index("ix_messages_state_due_at", "messages")
    _partial("ix_messages_unsent", "messages", ["state", "due_at"], "state <> 'sent'")
    _partial("ix_messages_told", "messages", ["sent_at"], "state = 'sent' AND kind <> 'receipt'")
    _partial("ix_inbox_done_at", "inbox", ["done_at"], "done_at IS NOT NULL")
    _partial("ix_losses_back_line_id", "losses", ["back_line_id"], "back_line_id IS NOT NULL")
    op.create_index("ix_support_messages_answers_id", "support_messages", ["answers_id"])
    _partial("ix_promos_proposed", "promos", ["made_at"], "state = 'proposed'")


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, **partial(sa.text(where)))
