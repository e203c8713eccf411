"""Whatever comes over the wire, the client answers with a model or with one of its own errors."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, SecretStr

from bot.supplier import (
    Budget,
    Lane,
    NotPlaced,
    Placed,
    SlowDown,
    SupplierClient,
    SupplierError,
    Unavailable,
    same_ref,
    wire,
)
from tests.fakes.clock import FakeClock
from tests.supplier.far_end import KEY

WORDS = [
    "success data meta requestId error code message details items pagination totalPages totalResults categories",
    "title name products id enabled region productId productTitle types price cost quantity orderId orderRef ref",
    "_id status orderStatus product type time fulfilled_quantity fulfilled_amount price_per_card cards value serial",
    "balance type operation amount oldBalance newBalance objid note apiKey key isEnabled allowedips scope username api",
    "operators statusCode attemptsLeft field",
    "paymentRef paymentUrl paymentLink isSandbox transactionDetails",
]
KEYS = sorted({word for line in WORDS for word in line.split()})
CODES = [
    "NO_BALANCE",
    "DUPLICATED-REF",
    "NOT_FOUND",
    "ERR_VALIDATION",
    "OUT_OF_STOCK",
    "INTERNAL_ERROR",
    "RATE_LIMIT_EXCEEDED",
]

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        [*CODES, "FULFILLED", "2025-10-25T10:00:00.000Z", "0001-01-01T00:00:00+14:00", "1e999999", "\ud800"]
    ),
)
bodies = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8),
    max_leaves=40,
)
enveloped = st.fixed_dictionaries(
    {"success": st.just(True), "data": st.dictionaries(st.sampled_from(KEYS), bodies, max_size=8)}
)
orders = st.fixed_dictionaries(
    {"_id": leaves, "quantity": leaves},
    optional=dict.fromkeys(("status", "product", "type", "time", "cards", "fulfilled_quantity"), bodies),
)
lists = st.fixed_dictionaries(
    {
        "success": st.just(True),
        "data": st.fixed_dictionaries(
            {"items": st.lists(orders, max_size=3)}, optional={"pagination": bodies}
        ),
    }
)
contents = st.one_of(
    st.binary(max_size=40),
    st.builds(lambda body: json.dumps(body).encode(), st.one_of(bodies, enveloped, lists)),
)
ABSURD_DATES = ["Fri, 31 Dec 9999 23:59:59 GMT", f"Sun, 01 Nov {10**20} 09:02:00 GMT"]
statuses = st.sampled_from(
    [200, 201, 204, 302, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504, 599]
)
headers = st.dictionaries(
    st.sampled_from(["Retry-After", "X-Request-Id", "Content-Type"]),
    st.sampled_from(
        [
            "",
            "0",
            "3",
            "-1",
            "1e9",
            "999999999",
            "soon",
            "Sun, 01 Nov 2026 09:02:00 GMT",
            "Sun, 99 Nov 2026",
            *ABSURD_DATES,
        ]
    ),
)

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
Call = Callable[[SupplierClient], Awaitable[Any]]
READS: dict[str, Call] = {
    "validate": lambda client: client.validate(),
    "balance": lambda client: client.balance(lane=Lane.BROWSING),
    "transactions": lambda client: client.transactions(since=NOW, until=NOW, lane=Lane.BROWSING),
    "catalogue": lambda client: client.catalogue(lane=Lane.BROWSING),
    "product_types": lambda client: client.product_types("p", lane=Lane.BROWSING),
    "order": lambda client: client.order("o", lane=Lane.BROWSING),
    "orders": lambda client: client.orders(since=NOW, until=NOW, lane=Lane.BROWSING),
    "every_order": lambda client: client.every_order(since=NOW, until=NOW, lane=Lane.BROWSING),
    "check_payment": lambda client: client.check_payment("p", lane=Lane.BROWSING),
    "create_payment_link": lambda client: client.create_payment_link(
        title="x", dinars=500, description="", success_message="", redirect_url=""
    ),
}


async def _ask(call: Call, answer: httpx.Response) -> Any:
    """What one call on a fresh client gives, or the supplier's error it raises; pauses pass by themselves."""
    clock = FakeClock()
    copy = lambda _: httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)  # noqa: E731
    client = SupplierClient(
        base_url="https://supplier.test",
        api_key=SecretStr(KEY),
        budget=Budget(600, clock),
        clock=clock,
        send_ref=True,
        transport=httpx.MockTransport(copy),
    )
    task = asyncio.ensure_future(call(client))
    while not task.done():
        await clock.advance(60)
    await client.aclose()
    error = task.exception()
    return error if isinstance(error, SupplierError) else task.result()


@settings(max_examples=200)
@given(name=st.sampled_from(sorted(READS)), status=statuses, headers=headers, content=contents)
@example(name="balance", status=200, headers={}, content=b"[" * 100_000)
@example(name="balance", status=200, headers={}, content=b'{"data":{"balance":' + b"9" * 5000 + b"}}")
@example(
    name="orders", status=200, headers={}, content=b'{"data":{"items":[{"_id":"a","quantity":1e999999}]}}'
)
@example(name="balance", status=429, headers={"Retry-After": ABSURD_DATES[1]}, content=b"{}")
@example(
    name="orders",
    status=200,
    headers={},
    content=b'{"success":true,"data":{"items":[{"_id":1180591620717411303424,"quantity":1180591620717411303424}]}}',
)
@example(
    name="catalogue",
    status=200,
    headers={},
    content=b'{"data":{"categories":' + b"[" * 900 + b"]" * 900 + b"}}",
)
def test_a_read_ends_in_a_model_or_in_an_error_of_the_tree(
    name: str, status: int, headers: dict[str, str], content: bytes
) -> None:
    answer = httpx.Response(status, headers=headers, content=content)
    found = asyncio.run(_ask(READS[name], answer))
    repr(found).encode()
    if isinstance(found, SupplierError):
        assert not isinstance(found, SlowDown) or 0 <= found.retry_after <= 3600
        assert isinstance(found, (Unavailable, NotPlaced)) or found.code == "DUPLICATED_REF"
    else:
        assert status in {200, 201, 204}
        assert isinstance(found, (BaseModel, Decimal, list))


@settings(max_examples=150)
@given(status=statuses, headers=headers, content=contents)
def test_an_order_is_placed_only_when_an_order_id_came_with_a_success(
    status: int, headers: dict[str, str], content: bytes
) -> None:
    answer = httpx.Response(status, headers=headers, content=content)
    call: Call = lambda client: client.place_order(product_id="p", type_id="t", quantity=1, ref="R")  # noqa: E731
    found = asyncio.run(_ask(call, answer))
    if isinstance(found, SupplierError):
        assert not isinstance(found, NotPlaced) or status not in {302, 408, 500, 502, 504, 599}
    else:
        assert isinstance(found, Placed)
        assert found.order_id
        assert status in {200, 201, 204}


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_an_amount_comes_out_as_it_went_in(sent: Decimal) -> None:
    assert wire.amount(wire.loads(str(sent).encode())) == sent
    assert str(wire.amount(str(sent))) == str(sent)


@given(st.one_of(bodies, st.decimals(allow_nan=True)))
def test_a_count_is_whole_and_bounded_or_refused(value: object) -> None:
    try:
        found = wire.count(value)
    except ValueError:
        assert wire.count_or_none(value) is None
    else:
        assert 0 <= found <= 10**9
    assert 0 <= wire.stock(value) <= 10**9


@given(
    moment=st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    hours=st.integers(-14, 14),
)
def test_a_moment_is_the_same_instant_in_utc(moment: datetime, hours: int) -> None:
    there = moment.astimezone(timezone(timedelta(hours=hours)))
    assert wire.moment(there.isoformat()) == moment
    assert wire.moment(there.isoformat()).tzinfo is UTC
    assert wire.moment(moment.replace(tzinfo=None).isoformat()) == moment


@given(ours=st.text("ABCDEFGHJKMNPQRSTVWXYZ23456789", min_size=8, max_size=8), prefix=st.text(max_size=20))
def test_any_prefix_leaves_a_ref_ours_and_any_suffix_does_not(ours: str, prefix: str) -> None:
    assert same_ref(ours, prefix + ours)
    assert not same_ref(ours, ours + "x")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"nul", b"\xff\xfe", b"[" * 100_000, b"NaN", b'{"a":Infinity}']
)
def test_what_is_no_json_is_a_value_error(content: bytes) -> None:
    with pytest.raises(ValueError):
        wire.loads(content)
