"""People are found by the words of their names, and orders are listed by status and by product"""

import sqlalchemy as sa
from alembic import op

from storage.folding import words_of

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_SLICE = 1000


def upgrade() -> None:
    words = op.create_table(
        "customer_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_customer_words_customer_id")),
        sa.PrimaryKeyConstraint("word", "customer_id", name=op.f("pk_customer_words")),
    )
    op.create_index("ix_customer_words_customer_id", "customer_words", ["customer_id"])
    op.create_index("ix_orders_status", "orders", ["status", "id"])
    op.create_index("ix_orders_product_id", "orders", ["product_id", "id"])
    conn = op.get_bind()
    customers = sa.table("customers", sa.column("id"), sa.column("first_name"), sa.column("username"))
    after = None
    while True:
        some = sa.select(customers).order_by(customers.c.id).limit(_SLICE)
        rows = conn.execute(some if after is None else some.where(customers.c.id > after)).all()
        if not rows:
            break
        found = [
            {"word": word, "customer_id": row.id} for row in rows for word in words_of(row.first_name, row.username)
        ]
        if found:
            conn.execute(words.insert(), found)
        after = rows[-1].id
