"""A message to many during which the shop is killed and started again, and what must be true after it."""

import time
from collections import Counter
from collections.abc import Callable

from tests.e2e.lanes import Lane, Moment
from tests.e2e.processes import read, wait_for

PEOPLE = 150
KILLED_AT = ((40, "before"), (30, "after"))
"""At which message, counted from the start before, and whether Telegram had carried it out."""
SOME, SOME_KILLED_AT = 40, ((12, "before"), (8, "after"))
QUICKLY = 3.0
"""Seconds for an answer beside it, on a machine that does ten other things."""
_WORDS = "Promo de l’Aïd"


def killed_while_many_are_written_to(lane: Lane) -> None:
    survives(lane, PEOPLE, KILLED_AT, meanwhile=is_answered_quickly)


def killed_while_some_are_written_to(lane: Lane) -> None:
    """Nothing is asked of how quickly: for where many shops are killed at the same time."""
    survives(lane, SOME, SOME_KILLED_AT, meanwhile=lambda _: None)


def survives(
    lane: Lane,
    people: int,
    killed_at: tuple[tuple[int, str], ...],
    *,
    meanwhile: Callable[[Lane], object],
) -> None:
    """Plays it with so many people; `meanwhile` is called while it is being sent."""
    crowd = [lane.stranger() for _ in range(people)]
    for person in crowd:
        person.sends("/start")
    lane.opens()
    known = "SELECT count(*) FROM customers WHERE id > 0"
    wait_for("all to be known", lambda: lane.shop.value(known) == people + 1, within=people)
    quiet = "SELECT count(*) FROM inbox WHERE state = 'waiting'"
    wait_for("all to be answered", lambda: lane.shop.value(quiet) == 0, within=people)
    boss = lane.world.admin()
    asked = boss.sends("/broadcast")["message_id"]
    boss.sees(lambda m: "Écrivez maintenant le message" in read(m), "the question", after=asked)
    asked = boss.sends(_WORDS)["message_id"]
    boss.taps("b-ask:", after=asked)
    message, go = boss.sees_button("b-go:", after=asked)
    boss.presses(message, go)
    # Who comes from now on is none of those whom it is for.
    running = "SELECT count(*) FROM broadcasts WHERE state = 'running'"
    wait_for("it to be sent", lambda: lane.shop.value(running))
    meanwhile(lane)
    for nth, when in killed_at:
        lane.will_be_killed(Moment("telegram", "sendMessage", nth, when))
        assert lane.was_killed()
        lane.opens()
        meanwhile(lane)
    done = "SELECT count(*) FROM broadcasts WHERE state = 'done'"
    wait_for("the end", lambda: lane.shop.value(done), within=people)
    got = Counter({one.id: sum(_WORDS in read(m) for m in one.from_bot()) for one in crowd})
    ((sent, doubtful),) = lane.shop.rows("SELECT sent, doubtful FROM broadcasts")
    assert max(got.values()) == 1
    assert sent + doubtful == people + 1  # its writer is a customer too
    assert list(got.values()).count(0) <= doubtful <= len(killed_at)
    boss.sees(lambda m: f"Arrivés : {sent}" in read(m), "the result")


def is_answered_quickly(lane: Lane) -> None:
    """Somebody writes while it is being sent, and is answered quickly."""
    person = lane.stranger()
    began = time.monotonic()
    asked = person.sends("/start")["message_id"]
    person.sees_button("shop:", after=asked)
    took = time.monotonic() - began
    running = "SELECT count(*) FROM broadcasts WHERE state = 'running'"
    assert lane.shop.value(running)
    assert took < QUICKLY
