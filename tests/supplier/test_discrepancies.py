"""Where the contract's sources disagree about envelopes, refs and paths (§1.3, §1.4, §4): the client is right
under both readings.
"""

import pytest

from bot.supplier import (
    DuplicatedRef,
    Lane,
    NoBalance,
    NoSuchPath,
    NotFound,
    SupplierClient,
    SupplierError,
    Unavailable,
    same_ref,
)
from tests.supplier.far_end import FarEnd, bad, good, reply

ROUTER_404 = reply({"message": "Route GET:/v3/x not found", "error": "Not Found", "statusCode": 404}, 404)


ORDER = {"_id": "o1", "status": "HANDLING", "quantity": 1}


# -- §1.3, §1.4: envelopes
# ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {"success": True, "data": {"balance": 5}, "meta": {"timestamp": "x"}, "requestId": "req_1_a"},
        {"success": True, "data": {"balance": 5}, "meta": {"requestId": "req-1"}},
        {"success": True, "data": {"balance": 5}},
        {"success": True, "data": {"balance": 5}, "meta": None},
        {"success": True, "data": {"balance": 5}, "meta": "odd", "requestId": {"odd": 1}},
        {"data": {"balance": 5}},
        {"success": True, "data": {"balance": 5, "currency": "DZD"}},
        {"success": True, "data": {"balance": "5.00"}},
    ],
)
async def test_a_success_needs_nothing_but_its_data(
    client: SupplierClient, far_end: FarEnd, body: dict[str, object]
) -> None:
    far_end.says(reply(body))
    assert await client.balance(lane=Lane.POLLING) == 5


async def test_success_false_on_http_200_is_no_success(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(reply({"success": False, "data": {"balance": 5}}))
    with pytest.raises(Unavailable):
        await client.balance(lane=Lane.POLLING)


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        (
            {"requestId": "req-top", "meta": {"requestId": "req-meta"}},
            {"X-Request-Id": "req-head"},
            "req-top",
        ),
        ({"meta": {"requestId": "req-meta"}}, {"X-Request-Id": "req-head"}, "req-meta"),
        ({}, {"X-Request-Id": "req-head"}, "req-head"),
        ({}, {"x-request-id": "req-head"}, "req-head"),
        ({}, {}, None),
    ],
)
async def test_the_request_id_may_be_in_three_places(
    client: SupplierClient,
    far_end: FarEnd,
    body: dict[str, object],
    headers: dict[str, str],
    expected: str | None,
) -> None:
    far_end.says(reply({"success": True, "data": {"orderId": "o1"}, **body}, 200, headers))
    placed = await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    assert placed.request_id == expected
    far_end.says(reply({"success": False, "error": {"code": "ERR_VALIDATION"}, **body}, 400, headers))
    with pytest.raises(SupplierError) as caught:
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    assert caught.value.request_id == expected


async def test_the_request_id_of_a_proxys_page_is_in_its_header(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(reply("<html>502</html>", 502, {"X-Request-Id": "req-head"}))
    with pytest.raises(Unavailable) as caught:
        await client.balance(lane=Lane.POLLING)
    assert caught.value.request_id == "req-head"
    assert str(caught.value) == "502 this is not the API's JSON (request req-head)"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"error": {"code": "X", "message": "inner"}, "message": "top"}, "inner"),
        ({"error": {"code": "X"}, "message": "top"}, "top"),
        ({"message": "top", "error": "Bad Request", "statusCode": 400}, "top"),
        ({"error": "only text"}, "only text"),
        ({"error": {"message": {"odd": 1}}}, ""),
        ({"error": None, "message": ["odd"]}, ""),
    ],
)
async def test_the_words_of_an_error_may_be_in_three_places(
    client: SupplierClient, far_end: FarEnd, body: dict[str, object], expected: str
) -> None:
    far_end.says(reply({"success": False, **body}, 400))
    with pytest.raises(SupplierError) as caught:
        await client.balance(lane=Lane.POLLING)
    assert caught.value.message == expected


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("DUPLICATED-REF", DuplicatedRef),
        ("DUPLICATED_REF", DuplicatedRef),
        ("NO-BALANCE", NoBalance),
        ("NO_BALANCE", NoBalance),
        ("insufficient-balance", NoBalance),
        ("NOT-FOUND", NotFound),
    ],
)
async def test_codes_mean_the_same_with_hyphens_and_under_their_other_names(
    client: SupplierClient, far_end: FarEnd, code: str, kind: type[SupplierError]
) -> None:
    for body in ({"error": {"code": code}}, {"code": code}):
        far_end.says(reply({"success": False, **body}, 403))
        with pytest.raises(kind):
            await client.balance(lane=Lane.POLLING)


async def test_a_code_may_stand_where_the_error_object_should(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(reply({"success": False, "error": "NO_BALANCE"}, 403))
    with pytest.raises(NoBalance):
        await client.balance(lane=Lane.POLLING)


async def test_an_unknown_code_falls_back_to_the_status(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(bad(404, "BRAND_NEW"))
    with pytest.raises(NotFound) as caught:
        await client.balance(lane=Lane.POLLING)
    assert caught.value.code == "BRAND_NEW"


async def test_words_decide_nothing(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(bad(400, message="Insufficient balance, out of stock, duplicated ref"))
    with pytest.raises(SupplierError) as caught:
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    assert type(caught.value).__name__ == "Refused"


# -- §4.1: refs
# --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("theirs", "same"),
    [
        ("H7K2M9", True),
        ("API-21355-H7K2M9", True),
        ("H7K2M9-API", False),
        ("H7K2M8", False),
        ("", False),
        (None, False),
    ],
)
def test_a_ref_is_ours_when_it_equals_or_ends_with_ours(theirs: str | None, same: bool) -> None:
    assert same_ref("H7K2M9", theirs) is same


def test_no_ref_is_like_no_ref() -> None:
    assert not same_ref("", "API-1-X")
    assert not same_ref("", "")


@pytest.mark.parametrize("name", ["orderRef", "ref"])
async def test_a_ref_that_is_echoed_is_kept(client: SupplierClient, far_end: FarEnd, name: str) -> None:
    far_end.says(good({"orderId": "o1", name: "API-7-R1"}))
    placed = await client.place_order(product_id="p", type_id="t", quantity=1, ref="R1")
    assert same_ref("R1", placed.order_ref)
    far_end.says(good(ORDER | {name: "API-7-R1"}))
    assert same_ref("R1", (await client.order("o1", lane=Lane.POLLING)).order_ref)


# -- §4.3: the path of an order
# ----------------------------------------------------------------------------------------


async def test_the_other_spelling_is_tried_once_and_kept_if_only_the_router_says_no(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(ROUTER_404, good(ORDER))
    await client.order("o1", lane=Lane.POLLING)
    await client.order("o1", lane=Lane.POLLING)
    assert far_end.paths == [
        "/v3/gift-cards/checkOrder/o1",
        "/v3/gift-cards/check-order/o1",
        "/v3/gift-cards/check-order/o1",
    ]


async def test_an_enveloped_404_does_not_try_the_other_spelling(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(bad(404, "NOT_FOUND"))
    with pytest.raises(NotFound):
        await client.order("o1", lane=Lane.POLLING)
    assert len(far_end.requests) == 1


async def test_a_proxys_404_does_not_try_the_other_spelling(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(reply("<html>404</html>", 404))
    with pytest.raises(Unavailable):
        await client.order("o1", lane=Lane.POLLING)
    assert set(far_end.paths) == {"/v3/gift-cards/checkOrder/o1"}


async def test_a_router_that_knows_neither_spelling_is_asked_for_both_once(
    client: SupplierClient, far_end: FarEnd
) -> None:
    for router in (ROUTER_404, reply({"error": "NOT_FOUND", "statusCode": 404}, 404), reply({}, 404)):
        far_end.requests.clear()
        far_end.says(router)
        with pytest.raises(NoSuchPath):
            await client.order("o1", lane=Lane.POLLING)
        assert far_end.paths == ["/v3/gift-cards/checkOrder/o1", "/v3/gift-cards/check-order/o1"]
