"""Who gave somebody their role, and the audit log is found by person, act, subject and day"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("added_by", sa.BigInteger(), comment="who gave the role; null: the settings did"))
    op.execute("UPDATE staff SET role = 'owner' WHERE role = 'admin'")
    op.create_index("ix_audit_log_at", "audit_log", ["at", "id"])
    op.create_index("ix_audit_log_staff_id", "audit_log", ["staff_id", "at", "id"])
    op.create_index("ix_audit_log_action", "audit_log", ["action", "at", "id"])
    op.create_index("ix_audit_log_subject", "audit_log", ["subject", "at", "id"])
    op.create_index("ix_customers_username", "customers", ["username"])
    op.create_index(
        "ix_entries_by_hand",
        "entries",
        ["who", "at", "amount_centimes"],
        **partial(sa.text("kind IN ('credit', 'debit')")),
    )
