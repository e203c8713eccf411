"""The next line that a person types: what is open, for how long, and that it is on disk."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings
from handlers.admin.orders.doubts import AskOrderNumber
from handlers.customer.buying.questions import AskQuantity
from handlers.ui.questions import KEEP, BadQuestionError, Question, TakenKindError, is_over
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.buying_steps import choose
from tests.handlers.shopfloor import SOFIANE, Floor, Person

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
VALUES = {
    "review_id": st.integers(0, 2**52),
    "key": st.sampled_from(["shop_name", "greeting.ar"]),
    "field": st.sampled_from(["steps.ar", "link"]),
    "request_id": st.text(),
    "receipt_id": st.none() | st.integers(0, 2**52),
    "saw": st.text(),
    "line_id": st.text(),
    "ref": st.text(),
    "broadcast_id": st.integers(0, 2**52),
    "promo_id": st.integers(0, 2**52),
    "part": st.text(),
    "draft_id": st.text(),
    "ticket_id": st.none() | st.integers(0, 2**52),
    "about": st.none() | st.text(),
    "card": st.none() | st.integers(0, 100),
    "name": st.text(),
    "language": st.text(),
    "deed": st.sampled_from(["price", "limit", "hide", "unhide"]),
    "place": st.text(),
    "per_day": st.integers(0, 1),
    "act": st.sampled_from(["credit", "debit"]),
    "user_id": st.integers(0, 2**52),
}


@st.composite
def a_question(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from(sorted(Question.__subclasses__(), key=lambda one: one.kind)))
    return kind(**{name: draw(VALUES[name]) for name in (field.name for field in fields(kind))})


@given(a_question())
def test_what_is_packed_is_read_again_and_ends_in_its_time(question: Question) -> None:
    state = question.pack(NOW)
    assert type(question).unpack(state) == question
    assert not is_over(state, NOW + KEEP - timedelta(seconds=1))
    assert is_over(state, NOW + KEEP)


@pytest.mark.parametrize(
    "state",
    ["", "typing_decision", "typing_quantity {", "typing_quantity 5", "typing_quantity []", 'x [1, "y"]'],
)
def test_a_state_that_no_question_packs_is_over(state: str) -> None:
    assert is_over(state, NOW)


@pytest.mark.parametrize(
    "state", [None, "typing_quantity", "typing_order_number", 'typing_order_number [1, "a", "b"]']
)
def test_one_kind_does_not_read_another(state: str | None) -> None:
    with pytest.raises(BadQuestionError):
        AskOrderNumber.unpack(state)


def test_a_state_of_before_there_were_arguments_is_still_read() -> None:
    assert AskQuantity.unpack("typing_quantity") == AskQuantity()
    assert not is_over("typing_quantity", NOW)


def test_a_taken_kind_is_refused_where_it_is_defined() -> None:
    with pytest.raises(TakenKindError, match="AskQuantity"):

        @dataclass(frozen=True)
        class Another(Question):
            kind = "typing_quantity"


async def test_an_old_question_is_closed_while_the_shop_runs(floor: Floor, sofiane: Person) -> None:
    await choose(sofiane)
    floor.clock.tick(KEEP.total_seconds() + 1)
    await sofiane.sends("2")
    assert "Je n’ai pas compris" in sofiane.screen
    assert await floor.store.get_conversations("buying") == {}


async def test_the_next_start_forgets_an_old_question(
    settings: Settings, db: Database, clock: FakeClock
) -> None:
    async with shopfloor.opened(settings, db, clock) as before:
        await before.person(SOFIANE).sends("/paysupport")
        assert len(await before.store.get_conversations("support")) == 1
    clock.tick(KEEP.total_seconds() + 1)
    async with shopfloor.opened(settings, db, clock) as now:
        assert await now.store.get_conversations("support") == {}
    async with db.read() as conn:
        assert (await conn.exec_driver_sql("SELECT count(*) FROM conversations")).scalar_one() == 0
