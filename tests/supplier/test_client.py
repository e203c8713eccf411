"""What each endpoint sends and understands, with the contract's own examples."""

import asyncio
import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import httpx
import pytest
from pydantic import SecretStr

from bot.supplier import (
    KeyTrouble,
    Lane,
    NoBalance,
    NotFound,
    OrderState,
    Refused,
    SlowDown,
    SupplierClient,
    SupplierError,
    Unavailable,
    Unknown,
    Unreachable,
)
from tests.fakes.clock import FakeClock
from tests.supplier.far_end import KEY, FarEnd, MakeClient, bad, good, reply

SINCE = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
UNTIL = datetime(2026, 11, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def row(order_id: str, **changes: object) -> dict[str, object]:
    return {
        "_id": order_id,
        "quantity": 1,
        "price_per_card": 2000,
        "time": "2025-10-25T10:00:00.000Z",
        "fulfilled_quantity": 0,
        "fulfilled_amount": 0,
        "cards": [],
        "status": "REFUNDED",
        "product": "p1983",
        "type": "t1984",
    } | changes


def page_of(*rows: dict[str, object], page: int = 1, pages: int = 1) -> httpx.Response:
    return good(
        {
            "items": list(rows),
            "pagination": {"page": page, "pageSize": 100, "totalPages": pages, "totalResults": 7},
        }
    )


async def test_ping_asks_without_the_key_and_reads_the_operators(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(good({"api": "ok", "operators": {"mobilis": "up", "djezzy": "down"}}))
    health = await client.ping()
    assert health.ok
    assert health.operators == {"mobilis": "up", "djezzy": "down"}
    assert far_end.paths == ["/v3/ping"]
    assert "X-Access-Token" not in far_end.last.headers


async def test_a_gateway_in_error_is_not_ok(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(good({"api": "error"}))
    assert not (await client.ping()).ok


async def test_validate_tells_what_the_key_may_do(client: SupplierClient, far_end: FarEnd) -> None:
    key = {
        "key": KEY,
        "isEnabled": True,
        "type": "SANDBOX",
        "allowedips": ["10.0.0.1"],
        "scope": "READ-WRITE",
    }
    far_end.says(reply({"success": True, "data": {"username": "+213555", "apiKey": key}}))
    info = await client.validate()
    assert (info.environment, info.enabled, info.scope, info.can_order) == (
        "SANDBOX",
        True,
        "READ_WRITE",
        True,
    )
    assert info.allowed_ips == ("10.0.0.1",)
    assert info.username == "+213555"
    assert KEY not in repr(info) + str(info.model_dump())
    assert far_end.last.headers["X-Access-Token"] == KEY


@pytest.mark.parametrize("changes", [{"scope": "READ-ONLY"}, {"isEnabled": False}])
async def test_a_key_that_is_off_or_only_reads_cannot_order(
    client: SupplierClient, far_end: FarEnd, changes: dict[str, object]
) -> None:
    far_end.says(good({"apiKey": {"isEnabled": True, "type": "PRODUCTION", "scope": "READ-WRITE"} | changes}))
    assert not (await client.validate()).can_order


async def test_a_validation_that_says_nothing_of_the_key_is_no_validation(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(good({"username": "+213555"}))
    with pytest.raises(Unavailable):
        await client.validate()


async def test_the_balance_is_exact(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(reply('{"success":true,"data":{"balance":1326.13,"currency":"DZD"}}'))
    assert await client.balance(lane=Lane.PLACING) == Decimal("1326.13")
    far_end.says(reply('{"success":true,"data":{"balance":9007199254740993.01}}'))
    with pytest.raises(Unavailable):  # no wallet is that full; and no float took part
        await client.balance(lane=Lane.PLACING)


async def test_transactions_have_their_sign_from_the_balances(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(
        page_of(
            {"_id": "1", "type": "ORDER", "amount": 500.5, "oldBalance": 1000.5, "newBalance": 500},
            {"_id": "2", "type": "REFUND-ORDER", "amount": 500.5, "oldBalance": 500, "newBalance": 1000.5},
            {"_id": "3", "type": "ORDER", "amount": 5, "objid": "order-3", "note": "n", "operation": "?"},
        )
    )
    found = await client.transactions(since=SINCE, until=UNTIL, lane=Lane.POLLING)
    assert [t.change for t in found] == [Decimal("-500.5"), Decimal("500.5"), None]
    assert [t.type for t in found] == ["ORDER", "REFUND_ORDER", "ORDER"]
    assert found[2].object_id == "order-3"


@pytest.mark.parametrize("what", ["transactions", "orders"])
async def test_both_ends_of_a_window_are_sent_in_utc(
    client: SupplierClient, far_end: FarEnd, what: str
) -> None:
    far_end.says(page_of())
    await getattr(client, what)(since=SINCE, until=UNTIL, lane=Lane.POLLING)
    asked = dict(far_end.last.url.params)
    assert asked == {
        "from": "2026-11-01T08:00:00.000Z",
        "to": "2026-11-01T08:30:00.000Z",
        "page": "1",
        "pageSize": "100",
    }


@pytest.mark.parametrize(
    ("since", "until"),
    [(UNTIL, SINCE), (SINCE.replace(tzinfo=None), UNTIL), (SINCE, UNTIL.replace(tzinfo=None))],
)
async def test_a_window_that_makes_no_sense_is_not_sent(
    client: SupplierClient, far_end: FarEnd, since: datetime, until: datetime
) -> None:
    with pytest.raises(ValueError, match="window"):
        await client.orders(since=since, until=until, lane=Lane.POLLING)
    assert not far_end.requests


async def test_the_catalogue_has_categories_with_products(client: SupplierClient, far_end: FarEnd) -> None:
    product = {"id": "p1983", "title": "PSN Germany", "enabled": True, "region": "germany"}
    far_end.says(
        good(
            {
                "categories": [
                    {"title": "PSN", "products": [product, {"id": "p2", "title": "Off", "enabled": False}]}
                ]
            },
            totalCategories=14,
            totalProducts=62,
        )
    )
    (category,) = await client.catalogue(lane=Lane.BROWSING)
    assert category.title == "PSN"
    assert [(p.id, p.title, p.enabled, p.region) for p in category.products] == [
        ("p1983", "PSN Germany", True, "germany"),
        ("p2", "Off", False, None),
    ]


async def test_types_have_cost_and_stock_and_a_cost_of_zero_is_kept(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(
        reply(
            '{"success":true,"data":{"productId":"p1","productTitle":"PSN Germany","types":['
            '{"id":"t1","name":"10 EUR","price":1834.85,"quantity":7},'
            '{"id":"t2","name":"20 EUR","price":0,"quantity":0}]}}'
        )
    )
    found = await client.product_types("p1", lane=Lane.BROWSING)
    assert (found.product_id, found.product_title) == ("p1", "PSN Germany")
    assert [(t.id, t.name, t.cost, t.stock) for t in found.types] == [
        ("t1", "10 EUR", Decimal("1834.85"), 7),
        ("t2", "20 EUR", Decimal(0), 0),
    ]
    assert far_end.paths == ["/v3/gift-cards/checkProduct/p1"]


async def test_an_order_sends_product_type_quantity_and_ref(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(good({"orderId": "o1", "orderRef": "API-7-R1"}, requestId="req-1"))
    placed = await client.place_order(product_id="p", type_id="t", quantity=2, ref="R1")
    assert (placed.order_id, placed.order_ref, placed.request_id) == ("o1", "API-7-R1", "req-1")
    assert (far_end.last.method, far_end.paths) == ("POST", ["/v3/gift-cards/placeOrder"])
    assert json.loads(far_end.last.content) == {"productId": "p", "typeId": "t", "quantity": 2, "ref": "R1"}
    assert far_end.last.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(("send_ref", "ref"), [(False, "R1"), (True, None)])
async def test_the_ref_stays_at_home_when_told_so(
    make_client: MakeClient, far_end: FarEnd, send_ref: bool, ref: str | None
) -> None:
    far_end.says(good({"orderId": "o1"}))
    placed = await make_client(send_ref=send_ref).place_order(
        product_id="p", type_id="t", quantity=1, ref=ref
    )
    assert placed.order_ref is None
    assert "ref" not in json.loads(far_end.last.content)


async def test_no_order_leaves_for_less_than_one_card(client: SupplierClient, far_end: FarEnd) -> None:
    with pytest.raises(ValueError, match="at least one"):
        await client.place_order(product_id="p", type_id="t", quantity=0, ref="R")
    assert not far_end.requests


async def test_an_order_being_handled_has_no_results_yet(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(
        good(
            {
                "_id": "o1",
                "status": "HANDLING",
                "quantity": 2,
                "product": "p",
                "type": "t",
                "time": "2025-10-25T10:00:00.000Z",
            }
        )
    )
    order = await client.order("o1", lane=Lane.POLLING)
    assert order.status == OrderState.HANDLING
    assert not order.is_final
    assert (order.fulfilled_quantity, order.fulfilled_amount, order.price_per_card, order.cards) == (
        None,
        None,
        None,
        (),
    )
    assert order.time == datetime(2025, 10, 25, 10, tzinfo=UTC)
    assert (order.product_id, order.type_id, order.quantity) == ("p", "t", 2)


async def test_a_fulfilled_order_has_its_cards(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(
        reply(
            '{"success":true,"data":{"_id":"o1","status":"FULFILLED","quantity":1,"fulfilled_quantity":1,'
            '"fulfilled_amount":1834.85,"price_per_card":1834.85,"cards":[{"value":"CODE","serial":"S"}]}}'
        )
    )
    order = await client.order("o1", lane=Lane.POLLING)
    assert order.is_final
    assert order.fulfilled_amount == order.price_per_card == Decimal("1834.85")
    (card,) = order.cards
    assert card.value == SecretStr("CODE")
    assert card.serial == SecretStr("S")


async def test_a_page_of_orders_knows_its_place(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(page_of(row("a"), row("b"), page=2, pages=3))
    page = await client.orders(since=SINCE, until=UNTIL, lane=Lane.POLLING, page=2)
    assert [o.order_id for o in page.items] == ["a", "b"]
    assert (page.page, page.total_pages, page.total_results) == (2, 3, 7)
    assert far_end.last.url.params["page"] == "2"


async def test_every_order_turns_all_pages_and_counts_a_moved_row_once(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(page_of(row("a"), row("b"), pages=2), page_of(row("b"), row("c"), page=2, pages=2))
    found = await client.every_order(since=SINCE, until=UNTIL, lane=Lane.POLLING)
    assert [o.order_id for o in found] == ["a", "b", "c"]
    assert len(far_end.requests) == 2


async def test_a_list_that_ignores_the_page_number_ends(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(good({"items": [row("a")]}))
    assert len(await client.every_order(since=SINCE, until=UNTIL, lane=Lane.POLLING)) == 1
    assert len(far_end.requests) == 2


async def test_evidence_that_is_too_long_to_read_is_none(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(lambda request: page_of(row(request.url.params["page"]), pages=99))
    with pytest.raises(Unavailable, match="TOO_MANY_PAGES"):
        await client.every_order(since=SINCE, until=UNTIL, lane=Lane.POLLING)
    assert len(far_end.requests) == 20


async def test_a_row_that_cannot_be_read_is_not_overlooked(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(page_of(row("a"), {"quantity": 1, "status": "HANDLING"}))
    with pytest.raises(Unavailable, match="UNREADABLE"):
        await client.orders(since=SINCE, until=UNTIL, lane=Lane.POLLING)


async def test_ids_cannot_leave_their_place_in_the_path(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(bad(404, "NOT_FOUND"))
    for odd in ("../balance", "a/b?x=1#y", "طلب", "\ud800"):
        with pytest.raises(NotFound):
            await client.order(odd, lane=Lane.POLLING)
    assert far_end.paths == [
        "/v3/gift-cards/checkOrder/..%2Fbalance",
        "/v3/gift-cards/checkOrder/a%2Fb%3Fx%3D1%23y",
        "/v3/gift-cards/checkOrder/%D8%B7%D9%84%D8%A8",
        "/v3/gift-cards/checkOrder/%3F",
    ]
    for nothing in ("", ".", "..", " "):
        with pytest.raises(NotFound):
            await client.product_types(nothing, lane=Lane.BROWSING)
    assert len(far_end.requests) == 4


# -- repeats, pauses, redirects ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadTimeout("x"),
        httpx.ConnectError("x"),
        httpx.RemoteProtocolError("x"),
        reply("<html>502</html>", 502),
        bad(500, "INTERNAL_ERROR"),
        bad(503, "SERVICE_UNAVAILABLE"),
        reply('{"success":true,"data":'),
    ],
    ids=["timeout", "refused", "reset", "html", "500", "503", "garbage"],
)
async def test_a_read_is_repeated_a_little(
    client: SupplierClient, far_end: FarEnd, trouble: httpx.Response | Exception
) -> None:
    far_end.says(trouble, trouble, good({"balance": 5}))
    assert await client.balance(lane=Lane.POLLING) == 5
    far_end.requests.clear()
    far_end.says(trouble)
    with pytest.raises(Unavailable):
        await client.balance(lane=Lane.POLLING)
    assert len(far_end.requests) == 3


@pytest.mark.parametrize(
    "refusal", [bad(400, "ERR_VALIDATION"), bad(404, "NOT_FOUND"), bad(403, "NO_BALANCE")]
)
async def test_a_read_that_was_refused_is_not_repeated(
    client: SupplierClient, far_end: FarEnd, refusal: httpx.Response
) -> None:
    far_end.says(refusal)
    with pytest.raises((Refused, NotFound, NoBalance)):
        await client.balance(lane=Lane.POLLING)
    assert len(far_end.requests) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadTimeout("x"),
        httpx.ConnectError("x"),
        reply("<html>502</html>", 502),
        bad(500),
        bad(429),
        reply("{"),
    ],
)
async def test_an_order_is_sent_once_whatever_comes_back(
    client: SupplierClient, far_end: FarEnd, trouble: httpx.Response | Exception
) -> None:
    far_end.says(trouble)
    with pytest.raises(SupplierError):
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    assert len(far_end.requests) == 1


async def test_a_429_holds_every_lane_until_its_time_is_over(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(429, "RATE_LIMIT_EXCEEDED", Retry_After="7"), good({"balance": 5}))
    browsing = asyncio.create_task(client.balance(lane=Lane.BROWSING))
    await clock.advance(0.1)
    placing = asyncio.create_task(client.place_order(product_id="p", type_id="t", quantity=1, ref="R"))
    await clock.advance(6.8)
    assert len(far_end.requests) == 1
    assert not browsing.done()
    await clock.advance(0.2)
    assert await browsing == 5
    with pytest.raises(Unknown):
        await placing  # it was sent, and answered with a balance
    assert [r.method for r in far_end.requests] == ["GET", "POST", "GET"]  # placing before browsing


async def test_a_429_without_a_time_holds_for_a_few_seconds(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(429), good({"balance": 5}))
    reading = asyncio.create_task(client.balance(lane=Lane.POLLING))
    await clock.advance(4.9)
    assert len(far_end.requests) == 1
    await clock.advance(0.2)
    assert await reading == 5


async def test_somebody_who_looks_at_a_screen_is_told_at_once_that_it_takes_long(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(429, Retry_After="120"))
    with pytest.raises(SlowDown) as caught:
        await client.balance(lane=Lane.BROWSING)
    assert caught.value.retry_after == 120
    assert clock.monotonic() == 0
    assert len(far_end.requests) == 1


async def test_an_absurd_wait_is_not_obeyed_for_ever(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(429, Retry_After="999999999"), good({"balance": 5}))
    with pytest.raises(SlowDown):
        await client.balance(lane=Lane.POLLING)
    await clock.advance(300)
    assert await client.balance(lane=Lane.POLLING) == 5


async def test_a_wait_can_be_a_date(client: SupplierClient, far_end: FarEnd, clock: FakeClock) -> None:
    far_end.says(bad(429, Retry_After="Sun, 01 Nov 2026 09:02:00 GMT"))
    with pytest.raises(SlowDown) as caught:
        await client.balance(lane=Lane.BROWSING)
    assert caught.value.retry_after == 120


async def test_a_wait_that_comes_with_a_503_is_obeyed_too(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(503, "SERVICE_UNAVAILABLE", Retry_After="4"), good({"balance": 5}))
    reading = asyncio.create_task(client.balance(lane=Lane.BROWSING))
    await clock.advance(3.9)
    assert len(far_end.requests) == 1
    await clock.advance(0.2)
    assert await reading == 5


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_never_followed(
    client: SupplierClient, far_end: FarEnd, status: int, clock: FakeClock
) -> None:
    far_end.says(reply("", status, {"Location": "https://elsewhere.test/"}))
    with pytest.raises(Unavailable):
        await client.balance(lane=Lane.POLLING)
    with pytest.raises(Unknown):
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    assert {r.url.host for r in far_end.requests} == {"supplier.test"}


@pytest.mark.parametrize(
    "base", ["https://supplier.test", "https://supplier.test/", "https://supplier.test/v3/"]
)
async def test_the_base_may_end_as_people_write_it(
    make_client: MakeClient, far_end: FarEnd, base: str
) -> None:
    far_end.says(good({"balance": 5}))
    await make_client(base_url=base).balance(lane=Lane.POLLING)
    assert str(far_end.last.url) == "https://supplier.test/v3/account/balance"


@pytest.mark.parametrize("base", ["", "supplier.test", "ftp://supplier.test", "https://"])
def test_a_base_that_is_no_address_stops_the_start(make_client: MakeClient, base: str) -> None:
    with pytest.raises(ValueError, match="base URL"):
        make_client(base_url=base)


@pytest.mark.parametrize("key", ["", "with space", "new\nline", "clé"])
def test_a_key_that_no_header_can_carry_stops_the_start_without_being_shown(
    make_client: MakeClient, key: str
) -> None:
    with pytest.raises(ValueError, match="API key") as caught:
        make_client(api_key=SecretStr(key))
    assert not key or key not in str(caught.value)


async def test_a_closed_client_sends_nothing(client: SupplierClient, far_end: FarEnd) -> None:
    await client.aclose()
    with pytest.raises(Unreachable, match="CLOSED"):
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    assert not far_end.requests


async def test_an_answer_without_end_is_not_read_to_the_end(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(reply(b" " * (9 * 2**20) + b'{"success":true,"data":{"orderId":"o1"}}'))
    with pytest.raises(Unknown):
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")


# -- a bad key ---------------------------------------------------------------------------------------------------------


async def test_a_bad_key_is_tried_once_even_by_a_crowd(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(bad(401, "INVALID_ACCESS_TOKEN", {"attemptsLeft": 4}))
    results = await asyncio.gather(
        *(client.balance(lane=Lane.BROWSING) for _ in range(10)),
        client.place_order(product_id="p", type_id="t", quantity=1, ref="R"),
        return_exceptions=True,
    )
    assert all(isinstance(result, KeyTrouble) and result.attempts_left == 4 for result in results)
    assert len(far_end.requests) == 1


async def test_a_bad_key_is_not_tried_again_later_but_a_ping_is(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(401, "INVALID_ACCESS_TOKEN"), good({"api": "ok"}))
    with pytest.raises(KeyTrouble):
        await client.validate()
    await clock.advance(86_400)
    with pytest.raises(KeyTrouble):
        await client.validate()
    assert (await client.ping()).ok
    assert far_end.paths == ["/v3/validate", "/v3/ping"]


@pytest.mark.parametrize(
    "trouble", [bad(403, "IP_BLOCKED"), reply("<html>who are you</html>", 401)], ids=["blocked", "html"]
)
async def test_a_blocked_address_waits_a_quarter_of_an_hour_and_then_asks_once(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock, trouble: httpx.Response
) -> None:
    far_end.says(trouble)
    with pytest.raises(KeyTrouble):
        await client.validate()
    await clock.advance(14 * 60 + 59)
    with pytest.raises(KeyTrouble):
        await client.validate()
    assert len(far_end.requests) == 1
    await clock.advance(1)
    results = await asyncio.gather(
        *(client.balance(lane=Lane.BROWSING) for _ in range(5)), return_exceptions=True
    )
    assert all(isinstance(result, KeyTrouble) for result in results)
    assert len(far_end.requests) == 2


async def test_a_key_that_goes_bad_later_latches_too(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(good({"balance": 5}), bad(403, "API_DISABLED"))
    await client.balance(lane=Lane.BROWSING)
    for _ in range(3):
        with pytest.raises(KeyTrouble, match="API_DISABLED"):
            await client.balance(lane=Lane.BROWSING)
    assert len(far_end.requests) == 2


async def test_once_a_key_is_good_requests_go_side_by_side(make_client: MakeClient, clock: FakeClock) -> None:
    inside, most = 0, 0
    gate = asyncio.Event()

    async def slow(_: httpx.Request) -> httpx.Response:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await gate.wait()
        inside -= 1
        return good({"balance": 5})

    client = make_client(transport=httpx.MockTransport(slow))
    crowd = [asyncio.create_task(client.balance(lane=Lane.POLLING)) for _ in range(5)]
    await clock.advance(0)
    assert most == 1  # the first one goes ahead
    gate.set()
    assert await asyncio.gather(*crowd) == [5] * 5
    gate.clear()
    crowd = [asyncio.create_task(client.balance(lane=Lane.POLLING)) for _ in range(5)]
    await clock.advance(0)
    assert most == 5
    gate.set()
    await asyncio.gather(*crowd)


async def test_nobody_queues_behind_a_first_request_that_is_never_answered(
    make_client: MakeClient, clock: FakeClock
) -> None:
    sent = 0

    async def hangs(_: httpx.Request) -> httpx.Response:
        nonlocal sent
        sent += 1
        await clock.sleep(30)
        raise httpx.ReadTimeout("x")

    client = make_client(transport=httpx.MockTransport(hangs))
    crowd = [
        asyncio.create_task(client.place_order(product_id="p", type_id="t", quantity=1, ref=f"R{number}"))
        for number in range(5)
    ]
    await clock.advance(30)
    results = await asyncio.gather(*crowd, return_exceptions=True)
    assert [type(r) for r in results] == [Unknown, *[Unreachable] * 4]
    assert sent == 1
