"""Who may do what: every command, button and typed answer that is hung in, in every role.

The table is compared with what is registered: a new command, button or question fails here until it has its
row.
What a role lacks is for it as though it did not exist; only buttons and answers say that they are no longer
theirs, and only to people who work here or did once.
"""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final

import pytest
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ConversationHandler

from bot.shop.roles.rights import RIGHTS, Right, StaffRole
from handlers.customer.support.support import AskMessage
from handlers.ui.callback_codec import Callback
from handlers.ui.questions import Question, QuestionConversation
from tests.handlers.shopfloor import KARIM, Floor, Person

ALL: Final = "owner manager cashier support"
ONE: Final = "owner"
TWO: Final = "owner manager"
TILL: Final = "owner manager cashier"
DESK: Final = "owner manager support"
EVERYBODY: Final = "everybody"

COMMANDS: Final = {
    "cancel": EVERYBODY,
    "help": EVERYBODY,
    "language": EVERYBODY,
    "orders": EVERYBODY,
    "paysupport": EVERYBODY,
    "shop": EVERYBODY,
    "start": EVERYBODY,
    "support": EVERYBODY,
    "terms": EVERYBODY,
    "topup": EVERYBODY,
    "wallet": EVERYBODY,
    "admin": ALL,
    "customer": ALL,
    "open": ALL,
    "order": ALL,
    "replies": DESK,
    "tickets": DESK,
    "credit": TILL,
    "debit": TILL,
    "payments": TILL,
    "receipts": TILL,
    "audit": TWO,
    "balance": TWO,
    "hide": TWO,
    "ledger": TWO,
    "limit": TWO,
    "maintenance": TWO,
    "margin": TWO,
    "price": TWO,
    "promo": TWO,
    "refund": TWO,
    "staff": TWO,
    "unhide": TWO,
    "backup": ONE,
}
"""Who may write which command."""

BUTTONS: Final = {
    "again": EVERYBODY,
    "buy": EVERYBODY,
    "cat": EVERYBODY,
    "chg": EVERYBODY,
    "dead": EVERYBODY,
    "deadn": EVERYBODY,
    "drop": EVERYBODY,
    "help": EVERYBODY,
    "lang": EVERYBODY,
    "langs": EVERYBODY,
    "menu": EVERYBODY,
    "ord": EVERYBODY,
    "ords": EVERYBODY,
    "pay": EVERYBODY,
    "prd": EVERYBODY,
    "promo": EVERYBODY,
    "pwc": EVERYBODY,
    "pwg": EVERYBODY,
    "pwo": EVERYBODY,
    "pws": EVERYBODY,
    "pww": EVERYBODY,
    "qty": EVERYBODY,
    "see": EVERYBODY,
    "shop": EVERYBODY,
    "snd": EVERYBODY,
    "sord": EVERYBODY,
    "spay": EVERYBODY,
    "spays": EVERYBODY,
    "tua": EVERYBODY,
    "tub": EVERYBODY,
    "tup": EVERYBODY,
    "typ": EVERYBODY,
    "wal": EVERYBODY,
    "wrb": EVERYBODY,
    "wrt": EVERYBODY,
    "a-all": ALL,
    "a-cust": ALL,
    "a-open": ALL,
    "a-ord": ALL,
    "a-see": ALL,
    "a-msg": DESK,
    "t-again": DESK,
    "t-ans": DESK,
    "t-free": DESK,
    "t-list": DESK,
    "t-open": DESK,
    "t-ords": DESK,
    "t-rep": DESK,
    "t-repd": DESK,
    "t-repn": DESK,
    "t-repo": DESK,
    "t-repq": DESK,
    "t-reps": DESK,
    "t-repw": DESK,
    "t-repx": DESK,
    "t-repy": DESK,
    "t-see": DESK,
    "t-shut": DESK,
    "t-supp": DESK,
    "t-take": DESK,
    "a-pay": TILL,
    "a-payd": TILL,
    "a-pays": TILL,
    "a-rc": TILL,
    "a-rcc": TILL,
    "a-rcn": TILL,
    "a-rcr": TILL,
    "a-rcs": TILL,
    "a-rcw": TILL,
    "a-rcy": TILL,
    "a-ask": TWO,
    "a-askgo": TWO,
    "a-askrole": TWO,
    "a-auto": TWO,
    "a-day": TWO,
    "a-do": TWO,
    "a-go": TWO,
    "a-hide": TWO,
    "a-lim": TWO,
    "a-limd": TWO,
    "a-limo": TWO,
    "a-lims": TWO,
    "a-log": TWO,
    "a-logby": TWO,
    "a-logdo": TWO,
    "a-look": TWO,
    "a-mem": TWO,
    "a-memnew": TWO,
    "a-more": TWO,
    "a-num": TWO,
    "a-numy": TWO,
    "a-pamt": TWO,
    "a-part": TWO,
    "a-pask": TWO,
    "a-pct": TWO,
    "a-pend": TWO,
    "a-pfor": TWO,
    "a-pgo": TWO,
    "a-pnew": TWO,
    "a-ppart": TWO,
    "a-ppct": TWO,
    "a-pr": TWO,
    "a-promo": TWO,
    "a-psee": TWO,
    "a-pset": TWO,
    "a-pwhere": TWO,
    "a-rback": TWO,
    "a-rend": TWO,
    "a-rf": TWO,
    "a-rloss": TWO,
    "a-rok": TWO,
    "a-role": TWO,
    "a-rsee": TWO,
    "a-rule": TWO,
    "a-rules": TWO,
    "a-set": TWO,
    "a-shut": TWO,
    "a-team": TWO,
    "a-wo": TWO,
    "a-woy": TWO,
}
"""Who may press which button, by its verb."""

ANSWERS: Final = {
    "typing_amount": EVERYBODY,
    "typing_promo_code": EVERYBODY,
    "typing_quantity": EVERYBODY,
    "typing_transfer_number": EVERYBODY,
    "writing_to_shop": EVERYBODY,
    "answering_ticket": DESK,
    "naming_reply": DESK,
    "writing_reply": DESK,
    "typing_received_amount": TILL,
    "typing_rejection": TILL,
    "staff-who": TWO,
    "typing_loss_reason": TWO,
    "typing_order_number": TWO,
    "typing_promo_part": TWO,
}
"""Who may answer which question, by its kind."""

PEOPLE: Final = {"owner": KARIM, "manager": 2101, "cashier": 2102, "support": 2103}
GONE, STRANGER = 2104, 2105


def everything(hung: Any) -> Iterator[BaseHandler[Any, Any, Any]]:
    """All handlers, also those inside conversations."""
    for one in hung:
        if isinstance(one, ConversationHandler):
            yield from everything(one.entry_points)
            yield from everything(one.fallbacks)
            for answers in one.states.values():
                yield from everything(answers)
        else:
            yield one


def registered(floor: Floor) -> list[BaseHandler[Any, Any, Any]]:
    return list(everything(handler for group in floor.application.handlers.values() for handler in group))


def who(right: Right | None) -> str:
    if right is None:
        return EVERYBODY
    return " ".join(role for role in StaffRole if right in RIGHTS[role])


async def test_every_command_button_and_answer_has_its_row(floor: Floor) -> None:
    commands: dict[str, str] = {}
    buttons: dict[str, str] = {}
    answers: dict[str, str] = {}
    for one in registered(floor):
        right = getattr(one, "right", None)
        if isinstance(one, CommandHandler):
            assert commands.setdefault(one.name, who(right)) == who(right)  # type: ignore[attr-defined]
        elif isinstance(kind := getattr(one, "kind", None), type) and issubclass(kind, Callback):
            assert buttons.setdefault(kind.verb, who(right)) == who(right)
        elif isinstance(kind, type) and issubclass(kind, Question):
            assert answers.setdefault(kind.kind, who(right)) == who(right)
        else:
            # Whatever nobody else knows, and what leaves a question.
            assert not isinstance(one, CallbackQueryHandler) or one.pattern is None
    assert commands == COMMANDS
    assert buttons == BUTTONS
    assert answers == ANSWERS


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
    values = {int: 1, str: "CDFGHJ2346"}
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


def test_the_question_that_everybody_answers_is_no_staff_question() -> None:
    assert ANSWERS[AskMessage.kind] == EVERYBODY
