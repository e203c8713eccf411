"""A wallet's balance stands beside its entries, a closed day's figures are kept, and the books have indexes"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# A wallet follows its entries, whatever the code above does; its own check keeps it from going below zero.
_FOLLOW = """INSERT INTO wallets (customer_id, balance_centimes) VALUES (NEW.customer_id, 0) ON CONFLICT DO NOTHING;
       UPDATE wallets SET balance_centimes = balance_centimes + NEW.amount_centimes WHERE customer_id = NEW.customer_id;"""
_TRIGGERS = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS wallet_never_below_zero",
        f"CREATE TRIGGER wallet_follows_entries AFTER INSERT ON entries BEGIN {_FOLLOW} END",
    ),
    "postgresql": (
        f"CREATE FUNCTION wallet_follows_entries() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {_FOLLOW} RETURN NULL; END $$",
        "CREATE TRIGGER wallet_follows_entries AFTER INSERT ON entries"
        " FOR EACH ROW EXECUTE FUNCTION wallet_follows_entries()",
    ),
}


def _number_after(word: str) -> str:
    rest = f"substr(subject, {len(word) + 1})"
    digits = f"substr({rest}, 1, length({rest}) - length(ltrim({rest}, '0123456789')))"
    return f"CASE WHEN substr(subject, 1, {len(word)}) = '{word}' THEN CAST(NULLIF({digits}, '') AS BIGINT) END"


def upgrade() -> None:
    engine = op.get_bind().dialect.name
    # An index needs it stored on PostgreSQL; SQLite adds to a table only what it works out when it reads.
    stored = True if engine == "postgresql" else None
    for column, word in (("order_id", "order:"), ("payment_id", "payment:")):
        op.add_column(
            "entries",
            sa.Column(
                column,
                sa.BigInteger(),
                sa.Computed(_number_after(word), persisted=stored),
                comment=f"the {word[:-1]} that the subject names",
            ),
        )
        some = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_entries_{column}", "entries", [column], sqlite_where=some, postgresql_where=some)
    # With the amount in the index a wallet's entries are added up without looking at each.
    op.drop_index("ix_entries_customer_id_id", "entries")
    op.create_index("ix_entries_customer_id_id", "entries", ["customer_id", "id", "amount_centimes"])
    op.create_index("ix_entries_at", "entries", ["at", "kind", "amount_centimes"])
    op.create_index("ix_payments_way_received_at", "payments", ["way", "received_at"])
    op.create_index("ix_orders_placed_at", "orders", ["placed_at"])
    ended = sa.text("finished_at IS NOT NULL")
    op.create_index(
        "ix_orders_finished_at", "orders", ["finished_at"], sqlite_where=ended, postgresql_where=ended
    )
    _wallets(engine)
    op.create_table(
        "closed_days",
        sa.Column("day", sa.Text(), nullable=False, comment="as 2026-11-01"),
        sa.Column("until_at", sa.BigInteger(), nullable=False, comment="when the day ended"),
        sa.Column("wallets_centimes", sa.BigInteger(), nullable=False, comment="what all wallets held then"),
        sa.Column("figures", sa.Text(), nullable=False, comment="as JSON"),
        sa.Column(
            "account_read",
            sa.Integer(),
            nullable=False,
            comment="1 when the supplier's account of that day was read",
        ),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_closed_days")),
    )
    op.create_index("ix_closed_days_until_at", "closed_days", ["until_at"])


def _wallets(engine: str) -> None:
    op.create_table(
        "wallets",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("balance_centimes", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("balance_centimes >= 0", name=op.f("ck_wallets_never_below_zero")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_wallets_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_wallets")),
    )
    op.execute(
        "INSERT INTO wallets (customer_id, balance_centimes)"
        # A wallet that was damaged by hand does not keep the shop from starting: the books name it.
        " SELECT customer_id, CASE WHEN SUM(amount_centimes) < 0 THEN 0 ELSE SUM(amount_centimes) END"
        " FROM entries GROUP BY customer_id"
    )
    for statement in _TRIGGERS[engine]:
        op.execute(statement)
