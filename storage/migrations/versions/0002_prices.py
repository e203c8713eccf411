"""Rules for prices, limits and what is shown; promo codes; what explains an order's price"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# A promo code is never used more often than it may be, whatever the code above does.
_GUARD = """CREATE TRIGGER promo_never_used_up_twice BEFORE INSERT ON promo_uses
    WHEN EXISTS (SELECT 1 FROM promos p WHERE p.id = NEW.promo_id AND (
        p.total_limit <= (SELECT COUNT(*) FROM promo_uses u WHERE u.promo_id = p.id AND u.released_at IS NULL)
        OR p.customer_limit <= (SELECT COUNT(*) FROM promo_uses u WHERE u.promo_id = p.id
            AND u.released_at IS NULL AND u.customer_id = NEW.customer_id)))
    BEGIN SELECT RAISE(ABORT, 'the promo code is used up'); END"""


def upgrade() -> None:
    op.create_table(
        "rules",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False, comment="category, product, product/type; empty for all"),
        sa.Column("title", sa.Text(), nullable=False, comment="what people call the target"),
        sa.Column("body", sa.Text(), nullable=False, comment="what the rule says, as JSON"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("active_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('price', 'limit', 'hidden')", name=op.f("ck_rules_kind")),
        sa.CheckConstraint("scope IN ('all', 'category', 'product', 'type')", name=op.f("ck_rules_scope")),
        sa.CheckConstraint("state IN ('proposed', 'active', 'ended')", name=op.f("ck_rules_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
    )
    active = sa.text("state = 'active'")
    op.create_index(
        "uq_rules_active", "rules", ["kind", "scope", "target"], unique=True, sqlite_where=active, postgresql_where=active
    )
    op.create_table(
        "promos",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("percent", sa.Text(), nullable=True, comment="a decimal; one of percent and amount is set"),
        sa.Column("amount_centimes", sa.BigInteger(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("total_limit", sa.Integer(), nullable=True),
        sa.Column("customer_limit", sa.Integer(), nullable=True),
        sa.Column("least_centimes", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("below_cost", sa.Integer(), server_default="0", nullable=False, comment="1: the merchant confirmed"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("active_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(percent IS NULL) <> (amount_centimes IS NULL)", name=op.f("ck_promos_discount")),
        sa.CheckConstraint("state IN ('proposed', 'active', 'ended')", name=op.f("ck_promos_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promos")),
    )
    op.create_index("uq_promos_active", "promos", ["code"], unique=True, sqlite_where=active, postgresql_where=active)
    op.create_table(
        "promo_uses",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("promo_id", _ROW_ID, nullable=False),
        sa.Column("order_id", _ROW_ID, nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("discount_centimes", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.Column("released_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("discount_centimes > 0", name=op.f("ck_promo_uses_discount")),
        sa.ForeignKeyConstraint(["promo_id"], ["promos.id"], name=op.f("fk_promo_uses_promo_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_promo_uses_order_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_promo_uses_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promo_uses")),
        sa.UniqueConstraint("order_id", name=op.f("uq_promo_uses_order_id")),
    )
    op.create_index("ix_promo_uses_promo_id", "promo_uses", ["promo_id", "customer_id"])
    for table in ("drafts", "orders"):
        op.add_column(table, sa.Column("rule_id", _ROW_ID, nullable=True))
        op.add_column(table, sa.Column("price_rule", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("promo_id", _ROW_ID, nullable=True))
    op.add_column("drafts", sa.Column("discount_centimes", sa.BigInteger(), server_default="0", nullable=False))
    # Written out, because a check that comes with its column needs no new table where adding one later would.
    op.execute(
        "ALTER TABLE orders ADD COLUMN discount_centimes BIGINT DEFAULT 0 NOT NULL CONSTRAINT ck_orders_discount CHECK"
        " (discount_centimes >= 0 AND discount_centimes + refunded_centimes <= quantity * unit_price_centimes)"
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_GUARD)
