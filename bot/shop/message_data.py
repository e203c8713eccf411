"""What may be looked into at the moment a message is sent: the order, its cards in clear, the entry, the
reader's language.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.requests import PaymentRequest, read_request
from bot.shop.billing.wallet import Entry, Wallet
from bot.shop.customers import Customer, Customers
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.orders.handover import reader_of, token_of
from bot.shop.orders.history import OrderView, views
from bot.shop.outbox.messages import CARDS_PER_MESSAGE, open_cards, receipt_key
from bot.shop.staff.code_reveal import codes_shown
from bot.shop.support.dead_codes import DeadCode, read_dead_code
from bot.shop.support.views import TicketView, ticket_view
from bot.shop.support.written import SupportMessage
from bot.shop.support.written import view as support_view
from bot.shop.vault import Card, Vault
from storage.chat import messages, order_messages, support, tickets
from storage.chat.tickets import TicketRow
from storage.database import Database
from storage.money import payments
from storage.purchases import baskets, gifts, order_events, order_lists, orders
from storage.states import GiftState
from storage.tallies import Counted, tally


class MessageData:
    """Read-only, but for where in a chat something is shown."""

    def __init__(
        self, db: Database, clock: Clock, customers: Customers, wallet: Wallet, vault: Vault
    ) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers
        self._wallet = wallet
        self._vault = vault

    async def order(self, order_id: int) -> OrderView:
        """The order as it is now; its `receipt_message_id` says which message to edit."""
        async with self._db.read() as conn:
            return (await views(conn, [await orders.get(conn, order_id)]))[0]

    async def basket(self, basket_id: str) -> tuple[OrderView, ...]:
        """The orders of a basket as they are now. They share a message, the `receipt_message_id` of each."""
        async with self._db.read() as conn:
            return await views(conn, await order_lists.of_basket(conn, basket_id))

    async def cards(self, order_id: int, part: int) -> tuple[Card, ...]:
        """The cards of one message, in clear: show them, keep nothing."""
        async with self._db.read() as conn:
            return await open_cards(
                conn, self._vault, order_id, offset=part * CARDS_PER_MESSAGE, limit=CARDS_PER_MESSAGE
            )

    async def cards_for(self, reader_id: int, order_id: int, part: int) -> tuple[Card, ...] | None:
        """The same for whoever may read them; None for everybody else, whatever was written for them once."""
        async with self._db.read() as conn:
            order = await orders.get(conn, order_id)
            if reader_of(order, await gifts.of_order(conn, order_id)) != reader_id:
                return None
            return await open_cards(
                conn, self._vault, order_id, offset=part * CARDS_PER_MESSAGE, limit=CARDS_PER_MESSAGE
            )

    async def gift_token(self, order_id: int) -> str | None:
        """What stands in the link of an open gift, in clear: show it, keep nothing. None: it is over."""
        async with self._db.read() as conn:
            gift = await gifts.of_order(conn, order_id)
        if gift is None or gift.state is not GiftState.OPEN:
            return None
        return token_of(self._vault, gift)

    async def entry(self, entry_id: int) -> Entry:
        """The wallet entry that a message tells of."""
        return await self._wallet.entry(entry_id)

    async def balance(self, customer_id: int) -> Money:
        """What the customer has now."""
        return await self._wallet.balance(customer_id)

    async def request(self, request_id: str) -> PaymentRequest:
        """What was asked of a customer. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            request = await read_request(conn, request_id)
        if request is None:
            raise NotFoundError
        return request

    async def paid(self, payment_id: int) -> Money:
        """What a payment was credited as. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            row = await payments.get(conn, payment_id)
        if row is None:
            raise NotFoundError
        return Money(row.amount_centimes)

    async def place_for_codes(self, message_id: int, chat_id: int, telegram_message_id: int) -> None:
        """A message of the chat is made for revealed codes, and holds none yet. From now on it is taken away
        in time, and another try writes into it, whatever becomes of this one.
        """
        async with self._db.write() as conn:
            await messages.made_in(conn, message_id, telegram_message_id)
            await codes_shown(conn, chat_id, telegram_message_id, now=self._clock.now())

    async def reader(self, chat_id: int) -> Customer | None:
        """The person in that chat; None for staff who have never written to the bot."""
        try:
            return await self._customers.get(chat_id)
        except NotFoundError:
            return None

    async def receipt_sent(self, order_id: int, message_id: int) -> None:
        """The receipt is another message from now on."""
        async with self._db.write() as conn:
            await orders.set_receipt(conn, order_id, message_id)

    async def basket_receipt_sent(self, basket_id: str, message_id: int) -> None:
        """The receipt of a basket's orders is another message from now on."""
        async with self._db.write() as conn:
            await baskets.set_card(conn, basket_id, message_id)

    async def name_of(self, user_id: int) -> str:
        """What somebody is called."""
        return await self._customers.name_of(user_id)

    async def support_message(self, support_id: int) -> SupportMessage:
        """What a customer wrote to the shop, or the shop to them. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            row = await support.get(conn, support_id)
        if row is None:
            raise NotFoundError
        return support_view(row)

    async def ticket(self, ticket_id: int) -> TicketView:
        """A ticket as it is now. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            return await ticket_view(conn, self._customers, await self._ticket(conn, ticket_id))

    async def topic_is(self, ticket_id: int, chat_id: int | None, topic_id: int | None) -> None:
        """In which topic of the staff's group a ticket is read from now on. Without a topic: one is about to
        be made there; without a group: none was.
        """
        async with self._db.write() as conn:
            await tickets.set_topic(conn, ticket_id, chat_id, topic_id)

    async def dead_code(self, ticket_id: int) -> DeadCode:
        """What the supplier's support needs, with the card's serial in clear: show it, keep nothing. Raises
        `NotFoundError`.
        """
        async with self._db.read() as conn:
            return await read_dead_code(conn, self._vault, await self._ticket(conn, ticket_id))

    @staticmethod
    async def _ticket(conn: AsyncConnection, ticket_id: int) -> TicketRow:
        row = await tickets.get(conn, ticket_id)
        if row is None:
            raise NotFoundError
        return row

    async def support_shown(self, support_id: int, chat_id: int, telegram_message_ids: Sequence[int]) -> None:
        """These Telegram messages show it: whoever replies to one of them means it."""
        async with self._db.write() as conn:
            await support.shown(conn, support_id, chat_id=chat_id, telegram_message_ids=telegram_message_ids)


async def ref_of(conn: AsyncConnection, payload: Mapping[str, Any]) -> str | None:
    """The ref of the order that a message is about, from its payload; None when it is about none."""
    if payload.get("ref"):
        return str(payload["ref"])
    order_id = payload.get("order_id")
    if order_id is None and "request_id" in payload:
        request = await payments.request(conn, payload["request_id"])
        order_id = None if request is None else request.order_id
    order = None if order_id is None else await orders.find(conn, order_id)
    return None if order is None else str(order.ref)


async def codes_arrived(conn: AsyncConnection, reader_id: int, order_id: int, *, now: datetime) -> None:
    """Corrects the order's card when it has said that the codes are on their way and all of them have
    arrived.
    """
    if order_id in await order_messages.unsent_codes(conn, [reader_id]):
        return
    await messages.renew_told(conn, receipt_key(order_id, await baskets.of_order(conn, order_id)), now)
    if not await order_messages.were_sent_again(conn, reader_id, order_id):
        await delivered(conn, order_id, now=now)


async def delivered(conn: AsyncConnection, order_id: int, *, now: datetime) -> None:
    """An order's customer has what they bought, the first time: all codes, or the link of a gift."""
    if await orders.set_delivered(conn, order_id, now):
        # By a clock that was set back meanwhile it would be less than nothing.
        waited = max(timedelta(0), now - await order_events.paid_at(conn, order_id))
        tally(conn, Counted.ORDER_DELIVERED, amount=waited.total_seconds())
