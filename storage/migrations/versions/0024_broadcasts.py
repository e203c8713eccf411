"""Messages to many, and customers who want none"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "customers",
        sa.Column(
            "no_broadcasts_at", sa.BigInteger(), comment="since when they want no messages to many"
        ),
    )
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False, comment="who wrote it"),
        sa.Column("state", sa.Text(), nullable=False, server_default="draft"),
        sa.Column(
            "body",
            sa.Text(),
            nullable=False,
            comment="in Telegram HTML; empty under a photo without words",
        ),
        sa.Column("photo_id", sa.Text(), comment="a photo of which the body is the caption"),
        sa.Column(
            "buttons",
            sa.Text(),
            nullable=False,
            server_default="[]",
            comment="as JSON: titles with targets",
        ),
        sa.Column("audience", sa.Text(), nullable=False, server_default="all"),
        sa.Column("audience_value", sa.Text(), comment="a language, a product's id, a number of days"),
        sa.Column("audience_title", sa.Text(), comment="how the product was called"),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger(), comment="in the writer's chat: it says how far this is"),
        sa.Column("people", sa.Integer(), comment="how many they were about when it began"),
        sa.Column(
            "walked_to",
            sa.BigInteger(),
            nullable=False,
            server_default="0",
            comment="the last customer's id",
        ),
        sa.Column(
            "in_air",
            sa.BigInteger(),
            comment="the customer to whom it is being sent: noted before, settled after",
        ),
        *(
            sa.Column(outcome, sa.Integer(), nullable=False, server_default="0")
            for outcome in ("sent", "blocked", "refused", "doubtful")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'running', 'paused', 'stopped', 'done')", name=op.f("ck_broadcasts_state")
        ),
        sa.CheckConstraint(
            "audience IN ('all', 'language', 'bought', 'idle', 'wallet')", name=op.f("ck_broadcasts_audience")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    _index("ix_broadcasts_under_way", "id", "state IN ('running', 'paused')")
    _index("ix_broadcasts_in_air", "id", "in_air IS NOT NULL")
    _index("ix_broadcasts_drafts", "created_at", "state = 'draft'")


def _index(name: str, column: str, where: str) -> None:
    op.create_index(name, "broadcasts", [column], **partial(sa.text(where)))
