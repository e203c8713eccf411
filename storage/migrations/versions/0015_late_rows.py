"""A closed day knows which rows it has counted, so that what is written later with an earlier time is not lost"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for what in ("entries", "events", "losses"):
        op.add_column(
            "closed_days",
            sa.Column(f"{what}_upto", sa.BigInteger(), comment="the newest id when the day was added up"),
        )
