"""/promo: promo codes are made, listed and ended. A new code is shown with its effect before anybody can use it."""

from dataclasses import replace
from decimal import Decimal

from telegram.constants import KeyboardButtonStyle

from bot.shop.errors import BadAmountError
from bot.shop.promos import Promo
from handlers.admin.price_screens import choices_screen
from handlers.admin.prices import find_places
from handlers.browsing_screens import page_line
from handlers.context import ShopContext
from handlers.keyboards import Row, button, keyboard, pages_row
from handlers.price_callbacks import AskEndPromo, EndPromo, NewPromo, PromoPercent, Promos, StartPromo
from handlers.price_texts import takes_words, where_words
from handlers.routing import Handler, command, press
from handlers.screens import Screen
from handlers.staff_callbacks import Overview
from handlers.texts import Code
from handlers.typed_rules import promo_wish, words_of

PERCENTS = (5, 10, 15, 20)
_EXAMPLE = "/promo RAMADAN10 10% max 100 each 1 min 2000 until 2027-03-31 on Steam"


def handlers() -> list[Handler]:
    """All ways to promo codes."""
    return [
        command("promo", promo, staff=True),
        press(Promos, open_promos, staff=True),
        press(NewPromo, new_promo, staff=True),
        press(PromoPercent, promo_percent, staff=True),
        press(StartPromo, start, staff=True),
        press(AskEndPromo, ask_end, staff=True),
        press(EndPromo, end, staff=True),
    ]


async def promo(context: ShopContext) -> None:
    """/promo, /promo CODE 10% ..., /promo end CODE."""
    texts = context.texts
    words = words_of(context.args or [])
    if not words:
        await context.show(await _promos_screen(context, 1))
        return
    wish = promo_wish(words, texts.zone)
    if wish is None:
        usage = texts.html("usage-promo", example=Code(_EXAMPLE), end=Code("/promo end RAMADAN10"))
        await context.show(Screen(usage))
        return
    if wish.end:
        found = await context.services.promos.named(wish.promo.code)
        if found is None:
            await context.show(Screen(texts.html("promo-no-such", promo=wish.promo.code)))
        else:
            await context.show(_ask_end_screen(context, found))
        return
    wanted = wish.promo
    if wish.words:
        places = await find_places(context, wish.words)
        if not places:
            await context.show(Screen(texts.html("place-not-found", words=wish.words)))
            return
        if len(places) > 1:
            await context.show(choices_screen(texts, places))
            return
        goods = places[0].goods
        wanted = replace(wanted, scope=goods.scope, target=goods.target, title=places[0].title)
    await _propose(context, wanted)


async def open_promos(context: ShopContext, pressed: Promos) -> None:
    """A page of the codes."""
    await context.show(await _promos_screen(context, pressed.page))


async def new_promo(context: ShopContext, pressed: NewPromo) -> None:
    """How much?"""
    del pressed
    texts = context.texts
    text = f"{texts.html('promo-new')}\n\n{texts.html('promo-typed', example=Code(_EXAMPLE))}"
    row = [button(texts.percent(percent, "−"), PromoPercent(percent)) for percent in PERCENTS]
    await context.show(Screen(text, keyboard([row, [button(texts.plain("button-back"), Promos(1))]])))


async def promo_percent(context: ShopContext, pressed: PromoPercent) -> None:
    """A code with a made-up name."""
    await _propose(context, context.services.promos.made_up(Decimal(pressed.percent), context.texts.zone))


async def start(context: ShopContext, pressed: StartPromo) -> None:
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


async def ask_end(context: ShopContext, pressed: AskEndPromo) -> None:
    """Are you sure?"""
    await context.show(_ask_end_screen(context, await context.services.promos.get(pressed.promo_id)))


async def end(context: ShopContext, pressed: EndPromo) -> None:
    """Nobody can use it any more. A second press finds it ended."""
    ended = await context.services.promos.get(pressed.promo_id)
    await context.services.promos.end(context.person_id, pressed.promo_id)
    screen = await _promos_screen(context, 1)
    await context.show(screen.headed(context.texts.html("promo-ended", promo=Code(ended.code))))


async def _propose(context: ShopContext, wanted: Promo) -> None:
    texts, services = context.texts, context.services
    try:
        made = await services.promos.propose(context.person_id, wanted)
    except BadAmountError:
        await context.say(texts.plain("number-refused"))
        return
    effect = await services.pricelist.weigh_promo(made)
    parts = [
        texts.html(
            "promo-preview",
            promo=Code(made.code),
            takes=takes_words(texts, made),
            where=where_words(texts, made),
            types=effect.types,
            capped=effect.capped,
        )
    ]
    go = [
        button(texts.plain("button-start-promo"), StartPromo(made.id, 0), style=KeyboardButtonStyle.SUCCESS)
    ]
    rows: list[Row] = [go]
    if effect.capped and effect.lowest is not None:
        lowest = effect.lowest
        parts.append(texts.html("promo-lowest", margin=lowest.priced.margin, type=lowest.name))
        loss = texts.plain("button-start-promo-loss")
        rows.append([button(loss, StartPromo(made.id, 1), style=KeyboardButtonStyle.DANGER)])
    rows.append([button(texts.plain("button-discard"), Promos(1))])
    await context.show(Screen("\n\n".join(parts), keyboard(rows)))


def _ask_end_screen(context: ShopContext, found: Promo) -> Screen:
    texts = context.texts
    yes = button(texts.plain("button-yes"), EndPromo(found.id))
    no = button(texts.plain("button-no"), Promos(1))
    return Screen(texts.html("promo-ask-end", promo=Code(found.code)), keyboard([[yes, no]]))


async def _promos_screen(context: ShopContext, page: int) -> Screen:
    texts = context.texts
    shown = await context.services.promos.page(page)
    lines = [
        texts.html(
            "promo-line",
            promo=Code(one.code),
            takes=takes_words(texts, one),
            where=where_words(texts, one),
            used=one.used,
        )
        for one in shown.items
    ]
    rows: list[Row] = [
        [button(texts.plain("button-end-promo", promo=one.code), AskEndPromo(one.id))] for one in shown.items
    ]
    text = "\n".join([texts.html("promos"), "", *lines]) if lines else texts.html("promos-none")
    typed = texts.html("promo-typed", example=Code(_EXAMPLE))
    return Screen(
        f"{text}\n\n{typed}" + page_line(texts, shown.page, shown.pages),
        keyboard(
            [
                *rows,
                pages_row(texts, Promos, shown.page, shown.pages),
                [
                    button(texts.plain("button-new-promo"), NewPromo()),
                    button(texts.plain("button-overview"), Overview()),
                ],
            ]
        ),
    )
