"""Carries the outbox to Telegram: every kind of message
rendered at the moment of sending, in its reader's language.

Implements `bot.shop.outbox.delivery.MessageDelivery`. Codes are read here, shown behind a spoiler in a
protected message with a copy button, and kept nowhere. What a message says is in `screens`, here and
in the journeys, how Telegram is asked in `chat_writer`; when to try again is the sender's business.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final, assert_never

from telegram import InlineKeyboardMarkup
from telegram.ext import ExtBot
from telegram.helpers import create_deep_linked_url

from bot.shop.message_data import MessageData
from bot.shop.money import Money
from bot.shop.outbox.alert_kinds import right_to_read
from bot.shop.outbox.delivery import OutboxMessage, UndeliverableError
from bot.shop.outbox.messages import CARDS_PER_MESSAGE, MessageKind
from bot.shop.roles.rights import Right
from handlers.customer.basket.screens import basket_card
from handlers.customer.favorites import screens as favorites
from handlers.customer.gifts import screens as gifts
from handlers.customer.invites import screens as invites
from handlers.customer.orders.screens import order_card
from handlers.customer.paying import screens as paying
from handlers.customer.reviews import screens as review_screens
from handlers.customer.welcome.links import gift_link
from handlers.delivery import screens
from handlers.delivery.chat_writer import ChatWriter
from handlers.delivery.proofs import ProofDelivery
from handlers.delivery.requests import RequestDelivery
from handlers.delivery.sounds import is_silent
from handlers.delivery.support import SupportDelivery
from handlers.ui.context import AnyApplication, ShopData
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts

_FOR_STAFF: Final[Mapping[MessageKind, Right]] = {
    MessageKind.PROOF: Right.DECIDE_RECEIPTS,
    MessageKind.SUPPORT: Right.ANSWER_TICKETS,
    MessageKind.TICKET: Right.ANSWER_TICKETS,
    MessageKind.DEAD_CODE: Right.ANSWER_TICKETS,
    MessageKind.BACKUP_PART: Right.BACK_UP,
    MessageKind.REVEALED_CODES: Right.SEE_CODES,
    # What they asked for themselves: whoever still works here gets it, and customers theirs.
    MessageKind.ANSWER: Right.SEE_PANEL,
}
_CELEBRATION: Final = "5046509860389126442"
"""Telegram's effect 🎉, one of those that everybody may use."""
_SECONDS_FOR_A_PART: Final = 600.0
"""A backup may be sent over a slow line; whoever waits for this chat is staff."""


class TelegramDelivery:
    """One for the shop, after `handlers.register` has given the application its texts."""

    def __init__(self, application: AnyApplication, message_data: MessageData) -> None:
        data: ShopData = application.bot_data
        self._bot: ExtBot[Any] = application.bot
        self._writer = ChatWriter(self._bot)
        self._message_data = message_data
        self._support = SupportDelivery(self._bot, self._writer, message_data, data.services.staff_inbox)
        self._texts = data.texts
        self._requests = RequestDelivery(self._bot, self._writer, data.services.payments)
        self._proofs = ProofDelivery(self._bot, self._writer, data.services.transfer_proofs)
        self._staff = data.services.staff_members
        self._backups = data.services.backups
        self._guides = data.services.product_guides
        self._sales_book = data.services.sales_book
        self._reviews = data.services.reviews

    async def deliver(self, message: OutboxMessage) -> int | None:
        """Sends one message; the id of the Telegram message it
        became. Raises `bot.shop.outbox.delivery.DeliveryError`.
        """
        # What goes into the staff's group is read by whoever is in there.
        right = _right_to_read(message) if message.chat_id > 0 else None
        if right is not None and right not in await self._staff.rights_of(message.chat_id):
            # They lost it while the message waited: it is none of their business any more.
            return message.telegram_message_id
        reader = await self._message_data.reader(message.chat_id)
        texts = self._texts[reader.language] if reader is not None else self._texts.guess(None)
        return await self._deliver(texts, message)

    async def _deliver(  # noqa: C901, PLR0911, PLR0912, PLR0915 - one for each kind
        self, texts: Texts, message: OutboxMessage
    ) -> int | None:
        match message.kind:
            case MessageKind.RECEIPT:
                return await self._receipt(texts, message)
            case MessageKind.CODES:
                return await self._codes(texts, message)
            case MessageKind.PAYMENT:
                request = await self._message_data.request(message.payload["request_id"])
                return await self._requests.deliver(texts, message, request)
            case MessageKind.PROOF:
                return await self._proofs.deliver(texts, message)
            case (
                MessageKind.SUPPORT
                | MessageKind.SUPPORT_ANSWER
                | MessageKind.TICKET
                | MessageKind.TICKET_CLOSED
                | MessageKind.DEAD_CODE
            ):
                return await self._support.deliver(texts, message)
            case MessageKind.REVEALED_CODES:
                return await self._revealed_codes(texts, message)
            case MessageKind.DELETION:
                await self._writer.delete(message.chat_id, message.payload["telegram_message_id"])
                return None
            case MessageKind.REACTION:
                await self._writer.react(message.chat_id, message.payload["telegram_message_id"])
                return None
            case MessageKind.BACKUP_PART:
                return await self._backup_part(texts, message)
            case MessageKind.GIFT_LINK:
                link = await self._gift_link(texts, message)
                if link is None:
                    return message.telegram_message_id
                screen = link
            case MessageKind.GIFT_CLAIMED:
                order = await self._message_data.order(message.payload["order_id"])
                screen = gifts.claimed_screen(texts, order)
            case MessageKind.ORDER_ENDED:
                screen = await self._order_ended(texts, message)
            case MessageKind.WALLET_CHANGED | MessageKind.REFERRAL:
                screen = await self._wallet_changed(texts, message)
            case MessageKind.ROLE_CHANGED:
                screen = screens.role_changed_screen(texts, message.payload["role"])
            case MessageKind.MONEY_CAME:
                screen = await self._money_came(texts, message)
            case MessageKind.MONEY_BACK:
                balance = await self._message_data.balance(message.chat_id)
                screen = paying.money_back_screen(texts, message.payload, balance)
            case MessageKind.PROOF_FALSE:
                screen = paying.proof_false_screen(texts, message.payload)
            case MessageKind.BACK_IN_STOCK:
                screen = favorites.back_in_stock_screen(texts, message.payload)
            case MessageKind.PRICE_DROP:
                screen = favorites.price_drop_screen(texts, message.payload)
            case MessageKind.NOT_CARRIED_OUT:
                screen = screens.not_carried_out_screen(texts, **message.payload)
            case MessageKind.REVIEW_REQUEST | MessageKind.REVIEW_ANSWER:
                about = await self._about_review(texts, message)
                if about is None:
                    return message.telegram_message_id
                screen = about
            case MessageKind.STAFF_ALERT:
                alert = await self._alert(texts, message)
                if alert is None:
                    return message.telegram_message_id
                screen = alert
            case MessageKind.ANSWER:
                keyboard = message.payload["keyboard"]
                buttons = InlineKeyboardMarkup.de_json(keyboard) if keyboard else None
                screen = Screen(message.payload["text"], buttons)
            case _:
                assert_never(message.kind)
        return await self._writer.send(message.chat_id, screen, silent=is_silent(message.kind))

    async def _receipt(self, texts: Texts, message: OutboxMessage) -> int:
        """Edits the one message of an order, or of a basket's orders; where that is gone, they get a new
        one.
        """
        if "basket_id" in message.payload:
            return await self._basket_receipt(texts, message)
        order = await self._message_data.order(message.payload["order_id"])
        screen = order_card(texts, order)
        if order.receipt_message_id is not None and await self._writer.edit(
            message.chat_id, order.receipt_message_id, screen
        ):
            return order.receipt_message_id
        message_id = await self._writer.send(message.chat_id, screen, silent=is_silent(message.kind))
        await self._message_data.receipt_sent(order.id, message_id)
        return message_id

    async def _basket_receipt(self, texts: Texts, message: OutboxMessage) -> int:
        basket_id: str = message.payload["basket_id"]
        orders = await self._message_data.basket(basket_id)
        screen = basket_card(texts, orders)
        shown_in = orders[0].receipt_message_id
        if shown_in is not None and await self._writer.edit(message.chat_id, shown_in, screen):
            return shown_in
        message_id = await self._writer.send(message.chat_id, screen, silent=is_silent(message.kind))
        await self._message_data.basket_receipt_sent(basket_id, message_id)
        return message_id

    async def _backup_part(self, texts: Texts, message: OutboxMessage) -> int:
        """A part's file; where that is gone, or on another machine, a person hears of it."""
        name, number, count = (message.payload[key] for key in ("name", "part", "parts"))
        content = await self._backups.part(name, number)
        screen = screens.backup_part_screen(texts, name, number + 1, count, gone=content is None)
        if content is None:
            return await self._writer.send(message.chat_id, screen, silent=is_silent(message.kind))
        file_name = name if count == 1 else f"{name}.{number + 1:03}"
        return await self._writer.send_file(
            message.chat_id,
            (file_name, content),
            screen,
            silent=is_silent(message.kind),
            seconds=_SECONDS_FOR_A_PART,
        )

    async def _order_ended(self, texts: Texts, message: OutboxMessage) -> Screen:
        order = await self._message_data.order(message.payload["order_id"])
        return screens.order_ended_screen(texts, order, await self._message_data.balance(order.customer_id))

    async def _wallet_changed(self, texts: Texts, message: OutboxMessage) -> Screen:
        balance = await self._message_data.balance(message.chat_id)
        entry = await self._message_data.entry(message.payload["entry_id"])
        if message.kind is MessageKind.REFERRAL:
            return invites.referral_screen(texts, entry, balance)
        return screens.wallet_changed_screen(texts, entry, balance)

    async def _about_review(self, texts: Texts, message: OutboxMessage) -> Screen | None:
        """None: there is nothing to ask or to tell any more."""
        if message.kind is MessageKind.REVIEW_REQUEST:
            asked = await self._reviews.asked(message.chat_id, message.payload["order_ids"])
            return review_screens.request_screen(texts, asked) if asked else None
        review = await self._reviews.answered(message.payload["review_id"])
        return None if review is None else review_screens.answered_screen(texts, review)

    async def _money_came(self, texts: Texts, message: OutboxMessage) -> Screen:
        payment_id, order_id = message.payload["payment_id"], message.payload["order_id"]
        return paying.money_came_screen(
            texts,
            amount=None if payment_id is None else await self._message_data.paid(payment_id),
            balance=await self._message_data.balance(message.chat_id),
            order=None if order_id is None else await self._message_data.order(order_id),
            outcome=message.payload["outcome"],
            came=Money(message.payload.get("centimes", 0)),
        )

    async def _gift_link(self, texts: Texts, message: OutboxMessage) -> Screen | None:
        """None: the gift was claimed or taken back while the message waited."""
        order = await self._message_data.order(message.payload["order_id"])
        token = await self._message_data.gift_token(order.id)
        if token is None:
            return None
        link = create_deep_linked_url(self._bot.username, gift_link(token))
        return gifts.link_screen(texts, order, link)

    async def _codes(self, texts: Texts, message: OutboxMessage) -> int | None:
        order = await self._message_data.order(message.payload["order_id"])
        part = message.payload["part"]
        cards = await self._message_data.cards_for(message.chat_id, order.id, part)
        if cards is None:
            # They are somebody else's by now.
            return message.telegram_message_id
        is_gift = message.chat_id != order.customer_id
        first = part * CARDS_PER_MESSAGE + 1
        again, silent = message.in_doubt, is_silent(message.kind)
        guide = await self._guides.guide(order.product_id, order.product_title, texts.language)
        file = (f"{order.ref}-{part + 1}.txt", screens.codes_file(texts, order, cards, first=first))
        if screens.fit_a_message(cards):
            screen = screens.codes_screen(
                texts, order, cards, guide, first=first, again=again, is_gift=is_gift
            )
            return await self._writer.send(
                message.chat_id,
                screen,
                protect=True,
                silent=silent,
                file=file,
                effect=_CELEBRATION if message.payload.get("new") and part == 0 and not again else None,
            )
        caption = screens.codes_caption_screen(
            texts, order, cards, guide, first=first, again=again, is_gift=is_gift
        )
        return await self._writer.send_file(message.chat_id, file, caption, protect=True, silent=silent)

    async def _revealed_codes(self, texts: Texts, message: OutboxMessage) -> int:
        """As `_codes`, for staff. Each copy must be taken out of the chat again, so codes are only put into a
        message that is known: whatever happens, another try puts them into the same one.
        """
        order = await self._message_data.order(message.payload["order_id"])
        part = message.payload["part"]
        cards = await self._message_data.cards(order.id, part)
        first = part * CARDS_PER_MESSAGE + 1
        chat_id, place = message.chat_id, message.telegram_message_id

        async def put(into: int) -> bool:
            if screens.fit_a_message(cards):
                codes = screens.revealed_codes_screen(texts, order, cards, first=first)
                return await self._writer.edit(chat_id, into, codes)
            file = (f"{order.ref}-{part + 1}.txt", screens.codes_file(texts, order, cards, first=first))
            caption = screens.revealed_codes_screen(texts, order, (), first=first)
            return await self._writer.put_file(chat_id, into, file, caption)

        if place is not None and await put(place):
            return place
        empty = screens.place_for_codes_screen(texts, order)
        place = await self._writer.send(chat_id, empty, protect=True, silent=is_silent(message.kind))
        await self._message_data.place_for_codes(message.id, chat_id, place)
        if not await put(place):
            raise UndeliverableError("codes cannot be written into their message")
        return place

    async def _alert(self, texts: Texts, message: OutboxMessage) -> Screen | None:
        """None: nothing of what was held for them is their business any more."""
        code, args = message.payload["code"], message.payload["args"]
        match code:
            case "day_closed":
                return screens.day_closed_screen(texts, args["figures"], args.get("waits", {}))
            case "week_closed":
                first, last = date.fromisoformat(args["first"]), date.fromisoformat(args["last"])
                length = last - first + timedelta(days=1)
                sales = await self._sales_book.sales(first, last)
                before = await self._sales_book.sales(first - length, last - length)
                return screens.week_closed_screen(texts, sales, before)
            case "while_quiet":
                rights = await self._staff.rights_of(message.chat_id)
                lines = [line for line in args["lines"] if right_to_read(line["code"]) in rights]
                return screens.while_quiet_screen(texts, lines, args["more"]) if lines else None
            case _:
                return screens.staff_alert_screen(texts, code, args)


def _right_to_read(message: OutboxMessage) -> Right | None:
    """What somebody must hold to be told this; None: it is for whom it names."""
    if message.kind is MessageKind.STAFF_ALERT:
        return right_to_read(message.payload["code"])
    if message.kind is MessageKind.ANSWER and not message.payload.get("staff", True):
        return None
    return _FOR_STAFF.get(message.kind)
