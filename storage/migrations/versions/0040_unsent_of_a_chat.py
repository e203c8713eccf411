"""What a chat is still to be told is found among all that it was told, by whatever plan a server keeps"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unsent = partial(sa.text("state <> 'sent'"))
    op.create_index("ix_messages_unsent_of_chat", "messages", ["chat_id", "state", "kind"], **unsent)
