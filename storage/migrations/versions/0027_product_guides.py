"""What the merchant says of products"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Timestamp
from storage.dialects import partial

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "product_guides",
        sa.Column("product_id", sa.Text(), primary_key=True),
        sa.Column("field", sa.Text(), primary_key=True),
        sa.Column(
            "language", sa.Text(), primary_key=True, comment="empty for what is the same in all languages"
        ),
        sa.Column("value", sa.Text(), nullable=False, comment="empty: nothing is shown, whatever the brand has"),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("set_at", Timestamp(), nullable=False),
        sa.CheckConstraint("field IN ('steps', 'region', 'note', 'link', 'picture', 'aliases')", name="field"),
    )
    op.create_index(
        "ix_product_guides_aliases", "product_guides", ["product_id"], **partial(sa.text("field = 'aliases'"))
    )
