"""What each endpoint sends and understands, with the contract's own examples."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import httpx
import pytest
from pydantic import SecretStr

from bot.supplier import (
    Lane,
    NotFound,
    OrderState,
    SupplierClient,
    Unavailable,
)
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
    assert len(far_end.requests) == 1  # the first page says how many there are


async def test_a_list_that_does_not_say_its_length_is_read_so_far_only(
    client: SupplierClient, far_end: FarEnd
) -> None:
    far_end.says(lambda request: good({"items": [row(request.url.params["page"])]}))
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
