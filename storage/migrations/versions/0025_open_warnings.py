"""What is wrong now stands in a table, until it is over"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "open_warnings",
        sa.Column("code", sa.Text(), nullable=False, comment="what is wrong, as in alert-CODE"),
        sa.Column("matter", sa.Text(), nullable=False, comment="with what: an order, a type; empty where there is one"),
        sa.Column("args", sa.Text(), nullable=False, comment="JSON: what there is to say of it"),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False, comment="when it was last seen to be so"),
        sa.PrimaryKeyConstraint("code", "matter"),
    )
