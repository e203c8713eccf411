"""What the sandbox sells holds every case that a shop must cope with, and can be changed by hand."""

import re
from hashlib import sha256

from bot.demo.supplier.catalogue import DISABLED, PRICELESS, catalogue
from tests.demo.supplier.sandbox import Sandbox


def test_ids_are_the_same_in_every_run_and_never_shared() -> None:
    products = [product for category in catalogue() for product in category.products]
    ids = [product.id for product in products] + [t.id for product in products for t in product.types]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[0-9a-f]{24}", one) for one in ids)
    assert products[0].id == sha256(b"PlayStation Store France").hexdigest()[:24]


def test_the_catalogue_has_what_a_shop_must_cope_with() -> None:
    categories = catalogue()
    products = {product.title: product for category in categories for product in category.products}
    types = [t for product in products.values() for t in product.types]
    assert len(categories) >= 8
    assert len(products) >= 25
    assert max(len(category.products) for category in categories) > 8
    assert "Mobile & Internet" in {category.title for category in categories}
    assert not products[DISABLED].enabled
    assert all(t.price == 0 for t in products[PRICELESS].types)
    assert any(t.stock == 0 for t in types)
    assert any(t.price % 100 for t in types)
    assert any(all(t.stock == 0 for t in product.types) for product in products.values())


async def test_the_catalogue_shows_no_price_and_no_stock(sandbox: Sandbox) -> None:
    body = (await sandbox.get("gift-cards/catalog")).json()
    products = [product for category in body["data"]["categories"] for product in category["products"]]
    assert body["totalProducts"] == len(products)
    assert all(set(product) <= {"id", "title", "enabled", "region"} for product in products)


async def test_price_and_stock_turned_by_hand_are_live_at_once(sandbox: Sandbox) -> None:
    answer = await sandbox.http.patch(
        f"/demo/supplier/types/{sandbox.type.id}", json={"price": 1234.56, "stock": 7}
    )
    assert answer.json() == {"id": sandbox.type.id, "price": 1234.56, "stock": 7}
    seen = (await sandbox.data(f"gift-cards/checkProduct/{sandbox.product.id}"))["types"][0]
    assert (seen["price"], seen["quantity"]) == (1234.56, 7)


async def test_a_product_disabled_by_hand_says_so_in_the_catalogue(sandbox: Sandbox) -> None:
    await sandbox.http.patch(f"/demo/supplier/products/{sandbox.product.id}", json={"enabled": False})
    first = (await sandbox.data("gift-cards/catalog"))["categories"][0]["products"][0]
    assert first["enabled"] is False


async def test_nonsense_by_hand_is_refused_in_words(sandbox: Sandbox) -> None:
    path = f"/demo/supplier/types/{sandbox.type.id}"
    for body in ({"price": -1}, {"stock": 1.5}, {"colour": "red"}, {"price": "many"}):
        answer = await sandbox.http.patch(path, json=body)
        assert answer.status_code == 400
        assert next(iter(body)) in answer.json()["error"]
    assert (await sandbox.http.patch("/demo/supplier/types/none", json={})).status_code == 404


async def test_the_panel_shows_orders_with_names_and_money(sandbox: Sandbox) -> None:
    order = await sandbox.placed(2, ref="HN-1")
    await sandbox.settle(order, "partial")
    panel = (await sandbox.http.get("/demo/supplier")).json()
    shown = panel["orders"][0]
    assert (shown["id"], shown["status"], shown["ref"]) == (order, "PARTIALLY_FILLED", "HN-1")
    assert (shown["product_title"], shown["type_name"]) == (sandbox.product.title, sandbox.type.name)
    assert shown["refunded"] * 2 == shown["charged"]
    assert len(panel["transactions"]) == 3
    assert panel["modes"]["ref"] == "ignore"
