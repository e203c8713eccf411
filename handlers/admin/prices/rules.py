"""/margin and /price, and the same by buttons. A price rule is shown with its effect before it holds."""

from dataclasses import replace
from decimal import Decimal

from bot.shop.catalogue.rule_targets import RuleTarget, kept_place
from bot.shop.errors import BadAmountError, BelowCostError, NotFoundError, RuleChangedError
from bot.shop.money import Money
from bot.shop.prices.rules import AnyStoredRule, Limit, PriceRule, Scope, StoredRule
from bot.shop.roles.rights import Right
from handlers.admin.prices.callbacks import (
    EndRule,
    PriceRules,
    Prices,
    PricesApart,
    RuleParts,
    SaveLoss,
    SaveRule,
    SetAuto,
    SetHidden,
    SetLimits,
    SetPart,
    SetPercent,
    SetPrice,
    SetRule,
    ShowRule,
    UndoRule,
)
from handlers.admin.prices.rule_targets import ask_which_place, find_places, say_place_not_found
from handlers.admin.prices.screens import parts_screen, preview_screen, rules_screen, sheet_screen
from handlers.admin.prices.typed_rules import (
    PriceWish,
    RuleWish,
    packed_rule,
    price_wishes,
    rule_doubt,
    rule_wishes,
    unpacked_rule,
    words_of,
)
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.keyboards import Row, button
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code
from handlers.words.price import place_words, rule_words
from handlers.words.reason import not_understood

_EXAMPLE = "Steam"
_PARTS = {"percent": "percent", "added": "added", "step": "step", "least": "least_margin"}


def handlers() -> list[Handler]:
    """All ways to prices."""
    return [
        command("margin", margin_command, right=Right.SET_PRICES, place=130),
        command("price", price_command, right=Right.SET_PRICES, place=140),
        press(Prices, open_prices, right=Right.SET_PRICES),
        press(PricesApart, open_prices_apart, right=Right.SET_PRICES),
        press(PriceRules, open_rules, right=Right.SET_PRICES),
        press(RuleParts, open_parts, right=Right.SET_PRICES),
        press(SetPercent, set_percent, right=Right.SET_PRICES),
        press(SetPart, set_rule_part, right=Right.SET_PRICES),
        press(SetRule, set_rule, right=Right.SET_PRICES),
        press(SetPrice, set_price, right=Right.SET_PRICES),
        press(SetAuto, set_auto, right=Right.SET_PRICES),
        press(EndRule, end_rule, right=Right.SET_PRICES),
        press(ShowRule, show_rule, right=Right.SET_PRICES),
        press(SaveRule, save_rule, right=Right.SET_PRICES),
        press(SaveLoss, save_loss, right=Right.SET_PRICES),
        press(UndoRule, undo_rule, right=Right.SET_PRICES),
    ]


async def margin_command(context: ShopContext) -> None:
    """/margin [SCOPE [RULE]]."""
    words = words_of(context.args or [])
    wish, *others = rule_wishes(words)
    found = await find_places(context, wish.words or "all")
    while not found and others:
        wish = others.pop(0)
        found = await find_places(context, wish.words or "all")
    if not found:
        await _doubt(context, rule_wishes(words)[0].words.split())
    elif len(found) > 1:
        await ask_which_place(context, found, lambda place: _rule_button(place, wish))
    elif not wish.tokens and not wish.auto:
        await show_sheet(context, found[0].key)
    else:
        now = (await context.services.pricelist.sheet(found[0].key)).margin
        await _propose(context, found[0].key, wish.rule(now))


async def price_command(context: ShopContext) -> None:
    """/price TYPE AMOUNT|auto."""
    words = words_of(context.args or [])
    wishes = price_wishes(words)
    if not wishes:
        await _price_usage(context, words[-1] if words else "")
        return
    meant: list[tuple[RuleTarget, PriceWish]] = []
    wider: list[RuleTarget] = []
    for wish in wishes:
        for place in await find_places(context, wish.words):
            types = await _types_of(context, place)
            meant += [(type_, wish) for type_ in types]
            wider += [] if types else [place]
    if len(meant) == 1:
        await _propose(context, meant[0][0].key, _set(meant[0][1].dinars))
    elif meant:
        wished = {place.key: wish for place, wish in reversed(meant)}
        places = list({place.key: place for place, _ in meant}.values())
        await ask_which_place(context, places, lambda place: _price_button(place, wished[place.key]))
    elif wider:
        # A set price is for one type: here are the products, and what to write for one of their types.
        await ask_which_place(
            context, wider, lambda place: Prices(place.key, 1), why=context.texts.html("price-wide")
        )
    else:
        await say_place_not_found(context, wishes[0].words)


async def open_prices(context: ShopContext, pressed: Prices) -> None:
    """A place's sheet; also "do not save"."""
    await show_sheet(context, pressed.place, pressed.page)


async def open_prices_apart(context: ShopContext, pressed: PricesApart) -> None:
    """The same from an alert, which stays."""
    await show_sheet(context, pressed.place, 1, apart=True)


async def open_rules(context: ShopContext, pressed: PriceRules) -> None:
    """All rules."""
    rules = await context.services.pricelist.rules()
    await context.show(rules_screen(context.texts, rules, pressed.page))


async def open_parts(context: ShopContext, pressed: RuleParts) -> None:
    """Each part of a margin."""
    sheet = await context.services.pricelist.sheet(pressed.place)
    await context.show(parts_screen(context.texts, sheet))


async def set_percent(context: ShopContext, pressed: SetPercent) -> None:
    """A percentage from a button: all else stays as it is."""
    await set_rule_part(context, SetPart(pressed.place, "percent", pressed.percent))


async def set_rule_part(context: ShopContext, pressed: SetPart) -> None:
    """One part of the margin from a button: all else stays as it is."""
    if pressed.part not in _PARTS:
        raise NotFoundError
    now = (await context.services.pricelist.sheet(pressed.place)).margin
    number = pressed.number
    value = Decimal(number) if pressed.part == "percent" else Money.of_dinars(number)
    changed = replace(now, **{_PARTS[pressed.part]: value})  # type: ignore[arg-type]
    await _propose(context, pressed.place, changed)


async def set_rule(context: ShopContext, pressed: SetRule) -> None:
    """The rule that was typed, for the place that was meant."""
    now = (await context.services.pricelist.sheet(pressed.place)).margin
    price_rule = unpacked_rule(pressed.rule, now)
    if price_rule is None:
        raise NotFoundError
    await _propose(context, pressed.place, price_rule)


async def set_price(context: ShopContext, pressed: SetPrice) -> None:
    """A set price from a button."""
    await _propose(context, pressed.place, _set(pressed.dinars))


async def set_auto(context: ShopContext, pressed: SetAuto) -> None:
    """No rule of its own any more."""
    await _propose(context, pressed.place, None)


async def end_rule(context: ShopContext, pressed: EndRule) -> None:
    """The same, from the list of rules. Limits, what is
    hidden and sales below cost end at once, with a way back.
    """
    texts, pricelist = context.texts, context.services.pricelist
    try:
        preview, done = await pricelist.end_price(context.person_id, pressed.rule_id)
    except NotFoundError:
        try:
            ended = await pricelist.end(context.person_id, pressed.rule_id)
        except NotFoundError:
            await _gone(context)
            return
        said = texts.html("rule-ended", title=place_words(texts, ended.title, ended.scope))
        undo = [button(texts.plain("button-undo"), _again(ended))]
        await context.show((await _rules(context, first=undo)).headed(said))
        return
    if done:
        await _saved(context, preview.rule)
    else:
        await context.show(preview_screen(texts, preview))


async def show_rule(context: ShopContext, pressed: ShowRule) -> None:
    """The effect once more: each look asks for some more of what nobody knew."""
    try:
        preview = await context.services.pricelist.preview(pressed.rule_id)
    except NotFoundError:
        await _gone(context)
        return
    await context.show(preview_screen(context.texts, preview))


async def save_rule(context: ShopContext, pressed: SaveRule) -> None:
    """The proposal holds."""
    await _save(context, pressed.rule_id, loss_confirmed=False)


async def save_loss(context: ShopContext, pressed: SaveLoss) -> None:
    """The proposal holds although it is below cost."""
    await _save(context, pressed.rule_id, loss_confirmed=True)


async def undo_rule(context: ShopContext, pressed: UndoRule) -> None:
    """What held before: at once where that makes nothing
    cheaper, else to be looked at and saved like any rule.
    """
    try:
        preview, done = await context.services.pricelist.undo(context.person_id, pressed.rule_id)
    except NotFoundError:
        await _gone(context)
        return
    if done:
        await _saved(context, preview.rule)
    else:
        await context.show(preview_screen(context.texts, preview))


async def show_sheet(context: ShopContext, key: str, page: int = 1, *, apart: bool = False) -> None:
    """Everything about one place."""
    sheet = await context.services.pricelist.sheet(key)
    await context.show(sheet_screen(context.texts, sheet, page), apart=apart)


async def _types_of(context: ShopContext, place: RuleTarget) -> list[RuleTarget]:
    """The types that a set price for this can mean: itself, or a product's own."""
    if place.goods.scope is Scope.TYPE:
        return [place]
    return list(await context.services.pricelist.inside(place)) if place.goods.product_id is not None else []


async def _doubt(context: ShopContext, words: list[str]) -> None:
    """Nothing is called so: perhaps it was not a name."""
    texts = context.texts
    doubt = rule_doubt(words)
    if doubt is None:
        await say_place_not_found(context, " ".join(words))
        return
    scope = " ".join(words[:-1]) or _EXAMPLE
    text = texts.html("margin-not-read", words=" ".join(words))
    if doubt == "negative":
        text += "\n\n" + texts.html("margin-negative", example=Code(f"/price {_EXAMPLE} 10 USD 1500"))
    elif doubt == "number":
        percent, added = Code(f"/margin {scope} {words[-1]}%"), Code(f"/margin {scope} +{words[-1]}")
        text += "\n\n" + texts.html("margin-number", percent=percent, added=added)
    else:
        text += "\n\n" + texts.html("usage-margin", example=Code(f"/margin {_EXAMPLE} 7% step 10"))
    await context.show(Screen(text))


async def _price_usage(context: ShopContext, said: str) -> None:
    texts = context.texts
    example, auto = Code("/price Steam 10 USD 1500"), Code("/price Steam 10 USD auto")
    usage = texts.html("usage-price", example=example, auto=auto)
    why = not_understood(texts, said, usage, reason="amount-not-read") if said else Screen(usage)
    await context.show(why)


async def set_price_to(context: ShopContext, key: str, dinars: int) -> bool:
    """What would this price do there? False where it cannot be one; the person is told."""
    return await _propose(context, key, _set(dinars))


async def propose_margin(context: ShopContext, key: str, margin: PriceRule) -> bool:
    """The same for a margin."""
    return await _propose(context, key, margin)


async def _propose(context: ShopContext, key: str, price_rule: PriceRule | None) -> bool:
    try:
        preview = await context.services.pricelist.propose(context.person_id, key, price_rule)
    except BadAmountError:
        await context.say(context.texts.plain("number-refused"))
        return False
    await context.show(preview_screen(context.texts, preview))
    return True


async def _save(context: ShopContext, rule_id: int, *, loss_confirmed: bool) -> None:
    texts, pricelist = context.texts, context.services.pricelist
    try:
        proposed = await pricelist.proposed(rule_id)
        saved = await pricelist.save(context.person_id, rule_id, loss_confirmed=loss_confirmed)
    except NotFoundError:
        await _gone(context)
        return
    except BelowCostError:
        # The cost has risen since the preview: it is shown anew, with the loss as it is now.
        renewed = await pricelist.renewed(context.person_id, rule_id)
        await context.show(preview_screen(texts, renewed), toast=texts.plain("toast-below-cost"))
        return
    except RuleChangedError as error:
        renewed = await pricelist.renewed(context.person_id, rule_id)
        await context.show(preview_screen(texts, renewed), toast=sentence(texts, error))
        return
    if not saved:
        await _gone(context)
        return
    await _saved(context, proposed)


async def _saved(context: ShopContext, rule: StoredRule[PriceRule | None]) -> None:
    """The rules as they are now, with the way back from the one that was saved."""
    texts = context.texts
    said = texts.html(
        "rule-saved",
        title=place_words(texts, rule.title, rule.scope),
        rule=rule_words(texts, rule.rule),
    )
    undo = [] if rule.id is None else [button(texts.plain("button-undo"), UndoRule(rule.id))]
    await context.show((await _rules(context, first=undo)).headed(said))


async def _gone(context: ShopContext) -> None:
    await context.show(await _rules(context), toast=context.texts.plain("toast-rule-gone"))


async def _rules(context: ShopContext, first: Row = ()) -> Screen:
    rules = await context.services.pricelist.rules()
    return rules_screen(context.texts, rules, 1, first=first)


def _again(ended: AnyStoredRule) -> Callback:
    """What puts an ended limit or hiding back in force."""
    place = kept_place(ended.scope, ended.target, ended.title)
    if isinstance(ended.rule, Limit):
        return SetLimits(place.key, ended.rule.per_order or 0, ended.rule.per_day or 0)
    return SetHidden(place.key, 1)


def _rule_button(place: RuleTarget, wish: RuleWish) -> Callback:
    """What was wished, for this place; its sheet where a button is too small for that."""
    if wish.auto:
        return SetAuto(place.key)
    if wish.tokens:
        try:
            wished = SetRule(place.key, packed_rule(wish.tokens))
            wished.pack()
        except ValueError:
            return Prices(place.key, 1)
        return wished
    return Prices(place.key, 1)


def _price_button(place: RuleTarget, wish: PriceWish) -> Callback:
    return SetAuto(place.key) if wish.dinars is None else SetPrice(place.key, wish.dinars)


def _set(dinars: int | None) -> PriceRule | None:
    return None if dinars is None else PriceRule(set_price=Money.of_dinars(dinars))
