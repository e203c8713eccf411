"""Customers can be erased: what is theirs is found by index, and an entry may be given a made-up customer"""

from alembic import op

from storage.dialects import execute

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_SAME = " AND ".join(f"NEW.{column} = OLD.{column}" for column in ("id", "kind", "subject", "amount_centimes", "at"))
# 2 ** 51: from there on numbers are made up (`bot.shop.customers.MADE_UP_FROM`).
_ERASED = f"OLD.customer_id < 2251799813685248 AND NEW.customer_id >= 2251799813685248 AND {_SAME}"


def upgrade() -> None:
    op.create_index("ix_baskets_customer_id", "baskets", ["customer_id"])
    op.create_index("ix_promo_uses_customer_id", "promo_uses", ["customer_id"])
    execute(
        op.get_bind(),
        sqlite=(
            "DROP TRIGGER entries_never_change",
            f"CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries WHEN NOT ({_ERASED})"
            " BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END",
        ),
        postgresql=(
            "DROP TRIGGER entries_never_change ON entries",
            f"CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries FOR EACH ROW WHEN (NOT ({_ERASED}))"
            " EXECUTE FUNCTION entries_stay('changed')",
        ),
    )
