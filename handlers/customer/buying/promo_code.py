"""A promo code at the confirmation: a button asks for it, the next words are the code."""

from bot.shop.errors import PromoRefusedError, TooManyTriesError
from bot.shop.quotes import Choice
from handlers.customer.buying.callbacks import AskPromo, ChooseQuantity
from handlers.customer.buying.confirmation import read_confirmation_screen
from handlers.customer.buying.questions import AskPromoCode, AskQuantity
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.keyboards import button, keyboard
from handlers.ui.routing import State
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, escape
from handlers.words.price import refusal


async def ask_promo_code(context: ShopContext, pressed: AskPromo) -> State:
    """Which code? Raises DraftGoneError, AlreadyBoughtError."""
    texts = context.texts
    await context.services.checkout.want_promo(context.person_id, pressed.draft_id)
    await context.show(_with_way_back(texts, texts.html("promo-ask"), pressed.draft_id, pressed.quantity))
    return AskPromoCode()


async def type_promo_code(context: ShopContext, asked: AskPromoCode) -> State:
    """The confirmation with the code; where it cannot be
    used, another one may be written. Raises DraftGoneError.
    """
    texts = context.texts
    checkout = context.services.checkout
    choice = await checkout.current(context.person_id)
    try:
        confirmation = await checkout.use_promo(
            context.person_id, choice.draft_id, context.typed, message_id=None
        )
    except PromoRefusedError as error:
        told = texts.html("promo-refused", why=refusal(texts, error.reason, error.least))
        await _again(context, choice, told)
        return asked
    except TooManyTriesError as error:
        await _again(context, choice, escape(sentence(texts, error)))
        return asked
    await context.show(await read_confirmation_screen(context, confirmation))
    return AskQuantity()


async def _again(context: ShopContext, choice: Choice, told: str) -> None:
    await context.show(_with_way_back(context.texts, told, choice.draft_id, choice.quantity or 1))


def _with_way_back(texts: Texts, text: str, draft_id: str, quantity: int) -> Screen:
    """The way back shows the confirmation again."""
    back = button(texts.plain("button-back"), ChooseQuantity(draft_id, quantity))
    return Screen(text, keyboard([[back]]), passing=True)
