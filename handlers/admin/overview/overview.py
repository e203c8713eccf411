"""What is going on, the balance at the supplier, and the sign on the door."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from telegram import InlineKeyboardButton

from bot.shop.figures.sales import Glance
from bot.shop.maintenance import LONGEST_WORDS, Closure
from bot.shop.order_status import OrderStatus
from bot.shop.outbox.supplier_absence import Away
from bot.shop.paging import FIRST
from bot.shop.roles.rights import Right
from bot.shop.staff import admin_overview
from bot.shop.support.desk import TicketList
from handlers.admin.broadcasts.callbacks import WriteBroadcast
from handlers.admin.customers.callbacks import CustomerList
from handlers.admin.figures.callbacks import Stats
from handlers.admin.forms.callbacks import Acts
from handlers.admin.ledger import LedgerDay
from handlers.admin.orders.callbacks import ALL_ORDERS, HELD_ORDERS, FoundOrders, OpenOrders
from handlers.admin.overview.callbacks import (
    Overview,
    OverviewApart,
    SetMaintenance,
    UndeliveredMessages,
)
from handlers.admin.payments import Payments
from handlers.admin.prices.callbacks import Prices
from handlers.admin.products.callbacks import ProductShelves
from handlers.admin.promos.callbacks import Promos
from handlers.admin.receipts.callbacks import Receipts
from handlers.admin.reviews.callbacks import StaffReviews
from handlers.admin.settings.callbacks import ShopSettings
from handlers.admin.team.callbacks import Audit, Team
from handlers.admin.tickets.callbacks import Tickets
from handlers.admin.warnings.callbacks import warnings_button
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, in_pairs, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Phrase, Texts, TimeOfDay, without_marks
from handlers.ui.typed import words_for
from handlers.words.reason import not_understood

_KEEP_PLACE: Final = timedelta(days=365)
"""How long it is known which message shows somebody's panel."""
_ON: Final = words_for("yes")
_TODAY: Final = "today"  # a day that the ledger takes for the one of whenever it is pressed
_MB: Final = 1_000_000
_OFF: Final = words_for("no")


def handlers() -> list[Handler]:
    """The overview and what hangs on it."""
    return [
        command("admin", admin_command, right=Right.SEE_PANEL, place=10, alone=True),
        command("balance", balance_command, right=Right.SEE_BOOKS, place=70, alone=True),
        command("maintenance", maintenance_command, right=Right.RUN_SHOP, place=120),
        press(Overview, open_overview, right=Right.SEE_PANEL),
        press(OverviewApart, open_overview_apart, right=Right.SEE_PANEL),
        press(SetMaintenance, set_maintenance, right=Right.RUN_SHOP),
    ]


async def admin_command(context: ShopContext) -> None:
    """/admin."""
    await show_panel(context)


async def open_overview(context: ShopContext, pressed: Overview) -> None:
    """The overview, also to refresh it."""
    del pressed
    await show_panel(context)


async def open_overview_apart(context: ShopContext, pressed: OverviewApart) -> None:
    """The same from a message that stays."""
    del pressed
    await show_panel(context, apart=True)


async def show_panel(context: ShopContext, *, toast: str | None = None, apart: bool = False) -> None:
    """The panel lives in one message: where it is shown anew, the message that showed it before loses its
    buttons, whatever it shows by now.
    """
    remembered, key = context.services.remembered, f"panel:{context.person_id}"
    shown_in = await context.show(await _overview_screen(context), toast=toast, apart=apart)
    before = await remembered.remembered(key)
    if shown_in is None or before == str(shown_in):
        return
    if before is not None:
        await context.take_buttons(int(before))
    await remembered.remember(key, str(shown_in), keep=_KEEP_PLACE)


async def balance_command(context: ShopContext) -> None:
    """/balance: asks the supplier."""
    now = await context.services.admin_overview.float_now()
    await context.show(Screen(context.texts.html("balance", float=now)))


async def maintenance_command(context: ShopContext) -> None:
    """/maintenance on|off, and behind on what customers shall read."""
    args = context.args or [""]
    word, words = without_marks(args[0]).casefold(), " ".join(args[1:])
    if word not in _ON | _OFF or (words and (word in _OFF or words.casefold() in _ON | _OFF)):
        usage = context.texts.html(
            "usage-maintenance",
            on=Code("/maintenance on"),
            words=Code(context.texts.plain("example-maintenance")),
            off=Code("/maintenance off"),
        )
        said = " ".join(context.args or []) if word not in _ON | _OFF else words
        await context.show(not_understood(context.texts, said, usage) if said else Screen(usage))
        return
    if (length := len(words.encode("utf-16-le")) // 2) > LONGEST_WORDS:
        text = context.texts.html("closed-words-too-long", length=length, most=LONGEST_WORDS)
        await context.show(Screen(text))
        return
    closed = await context.services.staff_actions.maintenance(context.person_id, word in _ON, words or None)
    text = context.texts.html("maintenance-on" if closed else "maintenance-off")
    if words:
        text += "\n" + context.texts.html("closed-words", words=words)
    await context.show(Screen(text))


async def set_maintenance(context: ShopContext, pressed: SetMaintenance) -> None:
    """The same from the overview."""
    closed = await context.services.staff_actions.maintenance(context.person_id, bool(pressed.on))
    toast = context.texts.plain("maintenance-on" if closed else "maintenance-off")
    await show_panel(context, toast=toast)


async def _overview_screen(context: ShopContext) -> Screen:
    texts = context.texts
    services = context.services
    seen = await services.admin_overview.overview()
    glance = await services.sales_book.glance() if context.may(Right.SEE_FIGURES) else None
    text = texts.html(
        "overview",
        shop=texts.shop_name,
        at=TimeOfDay(seen.at),
        sold=seen.sold_today,
        orders=seen.orders_today,
        open=seen.open,
        stuck=seen.stuck,
        review=seen.needs_review + seen.receipts,
        failed=seen.failed_today,
        waiting=seen.waiting_messages,
        parked=seen.parked_messages,
        undelivered=seen.failed_messages,
    )
    door = _door(texts, seen, services.opening_hours.opens_at)
    switch = (
        button(texts.plain("button-open-shop"), SetMaintenance(0))
        if seen.maintenance
        else button(texts.plain("button-close-shop"), SetMaintenance(1))
    )
    lines = [
        (Right.SEE_PANEL, _states(texts, seen)),
        (Right.SEE_FIGURES, texts.html("overview-margin", margin=glance.margin) if glance else ""),
        (Right.SEE_BOOKS, _money(texts, seen.supplier)),
        (Right.SEE_BOOKS, _lasts(texts, seen.supplier, glance)),
        (Right.SEE_PANEL, door),
        (Right.SEE_PANEL, _data(texts, seen)),
        (Right.RUN_SHOP, _backups(texts, seen)),
    ]
    theirs = "\n".join(line for right, line in lines if line and context.may(right))
    return Screen(f"{text}\n\n{theirs}", keyboard(_ways_on(context, seen, switch)))


def _states(texts: Texts, seen: admin_overview.Overview) -> str:
    """How many orders are in each status that is not final."""
    counts = [
        texts.plain("overview-state", status=texts.plain(f"status-{status}"), count=seen.by_status[status])
        for status in OrderStatus
        if seen.by_status.get(status)
    ]
    return texts.html("overview-states", states=Phrase.of(counts)) if counts else ""


def _lasts(texts: Texts, supplier: admin_overview.SupplierSeen, glance: Glance | None) -> str:
    """For how many days the float lasts at the week's pace; empty when nobody can say."""
    if glance is None or glance.cost_of_a_day is None or supplier.float is None:
        return ""
    days = glance.lasts(supplier.float)
    key = "overview-float-lasts" if days else "overview-float-short"
    return texts.html(key, days=days or 0, pace=glance.cost_of_a_day)


def _ways_on(
    context: ShopContext, seen: admin_overview.Overview, switch: InlineKeyboardButton
) -> Iterable[Row]:
    """The buttons that this reader may press, two in a row."""
    texts = context.texts
    waiting = [
        (Right.SEE_ORDERS, seen.needs_review, "button-held-orders-count", HELD_ORDERS),
        (Right.SEE_ORDERS, seen.of_nobody, "button-found-orders-count", FoundOrders()),
        (Right.DECIDE_RECEIPTS, seen.receipts, "button-receipts-count", Receipts()),
        (Right.SETTLE_PAYMENTS, seen.unmatched_payments, "button-payments-count", Payments(FIRST, 1)),
        (
            Right.ANSWER_TICKETS,
            seen.unanswered_tickets,
            "button-tickets-count",
            Tickets(TicketList.OPEN, 0),
        ),
        (
            Right.SERVE_CUSTOMERS,
            seen.failed_messages,
            "button-undelivered-count",
            UndeliveredMessages(1),
        ),
    ]
    first = [
        (right, button(texts.plain(key, count=count), way)) for right, count, key, way in waiting if count
    ]
    quiet = [
        (Right.DECIDE_RECEIPTS, seen.receipts, "button-receipts", Receipts()),
        (Right.SETTLE_PAYMENTS, seen.unmatched_payments, "button-payments", Payments(FIRST, 0)),
        (Right.ANSWER_TICKETS, seen.unanswered_tickets, "button-tickets", Tickets(TicketList.OPEN, 0)),
    ]
    rest = [(right, button(texts.plain(key), way)) for right, count, key, way in quiet if not count]
    ways = [
        *first,
        (Right.SEE_ORDERS, button(_open(texts, seen.open), OpenOrders())),
        (Right.SEE_ORDERS, button(texts.plain("button-all-orders"), ALL_ORDERS)),
        (Right.SEE_CUSTOMERS, button(texts.plain("button-customers"), CustomerList(0))),
        *rest,
        (Right.ANSWER_REVIEWS, button(texts.plain("button-staff-reviews"), StaffReviews(0))),
        (Right.SEE_PANEL, button(texts.plain("button-acts"), Acts())),
        (Right.SET_PRICES, button(texts.plain("button-prices"), Prices("all", 1))),
        (Right.SET_PRICES, button(texts.plain("button-promos"), Promos(1))),
        (Right.SET_PRICES, button(texts.plain("button-products"), ProductShelves(1))),
        (Right.SEE_BOOKS, button(texts.plain("button-ledger"), LedgerDay(_TODAY))),
        (Right.SEE_FIGURES, button(texts.plain("button-stats"), Stats(_TODAY))),
        (Right.BROADCAST, button(texts.plain("button-broadcast"), WriteBroadcast(0))),
        (Right.RUN_SHOP, switch),
        (Right.SET_UP, button(texts.plain("button-settings"), ShopSettings())),
        (Right.KEEP_STAFF, button(texts.plain("button-staff"), Team(1))),
        (Right.SEE_PANEL, warnings_button(texts, sum(map(context.may, seen.warnings)))),
        (Right.SEE_AUDIT, button(texts.plain("button-audit"), Audit(0, 0, 0, 0, 0))),
        (Right.SEE_PANEL, button(texts.plain("button-refresh"), Overview())),
    ]
    return in_pairs([way for right, way in ways if context.may(right)])


def _money(texts: Texts, seen: admin_overview.SupplierSeen) -> str:
    """The float as last read; an old one says so, for it may be another by now."""
    if seen.float is None or seen.float_at is None:
        return texts.html("overview-float-unknown")
    if seen.is_float_old:
        ago = texts.ago(seen.float_age)
        return texts.html("overview-float-old", float=seen.float, at=seen.float_at, ago=ago)
    return texts.html("overview-float", float=seen.float, at=seen.float_at)


def _door(texts: Texts, seen: admin_overview.Overview, opens_at: datetime | None) -> str:
    """Whether people can buy; if not, since when and why: a closed shop, an hour at which it does not sell, a
    supplier that is away, or all of these.
    """
    lines = []
    match seen.closure:
        case Closure(since=since, refused_with=None, words=words):
            lines.append(texts.html("overview-shop-closed", at=since))
            if words is not None:
                lines.append(texts.html("closed-words", words=words))
        case Closure(since=since, refused_with=answer):
            lines.append(texts.html("overview-shop-closed-itself", at=since, error=Code(answer)))
    if opens_at is not None:
        opens = texts.deadline(opens_at, seen.at)
        lines.append(texts.html("overview-outside-hours", at=opens))
    match seen.supplier.away:
        case Away(since=since, refused_key=None):
            lines.append(texts.html("overview-supplier-away", at=since))
        case Away(since=since, refused_key=str(code)):
            lines.append(texts.html("overview-key-refused", at=since, error=Code(code)))
    if seen.waits_for_supplier:
        lines.append(texts.html("overview-no-orders"))
    lines = lines or [texts.html("overview-shop-open")]
    if seen.supplier.away is None and seen.supplier.float_at is not None:
        lines.append(texts.html("overview-supplier-answers", ago=texts.ago(seen.supplier.float_age)))
    return "\n".join(lines)


def _data(texts: Texts, seen: admin_overview.Overview) -> str:
    """How large the database is, and how much larger than yesterday."""
    size, grown = -(-seen.data.now // _MB), (seen.data.grown or 0) // _MB
    if grown > 0:
        return texts.html("overview-data-grown", size=size, grown=grown)
    return texts.html("overview-data", size=size)


def _backups(texts: Texts, seen: admin_overview.Overview) -> str:
    """When the last backup was taken, or why there is none."""
    backups = seen.backups
    if not backups.are_on:
        return texts.html("overview-backups-off")
    if backups.failing_since is not None:
        return texts.html("overview-backups-fail", at=backups.failing_since)
    if backups.newest is None:
        return texts.html("overview-backups-none")
    size = -(-backups.newest.size // _MB)
    return texts.html("overview-backup", at=backups.newest.taken_at, size=size)


def _open(texts: Texts, count: int) -> str:
    """The label of the orders that are not final, with how many they are."""
    return (
        texts.plain("button-open-orders-count", count=count) if count else texts.plain("button-open-orders")
    )
