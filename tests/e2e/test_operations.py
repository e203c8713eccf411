"""What operators read of a running shop: its pages, its figures, and one line in the log for each piece of
work.
"""

import json
import re
from typing import Any

import httpx
import pytest

from tests.e2e.expressions import FOLDER, Known, expressions, rules
from tests.e2e.lanes import Lane, free_port
from tests.e2e.processes import wait_for
from tests.e2e.purchases import code_messages, offer, settled

pytestmark = pytest.mark.processes


def get(lane: Lane, path: str, **headers: str) -> httpx.Response:
    port = lane.shop.settings["HTTP_PORT"]
    return httpx.get(f"http://127.0.0.1:{port}{path}", headers=headers, trust_env=False, verify=False)


def alive(lane: Lane) -> Any:
    try:
        return get(lane, "/healthz").status_code == 200
    except httpx.TransportError:
        return False


def test_a_day_in_figures_and_lines(mine: Lane) -> None:
    mine.opens_with_webhook()
    person, boss = mine.customer(), mine.world.admin()
    offer(person, mine.world.goods()).buy()
    settled(mine.shop)
    wait_for("the codes", lambda: code_messages(person))
    boss.sends(f"/debit {person.id} 7")
    settled(mine.shop)

    assert get(mine, "/readyz").json() == {
        "ready": True,
        "parts": dict.fromkeys(("shop", "database", "telegram", "workers", "supplier", "outbox"), "ok"),
    }
    figures = wait_for("the delivery", lambda: delivered(mine))
    for line in (
        'hanout_orders_moved_total{status="fulfilled"} 1.0',
        'hanout_money_out_dinars_total{method="by_hand"} 7.0',
        'hanout_supplier_request_seconds_count{call="placeOrder",result="ok"} 1.0',
        'hanout_update_seconds_count{kind="callback_query",outcome="done"}',
        'hanout_telegram_request_seconds_count{method="sendMessage",result="ok"}',
        'hanout_worker_round_seconds_count{outcome="done",worker="sender"}',
        'hanout_shop_orders{status="needs_review"} 0.0',
        'hanout_ready{part="supplier"} 1.0',
        "process_start_time_seconds",
    ):
        assert line in figures, line
    known = Known(figures)
    wrong = {one: found for one in expressions() if (found := known.wrong_with(one))}
    assert not wrong
    explained = (FOLDER / "README.md").read_text("utf-8")
    names = {name for name in re.findall(r"^# TYPE (hanout_\w+)", figures, re.MULTILINE)}
    assert not {name for name in names if f"`{name}`" not in explained}
    # Through a web server nobody reads them, though everybody may write to the webhook.
    assert get(mine, "/metrics", **{"X-Forwarded-For": "203.0.113.9"}).status_code == 404

    lines = [json.loads(line) for line in mine.shop.said().splitlines() if line.startswith("{")]
    (bought,) = [one for one in lines if one["event"] == "update" and "buy" in one.get("handler", "")][-1:]
    assert bought["person"] == person.id
    assert bought["kind"] == "callback_query"
    assert bought["outcome"] == "done"
    assert bought["telegram_requests"] >= 1
    assert 0 <= bought["waited"] <= bought["seconds"]
    one_of_each = {(one["event"], one.get("update")) for one in lines if one["event"] == "update"}
    assert len(one_of_each) == len([one for one in lines if one["event"] == "update"])
    (placed,) = [one for one in lines if one.get("call") == "placeOrder"]
    assert placed["event"] == "supplier asked"
    assert placed["worker"] == "placer"
    (codes,) = [one for one in lines if one["event"] == "message" and one["kind"] == "codes"]
    assert codes["outcome"] == "done"
    (acted,) = [one for one in lines if one["event"] == "staff acted" and one["action"] == "debit"]
    assert acted["update"] == boss.world.last_update


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("max(hanout_shop_orders)", None),
        ('max by (status) (hanout_shop_orders{status=~"paid|placing"})', None),
        ('sum(rate(hanout_update_seconds_count{outcome="failed"}[5m])) > 0.5', None),
        ("max(hanout_shop_order)", "there is no hanout_shop_order"),
        ("sum(hanout_shop_orders)", "it adds up what is the same from each process"),
        ('max(hanout_shop_orders{state="paid"})', "hanout_shop_orders has no label state"),
        ('max(hanout_shop_orders{status="paied"})', "status of hanout_shop_orders is never paied"),
        ("max by (part) (hanout_shop_orders)", "hanout_shop_orders has no label part"),
        (
            'rate(hanout_update_seconds_count{outcome="odd"}[5m])',
            "outcome of hanout_update_seconds_count is never odd",
        ),
        ("1 + 1", "it asks for nothing"),
    ],
)
def test_a_wrong_expression_is_found(expression: str, problem: str | None) -> None:
    known = Known(
        "# HELP hanout_shop_orders x\n# TYPE hanout_shop_orders gauge\n"
        'hanout_shop_orders{status="paid"} 1\n'
        "# HELP hanout_update_seconds done or failed\n# TYPE hanout_update_seconds histogram\n"
        'hanout_update_seconds_count{outcome="done"} 1\n'
    )
    assert known.wrong_with(expression) == ([] if problem is None else [problem])


def test_each_alert_has_words_and_an_answer() -> None:
    explained = (FOLDER / "README.md").read_text("utf-8")
    for rule in rules():
        assert rule["annotations"]["summary"].endswith(".")
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert f"| `{rule['alert']}` |" in explained
    told = set(re.findall(r"^\| `(Hanout\w+)` \|", explained, re.MULTILINE))
    assert told == {rule["alert"] for rule in rules()}


def delivered(lane: Lane) -> str | None:
    text = get(lane, "/metrics").text
    return text if "hanout_payment_to_delivery_seconds_count 1.0" in text else None


def test_a_shop_that_telegram_does_not_let_in_yet_says_so(mine: Lane) -> None:
    mine.world.fault("telegram", "getMe", "status", times=1000)
    mine.shop.settings["HTTP_PORT"] = free_port()
    mine.shop.start()
    wait_for("the pages", lambda: alive(mine))
    answer = get(mine, "/readyz")
    assert answer.status_code == 503
    assert {name for name, said in answer.json()["parts"].items() if said != "ok"} >= {"shop", "telegram"}
    mine.world.clear_faults()
    wait_for("the shop to be ready", lambda: get(mine, "/readyz").status_code == 200)
