"""An approved receipt that proves false: it is asked once more, with what its customer's wallet still holds,
and the money is taken out with the reason that is typed.
"""

from dataclasses import dataclass

from bot.shop.roles.rights import Right
from handlers.admin.receipts.callbacks import FalseReceipt, OpenReceipt
from handlers.admin.receipts.receipts import LONGEST_REASON
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen


@dataclass(frozen=True)
class AskWhyFalse(Question):
    """Why is that approved receipt false?"""

    kind = "typing_false_reason"
    request_id: str


def handlers() -> list[Handler]:
    """Nothing without a question."""
    return []


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [press(FalseReceipt, ask_why_false, right=Right.DECIDE_RECEIPTS)]


def answers() -> dict[type[Question], list[Handler]]:
    """The reason."""
    return {AskWhyFalse: [answer(AskWhyFalse, type_why_false, right=Right.DECIDE_RECEIPTS)]}


async def ask_why_false(context: ShopContext, pressed: FalseReceipt) -> State:
    """What would be taken, and why? Below the picture, which stays."""
    texts = context.texts
    found = await context.services.false_proofs.look(pressed.request_id)
    money = texts.html("ask-false-money", held=found.taken, missing=found.missing)
    text = "\n\n".join([texts.html("ask-false", amount=found.amount), money, texts.html("ask-false-why")])
    back = [button(texts.plain("button-no"), OpenReceipt(pressed.request_id))]
    await context.show(Screen(text, keyboard([back])), apart=True)
    return AskWhyFalse(pressed.request_id)


async def type_why_false(context: ShopContext, asked: AskWhyFalse) -> State:
    """It is false, for that reason."""
    texts, words = context.texts, context.typed.strip()
    if len(words) > LONGEST_REASON:
        await context.say(texts.plain("too-long", most=LONGEST_REASON))
        return asked
    found = await context.services.false_proofs.mark(context.person_id, asked.request_id, words)
    money = texts.html("slip-false-money", taken=found.taken, missing=found.missing)
    await context.show(Screen(f"{texts.html('slip-false-done')}\n\n{money}"))
    return END
