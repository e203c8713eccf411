"""What the receipts that somebody of the staff approved come to"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_entries_approved",
        "entries",
        ["who", "at", "note", "amount_centimes"],
        **partial(sa.text("kind = 'topup' AND substr(who, 1, 6) = 'staff:'")),
    )
