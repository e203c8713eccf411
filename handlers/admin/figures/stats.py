"""/stats [today|week|month|FROM TO]: what was sold, in words and in a picture."""

import asyncio
from datetime import date, timedelta
from typing import Final

from bot.shop.figures.sales import Sales
from bot.shop.figures.sales_book import MOST_DAYS
from bot.shop.roles.rights import Right
from handlers.admin.figures.callbacks import ExportOffer, Stats
from handlers.admin.overview.callbacks import panel_button
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, in_pairs, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts
from handlers.ui.typed import PERIODS, period, typed_span
from handlers.words.sales import sales_text
from handlers.words.sales_picture import sales_picture

_LABELS: Final = {
    "today": "button-stats-today",
    "week": "button-stats-week",
    "month": "button-stats-month",
}
_PICTURE: Final = "sales.png"


def handlers() -> list[Handler]:
    """The command and the buttons to other times."""
    return [
        command("stats", stats_command, right=Right.SEE_FIGURES, place=82),
        press(Stats, turn_stats, right=Right.SEE_FIGURES),
    ]


async def stats_command(context: ShopContext) -> None:
    """/stats, /stats month, /stats 1/10 31/10."""
    today = context.services.sales_book.today()
    words = context.args or []
    span = typed_span(words, today) if words else (today, today)
    if span is None or (span[1] - span[0]).days >= MOST_DAYS:
        example = Code(f"/stats {today - timedelta(days=40)} {today - timedelta(days=10)}")
        usage = context.texts.html(
            "usage-stats",
            words=" ".join(words),
            today=Code("/stats"),
            week=Code("/stats week"),
            month=Code("/stats month"),
            example=example,
            most=MOST_DAYS,
        )
        await context.show(Screen(usage))
        return
    await _show(context, *span)


async def turn_stats(context: ShopContext, pressed: Stats) -> None:
    """Another time; one that is none is today."""
    today = context.services.sales_book.today()
    span = period(pressed.period, today) or typed_span(pressed.period.split("_"), today)
    if span is None or (span[1] - span[0]).days >= MOST_DAYS:
        span = (today, today)
    await _show(context, *span)


async def _show(context: ShopContext, first: date, last: date) -> None:
    sales, before = await _of(context, first, last)
    await context.show(stats_screen(context.texts, sales, before, files=context.may(Right.EXPORT)))
    if not sales.is_empty:
        picture = await asyncio.to_thread(sales_picture, context.texts, sales)
        await context.bot.send_photo(context.person_id, picture, filename=_PICTURE, disable_notification=True)


async def _of(context: ShopContext, first: date, last: date) -> tuple[Sales, Sales]:
    book = context.services.sales_book
    length = last - first + timedelta(days=1)
    return await book.sales(first, last), await book.sales(first - length, last - length)


def stats_screen(texts: Texts, sales: Sales, before: Sales, *, files: bool = True) -> Screen:
    """The figures in words, and the ways to other times; to `files` for whoever may take them along."""
    row = [button(texts.plain(_LABELS[name]), Stats(name)) for name in PERIODS]
    ways = [panel_button(texts)]
    if files:
        ways.insert(0, button(texts.plain("button-export-files"), ExportOffer()))
    return Screen(sales_text(texts, sales, before), keyboard([*in_pairs(row), ways]))
