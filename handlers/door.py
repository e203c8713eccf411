"""The door: every update passes here first. Groups other than the staff's are turned away, people
are recognised, and those who block the bot or come back are noted. Whom the merchant has shut out gets no
further than the conversation with the shop. Answers nothing else.
"""

import contextlib
from collections import OrderedDict
from datetime import datetime, timedelta

from telegram import ChatMember, Message, Update, User
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from handlers.customer.support.callbacks import WriteToShop
from handlers.ui import unknown
from handlers.ui.authorship import NotTheirs
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import escape

_REMEMBERED_GROUPS = 1_000
_REMEMBERED_BANNED = 1_000
_SAID_AGAIN = timedelta(days=1)
"""Whoever is shut out is told so no more often, however much they write."""


class Door:
    """Runs before all journeys."""

    def __init__(self) -> None:
        self._told: OrderedDict[int, None] = OrderedDict()
        self._banned_told: OrderedDict[tuple[int, datetime], datetime] = OrderedDict()

    async def come_in(self, update: Update, context: ShopContext) -> None:
        """Recognises the person. Raises ApplicationHandlerStop when nothing more is to be done."""
        user, chat = update.effective_user, update.effective_chat
        of_staff = chat is not None and chat.id == context.services.staff_inbox.group_id
        if user is not None and user.is_bot:
            if of_staff and update.message is not None and update.message.sender_chat is not None:
                # An anonymous admin: Telegram does not say who, so nobody's right can be asked for.
                await unknown.refuse_not_theirs(context, NotTheirs.FOR_CHAT)
            raise ApplicationHandlerStop  # two bots that answer each other would never end
        if user is None or (chat is not None and chat.type != ChatType.PRIVATE and not of_staff):
            await self._turn_away(update, context)
            raise ApplicationHandlerStop
        if of_staff:
            await context.services.live_settings.refresh()
            await self._come_into_group(context, user)
            return
        await context.services.live_settings.refresh()
        change = update.my_chat_member
        if change is not None and change.new_chat_member.status == ChatMember.BANNED:
            await context.services.customers.left(user.id)
            raise ApplicationHandlerStop
        context.customer = await context.services.customers.seen(
            user.id,
            first_name=user.first_name,
            username=user.username,
            telegram_language=user.language_code,
        )
        if change is not None:
            raise ApplicationHandlerStop
        context.rights = await context.services.staff_members.rights_of(user.id)

    async def keep_out(self, update: Update, context: ShopContext) -> None:
        """The ban, for all journeys at once; behind the conversation with the shop, which stays open to
        everybody. Money that was paid is booked, the receipt of a transfer that was asked for is taken, and
        what is under way comes by the outbox.

        Raises ApplicationHandlerStop for whoever is shut out.
        """
        ban = context.customer.ban
        if context.is_staff or ban is None:
            return
        message = update.message
        if message is not None and await self._is_of_money(message, context):
            return
        words = context.texts.plain("banned", shop=context.texts.shop_name)
        if update.callback_query is not None:
            await context.toast(words, alert=True)
        elif message is not None and self._is_to_be_told((context.person_id, ban.at), context.now):
            write = button(context.texts.plain("button-write-back"), WriteToShop())
            await context.show(Screen(escape(words), keyboard([[write]])))
        raise ApplicationHandlerStop

    @staticmethod
    async def _is_of_money(message: Message, context: ShopContext) -> bool:
        """News of a payment, or what may be the receipt of one."""
        if message.successful_payment or message.refunded_payment:
            return True
        if not (message.photo or message.document):
            return False
        return await context.services.transfer_proofs.wanted(context.person_id) is not None

    def _is_to_be_told(self, banned: tuple[int, datetime], now: datetime) -> bool:
        told = self._banned_told.get(banned)
        if told is not None and now - told < _SAID_AGAIN:
            return False
        self._banned_told[banned] = now
        self._banned_told.move_to_end(banned)
        if len(self._banned_told) > _REMEMBERED_BANNED:
            self._banned_told.popitem(last=False)
        return True

    async def _come_into_group(self, context: ShopContext, user: User) -> None:
        """Somebody in the staff's group; those who do not work here have no business with the bot there."""
        context.rights = await context.services.staff_members.rights_of(user.id)
        if not context.rights:
            if context.incoming is not None and context.incoming.callback_query is not None:
                await unknown.answer_button(context)
            raise ApplicationHandlerStop
        context.customer = await context.services.customers.seen(
            user.id,
            first_name=user.first_name,
            username=user.username,
            telegram_language=user.language_code,
        )

    async def _turn_away(self, update: Update, context: ShopContext) -> None:
        """One polite word for each group, and only to who speaks to the bot; a press is always answered."""
        if update.callback_query is not None:
            await context.toast(context.texts.plain("toast-private-only"), alert=True)
            return
        message = update.message
        if message is None or not (message.text or "").startswith("/") or message.chat_id in self._told:
            return
        self._told[message.chat_id] = None
        if len(self._told) > _REMEMBERED_GROUPS:
            self._told.popitem(last=False)
        word = context.texts.plain("private-only", bot=f"@{context.bot.username}")
        with contextlib.suppress(TelegramError):  # a group that does not let us speak need not be told
            await context.bot.send_message(chat_id=message.chat_id, text=word, disable_notification=True)
