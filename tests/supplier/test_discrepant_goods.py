"""Where the sources disagree about goods, cards and numbers (§4.4 to §4.6): the client is right under both
readings.
"""

from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest
from pydantic import SecretStr

from bot.supplier import (
    Lane,
    SupplierClient,
    Unavailable,
)
from tests.fakes.clock import FakeClock
from tests.supplier.far_end import FarEnd, good, reply

ORDER = {"_id": "o1", "status": "HANDLING", "quantity": 1}


# -- §4.4: the catalogue
# -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label", [{"title": "PSN"}, {"name": "PSN"}, {"title": None, "name": "PSN"}, {"title": "", "name": "PSN"}]
)
@pytest.mark.parametrize(
    "outside",
    [{"totalCategories": 1, "totalProducts": 1}, {"meta": {"totalCategories": 99}}, {"meta": None}, {}],
)
async def test_a_category_has_a_title_or_a_name_and_totals_anywhere(
    client: SupplierClient, far_end: FarEnd, label: dict[str, object], outside: dict[str, object]
) -> None:
    product = {"id": "p1", "title": "PSN Germany", "enabled": True}
    far_end.says(good({"categories": [{**label, "products": [product]}]}, **outside))
    (category,) = await client.catalogue(lane=Lane.BROWSING)
    assert (category.title, category.products[0].region) == ("PSN", None)


async def test_goods_that_cannot_be_read_are_left_out(client: SupplierClient, far_end: FarEnd) -> None:
    products = [{"id": "p1", "title": "A"}, {"title": "no id"}, None, 5, {"id": 7, "title": "seven"}]
    far_end.says(good({"categories": [{"title": "PSN", "products": products}, "odd", {"products": []}]}))
    (category,) = await client.catalogue(lane=Lane.BROWSING)
    assert [product.id for product in category.products] == ["p1", "7"]


@pytest.mark.parametrize(
    "data", [{}, {"categories": None}, {"categories": [{"x": 1}]}, {"categories": {"a": 1}}]
)
async def test_a_catalogue_of_which_nothing_can_be_read_is_not_an_empty_one(
    client: SupplierClient, far_end: FarEnd, data: dict[str, object]
) -> None:
    far_end.says(good(data))
    with pytest.raises(Unavailable):
        await client.catalogue(lane=Lane.BROWSING)


@pytest.mark.parametrize("name", ["price", "cost"])
async def test_the_wholesale_price_is_called_price_or_cost(
    client: SupplierClient, far_end: FarEnd, name: str
) -> None:
    far_end.says(good({"types": [{"id": "t", "name": "10", name: 1834.85, "quantity": 3}]}))
    found = await client.product_types("p1", lane=Lane.BROWSING)
    assert (found.product_id, found.types[0].cost) == ("p1", Decimal("1834.85"))


@pytest.mark.parametrize(
    ("quantity", "stock"),
    [(3, 3), (3.9, 3), ("4", 4), (-1, 0), (None, 0), ("many", 0), (1e300, 0), (True, 0)],
)
async def test_stock_that_cannot_be_read_is_none(
    client: SupplierClient, far_end: FarEnd, quantity: object, stock: int
) -> None:
    far_end.says(good({"types": [{"id": "t", "name": "10", "price": 1, "quantity": quantity}]}))
    assert (await client.product_types("p1", lane=Lane.BROWSING)).types[0].stock == stock


@pytest.mark.parametrize("price", [None, "free", -1, True, {"amount": 1}, 1e300])
async def test_a_type_without_a_believable_price_is_left_out(
    client: SupplierClient, far_end: FarEnd, price: object
) -> None:
    types = [
        {"id": "t1", "name": "10", "price": price, "quantity": 1},
        {"id": "t2", "name": "20", "price": 2},
    ]
    far_end.says(good({"types": types}))
    assert [t.id for t in (await client.product_types("p1", lane=Lane.BROWSING)).types] == ["t2"]


# -- §4.5, §4.6: cards and states
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        ([{"value": "A", "serial": "1"}, {"value": "B", "serial": ""}], [("A", "1"), ("B", None)]),
        ({"value": "A", "serial": "1"}, [("A", "1")]),
        ([{"value": "A"}], [("A", None)]),
        ([{"value": 12345678901234567890, "serial": 5}], [("12345678901234567890", "5")]),
        ([{"value": " A ", "serial": None}], [("A", None)]),
        (["A"], [("A", None)]),
        ("A", [("A", None)]),
        ([{"value": ""}, {}, None, 5, [], {"value": {"x": 1}}], [("", None)] * 6),
        ([], []),
        (None, []),
    ],
)
async def test_cards_may_be_a_list_or_one_and_none_is_lost_count_of(
    client: SupplierClient, far_end: FarEnd, cards: object, expected: list[tuple[str, str | None]]
) -> None:
    far_end.says(good(ORDER | {"status": "FULFILLED", "cards": cards}))
    order = await client.order("o1", lane=Lane.POLLING)
    found = [(c.value.get_secret_value(), c.serial and c.serial.get_secret_value()) for c in order.cards]
    assert found == expected
    assert all(isinstance(card.value, SecretStr) for card in order.cards)


@pytest.mark.parametrize(
    ("fields", "status", "final"),
    [
        ({"status": "HANDLING"}, "HANDLING", False),
        ({"status": "FULFILLED"}, "FULFILLED", True),
        ({"status": "PARTIALLY_FILLED"}, "PARTIALLY_FILLED", True),
        ({"status": "partially-filled"}, "PARTIALLY_FILLED", True),
        ({"status": "REFUNDED"}, "REFUNDED", True),
        ({"status": "ON_THE_MOON"}, "ON_THE_MOON", False),
        ({"orderStatus": "FULFILLED"}, "FULFILLED", True),
        ({"status": None, "orderStatus": "REFUNDED"}, "REFUNDED", True),
        ({"status": "HANDLING", "orderStatus": "REFUNDED"}, "HANDLING", False),
        ({}, "", False),
        ({"status": {"odd": 1}}, "", False),
    ],
)
async def test_three_states_are_final_and_any_other_is_kept_as_it_is(
    client: SupplierClient, far_end: FarEnd, fields: dict[str, object], status: str, final: bool
) -> None:
    far_end.says(good({"_id": "o1", "quantity": 1, **fields}))
    order = await client.order("o1", lane=Lane.POLLING)
    assert (order.status, order.is_final) == (status, final)


async def test_results_that_cannot_be_read_are_missing_and_the_order_is_not(
    client: SupplierClient, far_end: FarEnd
) -> None:
    odd = {
        "fulfilled_quantity": "all",
        "fulfilled_amount": {},
        "price_per_card": "?",
        "time": "soon",
        "type": [],
    }
    far_end.says(good(ORDER | odd))
    order = await client.order("o1", lane=Lane.POLLING)
    assert (order.fulfilled_quantity, order.fulfilled_amount, order.price_per_card) == (None, None, None)
    assert (order.time, order.type_id) == (None, None)


@pytest.mark.parametrize(
    "time",
    ["2025-10-25T10:00:00Z", "2025-10-25T10:00:00.000Z", "2025-10-25T11:00:00+01:00", "2025-10-25T10:00:00"],
)
async def test_times_are_utc_however_they_are_written(
    client: SupplierClient, far_end: FarEnd, time: str
) -> None:
    far_end.says(good(ORDER | {"time": time}))
    assert (await client.order("o1", lane=Lane.POLLING)).time == datetime(2025, 10, 25, 10, tzinfo=UTC)


@pytest.mark.parametrize("pagination", [None, {}, "odd", {"totalPages": None}])
async def test_a_list_without_its_page_count_may_go_on(
    client: SupplierClient, far_end: FarEnd, pagination: object, clock: FakeClock
) -> None:
    far_end.says(good({"items": [ORDER], "pagination": pagination}), good({"items": []}))
    page = await client.orders(since=clock.now(), until=clock.now(), lane=Lane.POLLING)
    assert (page.total_pages, page.total_results) == (2, None)
    page = await client.orders(since=clock.now(), until=clock.now(), lane=Lane.POLLING, page=2)
    assert (page.items, page.total_pages) == ((), 2)


async def test_a_list_may_show_the_sandboxs_orders_too(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    sandbox = {"_id": "s", "product": "string", "type": "string", "quantity": 1, "price_per_card": 0}
    far_end.says(good({"items": [sandbox, ORDER]}))
    page = await client.orders(since=clock.now(), until=clock.now(), lane=Lane.POLLING)
    assert [order.order_id for order in page.items] == ["s", "o1"]
    assert page.items[0].price_per_card == 0


# -- numbers
# -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e400000", "1e-400000", '"NaN"', "1e999999999999999999999"]
)
async def test_numbers_that_nobody_can_count_with_are_unreadable(
    client: SupplierClient, far_end: FarEnd, number: str
) -> None:
    far_end.says(reply(f'{{"success":true,"data":{{"balance":{number}}}}}'))
    with pytest.raises(Unavailable):
        await client.balance(lane=Lane.POLLING)


@pytest.mark.parametrize("number", ["0.1", "1326.13", "0.30000000000000004", "123456789.99", "-5.5", "1E+3"])
async def test_numbers_are_exact(client: SupplierClient, far_end: FarEnd, number: str) -> None:
    far_end.says(reply(f'{{"success":true,"data":{{"balance":{number}}}}}'))
    balance = await client.balance(lane=Lane.POLLING)
    assert balance == Decimal(number)
    assert isinstance(balance, Decimal)


async def test_a_byte_order_mark_does_not_hurt(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(httpx.Response(200, content=b"\xef\xbb\xbf" + b'{"success":true,"data":{"balance":5}}'))
    assert await client.balance(lane=Lane.POLLING) == 5
