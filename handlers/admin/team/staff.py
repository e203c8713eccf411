"""/staff: who works here and as what; roles are given and taken, typed or by buttons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.shop.errors import NotFoundError
from bot.shop.roles.rights import Right, StaffRole
from bot.shop.staff.keeping import Candidate, Member
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.team.callbacks import (
    AskNewMember,
    AskRole,
    AskTakeRole,
    Audit,
    GiveRole,
    TakeRole,
    Team,
    TeamMember,
)
from handlers.ui import typed, unknown
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, keyboard, page_line, page_of, pages_row
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, tidy, without_marks
from handlers.words.person import person_words
from handlers.words.reason import not_understood

_ADD: Final = typed.words_for("add")
_REMOVE: Final = typed.words_for("remove")
_USERNAME: Final = re.compile(r"@?[A-Za-z][A-Za-z0-9_]{3,31}")
_SHOWN: Final = 60  # characters of what was typed
_WHO_AND_ROLE, _WHO = 3, 2


@dataclass(frozen=True)
class AskWho(Question):
    """Who shall work here?"""

    kind = "staff-who"


def handlers() -> list[Handler]:
    """The list, one person, and what is done with their role."""
    keep = Right.KEEP_STAFF
    return [
        command("staff", staff_command, right=keep, place=190),
        press(Team, open_team, right=keep),
        press(TeamMember, open_member, right=keep),
        press(AskRole, ask_role, right=keep),
        press(GiveRole, give_role, right=keep),
        press(AskTakeRole, ask_take_role, right=keep),
        press(TakeRole, take_role, right=keep),
    ]


def asking() -> list[Handler]:
    """The button that asks for a person."""
    return [press(AskNewMember, ask_new_member, right=Right.KEEP_STAFF)]


def answers() -> dict[type[Question], list[Handler]]:
    """The person, typed."""
    return {AskWho: [answer(AskWho, type_who, right=Right.KEEP_STAFF)]}


def role_typed(word: str) -> StaffRole | None:
    """The role that a word means in any language."""
    said = without_marks(word).casefold()
    return next((role for role in StaffRole if said in typed.words_for(role)), None)


async def staff_command(context: ShopContext) -> None:
    """/staff, /staff add WHO ROLE, /staff remove WHO."""
    words = list(context.args or [])
    if not words:
        await context.show(await _team_screen(context))
        return
    act = without_marks(words[0]).casefold()
    if act in _ADD and len(words) == _WHO_AND_ROLE:
        await _add(context, words[1], words[2])
    elif act in _REMOVE and len(words) == _WHO:
        if (user_id := await _read_who(context, words[1])) is not None:
            await _remove(context, user_id)
    else:
        known = act in _ADD | _REMOVE
        said = " ".join(words) if known else words[0]
        await context.show(not_understood(context.texts, said, _usage(context.texts)))


async def open_team(context: ShopContext, pressed: Team) -> None:
    """A page of who works here."""
    await context.show(await _team_screen(context, pressed.page))


async def open_member(context: ShopContext, pressed: TeamMember) -> None:
    """One person."""
    await context.show(await _member_screen(context, pressed.user_id))


async def ask_new_member(context: ShopContext, pressed: AskNewMember) -> State:
    """Who shall work here?"""
    del pressed
    back = keyboard([[button(context.texts.plain("button-staff"), Team(1))]])
    await context.show(Screen(context.texts.html("staff-who", example=Code("1001")), back))
    return AskWho()


async def type_who(context: ShopContext, asked: AskWho) -> State:
    """A number or a username: the person, with the roles that they may get."""
    user_id = await _read_who(context, context.typed)
    if user_id is None:
        return asked
    await context.show(await _member_screen(context, user_id))
    return END


async def ask_role(context: ShopContext, pressed: AskRole) -> None:
    """Shall they?"""
    role = role_typed(pressed.role)
    if role is None:
        await unknown.answer_button(context)
        return
    await context.show(await _sure_screen(context, pressed.user_id, role))


async def give_role(context: ShopContext, pressed: GiveRole) -> None:
    """They shall."""
    role = role_typed(pressed.role)
    if role is None:
        await unknown.answer_button(context)
        return
    given = await context.services.staff_keeping.give(context.person_id, pressed.user_id, role)
    toast = context.texts.plain("toast-role-given" if given else "toast-nothing-changed")
    await context.show(await _member_screen(context, pressed.user_id), toast=toast)
    await context.bot_data.menus.publish()


async def ask_take_role(context: ShopContext, pressed: AskTakeRole) -> None:
    """Shall they work here no more?"""
    texts = context.texts
    name = await context.services.customers.name_of(pressed.user_id)
    text = texts.html("staff-sure-remove", name=name, customer=Code(pressed.user_id))
    rows: list[Row] = [
        [button(texts.plain("button-yes-remove"), TakeRole(pressed.user_id))],
        [button(texts.plain("button-no-back"), TeamMember(pressed.user_id))],
    ]
    await context.show(Screen(text, keyboard(rows)))


async def take_role(context: ShopContext, pressed: TakeRole) -> None:
    """No more."""
    taken = await context.services.staff_keeping.remove(context.person_id, pressed.user_id)
    toast = context.texts.plain("toast-role-taken" if taken else "toast-nothing-changed")
    await context.show(await _team_screen(context), toast=toast)
    await context.bot_data.menus.publish()


async def _add(context: ShopContext, who: str, word: str) -> None:
    texts, role = context.texts, role_typed(word)
    if role is None:
        reason = texts.html("staff-role-not-read", words=tidy(word, _SHOWN))
        await context.show(Screen(f"{reason}\n\n{_usage(texts)}"))
        return
    user_id = await _read_who(context, who)
    if user_id is None:
        return
    if typed.user_id(who) is None:
        # A username may have passed to somebody else since the shop last saw it: look first.
        await context.show(await _sure_screen(context, user_id, role))
        return
    given = await context.services.staff_keeping.give(context.person_id, user_id, role)
    done = texts.html("staff-given" if given else "staff-had-it", **await _says(context, user_id, role))
    screen = await _member_screen(context, user_id)
    await context.show(screen.headed(done))
    await context.bot_data.menus.publish()


async def _remove(context: ShopContext, user_id: int) -> None:
    texts = context.texts
    taken = await context.services.staff_keeping.remove(context.person_id, user_id)
    name = await context.services.customers.name_of(user_id)
    key = "staff-taken" if taken else "staff-is-none"
    done = texts.html(key, name=name, customer=Code(user_id))
    await context.show((await _team_screen(context)).headed(done))
    await context.bot_data.menus.publish()


async def _read_who(context: ShopContext, words: str) -> int | None:
    """The person whom a number or a username means; where there is none, it was said why."""
    texts = context.texts
    if (user_id := typed.user_id(words)) is not None:
        return user_id
    said = without_marks(words).strip()
    if not _USERNAME.fullmatch(said):
        reason = texts.html("customer-not-read", words=tidy(said, _SHOWN))
        await context.show(Screen(f"{reason}\n\n{_usage(texts)}"))
        return None
    try:
        return (await context.services.staff_keeping.with_username(said)).id
    except NotFoundError:
        await context.show(Screen(texts.html("staff-no-username", words=tidy(said, _SHOWN))))
        return None


async def _team_screen(context: ShopContext, page: int = 1) -> Screen:
    texts = context.texts
    members, page, pages = page_of(await context.services.staff_keeping.working(), page)
    lines = [texts.html("staff-list"), *(_line(texts, member) for member in members)]
    rows: list[Row] = [
        [button(f"{texts.plain(f'role-{member.role}')} · {member.name}", TeamMember(member.user_id))]
        for member in members
    ]
    rows.append(pages_row(texts, Team, page, pages))
    rows.append([button(texts.plain("button-staff-add"), AskNewMember())])
    rows.append([panel_button(texts)])
    return Screen("\n\n".join(lines) + page_line(texts, page, pages), keyboard(rows))


async def _member_screen(context: ShopContext, user_id: int) -> Screen:
    texts = context.texts
    seen = await context.services.staff_keeping.candidate(context.person_id, user_id)
    rows: list[Row] = [
        [button(texts.plain("button-make-role", role=texts.plain(f"role-{role}")), AskRole(user_id, role))]
        for role in seen.may_get
    ]
    if seen.may_go:
        rows.append([button(texts.plain("button-staff-remove"), AskTakeRole(user_id))])
    if seen.member is not None and context.may(Right.SEE_AUDIT):
        rows.append([button(texts.plain("button-audit"), Audit(user_id, 0, 0, 0, 0))])
    rows.append([button(texts.plain("button-staff"), Team(1))])
    return Screen("\n\n".join(_about(texts, seen)), keyboard(rows))


def _about(texts: Texts, seen: Candidate) -> Sequence[str]:
    if seen.member is None:
        who = person_words(seen.name, seen.username)
        name = texts.html("staff-nobody", name=who, customer=Code(seen.user_id))
        blocks = [name]
    else:
        blocks = [_line(texts, seen.member)]
    if not seen.known:
        blocks.append(texts.html("staff-unknown"))
    if seen.refusal is not None:
        blocks.append(texts.html(f"nottheirs-{seen.refusal}"))
    return blocks


async def _sure_screen(context: ShopContext, user_id: int, role: StaffRole) -> Screen:
    texts = context.texts
    text = texts.html("staff-sure-add", **await _says(context, user_id, role))
    rows: list[Row] = [
        [button(texts.plain("button-yes-make", role=texts.plain(f"role-{role}")), GiveRole(user_id, role))],
        [button(texts.plain("button-no-back"), TeamMember(user_id))],
    ]
    return Screen(f"{text}\n\n{texts.html(f'role-may-{role}')}", keyboard(rows))


async def _says(context: ShopContext, user_id: int, role: StaffRole) -> dict[str, str]:
    name = await context.services.customers.name_of(user_id)
    return {"name": name, "customer": Code(user_id), "title": context.texts.plain(f"role-{role}")}


def _line(texts: Texts, member: Member) -> str:
    """One person with their role: since when, by whom, and when they last did something."""
    name = texts.html(
        "staff-member",
        title=texts.plain(f"role-{member.role}"),
        name=person_words(member.name, member.username),
        customer=Code(member.user_id),
    )
    if member.given_by is None:
        since = texts.html("staff-since-settings", at=member.since)
    else:
        since = texts.html("staff-since", at=member.since, name=member.given_by)
    if member.acted_at is None:
        acted = texts.html("staff-never-acted")
    else:
        acted = texts.html("staff-acted", at=member.acted_at)
    return f"{name}\n{since}\n{acted}"


def _usage(texts: Texts) -> str:
    return texts.html("usage-staff", example=Code("/staff add 1001 cashier"), end=Code("/staff remove 1001"))
