"""Customers as the merchant sees them: found by whatever is known of them, and one in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.transfers.transfer_proofs import tidy_number
from bot.shop.billing.wallet import Entry, entry_of
from bot.shop.customers import Customer, Customers
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView, views
from bot.shop.paging import PAGE_SIZE, Cursor, Turns, turned
from bot.shop.support.views import TicketView, ticket_views
from storage.chat import customer_notes, tickets
from storage.database import Database
from storage.money import entries, payments, receipts
from storage.money.entries import EntryRow
from storage.purchases import order_lists, referrals
from storage.states import PaymentState, ReferralOutcome, RequestState

_MOST: Final = 4
"""Of each kind of thing, so many fit into one message."""
_STAFF: Final = "staff:"


@dataclass(frozen=True, slots=True)
class BookedEntry:
    """A wallet's entry, and the name of who of the staff booked it; None: the shop did by itself."""

    entry: Entry
    staff: str | None


@dataclass(frozen=True, slots=True)
class BookedPage:
    """Some entries of a wallet, newest first, and the ways to others."""

    customer: Customer
    balance: Money
    items: tuple[BookedEntry, ...]
    turns: Turns


@dataclass(frozen=True, slots=True)
class PaidOnce:
    """Money that somebody paid; `currency_amount` in whole Stars or minor units."""

    id: int
    way: str
    currency: str
    currency_amount: int
    state: PaymentState
    at: datetime


@dataclass(frozen=True, slots=True)
class SentReceipt:
    """A receipt of a transfer that somebody sent."""

    request_id: str
    amount: Money
    state: RequestState
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What one of the staff noted."""

    id: int
    staff: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NotePage:
    """Some notes, the newest first. `has_older`: there are more behind them."""

    customer: Customer
    items: tuple[Note, ...]
    has_older: bool


@dataclass(frozen=True, slots=True)
class InvitedBy:
    """By whose link somebody came, and what that brought whoever invited them; `outcome` None: nothing is
    decided yet.
    """

    customer_id: int
    name: str
    at: datetime
    outcome: ReferralOutcome | None
    reward: Money
    taken_back: Money


@dataclass(frozen=True, slots=True)
class HasInvited:
    """How many people somebody has invited, how many of them brought a reward, and what is left of that."""

    came: int
    rewards: int
    earned: Money


@dataclass(frozen=True, slots=True)
class CustomerDossier:
    """One customer with what is newest of each kind, newest first. `banned_by` is a name."""

    customer: Customer
    banned_by: str | None
    balance: Money
    entries: tuple[BookedEntry, ...]
    orders: tuple[OrderView, ...]
    payments: tuple[PaidOnce, ...]
    receipts: tuple[SentReceipt, ...]
    tickets: tuple[TicketView, ...]
    notes: NotePage
    invited_by: InvitedBy | None
    has_invited: HasInvited


class Dossiers:
    """Reads only. What is done about somebody is in `bot.shop.people.care`."""

    def __init__(self, db: Database, clock: Clock, customers: Customers) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers

    async def find(self, text: str, *, most: int) -> list[Customer]:
        """People whom the text may mean, as `Customers.search`; a number may be that of a transfer, as its
        customer wrote it with the receipt.
        """
        found = await self._customers.search(text, most=most)
        number = tidy_number(text)
        if number is not None and any(letter.isdigit() for letter in number):
            known = {person.id for person in found}
            payers = await self._customers.with_receipt_number(number, most=most)
            found += [person for person in payers if person.id not in known]
        return found[:most]

    async def dossier(self, customer_id: int) -> CustomerDossier:
        """One customer. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            customer = await self._known(conn, customer_id)
            booked = await entries.of_customer(conn, customer_id, limit=_MOST)
            bought = await order_lists.of_customer(conn, customer_id, limit=_MOST)
            paid = await payments.of_customer(conn, customer_id, limit=_MOST)
            sent = await receipts.of_customer(conn, customer_id, limit=_MOST)
            asked = await tickets.newest_of(conn, customer_id, _MOST)
            return CustomerDossier(
                customer=customer,
                banned_by=None if customer.ban is None else await self._name(conn, customer.ban.by),
                balance=Money(await entries.balance(conn, customer_id)),
                entries=await self._booked(conn, booked),
                orders=await views(conn, bought),
                payments=tuple(
                    PaidOnce(row.id, row.way, row.currency, row.currency_amount, row.state, row.received_at)
                    for row in paid
                ),
                receipts=tuple(
                    SentReceipt(row.id, Money(row.amount_centimes), row.state, row.sent_at) for row in sent
                ),
                tickets=tuple(await ticket_views(conn, self._customers, asked)),
                notes=await self._notes(conn, customer, _MOST),
                invited_by=await self._invited_by(conn, customer_id),
                has_invited=await self._has_invited(conn, customer_id),
            )

    async def wallet(self, customer_id: int, cursor: Cursor) -> BookedPage:
        """A page of somebody's wallet. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            customer = await self._known(conn, customer_id)
            rows, turns = await turned(
                lambda edge, limit: entries.of_customer(conn, customer_id, edge=edge, limit=limit), cursor
            )
            items = await self._booked(conn, rows)
            return BookedPage(customer, Money(await entries.balance(conn, customer_id)), items, turns)

    async def notes(self, customer_id: int, *, behind: int | None = None) -> NotePage:
        """A page of what staff noted; `behind`: before that note. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            return await self._notes(conn, await self._known(conn, customer_id), PAGE_SIZE, behind)

    async def _invited_by(self, conn: AsyncConnection, customer_id: int) -> InvitedBy | None:
        row = await referrals.of_friend(conn, customer_id)
        if row is None:
            return None
        return InvitedBy(
            row.inviter_id,
            await self._name(conn, row.inviter_id),
            row.came_at,
            row.outcome,
            Money(row.reward_centimes),
            Money(row.taken_back_centimes),
        )

    @staticmethod
    async def _has_invited(conn: AsyncConnection, customer_id: int) -> HasInvited:
        seen = await referrals.invited_by(conn, customer_id)
        return HasInvited(seen.came, seen.rewards, Money(seen.reward_centimes - seen.taken_back_centimes))

    async def _notes(
        self, conn: AsyncConnection, customer: Customer, most: int, behind: int | None = None
    ) -> NotePage:
        rows = await customer_notes.newest_of(conn, customer.id, limit=most + 1, before=behind)
        names = await self._customers.names_of(conn, {row.staff_id for row in rows[:most]})
        items = tuple(Note(row.id, names[row.staff_id], row.body, row.at) for row in rows[:most])
        return NotePage(customer, items, has_older=len(rows) > most)

    async def _booked(self, conn: AsyncConnection, rows: Sequence[EntryRow]) -> tuple[BookedEntry, ...]:
        """As many questions for a page as for one entry."""
        by = {row.id: staff_id for row in rows if (staff_id := _staff_id(row.who)) is not None}
        names = await self._customers.names_of(conn, set(by.values()))
        return tuple(BookedEntry(entry_of(row), names.get(by.get(row.id, 0))) for row in rows)

    async def _known(self, conn: AsyncConnection, customer_id: int) -> Customer:
        customer = await self._customers.find(conn, customer_id)
        if customer is None:
            raise NotFoundError
        return customer

    async def _name(self, conn: AsyncConnection, user_id: int) -> str:
        known = await self._customers.find(conn, user_id)
        return str(user_id) if known is None else known.first_name


def _staff_id(who: str) -> int | None:
    """Who of the staff booked an entry; None where nobody of them did."""
    number = who.removeprefix(_STAFF)
    return int(number) if who.startswith(_STAFF) and number.isdecimal() else None
