"""/hide, /unhide and /limit, and the same by buttons: what
stands on the shelves, and how many of it one may take.
"""

from bot.shop.catalogue.price_sheets import Sheet
from bot.shop.catalogue.rule_targets import RuleTarget
from bot.shop.errors import BadAmountError
from bot.shop.prices.rule_store import MOST_IN_DAY, MOST_IN_ORDER
from bot.shop.prices.rules import Limit, Scope
from bot.shop.roles.rights import Right
from handlers.admin.prices.callbacks import LimitDay, LimitOrder, Limits, Prices, SetHidden, SetLimits
from handlers.admin.prices.rule_targets import one_place
from handlers.admin.prices.rules import show_sheet
from handlers.admin.prices.screens import limits_screen
from handlers.admin.prices.typed_rules import LimitWish, limit_wish, words_of
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code
from handlers.words.price import limit_words, place_words
from handlers.words.reason import not_understood

_EXAMPLE = "Steam"


def handlers() -> list[Handler]:
    """All ways to shelves and limits."""
    return [
        command("hide", hide_command, right=Right.SET_PRICES, place=150),
        command("unhide", unhide_command, right=Right.SET_PRICES, place=160),
        command("limit", limit_command, right=Right.SET_PRICES, place=170),
        press(Limits, open_limits, right=Right.SET_PRICES),
        press(LimitOrder, set_order_limit, right=Right.SET_PRICES),
        press(LimitDay, set_day_limit, right=Right.SET_PRICES),
        press(SetLimits, set_limits, right=Right.SET_PRICES),
        press(SetHidden, set_hidden, right=Right.SET_PRICES),
    ]


async def hide_command(context: ShopContext) -> None:
    """/hide SCOPE."""
    await _hide_typed(context, hidden=True)


async def unhide_command(context: ShopContext) -> None:
    """/unhide SCOPE."""
    await _hide_typed(context, hidden=False)


async def limit_command(context: ShopContext) -> None:
    """/limit SCOPE N, /limit SCOPE day N, both, /limit SCOPE auto."""
    texts = context.texts
    words = words_of(context.args or [])
    wish = limit_wish(words)
    if wish is None:
        order, day = Code(f"/limit {_EXAMPLE} 5"), Code(f"/limit {_EXAMPLE} day 20")
        auto = Code(f"/limit {_EXAMPLE} auto")
        usage = texts.html("usage-limit", order=order, day=day, auto=auto)
        why = not_understood(texts, words[-1], usage, reason="limit-unread") if words else Screen(usage)
        await context.show(why)
        return
    place = await one_place(context, wish.words or "all", lambda place: _limit_button(place, wish))
    if place is not None:
        await limit_to(context, place.key, wish)


async def limit_to(context: ShopContext, key: str, wish: LimitWish) -> bool:
    """Sets what was wished; a 0 that was typed is asked about. False where that is no limit."""
    sheet = await context.services.pricelist.sheet(key)
    if wish.zero:
        await context.show(_zero_screen(context, sheet, wish))
        return True
    return await _set_limit(context, sheet, wish.limit(sheet.limit))


async def open_limits(context: ShopContext, pressed: Limits) -> None:
    """A place's limits."""
    await show_limits(context, pressed.place)


async def show_limits(context: ShopContext, key: str) -> None:
    """A place's limits."""
    sheet = await context.services.pricelist.sheet(key)
    await context.show(limits_screen(context.texts, sheet))


async def set_order_limit(context: ShopContext, pressed: LimitOrder) -> None:
    """So many in one order."""
    sheet = await context.services.pricelist.sheet(pressed.place)
    await _set_limit(context, sheet, Limit(pressed.number or None, sheet.limit.per_day))


async def set_day_limit(context: ShopContext, pressed: LimitDay) -> None:
    """So many for one customer and day."""
    sheet = await context.services.pricelist.sheet(pressed.place)
    await _set_limit(context, sheet, Limit(sheet.limit.per_order, pressed.number or None))


async def set_limits(context: ShopContext, pressed: SetLimits) -> None:
    """Both at once: as it was before, or as it was typed for words that could mean several places."""
    sheet = await context.services.pricelist.sheet(pressed.place)
    await _set_limit(context, sheet, Limit(pressed.per_order or None, pressed.per_day or None))


async def set_hidden(context: ShopContext, pressed: SetHidden) -> None:
    """Off the shelves, or back."""
    await context.services.pricelist.hide(context.person_id, pressed.place, hidden=bool(pressed.on))
    await show_sheet(context, pressed.place)


async def _hide_typed(context: ShopContext, *, hidden: bool) -> None:
    words = " ".join(words_of(context.args or []))
    if not words:
        example = Code(f"/{'hide' if hidden else 'unhide'} {_EXAMPLE}")
        await context.show(Screen(context.texts.html("usage-hide", example=example)))
        return
    await hide_named(context, words, hidden=hidden)


async def hide_named(context: ShopContext, words: str, *, hidden: bool) -> bool:
    """Takes what the words name off the shelves, or puts it back. False where they name nothing that can be
    hidden, or several things: the person is told, or asked which.
    """
    texts = context.texts
    place = await one_place(context, words, lambda place: SetHidden(place.key, int(hidden)))
    if place is None:
        return False
    if place.goods.scope is Scope.ALL:
        await context.show(Screen(texts.html("place-not-all")))
        return False
    await context.services.pricelist.hide(context.person_id, place.key, hidden=hidden)
    sheet = await context.services.pricelist.sheet(place.key)
    parts = [texts.html("hidden-now" if hidden else "shown-now", title=place.title)]
    if not hidden and sheet.hidden_by is not None:
        title = place_words(texts, sheet.hidden_by.title, sheet.hidden_by.scope)
        parts = [texts.html("shown-not-yet", title=place.title, above=title)]
    if not hidden and sheet.hidden_inside:
        parts.append(texts.html("prices-hidden-inside", count=sheet.hidden_inside))
    other = texts.plain("button-unhide" if hidden else "button-hide")
    rows: list[Row] = [
        [button(other, SetHidden(place.key, int(not hidden)))],
        [button(texts.plain("button-prices"), Prices(place.key, 1))],
    ]
    await context.show(Screen("\n\n".join(parts), keyboard(rows)))
    return True


def _zero_screen(context: ShopContext, sheet: Sheet, wish: LimitWish) -> Screen:
    """Nobody may have it, or everybody as many as they like? Nothing is guessed."""
    texts, place = context.texts, sheet.place
    free = wish.limit(sheet.limit)
    rows: list[Row] = [
        [
            button(
                texts.plain("button-no-limit"),
                SetLimits(place.key, free.per_order or 0, free.per_day or 0),
            )
        ]
    ]
    if place.goods.scope is not Scope.ALL:
        rows.insert(0, [button(texts.plain("button-hide"), SetHidden(place.key, 1))])
    return Screen(texts.html("limit-zero", title=place_words(texts, place.title)), keyboard(rows))


async def _set_limit(context: ShopContext, before: Sheet, wished: Limit) -> bool:
    """False where that is no limit; the person is told."""
    texts, key = context.texts, before.place.key
    try:
        await context.services.pricelist.limit(context.person_id, key, wished)
    except BadAmountError:
        await context.say(texts.plain("limit-refused", order=MOST_IN_ORDER, day=MOST_IN_DAY))
        return False
    undo = SetLimits(key, before.limit.per_order or 0, before.limit.per_day or 0)
    screen = limits_screen(
        texts,
        await context.services.pricelist.sheet(key),
        undo=undo if wished != before.limit else None,
    )
    said = texts.html(
        "limit-saved",
        title=place_words(texts, before.place.title),
        limit=limit_words(texts, wished),
        before=limit_words(texts, before.limit),
    )
    await context.show(screen.headed(said))
    return True


def _limit_button(place: RuleTarget, wish: LimitWish) -> Callback:
    """What was wished, for this place. What it leaves as
    it is, is asked for there: a button holds both limits.
    """
    if wish.zero or wish.per_order is None or wish.per_day is None:
        return (
            Limits(place.key)
            if wish.zero
            else LimitDay(place.key, wish.per_day)
            if wish.per_day is not None
            else LimitOrder(place.key, wish.per_order or 0)
        )
    return SetLimits(place.key, wish.per_order, wish.per_day)
