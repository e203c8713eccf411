"""OCPay on the wire: links asked for once, and answers about payments that never say more than they say."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.supplier import (
    KeyTrouble,
    Lane,
    NoSuchPath,
    NotFound,
    PaymentsOff,
    PaymentState,
    Refused,
    SlowDown,
    SupplierClient,
    SupplierError,
    Unavailable,
    Unreachable,
)
from bot.supplier.payments import link_request
from tests.supplier.far_end import FarEnd, bad, good, reply

REF = "OCPL-A1B2C3-D4E5"
ASKED: dict[str, Any] = {
    "title": "Hanout CDFGHJ2346",
    "dinars": 2500,
    "description": "PSN Germany, 1 card",
    "success_message": "شكرا",
    "redirect_url": "https://t.me/hanout_bot",
}
DOCS_LINK = {
    "paymentUrl": f"https://pay.ocdz.link/{REF}",
    "paymentRef": REF,
    "paymentLink": {
        "uid": "u1",
        "ref": REF,
        "isSandbox": False,
        "productInfo": {"title": "x", "amount": 2500},
        "feeMode": "NO_FEE",
        "time": "2026-11-01T09:00:00.000Z",
    },
}
NODE_LINK = {
    "paymentLink": {
        "paymentRef": REF,
        "paymentUrl": f"https://pay.ocdz.link/{REF}",
        "isSandbox": False,
        "createdAt": "2026-11-01T09:00:00.000Z",
    }
}


def check(**changes: Any) -> httpx.Response:
    return good({"status": "PENDING", "message": "words", "paymentRef": REF} | changes)


async def test_a_link_is_asked_for_with_exactly_the_fields_of_the_contract(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(good(DOCS_LINK))
    link = await client.create_payment_link(**ASKED)
    assert (link.ref, link.url, link.sandbox) == (REF, f"https://pay.ocdz.link/{REF}", False)
    assert (far_end.last.method, far_end.paths) == ("POST", ["/v3/ocpay/createLink"])
    assert json.loads(far_end.last.content) == {
        "productInfo": {"title": ASKED["title"], "amount": 2500, "description": ASKED["description"]},
        "feeMode": "NO_FEE",
        "successMessage": "شكرا",
        "redirectUrl": "https://t.me/hanout_bot",
    }


async def test_empty_texts_are_left_out(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(good(DOCS_LINK))
    await client.create_payment_link(**ASKED | {"description": "", "success_message": "", "redirect_url": ""})
    assert json.loads(far_end.last.content) == {
        "productInfo": {"title": ASKED["title"], "amount": 2500},
        "feeMode": "NO_FEE",
    }


@pytest.mark.parametrize("data", [DOCS_LINK, NODE_LINK], ids=["docs", "node sdk"])
async def test_both_shapes_of_a_link_are_understood(
    client: SupplierClient, far_end: FarEnd, data: dict[str, Any]
) -> None:
    far_end.says(good(data))
    link = await client.create_payment_link(**ASKED)
    assert (link.ref, link.url, link.sandbox) == (REF, f"https://pay.ocdz.link/{REF}", False)


@pytest.mark.parametrize(
    "changes",
    [
        {"paymentRef": None, "paymentLink": {"isSandbox": True}},
        {"paymentUrl": "javascript:alert(1)"},
        {"paymentUrl": "https://"},
        {"paymentUrl": None, "paymentLink": {"ref": REF, "isSandbox": True}},
        {"paymentLink": {"ref": REF}},
        {"paymentLink": {"ref": REF, "isSandbox": "perhaps"}},
        {"paymentLink": None},
    ],
)
async def test_a_link_without_what_makes_it_safe_is_no_link(
    client: SupplierClient, far_end: FarEnd, changes: dict[str, Any]
) -> None:
    far_end.says(good(DOCS_LINK | changes))
    with pytest.raises(Unavailable) as caught:
        await client.create_payment_link(**ASKED)
    assert caught.value.code == "UNREADABLE"


@pytest.mark.parametrize(
    "wrong",
    [
        {"dinars": 499},
        {"dinars": 500_001},
        {"dinars": 500.5},
        {"dinars": True},
        {"title": "  "},
        {"title": "x" * 201},
        {"description": "x" * 1001},
        {"success_message": "x" * 501},
        {"redirect_url": "tg://resolve?domain=hanout_bot"},
    ],
)
async def test_what_they_would_refuse_is_not_sent(
    client: SupplierClient, far_end: FarEnd, wrong: dict[str, Any]
) -> None:
    far_end.says(good(DOCS_LINK))
    with pytest.raises(ValueError, match=r"payment|address"):
        await client.create_payment_link(**ASKED | wrong)
    assert not far_end.requests


@given(st.integers())
def test_only_sums_within_the_bounds_become_a_request(dinars: int) -> None:
    try:
        body = link_request(
            title="x", dinars=dinars, description="", success_message="", redirect_url="https://t.me/x"
        )
    except ValueError:
        assert not 500 <= dinars <= 500_000
    else:
        assert 500 <= body["productInfo"]["amount"] == dinars <= 500_000


@pytest.mark.parametrize(
    "lost",
    [
        httpx.ReadTimeout("x"),
        httpx.RemoteProtocolError("x"),
        bad(500, "INTERNAL_ERROR"),
        bad(503, "SERVICE_UNAVAILABLE"),
        reply("<html>502</html>", 502),
        reply('{"success":true,"data":'),
        reply({"success": False, "error": {}}),
    ],
    ids=["timeout", "reset", "500", "503", "html", "garbage", "no success"],
)
async def test_a_link_is_never_asked_for_twice(
    client: SupplierClient, far_end: FarEnd, lost: httpx.Response | Exception
) -> None:
    far_end.says(lost, good(DOCS_LINK))
    with pytest.raises(Unavailable):
        await client.create_payment_link(**ASKED)
    assert len(far_end.requests) == 1


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (bad(403, "FORBIDDEN"), PaymentsOff),
        (bad(403), PaymentsOff),
        (bad(403, "MERCHANT-NOT-VALIDATED"), PaymentsOff),
        (bad(403, "IP_NOT_ALLOWED"), KeyTrouble),
        (bad(401, "INVALID_ACCESS_TOKEN"), KeyTrouble),
        (bad(400, "ERR_VALIDATION"), Refused),
        (bad(429, "RATE_LIMIT_EXCEEDED"), SlowDown),
        (httpx.ConnectError("x"), Unreachable),
        (reply("<html>", 403), Unreachable),
    ],
)
async def test_each_no_to_a_link_has_its_name(
    client: SupplierClient,
    far_end: FarEnd,
    answer: httpx.Response | Exception,
    kind: type[SupplierError],
) -> None:
    far_end.says(answer)
    with pytest.raises(SupplierError) as caught:
        await client.create_payment_link(**ASKED)
    assert type(caught.value) is kind
    assert len(far_end.requests) == 1


async def test_a_pending_payment_is_just_that(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(check())
    seen = await client.check_payment(REF, lane=Lane.POLLING)
    assert (seen.ref, seen.status, seen.amount, seen.sandbox) == (REF, PaymentState.PENDING, None, None)
    assert not seen.is_confirmed
    assert not seen.is_failed
    assert far_end.paths == [f"/v3/ocpay/checkPayment/{REF}"]


@pytest.mark.parametrize(
    "details",
    [
        {"amount": 2500, "currency": "DZD", "isSandbox": False, "createdDate": "2026-11-01T09:00:00Z"},
        {"amount": "2500.00", "isSandbox": "false", "transactionRef": "t", "fee": 0, "netAmount": 2500},
    ],
    ids=["docs", "node sdk"],
)
async def test_a_confirmed_payment_tells_its_amount_in_both_shapes(
    client: SupplierClient, far_end: FarEnd, details: dict[str, Any]
) -> None:
    far_end.says(check(status="CONFIRMED", transactionDetails=details))
    seen = await client.check_payment(REF, lane=Lane.POLLING)
    assert seen.is_confirmed
    assert seen.amount == 2500
    assert seen.sandbox is False


@pytest.mark.parametrize("details", [None, {}, [], "words", {"amount": None, "isSandbox": None}])
async def test_details_may_be_missing(client: SupplierClient, far_end: FarEnd, details: object) -> None:
    far_end.says(check(status="confirmed", transactionDetails=details))
    seen = await client.check_payment(REF, lane=Lane.POLLING)
    assert seen.is_confirmed
    assert (seen.amount, seen.sandbox) == (None, None)


async def test_play_money_is_told_as_such(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(check(status="CONFIRMED", transactionDetails={"amount": 2500, "isSandbox": True}))
    assert (await client.check_payment(REF, lane=Lane.POLLING)).sandbox is True


async def test_an_unheard_of_status_is_neither_money_nor_an_end(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(check(status="ON-HOLD"))
    seen = await client.check_payment(REF, lane=Lane.POLLING)
    assert (seen.status, seen.is_confirmed, seen.is_failed) == ("ON_HOLD", False, False)


@pytest.mark.parametrize("answer", [check(status="FAILED"), bad(410, "EXPIRED"), bad(410)])
async def test_an_expired_link_is_a_failed_payment_however_they_say_it(
    client: SupplierClient, far_end: FarEnd, answer: httpx.Response
) -> None:
    far_end.says(answer)
    seen = await client.check_payment(REF, lane=Lane.POLLING)
    assert (seen.ref, seen.is_failed, seen.amount) == (REF, True, None)


@pytest.mark.parametrize("answer", [bad(404, "NOT_FOUND"), bad(404), bad(400, "ERR_VALIDATION")])
async def test_an_unknown_ref_is_not_found(
    client: SupplierClient, far_end: FarEnd, answer: httpx.Response
) -> None:
    far_end.says(answer)
    with pytest.raises(NotFound):
        await client.check_payment(REF, lane=Lane.POLLING)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (bad(500, "INTERNAL_ERROR"), Unavailable),
        (bad(503, "SERVICE_UNAVAILABLE"), Unavailable),
        (bad(403, "FORBIDDEN"), Unavailable),
        (bad(409, "CONFLICT"), Unavailable),
        (bad(401, "INVALID_ACCESS_TOKEN"), KeyTrouble),
        (bad(403, "API_DISABLED"), KeyTrouble),
        (bad(429, Retry_After="0"), SlowDown),
        (httpx.ReadTimeout("x"), Unavailable),
        (httpx.ConnectError("x"), Unreachable),
        (reply("<html>gone</html>", 410), Unreachable),
        (reply({"message": "Route not found", "error": "Not Found", "statusCode": 404}, 404), NoSuchPath),
        (check(status=None), Unavailable),
        (check(paymentRef=None, status="CONFIRMED"), Unavailable),
        (check(paymentRef="OCPL-OTHERS-0000", status="CONFIRMED"), Unavailable),
        (check(paymentRef="OCPL-OTHERS-0000", status="FAILED"), Unavailable),
    ],
)
async def test_trouble_says_nothing_about_a_payment(
    client: SupplierClient,
    far_end: FarEnd,
    answer: httpx.Response | Exception,
    kind: type[SupplierError],
) -> None:
    far_end.says(answer)
    with pytest.raises(SupplierError) as caught:
        await client.check_payment(REF, lane=Lane.POLLING)
    assert type(caught.value) is kind


async def test_a_ref_cannot_lead_to_another_path(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(bad(404, "NOT_FOUND"))
    with pytest.raises(NotFound):
        await client.check_payment("../account/balance", lane=Lane.POLLING)
    assert far_end.paths == ["/v3/ocpay/checkPayment/..%2Faccount%2Fbalance"]
