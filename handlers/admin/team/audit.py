"""/audit: what staff did, newest first, by person, act, subject and day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.shop.chat_settings.setting_list import Form
from bot.shop.errors import NotFoundError
from bot.shop.refs import typed_ref
from bot.shop.roles.rights import Right
from bot.shop.staff.audit import AuditLine, AuditWanted
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.team.audit_words import act_words, detail_words, subject_words
from handlers.admin.team.callbacks import Audit, AuditActions, AuditPeople
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, tidy, without_marks
from handlers.ui.typed import typed_day

_SUBJECT: Final = re.compile(r"[a-z_]+:[A-Za-z0-9_:.=-]{1,64}|shop")
_REF: Final = re.compile(r"[A-Z0-9]{10}")
_SHOWN: Final = 60
_MOST_PEOPLE: Final = 60
"""Buttons for people; whoever is looked for beyond these is typed: /audit 1001."""
_ANY: Final = Audit(0, 0, 0, 0, 0)


@dataclass(frozen=True)
class _Chosen:
    """What is wanted, and the button that says it."""

    wanted: AuditWanted
    pressed: Audit


def handlers() -> list[Handler]:
    """The command, the pages, and what chooses among the acts."""
    return [
        command("audit", audit_command, right=Right.SEE_AUDIT, place=200),
        press(Audit, open_audit, right=Right.SEE_AUDIT),
        press(AuditPeople, choose_person, right=Right.SEE_AUDIT),
        press(AuditActions, choose_action, right=Right.SEE_AUDIT),
    ]


async def audit_command(context: ShopContext) -> None:
    """/audit, with a person, an act, a subject and a day behind it, in any order."""
    wanted = AuditWanted()
    for word in context.args or []:
        read = await _read(context, wanted, without_marks(word))
        if read is None:
            texts = context.texts
            text = texts.html(
                "usage-audit",
                words=tidy(word, _SHOWN),
                example=Code(f"/audit {context.person_id} credit {context.services.audit_log.today()}"),
            )
            await context.show(Screen(text))
            return
        wanted = read
    day = 0 if wanted.day is None else wanted.day.toordinal()
    await _show(context, _Chosen(wanted, replace(_ANY, by=wanted.staff_id or 0, ordinal=day)))


async def open_audit(context: ShopContext, pressed: Audit) -> None:
    """A page of what was chosen."""
    log = context.services.audit_log
    action = None if not pressed.like else (await log.line(pressed.like)).action
    subject = None if not pressed.about else (await log.line(pressed.about)).subject
    day = typed.numbered_day(pressed.ordinal)
    await _show(context, _Chosen(AuditWanted(pressed.by or None, action, subject, day), pressed))


async def choose_person(context: ShopContext, pressed: AuditPeople) -> None:
    """Whose acts?"""
    texts = context.texts
    to = Audit(0, pressed.like, pressed.about, pressed.ordinal, 0)
    rows: list[Row] = [
        [button(name, replace(to, by=user_id))]
        for user_id, name in (await context.services.audit_log.people())[:_MOST_PEOPLE]
    ]
    rows.append([button(texts.plain("button-audit-anybody"), to)])
    await context.show(Screen(texts.html("audit-whose"), keyboard(rows)))


async def choose_action(context: ShopContext, pressed: AuditActions) -> None:
    """Which acts?"""
    texts = context.texts
    to = Audit(pressed.by, 0, pressed.about, pressed.ordinal, 0)
    buttons = [
        button(act_words(texts, line.action), replace(to, like=line.id))
        for line in await context.services.audit_log.actions()
    ]
    rows: list[Row] = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    rows.append([button(texts.plain("button-audit-anything"), to)])
    await context.show(Screen(texts.html("audit-which"), keyboard(rows)))


async def _read(context: ShopContext, wanted: AuditWanted, word: str) -> AuditWanted | None:
    """What is wanted with one more word; None for a word that means nothing here."""
    log, said = context.services.audit_log, word.casefold()
    if (day := typed_day(word, log.today())) is not None:
        return replace(wanted, day=day)
    if word.startswith("@") or typed.user_id(word) is not None:
        person = await _person(context, word)
        return None if person is None else replace(wanted, staff_id=person)
    if _SUBJECT.fullmatch(word):
        return replace(wanted, subject=word)
    for line in await log.actions():
        if said in {line.action, act_words(context.texts, line.action).casefold()}:
            return replace(wanted, action=line.action)
    ref = typed_ref(word)
    return replace(wanted, subject=f"order:{ref}") if _REF.fullmatch(ref) else None


async def _person(context: ShopContext, word: str) -> int | None:
    if (user_id := typed.user_id(word)) is not None:
        return user_id
    try:
        return (await context.services.staff_keeping.with_username(word)).id
    except NotFoundError:
        return None


async def _show(context: ShopContext, chosen: _Chosen) -> None:
    texts, pressed = context.texts, chosen.pressed
    page = await context.services.audit_log.page(chosen.wanted, behind=pressed.behind or None)
    if page.lines:
        # The buttons name an act and a subject by a line that has them: they can be longer than a button.
        first = page.lines[0].id
        pressed = replace(
            pressed,
            like=pressed.like or (first if chosen.wanted.action is not None else 0),
            about=pressed.about or (first if chosen.wanted.subject is not None else 0),
        )
    blocks = [await _head(context, chosen.wanted)]
    forms = context.services.live_settings.listed.changeable
    blocks += [_line(texts, forms, line) for line in page.lines]
    if not page.lines:
        blocks.append(texts.html("audit-none"))
    today = context.services.audit_log.today().toordinal()
    start = replace(pressed, behind=0)
    turn: list[Row] = []
    if page.has_older:
        turn = [[button(texts.plain("button-audit-older"), replace(pressed, behind=page.lines[-1].id))]]
    rows: list[Row] = [
        *turn,
        [
            button(texts.plain("button-audit-who"), AuditPeople(start.like, start.about, start.ordinal)),
            button(texts.plain("button-audit-what"), AuditActions(start.by, start.about, start.ordinal)),
        ],
        [
            button(texts.plain("button-audit-today"), replace(start, ordinal=today)),
            button(texts.plain("button-audit-yesterday"), replace(start, ordinal=today - 1)),
        ],
        [
            button(texts.plain("button-audit-all"), _ANY),
            panel_button(texts),
        ],
    ]
    await context.show(Screen("\n\n".join(blocks), keyboard(rows)))


async def _head(context: ShopContext, wanted: AuditWanted) -> str:
    """What is shown, in words."""
    texts = context.texts
    lines = [texts.html("audit")]
    if wanted.staff_id is not None:
        name = await context.services.customers.name_of(wanted.staff_id)
        lines.append(texts.html("audit-by", name=name, customer=Code(wanted.staff_id)))
    if wanted.action is not None:
        lines.append(texts.html("audit-act", what=act_words(texts, wanted.action)))
    if wanted.subject is not None:
        whom = await context.services.audit_log.whom(wanted.subject)
        lines.append(texts.html("audit-about", what=subject_words(texts, wanted.subject, whom)))
    if wanted.day is not None:
        lines.append(texts.html("audit-day", what=texts.day(wanted.day)))
    return "\n".join(lines)


def _line(texts: Texts, forms: Mapping[str, Form], line: AuditLine) -> str:
    text = texts.html(
        "audit-line",
        at=line.at,
        name=line.staff,
        what=act_words(texts, line.action),
        subject=subject_words(texts, line.subject, line.whom),
    )
    if (details := detail_words(texts, forms, line)) is not None:
        text += "\n" + texts.html("audit-detail", details=details)
    return text
