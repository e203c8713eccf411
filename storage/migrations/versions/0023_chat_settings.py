"""What owners set in the chat, over what stands in the environment"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Timestamp

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat_settings",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False, comment="JSON: as somebody would write it in .env"),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("set_at", Timestamp(), nullable=False),
    )
