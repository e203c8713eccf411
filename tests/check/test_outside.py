"""`check` tells in words what is wrong at the supplier and at Telegram."""

from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from bot.check.findings import Mark
from bot.check.report import check, check_supplier, check_telegram
from tests.check.checking import API_KEY, one_try, outside, settings, wrong
from tests.fakes.outside import TOKEN, Outside, refused

__all__ = ["one_try", "outside"]  # fixtures


@pytest.mark.parametrize(
    ("key", "environment", "words"),
    [
        (
            "demo-sandbox-key-not-a-secret",
            "production",
            "is a sandbox key, and the shop is set to production",
        ),
        (API_KEY, "sandbox", "is a production key, and the shop is set to sandbox"),
        ("demo-readonly-key-not-a-secret", "production", "may only read"),
        ("demo-disabled-key-not-a-secret", "production", "switched off"),
        ("demo-elsewhere-key-not-a-secret", "production", "may not be used from this machine"),
        ("a-wrong-key-not-a-secret", "production", "is not accepted (INVALID_ACCESS_TOKEN); 4 more tries"),
    ],
)
async def test_a_key_that_will_not_do_is_told_with_the_reason(
    outside: Outside, key: str, environment: str, words: str
) -> None:
    findings = await check_supplier(
        settings(outside, oneclickdz_api_key=key, oneclickdz_environment=environment)
    )
    (found,) = wrong(findings)
    assert words in found.what
    assert found.mend
    assert key not in str(found)


async def test_the_sandbox_key_is_right_in_a_sandbox_shop(outside: Outside) -> None:
    found = await check_supplier(
        settings(
            outside,
            oneclickdz_api_key="demo-sandbox-key-not-a-secret",
            oneclickdz_environment="sandbox",
        )
    )
    assert not wrong(found)


async def test_a_wrong_key_is_tried_once_and_four_checks_do_not_lock_the_machine_out(
    outside: Outside,
) -> None:
    for left in (4, 3, 2, 1):
        (found,) = await check_supplier(settings(outside, oneclickdz_api_key="a-wrong-key-not-a-secret"))
        assert f"{left} more tries" in found.what
    await check_supplier(settings(outside, oneclickdz_api_key="a-wrong-key-not-a-secret"))
    (found,) = await check_supplier(settings(outside))
    assert "shut out" in found.what
    assert "15 minutes" in found.mend


async def test_a_low_balance_is_noted_and_does_not_fail_the_check(outside: Outside) -> None:
    findings = await check_supplier(settings(outside, low_float="1000000000"))
    assert [finding.mark for finding in findings] == [Mark.GOOD, Mark.NOTE]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"action": "status", "status": 500}, "no answer to rely on"),
        ({"action": "html"}, "no answer to rely on"),
        ({"action": "garbage", "when": "after"}, "no answer to rely on"),
        ({"action": "drop"}, "no answer to rely on"),
        (
            {"action": "status", "status": 429, "code": "RATE_LIMIT_EXCEEDED", "retry_after": 1},
            "too many requests",
        ),
        ({"action": "status", "status": 400, "code": "ERR_VALIDATION"}, "refuses to answer"),
    ],
)
async def test_trouble_at_the_supplier_is_told_in_words(
    outside: Outside, rule: dict[str, Any], words: str
) -> None:
    outside.faults.add({"api": "supplier", "method": "validate", **rule})
    (found,) = await check_supplier(settings(outside))
    assert found.mark is Mark.WRONG
    assert words in found.what


async def test_an_address_that_is_not_the_suppliers_is_told(outside: Outside) -> None:
    (found,) = await check_supplier(settings(outside, oneclickdz_api_url=f"{outside.address}/elsewhere"))
    assert found.mark is Mark.WRONG


@pytest.mark.usefixtures("one_try")
async def test_nobody_there_is_told_for_both(tmp_path: Path) -> None:
    findings = await check(settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/shop.db"))
    assert [finding.what.split(" ")[0] for finding in wrong(findings)] == ["Supplier:", "Telegram:"]
    assert "CANARY" not in "".join(map(str, findings))


async def test_a_token_that_telegram_does_not_know_is_told_and_not_shown(outside: Outside) -> None:
    findings = await check_telegram(settings(outside, bot_token=TOKEN.replace("CANARY", "BIRD")))
    (found,) = findings
    assert "BOT_TOKEN is not accepted (401)" in found.what
    assert "BIRD" not in str(found)


async def test_an_admin_who_never_came_is_noted(outside: Outside) -> None:
    findings = await check_telegram(settings(outside, admin_ids="2001,2002"))
    assert [finding.mark for finding in findings] == [Mark.GOOD, Mark.GOOD, Mark.NOTE]
    assert "t.me/hanout_demo_bot" in findings[-1].mend


async def test_the_bot_cannot_be_its_own_admin(outside: Outside) -> None:
    (found,) = wrong(await check_telegram(settings(outside, admin_ids="700000001,2001")))
    assert "the bot itself" in found.what


@pytest.mark.parametrize(
    "answer",
    [
        Response("<html>bad gateway</html>", 502),
        JSONResponse(["ok"]),
        JSONResponse({"ok": True, "result": {}}),
        JSONResponse({"ok": True}),
        JSONResponse({"ok": True, "result": None}),
        refused(500, f"trouble with bot{TOKEN}"),
        refused(429, "Too Many Requests: retry after 5"),
    ],
)
async def test_trouble_at_telegram_is_told_in_words(outside: Outside, answer: Response) -> None:
    outside.telegram_says = answer
    (found,) = await check_telegram(settings(outside))
    assert found.mark is Mark.WRONG
    assert "CANARY" not in str(found)


@pytest.mark.parametrize(
    ("group", "mark", "words"),
    [
        (None, Mark.NOTE, "the bot is not in the group -1001234567890 (Bad Request: chat not found)"),
        ({"title": "Team"}, Mark.NOTE, "Team has no topics"),
        ({"title": "Team", "is_forum": True}, Mark.NOTE, "may not manage topics in Team"),
        (
            {"title": "Team", "is_forum": True, "can_manage_topics": True},
            Mark.GOOD,
            "each request is a topic in Team",
        ),
    ],
)
async def test_the_staffs_group_is_looked_at_before_customers_write(
    outside: Outside, group: dict[str, Any] | None, mark: Mark, words: str
) -> None:
    outside.group = group
    found = (await check_telegram(settings(outside, support_chat_id="-1001234567890")))[-1]
    assert found.mark is mark
    assert words in found.what
