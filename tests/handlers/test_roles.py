"""What a role lacks is for it as though it did not exist, tried with every command, button and question; only
buttons and answers say that they are no longer theirs, and only to people who work here or did once.
"""

from dataclasses import fields
from typing import Any, Final

import pytest
from telegram.ext import CallbackQueryHandler

from bot.shop.paging import FIRST, Cursor
from bot.shop.roles.rights import StaffRole
from handlers.ui.questions import Question, QuestionConversation
from tests.handlers.roles import ANSWERS, BUTTONS, COMMANDS, EVERYBODY
from tests.handlers.shopfloor import KARIM, Floor, Person
from tests.handlers.ui.hung_in import registered

PEOPLE: Final = {"owner": KARIM, "manager": 2101, "cashier": 2102, "support": 2103}
GONE, STRANGER = 2104, 2105


@pytest.fixture
async def people(floor: Floor) -> dict[str, Person]:
    """One person in each role, one who has lost it, and a customer; all read French."""
    keeping = floor.services.staff_keeping
    for name, user_id in {**PEOPLE, "gone": GONE, "stranger": STRANGER}.items():
        floor.telegram.chats.add(user_id, name, language_code="fr")
    for role in ("manager", "cashier", "support"):
        await keeping.give(KARIM, PEOPLE[role], StaffRole(role))
    await keeping.give(KARIM, GONE, StaffRole.MANAGER)
    await keeping.remove(KARIM, GONE)
    found = {name: floor.person(user_id) for name, user_id in PEOPLE.items()}
    return {**found, "gone": floor.person(GONE), "stranger": floor.person(STRANGER)}


NAMES: Final = [*PEOPLE, "gone", "stranger"]


@pytest.mark.parametrize("name", NAMES)
async def test_a_command_that_a_role_lacks_is_an_unknown_command(
    floor: Floor, people: dict[str, Person], name: str
) -> None:
    person = people[name]
    await person.sends("/start", "/nosuchcommand")
    unknown = (person.screen, person.buttons)
    wrong = {}
    for command, may in COMMANDS.items():
        if may != EVERYBODY:
            before = len(person.messages)
            await person.sends(f"/{command}")
            refused = (person.screen, person.buttons, len(person.messages)) == (*unknown, before + 1)
            if refused == (name in may.split()):
                wrong[command] = person.screen
    assert wrong == {}
    assert not (await floor.services.admin_overview.overview()).maintenance


def sample(kind: type[Any]) -> Any:
    """One with something in each field."""
    values = {int: 1, str: "CDFGHJ2346", Cursor: FIRST}
    return kind(**{field.name: values.get(field.type) for field in fields(kind)})  # type: ignore[call-overload]


@pytest.mark.parametrize("name", NAMES)
async def test_a_button_that_a_role_lacks_does_nothing_and_says_so(
    floor: Floor, people: dict[str, Person], name: str
) -> None:
    person = people[name]
    await person.sends("/start")
    message_id = person.last["message_id"]
    await person.presses(message_id, "nosuchbutton")
    theirs_no_more = "Vous ne pouvez plus faire cela."
    refusal = person.toast if name == "stranger" else theirs_no_more
    wrong = {}
    for kind in {
        handler.kind
        for handler in registered(floor)
        if isinstance(handler, CallbackQueryHandler) and hasattr(handler, "kind")
    }:  # type: ignore[attr-defined]
        may = BUTTONS[kind.verb]
        if may == EVERYBODY:
            continue
        before = len(person.messages)
        await person.presses(message_id, sample(kind).pack())
        refused = person.toasts[-1].get("text") is not None and person.toast == refusal
        nothing_else = len(person.messages) == before
        allowed = name in may.split()
        if refused == allowed or (not allowed and not nothing_else):
            wrong[kind.verb] = (person.toasts[-1], person.screen)
    assert wrong == {}


@pytest.mark.parametrize("name", NAMES)
async def test_an_answer_of_somebody_who_lost_the_role_is_not_heard(
    floor: Floor, people: dict[str, Person], name: str
) -> None:
    person = people[name]
    await person.sends("/start")
    conversations = [
        one
        for group in floor.application.handlers.values()
        for one in group
        if isinstance(one, QuestionConversation)
    ]
    wrong = {}
    for handler in registered(floor):
        kind = getattr(handler, "kind", None)
        if not (isinstance(kind, type) and issubclass(kind, Question)) or ANSWERS[kind.kind] == EVERYBODY:
            continue
        (asked_in,) = [one for one in conversations if kind.kind in one.states]
        question = sample(kind).pack(floor.clock.now())
        for one in conversations:
            one._conversations.pop((person.id, person.id), None)
        asked_in._conversations[(person.id, person.id)] = question
        await person.sends("x")
        refused = "Vous ne pouvez plus faire cela." in person.screen
        if refused == (name in ANSWERS[kind.kind].split()):
            wrong[kind.kind] = person.screen
    assert wrong == {}
