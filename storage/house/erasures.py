"""What becomes of one customer's rows when they are erased: for every table, so that none is forgotten.

The books stay whole: what money and orders rest on is kept under a made-up number, and everything that says
who that was is taken out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Executable, Table, Text, and_, exists, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat import customers as people
from storage.columns import Timestamp, written
from storage.house import outliving, staff
from storage.purchases import baskets as basket_table
from storage.purchases import orders as order_table
from storage.states import DraftState, InboxState, PaymentState, RequestState, TicketState, WrittenKind
from storage.tables import (
    audit_log,
    baskets,
    conversations,
    customer_notes,
    customer_words,
    customers,
    drafts,
    entries,
    favorites,
    gifts,
    hidden_reviews,
    inbox,
    invite_codes,
    messages,
    order_events,
    orders,
    payment_requests,
    payments,
    promo_uses,
    receipts,
    referrals,
    restock_waits,
    review_requests,
    reviews,
    support_copies,
    support_messages,
    ticket_events,
    tickets,
    wallets,
)
from storage.wakeups import note_change

NOTHING_LEFT: Final = "–"
"""What stands where a name or words stood."""
CONVERSATIONS: Final = ("buying", "support")
"""Under which names it is kept what somebody is asked."""

NOT_OF_CUSTOMERS: Final[Mapping[str, str]] = {
    "attempts": "orders at the supplier, by our reference",
    "broadcasts": "how far a walk has come; who is in the air is there for a moment",
    "cards": "sealed codes of an order: nobody opens them for its customer any more",
    "catalogue_cache": "the supplier's words",
    "chat_settings": "the shop's own",
    "closed_days": "sums of days",
    "day_sales": "sums of days",
    "deposits": "what arrived at the supplier, by our payment",
    "leases": "which process does what",
    "losses": "money of the shop's, by order",
    "notes": "small facts about the shop; those that name somebody, such as wrong codes, expire within days",
    "open_warnings": "what is wrong with the shop; whom the float was too low for `SupplierFloat.forget` takes out",
    "product_ratings": "sums of ratings, which stay",
    "processes": "which processes run",
    "product_guides": "the merchant's words",
    "promos": "the merchant's codes",
    "quick_replies": "the staff's words",
    "rules": "the merchant's rules",
    "staff": "who works here, or did; whoever works here is not erased",
    "watched_products": "products, each once",
}
"""The tables in which nothing is a customer's, and why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the way of erasing somebody. `newest_order_at`: when they ordered last."""

    open_orders: bool
    payments_under_way: bool
    newest_order_at: datetime | None
    balance_centimes: int


async def standing(conn: AsyncConnection, person: int) -> Standing:
    """How things stand with a customer."""
    # As a sum the customer is no use to an index: their orders may be many, those that are open are few.
    is_open = exists().where(orders.c.customer_id + 0 == person, orders.c.finished_at.is_(None))
    asked = exists().where(
        payment_requests.c.customer_id == person,
        payment_requests.c.state.in_([written(RequestState.OPEN), written(RequestState.SUBMITTED)]),
    )
    going_back = exists().where(
        payments.c.state != written(PaymentState.CREDITED),
        payments.c.state.in_([written(PaymentState.UNMATCHED), written(PaymentState.REFUND_REQUESTED)]),
        payments.c.customer_id + 0 == person,
    )
    newest = select(orders.c.created_at).where(orders.c.customer_id == person)
    balance = select(wallets.c.balance_centimes).where(wallets.c.customer_id == person)
    opens, pays, returns = (await conn.execute(select(is_open, asked, going_back))).one()
    at = (await conn.execute(newest.order_by(orders.c.created_at.desc()).limit(1))).scalar_one_or_none()
    held = (await conn.execute(balance)).scalar_one_or_none()
    return Standing(bool(opens), bool(pays or returns), at, held or 0)


async def erase(
    conn: AsyncConnection,
    person: int,
    *,
    made_up: int,
    mark: str,
    rewarded_since: datetime,
    who: str,
    at: datetime,
) -> None:
    """Takes out who a customer was; what has to stay belongs to the number `made_up` from now on, and what
    has to hold when they come back to `mark`: of their rewards for invitations those `rewarded_since`.
    """
    stranger = {
        "id": made_up,
        "first_name": NOTHING_LEFT,
        "created_at": select(customers.c.created_at).where(customers.c.id == person).scalar_subquery(),
        "blocked_at": at,
    }
    await conn.execute(insert(customers).values(**stranger))
    done = steps(person, made_up, mark=mark, rewarded_since=rewarded_since, who=who, at=at)
    for statements in done.values():
        for statement in statements:
            await conn.execute(statement)
    for changed in (people.CHANGED, basket_table.CHANGED, order_table.CHANGED):
        note_change(conn, changed, str(person))
    note_change(conn, staff.CHANGED)


def steps(
    person: int, made_up: int, *, mark: str, rewarded_since: datetime, who: str, at: datetime
) -> dict[str, Sequence[Executable]]:
    """What is done to each table, in the order in which it is done."""
    theirs = select(orders.c.id).where(orders.c.customer_id == person)
    their_subjects = select(literal("order:", Text).concat(orders.c.ref)).where(
        orders.c.customer_id == person
    )
    asked = select(payment_requests.c.id).where(payment_requests.c.customer_id == person)
    written_by = select(support_messages.c.id).where(support_messages.c.customer_id == person)
    open_tickets = and_(tickets.c.customer_id == person, tickets.c.state != written(TicketState.CLOSED))
    them, nobody = f"customer:{person}", f"customer:{made_up}"
    closing = select(
        tickets.c.id,
        tickets.c.state,
        literal(TicketState.CLOSED, tickets.c.state.type),
        literal(at, Timestamp),
        literal(who),
    ).where(open_tickets)
    return {
        # Before the rows that it asks for belong to another number.
        "erased_people": outliving.person_kept(person, mark, since=rewarded_since, at=at),
        "favorites": [_without(favorites, person)],
        "invite_codes": [_without(invite_codes, person)],
        "referrals": [
            update(referrals).where(referrals.c.friend_id == person).values(friend_id=made_up),
            update(referrals).where(referrals.c.inviter_id == person).values(inviter_id=made_up),
        ],
        "restock_waits": [_without(restock_waits, person)],
        "review_requests": [_without(review_requests, person)],
        "hidden_reviews": [_without(hidden_reviews, person)],
        "reviews": [
            # The rating stays among those of its product; what was written, and answered to it, goes.
            update(reviews)
            .where(reviews.c.customer_id == person)
            .values(customer_id=made_up, line=None, answer=None, answered_at=None)
        ],
        "customer_words": [_without(customer_words, person)],
        "customer_notes": [_without(customer_notes, person)],
        "conversations": [
            conversations.delete().where(
                conversations.c.name.in_(CONVERSATIONS), conversations.c.key == f"[{person}, {person}]"
            )
        ],
        "inbox": [
            # Those that are done have no body, and go within days; one that waits is the wish itself.
            update(inbox)
            .where(inbox.c.state == InboxState.FAILED, inbox.c.person == person)
            .values(body="", person=None)
        ],
        "messages": [messages.delete().where(messages.c.chat_id == person)],
        "support_copies": [support_copies.delete().where(support_copies.c.support_id.in_(written_by))],
        "support_messages": [
            update(support_messages)
            .where(support_messages.c.customer_id == person)
            .values(customer_id=made_up, kind=WrittenKind.TEXT, body=NOTHING_LEFT, file_id=None, album=None)
        ],
        "ticket_events": [
            insert(ticket_events).from_select(["ticket_id", "from_state", "to_state", "at", "who"], closing)
        ],
        "tickets": [
            update(tickets)
            .where(open_tickets)
            .values(state=TicketState.CLOSED, state_at=at, asked_at=None, remind_at=None),
            _renamed(tickets, person, made_up),
        ],
        "audit_log": [
            update(audit_log).where(audit_log.c.subject == them).values(subject=nobody, detail=None),
            # An order that was given to them names them.
            update(audit_log)
            .where(audit_log.c.subject.in_(their_subjects), audit_log.c.detail == str(person))
            .values(detail=str(made_up)),
        ],
        "order_events": [
            update(order_events)
            .where(order_events.c.order_id.in_(theirs), order_events.c.who == them)
            .values(who=nobody)
        ],
        "earlier_uses": outliving.uses_kept(person, mark),
        "erased_limits": outliving.limit_kept(person, mark),
        "promo_uses": [_renamed(promo_uses, person, made_up)],
        "receipts": [
            update(receipts).where(receipts.c.request_id.in_(asked)).values(file_id="", message_id=None)
        ],
        "payment_requests": [
            update(payment_requests)
            .where(payment_requests.c.customer_id == person)
            .values(customer_id=made_up, url=None)
        ],
        "payments": [_renamed(payments, person, made_up)],
        "entries": [
            update(entries)
            .where(entries.c.customer_id == person, entries.c.who == them)
            .values(customer_id=made_up, who=nobody),
            update(entries)
            .where(entries.c.customer_id == person, entries.c.kind.in_(["credit", "debit"]))
            .values(customer_id=made_up, note=None),
            _renamed(entries, person, made_up),
        ],
        "baskets": [_renamed(baskets, person, made_up)],
        "wallets": [_renamed(wallets, person, made_up)],
        "drafts": [
            drafts.delete().where(
                drafts.c.customer_id == person, drafts.c.state != written(DraftState.BOUGHT)
            ),
            update(drafts).where(drafts.c.customer_id == person).values(customer_id=made_up, greeting=None),
        ],
        "gifts": [
            update(gifts).where(gifts.c.order_id.in_(theirs)).values(greeting=None),
            update(gifts).where(gifts.c.claimed_by == person).values(claimed_by=made_up, greeting=None),
        ],
        "orders": [
            update(orders)
            .where(orders.c.customer_id == person)
            .values(customer_id=made_up, receipt_message_id=None)
        ],
        "customers": [customers.delete().where(customers.c.id == person)],
    }


def _without(table: Table, person: int) -> Executable:
    return table.delete().where(table.c.customer_id == person)


def _renamed(table: Table, person: int, made_up: int) -> Executable:
    return update(table).where(table.c.customer_id == person).values(customer_id=made_up)
