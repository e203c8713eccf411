"""What customers say of products, for which they were asked, and what a product's ratings come to."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Timestamp
from storage.dialects import partial
from storage.tables.schema import RowId, metadata

reviews = Table(
    "reviews",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("product_id", Text, nullable=False),
    Column(
        "order_id", RowId, ForeignKey("orders.id"), nullable=False, comment="the order it was last given for"
    ),
    Column("rating", Integer, nullable=False, comment="1, very bad, to 5, excellent"),
    Column("line", Text, comment="the customer's own words"),
    Column("written_at", Timestamp, nullable=False, comment="when its customer last changed it"),
    Column("hidden_at", Timestamp, comment="since when staff keep its line from others; the rating counts"),
    Column("answer", Text, comment="the shop's, shown below the line"),
    Column("answered_at", Timestamp),
    CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    UniqueConstraint("customer_id", "product_id"),
    Index("ix_reviews_written_at", "written_at", "id"),
    # What everybody may read of a product.
    Index(
        "ix_reviews_shown",
        "product_id",
        "written_at",
        "id",
        **partial(text("line IS NOT NULL AND hidden_at IS NULL")),
    ),
)

# Whose line stays hidden although its review is gone: what they say of the product next begins with it.
hidden_reviews = Table(
    "hidden_reviews",
    metadata,
    Column("customer_id", BigInteger, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("product_id", Text, primary_key=True),
    Column("hidden_at", Timestamp, nullable=False, comment="since when staff keep its line from others"),
)

# The ratings of a product together, changed in the transaction of each: no screen adds them up.
product_ratings = Table(
    "product_ratings",
    metadata,
    Column("product_id", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    CheckConstraint("total BETWEEN count AND 5 * count", name="total"),
)

# For which products somebody was asked, or said something unasked: they are not asked again for a while.
review_requests = Table(
    "review_requests",
    metadata,
    Column("customer_id", BigInteger, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("product_id", Text, primary_key=True),
    Column("asked_at", Timestamp, nullable=False),
    Index("ix_review_requests_asked_at", "asked_at"),
)
