"""/promo: promo codes are made, listed and ended. A new code is shown with its effect before
anybody can use it, and any part of it can be changed by buttons or typed until it starts.

While one is being made, what is typed is about that code: a question, see `handlers.ui.questions`.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bot.shop.catalogue.rule_targets import RuleTarget
from bot.shop.errors import BadAmountError, NotFoundError
from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo, PromoState, promo_code
from bot.shop.roles.rights import Right
from handlers.admin.prices.rule_targets import ask_which_place, find_places, say_place_not_found
from handlers.admin.prices.typed_rules import words_of
from handlers.admin.promos.callbacks import (
    AskEndPromo,
    EndPromo,
    NewPromo,
    PromoAmount,
    PromoFor,
    PromoPart,
    PromoPercent,
    PromoPlaces,
    Promos,
    SetPromo,
    ShowPromo,
    StartPromo,
)
from handlers.admin.promos.screens import (
    EXAMPLE,
    PARTS,
    SCREENS,
    ask_end_screen,
    making_screen,
    new_screen,
    part_screen,
    places_screen,
    promos_screen,
)
from handlers.admin.promos.typed import TYPED_PARTS, PromoNotReadError, promo_change, read_promo
from handlers.ui.context import ShopContext
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts
from handlers.words.reason import not_understood


@dataclass(frozen=True)
class AskPromoPart(Question):
    """What of a code that is being made shall be changed?
    `part` is the one that was asked for, empty for any.
    """

    kind = "typing_promo_part"
    promo_id: int
    part: str = ""


def handlers() -> list[Handler]:
    """What ends no question."""
    return [
        press(Promos, open_promos, right=Right.SET_PRICES),
        press(NewPromo, new_promo, right=Right.SET_PRICES),
        press(PromoPlaces, open_promo_places, right=Right.SET_PRICES),
        press(StartPromo, start_promo, right=Right.SET_PRICES),
        press(AskEndPromo, ask_end_promo, right=Right.SET_PRICES),
        press(EndPromo, end_promo, right=Right.SET_PRICES),
    ]


def asking() -> list[Handler]:
    """What shows a code that is being made, so that its parts may be typed."""
    return [
        command("promo", promo_command, right=Right.SET_PRICES, place=180),
        press(PromoPercent, promo_percent, right=Right.SET_PRICES),
        press(PromoAmount, promo_amount, right=Right.SET_PRICES),
        press(ShowPromo, show_promo, right=Right.SET_PRICES),
        press(PromoPart, open_promo_part, right=Right.SET_PRICES),
        press(SetPromo, set_promo_part, right=Right.SET_PRICES),
        press(PromoFor, set_promo_place, right=Right.SET_PRICES),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """A part of the code may be typed."""
    return {AskPromoPart: [answer(AskPromoPart, type_promo_part, right=Right.SET_PRICES)]}


async def promo_command(context: ShopContext) -> State:
    """/promo, /promo CODE 10% ..., /promo end CODE."""
    texts = context.texts
    words = words_of(context.args or [])
    if not words:
        await context.show(await _promos_screen(context, 1))
        return END
    try:
        wish = read_promo(words, texts.zone)
    except PromoNotReadError as error:
        reason = "amount-missing" if error.no_amount else "not-understood"
        await context.show(not_understood(texts, error.words, _usage(texts), reason=reason))
        return END
    if wish.end:
        found = await context.services.promos.named(wish.promo.code)
        if found is None:
            await context.show(Screen(texts.html("promo-no-such", promo=wish.promo.code)))
        else:
            await context.show(ask_end_screen(texts, found))
        return END
    return await _propose(context, wish.promo, wish.words)


async def open_promos(context: ShopContext, pressed: Promos) -> None:
    """A page of the codes."""
    await context.show(await _promos_screen(context, pressed.page))


async def new_promo(context: ShopContext, pressed: NewPromo) -> None:
    """How much?"""
    del pressed
    await context.show(new_screen(context.texts))


async def promo_percent(context: ShopContext, pressed: PromoPercent) -> State:
    """A code with a made-up name."""
    percent = Decimal(pressed.percent)
    return await _propose(context, context.services.promos.made_up(context.texts.zone, percent=percent))


async def promo_amount(context: ShopContext, pressed: PromoAmount) -> State:
    """The same in dinars."""
    amount = Money.of_dinars(pressed.dinars)
    return await _propose(context, context.services.promos.made_up(context.texts.zone, amount=amount))


async def show_promo(context: ShopContext, pressed: ShowPromo) -> State:
    """A code that is being made; each look asks for some more of what nobody knew."""
    made = await _in_the_making(context, pressed.promo_id)
    return END if made is None else await _show(context, made)


async def open_promo_part(context: ShopContext, pressed: PromoPart) -> State:
    """What can this part be? By a button, or typed."""
    if pressed.part not in SCREENS:
        raise NotFoundError
    made = await _in_the_making(context, pressed.promo_id)
    if made is None:
        return END
    promos, zone = context.services.promos, context.texts.zone
    screen = part_screen(context.texts, made, pressed.part, lambda days: promos.day_after(days, zone))
    await context.show(screen)
    return AskPromoPart(made.id, pressed.part)


async def set_promo_part(context: ShopContext, pressed: SetPromo) -> State:
    """That part is changed, all else stays."""
    made = await _in_the_making(context, pressed.promo_id)
    return END if made is None else await _propose(context, replace(made, **_part(context, pressed)))


async def open_promo_places(context: ShopContext, pressed: PromoPlaces) -> None:
    """What can it be for?"""
    made = await _in_the_making(context, pressed.promo_id)
    if made is not None:
        pricelist = context.services.pricelist
        place = await pricelist.place(pressed.place)
        around = await pricelist.above(place), await pricelist.inside(place)
        await context.show(places_screen(context.texts, made, place, around, pressed.page))


async def set_promo_place(context: ShopContext, pressed: PromoFor) -> State:
    """It is for this."""
    made = await _in_the_making(context, pressed.promo_id)
    if made is None:
        return END
    return await _propose(context, _for(made, await context.services.pricelist.place(pressed.place)))


async def type_promo_part(context: ShopContext, asked: AskPromoPart) -> State:
    """What was typed about the code that is being made: parts of it, or a name."""
    texts = context.texts
    part = asked.part
    made = await _in_the_making(context, asked.promo_id)
    if made is None:
        return END
    words = words_of(context.typed.split())
    # Where one part was asked for, a value alone is meant for that.
    meant = promo_change([TYPED_PARTS[part], *words], made, texts.zone) if part in TYPED_PARTS else None
    wish = meant or promo_change(words, made, texts.zone)
    if wish is not None:
        return await _propose(context, wish.promo, wish.words, otherwise=asked)
    name = promo_code(words[0]) if len(words) == 1 else None
    if name is not None:
        return await _propose(context, replace(made, code=name), otherwise=asked)
    await context.show(not_understood(texts, context.typed, _usage(texts)))
    return asked


async def start_promo(context: ShopContext, pressed: StartPromo) -> None:
    """People can use it."""
    texts = context.texts
    started = await context.services.promos.start(
        context.person_id, pressed.promo_id, below_cost=bool(pressed.below_cost)
    )
    screen = await _promos_screen(context, 1)
    if not started:
        await context.show(screen, toast=texts.plain("promo-not-started"))
        return
    made = await context.services.promos.get(pressed.promo_id)
    await context.show(screen.headed(texts.html("promo-started", promo=Code(made.code))))


async def ask_end_promo(context: ShopContext, pressed: AskEndPromo) -> None:
    """Are you sure?"""
    found = await context.services.promos.get(pressed.promo_id)
    await context.show(ask_end_screen(context.texts, found))


async def end_promo(context: ShopContext, pressed: EndPromo) -> None:
    """Nobody can use it any more. A second press finds it ended."""
    ended = await context.services.promos.get(pressed.promo_id)
    await context.services.promos.end(context.person_id, pressed.promo_id)
    screen = await _promos_screen(context, 1)
    await context.show(screen.headed(context.texts.html("promo-ended", promo=Code(ended.code))))


async def _propose(context: ShopContext, wanted: Promo, words: str = "", *, otherwise: State = END) -> State:
    """Writes the code down anew and shows it: what stood beside a Start button is what that button starts.

    `words` name what it is for; when that is not clear, or
    the code cannot be, the open question is `otherwise`.
    """
    found = await find_places(context, words) if words else ()
    if words and not found:
        await say_place_not_found(context, words)
        return otherwise
    if len(found) == 1:
        wanted = _for(wanted, found[0])
    try:
        made = await context.services.promos.propose(context.person_id, wanted)
    except BadAmountError:
        await context.say(context.texts.plain("promo-unsound"))
        return otherwise
    if len(found) > 1:
        await ask_which_place(context, found, lambda place: PromoFor(made.id, place.key))
        return otherwise
    return await _show(context, made)


async def _show(context: ShopContext, made: Promo) -> State:
    services = context.services
    effect = await services.pricelist.weigh_promo(made)
    taken = await services.promos.named(made.code) is not None
    await context.show(making_screen(context.texts, made, effect, taken=taken))
    return AskPromoPart(made.id)


async def _in_the_making(context: ShopContext, promo_id: int) -> Promo | None:
    """The code, unless it was started or dropped; then the person sees what runs."""
    try:
        made = await context.services.promos.get(promo_id)
    except NotFoundError:
        made = None
    if made is not None and made.state is PromoState.PROPOSED:
        return made
    await context.show(await _promos_screen(context, 1), toast=context.texts.plain("promo-not-started"))
    return None


def _part(context: ShopContext, pressed: SetPromo) -> dict[str, Any]:
    """What a button changes. Raises `NotFoundError` for what no button says."""
    part, number = pressed.part, pressed.number
    if part in {"from", "until"}:
        if number not in PARTS[part]:
            raise NotFoundError
        # A code that holds until a day ends with that day.
        days = number + (part == "until")
        at = context.services.promos.day_after(days, context.texts.zone) if number else None
        return {"starts_at" if part == "from" else "ends_at": at}
    changes: dict[str, dict[str, Any]] = {
        "percent": {"percent": Decimal(number), "amount": None},
        "amount": {"percent": None, "amount": Money.of_dinars(number)},
        "total": {"total_limit": number or None},
        "each": {"customer_limit": number or None},
        "least": {"least": Money.of_dinars(number)},
    }
    if part not in changes:
        raise NotFoundError
    return changes[part]


def _for(promo: Promo, place: RuleTarget) -> Promo:
    return replace(promo, scope=place.goods.scope, target=place.goods.target, title=place.title)


async def _promos_screen(context: ShopContext, page: int) -> Screen:
    promos = context.services.promos
    return promos_screen(context.texts, await promos.page(page), promos.is_over)


def _usage(texts: Texts) -> str:
    return texts.html("usage-promo", example=Code(EXAMPLE), end=Code("/promo end RAMADAN10"))
