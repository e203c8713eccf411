"""OCPay at the sandbox: links as the contract has them, three ways to end them, and money credited once."""

import asyncio
from typing import Any

import httpx
import pytest

from bot.demo.events import EventHub
from bot.demo.faults import Faults
from bot.demo.supplier import Supplier
from tests.demo.supplier.sandbox import SANDBOX_KEY, Sandbox

ASKED = {
    "productInfo": {"title": "شحن <المحفظة>", "amount": 2500, "description": "1 > 0"},
    "feeMode": "NO_FEE",
    "successMessage": "شكرا",
    "redirectUrl": "https://t.me/hanout_demo_bot",
}
START = 250_000


async def create(sandbox: Sandbox, *, key: str | None = None, **changes: Any) -> httpx.Response:
    headers = {"X-Access-Token": key} if key else {}
    return await sandbox.http.post("/v3/ocpay/createLink", json=ASKED | changes, headers=headers)


async def link(sandbox: Sandbox, **more: Any) -> str:
    answer = await create(sandbox, **more)
    assert answer.status_code == 200, answer.text
    ref = answer.json()["data"]["paymentRef"]
    assert isinstance(ref, str)
    return ref


async def status(sandbox: Sandbox, ref: str) -> Any:
    return (await sandbox.data(f"ocpay/checkPayment/{ref}"))["status"]


async def press(sandbox: Sandbox, ref: str, act: str) -> str:
    answer = await sandbox.http.post(f"/demo/pay/{ref}", data={"act": act}, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


async def settle(sandbox: Sandbox, ref: str, outcome: str, **more: Any) -> httpx.Response:
    return await sandbox.http.post(f"/demo/supplier/payments/{ref}/settle", json={"outcome": outcome, **more})


async def test_a_link_has_the_shape_of_the_contract(sandbox: Sandbox) -> None:
    data = (await create(sandbox)).json()["data"]
    ref = data["paymentRef"]
    assert (ref[:5], len(ref), ref[11]) == ("OCPL-", 16, "-")
    assert data["paymentUrl"] == f"http://127.0.0.1/demo/pay/{ref}"
    inner = data["paymentLink"]
    assert (inner["ref"], inner["isSandbox"], inner["feeMode"]) == (ref, False, "NO_FEE")
    assert inner["productInfo"] == ASKED["productInfo"]


async def test_the_other_dialect_names_the_inner_fields_otherwise(sandbox: Sandbox) -> None:
    await sandbox.turn(dialect="guide")
    data = (await create(sandbox)).json()["data"]
    assert data["paymentLink"].keys() == {"isSandbox", "paymentRef", "paymentUrl", "createdAt"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"productInfo": {"title": "x", "amount": 499}}, "productInfo/amount"),
        ({"productInfo": {"title": "x", "amount": 500_001}}, "productInfo/amount"),
        ({"productInfo": {"title": "x", "amount": 500.5}}, "productInfo/amount"),
        ({"productInfo": {"title": "", "amount": 500}}, "productInfo/title"),
        ({"productInfo": {"title": "x" * 201, "amount": 500}}, "productInfo/title"),
        (
            {"productInfo": {"title": "x", "amount": 500, "description": "x" * 1001}},
            "productInfo/description",
        ),
        ({"productInfo": {"title": "x", "amount": 500, "currency": "DZD"}}, "productInfo/currency"),
        ({"productInfo": None}, "productInfo"),
        ({"feeMode": "FREE"}, "feeMode"),
        ({"successMessage": "x" * 501}, "successMessage"),
        ({"redirectUrl": "tg://resolve"}, "redirectUrl"),
        ({"redirectUrl": "http://["}, "redirectUrl"),
        ({"ref": "ABC"}, "ref"),
    ],
)
async def test_what_the_contract_does_not_name_is_refused(
    sandbox: Sandbox, changes: dict[str, Any], field: str
) -> None:
    answer = await create(sandbox, **changes)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], error["details"]["field"]) == ("ERR_VALIDATION", field)


async def test_a_merchant_who_is_not_validated_gets_no_links_with_either_key(sandbox: Sandbox) -> None:
    await sandbox.turn(payments="not_validated")
    for key in (None, SANDBOX_KEY):
        answer = await create(sandbox, key=key)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")


async def test_a_key_that_may_only_read_makes_no_links(sandbox: Sandbox) -> None:
    assert (await create(sandbox, key="demo-readonly-key-not-a-secret")).status_code == 403


async def test_a_payment_is_pending_until_it_is_paid_and_credits_the_wallet_once(sandbox: Sandbox) -> None:
    ref = await link(sandbox)
    assert await status(sandbox, ref) == "PENDING"
    for _ in range(3):
        assert 'data-state="paid"' in await press(sandbox, ref, "pay")
    seen = await sandbox.data(f"ocpay/checkPayment/{ref}")
    assert (seen["status"], seen["paymentRef"]) == ("CONFIRMED", ref)
    assert seen["transactionDetails"]["amount"] == 2500
    assert seen["transactionDetails"]["isSandbox"] is False
    assert (await sandbox.data("account/balance"))["balance"] == START + 2500
    lines = (await sandbox.data("account/transactions"))["items"]
    assert [(line["type"], line["objid"], line["amount"]) for line in lines[:-1]] == [("DEPOSIT", ref, 2500)]


@pytest.mark.parametrize(
    ("how", "kind", "named", "amount"),
    [
        ("named", "DEPOSIT", "ref", 2500),
        ("nameless", "DEPOSIT", "", 2500),
        ("received", "RECEIVE", "uid", 2500),
        ("less_fee", "DEPOSIT", "ref", 2475),
    ],
)
async def test_what_was_paid_shows_in_the_account_as_the_mode_says(
    sandbox: Sandbox, how: str, kind: str, named: str, amount: int
) -> None:
    await sandbox.turn(deposits=how)
    ref = await link(sandbox)
    await press(sandbox, ref, "pay")
    line, _ = (await sandbox.data("account/transactions"))["items"]
    assert (line["type"], line["amount"], line["newBalance"]) == (kind, amount, START + amount)
    names = {"ref": ref, "uid": sandbox.supplier.payments.get(ref).uid, "": ""}
    assert line["objid"] == names[named]


async def test_a_deposit_that_is_withheld_comes_when_the_mode_is_turned_and_once(sandbox: Sandbox) -> None:
    await sandbox.turn(deposits="withheld")
    ref = await link(sandbox)
    await press(sandbox, ref, "pay")
    assert await status(sandbox, ref) == "CONFIRMED"
    await sandbox.turn(fulfil_seconds=1)
    assert (await sandbox.data("account/balance"))["balance"] == START
    for how in ("named", "withheld", "named"):
        await sandbox.turn(deposits=how)
        assert (await sandbox.data("account/balance"))["balance"] == START + 2500


async def test_a_sandbox_link_is_paid_with_play_money_and_seen_with_any_key(sandbox: Sandbox) -> None:
    ref = await link(sandbox, key=SANDBOX_KEY)
    await press(sandbox, ref, "pay")
    for key in (SANDBOX_KEY, "demo-key-not-a-secret"):
        seen = await sandbox.data(f"ocpay/checkPayment/{ref}", key=key)
        assert seen["transactionDetails"]["isSandbox"] is True
    assert (await sandbox.data("account/balance"))["balance"] == START


async def test_a_declined_payment_is_failed_and_stays_so(sandbox: Sandbox) -> None:
    ref = await link(sandbox)
    assert 'data-state="failed"' in await press(sandbox, ref, "decline")
    assert 'data-state="failed"' in await press(sandbox, ref, "pay")
    assert await status(sandbox, ref) == "FAILED"
    assert (await sandbox.data("account/balance"))["balance"] == START


async def test_a_link_nobody_begins_ends_after_20_minutes(sandbox: Sandbox) -> None:
    ref = await link(sandbox)
    sandbox.time += 20 * 60 - 1
    assert await status(sandbox, ref) == "PENDING"
    sandbox.time += 1
    assert await status(sandbox, ref) == "FAILED"
    assert 'data-state="failed"' in await press(sandbox, ref, "pay")


async def test_an_ended_link_may_also_be_told_as_gone(sandbox: Sandbox) -> None:
    await sandbox.turn(expired_link="gone")
    ref = await link(sandbox)
    sandbox.time += 20 * 60
    answer = await sandbox.get(f"ocpay/checkPayment/{ref}")
    assert (answer.status_code, answer.json()["success"]) == (410, False)


async def test_a_payment_begun_in_time_confirms_after_the_link_has_ended(sandbox: Sandbox) -> None:
    ref = await link(sandbox)
    sandbox.time += 19 * 60
    assert 'data-state="begun"' in await press(sandbox, ref, "later")
    assert 'data-state="begun"' in await press(sandbox, ref, "decline")  # the bank has it now
    sandbox.time += 20 * 60
    assert await status(sandbox, ref) == "PENDING"
    sandbox.time += 60
    assert await status(sandbox, ref) == "CONFIRMED"
    assert (await sandbox.data("account/balance"))["balance"] == START + 2500


async def test_details_may_be_left_out(sandbox: Sandbox) -> None:
    await sandbox.turn(payment_details=False)
    ref = await link(sandbox)
    await press(sandbox, ref, "pay")
    assert "transactionDetails" not in await sandbox.data(f"ocpay/checkPayment/{ref}")


async def test_an_unknown_ref_is_not_found(sandbox: Sandbox) -> None:
    answer = await sandbox.get("ocpay/checkPayment/OCPL-NOBODY-0000")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert (await sandbox.http.get("/demo/pay/OCPL-NOBODY-0000")).status_code == 404
    assert (await sandbox.http.post("/demo/pay/OCPL-NOBODY-0000", data={"act": "pay"})).status_code == 404
    assert (await settle(sandbox, "OCPL-NOBODY-0000", "confirm")).status_code == 404


async def test_tests_end_payments_by_hand_even_after_a_failure(sandbox: Sandbox) -> None:
    ref = await link(sandbox)
    assert (await settle(sandbox, ref, "fail")).json()["status"] == "FAILED"
    assert (await settle(sandbox, ref, "fail")).status_code == 400
    assert (await settle(sandbox, ref, "confirm")).json()["status"] == "CONFIRMED"
    assert (await settle(sandbox, ref, "confirm")).status_code == 400
    assert (await settle(sandbox, ref, "steal")).status_code == 400
    assert (await sandbox.data("account/balance"))["balance"] == START + 2500
    other = await link(sandbox)
    assert (await settle(sandbox, other, "late", seconds=5)).json()["begun"] is True
    sandbox.time += 5
    assert await status(sandbox, other) == "CONFIRMED"


async def test_the_panel_shows_payments_newest_first(sandbox: Sandbox) -> None:
    refs = [await link(sandbox), await link(sandbox)]
    shown = (await sandbox.http.get("/demo/supplier")).json()
    assert [line["ref"] for line in shown["payments"]] == refs[::-1]
    assert shown["totals"]["payments"] == 2
    assert shown["payments"][0]["path"] == f"/demo/pay/{refs[1]}"


@pytest.mark.parametrize(
    ("asked", "lang", "direction"),
    [("?lang=fr", "fr", "ltr"), ("?lang=ar", "ar", "rtl"), ("?lang=xx", "en", "ltr"), ("", "en", "ltr")],
)
async def test_the_page_speaks_the_visitors_language_and_shows_what_is_paid(
    sandbox: Sandbox, asked: str, lang: str, direction: str
) -> None:
    ref = await link(sandbox)
    answer = await sandbox.http.get(f"/demo/pay/{ref}{asked}", headers={"Accept-Language": "en-GB,ar;q=0.5"})
    assert f'<html lang="{lang}" dir="{direction}">' in answer.text
    assert "شحن &lt;المحفظة&gt;" in answer.text
    assert "<المحفظة>" not in answer.text
    assert "2\N{NARROW NO-BREAK SPACE}500" in answer.text
    assert all(f'value="{act}"' in answer.text for act in ("pay", "later", "decline"))


async def test_payments_outlive_a_restart_and_go_on_by_themselves() -> None:
    time = 1_780_000_000.0
    hub = EventHub()
    first = Supplier(hub, Faults(hub), now=lambda: time)
    asked = {"description": "", "fee_mode": "NO_FEE", "success_message": "", "redirect_url": ""}
    soon = first.payments.create(sandbox=False, title="x", amount=600, **asked)
    ended = first.payments.create(sandbox=False, title="y", amount=700, **asked)
    first.payments.pay_late(soon, 0.0)
    first.payments.fail(ended)
    kept = first.dump()
    first.close()
    second = Supplier(hub, Faults(hub), now=lambda: time)
    second.restore(kept)
    while second.books.balance == first.books.balance:  # noqa: ASYNC110 - nobody asks: its own timer rings
        await asyncio.sleep(0)
    assert second.payments.get(soon.ref).status == "CONFIRMED"
    assert second.payments.get(ended.ref).status == "FAILED"
    assert second.books.balance == first.books.balance + 600_00
    second.close()


async def test_a_snapshot_from_before_deposits_could_be_withheld_books_nothing_twice() -> None:
    hub = EventHub()
    supplier = Supplier(hub, Faults(hub))
    asked = {"description": "", "fee_mode": "NO_FEE", "success_message": "", "redirect_url": ""}
    payment = supplier.payments.create(sandbox=False, title="x", amount=600, **asked)
    assert supplier.payments.pay(payment)
    kept = supplier.dump()
    del kept["payments"][0]["deposited"]
    supplier.restore(kept)
    balance = supplier.books.balance
    supplier.payments.book()
    assert supplier.books.balance == balance
    supplier.close()


async def test_a_snapshot_from_before_payments_is_taken_up() -> None:
    hub = EventHub()
    supplier = Supplier(hub, Faults(hub))
    kept = supplier.dump()
    del kept["payments"]
    supplier.restore(kept)
    assert supplier.payments.newest_first() == []
    supplier.close()
