"""Telegram calling the shop instead of being asked, and the health page beside it."""

import json

import httpx
import pytest

from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane, free_port
from tests.e2e.processes import wait_for
from tests.e2e.purchases import assert_bought_once, code_messages, settled

pytestmark = pytest.mark.processes


def test_with_a_webhook(plays: Play) -> None:
    plays(
        a_purchase_works_as_with_polling,
        what_was_written_while_it_was_away_is_answered,
        only_telegram_gets_in,
        it_goes_back_to_polling,
    )


def test_the_health_page_answers_beside_polling(mine: Lane) -> None:
    port = free_port()
    mine.opens(HTTP_PORT=port)
    answer = wait_for("the health page", lambda: healthy(port))
    assert answer == {"ok": True, "troubles": []}
    # Only what is meant for outside is there.
    assert (
        httpx.get(f"http://127.0.0.1:{port}/telegram/hook", trust_env=False, verify=False).status_code == 404
    )


def a_purchase_works_as_with_polling(lane: Lane) -> None:
    lane.opens_with_webhook()
    person = lane.buys()
    assert_bought_once(lane, person)
    assert len(code_messages(person)) == 1
    assert not lane.world.asked("getUpdates")
    assert healthy(lane.shop.settings["HTTP_PORT"]) == {"ok": True, "troubles": []}


def what_was_written_while_it_was_away_is_answered(lane: Lane) -> None:
    lane.opens_with_webhook()
    person, wanted = lane.offered()
    other, admin = lane.customer(), lane.world.admin()
    before = lane.shop.wallet(other)
    lane.shop.kill()
    for dinars in range(1, 41):
        admin.sends(f"/credit {other.id} {dinars}")
    for _ in range(25):
        person.sends("/nosuchcommand")
    wanted.buy()
    asked = person.sends("/help")["message_id"]
    lane.opens()
    person.sees_button("shop:", after=asked)
    settled(lane.shop)
    assert lane.shop.wallet(other) == before + sum(range(1, 41)) * 100
    assert_bought_once(lane, person)


def only_telegram_gets_in(lane: Lane) -> None:
    url = lane.opens_with_webhook()
    update = {"update_id": 2_000_000_000, "message": {"message_id": 1, "date": 0, "text": "/start"}}
    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}):
        answer = httpx.post(url, content=json.dumps(update), headers=headers, trust_env=False, verify=False)
        assert answer.status_code == 403
    settled(lane.shop)
    assert not lane.shop.rows("SELECT * FROM inbox WHERE update_id = ?", update["update_id"])


def it_goes_back_to_polling(lane: Lane) -> None:
    lane.opens_with_webhook()
    person = lane.customer()
    assert lane.shop.stop() == 0
    for name in ("WEBHOOK_URL", "HTTP_PORT"):
        del lane.shop.settings[name]
    asked = person.sends("/help")["message_id"]
    lane.opens()
    person.sees_button("shop:", after=asked)


def healthy(port: str) -> object:
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False, verify=False)
    except httpx.TransportError:
        return None
    return answer.json() if answer.status_code == 200 else None
