"""Each of the staff may have quiet hours of their own"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "staff",
        sa.Column("quiet_hours", sa.Text(), comment="their own, as in the settings; null: the shop's; empty: none"),
    )
