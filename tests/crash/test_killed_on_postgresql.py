"""kill -9 over PostgreSQL: at one moment or two of each kind of work that a process may leave behind.

All moments are tried there by `make walks ARGS="--engine postgresql"`. A process that comes back takes up the
work of the dead one when it has found it dead, which takes nine seconds: all scenes are played at once.
"""

from functools import partial
from pathlib import Path

import pytest

from tests import postgres
from tests.crash.journeys import BackToStars, Stars, is_killed
from tests.crash.purchases import (
    buys_and_is_killed,
    while_a_webhook_delivers_the_press,
    while_the_rest_of_an_order_is_refunded,
)
from tests.e2e.lanes import Moment, Scene, play, shared_lanes
from tests.e2e.nursery import Nursery

pytestmark = [pytest.mark.processes, pytest.mark.postgresql]

SCENES: dict[str, Scene] = {
    "placing, before the order is taken": partial(
        buys_and_is_killed, moment=Moment("supplier", "placeOrder", 1, "before")
    ),
    "placing, after the order was taken": partial(
        buys_and_is_killed, moment=Moment("supplier", "placeOrder", 1, "after")
    ),
    "outbox, after the codes were sent": partial(
        buys_and_is_killed, moment=Moment("telegram", "sendMessage", 1, "after")
    ),
    "inbox, after a question for updates": partial(
        buys_and_is_killed, moment=Moment("telegram", "getUpdates", 1, "after")
    ),
    "inbox, while a webhook delivers": while_a_webhook_delivers_the_press,
    "money in, after Telegram may take it": partial(
        is_killed, journey=Stars, moment=Moment("telegram", "answerPreCheckoutQuery", 1, "after")
    ),
    "refund to the payer, after it was made": partial(
        is_killed, journey=BackToStars, moment=Moment("telegram", "refundStarPayment", 1, "after")
    ),
    "refund of what was not delivered": while_the_rest_of_an_order_is_refunded,
}


def test_killed_at_work_of_each_kind_it_delivers_once_and_charges_once(
    nursery: Nursery, tmp_path: Path, subtests: pytest.Subtests, postgres_server: postgres.Server
) -> None:
    with shared_lanes(tmp_path, nursery, server=postgres_server, number=len(SCENES)) as lanes:
        play(SCENES, tmp_path, nursery, subtests, lanes=lanes)
