"""A code that does not work, from the customer's press to the answer in the staff's group; also when the shop
is killed while the topic is made.
"""

from typing import Any

import pytest

from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane, Moment
from tests.e2e.processes import Person, read, wait_for
from tests.e2e.purchases import assert_bought_once, code_messages

pytestmark = pytest.mark.processes


def test_what_customers_write_is_answered_in_the_staffs_group(plays: Play) -> None:
    plays(killed_before_the_topic_is_known, a_dead_code_is_answered_there)


def with_group(lane: Lane) -> int:
    group = int(lane.world.post("/demo/groups", title="Staff")["id"])
    lane.opens(SUPPORT_CHAT_ID=str(group))
    return group


def written(lane: Lane, group: int, words: str) -> dict[str, Any]:
    """The newest message of the group with these words."""

    def found() -> dict[str, Any] | None:
        posts = lane.world.get(f"/demo/groups/{group}/messages")
        return next((one for one in reversed(posts) if words in read(one)), None)

    message: dict[str, Any] = wait_for(f"{words!r} in the group", found)
    return message


def answers(lane: Lane, group: int, topic: int, words: str) -> None:
    lane.world.admin().does("send", text=words, group=group, topic=topic)


def a_dead_code_is_answered_there(lane: Lane) -> None:
    group = with_group(lane)
    person = lane.buys()
    assert_bought_once(lane, person)
    code = wait_for("the code", lambda: code_messages(person))[0]
    person.presses(code, Person.buttons(code, "dead:")[0])
    person.sees_text("ne marche pas")
    person.sends("Déjà utilisé.")
    told = written(lane, group, "Déjà utilisé.")
    topic = told["message_thread_id"]
    answers(lane, group, topic, "On regarde.")
    person.sees_text("On regarde.")
    begun = written(lane, group, "//")
    lane.world.admin().presses(begun, Person.buttons(begun, "t-supp:")[0], group=group)
    text = read(written(lane, group, "Order ID"))
    [order] = lane.world.orders()
    assert order["id"] in text
    assert order["cards"][0]["serial"] in text
    assert order["cards"][0]["value"] not in text
    lane.world.admin().presses(begun, Person.buttons(begun, "t-shut:")[0], group=group)
    closed = "SELECT count(*) FROM tickets WHERE state = 'closed' AND kind = 'dead_code'"
    wait_for("the end", lambda: lane.shop.value(closed))
    person.sees(lambda one: Person.buttons(one, "wrb:") and "réglée" in read(one))
    wait_for("a closed topic", lambda: topics(lane, group)[0]["closed"])


def killed_before_the_topic_is_known(lane: Lane) -> None:
    group = with_group(lane)
    person = lane.stranger()
    person.sends("/start")
    lane.will_be_killed(Moment("telegram", "createForumTopic", 1, "after"))
    person.sends("/support au secours")
    assert lane.was_killed()
    lane.opens()
    told = written(lane, group, "au secours")
    answers(lane, group, told["message_thread_id"], "Nous voilà.")
    person.sees_text("Nous voilà.")
    posts = lane.world.get(f"/demo/groups/{group}/messages")
    assert sum("au secours" in read(one) for one in posts) == 1


def topics(lane: Lane, group: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lane.world.get(f"/demo/groups/{group}")["topics"]
    return found
