"""Every table of the shop, as SQLAlchemy Core knows it; `storage/migrations` makes them, a test holds the two
together.

Money is whole centimes in `*_centimes`, moments are `*_at` (UTC). Statuses and kinds are plain words from the
design.
"""

from storage.tables.chat import (
    broadcasts,
    conversations,
    customer_notes,
    customer_words,
    customers,
    erased_limits,
    erased_people,
    inbox,
    messages,
)
from storage.tables.gifts import gifts
from storage.tables.goods import catalogue_cache, earlier_uses, product_guides, promo_uses, promos, rules
from storage.tables.house import audit_log, chat_settings, notes, open_warnings, staff
from storage.tables.money import (
    closed_days,
    day_sales,
    deposits,
    entries,
    payment_requests,
    payments,
    receipts,
    wallets,
)
from storage.tables.processes import leases, processes
from storage.tables.purchases import attempts, baskets, cards, drafts, losses, order_events, orders
from storage.tables.referrals import invite_codes, referrals
from storage.tables.reviews import hidden_reviews, product_ratings, review_requests, reviews
from storage.tables.schema import metadata
from storage.tables.support import quick_replies, support_copies, support_messages, ticket_events, tickets
from storage.tables.watching import favorites, restock_waits, watched_products

__all__ = [
    "attempts",
    "audit_log",
    "baskets",
    "broadcasts",
    "cards",
    "catalogue_cache",
    "chat_settings",
    "closed_days",
    "conversations",
    "customer_notes",
    "customer_words",
    "customers",
    "day_sales",
    "deposits",
    "drafts",
    "earlier_uses",
    "entries",
    "erased_limits",
    "erased_people",
    "favorites",
    "gifts",
    "hidden_reviews",
    "inbox",
    "invite_codes",
    "leases",
    "losses",
    "messages",
    "metadata",
    "notes",
    "open_warnings",
    "order_events",
    "orders",
    "payment_requests",
    "payments",
    "processes",
    "product_guides",
    "product_ratings",
    "promo_uses",
    "promos",
    "quick_replies",
    "receipts",
    "referrals",
    "restock_waits",
    "review_requests",
    "reviews",
    "rules",
    "staff",
    "support_copies",
    "support_messages",
    "ticket_events",
    "tickets",
    "wallets",
    "watched_products",
]
