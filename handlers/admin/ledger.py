"""/ledger [day]: what a day brought, and whether our orders and the supplier's account meet."""

import re
from contextlib import suppress
from datetime import date, timedelta

from bot.shop.ledger import Day, Float
from bot.shop.money import Money
from handlers.context import ShopContext
from handlers.keyboards import button, keyboard
from handlers.parcel_texts import alert_text
from handlers.routing import Handler, command, press
from handlers.screens import Screen
from handlers.staff_callbacks import LedgerDay, Overview
from handlers.texts import Change, Code, Texts, TimeOfDay, without_marks

MOST_DIFFERENCES = 10
_EARLIEST = date(2020, 1, 1)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?")
_YESTERDAY = frozenset({"yesterday", "hier", "أمس"})


def handlers() -> list[Handler]:
    """The command, and the buttons to other days."""
    return [command("ledger", ledger, staff=True), press(LedgerDay, turn, staff=True)]


def typed_day(text: str, today: date) -> date | None:
    """A day as people write it: `2026-11-01`, `1/11/2026`, `1/11` (the last one there was), `yesterday`.

    None for anything else, and for days that have not come or were before there was a shop.
    """
    word = without_marks(text).strip().casefold()
    found: date | None = None
    if word in _YESTERDAY:
        found = today - timedelta(days=1)
    with suppress(ValueError):
        if match := _YEAR_FIRST.fullmatch(word):
            found = date(int(match[1]), int(match[2]), int(match[3]))
        elif match := _DAY_FIRST.fullmatch(word):
            found = date(int(match[3] or today.year), int(match[2]), int(match[1]))
            if match[3] is None and found > today:
                found = found.replace(year=today.year - 1)
    return found if found is not None and _EARLIEST <= found <= today else None


async def ledger(context: ShopContext) -> None:
    """/ledger, /ledger 2026-11-01."""
    today = context.services.ledger.today()
    day = typed_day(" ".join(context.args), today) if context.args else today
    if day is None:
        example = Code(f"/ledger {today - timedelta(days=1)}")
        await context.show(Screen(context.texts.html("usage-ledger", today=Code("/ledger"), example=example)))
        return
    await context.show(await _screen(context, day, today))


async def turn(context: ShopContext, pressed: LedgerDay) -> None:
    """Another day; one that is none any more, or never was, is today."""
    today = context.services.ledger.today()
    await context.show(await _screen(context, typed_day(pressed.day, today) or today, today))


async def _screen(context: ShopContext, day: date, today: date) -> Screen:
    return day_screen(context.texts, await context.services.ledger.day(day), today)


def day_screen(texts: Texts, seen: Day, today: date) -> Screen:
    """One day's figures."""
    own_day = seen.since.astimezone(texts.zone).date() == seen.day
    head = texts.html(
        "ledger",
        day=seen.day,
        since=TimeOfDay(seen.since) if own_day else seen.since,
        until=texts.deadline(seen.until, seen.since),
    )
    wallets = [
        texts.html("ledger-wallets", opening=seen.wallets_opening, closing=seen.wallets_closing),
        *(
            texts.html("ledger-kind", kind=texts.word("kind", kind), amount=_signed(amount))
            for kind, amount in seen.by_kind.items()
        ),
        *(
            texts.html("ledger-way", way=texts.word("by", way), amount=amount)
            for way, amount in seen.by_way.items()
        ),
    ]
    if seen.unmatched:
        wallets.append(texts.html("ledger-unmatched", count=seen.unmatched))
    orders = texts.html(
        "ledger-orders", orders=seen.orders, earned=seen.earned, cost=seen.cost, margin=seen.margin
    )
    text = "\n\n".join([head, "\n".join(wallets), orders, _float(texts, seen.float), _meets(texts, seen)])
    before = button(texts.plain("button-day-before"), LedgerDay(str(seen.day - timedelta(days=1))))
    now = button(texts.plain("button-refresh"), LedgerDay(str(seen.day)))
    after = [
        button(texts.plain("button-day-after"), LedgerDay(str(day)))
        for day in [seen.day + timedelta(days=1)]
        if day <= today
    ]
    overview = button(texts.plain("button-overview"), Overview())
    return Screen(text.rstrip(), keyboard([[before, *after], [now, overview]]))


def _float(texts: Texts, seen: Float | None) -> str:
    if seen is None:
        return texts.html("ledger-float-unknown")
    return texts.html(
        "ledger-float",
        opening=seen.opening,
        closing=seen.closing,
        orders=_signed(seen.orders),
        other=_signed(seen.other),
    )


def _meets(texts: Texts, seen: Day) -> str:
    if not seen.differences:
        return "" if seen.float is None else texts.html("ledger-agrees")
    lines = [alert_text(texts, f"books_{one.code}", one.args) for one in seen.differences[:MOST_DIFFERENCES]]
    if len(seen.differences) > MOST_DIFFERENCES:
        lines.append(texts.html("ledger-more", count=len(seen.differences) - MOST_DIFFERENCES))
    return "\n".join([texts.html("ledger-differs"), *lines])


def _signed(amount: Money) -> Change | Money:
    return Change(amount) if amount else amount
