"""Each update names its person and the process that handles it, so that processes keep a person's order"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("person", sa.BigInteger(), comment="whose updates it must be handled in order with"))
    op.add_column("inbox", sa.Column("claimed_by", sa.Text(), comment="the process that handles it, if several share the database"))
    op.add_column(
        "inbox",
        sa.Column(
            "handed_over",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="1 until the claiming process has read it, because another one received it",
        ),
    )
    op.create_index("ix_inbox_waiting_person", "inbox", ["person"], **partial(sa.text("state = 'waiting'")))
    op.create_index(
        "ix_inbox_handed_over", "inbox", ["claimed_by", "update_id"], **partial(sa.text("handed_over = 1"))
    )
