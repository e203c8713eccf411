"""All that the shop keeps about one customer, for themselves: a page after another, without codes, and
without the names or numbers of anybody else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Label, Table, case, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.states import EntryKind
from storage.tables import (
    customer_notes,
    customers,
    drafts,
    earlier_uses,
    entries,
    favorites,
    gifts,
    hidden_reviews,
    invite_codes,
    orders,
    payment_requests,
    payments,
    promo_uses,
    receipts,
    referrals,
    restock_waits,
    review_requests,
    reviews,
    support_messages,
    tickets,
)

PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a customer's: its place among the others, and what it says, by the names of its columns."""

    place: int | str
    fields: Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Section:
    """Which rows of a table are somebody's, by which column they are put in order, and what is told."""

    table: Table
    place: Column[Any]
    columns: tuple[str | Label[Any], ...]
    whose: Callable[[int], ColumnElement[bool]]


def _section(table: Table, place: str, *columns: str | Label[Any]) -> Section:
    return Section(table, table.c[place], columns, lambda person: table.c.customer_id == person)


_REWARDS: Final = (EntryKind.REFERRAL, EntryKind.REFERRAL_UNDONE)
_SUBJECT: Final = case((entries.c.kind.in_(_REWARDS), None), else_=entries.c.subject).label("subject")
"""A reward's names the order of somebody else."""
_IS_OWN: Final = exists().where(
    orders.c.id == reviews.c.order_id, orders.c.customer_id == reviews.c.customer_id
)
_OWN_ORDER: Final = case((_IS_OWN, reviews.c.order_id), else_=None).label("order_id")
"""Of a gift's review not: somebody else bought it."""

SECTIONS: Final[Mapping[str, Section]] = {
    "you": Section(
        customers,
        customers.c.id,
        (
            "id", "first_name", "username", "telegram_language", "language", "created_at", "blocked_at", "seen_at",
            "day_limit", "no_broadcasts_at", "no_reviews_at",
        ),
        lambda person: customers.c.id == person,
    ),
    "orders": _section(
        orders, "id", "id", "ref", "status", "product_title", "region", "type_name", "quantity",
        "fulfilled_quantity", "unit_price_centimes", "discount_centimes", "refunded_centimes", "created_at",
        "finished_at", "delivered_at",
    ),
    "choices": _section(
        drafts, "id", "product_title", "region", "type_name", "quantity", "unit_price_centimes", "created_at", "state",
        "greeting",
    ),
    "gifts_to_friends": Section(
        gifts,
        gifts.c.order_id,
        ("order_id", "state", "greeting", "made_at", "ended_at"),
        lambda person: gifts.c.order_id.in_(select(orders.c.id).where(orders.c.customer_id == person)),
    ),
    "gifts_from_friends": Section(
        gifts,
        gifts.c.order_id,
        ("state", "greeting", "ended_at"),
        lambda person: gifts.c.claimed_by == person,
    ),
    "wallet": _section(entries, "id", "id", "kind", _SUBJECT, "amount_centimes", "at", "note"),
    "payments": _section(
        payments, "id", "id", "way", "charge_id", "amount_centimes", "currency", "currency_amount", "state",
        "received_at", "refunded_centimes",
    ),
    "payment_requests": _section(
        payment_requests, "id", "id", "way", "order_id", "amount_centimes", "currency", "currency_amount", "state",
        "external_ref", "url", "created_at", "expires_at", "reason",
    ),
    "transfer_receipts": Section(
        receipts,
        receipts.c.id,
        ("request_id", "kind", "file_id", "number", "sent_at"),
        lambda person: receipts.c.request_id.in_(
            select(payment_requests.c.id).where(payment_requests.c.customer_id == person)
        ),
    ),
    "promo_uses": _section(
        promo_uses, "id", "promo_id", "order_id", "discount_centimes", "used_at", "released_at"
    ),
    "promo_uses_before_you_were_erased": _section(earlier_uses, "id", "promo_id", "times"),
    "conversations_with_the_shop": _section(
        tickets, "id", "id", "kind", "subject", "order_id", "state", "opened_at", "state_at"
    ),
    "messages": _section(
        support_messages, "id", "ticket_id", "kind", "body", "file_id", "written_at", "handed_at"
    ),
    "notes_of_the_shop": _section(customer_notes, "id", "body", "at"),
    "favorites": _section(
        favorites, "type_key", "product_title", "region", "type_name", "price_centimes", "starred_at"
    ),
    "your_invitation": _section(invite_codes, "code", "code", "made_at"),
    "invited_by_you": Section(
        referrals,
        referrals.c.id,
        ("came_at", "decided_at", "outcome", "reward_centimes", "taken_back_centimes"),
        lambda person: referrals.c.inviter_id == person,
    ),
    "came_by_an_invitation": Section(
        referrals, referrals.c.id, ("came_at", "order_id"), lambda person: referrals.c.friend_id == person
    ),
    "awaited": _section(restock_waits, "id", "product_title", "region", "type_name", "asked_at", "told_at"),
    "reviews": _section(
        reviews, "id", "product_id", _OWN_ORDER, "rating", "line", "written_at", "hidden_at", "answer", "answered_at",
    ),
    "hidden_reviews": _section(hidden_reviews, "product_id", "product_id", "hidden_at"),
    "asked_for_reviews": _section(review_requests, "product_id", "product_id", "asked_at"),
}  # fmt: skip

NOT_TOLD: Final[Mapping[str, str]] = {
    "audit_log": "what staff did: what came of it stands in the wallet, the orders and the notes",
    "baskets": "what is in one stands among the choices, or was ordered",
    "conversations": "which question is open at this moment",
    "erased_limits": "limits of people who were erased: whose they are only they can say, by coming back",
    "erased_people": "that somebody was here before they were erased: the mark of it names nobody",
    "customer_words": "the name again, in the form in which it is looked for",
    "inbox": "the messages and presses that are being handled",
    "messages": "what was sent into the customer's own chat",
    "order_events": "the steps of the orders, which tell their last one",
    "support_copies": "where in a chat a message is shown",
    "ticket_events": "the steps of the conversations, which tell their last one",
    "wallets": "the sum of the entries",
}
"""What else is erased with a customer and stands in no section, and why."""


async def page(
    conn: AsyncConnection, name: str, person: int, *, after: int | str | None, limit: int = PAGE
) -> list[Record]:
    """The next rows of one section, behind that place."""
    section = SECTIONS[name]
    columns = [section.table.c[one] if isinstance(one, str) else one for one in section.columns]
    query = select(section.place, *columns)
    query = query.where(section.whose(person))
    if after is not None:
        query = query.where(section.place > after)
    rows = await conn.execute(query.order_by(section.place).limit(limit))
    names = [one.name for one in columns]
    return [Record(place, dict(zip(names, map(_said, said), strict=True))) for place, *said in rows]


def _said(value: Any) -> str | int | None:
    match value:
        case datetime():
            return value.isoformat()
        case StrEnum():
            return value.value
        case None | int() | str():
            return value
        case _:
            raise TypeError(f"nothing for a file: {type(value).__name__}")
