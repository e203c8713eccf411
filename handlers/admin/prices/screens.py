"""How prices, rules and limits look to the merchant. Pure functions of what the price list says."""

from collections.abc import Sequence

from telegram.constants import KeyboardButtonStyle

from bot.shop.catalogue.price_sheets import Line, Preview, Sheet
from bot.shop.money import Money
from bot.shop.prices.rules import AnyStoredRule, Limit, PriceRule, Scope
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.prices.callbacks import (
    EndRule,
    LimitDay,
    LimitOrder,
    Limits,
    PriceRules,
    Prices,
    RuleParts,
    SaveLoss,
    SaveRule,
    SetAuto,
    SetHidden,
    SetLimits,
    SetPart,
    SetPercent,
    SetPrice,
    ShowRule,
    WriteLimit,
    WriteMargin,
    WritePrice,
)
from handlers.admin.products.callbacks import StaffProduct
from handlers.ui.keyboards import LONGEST_TYPE, Row, button, in_rows, keyboard, page_line, page_of, pages_row
from handlers.ui.screen import Screen
from handlers.ui.texts import Change, Code, Phrase, Texts, tidy
from handlers.words.price import limit_words, margin_percent, place_words, rule_words, source_words

PERCENTS = (2, 3, 5, 7, 10, 15)
PARTS = {
    "percent": (0, 1, 4, 6, 8, 12, 20, 25),
    "added": (0, 10, 20, 50, 100, 200),
    "step": (1, 5, 10, 20, 50, 100),
    "least": (0, 10, 20, 50, 100, 200),
}
AROUND = (-50, -10, 10, 50)  # dinars next to the price of now
ORDER_LIMITS = (1, 2, 5, 10, 20)
DAY_LIMITS = (1, 2, 5, 10, 50)
LONGEST_NAME = 60  # characters of a type's name in a line, so that a page of them fits a message
_LINES = 8


def sheet_screen(texts: Texts, sheet: Sheet, page: int) -> Screen:
    """All about one place, and every way to change it."""
    place = sheet.place
    key = place.key
    lines, line_page, line_pages = page_of(sheet.lines, page, _LINES)
    children, child_page, child_pages = page_of(sheet.children, page)
    page, pages = (line_page, line_pages) if sheet.lines else (child_page, child_pages)
    text = "\n".join([*_facts(texts, sheet), *_lines(texts, sheet, lines)])
    rows: list[Row] = [[button(tidy(child.title), Prices(child.key, 1))] for child in children]
    if place.goods.scope is Scope.PRODUCT:
        types = [
            button(
                texts.plain("button-type-price", type=tidy(line.name, LONGEST_TYPE), price=line.priced.price),
                Prices(line.place.key, 1),
            )
            for line in lines
        ]
        rows += in_rows(types, 1)
    rows.append(pages_row(texts, lambda to: Prices(key, to), page, pages))
    rows += in_rows(
        [button(texts.percent(percent, "+"), SetPercent(key, percent)) for percent in PERCENTS],
        3,
    )
    if place.goods.scope is Scope.TYPE and sheet.lines:
        rows += in_rows(_around(texts, key, sheet.lines[0].priced.price), 2)
    auto = [button(texts.plain("button-auto"), SetAuto(key))] if sheet.own else []
    rows.append([button(texts.plain("button-rule-parts"), RuleParts(key)), *auto])
    hide = (
        []
        if place.goods.scope is Scope.ALL
        else [button(texts.plain("button-unhide"), SetHidden(key, 0))]
        if sheet.hidden_here
        else [button(texts.plain("button-hide"), SetHidden(key, 1))]
    )
    rows.append([button(texts.plain("button-limits"), Limits(key)), *hide])
    if place.goods.scope is Scope.PRODUCT:
        rows.append([button(texts.plain("button-product-told"), StaffProduct(key.split(".")[1]))])
    write = [button(texts.plain("button-write-margin"), WriteMargin(key))]
    if place.goods.scope is Scope.TYPE:
        write.append(button(texts.plain("button-write-price"), WritePrice(key)))
    rows.append(write)
    if sheet.above is None:
        rows.append(
            [
                button(texts.plain("button-price-rules"), PriceRules(1)),
                panel_button(texts),
            ]
        )
    else:
        rows.append([button(texts.plain("button-back"), Prices(sheet.above.key, 1))])
    return Screen(text + page_line(texts, page, pages), keyboard(rows))


def parts_screen(texts: Texts, sheet: Sheet) -> Screen:
    """What a margin consists of, each part by buttons; the others stay as they are."""
    key = sheet.place.key
    text = "\n\n".join(
        [
            texts.html(
                "rule-parts",
                title=place_words(texts, sheet.place.title),
                rule=rule_words(texts, sheet.margin),
            ),
            texts.html("prices-typed", example=Code(f"/margin {key} 6.5% +30 step 10 min 50")),
        ]
    )
    rows: list[Row] = []
    for part, numbers in PARTS.items():
        buttons = [
            button(
                texts.percent(number, "+")
                if part == "percent"
                else texts.plain(f"rulepart-{part}", amount=_part(part, number)),
                SetPart(key, part, number),
            )
            for number in numbers
        ]
        rows += in_rows(buttons, 4 if part == "percent" else 3)
    return Screen(text, keyboard([*rows, [button(texts.plain("button-back"), Prices(key, 1))]]))


def _part(part: str, dinars: int) -> Money | Change:
    amount = Money.of_dinars(dinars)
    return Change(amount) if part == "added" and dinars else amount


def preview_screen(texts: Texts, preview: Preview) -> Screen:
    """What a proposal would do, and the buttons that put it in force or not."""
    rule = preview.rule
    held = rule_words(texts, preview.after.rule)
    parts = [
        texts.html(
            "preview",
            title=place_words(texts, rule.title, rule.scope),
            rule=Phrase(texts.plain("preview-auto-then", rule=held)) if rule.rule is None else held,
            before=rule_words(texts, preview.before.rule),
            changed=preview.changed,
            types=preview.types,
        )
    ]
    if preview.lowest is not None:
        worst = preview.lowest
        parts.append(
            texts.html(
                "preview-lowest",
                margin=worst.priced.margin,
                type=tidy(worst.name, LONGEST_NAME),
                cost=worst.priced.cost,
                price=worst.priced.price,
            )
        )
    more: Row = []
    if preview.unseen:
        seen = preview.products - preview.unseen
        parts.append(texts.html("preview-unseen", seen=seen, products=preview.products, count=preview.unseen))
        more = [button(texts.plain("button-look-further"), ShowRule(preview.id))]
    yes = button(texts.plain("button-save-rule"), SaveRule(preview.id), style=KeyboardButtonStyle.SUCCESS)
    if preview.below_cost is not None:
        loss = preview.below_cost
        amount = -loss.priced.margin
        parts.append(texts.html("preview-loss", amount=amount, type=loss.name, cost=loss.priced.cost))
        yes = button(texts.plain("button-save-loss"), SaveLoss(preview.id), style=KeyboardButtonStyle.DANGER)
    elif preview.steep is not None or preview.steep_percent:
        parts.append(_steep(texts, preview))
        yes = button(texts.plain("button-save-steep"), SaveRule(preview.id), style=KeyboardButtonStyle.DANGER)
    no = button(texts.plain("button-discard"), Prices(preview.place.key, 1))
    return Screen("\n\n".join([*parts, texts.html("preview-question")]), keyboard([[yes, no], more]))


def _steep(texts: Texts, preview: Preview) -> str:
    """Really? One digit too many is the usual slip."""
    if preview.steep is None:
        return texts.html("preview-steep-percent", rule=rule_words(texts, preview.rule.rule))
    dearest = preview.steep
    return texts.html(
        "preview-steep",
        type=tidy(dearest.name, LONGEST_NAME),
        price=dearest.priced.price,
        cost=dearest.priced.cost,
        margin=dearest.priced.margin,
    )


def limits_screen(texts: Texts, sheet: Sheet, *, undo: SetLimits | None = None) -> Screen:
    """A place's limits, by buttons; `undo` brings back those of before."""
    key = sheet.place.key
    none = texts.plain("button-limit-none")
    orders = [
        button(texts.plain("button-limit-order", number=number), LimitOrder(key, number))
        for number in ORDER_LIMITS
    ]
    days = [
        button(texts.plain("button-limit-day", number=number), LimitDay(key, number)) for number in DAY_LIMITS
    ]
    text = "\n".join(
        [
            texts.html("limits", title=place_words(texts, sheet.place.title)),
            "",
            *_limit_lines(texts, sheet),
            "",
            texts.html("limits-typed", order=Code(f"/limit {key} 5"), day=Code(f"/limit {key} day 20")),
        ]
    )
    return Screen(
        text,
        keyboard(
            [
                [] if undo is None else [button(texts.plain("button-undo"), undo)],
                *in_rows(
                    [*orders, button(texts.plain("button-limit-order", number=none), LimitOrder(key, 0))], 2
                ),
                *in_rows([*days, button(texts.plain("button-limit-day", number=none), LimitDay(key, 0))], 2),
                [
                    button(texts.plain("button-write-limit-order"), WriteLimit(key, 0)),
                    button(texts.plain("button-write-limit-day"), WriteLimit(key, 1)),
                ],
                [button(texts.plain("button-back"), Prices(key, 1))],
            ]
        ),
    )


def rules_screen(texts: Texts, rules: Sequence[AnyStoredRule], page: int, *, first: Row = ()) -> Screen:
    """The rules in force, each with a button that ends it; `first` is a row above."""
    shown, page, pages = page_of(rules, page)
    back = [button(texts.plain("button-prices"), Prices("all", 1))]
    if not rules:
        return Screen(texts.html("rules-none"), keyboard([first, back]))
    rows: list[Row] = [
        [
            button(
                texts.plain(
                    "button-end-rule",
                    title=tidy(place_words(texts, rule.title, rule.scope), 24),
                    rule=_rule_phrase(texts, rule),
                ),
                EndRule(rule.id),
            )
        ]
        for rule in shown
        if rule.id is not None
    ]
    lines = [line for rule in shown for line in _rule_lines(texts, rule)]
    text = "\n".join([texts.html("rules"), "", *lines, "", texts.html("rules-end")])
    return Screen(
        text + page_line(texts, page, pages),
        keyboard([first, *rows, pages_row(texts, PriceRules, page, pages), back]),
    )


def _rule_phrase(texts: Texts, rule: AnyStoredRule) -> Phrase:
    """A rule of any kind, on a button."""
    match rule.rule:
        case PriceRule():
            return rule_words(texts, rule.rule)
        case Limit():
            return limit_words(texts, rule.rule)
        case _:
            return Phrase(texts.plain("rule-hidden"))


def _facts(texts: Texts, sheet: Sheet) -> list[str]:
    place, rule = sheet.place, sheet.rule
    words, source = rule_words(texts, rule.rule), source_words(texts, rule)
    if sheet.own or rule.id is None:
        told = texts.html("prices-rule", rule=words, source=source)
    else:
        title = place_words(texts, rule.title, rule.scope)
        told = texts.html("prices-rule-above", rule=words, title=title, source=source)
    lines = [
        texts.html("prices", title=place_words(texts, place.title)),
        "",
        told,
        *_limit_lines(texts, sheet),
    ]
    if sheet.hidden_here:
        lines.append(texts.html("prices-hidden"))
    elif sheet.hidden_by is not None:
        title = place_words(texts, sheet.hidden_by.title, sheet.hidden_by.scope)
        lines.append(texts.html("prices-hidden-above", title=title))
    if sheet.hidden_inside:
        lines.append(texts.html("prices-hidden-inside", count=sheet.hidden_inside))
    lines.append(texts.html("prices-typed", example=Code(f"/margin {place.key} 6.5% step 10")))
    if place.goods.scope is Scope.TYPE:
        lines.append(texts.html("prices-typed-set", example=Code(f"/price {place.key} 1500")))
    return lines


def _limit_lines(texts: Texts, sheet: Sheet) -> list[str]:
    lines = [texts.html("prices-limit", number=sheet.order_limit)]
    if sheet.limit.per_day is not None:
        lines.append(texts.html("prices-limit-day", number=sheet.limit.per_day))
    return lines


def _lines(texts: Texts, sheet: Sheet, lines: Sequence[Line]) -> list[str]:
    if sheet.place.goods.scope not in {Scope.PRODUCT, Scope.TYPE}:
        return []
    if not lines:
        return ["", texts.html("prices-none")]
    stale = [] if sheet.stale_since is None else ["", texts.html("prices-stale", since=sheet.stale_since)]
    return ["", *(_line(texts, line) for line in lines), *stale]


def _line(texts: Texts, line: Line) -> str:
    priced = line.priced
    return texts.html(
        "prices-line" if line.sold else "prices-line-closed",
        type=tidy(line.name, LONGEST_NAME),
        cost=priced.cost,
        price=priced.price,
        margin=priced.margin,
        percent=margin_percent(texts, priced.margin, priced.cost),
    )


def _around(texts: Texts, key: str, price: Money) -> Row:
    """Set prices next to the price of now, in whole dinars."""
    now = int(price.dinars)
    dinars = [now + more for more in AROUND if now + more > 0]
    return [
        button(texts.plain("button-amount", amount=Money.of_dinars(amount)), SetPrice(key, amount))
        for amount in dinars
    ]


def _rule_lines(texts: Texts, rule: AnyStoredRule) -> list[str]:
    about = {
        "scope": texts.word("scope", rule.scope),
        "title": tidy("" if rule.scope is Scope.ALL else rule.title, LONGEST_NAME),
        "source": source_words(texts, rule),
    }
    held = rule.rule
    if isinstance(held, PriceRule):
        return [texts.html("rules-price", rule=rule_words(texts, held), **about)]
    if not isinstance(held, Limit):
        return [texts.html("rules-hidden", **about)]
    lines = []
    if held.per_order is not None:
        lines.append(texts.html("rules-order", number=held.per_order, **about))
    if held.per_day is not None:
        lines.append(texts.html("rules-day", number=held.per_day, **about))
    return lines
