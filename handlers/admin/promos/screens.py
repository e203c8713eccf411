"""How promo codes look to the merchant, running ones and one
that is being made. Pure functions of what the shop says.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from telegram.constants import KeyboardButtonStyle

from bot.shop.catalogue.price_sheets import PromoEffect
from bot.shop.catalogue.rule_targets import RuleTarget
from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo, PromoPage
from handlers.admin.overview.callbacks import panel_button
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
from handlers.ui.keyboards import Row, button, in_rows, keyboard, page_line, page_of, pages_row
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, tidy
from handlers.words.price import place_words, takes_words, where_words

EXAMPLE = "/promo RAMADAN10 10% max 100 each 1 min 2000 until 2027-03-31 on Steam"
LONGEST_PLACE = 40  # characters of a place's title on a button
PARTS = {
    "percent": (5, 10, 15, 20, 30, 50),
    "amount": (50, 100, 200, 500, 1000, 2000),
    "total": (0, 1, 10, 50, 100, 500),
    "each": (0, 1, 2, 3, 5, 10),
    "least": (0, 1000, 2000, 3000, 5000, 10_000),
    "from": (0, 1, 3, 7, 14, 30),
    "until": (0, 1, 3, 7, 14, 30, 60, 90),
}
"""What the buttons of each part offer: percent, dinars, times, days from today; 0 is none."""
SCREENS = {part: (part,) for part in PARTS if part not in {"percent", "amount"}} | {
    "takes": ("percent", "amount")
}
"""Which parts are chosen on one screen."""
DayAfter = Callable[[int], datetime]


def promos_screen(texts: Texts, shown: PromoPage, is_over: Callable[[Promo], bool]) -> Screen:
    """The running codes, with buttons to end them and to make one."""
    lines = [
        texts.html(
            "promo-line-over" if is_over(one) else "promo-line",
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
    typed = texts.html("promo-typed", example=Code(EXAMPLE))
    return Screen(
        f"{text}\n\n{typed}" + page_line(texts, shown.page, shown.pages),
        keyboard(
            [
                *rows,
                pages_row(texts, Promos, shown.page, shown.pages),
                [
                    button(texts.plain("button-new-promo"), NewPromo()),
                    panel_button(texts),
                ],
            ]
        ),
    )


def new_screen(texts: Texts) -> Screen:
    """How much should a new code take off?"""
    text = f"{texts.html('promo-new')}\n\n{texts.html('promo-typed', example=Code(EXAMPLE))}"
    percents = [button(texts.percent(percent, "−"), PromoPercent(percent)) for percent in PARTS["percent"]]
    amounts = [
        button(texts.change(-Money.of_dinars(dinars)), PromoAmount(dinars)) for dinars in PARTS["amount"]
    ]
    back = [button(texts.plain("button-back"), Promos(1))]
    return Screen(text, keyboard([*in_rows(percents, 3), *in_rows(amounts, 3), back]))


def making_screen(texts: Texts, made: Promo, effect: PromoEffect, *, taken: bool) -> Screen:
    """A code that is being made: what it is, what it would do, every part on a button, and Start."""
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
    more: Row = []
    if effect.unseen:
        seen = effect.products - effect.unseen
        parts.append(texts.html("preview-unseen", seen=seen, products=effect.products, count=effect.unseen))
        more = [button(texts.plain("button-look-further"), ShowPromo(made.id))]
    go: list[Row] = [
        [button(texts.plain("button-start-promo"), StartPromo(made.id, 0), style=KeyboardButtonStyle.SUCCESS)]
    ]
    if effect.capped and effect.lowest is not None:
        lowest = effect.lowest
        parts.append(texts.html("promo-lowest", margin=lowest.priced.margin, type=lowest.name))
        loss = texts.plain("button-start-promo-loss")
        go.append([button(loss, StartPromo(made.id, 1), style=KeyboardButtonStyle.DANGER)])
    if taken:
        go = []
        parts.append(texts.html("promo-taken", promo=Code(made.code)))
    parts.append(
        texts.html(
            "promo-change",
            name=Code("EID2027"),
            least=Code("min 2000"),
            until=Code("until 2027-03-31"),
            where=Code("on Steam"),
        )
    )
    discard = [button(texts.plain("button-discard"), Promos(1))]
    return Screen("\n\n".join(parts), keyboard([*go, *_part_buttons(texts, made), more, discard]))


def part_screen(texts: Texts, made: Promo, part: str, day_after: DayAfter) -> Screen:
    """What one part of a code can be."""
    rows: list[Row] = []
    for name in SCREENS[part]:
        buttons = [
            button(_label(texts, name, number, day_after), SetPromo(made.id, name, number))
            for number in PARTS[name]
        ]
        rows += in_rows(buttons, 3)
    text = texts.html(
        "promo-part", promo=Code(made.code), takes=takes_words(texts, made), part=_part_title(texts, part)
    )
    return Screen(text, keyboard([*rows, [button(texts.plain("button-back"), ShowPromo(made.id))]]))


def places_screen(
    texts: Texts,
    made: Promo,
    place: RuleTarget,
    around: tuple[RuleTarget | None, Sequence[RuleTarget]],
    page: int,
) -> Screen:
    """What a code can be for: this, or something in it. `around`: what is above it, and what is inside."""
    above, inside = around
    shown, page, pages = page_of(inside, page)
    title = place_words(texts, place.title)
    rows: list[Row] = [
        [
            button(
                texts.plain("button-promo-for", title=tidy(title, LONGEST_PLACE)),
                PromoFor(made.id, place.key),
                style=KeyboardButtonStyle.SUCCESS,
            )
        ],
        *([button(tidy(one.title), _next(made, one))] for one in shown),
        pages_row(texts, lambda to: PromoPlaces(made.id, place.key, to), page, pages),
        [
            button(
                texts.plain("button-back"),
                ShowPromo(made.id) if above is None else PromoPlaces(made.id, above.key, 1),
            )
        ],
    ]
    text = texts.html("promo-where", promo=Code(made.code), title=title)
    return Screen(text + page_line(texts, page, pages), keyboard(rows))


def ask_end_screen(texts: Texts, found: Promo) -> Screen:
    """Are you sure?"""
    yes = button(texts.plain("button-yes"), EndPromo(found.id))
    no = button(texts.plain("button-no"), Promos(1))
    return Screen(texts.html("promo-ask-end", promo=Code(found.code)), keyboard([[yes, no]]))


def _next(made: Promo, place: RuleTarget) -> PromoFor | PromoPlaces:
    """A type has nothing in it: it is chosen at once."""
    return PromoFor(made.id, place.key) if place.goods.type_id else PromoPlaces(made.id, place.key, 1)


def _part_buttons(texts: Texts, made: Promo) -> list[Row]:
    none = texts.plain("button-limit-none")
    until = none if made.ends_at is None else _day(texts, made.ends_at - timedelta(minutes=1))
    values = {
        "takes": takes_words(texts, made),
        "least": texts.money(made.least) if made.least else none,
        "total": none if made.total_limit is None else texts.number(made.total_limit),
        "each": none if made.customer_limit is None else texts.number(made.customer_limit),
        "from": texts.plain("promo-now") if made.starts_at is None else _day(texts, made.starts_at),
        "until": until,
    }
    buttons = [
        button(_part_label(texts, part, value), PromoPart(made.id, part)) for part, value in values.items()
    ]
    title = tidy(place_words(texts, made.title, made.scope), LONGEST_PLACE)
    where = button(_part_label(texts, "where", title), PromoPlaces(made.id, "all", 1))
    return [*in_rows(buttons, 2), [where]]


def _part_label(texts: Texts, part: str, value: str) -> str:
    return texts.plain("button-promo-part", part=_part_title(texts, part), value=value)


def _part_title(texts: Texts, part: str) -> str:
    return texts.plain(f"promopart-{part}")


def _label(texts: Texts, part: str, number: int, day_after: DayAfter) -> str:
    if not number:
        return texts.plain("promo-now" if part == "from" else "button-limit-none")
    match part:
        case "percent":
            return texts.percent(number, "−")
        case "amount":
            return texts.change(-Money.of_dinars(number))
        case "least":
            return texts.plain("button-amount", amount=Money.of_dinars(number))
        case "from" | "until":
            return _day(texts, day_after(number))
        case _:
            return texts.number(number)


def _day(texts: Texts, at: datetime) -> str:
    return texts.figures(f"{at.astimezone(texts.zone):%d/%m/%Y}")
