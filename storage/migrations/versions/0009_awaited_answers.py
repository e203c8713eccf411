"""How long an order that is over waits for one more answer about its payment"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "payment_requests",
        sa.Column(
            "awaited_until",
            sa.BigInteger(),
            nullable=True,
            comment="set at its order's deadline: the order waits until then for one more answer about this",
        ),
    )
