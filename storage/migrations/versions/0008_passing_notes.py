"""Which notes may be tidied away, and when: one stayed for ever for each alert, album and half-typed answer"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_DAY = 86_400_000  # in the unit of `at`, milliseconds
_KEPT_DAYS = {
    "alert:": 90,
    "album:": 1,
    "remembered:typing:": 30,
    "remembered:promo:": 30,
    "remembered:refund:": 30,
}
_STAYS = "alert:books_"


def upgrade() -> None:
    op.add_column(
        "notes",
        sa.Column(
            "expires_at",
            sa.BigInteger(),
            nullable=True,
            comment="when it may be tidied away; null: it stays",
        ),
    )
    notes = sa.table("notes", sa.column("key"), sa.column("at"), sa.column("expires_at"))
    for beginning, days in _KEPT_DAYS.items():
        op.execute(
            notes.update()
            .where(notes.c.key.startswith(beginning), sa.not_(notes.c.key.startswith(_STAYS)))
            .values(expires_at=notes.c.at + days * _DAY)
        )
    op.create_index(
        "ix_notes_expires_at", "notes", ["expires_at"], sqlite_where=sa.text("expires_at IS NOT NULL")
    )
