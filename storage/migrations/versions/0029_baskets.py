"""Baskets: several types bought together, each an order of its own"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import execute, partial

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_PURCHASE = "COALESCE(u.basket_id, CAST(u.order_id AS TEXT))"
_LIVE = "FROM promo_uses u WHERE u.promo_id = p.id AND u.released_at IS NULL"
# As since 0002 and 0012, but the orders of one basket count once: the first of them takes the use, the others go along.
_USED_UP = f"""EXISTS (SELECT 1 FROM promos p WHERE p.id = NEW.promo_id
    AND NOT EXISTS (SELECT 1 {_LIVE} AND u.basket_id = NEW.basket_id AND u.customer_id = NEW.customer_id)
    AND (p.total_limit <= (SELECT COUNT(DISTINCT {_PURCHASE}) {_LIVE})
        OR p.customer_limit <= (SELECT COUNT(DISTINCT {_PURCHASE}) {_LIVE} AND u.customer_id = NEW.customer_id)))"""
_GUARD = f"""CREATE TRIGGER promo_never_used_up_twice BEFORE INSERT ON promo_uses
    WHEN {_USED_UP}
    BEGIN SELECT RAISE(ABORT, 'the promo code is used up'); END"""
_FUNCTION = f"""CREATE OR REPLACE FUNCTION promo_never_used_up_twice() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM promos WHERE id = NEW.promo_id FOR NO KEY UPDATE;
        IF {_USED_UP}
        THEN
            RAISE EXCEPTION 'the promo code is used up' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$"""
_WITH_BASKETS = ("drafts", "orders", "promo_uses")
_OF_A_BASKET = sa.text("basket_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "baskets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column(
            "version",
            sa.Integer(),
            server_default="1",
            nullable=False,
            comment="rises with each change of what is shown; a Buy button names the one it stood beside",
        ),
        sa.Column("promo_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'bought', 'dropped')", name=op.f("ck_baskets_state")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_baskets_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baskets")),
    )
    op.create_index(
        "uq_baskets_open", "baskets", ["customer_id"], unique=True, **partial(sa.text("state = 'open'"))
    )
    op.create_index("ix_baskets_unbought", "baskets", ["changed_at"], **partial(sa.text("state <> 'bought'")))
    # Alembic would copy the whole of such a table on SQLite, which can add a column with a reference by itself.
    added = [
        f"ALTER TABLE {table} ADD COLUMN basket_id TEXT CONSTRAINT fk_{table}_basket_id REFERENCES baskets (id)"
        for table in _WITH_BASKETS
    ]
    execute(
        op.get_bind(),
        sqlite=[*added, "DROP TRIGGER promo_never_used_up_twice", _GUARD],
        postgresql=[*added, _FUNCTION],
    )
    for table in _WITH_BASKETS:
        op.create_index(f"ix_{table}_basket_id", table, ["basket_id"], **partial(_OF_A_BASKET))
