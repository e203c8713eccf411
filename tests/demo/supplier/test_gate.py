"""Keys, lockout, limits, stops and paths: what a request meets before anybody reads what it asks for."""

import pytest

from bot.demo.supplier.keys import LOCKOUT_SECONDS
from tests.demo.supplier.sandbox import KEY, SANDBOX_KEY, Sandbox

WRONG = "no-such-key"


async def test_ping_needs_no_key(sandbox: Sandbox) -> None:
    answer = await sandbox.http.request("GET", "/v3/ping", headers={"X-Access-Token": KEY})
    del sandbox.http.headers["X-Access-Token"]
    keyless = await sandbox.http.get("/v3/ping")
    assert answer.json()["data"] == keyless.json()["data"]
    assert keyless.json()["data"]["api"] == "ok"
    assert keyless.json()["data"]["operators"]["mobilisFixedPlans"] == "up"


async def test_validate_tells_a_key_about_itself_without_meta(sandbox: Sandbox) -> None:
    body = (await sandbox.get("validate")).json()
    assert body["data"]["apiKey"] == {
        "key": KEY, "isEnabled": True, "type": "PRODUCTION", "allowedips": [], "scope": "READ-WRITE"
    }  # fmt: skip
    assert "meta" not in body
    assert body["requestId"].startswith("req_")


async def test_a_disabled_key_may_only_ask_about_itself(sandbox: Sandbox) -> None:
    key = "demo-disabled-key-not-a-secret"
    assert (await sandbox.data("validate", key=key))["apiKey"]["isEnabled"] is False
    answer = await sandbox.get("account/balance", key=key)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "API_DISABLED")


async def test_a_key_for_other_addresses_is_refused(sandbox: Sandbox) -> None:
    answer = await sandbox.get("account/balance", key="demo-elsewhere-key-not-a-secret")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "IP_NOT_ALLOWED")


async def test_a_reading_key_reads_and_does_not_order(sandbox: Sandbox) -> None:
    key = "demo-readonly-key-not-a-secret"
    assert (await sandbox.get("account/balance", key=key)).status_code == 200
    assert (await sandbox.place(key=key)).status_code == 403
    assert sandbox.books.orders == {}


@pytest.mark.parametrize(("path", "status"), [("validate", 400), ("account/balance", 401)])
async def test_a_missing_key_has_the_status_of_its_page(sandbox: Sandbox, path: str, status: int) -> None:
    del sandbox.http.headers["X-Access-Token"]
    answer = await sandbox.http.get(f"/v3/{path}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, "MISSING_ACCESS_TOKEN")


async def test_five_bad_keys_lock_the_address_out_for_a_quarter_of_an_hour(sandbox: Sandbox) -> None:
    left = []
    for _ in range(5):
        answer = await sandbox.get("validate", key=WRONG)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "INVALID_ACCESS_TOKEN")
        left.append(answer.json()["error"]["details"]["attemptsLeft"])
    assert left == [4, 3, 2, 1, 0]
    locked = await sandbox.get("account/balance")
    assert (locked.status_code, locked.json()["error"]["code"]) == (403, "IP_BLOCKED")
    sandbox.time += LOCKOUT_SECONDS - 1
    assert (await sandbox.get("account/balance")).status_code == 403
    sandbox.time += 1
    assert (await sandbox.get("account/balance")).status_code == 200


async def test_a_good_key_in_between_forgives_bad_ones(sandbox: Sandbox) -> None:
    for _ in range(3):
        for _ in range(4):
            await sandbox.get("validate", key=WRONG)
        assert (await sandbox.get("validate")).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "gift-cards/check-order/1"),
        ("GET", "nothing"),
        ("POST", "gift-cards/catalog"),
        ("GET", "gift-cards/checkOrder/"),
        ("GET", ""),
    ],
)
async def test_an_unknown_path_is_answered_by_the_router(sandbox: Sandbox, method: str, path: str) -> None:
    answer = await sandbox.http.request(method, f"/v3/{path}")
    assert answer.status_code == 404
    assert set(answer.json()) == {"message", "error", "statusCode"}


async def test_an_unknown_object_is_answered_in_the_envelope(sandbox: Sandbox) -> None:
    for path in (
        "gift-cards/checkOrder/ffffffffffffffffffffffff",
        "gift-cards/checkProduct/ffffffffffffffffffffffff",
    ):
        answer = await sandbox.get(path)
        assert (answer.status_code, answer.json()["success"]) == (404, False)
        assert answer.json()["error"]["code"] == "NOT_FOUND"


async def test_a_stopped_supplier_answers_503_to_everything(sandbox: Sandbox) -> None:
    await sandbox.turn(stopped=True)
    for path in ("ping", "account/balance", "nothing"):
        assert (await sandbox.get(path)).status_code == 503
    assert (await sandbox.place()).status_code == 503
    assert sandbox.books.orders == {}
    await sandbox.turn(stopped=False)
    assert (await sandbox.get("ping")).status_code == 200


async def test_the_limit_holds_in_any_minute_and_says_when_to_come_back(sandbox: Sandbox) -> None:
    await sandbox.turn(rate_limit=2)
    assert (await sandbox.get("account/balance")).status_code == 200
    sandbox.time += 50
    assert (await sandbox.get("account/balance")).status_code == 200
    refused = await sandbox.get("account/balance")
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "RATE_LIMIT_EXCEEDED")
    wait = int(refused.headers["Retry-After"])
    assert 10 <= wait <= 11
    sandbox.time += wait
    assert (await sandbox.get("account/balance")).status_code == 200
    assert (await sandbox.get("account/balance")).status_code == 429


async def test_the_limit_can_keep_quiet_about_when(sandbox: Sandbox) -> None:
    await sandbox.turn(rate_limit=0, retry_after=False)
    refused = await sandbox.get("account/balance")
    assert refused.status_code == 429
    assert "Retry-After" not in refused.headers


async def test_an_order_of_the_other_environment_is_not_found(sandbox: Sandbox) -> None:
    order = await sandbox.placed(key=SANDBOX_KEY)
    assert (await sandbox.get(f"gift-cards/checkOrder/{order}")).status_code == 404
    assert (await sandbox.data("gift-cards/list"))["items"] == []
    assert (await sandbox.get(f"gift-cards/checkOrder/{order}", key=SANDBOX_KEY)).status_code == 200


async def test_the_request_log_holds_no_key(sandbox: Sandbox) -> None:
    await sandbox.place()
    lines = sandbox.faults.requests.after()
    assert [(line["method"], line["status"]) for line in lines] == [("placeOrder", 200)]
    assert KEY not in str(lines)
