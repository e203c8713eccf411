"""Which tables grow, and which statements may cost more in an older shop, each with its reason.

A name ends with `.*` for all functions of a module.
"""

from typing import Final

GROWING: Final = frozenset(
    {
        "attempts",
        "audit_log",
        "baskets",
        "broadcasts",
        "cards",
        "conversations",
        "customer_notes",
        "customer_words",
        "customers",
        "day_sales",
        "deposits",
        "drafts",
        "entries",
        "favorites",
        "hidden_reviews",
        "inbox",
        "invite_codes",
        "losses",
        "messages",
        "notes",
        "order_events",
        "orders",
        "payment_requests",
        "payments",
        "promo_uses",
        "promos",
        "receipts",
        "referrals",
        "restock_waits",
        "review_requests",
        "reviews",
        "support_copies",
        "support_messages",
        "ticket_events",
        "tickets",
        "wallets",
    }
)

MAY_SCAN: Final = {
    "bot.check.report._each_key": "an operator has all stored codes counted by their keys, beside the shop",
    "bot.migrate.moving.*": "a stopped shop moves to another database: all rows, a slice after another",
    "snapshots.snapshot.contents_of": "counts what stands in a copy that was just read whole; once a night on a server",
    "engines.sqlite.unguarded": "the same shop's triggers",
    "chat.conversations.states": "read once, when a process starts: it keeps what is not over in memory",
    "chat.support.prune_shown": "looks at the oldest few, from that end, and no further",
    "money.inspected_cards.*": "the look at the whole of the books, a slice after another",
    "money.inspection.*": "the look at the whole of the books, a slice after another",
    "goods.promo_uses.*": "the look at the whole of the books, a slice after another",
}
"""Whatever their plan is."""

_SLICE = "removes what is old, at most a slice at a time, of which the younger shop has fewer"
MAY_GROW: Final = {
    "chat.inbox.prune": _SLICE,
    "chat.broadcasts.prune_drafts": _SLICE,
    "chat.messages.prune_told": _SLICE,
    "chat.messages.prune_untold": _SLICE,
    "chat.support.prune_offered": _SLICE,
    "chat.broadcasts.people_after": "a slice of at most 1,000 customers, of whom the younger shop has fewer",
    "house.exports.bought_by": "a file of customers says what each of them has bought in all years",
    "house.exports.customers_page": "a page of at most 500 customers, of whom the younger shop has fewer",
    "goods.restock_waits.prune": _SLICE,
    "goods.review_requests.prune": _SLICE,
    "house.erasures.erase": "takes one person out of all that they did in all years, in one step and seldom",
    "house.personal_data.page": "a file tells somebody all that they did in all years",
    "house.facts.prune": _SLICE,
    "money.daily.days.booked": "goes on from the last day that was closed; the shops that judge have closed none",
    "money.daily.late_rows.*": "asks from the rows on that the last close had counted; in a test these are the first of all",
    "purchases.baskets.empty_old": _SLICE,
    "purchases.baskets.prune": _SLICE,
    "purchases.drafts.prune": _SLICE,
    "purchases.order_figures.best_type": "the newest 200 orders of a product, of which the younger shop has fewer",
    "purchases.order_figures.cost_not_yet_charged": "asks from an attempt on that is seconds old; in a test it is the"
    " first of all",
}
"""They may do more, but go through no table from one end."""
