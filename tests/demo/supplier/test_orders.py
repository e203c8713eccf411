"""An order at the supplier: accepted once, paid once, ended once, and shown as the contract says."""

import asyncio
import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.supplier.answers import dinars, moment
from tests.demo.supplier.sandbox import SANDBOX_KEY, Sandbox, opened


async def test_an_accepted_order_takes_stock_and_money_once(sandbox: Sandbox) -> None:
    stock = sandbox.type.stock
    order = await sandbox.placed(3)
    assert sandbox.type.stock == stock - 3
    total = 3 * sandbox.type.price
    assert (await sandbox.data("account/balance"))["balance"] == dinars(250_000_00 - total)
    first = (await sandbox.data("account/transactions"))["items"][0]
    assert (first["type"], first["objid"], first["amount"]) == ("ORDER", order, dinars(total))
    assert Decimal(str(first["oldBalance"])) - Decimal(str(first["newBalance"])) == Decimal(total) / 100


async def test_an_order_in_hand_has_no_results(sandbox: Sandbox) -> None:
    order = await sandbox.placed(2)
    assert await sandbox.data(f"gift-cards/checkOrder/{order}") == {
        "_id": order,
        "status": "HANDLING",
        "quantity": 2,
        "time": moment(int(sandbox.time * 1000)),
        "product": sandbox.product.id,
        "type": sandbox.type.id,
    }


async def test_a_fulfilled_order_has_a_card_for_each(sandbox: Sandbox) -> None:
    order = await sandbox.placed(3)
    await sandbox.settle(order)
    seen = await sandbox.data(f"gift-cards/checkOrder/{order}")
    assert (seen["status"], seen["fulfilled_quantity"]) == ("FULFILLED", 3)
    assert seen["price_per_card"] == dinars(sandbox.type.price)
    assert seen["fulfilled_amount"] == dinars(3 * sandbox.type.price)
    assert len({card["value"] for card in seen["cards"]}) == 3
    assert all(len(card["value"]) == 14 and card["serial"].isdigit() for card in seen["cards"])


@pytest.mark.parametrize(
    ("outcome", "quantity", "status", "fulfilled"),
    [
        ("partial", 4, "PARTIALLY_FILLED", 2),
        ("partial", 5, "PARTIALLY_FILLED", 2),
        ("partial", 1, "REFUNDED", 0),
        ("refunded", 2, "REFUNDED", 0),
    ],
)
async def test_what_is_not_delivered_is_paid_back(
    sandbox: Sandbox, outcome: str, quantity: int, status: str, fulfilled: int
) -> None:
    order = await sandbox.placed(quantity)
    await sandbox.settle(order, outcome)
    seen = await sandbox.data(f"gift-cards/checkOrder/{order}")
    assert (seen["status"], seen["fulfilled_quantity"], len(seen["cards"])) == (status, fulfilled, fulfilled)
    back = (await sandbox.data("account/transactions"))["items"][0]
    assert (back["type"], back["objid"]) == ("REFUND-ORDER", order)
    assert back["amount"] == dinars((quantity - fulfilled) * sandbox.type.price)
    assert sandbox.books.balance == 250_000_00 - fulfilled * sandbox.type.price


async def test_an_order_ends_once(sandbox: Sandbox) -> None:
    order = await sandbox.placed(2)
    await sandbox.settle(order, "partial")
    again = await sandbox.settle(order, "refunded")
    assert again.status_code == 400
    sandbox.books.settle(sandbox.books.orders[order], "refunded")
    assert (await sandbox.data(f"gift-cards/checkOrder/{order}"))["status"] == "PARTIALLY_FILLED"
    assert sandbox.books.balance == 250_000_00 - sandbox.type.price


async def test_an_order_is_fulfilled_by_itself(sandbox: Sandbox) -> None:
    await sandbox.turn(fulfil_seconds=0.05, outcome="refunded")
    order = await sandbox.placed()
    assert sandbox.books.orders[order].status == "HANDLING"
    async with asyncio.timeout(5):
        while sandbox.books.orders[order].status == "HANDLING":  # noqa: ASYNC110 - the clock of the loop decides
            await asyncio.sleep(0.01)
    assert sandbox.books.orders[order].status == "REFUNDED"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"quantity": 0},
        {"quantity": -1},
        {"quantity": 1.5},
        {"quantity": "1"},
        {"quantity": True},
        {"quantity": None},
        {"productId": ""},
        {"typeId": 5},
        {"currency": "DZD"},
        {"ref": 7},
    ],
)
async def test_a_body_against_the_schema_is_refused(sandbox: Sandbox, spoilt: dict[str, Any]) -> None:
    answer = await sandbox.place(**{"quantity": 1, **spoilt})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ERR_VALIDATION")
    assert answer.json()["error"]["details"]["field"] in spoilt
    assert sandbox.books.orders == {}


@pytest.mark.parametrize("missing", ["productId", "typeId", "quantity"])
async def test_every_field_is_required(sandbox: Sandbox, missing: str) -> None:
    body = {"productId": sandbox.product.id, "typeId": sandbox.type.id, "quantity": 1}
    del body[missing]
    answer = await sandbox.http.post("/v3/gift-cards/placeOrder", json=body)
    assert (answer.status_code, answer.json()["error"]["details"]["field"]) == (400, missing)


async def test_a_body_must_be_json_and_say_so(sandbox: Sandbox) -> None:
    path = "/v3/gift-cards/placeOrder"
    assert (
        await sandbox.http.post(path, content=b"{", headers={"Content-Type": "application/json"})
    ).status_code == 400
    assert (
        await sandbox.http.post(path, content=b"[]", headers={"Content-Type": "application/json"})
    ).status_code == 400
    assert (await sandbox.http.post(path, data={"quantity": "1"})).status_code == 415
    huge = b'{"x":"' + b"x" * 1_100_000 + b'"}'
    assert (
        await sandbox.http.post(path, content=huge, headers={"Content-Type": "application/json"})
    ).status_code == 413


async def test_more_than_there_is_cannot_be_ordered(sandbox: Sandbox) -> None:
    sandbox.type.stock = 2
    answer = await sandbox.place(3)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "OUT_OF_STOCK")
    assert (await sandbox.place(2)).status_code == 200


async def test_a_type_of_another_product_cannot_be_ordered(sandbox: Sandbox) -> None:
    other = sandbox.books.categories[1].products[0].types[0].id
    assert (await sandbox.place(typeId=other)).status_code == 404


async def test_a_disabled_or_priceless_product_cannot_be_ordered(sandbox: Sandbox) -> None:
    sandbox.product.enabled = False
    assert (await sandbox.place()).json()["error"]["code"] == "PRODUCT_UNAVAILABLE"
    sandbox.product.enabled = True
    sandbox.type.price = 0
    assert (await sandbox.place()).json()["error"]["code"] == "PRODUCT_UNAVAILABLE"


async def test_an_order_beyond_the_wallet_is_refused_with_both_amounts(sandbox: Sandbox) -> None:
    await sandbox.http.patch("/demo/supplier/wallet", json={"balance": 2000.5})
    answer = await sandbox.place()
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "INSUFFICIENT_BALANCE")
    assert answer.json()["error"]["details"] == {"required": dinars(sandbox.type.price), "available": 2000.5}


async def test_no_balance_refuses_whatever_the_wallet_shows(sandbox: Sandbox) -> None:
    await sandbox.turn(no_balance=True)
    assert (await sandbox.place()).json()["error"]["code"] == "INSUFFICIENT_BALANCE"
    assert (await sandbox.data("account/balance"))["balance"] == 250_000


async def test_the_test_types_of_a_sandbox_key_end_as_named(sandbox: Sandbox) -> None:
    await sandbox.turn(fulfil_seconds=0)
    ends = {}
    for type_id in ("TEST_REFUND", "TEST_PARTIAL", "anything"):
        ends[type_id] = sandbox.books.orders[await sandbox.placed(4, key=SANDBOX_KEY, typeId=type_id)]
    async with asyncio.timeout(5):
        while any(order.status == "HANDLING" for order in ends.values()):  # noqa: ASYNC110 - the loop's clock decides
            await asyncio.sleep(0)
    assert {name: order.status for name, order in ends.items()} == {
        "TEST_REFUND": "REFUNDED",
        "TEST_PARTIAL": "PARTIALLY_FILLED",
        "anything": "FULFILLED",
    }
    assert ends["TEST_PARTIAL"].fulfilled == 2
    assert ends["anything"].cards[0] == {"value": "SANDBOX-CARD-1", "serial": "SANDBOX-1"}
    assert sandbox.books.balance == 250_000_00
    assert (await sandbox.place(typeId="TEST_REFUND")).status_code == 404


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.sampled_from(["fulfilled", "partial", "refunded", None])),
        max_size=12,
    )
)
def test_the_ledger_always_explains_the_wallet(orders: list[tuple[int, str | None]]) -> None:
    async def buy() -> None:
        async with opened() as sandbox:
            for quantity, outcome in orders:
                answer = await sandbox.place(quantity)
                if outcome is not None and answer.status_code == 200:
                    await sandbox.settle(answer.json()["data"]["orderId"], outcome)
            lines = sandbox.books.transactions
            assert lines[-1].after == sandbox.books.balance
            assert all(before.after == after.before for before, after in itertools.pairwise(lines))
            spent = sum(
                (o.quantity if o.status == "HANDLING" else o.fulfilled) * o.unit_price
                for o in sandbox.books.orders.values()
            )
            assert sandbox.books.balance == 250_000_00 - spent

    asyncio.run(buy())
