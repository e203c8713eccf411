"""How prices, rules and limits look to the merchant. Pure functions of what the price list says."""

from collections.abc import Sequence

from telegram.constants import KeyboardButtonStyle

from bot.shop.money import Money
from bot.shop.pricelist import Line, Place, Preview, Sheet
from bot.shop.pricing import AnyKept, Limit, PriceRule, Scope
from handlers.browsing_screens import LONGEST_TYPE, page_line
from handlers.keyboards import Row, button, in_rows, keyboard, page_of, pages_row
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
from handlers.price_texts import margin_percent, place_words, rule_words, source_words
from handlers.screens import Screen
from handlers.staff_callbacks import Overview
from handlers.texts import Code, Texts, tidy

PERCENTS = (2, 3, 5, 7, 10, 15)
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
    if sheet.own:
        rows.append([button(texts.plain("button-auto"), SetAuto(key))])
    hide = (
        []
        if place.goods.scope is Scope.ALL
        else [button(texts.plain("button-unhide"), SetHidden(key, 0))]
        if sheet.hidden_here
        else [button(texts.plain("button-hide"), SetHidden(key, 1))]
    )
    rows.append([button(texts.plain("button-limits"), Limits(key)), *hide])
    if sheet.above is None:
        rows.append(
            [
                button(texts.plain("button-price-rules"), PriceRules(1)),
                button(texts.plain("button-overview"), Overview()),
            ]
        )
    else:
        rows.append([button(texts.plain("button-back"), Prices(sheet.above.key, 1))])
    return Screen(text + page_line(texts, page, pages), keyboard(rows))


def preview_screen(texts: Texts, preview: Preview, place_key: str) -> Screen:
    """What a proposal would do, and the buttons that put it in force or not."""
    rule = preview.rule
    parts = [
        texts.html(
            "preview",
            title=place_words(texts, rule.title, rule.scope),
            rule=rule_words(texts, rule.says),
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
                type=worst.name,
                cost=worst.priced.cost,
                price=worst.priced.price,
            )
        )
    if preview.unseen:
        parts.append(texts.html("preview-unseen", count=preview.unseen))
    if preview.below_cost is not None:
        loss = preview.below_cost
        amount = -loss.priced.margin
        parts.append(texts.html("preview-loss", amount=amount, type=loss.name, cost=loss.priced.cost))
        yes = button(texts.plain("button-save-loss"), SaveLoss(preview.id), style=KeyboardButtonStyle.DANGER)
    else:
        yes = button(texts.plain("button-save-rule"), SaveRule(preview.id), style=KeyboardButtonStyle.SUCCESS)
    no = button(texts.plain("button-discard"), Prices(place_key, 1))
    return Screen("\n\n".join([*parts, texts.html("preview-question")]), keyboard([[yes, no]]))


def limits_screen(texts: Texts, sheet: Sheet) -> Screen:
    """A place's limits, by buttons."""
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
                *in_rows(
                    [*orders, button(texts.plain("button-limit-order", number=none), LimitOrder(key, 0))], 2
                ),
                *in_rows([*days, button(texts.plain("button-limit-day", number=none), LimitDay(key, 0))], 2),
                [button(texts.plain("button-back"), Prices(key, 1))],
            ]
        ),
    )


def rules_screen(texts: Texts, rules: Sequence[AnyKept], page: int) -> Screen:
    """The rules in force; each price rule with a button that ends it."""
    shown, page, pages = page_of(rules, page)
    back = [button(texts.plain("button-prices"), Prices("all", 1))]
    if not rules:
        return Screen(texts.html("rules-none"), keyboard([back]))
    rows: list[Row] = [
        [
            button(
                texts.plain("button-end-rule", title=tidy(place_words(texts, rule.title, rule.scope), 40)),
                EndRule(rule.id),
            )
        ]
        for rule in shown
        if isinstance(rule.says, PriceRule) and rule.id is not None
    ]
    lines = [line for rule in shown for line in _rule_lines(texts, rule)]
    text = "\n".join([texts.html("rules"), "", *lines, "", texts.html("rules-end")])
    return Screen(
        text + page_line(texts, page, pages),
        keyboard([*rows, pages_row(texts, PriceRules, page, pages), back]),
    )


def choices_screen(texts: Texts, places: Sequence[Place]) -> Screen:
    """Which of these is meant? The first few; more words leave fewer."""
    return Screen(
        texts.html("place-which"),
        keyboard([[button(tidy(place.title), Prices(place.key, 1))] for place in places[:10]]),
    )


def _facts(texts: Texts, sheet: Sheet) -> list[str]:
    place, rule = sheet.place, sheet.rule
    words, source = rule_words(texts, rule.says), source_words(texts, rule)
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
    if sheet.hidden:
        lines.append(texts.html("prices-hidden" if sheet.hidden_here else "prices-hidden-above"))
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
    return ["", *(_line(texts, line) for line in lines)]


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


def _rule_lines(texts: Texts, rule: AnyKept) -> list[str]:
    about = {
        "scope": texts.word("scope", rule.scope),
        "title": tidy("" if rule.scope is Scope.ALL else rule.title, LONGEST_NAME),
        "source": source_words(texts, rule),
    }
    says = rule.says
    if isinstance(says, PriceRule):
        return [texts.html("rules-price", rule=rule_words(texts, says), **about)]
    if not isinstance(says, Limit):
        return [texts.html("rules-hidden", **about)]
    lines = []
    if says.per_order is not None:
        lines.append(texts.html("rules-order", number=says.per_order, **about))
    if says.per_day is not None:
        lines.append(texts.html("rules-day", number=says.per_day, **about))
    return lines
