"""All that a person in Telegram sees or sends. A handler
reads the update, calls one service, renders the answer.

`register` hangs every journey into PTB's application, `TelegramDelivery` carries the outbox,
`tell_menus` publishes the command menus, `without_tokens` takes the tokens of gifts out of what is
kept of an update; `bot.app` and `bot.opening` use these and nothing
else. The groups, in order: questions about payments, the door, messages to the shop, bans, the shop.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from telegram import Update
from telegram.ext import BaseHandler, TypeHandler, filters

from bot.payments.services import Services
from handlers import admin
from handlers.admin.broadcasts import composing
from handlers.admin.customers import writing
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.products import products
from handlers.admin.tickets import tickets
from handlers.admin.tickets.group import group_handlers
from handlers.conversation import buying_conversation
from handlers.customer import invoices
from handlers.customer.broadcasts import wishes
from handlers.customer.favorites import favorites
from handlers.customer.guides import guides
from handlers.customer.invites import invites
from handlers.customer.orders import orders
from handlers.customer.paying import paying
from handlers.customer.privacy import privacy
from handlers.customer.purchase_receipts import purchase_receipts
from handlers.customer.reviews import reviews
from handlers.customer.search import search
from handlers.customer.search.inline import inline_handler
from handlers.customer.support import not_understood, support
from handlers.customer.wallet import wallet
from handlers.customer.welcome import help_page, language, start
from handlers.customer.welcome.links import without_tokens
from handlers.customer.welcome.screens import main_menu, menu_button
from handlers.delivery.broadcasts import BroadcastWriter
from handlers.delivery.delivery import TelegramDelivery
from handlers.door import Door
from handlers.profile import Profile
from handlers.ui import reports, unknown
from handlers.ui.context import AnyApplication, ShopContext, ShopData, context_types
from handlers.ui.menus import Commands, Menus
from handlers.ui.questions import is_over
from handlers.ui.routing import any_press, commands_of, edited, message
from handlers.ui.texts import TextLibrary
from handlers.ui.unknown import refuse_press

log = structlog.get_logger(__name__)

__all__ = [
    "BroadcastWriter",
    "TelegramDelivery",
    "close_exports",
    "commands",
    "context_types",
    "is_over",
    "paid_on_page",
    "refuse_press",
    "register",
    "tell_menus",
    "without_tokens",
]


def register(
    application: AnyApplication,
    services: Services,
    *,
    zone: ZoneInfo,
) -> None:
    """Adds all handlers and the error handler. The application
    was built with `context_types()` and a persistence.
    """
    data: ShopData = application.bot_data
    data.services = services
    data.texts = TextLibrary(services.live_settings, zone=zone)
    data.main_menu = lambda texts: main_menu(texts, invites=services.referrals.are_on)
    data.panel_button = panel_button
    data.menu_button = menu_button
    hung = _everything(lambda: services.support.now)
    data.menus = Menus(
        application.bot,
        services.staff_members,
        services.remembered,
        data.texts,
        commands(),
    )
    for group, handlers in hung.items():
        application.add_handlers(handlers, group=group)
    application.add_error_handler(reports.on_error)


@cache
def commands() -> Commands:
    """All commands of the shop, as the menus show them. They are the same for all that a process opens."""
    return commands_of(chain(*_everything(lambda: datetime.now(UTC)).values()))


def _everything(now: Callable[[], datetime]) -> dict[int, list[BaseHandler[Any, ShopContext, Any]]]:
    """All handlers by group; PTB runs the groups in order,
    and the first handler of each that takes an update.
    """
    others = _journeys()
    door = Door()
    return {
        # Before the door: a question about a payment, or what is typed in another chat,
        # has ten seconds, and nobody needs to be written down for it.
        -5: [invoices.question_handler(), inline_handler()],
        -4: [TypeHandler(Update, door.come_in)],
        # Before all journeys: what is meant for a person is neither a quantity nor a receipt.
        -3: [support.thread_handler(), *group_handlers()],
        -2: [
            support.support_conversation(
                now,
                asked_by=[
                    *tickets.asking_for_answers(),
                    *writing.asking_to_write(),
                    *composing.asking_for_message(),
                    *products.asking_for_picture(),
                ],
                answers={
                    **tickets.typed_answers(),
                    **writing.written_messages(),
                    **composing.message_answers(),
                    **products.picture_answers(),
                },
            )
        ],
        # Whoever is shut out gets as far as a word with the shop.
        -1: [TypeHandler(Update, door.keep_out)],
        # News of money before the conversation, which would take a payment's message for talk.
        0: [
            *invoices.handlers(),
            edited(not_understood.answer_words),
            buying_conversation(others, now=now),
            *others,
        ],
    }


@cache
def _journeys() -> tuple[BaseHandler[Any, ShopContext, Any], ...]:
    """What closes an open question. They know nothing of a shop, so they are there once for a process."""
    return (
        *search.handlers(),
        *orders.handlers(),
        *purchase_receipts.handlers(),
        *wallet.handlers(),
        *favorites.handlers(),
        *reviews.handlers(),
        *invites.handlers(),
        *privacy.handlers(),
        *paying.handlers(),
        *language.handlers(),
        *help_page.handlers(),
        *wishes.handlers(),
        *guides.handlers(),
        *support.handlers(),
        *admin.handlers(),
        any_press(unknown.answer_button),
        message(filters.COMMAND, unknown.answer_command),
        *start.answering_words(),
        *search.answering_words(),
        message(filters.ALL & ~filters.StatusUpdate.ALL, not_understood.answer_thing, from_anywhere=True),
    )


async def tell_menus(application: AnyApplication) -> None:
    """Gives Telegram the command menus and the bot's description, if they changed. The bot is initialized.

    The shop sells without them, so no answer of Telegram's, however odd, makes this raise.
    """
    data: ShopData = application.bot_data
    profile = Profile(application.bot, data.services.remembered, data.texts)
    for what, publish in (("menus", data.menus.publish), ("profile", profile.publish)):
        try:
            await publish()
        except Exception:
            # PTB raises whatever its constructors raise on a shape that they do not know. The log has it all.
            log.exception("decoration_not_published", what=what)


async def close_exports(application: AnyApplication) -> None:
    """Ends the files that are being written for staff; each is told."""
    data: ShopData = application.bot_data
    await data.exports.close()


def paid_on_page(application: AnyApplication, customer_id: int) -> str:
    """What the supplier's payment page says to this customer once they have paid."""
    data: ShopData = application.bot_data
    customer = data.services.customers.at_hand(customer_id)
    texts = data.texts.guess(None) if customer is None else data.texts[customer.language]
    return texts.bare("paid-on-page")
