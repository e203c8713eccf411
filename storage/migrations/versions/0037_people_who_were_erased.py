"""Whoever comes back after they were erased is not new, and their last rewards count"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erased_people",
        sa.Column("mark", sa.Text(), nullable=False, comment="who it is: see `Vault.marks_of`"),
        sa.Column(
            "rewards", sa.Integer(), nullable=False, comment="for invitations, shortly before `counted_at`"
        ),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_erased_people")),
    )
