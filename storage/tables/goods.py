"""What is for sale and at what price: the catalogue as last read, what the merchant says of products, the
merchant's rules, promo codes and their uses.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.columns import Timestamp, Words
from storage.dialects import partial
from storage.states import GuideField, PromoState, RuleKind, RuleState, Scope
from storage.tables.schema import RowId, metadata

catalogue_cache = Table(
    "catalogue_cache",
    metadata,
    Column("key", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("fetched_at", Timestamp, nullable=False),
)

# What the merchant decided about prices, limits and what is shown. A rule is never rewritten: a new one ends
# the old.
rules = Table(
    "rules",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", Words(RuleKind), nullable=False),
    Column("scope", Words(Scope), nullable=False),
    Column("target", Text, nullable=False, comment="category, product, product/type; empty for all"),
    Column("title", Text, nullable=False, comment="what people call the target"),
    Column("body", Text, nullable=False, comment="what the rule says, as JSON"),
    Column("state", Words(RuleState), nullable=False),
    Column("staff_id", BigInteger, nullable=False),
    Column("made_at", Timestamp, nullable=False),
    Column("active_at", Timestamp),
    Column("ended_at", Timestamp),
    Column("ended_by", BigInteger),
    CheckConstraint("kind IN ('price', 'limit', 'hidden')", name="kind"),
    CheckConstraint("scope IN ('all', 'category', 'product', 'type')", name="scope"),
    CheckConstraint("state IN ('proposed', 'active', 'ended')", name="state"),
    Index(
        "uq_rules_active",
        "kind",
        "scope",
        "target",
        unique=True,
        **partial(Column("state", Text) == "active"),
    ),
)

# What the merchant says of a product, over what the shop knows of its brand.
product_guides = Table(
    "product_guides",
    metadata,
    Column("product_id", Text, primary_key=True),
    Column("field", Words(GuideField), primary_key=True),
    Column("language", Text, primary_key=True, comment="empty for what is the same in all languages"),
    Column("value", Text, nullable=False, comment="empty: nothing is shown, whatever the brand has"),
    Column("staff_id", BigInteger, nullable=False),
    Column("set_at", Timestamp, nullable=False),
    CheckConstraint("field IN ('steps', 'region', 'note', 'link', 'picture', 'aliases')", name="field"),
    # What else products are called is read for all of them, for the search.
    Index("ix_product_guides_aliases", "product_id", **partial(Column("field", Text) == "aliases")),
)

promos = Table(
    "promos",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("code", Text, nullable=False),
    Column("percent", Text, comment="a decimal; one of percent and amount is set"),
    Column("amount_centimes", BigInteger),
    Column("scope", Words(Scope), nullable=False),
    Column("target", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("total_limit", Integer),
    Column("customer_limit", Integer),
    Column("least_centimes", BigInteger, nullable=False, server_default="0"),
    Column("starts_at", Timestamp),
    Column("ends_at", Timestamp),
    Column("below_cost", Integer, nullable=False, server_default="0", comment="1: the merchant confirmed"),
    Column("state", Words(PromoState), nullable=False),
    Column("staff_id", BigInteger, nullable=False),
    Column("made_at", Timestamp, nullable=False),
    Column("active_at", Timestamp),
    Column("ended_at", Timestamp),
    Column("ended_by", BigInteger),
    CheckConstraint("(percent IS NULL) <> (amount_centimes IS NULL)", name="discount"),
    CheckConstraint("state IN ('proposed', 'active', 'ended')", name="state"),
    # What was proposed and never started is tidied away.
    Index(
        "ix_promos_proposed",
        "made_at",
        **partial(Column("state", Text) == "proposed"),
    ),
    Index(
        "uq_promos_active",
        "code",
        unique=True,
        **partial(Column("state", Text) == "active"),
    ),
)

# One use for one order; given back when the order ends without a card. The orders of one basket share one
# use of the code: each has a row with its share of the discount, and together they count once.
promo_uses = Table(
    "promo_uses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("promo_id", RowId, ForeignKey("promos.id"), nullable=False),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False, unique=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("discount_centimes", BigInteger, nullable=False),
    Column("used_at", Timestamp, nullable=False),
    Column("released_at", Timestamp),
    Column("basket_id", Text, ForeignKey("baskets.id"), comment="the basket that the order was bought in"),
    CheckConstraint("discount_centimes > 0", name="discount"),
    Index("ix_promo_uses_promo_id", "promo_id", "customer_id"),
    Index("ix_promo_uses_customer_id", "customer_id"),
    Index("ix_promo_uses_basket_id", "basket_id", **partial(text("basket_id IS NOT NULL"))),
)

# How often somebody had used a code before they were erased: theirs again once they have come back.
earlier_uses = Table(
    "earlier_uses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("promo_id", RowId, ForeignKey("promos.id"), nullable=False),
    Column("times", Integer, nullable=False),
    Column(
        "customer_id", BigInteger, ForeignKey("customers.id"), comment="whose they are, while they are known"
    ),
    Column("mark", Text, comment="whose they are, while they are erased: see `Vault.marks_of`"),
    CheckConstraint("(customer_id IS NULL) <> (mark IS NULL)", name="whose"),
    CheckConstraint("times > 0", name="times"),
    Index("ix_earlier_uses_customer_id", "customer_id", "promo_id"),
    Index("ix_earlier_uses_mark", "mark", **partial(text("mark IS NOT NULL"))),
    Index("ix_earlier_uses_promo_id", "promo_id"),
)
