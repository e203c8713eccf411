"""Which processes share the database, and what each of them does alone"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "processes",
        sa.Column("id", sa.Text(), nullable=False, comment="a random token, another one for each start"),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("beats", sa.BigInteger(), nullable=False, comment="grows while the process lives"),
        sa.Column(
            "beat_at", sa.BigInteger(), nullable=False, comment="for people: by the process's own clock"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_processes"),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False, comment="what one process at a time does"),
        sa.Column("claimed_by", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.add_column(
        "messages",
        sa.Column("claimed_by", sa.Text(), nullable=True, comment="the process that is sending it"),
    )
    claimed = sa.text("claimed_by IS NOT NULL")
    op.create_index(
        "ix_messages_claimed", "messages", ["claimed_by", "chat_id"], sqlite_where=claimed, postgresql_where=claimed
    )
    op.add_column(
        "attempts",
        sa.Column(
            "claimed_by",
            sa.Text(),
            nullable=True,
            comment="the process that sent it, and waits for the answer",
        ),
    )
