"""/export orders|payments|ledger|customers [FROM TO] [csv|xlsx]: a file for the accountant."""

from datetime import date
from functools import partial
from typing import Final

from bot.shop.figures.exports import ExportKind
from bot.shop.roles.rights import Right
from handlers.admin.figures.callbacks import Export, ExportOffer, StopExport
from handlers.admin.figures.exporting import ExportRun, Format, Wanted
from handlers.ui import reports
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, without_marks
from handlers.ui.typed import EARLIEST_DAY, period, typed_span, words_for

_USUAL: Final = "month"
_KINDS: Final = {kind: words_for(f"export-{kind}") for kind in ExportKind}
_ALL: Final = words_for("all")


def handlers() -> list[Handler]:
    """The command, a button for each file, and the one that stops."""
    return [
        command("export", export_command, right=Right.EXPORT, place=84),
        press(ExportOffer, offer_exports, right=Right.EXPORT),
        press(Export, press_export, right=Right.EXPORT),
        press(StopExport, stop_export, right=Right.EXPORT),
    ]


async def export_command(context: ShopContext) -> None:
    """/export, /export orders, /export ledger 1/10 31/10 xlsx."""
    today = context.services.exports.today()
    if not context.args:
        await context.show(_offer(context.texts))
        return
    wanted = typed_export(context.args, today)
    if wanted is None:
        await context.show(_usage(context.texts, " ".join(context.args), today))
        return
    await _begin(context, wanted)


async def offer_exports(context: ShopContext, pressed: ExportOffer) -> None:
    """Which files there are."""
    del pressed
    await context.show(_offer(context.texts))


async def press_export(context: ShopContext, pressed: Export) -> None:
    """A file of the usual days."""
    today = context.services.exports.today()
    wanted = typed_export([pressed.kind, pressed.format], today)
    if wanted is None:
        await context.show(_offer(context.texts))
        return
    await _begin(context, wanted)


async def stop_export(context: ShopContext, pressed: StopExport) -> None:
    """Stops; its message says so itself."""
    del pressed
    stopped = context.bot_data.exports.stop(context.person_id)
    await context.toast(context.texts.plain("toast-export-stopping" if stopped else "toast-export-over"))


async def _begin(context: ShopContext, wanted: Wanted) -> None:
    exports = context.bot_data.exports
    if context.person_id in exports:
        await context.say(context.texts.plain("export-busy"))
        return
    run = ExportRun(
        context.bot,
        context.texts,
        context.services.exports,
        context.person_id,
        wanted,
        report=partial(reports.report, context),
    )
    await run.announce()
    await context.services.exports.begun(context.person_id, wanted.kind, wanted.first, wanted.last)
    exports.begin(context.person_id, run.run(), "an export")


def typed_export(words: list[str], today: date) -> Wanted | None:
    """What somebody wants: a kind, then days (or a month is meant; of customers all), and the form anywhere.

    None for anything else.
    """
    said = [without_marks(word).strip().casefold() for word in words]
    forms = [word for word in said if word in set(Format)]
    rest = [word for word in said if word not in set(Format)]
    if len(forms) > 1 or not rest:
        return None
    kinds = [kind for kind, names in _KINDS.items() if rest[0] in names]
    if not kinds:
        return None
    (kind,) = kinds
    span = _span(kind, rest[1:], today)
    form = Format(forms[0]) if forms else Format.CSV
    return None if span is None else Wanted(kind, *span, form)


def _span(kind: ExportKind, words: list[str], today: date) -> tuple[date, date] | None:
    if (not words and kind is ExportKind.CUSTOMERS) or (len(words) == 1 and words[0] in _ALL):
        return EARLIEST_DAY, today
    return typed_span(words, today) if words else period(_USUAL, today)


def _offer(texts: Texts) -> Screen:
    rows = [
        [
            button(
                texts.plain("button-export", kind=texts.plain(f"export-{kind}"), form=form.upper()),
                Export(kind, form),
            )
            for form in Format
        ]
        for kind in ExportKind
    ]
    example = Code("/export orders 1/10 31/10 xlsx")
    return Screen(texts.html("export-offer", example=example), keyboard(rows))


def _usage(texts: Texts, words: str, today: date) -> Screen:
    del today
    kinds = " · ".join(ExportKind)
    example = Code("/export orders 1/10 31/10 xlsx")
    return Screen(texts.html("usage-export", words=words, kinds=Code(kinds), example=example))
