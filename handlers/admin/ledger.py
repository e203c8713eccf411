"""/ledger [day]: what a day brought, and whether our orders and the supplier's account meet."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.shop.books.day_figures import Day
from bot.shop.roles.rights import Right
from handlers.admin.overview.callbacks import panel_button
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts
from handlers.ui.typed import typed_day
from handlers.words.day import day_text


@dataclass(frozen=True)
class LedgerDay(Callback):
    """Staff: one day's figures; the day as `2026-11-01`."""

    verb = "a-day"
    day: str


@dataclass(frozen=True)
class LookThroughBooks(Callback):
    """Staff: have the whole books looked through now; back to the day that is shown."""

    verb = "a-look"
    day: str


def handlers() -> list[Handler]:
    """The command, the buttons to other days, and the one for a look through the whole books."""
    return [
        command("ledger", ledger_command, right=Right.SEE_BOOKS, place=80),
        press(LedgerDay, turn_ledger, right=Right.SEE_BOOKS),
        press(LookThroughBooks, look_through_books, right=Right.SEE_BOOKS),
    ]


async def ledger_command(context: ShopContext) -> None:
    """/ledger, /ledger 2026-11-01."""
    today = context.services.daily_close.today()
    day = typed_day(" ".join(context.args), today) if context.args else today
    if day is None:
        example = Code(f"/ledger {today - timedelta(days=1)}")
        words = " ".join(context.args or ())
        usage = context.texts.html("usage-ledger", words=words, today=Code("/ledger"), example=example)
        await context.show(Screen(usage))
        return
    await context.show(await _screen(context, day, today))


async def turn_ledger(context: ShopContext, pressed: LedgerDay) -> None:
    """Another day; one that is none any more, or never was, is today."""
    today = context.services.daily_close.today()
    await context.show(await _screen(context, typed_day(pressed.day, today) or today, today))


async def look_through_books(context: ShopContext, pressed: LookThroughBooks) -> None:
    """Asks for the look; whoever presses while one is taken sees how far it is."""
    await context.services.daily_close.look.ask()
    await turn_ledger(context, LedgerDay(pressed.day))


async def _screen(context: ShopContext, day: date, today: date) -> Screen:
    daily_close = context.services.daily_close
    seen = await daily_close.day(day)
    return day_screen(context.texts, seen, today, looking=await daily_close.look.done())


def day_screen(texts: Texts, seen: Day, today: date, *, looking: float | None = None) -> Screen:
    """One day's figures, with the way to the days around it. `looking`: how much of a look through the books
    that is taken now is done, from 0 to 1.
    """
    before = button(texts.plain("button-day-before"), LedgerDay(str(seen.day - timedelta(days=1))))
    now = button(texts.plain("button-refresh"), LedgerDay(str(seen.day)))
    after = [
        button(texts.plain("button-day-after"), LedgerDay(str(day)))
        for day in [seen.day + timedelta(days=1)]
        if day <= today
    ]
    overview = panel_button(texts)
    text = day_text(texts, seen, "ledger")
    look = []
    if looking is None:
        look = [button(texts.plain("button-look"), LookThroughBooks(str(seen.day)))]
    else:
        text += "\n" + texts.html("ledger-looking", done=texts.percent(int(looking * 100)))
    return Screen(text, keyboard([[before, *after], [now, *look], [overview]]))
