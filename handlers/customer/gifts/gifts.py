"""The journey of a gift: a choice or an order is made one with a greeting, its buyer passes the link on or
takes it back, a friend opens it (`handlers.customer.welcome.start`).
"""

from bot.shop.errors import ShopError
from bot.shop.gifts.gifts import LONGEST_GREETING, Opened
from bot.shop.readable import readable
from handlers.customer.buying import buying
from handlers.customer.gifts import screens
from handlers.customer.gifts.callbacks import (
    AskTakeBack,
    ChoiceForMe,
    GiftChoice,
    GiftChoiceSilent,
    GiftLink,
    GiftOrder,
    GiftOrderSilent,
    TakeBack,
)
from handlers.customer.gifts.questions import AskGreeting, AskOrderGreeting
from handlers.customer.welcome.home import read_home
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.texts import escape, without_marks
from handlers.words.gift import gift_line


def asking() -> list[Handler]:
    """What asks for a greeting, or closes that question."""
    return [
        press(GiftChoice, ask_for_choice),
        press(GiftChoiceSilent, make_choice_silent),
        press(ChoiceForMe, choice_for_me),
        press(GiftOrder, ask_for_order),
        press(GiftOrderSilent, make_order_silent),
        press(GiftLink, send_link),
        press(AskTakeBack, ask_take_back),
        press(TakeBack, take_back),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """A greeting may be typed."""
    return {
        AskGreeting: [answer(AskGreeting, type_greeting)],
        AskOrderGreeting: [answer(AskOrderGreeting, type_order_greeting)],
    }


async def ask_for_choice(context: ShopContext, pressed: GiftChoice) -> State:
    """What shall the friend be told? Raises DraftGoneError, AlreadyBoughtError, InBasketError."""
    choice = await context.services.checkout.choice(context.person_id, pressed.draft_id)
    screen = screens.ask_for_choice_screen(
        context.texts, choice.draft_id, choice.quantity or 1, is_gift=choice.greeting is not None
    )
    await context.show(screen)
    return AskGreeting(choice.draft_id)


async def type_greeting(context: ShopContext, asked: AskGreeting) -> State:
    """The greeting for a choice: the confirmation with it."""
    greeting = await _greeting(context)
    return asked if greeting is None else await _confirm(context, asked.draft_id, greeting)


async def make_choice_silent(context: ShopContext, pressed: GiftChoiceSilent) -> State:
    """A gift, and not a word."""
    return await _confirm(context, pressed.draft_id, "")


async def choice_for_me(context: ShopContext, pressed: ChoiceForMe) -> State:
    """No gift."""
    return await _confirm(context, pressed.draft_id, None)


async def ask_for_order(context: ShopContext, pressed: GiftOrder) -> State:
    """What shall the friend be told? An order's card stays as it is. Raises NotFoundError."""
    order = await context.services.orders.view(context.person_id, pressed.ref)
    await context.show(screens.ask_for_order_screen(context.texts, order), apart=True)
    return AskOrderGreeting(order.ref)


async def type_order_greeting(context: ShopContext, asked: AskOrderGreeting) -> State:
    """The greeting for an order."""
    greeting = await _greeting(context)
    return asked if greeting is None else await _make_order(context, asked.ref, greeting)


async def make_order_silent(context: ShopContext, pressed: GiftOrderSilent) -> State:
    """A gift, and not a word."""
    return await _make_order(context, pressed.ref, None)


async def send_link(context: ShopContext, pressed: GiftLink) -> None:
    """The link, through the outbox: nowhere else is it written."""
    await context.services.gifts.send_link(context.person_id, pressed.ref, key=context.once)
    await context.toast(context.texts.plain("toast-gift-link"))


async def ask_take_back(context: ShopContext, pressed: AskTakeBack) -> None:
    """Sure? In a message of its own: the link's message stays, with its button. So nothing is asked where
    it was opened, or taken back before. Raises GiftTakenError when a friend was first.
    """
    order = await context.services.gifts.to_take_back(context.person_id, pressed.ref)
    screen = screens.ask_take_back_screen if order.waits_for_friend else screens.taken_back_screen
    await context.show(screen(context.texts, order), apart=True)


async def take_back(context: ShopContext, pressed: TakeBack) -> State:
    """No gift any more. Raises GiftTakenError when a friend was first."""
    order = await context.services.gifts.take_back(context.person_id, pressed.ref)
    await context.show(screens.taken_back_screen(context.texts, order))
    return END


async def open_link(context: ShopContext, token: str) -> State:
    """Somebody has opened a gift's link. Whom it brings nothing is told why, above the first screen."""
    texts = context.texts
    try:
        opened = await context.services.gifts.open_link(context.person_id, token, key=context.once)
    except ShopError as error:
        await context.show((await read_home(context)).headed(escape(sentence(texts, error))))
        return END
    if opened.outcome is Opened.OWN:
        screen = screens.own_link_screen(texts, opened.order, gift_line(texts, opened.order))
    else:
        takes_reviews = context.services.reviews.are_on
        again = opened.outcome is Opened.AGAIN
        screen = screens.opened_screen(texts, opened.order, again=again, takes_reviews=takes_reviews)
    await context.show(screen)
    return END


async def _greeting(context: ShopContext) -> str | None:
    """What was typed; None where it is too long or says nothing: then that was said, and may be mended."""
    typed = without_marks(context.typed).strip()
    if len(typed) > LONGEST_GREETING:
        await context.say(context.texts.plain("too-long", most=LONGEST_GREETING))
        return None
    greeting = readable(typed, LONGEST_GREETING)
    if not greeting:
        await context.say(context.texts.plain("gift-greeting-empty"))
        return None
    return greeting


async def _confirm(context: ShopContext, draft_id: str, greeting: str | None) -> State:
    quantity = await context.services.gifts.make_choice(context.person_id, draft_id, greeting)
    pressed = context.incoming is not None and context.incoming.callback_query is not None
    return await buying.confirm(
        context, draft_id, quantity, message_id=context.message_id if pressed else None
    )


async def _make_order(context: ShopContext, ref: str, greeting: str | None) -> State:
    order = await context.services.gifts.make_order(context.person_id, ref, greeting)
    await context.show(screens.made_screen(context.texts, order))
    return END
