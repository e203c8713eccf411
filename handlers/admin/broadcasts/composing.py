"""/broadcast: a message to many is written as any message, seen as its readers will, and given buttons and
an audience.
"""

from dataclasses import dataclass
from typing import Final

from telegram.error import BadRequest
from telegram.ext.filters import COMMAND, PHOTO, TEXT, StatusUpdate

from bot.languages import LANGUAGES
from bot.shop.broadcasts.views import Audience, AudienceKind, Broadcast
from bot.shop.catalogue.rule_targets import RuleTarget
from bot.shop.errors import BroadcastMovedError, NotFoundError
from bot.shop.prices.rules import Scope
from bot.shop.roles.rights import Right
from handlers.admin.broadcasts import screens
from handlers.admin.broadcasts.buttons import MOST_BUTTONS, NoButtonError, read_buttons
from handlers.admin.broadcasts.callbacks import (
    AskBoughtProduct,
    AskBroadcastButtons,
    NoBroadcastButtons,
    PickAudience,
    SetAudience,
    WriteBroadcast,
)
from handlers.admin.broadcasts.message import put_into
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code
from handlers.ui.unknown import answer_button as unknown_button

_RIGHT: Final = Right.BROADCAST
_MOST_OFFERED: Final = 10
_ANYTHING_ELSE: Final = ~TEXT & ~PHOTO & ~COMMAND & ~StatusUpdate.ALL


@dataclass(frozen=True)
class AskBroadcast(Question):
    """What is the message? 0: a new one."""

    kind = "writing_broadcast"
    broadcast_id: int


@dataclass(frozen=True)
class AskButtons(Question):
    """What are its buttons?"""

    kind = "writing_broadcast_buttons"
    broadcast_id: int


@dataclass(frozen=True)
class AskProduct(Question):
    """Which product have its readers bought?"""

    kind = "naming_bought_product"
    broadcast_id: int


def handlers() -> list[Handler]:
    """What is pressed."""
    return [
        press(PickAudience, pick_audience, right=_RIGHT),
        press(SetAudience, set_audience, right=_RIGHT),
        press(NoBroadcastButtons, take_no_buttons, right=_RIGHT),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [
        press(AskBroadcastButtons, ask_buttons, right=_RIGHT),
        press(AskBoughtProduct, ask_product, right=_RIGHT),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """Buttons, a product."""
    return {
        AskButtons: [answer(AskButtons, take_buttons, right=_RIGHT)],
        AskProduct: [answer(AskProduct, take_product, right=_RIGHT)],
    }


def asking_for_message() -> list[Handler]:
    """What asks for the message itself, in the conversation in which a photo is no receipt."""
    return [
        command("broadcast", broadcast_command, right=_RIGHT, place=85, alone=True),
        press(WriteBroadcast, ask_message, right=_RIGHT),
    ]


def message_answers() -> dict[type[Question], list[Handler]]:
    """A message with text or a photo."""
    return {
        AskBroadcast: [
            answer(AskBroadcast, take_message, to=(TEXT & ~COMMAND) | PHOTO, right=_RIGHT),
            answer(AskBroadcast, refuse_thing, to=_ANYTHING_ELSE, right=_RIGHT),
        ],
    }


async def broadcast_command(context: ShopContext) -> State:
    """/broadcast: what is being sent, else a new one."""
    under_way = await context.services.broadcasts.under_way()
    if under_way:
        screen = screens.progress_screen(context.texts, under_way[0], others=len(under_way) - 1)
        rows = list(screen.keyboard.inline_keyboard) if screen.keyboard else []
        another = button(context.texts.plain("button-broadcast-another"), WriteBroadcast(0))
        await context.show(Screen(screen.text, keyboard([*rows, [another]])))
        return None
    await context.show(Screen(context.texts.html("ask-broadcast")))
    return AskBroadcast(0)


async def ask_message(context: ShopContext, pressed: WriteBroadcast) -> State:
    """What is the message?"""
    await context.show(Screen(context.texts.html("ask-broadcast")), apart=True)
    return AskBroadcast(pressed.broadcast_id)


async def take_message(context: ShopContext, asked: AskBroadcast) -> State:
    """The message; its writer sees it as its readers will."""
    message = context.incoming.message if context.incoming else None
    if message is None or message.media_group_id is not None:
        return await refuse_thing(context, asked)
    photo = message.photo[-1].file_id if message.photo else None
    body = (message.caption_html if photo else message.text_html) or ""
    broadcasts = context.services.broadcasts
    if asked.broadcast_id:
        broadcast = await broadcasts.rewrite(asked.broadcast_id, body, photo)
    else:
        broadcast = await broadcasts.compose(context.person_id, body, photo)
    return END if await show_draft(context, broadcast) else AskBroadcast(broadcast.id)


async def refuse_thing(context: ShopContext, asked: AskBroadcast) -> State:
    """A voice, a file, an album: the question stays open."""
    await context.show(Screen(context.texts.html("broadcast-only-text-or-photo")))
    return asked


async def show_draft(context: ShopContext, broadcast: Broadcast) -> bool:
    """The message itself, and below it what can be done; False when Telegram does not take it."""
    try:
        await put_into(context.bot, context.person_id, context.texts, broadcast)
    except BadRequest as error:
        await context.show(Screen(context.texts.html("broadcast-not-taken", details=str(error))), apart=True)
        return False
    await context.show(screens.draft_screen(context.texts, broadcast), apart=True)
    return True


async def ask_buttons(context: ShopContext, pressed: AskBroadcastButtons) -> State:
    """What are its buttons?"""
    broadcast = await context.services.broadcasts.get(pressed.broadcast_id)
    await context.show(screens.ask_buttons_screen(context.texts, broadcast))
    return AskButtons(broadcast.id)


async def take_buttons(context: ShopContext, asked: AskButtons) -> State:
    """The buttons, a line for each. One line that is none, and nothing is changed."""
    try:
        buttons = await read_buttons(context.typed, lambda words: _key_of_product(context, words))
    except NoButtonError as error:
        text = context.texts.html(
            "broadcast-no-button", words=str(error), most=MOST_BUTTONS, example=screens.EXAMPLE
        )
        await context.show(Screen(text))
        return asked
    broadcast = await context.services.broadcasts.set_buttons(asked.broadcast_id, buttons)
    return END if await show_draft(context, broadcast) else asked


async def take_no_buttons(context: ShopContext, pressed: NoBroadcastButtons) -> None:
    """Without buttons."""
    await show_draft(context, await context.services.broadcasts.set_buttons(pressed.broadcast_id, ()))


async def pick_audience(context: ShopContext, pressed: PickAudience) -> None:
    """For whom?"""
    broadcast = await context.services.broadcasts.get(pressed.broadcast_id)
    await context.show(screens.audiences_screen(context.texts, broadcast))


async def set_audience(context: ShopContext, pressed: SetAudience) -> None:
    """For them."""
    audience = await _audience(context, pressed.audience)
    if audience is None:
        await unknown_button(context)
        return
    try:
        broadcast = await context.services.broadcasts.set_audience(pressed.broadcast_id, audience)
    except BroadcastMovedError:
        broadcast = await context.services.broadcasts.get(pressed.broadcast_id)
        await context.show(screens.progress_screen(context.texts, broadcast))
        return
    await context.show(screens.draft_screen(context.texts, broadcast))


async def ask_product(context: ShopContext, pressed: AskBoughtProduct) -> State:
    """Which product?"""
    await context.services.broadcasts.get(pressed.broadcast_id)
    await context.show(Screen(context.texts.html("ask-broadcast-product", example=Code("Steam"))), apart=True)
    return AskProduct(pressed.broadcast_id)


async def take_product(context: ShopContext, asked: AskProduct) -> State:
    """Its name or some words of it; of several one is chosen."""
    places = await _products(context, context.typed)
    if not places:
        await context.show(Screen(context.texts.html("broadcast-no-product", words=context.typed)))
        return asked
    if len(places) == 1:
        audience = Audience(AudienceKind.BOUGHT, places[0].goods.product_id, places[0].title)
        broadcast = await context.services.broadcasts.set_audience(asked.broadcast_id, audience)
        await context.show(screens.draft_screen(context.texts, broadcast))
        return END
    await context.show(screens.products_screen(context.texts, asked.broadcast_id, places[:_MOST_OFFERED]))
    return asked  # the name may be typed more exactly


async def _products(context: ShopContext, words: str) -> list[RuleTarget]:
    found = await context.services.pricelist.find(words)
    return [place for place in found if place.goods.scope is Scope.PRODUCT]


async def _key_of_product(context: ShopContext, words: str) -> str | None:
    places = await _products(context, words)
    return places[0].key.split(".")[1] if len(places) == 1 else None


async def _audience(context: ShopContext, packed: str) -> Audience | None:
    kind, _, value = packed.partition(".")
    match kind, value:
        case AudienceKind.ALL | AudienceKind.WALLET, "":
            return Audience(AudienceKind(kind))
        case AudienceKind.LANGUAGE, code if code in LANGUAGES:
            return Audience(AudienceKind.LANGUAGE, code)
        case AudienceKind.IDLE, days if days in {str(each) for each in screens.IDLE_DAYS}:
            return Audience(AudienceKind.IDLE, days)
        case AudienceKind.BOUGHT, key:
            try:
                place = await context.services.pricelist.place(f"p.{key}")
            except NotFoundError:
                return None
            return Audience(AudienceKind.BOUGHT, place.goods.product_id, place.title)
        case _:
            return None
