"""kill -9 over PostgreSQL: each day where goods and money change hands, and at some other work that a process
may leave behind. All of it has its turn there within some weeks; `make walks` plays it at once.

A process that comes back takes up the work of the dead one when it has found it dead, which takes nine
seconds: all scenes of a day are played at once.
"""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path

import pytest

from tests import postgres
from tests.crash.scenes import gifts, purchases, starts, worse_moments
from tests.crash.scenes.baskets import BasketInStars, buys_a_basket_and_is_killed
from tests.crash.scenes.broadcasts import killed_while_some_are_written_to
from tests.crash.scenes.journeys import JOURNEYS, LAST, BackToStars, Stars, is_killed
from tests.e2e.lanes import Moment, Scene, moments, play
from tests.e2e.nursery import Nursery
from tests.turns import ALL, has_turn

pytestmark = [pytest.mark.processes, pytest.mark.postgresql]

Kind = tuple[str, str]
EACH_DAY: dict[str, Scene] = {
    "purchase, before the order is taken": partial(
        purchases.buys_and_is_killed, moment=Moment("supplier", "placeOrder", 1, "before")
    ),
    "purchase, after the order was taken": partial(
        purchases.buys_and_is_killed, moment=Moment("supplier", "placeOrder", 1, "after")
    ),
    "money in, after Telegram may take it": partial(
        is_killed, journey=Stars, moment=Moment("telegram", "answerPreCheckoutQuery", 1, "after")
    ),
    "refund to the payer, after it was made": partial(
        is_killed, journey=BackToStars, moment=Moment("telegram", "refundStarPayment", 1, "after")
    ),
}
OTHER_SCENES: tuple[Scene, ...] = (
    purchases.while_a_webhook_delivers_the_press,
    purchases.while_the_rest_of_an_order_is_refunded,
    worse_moments.again_and_a_little_later,
    worse_moments.among_three_buyers_of_the_same_goods,
    worse_moments.while_looking_for_a_lost_order_before_the_answer,
    worse_moments.while_looking_for_a_lost_order_after_the_answer,
    worse_moments.before_the_merchant_hears_that_the_wallet_was_filled,
    worse_moments.after_the_merchant_heard_that_the_wallet_was_filled,
    killed_while_some_are_written_to,
)
DAYS = 6
"""In so many days each kind of work has its turn once, at another moment each time."""


def _at_moments(
    scene: Callable[..., None], kinds: Iterable[Kind], *, not_after: Collection[Kind] = ()
) -> dict[str, Scene]:
    """The scene at each request of these kinds, with the moment's name."""
    asked = dict.fromkeys(kinds, 1)
    carried_out = {kind: number for kind, number in asked.items() if kind not in not_after}
    doomed = moments(asked, "before", ALL) + moments(carried_out, "after", ALL)
    return {str(moment): partial(scene, moment=moment) for moment in doomed}


def _works() -> dict[str, dict[str, Scene]]:
    """The scenes of each kind of work; those of one kind take turns."""
    works = {scene.__name__.replace("_", " "): {"": scene} for scene in OTHER_SCENES}
    works["purchase"] = _at_moments(purchases.buys_and_is_killed, purchases.NEEDED)
    works["basket"] = _at_moments(buys_a_basket_and_is_killed, purchases.NEEDED)
    works["claim of a gift"] = _at_moments(gifts.claims_and_is_killed, gifts.NEEDED)
    works["first start"] = _at_moments(starts.is_killed_and_opens, starts.FIRST_START)
    works["start with work"] = _at_moments(starts.starts_and_is_killed, starts.START_WITH_WORK)
    for journey in (*JOURNEYS, BasketInStars):
        tried = [kind for kind in journey.needs if journey.tried is None or kind[1] in journey.tried]
        works[journey.__name__] = _at_moments(partial(is_killed, journey=journey), tried, not_after=LAST)
    return works


def scenes(turn: str | None = None) -> dict[str, Scene]:
    """Those that are played on that day; today's if it is not said."""
    return EACH_DAY | {
        f"{work} {moment}".rstrip(): scene
        for place, (work, at_moments) in enumerate(_works().items())
        if has_turn(place, DAYS, turn)
        for number, (moment, scene) in enumerate(at_moments.items())
        if has_turn(number, len(at_moments), turn, days=DAYS)
    }


def test_killed_at_work_of_each_kind_it_delivers_once_and_charges_once(
    nursery: Nursery, tmp_path: Path, subtests: pytest.Subtests, postgres_server: postgres.Server
) -> None:
    play(scenes(), tmp_path, nursery, subtests, server=postgres_server, at_once=8)


def test_each_day_has_as_many_scenes_and_in_time_each_has_its_turn() -> None:
    days = [scenes(str(day)) for day in range(739_000, 739_000 + 40 * DAYS)]
    assert {len(day) for day in days} <= {7, 8}
    assert {name for day in days for name in day} == set(scenes(ALL))
