"""What a handler is given: the services, the person in front
of it, the texts in their language, and ways to answer.

A press is answered once, by whichever of `show`, `toast` or the
routing around the handler comes first. Nothing here knows a journey.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, CallbackContext, ContextTypes, ExtBot

from bot.payments.services import Services
from bot.shop.customers import Customer
from bot.shop.roles.rights import NONE, Right
from bot.tasks import OneEach
from handlers.ui.menus import Menus
from handlers.ui.screen import Screen
from handlers.ui.texts import TextLibrary, Texts, escape

log = structlog.get_logger(__name__)

_MOST_STEPS = 10_000
LONGEST_TOAST = 200  # characters, Bot API answerCallbackQuery


class Steps:
    """Which message holds the newest step of each person's journey. Kept in
    memory: what a restart forgets keeps its buttons, and those say what to do.
    """

    def __init__(self) -> None:
        self._newest: OrderedDict[int, int] = OrderedDict()

    def replace(self, person_id: int, message_id: int) -> int | None:
        """Notes the newest step; the message of the one before it, where that is another."""
        before = self._newest.pop(person_id, None)
        self._newest[person_id] = message_id
        if len(self._newest) > _MOST_STEPS:
            self._newest.popitem(last=False)
        return None if before == message_id else before


@dataclass
class ShopData:
    """`Application.bot_data`: set once by `handlers.register`, never persisted."""

    services: Services
    texts: TextLibrary
    menus: Menus
    main_menu: Callable[[Texts], InlineKeyboardMarkup | None]
    panel_button: Callable[[Texts], InlineKeyboardButton]
    menu_button: Callable[[Texts], InlineKeyboardButton]

    def __init__(self) -> None:
        """PTB makes it empty; reading anything before `register` has run is an AttributeError."""
        self.steps = Steps()
        self.exports = OneEach()
        self.drawing = asyncio.Lock()
        """Held while a picture is drawn for somebody."""


class ShopContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], ShopData]):
    """One update's context."""

    def __init__(self, application: Any, chat_id: int | None = None, user_id: int | None = None) -> None:
        super().__init__(application=application, chat_id=chat_id, user_id=user_id)
        self.incoming: Update | None = None
        self.answered = False
        self.open_question: str | None = None
        self._kept = 0
        self._customer: Customer | None = None
        self.rights: frozenset[Right] = NONE
        """What this person may do here, as `handlers.door` read it for this update."""

    @classmethod
    def from_update(cls, update: object, application: "AnyApplication") -> "ShopContext":
        """PTB's constructor for handlers; keeps the update."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context.incoming = update
        return context

    @property
    def services(self) -> Services:
        """The shop's services and the ways to pay."""
        return self.bot_data.services

    @property
    def customer(self) -> Customer:
        """The person in front of us, as `handlers.door` recognised them."""
        if self._customer is None:
            raise RuntimeError("nobody has come through the door")
        return self._customer

    @customer.setter
    def customer(self, customer: Customer) -> None:
        self._customer = customer

    @property
    def texts(self) -> Texts:
        """The texts in the reader's language; before they are recognised, in Telegram's word for it."""
        if self._customer is not None:
            return self.bot_data.texts[self._customer.language]
        user = self.incoming.effective_user if self.incoming else None
        return self.bot_data.texts.guess(user.language_code if user else None)

    @property
    def main_menu(self) -> InlineKeyboardMarkup | None:
        """The ways into the shop, for under an answer that leads nowhere else; for staff, the way to the
        panel besides.
        """
        menu = self.bot_data.main_menu(self.texts)
        if not self.may(Right.SEE_PANEL):
            return menu
        rows = menu.inline_keyboard if menu is not None else ()
        return InlineKeyboardMarkup([[self.bot_data.panel_button(self.texts)], *rows])

    @property
    def way_on(self) -> InlineKeyboardMarkup:
        """What stands under an answer that offers nothing else: for staff to the panel, else to the menu."""
        to = self.bot_data.panel_button if self.may(Right.SEE_PANEL) else self.bot_data.menu_button
        return InlineKeyboardMarkup([[to(self.texts)]])

    @property
    def person_id(self) -> int:
        """The Telegram user id of whoever sent this update; in a private chat also the chat's."""
        user = self.incoming.effective_user if self.incoming else None
        if user is None:
            raise RuntimeError("an update of nobody")
        return user.id

    @property
    def in_group(self) -> bool:
        """Whether this was written or pressed in the staff's group, the only one that the door lets in."""
        chat = self.incoming.effective_chat if self.incoming else None
        return chat is not None and chat.type != ChatType.PRIVATE

    @property
    def chat_id(self) -> int:
        """Where this person is answered: in their own chat, or in the staff's group."""
        chat = self.incoming.effective_chat if self.incoming else None
        return chat.id if chat is not None and self.in_group else self.person_id

    @property
    def topic_id(self) -> int | None:
        """The topic of the staff's group in which this was written or pressed; None for a private chat."""
        message = self.incoming.effective_message if self.incoming and self.in_group else None
        if not isinstance(message, Message) or not message.is_topic_message:
            return None
        return message.message_thread_id

    @property
    def now(self) -> datetime:
        """The shop's time."""
        return self.services.support.now

    @property
    def typed(self) -> str:
        """The words of the message; empty where it has none."""
        message = self.incoming.message if self.incoming else None
        return (message.text if message else None) or ""

    @property
    def is_staff(self) -> bool:
        """Whether this person works here."""
        return bool(self.rights)

    def may(self, right: Right) -> bool:
        """Whether this person may do that. What is hung in with a `right` need not ask."""
        return right in self.rights

    @property
    def once(self) -> str:
        """A key for acts of money: the same when Telegram or a restart brings this update again."""
        return f"update:{self.incoming.update_id if self.incoming else 0}"

    @property
    def press(self) -> CallbackQuery:
        """The press, where the update is one."""
        query = self.incoming.callback_query if self.incoming else None
        if query is None:
            raise RuntimeError("not a press")
        return query

    @property
    def message_id(self) -> int:
        """The message that was pressed or sent."""
        message = self.incoming.effective_message if self.incoming else None
        if message is None:
            raise RuntimeError("an update without a message")
        return message.message_id

    async def show(self, screen: Screen, *, toast: str | None = None, apart: bool = False) -> int | None:
        """Puts a screen before the person: in the pressed
        message if that may be changed, else in a new one.
        Where it has no buttons of its own, the `way_on` stands there.

        The message that shows it; None where it is sent later.
        """
        screen = self._leading_on(screen)
        if self.incoming is None or self.incoming.callback_query is None:
            return await self._send(screen)
        put = self._send if apart or not self._may_edit() else self._edit
        _, message_id = await asyncio.gather(self.toast(toast), put(screen))
        return message_id

    async def show_over(self, screen: Screen) -> bool:
        """Puts a screen in place of the pressed message, whatever stands there. False, and the press not
        answered, where Telegram refuses, as for a file.

        A message with codes comes without its buttons and text (`bot.telegram.incoming.protected`), so
        `show` would leave it and send a new one.
        """
        try:
            await self.bot.edit_message_text(
                chat_id=self.chat_id,
                message_id=self.message_id,
                text=screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.keyboard,
            )
        except BadRequest as error:
            if "not modified" not in str(error).lower():
                log.debug("not_shown_over", reason=str(error))
                return False
        await self.toast()
        return True

    async def toast(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answers the press, once; later calls do nothing. `alert` makes the person close it."""
        if self.answered:
            return
        self.answered = True
        try:
            await self.bot.answer_callback_query(
                callback_query_id=self.press.id, text=text and _cut(text), show_alert=alert or None
            )
        except BadRequest as error:
            # "query is too old": the person has long stopped waiting; the screen itself still tells them.
            log.debug("press_not_answered", reason=str(error))
        except TelegramError as error:
            # Without words it only ends the button's shimmer; the screen says what there is to say.
            if text is not None:
                raise
            log.warning("press_not_answered", reason=str(error))

    async def say(self, text: str) -> None:
        """A plain answer: an alert on a press, else a message. For things that change no screen."""
        if self.incoming is not None and self.incoming.callback_query is not None:
            await self.toast(text, alert=True)
        else:
            await self._send(self._leading_on(Screen(escape(text))))

    async def take_away(self, message_id: int) -> None:
        """Removes a message of the bot; one that is too
        old for that keeps its words and loses its buttons.
        """
        try:
            await self.bot.delete_message(chat_id=self.person_id, message_id=message_id)
        except BadRequest as error:
            log.debug("message_not_removed", reason=str(error))
            try:
                await self.bot.edit_message_reply_markup(chat_id=self.person_id, message_id=message_id)
            except BadRequest as gone:
                log.debug("buttons_not_removed", reason=str(gone))

    def _may_edit(self) -> bool:
        message = self.press.message
        if not isinstance(message, Message) or message.reply_markup is None:
            return False  # too old for Telegram to say what is in it, or without buttons by now
        pressed = self.press.data
        # Telegram tells the message as it is now. A button that is not there any more was
        # pressed on another device's old view; what stands there instead may be a receipt,
        # which nobody may show anything over. The buttons that stand there until the
        # receipt comes are bound to the draft, and the services know that it is bought.
        return any(
            button.callback_data == pressed for row in message.reply_markup.inline_keyboard for button in row
        )

    def _leading_on(self, screen: Screen) -> Screen:
        if screen.keyboard is not None or screen.farewell or self.in_group:
            return screen
        return replace(screen, keyboard=self.way_on)

    async def _edit(self, screen: Screen) -> int | None:
        try:
            await self.bot.edit_message_text(
                chat_id=self.chat_id,
                message_id=self.message_id,
                text=screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.keyboard,
            )
            await self._supersede(screen, self.message_id)
        except BadRequest as error:
            if "not modified" not in str(error).lower():
                log.debug("screen_sent_anew", reason=str(error))
                return await self._send(screen)
        return self.message_id

    async def _send(self, screen: Screen) -> int | None:
        try:
            sent = await self.bot.send_message(
                chat_id=self.chat_id,
                message_thread_id=self.topic_id,
                text=screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.keyboard,
                disable_notification=True,  # they look at the chat: see `handlers.delivery.sounds`
            )
        except (RetryAfter, NetworkError) as error:
            # To PTB a BadRequest is a NetworkError, but it is never a passing one.
            if isinstance(error, BadRequest) or not self._must_arrive:
                raise
            log.info("answer_waits", update_id=self.once, reason=type(error).__name__)
            await self._send_later(screen)
            return None
        await self._supersede(screen, sent.message_id)
        return sent.message_id

    @property
    def _must_arrive(self) -> bool:
        """Whether the answer to this may not be lost: whoever wrote waits for it, while a press can be
        repeated.
        """
        return self.incoming is not None and self.incoming.message is not None

    async def _send_later(self, screen: Screen) -> None:
        self._kept += 1
        keyboard = screen.keyboard.to_dict() if screen.keyboard is not None else None
        key = f"{self.once}:{self._kept}"
        await self.services.late_answers.keep(
            self.person_id, screen.text, keyboard, key=key, for_staff=self.is_staff
        )

    async def take_buttons(self, message_id: int) -> None:
        """Takes the buttons from a message whose screen is over.
        One that keeps them is no harm: they say what to do.
        """
        try:
            await self.bot.edit_message_reply_markup(chat_id=self.person_id, message_id=message_id)
        except TelegramError as error:
            log.debug("buttons_not_taken", reason=str(error))

    async def _supersede(self, screen: Screen, message_id: int) -> None:
        # Staff compare: their screens stay.
        if not screen.passing or self.is_staff or self.in_group:
            return
        before = self.bot_data.steps.replace(self.person_id, message_id)
        # A step may have become an order's card, through this process or another: its buttons stay.
        if before is not None and not await self.services.orders.are_shown_in(self.person_id, before):
            await self.take_buttons(before)


def _cut(toast: str) -> str:
    """At most as many UTF-16 units as a toast may have."""
    return toast.encode("utf-16-le")[: 2 * LONGEST_TOAST].decode("utf-16-le", errors="ignore")


AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def context_types() -> ContextTypes[ShopContext, dict[Any, Any], dict[Any, Any], ShopData]:
    """What the composition root gives to PTB's builder (and to its persistence)."""
    return ContextTypes(context=ShopContext, bot_data=ShopData)
