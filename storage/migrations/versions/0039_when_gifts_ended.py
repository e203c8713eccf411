"""Whoever opened a gift is asked about it: gifts are found by when they were claimed"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_gifts_ended_at",
        "gifts",
        ["ended_at", "order_id"],
        **partial(sa.text("ended_at IS NOT NULL")),
    )
