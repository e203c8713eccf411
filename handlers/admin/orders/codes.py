"""/reveal REF reason: an order's codes, for those who may see
them; and its cards' serial numbers, which are no secret among staff.
"""

from dataclasses import dataclass
from typing import Final

from bot.shop.errors import NotFoundError
from bot.shop.readable import readable
from bot.shop.roles.rights import Right
from handlers.admin.orders.callbacks import RevealCodes, Serials, StaffOrder
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, without_marks
from handlers.words.reason import not_understood

LONGEST_REASON: Final = 200
_SHORTEST_REASON: Final = 3


@dataclass(frozen=True)
class AskRevealReason(Question):
    """Why are the codes to be seen?"""

    kind = "typing_reveal_reason"
    ref: str


def handlers() -> list[Handler]:
    """What ends no question."""
    return [press(Serials, show_serials, right=Right.SEE_ORDERS)]


def asking() -> list[Handler]:
    """What asks for the reason where it is missing."""
    return [
        command("reveal", reveal_command, right=Right.SEE_CODES, place=35),
        press(RevealCodes, ask_reason, right=Right.SEE_CODES),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """The reason."""
    return {AskRevealReason: [answer(AskRevealReason, type_reason, right=Right.SEE_CODES)]}


async def reveal_command(context: ShopContext) -> State:
    """/reveal REF reason; without a reason it is asked for."""
    texts, args = context.texts, context.args or []
    example = Code(f"/reveal CDFGHJ2346 {texts.plain('example-reveal-reason')}")
    if not args:
        await context.show(Screen(texts.html("usage-reveal", example=example)))
        return END
    try:
        ref = await context.services.code_reveal.check(args[0])
    except NotFoundError:
        usage = texts.html("usage-reveal", example=example)
        await context.show(not_understood(texts, args[0], usage, reason="codes-unknown"))
        return END
    return await _reveal(context, ref, " ".join(args[1:]))


async def ask_reason(context: ShopContext, pressed: RevealCodes) -> State:
    """Why?"""
    return await _ask(context, pressed.ref)


async def type_reason(context: ShopContext, asked: AskRevealReason) -> State:
    """The reason: the codes are on their way."""
    return await _reveal(context, asked.ref, context.typed)


async def show_serials(context: ShopContext, pressed: Serials) -> None:
    """The serial numbers, in place of the order."""
    texts = context.texts
    back = keyboard([[button(texts.plain("button-back-to-order", ref=pressed.ref), StaffOrder(pressed.ref))]])
    try:
        serials = await context.services.code_reveal.serials(pressed.ref)
    except NotFoundError:
        await context.show(Screen(texts.html("no-codes-there"), back))
        return
    nothing = texts.plain("nothing-known")
    lines = [
        texts.html("serial-line", number=number, serial=Code(serial or nothing))
        for number, serial in enumerate(serials, 1)
    ]
    await context.show(Screen("\n".join([texts.html("serials", ref=Code(pressed.ref)), "", *lines]), back))


async def _ask(context: ShopContext, ref: str) -> State:
    await context.show(Screen(context.texts.html("ask-reveal-reason", ref=Code(ref))), apart=True)
    return AskRevealReason(ref)


async def _reveal(context: ShopContext, ref: str, typed: str) -> State:
    """Has the codes sent; asks for a reason that says something."""
    if len(typed) > LONGEST_REASON:
        await context.say(context.texts.plain("too-long", most=LONGEST_REASON))
        return AskRevealReason(ref)
    reason = readable(without_marks(typed), LONGEST_REASON)
    if len(reason) < _SHORTEST_REASON:
        return await _ask(context, ref)
    try:
        await context.services.code_reveal.reveal(context.person_id, ref, reason, key=context.once)
    except NotFoundError:
        await context.say(context.texts.plain("no-codes-there"))
        return END
    await context.show(Screen(context.texts.html("codes-coming-to-staff", ref=Code(ref))))
    return END
