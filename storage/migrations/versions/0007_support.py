"""What customers and the shop write to each other"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "support_messages",
        sa.Column("id", row_id, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the update that brought it: once only"),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "staff_id", sa.BigInteger(), nullable=True, comment="who answered; null: the customer wrote this"
        ),
        sa.Column("answers_id", row_id, nullable=True, comment="which message this answers"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True, comment="the text, or the caption of a file"),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column(
            "album",
            sa.Text(),
            nullable=True,
            comment="Telegram's media group: its pictures are one message to people",
        ),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column(
            "handed_at",
            sa.BigInteger(),
            nullable=True,
            comment="when the other side gets it; null: only offered to be sent",
        ),
        sa.Column(
            "alerts",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="1 when staff were rung at once for it",
        ),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('text', 'photo', 'document', 'voice', 'audio', 'video', 'animation', 'video_note')",
            name=op.f("ck_support_messages_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["answers_id"], ["support_messages.id"], name=op.f("fk_support_messages_answers_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_messages")),
        sa.UniqueConstraint("key", name=op.f("uq_support_messages_key")),
    )
    op.create_index("ix_support_messages_customer_id", "support_messages", ["customer_id", "handed_at"])
    op.create_index(
        "ix_support_messages_offered",
        "support_messages",
        ["written_at"],
        sqlite_where=sa.text("handed_at IS NULL"),
        postgresql_where=sa.text("handed_at IS NULL"),
    )
    op.create_table(
        "support_copies",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("telegram_message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("support_id", row_id, nullable=False),
        sa.ForeignKeyConstraint(
            ["support_id"], ["support_messages.id"], name=op.f("fk_support_copies_support_id")
        ),
        sa.PrimaryKeyConstraint("chat_id", "telegram_message_id", name=op.f("pk_support_copies")),
    )
    op.create_index("ix_support_copies_support_id", "support_copies", ["support_id"])
