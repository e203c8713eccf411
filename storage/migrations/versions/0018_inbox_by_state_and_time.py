"""What is done and old in the inbox is found by one index, however much is done"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_inbox_done_at", table_name="inbox")
    done = partial(sa.text("done_at IS NOT NULL"))
    op.create_index("ix_inbox_state_done_at", "inbox", ["state", "done_at"], **done)
