"""Which message of a customer's holds a receipt's picture"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "receipts", sa.Column("message_id", sa.BigInteger(), comment="the customer's message that holds it")
    )
