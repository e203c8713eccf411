"""What an answer to an order means, and what an error may carry."""

import asyncio
import traceback
from decimal import Decimal

import httpx
import pytest
from pydantic import SecretStr

from bot.supplier import (
    Card,
    DuplicatedRef,
    KeyTrouble,
    Lane,
    NoBalance,
    NoSuchPath,
    NotFound,
    OutOfStock,
    RefRefused,
    Refused,
    SlowDown,
    SupplierClient,
    SupplierError,
    SupplierOrder,
    Unavailable,
    Unknown,
    Unreachable,
    placing_outcome,
)
from tests.supplier.far_end import KEY, FarEnd, MakeClient, bad, good, reply

ROUTER_404 = reply({"message": "Route POST:/v3 not found", "error": "Not Found", "statusCode": 404}, 404)
CODE = "canary-code-77AA"
SERIAL = "canary-serial-88BB"

NOT_PLACED = {
    "refused connection": (httpx.ConnectError("x"), Unreachable),
    "no such host": (httpx.ConnectError("[Errno -2] Name or service not known"), Unreachable),
    "connect timeout": (httpx.ConnectTimeout("x"), Unreachable),
    "pool timeout": (httpx.PoolTimeout("x"), Unreachable),
    "proxy refuses": (httpx.ProxyError("x"), Unreachable),
    "400": (bad(400, "ERR_VALIDATION", {"field": "quantity", "value": 0}), Refused),
    "400 without a code": (bad(400), Refused),
    "400 about the ref": (bad(400, "ERR_VALIDATION", {"field": "ref", "value": "R"}), RefRefused),
    "400 about body/ref": (bad(400, "ERR_VALIDATION", {"field": "body/ref"}), RefRefused),
    "400 about an additional property": (
        bad(400, "ERR_VALIDATION", [{"params": {"additionalProperty": "ref"}}]),
        RefRefused,
    ),
    "400 with the word ref as a value": (
        bad(400, "ERR_VALIDATION", {"field": "typeId", "value": "ref"}),
        Refused,
    ),
    "out of stock": (bad(400, "OUT_OF_STOCK"), OutOfStock),
    "out of stock on 409, hyphens": (bad(409, "INSUFFICIENT-STOCK"), OutOfStock),
    "401": (bad(401, "INVALID_ACCESS_TOKEN"), KeyTrouble),
    "401 ERR-AUTH": (bad(401, "ERR-AUTH"), KeyTrouble),
    "401 without a code": (bad(401), KeyTrouble),
    "400 missing key": (bad(400, "MISSING_ACCESS_TOKEN"), KeyTrouble),
    "403 blocked": (bad(403, "IP_BLOCKED"), KeyTrouble),
    "403 not allowed": (bad(403, "IP_NOT_ALLOWED"), KeyTrouble),
    "403 disabled": (bad(403, "API_DISABLED"), KeyTrouble),
    "403 balance": (bad(403, "INSUFFICIENT_BALANCE"), NoBalance),
    "403 balance, hyphen": (bad(403, "NO-BALANCE"), NoBalance),
    "403 for an unknown reason": (bad(403, "SOMETHING_NEW"), Refused),
    "403 page of a proxy": (reply("<html>no</html>", 403), Unreachable),
    "404 of the object": (bad(404, "NOT_FOUND"), NotFound),
    "404 of the object without a code": (bad(404), NotFound),
    "404 of the router": (ROUTER_404, NoSuchPath),
    "404 page of a proxy": (reply("<html>no</html>", 404), Unreachable),
    "409": (bad(409, "CONFLICT"), Refused),
    "413": (bad(413, "PAYLOAD_TOO_LARGE"), Refused),
    "413 page of a proxy": (reply("<html>no</html>", 413), Unreachable),
    "422": (bad(422), Refused),
    "429": (bad(429, "RATE_LIMIT_EXCEEDED"), SlowDown),
    "429 page of a proxy": (reply("<html>slow</html>", 429), SlowDown),
    "503 AUTH_UNAVAILABLE": (bad(503, "AUTH_UNAVAILABLE", Retry_After="5"), SlowDown),
    "a no on 200": (bad(200, "NO_BALANCE"), NoBalance),
    "a validation error on 200": (bad(200, "ERR_VALIDATION"), Refused),
}
UNKNOWN = {
    "read timeout": httpx.ReadTimeout("x"),
    "write timeout": httpx.WriteTimeout("x"),
    "reset while reading": httpx.ReadError("x"),
    "reset while writing": httpx.WriteError("x"),
    "closed without an answer": httpx.RemoteProtocolError("x"),
    "cannot be unpacked": httpx.DecodingError("x"),
    "500": bad(500, "INTERNAL_ERROR"),
    "500 with the code of a no": bad(500, "NO_BALANCE"),
    "500 AUTH_UNAVAILABLE": bad(500, "AUTH_UNAVAILABLE"),
    "502 page of a proxy": reply("<html>Bad Gateway</html>", 502),
    "503": bad(503, "SERVICE_UNAVAILABLE"),
    "503 page of a proxy": reply("<html>maintenance</html>", 503),
    "504": reply("", 504),
    "520": reply("", 520),
    "408": reply("", 408),
    "302": reply("", 302, {"Location": "/login"}),
    "400 INTERNAL_ERROR": bad(400, "INTERNAL_ERROR"),
    "200 page of a proxy": reply("<html>welcome</html>"),
    "200 cut off": reply('{"success":true,"data":'),
    "200 empty": reply(""),
    "200 not an object": reply([1, 2]),
    "200 without data": reply({"success": True}),
    "200 without an order id": good({}),
    "200 with an empty order id": good({"orderId": ""}),
    "200 with an odd order id": good({"orderId": {"a": 1}}),
    "200 and success false for no known reason": bad(200),
    "200 and success false with an order id": reply({"success": False, "data": {"orderId": "o1"}}),
    "200 and success null": reply({"success": None, "data": {"orderId": "o1"}}),
    "204": reply("", 204),
}


async def _place(client: SupplierClient) -> BaseException:
    with pytest.raises(SupplierError) as caught:
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    return caught.value


@pytest.mark.parametrize(("answer", "kind"), NOT_PLACED.values(), ids=NOT_PLACED.keys())
async def test_these_answers_mean_not_placed(
    client: SupplierClient, far_end: FarEnd, answer: httpx.Response | Exception, kind: type[SupplierError]
) -> None:
    far_end.says(answer)
    error = await _place(client)
    assert type(error) is kind
    assert placing_outcome(error) == "not_placed"
    assert len(far_end.requests) == 1


@pytest.mark.parametrize("answer", UNKNOWN.values(), ids=UNKNOWN.keys())
async def test_these_answers_leave_the_order_unknown(
    client: SupplierClient, far_end: FarEnd, answer: httpx.Response | Exception
) -> None:
    far_end.says(answer)
    error = await _place(client)
    assert type(error) is Unknown
    assert placing_outcome(error) == "unknown"
    assert len(far_end.requests) == 1


@pytest.mark.parametrize("code", ["DUPLICATED_REF", "DUPLICATED-REF", "duplicated-ref"])
@pytest.mark.parametrize("status", [403, 409, 200])
async def test_a_duplicated_ref_means_an_earlier_attempt_was_accepted(
    client: SupplierClient, far_end: FarEnd, code: str, status: int
) -> None:
    far_end.says(bad(status, code))
    error = await _place(client)
    assert type(error) is DuplicatedRef
    assert placing_outcome(error) == "unknown"


@pytest.mark.parametrize("error", [asyncio.CancelledError(), RuntimeError("bug"), Unavailable()])
def test_what_nobody_thought_of_is_unknown(error: BaseException) -> None:
    assert placing_outcome(error) == "unknown"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.ConnectError("x"), Unreachable),
        (httpx.ReadTimeout("x"), Unavailable),
        (bad(500), Unavailable),
        (reply("<html>Bad Gateway</html>", 502), Unavailable),
        (reply("<html>welcome</html>"), Unavailable),
        (reply("<html>no</html>", 404), Unavailable),
        (bad(200), Unavailable),
        (bad(404, "NOT_FOUND"), NotFound),
        (bad(400, "ERR_VALIDATION"), Refused),
    ],
)
async def test_for_a_read_the_same_troubles_are_unavailable(
    client: SupplierClient, far_end: FarEnd, answer: httpx.Response | Exception, kind: type[SupplierError]
) -> None:
    far_end.says(answer)
    with pytest.raises(kind) as caught:
        await client.balance(lane=Lane.POLLING)
    assert not isinstance(caught.value, Unknown)


async def test_a_low_balance_says_how_much_is_needed(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(
        reply(
            '{"success":false,"error":{"code":"INSUFFICIENT_BALANCE","message":"m",'
            '"details":{"required":3669.70,"available":12.5}}}',
            403,
        )
    )
    error = await _place(client)
    assert isinstance(error, NoBalance)
    assert (error.required, error.available) == (Decimal("3669.70"), Decimal("12.5"))
    far_end.says(bad(403, "NO_BALANCE", {"required": "lots"}))
    error = await _place(client)
    assert isinstance(error, NoBalance)
    assert (error.required, error.available) == (None, None)


async def test_an_error_carries_code_status_request_and_words(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(bad(422, "NEW-CODE", message="a  long\n\x00 story " + "x" * 500))
    error = await _place(client)
    assert isinstance(error, SupplierError)
    assert (error.code, error.status, error.request_id) == ("NEW_CODE", 422, "req-bad")
    assert error.message.startswith("a long story xxx")
    assert len(error.message) == 200
    assert str(error).startswith("422 NEW_CODE a long story")
    assert str(error).endswith("(request req-bad)")


# -- secrets
# -----------------------------------------------------------------------------------------------------------


def _all_that_could_be_logged(error: BaseException) -> str:
    seen: list[str] = []
    chain: list[BaseException | None] = [error]
    while chain:
        one = chain.pop()
        if one is None:
            continue
        seen += [repr(one), str(one), repr(one.args), repr(vars(one)), *getattr(one, "__notes__", [])]
        chain += [one.__cause__, one.__context__]
    return "\n".join([*seen, *traceback.format_exception(error)])


def _secretive(**fields: object) -> dict[str, object]:
    return {"_id": "o1", "cards": [{"value": CODE, "serial": SERIAL}], "status": "FULFILLED", **fields}


LEAKY = {
    "their words": bad(401, "INVALID_ACCESS_TOKEN", {"field": "key", "value": KEY}, f"bad token {KEY}"),
    "their code": bad(400, f"BAD {KEY}"),
    "their request id": reply({"success": False, "error": f"no {KEY}", "requestId": f"r-{KEY}"}, 400),
    "their header": reply({"success": False}, 403, {"X-Request-Id": KEY}),
    "a page": reply(f"<html>{KEY} {CODE}</html>", 502),
    "cut off": reply(f'{{"success":true,"data":{{"cards":[{{"value":"{CODE}"'),
    "an unreadable order": good(_secretive(quantity="many")),
    "an order without an id": good({"cards": [{"value": CODE, "serial": SERIAL}], "quantity": 1}),
    "an unreadable row": good({"items": [_secretive(quantity=[CODE])]}),
    "a timeout": httpx.ReadTimeout(
        f"{KEY} x", request=httpx.Request("GET", "http://x", headers={"X-Access-Token": KEY})
    ),
    "an illegal header": httpx.LocalProtocolError(f"Illegal header value b'{KEY}'"),
    "refused": httpx.ConnectError(f"{KEY}"),
}


@pytest.mark.parametrize("answer", LEAKY.values(), ids=LEAKY.keys())
async def test_no_error_shows_a_key_or_a_code(
    make_client: MakeClient,
    far_end: FarEnd,
    answer: httpx.Response | Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    far_end.says(answer)
    shown = ""
    for call in ("order", "place", "validate", "list"):
        client = make_client()
        with pytest.raises(SupplierError) as caught:
            if call == "order":
                await client.order("o1", lane=Lane.POLLING)
            elif call == "place":
                await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
            elif call == "validate":
                await client.validate()
            else:
                now = client._gateway._clock.now()
                await client.orders(since=now, until=now, lane=Lane.POLLING)
        shown += _all_that_could_be_logged(caught.value) + repr(client) + repr(vars(client))
    shown += caplog.text
    for secret in (KEY, KEY.upper(), CODE, SERIAL):
        assert secret not in shown


async def test_no_order_shows_its_codes(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(good(_secretive(quantity=1)))
    order = await client.order("o1", lane=Lane.POLLING)
    assert order.cards[0].value.get_secret_value() == CODE
    shown = "".join(
        [repr(order), str(order), str(order.model_dump()), order.model_dump_json(), f"{order.cards}"]
    )
    assert CODE not in shown
    assert SERIAL not in shown


def test_models_can_be_made_by_their_own_names() -> None:
    card = Card(value=SecretStr(CODE), serial=SecretStr(SERIAL))
    order = SupplierOrder(order_id="o1", status="FULFILLED", quantity=1, cards=(card,))
    assert order.cards[0].value.get_secret_value() == CODE
    assert order.cards[0].serial == SecretStr(SERIAL)
    assert CODE not in repr(order)
