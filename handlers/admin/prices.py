"""/margin, /price, /hide, /unhide, /limit, and the same by buttons. A price rule is shown with its effect before it holds."""

from decimal import Decimal

from bot.shop.errors import BadAmountError, BelowCostError, NotFoundError
from bot.shop.money import Money
from bot.shop.pricelist import Place, Preview
from bot.shop.pricing import Limit, PriceRule, Scope
from handlers import typed
from handlers.admin.price_screens import (
    choices_screen,
    limits_screen,
    preview_screen,
    rules_screen,
    sheet_screen,
)
from handlers.context import ShopContext
from handlers.keyboards import button, keyboard
from handlers.price_callbacks import (
    EndRule,
    LimitDay,
    LimitOrder,
    Limits,
    PriceRules,
    Prices,
    SaveLoss,
    SaveRule,
    SetAuto,
    SetHidden,
    SetPercent,
    SetPrice,
)
from handlers.routing import Handler, command, press
from handlers.screens import Screen
from handlers.texts import Code
from handlers.typed_rules import ALL, AUTO, limit_wish, rule_wish, words_of

_EXAMPLE = "Steam"


def handlers() -> list[Handler]:
    """All ways to prices."""
    return [
        command("margin", margin, staff=True),
        command("price", price, staff=True),
        command("hide", hide, staff=True),
        command("unhide", unhide, staff=True),
        command("limit", limit, staff=True),
        press(Prices, open_prices, staff=True),
        press(PriceRules, open_rules, staff=True),
        press(SetPercent, set_percent, staff=True),
        press(SetPrice, set_price, staff=True),
        press(SetAuto, set_auto, staff=True),
        press(EndRule, end_rule, staff=True),
        press(SaveRule, save_rule, staff=True),
        press(SaveLoss, save_loss, staff=True),
        press(Limits, open_limits, staff=True),
        press(LimitOrder, limit_order, staff=True),
        press(LimitDay, limit_day, staff=True),
        press(SetHidden, set_hidden, staff=True),
    ]


async def margin(context: ShopContext) -> None:
    """/margin [SCOPE [RULE]]."""
    wish = rule_wish(words_of(context.args or []))
    if wish.tokens and not wish.words:
        usage = context.texts.html("usage-margin", example=Code(f"/margin {_EXAMPLE} 7% step 10"))
        await context.show(Screen(usage))
        return
    place = await _one_place(context, wish.words or "all")
    if place is None:
        return
    if not wish.tokens and not wish.auto:
        await _show_sheet(context, place.key)
        return
    says: PriceRule | None = None
    if wish.tokens:
        now = (await context.services.pricelist.sheet(place.key)).rule.says
        says = wish.rule(now)
        if says is None:
            usage = context.texts.html("usage-margin", example=Code(f"/margin {place.key} 7% step 10"))
            await context.show(Screen(usage))
            return
    await _propose(context, place.key, says)


async def price(context: ShopContext) -> None:
    """/price TYPE AMOUNT|auto."""
    *scope, last = words_of(context.args or []) or [""]
    amount = typed.dinars(last)
    auto = last.casefold() in AUTO
    if not scope or (amount is None and not auto):
        example, example_auto = Code("/price Steam 10 USD 1500"), Code("/price Steam 10 USD auto")
        await context.show(Screen(context.texts.html("usage-price", example=example, auto=example_auto)))
        return
    place = await _one_place(context, " ".join(scope))
    if place is None:
        return
    if place.goods.scope is not Scope.TYPE:
        await _show_sheet(context, place.key)  # one of its types is to be chosen
        return
    await _propose(context, place.key, None if amount is None else _set(amount))


async def hide(context: ShopContext) -> None:
    """/hide SCOPE."""
    await _hide_typed(context, hidden=True)


async def unhide(context: ShopContext) -> None:
    """/unhide SCOPE."""
    await _hide_typed(context, hidden=False)


async def limit(context: ShopContext) -> None:
    """/limit SCOPE N, /limit SCOPE day N, /limit SCOPE auto."""
    texts = context.texts
    wish = limit_wish(words_of(context.args or []))
    if wish is None:
        order, day = Code(f"/limit {_EXAMPLE} 5"), Code(f"/limit {_EXAMPLE} day 20")
        auto = Code(f"/limit {_EXAMPLE} auto")
        await context.show(Screen(texts.html("usage-limit", order=order, day=day, auto=auto)))
        return
    place = await _one_place(context, wish.words or "all")
    if place is None:
        return
    sheet = await context.services.pricelist.sheet(place.key)
    await _set_limit(context, place.key, wish.limit(sheet.limit))


async def open_prices(context: ShopContext, pressed: Prices) -> None:
    """A place's sheet; also "do not save"."""
    await _show_sheet(context, pressed.place, pressed.page)


async def open_rules(context: ShopContext, pressed: PriceRules) -> None:
    """All rules."""
    rules = await context.services.pricelist.rules()
    await context.show(rules_screen(context.texts, rules, pressed.page))


async def set_percent(context: ShopContext, pressed: SetPercent) -> None:
    """A margin from a button: rounding and least margin stay as they are."""
    now = (await context.services.pricelist.sheet(pressed.place)).rule.says
    says = PriceRule(Decimal(pressed.percent), step=now.step, least_margin=now.least_margin)
    await _propose(context, pressed.place, says)


async def set_price(context: ShopContext, pressed: SetPrice) -> None:
    """A set price from a button."""
    await _propose(context, pressed.place, _set(pressed.dinars))


async def set_auto(context: ShopContext, pressed: SetAuto) -> None:
    """No rule of its own any more."""
    await _propose(context, pressed.place, None)


async def end_rule(context: ShopContext, pressed: EndRule) -> None:
    """The same, from the list of rules."""
    try:
        preview = await context.services.pricelist.propose_end(context.person_id, pressed.rule_id)
    except NotFoundError:
        await context.show(await _rules(context), toast=context.texts.plain("toast-rule-gone"))
        return
    await context.show(preview_screen(context.texts, preview, "all"))


async def save_rule(context: ShopContext, pressed: SaveRule) -> None:
    """The proposal holds."""
    await _save(context, pressed.rule_id, loss_confirmed=False)


async def save_loss(context: ShopContext, pressed: SaveLoss) -> None:
    """The proposal holds although it is below cost."""
    await _save(context, pressed.rule_id, loss_confirmed=True)


async def open_limits(context: ShopContext, pressed: Limits) -> None:
    """A place's limits."""
    sheet = await context.services.pricelist.sheet(pressed.place)
    await context.show(limits_screen(context.texts, sheet))


async def limit_order(context: ShopContext, pressed: LimitOrder) -> None:
    """So many in one order."""
    now = (await context.services.pricelist.sheet(pressed.place)).limit
    await _set_limit(context, pressed.place, Limit(pressed.number or None, now.per_day))


async def limit_day(context: ShopContext, pressed: LimitDay) -> None:
    """So many for one customer and day."""
    now = (await context.services.pricelist.sheet(pressed.place)).limit
    await _set_limit(context, pressed.place, Limit(now.per_order, pressed.number or None))


async def set_hidden(context: ShopContext, pressed: SetHidden) -> None:
    """Off the shelves, or back."""
    await context.services.pricelist.hide(context.person_id, pressed.place, hidden=bool(pressed.on))
    await _show_sheet(context, pressed.place)


async def _one_place(context: ShopContext, words: str) -> Place | None:
    """The one place that is meant; None when the person was told or asked."""
    found = await find_places(context, words)
    if len(found) == 1:
        return found[0]
    if not found:
        await context.show(Screen(context.texts.html("place-not-found", words=words)))
    else:
        await context.show(choices_screen(context.texts, found))
    return None


async def find_places(context: ShopContext, words: str) -> tuple[Place, ...]:
    """All places that the words can mean."""
    return await context.services.pricelist.find("all" if words.casefold() in ALL else words)


async def _show_sheet(context: ShopContext, key: str, page: int = 1) -> None:
    sheet = await context.services.pricelist.sheet(key)
    await context.show(sheet_screen(context.texts, sheet, page))


async def _rules(context: ShopContext) -> Screen:
    return rules_screen(context.texts, await context.services.pricelist.rules(), 1)


async def _propose(context: ShopContext, key: str, says: PriceRule | None) -> None:
    try:
        preview = await context.services.pricelist.propose(context.person_id, key, says)
    except BadAmountError:
        await context.say(context.texts.plain("number-refused"))
        return
    await _show_preview(context, preview, key)


async def _show_preview(
    context: ShopContext, preview: Preview, key: str, *, toast: str | None = None
) -> None:
    await context.show(preview_screen(context.texts, preview, key), toast=toast)


async def _save(context: ShopContext, rule_id: int, *, loss_confirmed: bool) -> None:
    texts, pricelist = context.texts, context.services.pricelist
    try:
        saved = await pricelist.save(context.person_id, rule_id, loss_confirmed=loss_confirmed)
    except BelowCostError:
        # The cost has risen since the preview: it is shown anew, with the loss as it is now.
        preview = await pricelist.renewed(context.person_id, rule_id)
        await _show_preview(context, preview, "all", toast=texts.plain("toast-below-cost"))
        return
    screen = await _rules(context)
    if saved:
        await context.show(screen.headed(texts.html("rule-saved")))
    else:
        await context.show(screen, toast=texts.plain("toast-rule-gone"))


async def _set_limit(context: ShopContext, key: str, wished: Limit) -> None:
    texts = context.texts
    try:
        await context.services.pricelist.limit(context.person_id, key, wished)
    except BadAmountError:
        await context.say(texts.plain("number-refused"))
        return
    screen = limits_screen(texts, await context.services.pricelist.sheet(key))
    await context.show(screen.headed(texts.html("limit-saved")))


async def _hide_typed(context: ShopContext, *, hidden: bool) -> None:
    texts = context.texts
    words = " ".join(words_of(context.args or []))
    if not words:
        name = "hide" if hidden else "unhide"
        await context.show(Screen(texts.html("usage-hide", example=Code(f"/{name} {_EXAMPLE}"))))
        return
    place = await _one_place(context, words)
    if place is None:
        return
    if place.goods.scope is Scope.ALL:
        await context.show(Screen(texts.html("place-not-all")))
        return
    await context.services.pricelist.hide(context.person_id, place.key, hidden=hidden)
    done = texts.html("hidden-now" if hidden else "shown-now", title=place.title)
    await context.show(Screen(done, keyboard([[button(texts.plain("button-prices"), Prices(place.key, 1))]])))


def _set(dinars: int) -> PriceRule:
    return PriceRule(set_price=Money.of_dinars(dinars))
