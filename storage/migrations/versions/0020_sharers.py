"""Each process says by how many it divides what the shop is allowed, so that one that has come need not wait"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "processes",
        sa.Column(
            "sharers",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="by how many, at least, it divides what the shop as a whole is allowed",
        ),
    )
