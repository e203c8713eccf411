"""Later pictures of a receipt, and which of them came after the decision"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "receipts",
        sa.Column(
            "adds_to",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the first picture of the receipt that this is a later picture of",
        ),
    )
    op.add_column(
        "receipts",
        sa.Column(
            "late",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="1 when somebody had decided before it came",
        ),
    )
    op.add_column("receipts", sa.Column("album", sa.Text(), nullable=True, comment="Telegram's media group"))
