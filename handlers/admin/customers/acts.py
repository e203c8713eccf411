"""What staff do about a customer from their dossier: shut them out, note something, set a limit of their own,
choose their language. Money is in `handlers.admin.wallets`.
"""

from dataclasses import dataclass
from typing import Final

from bot.languages import LANGUAGES
from bot.shop.people.care import LONGEST_NOTE, LONGEST_REASON
from bot.shop.prices.rule_store import MOST_IN_DAY
from bot.shop.roles.rights import Right
from handlers.admin.customers.callbacks import (
    AskBan,
    AskOwnLimit,
    ChooseTheirLanguage,
    EndOwnLimit,
    LiftBan,
    SetTheirLanguage,
    StaffCustomer,
    WriteNote,
)
from handlers.admin.customers.customers import customer_screen
from handlers.ui import typed, unknown
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts

_RIGHT: Final = Right.SERVE_CUSTOMERS


@dataclass(frozen=True)
class AskReason(Question):
    """Why is somebody not served any more?"""

    kind = "typing_ban_reason"
    user_id: int


@dataclass(frozen=True)
class AskNote(Question):
    """What shall be noted about somebody?"""

    kind = "typing_note"
    user_id: int


@dataclass(frozen=True)
class AskCards(Question):
    """How many cards a day may somebody buy?"""

    kind = "typing_own_limit"
    user_id: int


def handlers() -> list[Handler]:
    """What is pressed."""
    return [
        press(LiftBan, lift_ban, right=_RIGHT),
        press(EndOwnLimit, end_limit, right=_RIGHT),
        press(ChooseTheirLanguage, choose_language, right=_RIGHT),
        press(SetTheirLanguage, set_language, right=_RIGHT),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [
        press(AskBan, ask_reason, right=_RIGHT),
        press(WriteNote, ask_note, right=_RIGHT),
        press(AskOwnLimit, ask_limit, right=_RIGHT),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """What is typed."""
    return {
        AskReason: [answer(AskReason, type_reason, right=_RIGHT)],
        AskNote: [answer(AskNote, type_note, right=_RIGHT)],
        AskCards: [answer(AskCards, type_limit, right=_RIGHT)],
    }


async def ask_reason(context: ShopContext, pressed: AskBan) -> State:
    """Why?"""
    await _ask(context, pressed.user_id, "ask-ban-reason", LONGEST_REASON)
    return AskReason(pressed.user_id)


async def type_reason(context: ShopContext, asked: AskReason) -> State:
    """They are not served any more."""
    if await _too_long(context, LONGEST_REASON):
        return asked
    done = await context.services.customer_care.ban(context.person_id, asked.user_id, context.typed.strip())
    await _show_after(context, asked.user_id, "customer-ban-set" if done else "customer-ban-was-set")
    return END


async def lift_ban(context: ShopContext, pressed: LiftBan) -> None:
    """They are served again."""
    done = await context.services.customer_care.lift_ban(context.person_id, pressed.user_id)
    toast = context.texts.plain("toast-decided" if done else "toast-nothing-changed")
    await context.show(await customer_screen(context, pressed.user_id), toast=toast)


async def ask_note(context: ShopContext, pressed: WriteNote) -> State:
    """What shall be noted?"""
    await _ask(context, pressed.user_id, "ask-note", LONGEST_NOTE)
    return AskNote(pressed.user_id)


async def type_note(context: ShopContext, asked: AskNote) -> State:
    """It is kept."""
    if await _too_long(context, LONGEST_NOTE):
        return asked
    await context.services.customer_care.note(
        context.person_id, asked.user_id, context.typed.strip(), key=context.once
    )
    await _show_after(context, asked.user_id, "customer-noted")
    return END


async def ask_limit(context: ShopContext, pressed: AskOwnLimit) -> State:
    """How many cards a day?"""
    texts = context.texts
    customer = await context.services.customers.get(pressed.user_id)
    rows: list[Row] = []
    if customer.day_limit is not None:
        rows.append([button(texts.plain("button-end-own-limit"), EndOwnLimit(customer.id))])
    rows.append(_back(texts, customer.id))
    text = texts.html("ask-own-limit", name=customer.first_name, customer=Code(customer.id), most=MOST_IN_DAY)
    await context.show(Screen(text, keyboard(rows)), apart=True)
    return AskCards(pressed.user_id)


async def type_limit(context: ShopContext, asked: AskCards) -> State:
    """So many."""
    cards = typed.quantity(context.typed)
    if cards is None or not 1 <= cards <= MOST_IN_DAY:
        await context.say(context.texts.plain("own-limit-not-read", most=MOST_IN_DAY))
        return asked
    await context.services.customer_care.limit(context.person_id, asked.user_id, cards)
    await _show_after(context, asked.user_id, "customer-limit-set")
    return END


async def end_limit(context: ShopContext, pressed: EndOwnLimit) -> None:
    """As the shop's rules say."""
    await context.services.customer_care.limit(context.person_id, pressed.user_id, None)
    toast = context.texts.plain("toast-decided")
    await context.show(await customer_screen(context, pressed.user_id), toast=toast)


async def choose_language(context: ShopContext, pressed: ChooseTheirLanguage) -> None:
    """Which one?"""
    texts = context.texts
    customer = await context.services.customers.get(pressed.user_id)
    rows: list[Row] = [
        [button(LANGUAGES[code].name, SetTheirLanguage(customer.id, code))]
        for code in context.services.live_settings.now.offered_languages
    ]
    rows.append(_back(texts, customer.id))
    text = texts.html("ask-their-language", name=customer.first_name, customer=Code(customer.id))
    await context.show(Screen(text, keyboard(rows)))


async def set_language(context: ShopContext, pressed: SetTheirLanguage) -> None:
    """This one."""
    if pressed.language not in context.services.live_settings.now.offered_languages:
        await unknown.answer_button(context)
        return
    await context.services.customer_care.language(context.person_id, pressed.user_id, pressed.language)
    toast = context.texts.plain("toast-decided")
    await context.show(await customer_screen(context, pressed.user_id), toast=toast)


async def _ask(context: ShopContext, user_id: int, key: str, most: int) -> None:
    texts = context.texts
    customer = await context.services.customers.get(user_id)
    text = texts.html(key, name=customer.first_name, customer=Code(customer.id), most=most)
    await context.show(Screen(text, keyboard([_back(texts, customer.id)])), apart=True)


async def _too_long(context: ShopContext, most: int) -> bool:
    if len(context.typed.strip()) <= most:
        return False
    await context.say(context.texts.plain("too-long", most=most))
    return True


async def _show_after(context: ShopContext, user_id: int, key: str) -> None:
    screen = await customer_screen(context, user_id)
    await context.show(screen.headed(context.texts.html(key)))


def _back(texts: Texts, user_id: int) -> Row:
    return [button(texts.plain("button-no-back"), StaffCustomer(user_id))]
