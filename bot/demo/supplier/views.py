"""How the books look from outside: catalogue, types, orders and transactions as the API's payloads (contract
§2).

Also where the `cards` mode spoils an answer. The books themselves stay right, so turning the mode back mends
it.
"""

from typing import Any

from bot.demo.supplier.answers import dinars, moment
from bot.demo.supplier.books import HANDLING, Books, Order, Transaction
from bot.demo.supplier.catalogue import Category, Product
from bot.demo.supplier.keys import ACCOUNT
from bot.demo.supplier.modes import Modes
from bot.demo.supplier.ocpay import CONFIRMED, FAILED, PENDING, Payment, Payments


def category(shelf: Category, dialect: str) -> dict[str, Any]:
    """A category of the catalogue; its label is `title` in one dialect and `name` in the other (§4.4)."""
    return {
        "name" if dialect == "guide" else "title": shelf.title,
        "products": [
            {
                "id": product.id,
                "title": product.title,
                "enabled": product.enabled,
                **({"region": product.region} if product.region else {}),
            }
            for product in shelf.products
        ],
    }


def types(product: Product) -> dict[str, Any]:
    """`checkProduct`: live stock and our wholesale price."""
    return {
        "productId": product.id,
        "productTitle": product.title,
        "types": [
            {"id": t.id, "name": t.name, "price": dinars(t.price), "quantity": t.stock} for t in product.types
        ],
    }


def order(of: Order, books: Books, *, listed: bool) -> dict[str, Any]:
    """An order for `checkOrder`, or as an item of `list`. Result fields are missing until it has ended."""
    view: dict[str, Any] = {
        "_id": of.id,
        "status": of.status,
        "quantity": of.quantity,
        "time": moment(of.time),
    }
    if listed or of.status == HANDLING:
        view |= {"product": of.product, "type": of.type}
    if of.ref is not None and books.modes.ref in ("echo", "prefix"):
        view["orderRef"] = order_ref(of.ref, books.modes.ref)
    if of.status != HANDLING:
        view |= {
            "fulfilled_quantity": of.fulfilled,
            "fulfilled_amount": dinars(of.fulfilled * of.unit_price),
            "price_per_card": dinars(of.unit_price),
            "cards": _cards(of, books.modes.cards),
        }
    return view


def order_ref(ref: str, mode: str) -> str:
    """A reference as it comes back, with the account before it in mode `prefix` (§4.1)."""
    return f"API-{ACCOUNT.lstrip('+')}-{ref}" if mode == "prefix" else ref


def transaction(line: Transaction) -> dict[str, Any]:
    """A line of the account's ledger (§2.2)."""
    return {
        "_id": line.id,
        "type": line.type,
        "operation": "INCREMENT" if line.after >= line.before else "DECREMENT",
        "amount": dinars(line.amount),
        "oldBalance": dinars(line.before),
        "newBalance": dinars(line.after),
        "objid": line.objid,
        "note": line.note,
        "time": moment(line.time),
    }


def link(of: Payment, url: str, dialect: str) -> dict[str, Any]:
    """`createLink`: the inner names are the docs' in one dialect and the Node SDK's in the other (§6.2)."""
    inner: dict[str, Any] = {"isSandbox": of.sandbox}
    if dialect == "guide":
        inner |= {"paymentRef": of.ref, "paymentUrl": url, "createdAt": moment(of.time)}
    else:
        product = {"title": of.title, "amount": of.amount, "description": of.description}
        inner |= {
            "uid": of.uid,
            "ref": of.ref,
            "productInfo": product,
            "feeMode": of.fee_mode,
            "successMessage": of.success_message,
            "redirectUrl": of.redirect_url,
            "time": moment(of.time),
        }
    return {"paymentUrl": url, "paymentRef": of.ref, "paymentLink": inner}


_SAYS = {
    PENDING: "Payment is pending",
    CONFIRMED: "Payment confirmed",
    FAILED: "Payment failed or expired",
}


def payment(of: Payment, modes: Modes) -> dict[str, Any]:
    """`checkPayment` (§6.4)."""
    view: dict[str, Any] = {"status": of.status, "message": _SAYS[of.status], "paymentRef": of.ref}
    if of.status == CONFIRMED and modes.payment_details:
        details: dict[str, Any] = {"amount": of.amount, "currency": "DZD", "isSandbox": of.sandbox}
        if modes.dialect == "guide":
            paid_at = moment(of.finished_at or of.time)
            details |= {"transactionRef": of.uid, "fee": 0, "netAmount": of.amount, "completedAt": paid_at}
        else:
            details["createdDate"] = moment(of.time)
        view["transactionDetails"] = details
    return view


def payment_line(of: Payment) -> dict[str, Any]:
    """A payment in the panel."""
    return {
        "ref": of.ref,
        "title": of.title,
        "amount": of.amount,
        "status": of.status,
        "begun": of.begun,
        "sandbox": of.sandbox,
        "time": moment(of.time),
        "ends": moment(of.ends),
        "due": None if of.due is None else moment(of.due),
        "finished_at": None if of.finished_at is None else moment(of.finished_at),
        "path": f"/demo/pay/{of.ref}",
    }


def _cards(of: Order, mode: str) -> list[dict[str, str]]:
    cards = [dict(card) for card in of.cards]
    if not cards or mode == "ok":
        return cards
    if mode == "missing":
        return cards[:-1]
    if mode == "empty_value":
        return [{**cards[0], "value": ""}, *cards[1:]]
    return [*cards, {"value": f"EXTRA-{of.id[-12:].upper()}", "serial": "0000000000"}]


def panel(books: Books, payments: Payments, *, last: int | None = None) -> dict[str, Any]:
    """Everything, for the page and for tests: newest orders, payments, transactions first, the last so many
    or all.
    """
    links = payments.newest_first()
    orders = list(books.orders.values())[::-1][:last]
    lines = books.transactions[::-1][:last]
    names = {t.id: t.name for product in books.products.values() for t in product.types}
    titles = {product.id: product.title for product in books.products.values()}
    return {
        "balance": dinars(books.balance),
        "modes": books.modes.snapshot(),
        "categories": [
            {
                "title": shelf.title,
                "products": [
                    {
                        "id": product.id,
                        "title": product.title,
                        "region": product.region,
                        "enabled": product.enabled,
                        "types": [
                            {"id": t.id, "name": t.name, "price": dinars(t.price), "stock": t.stock}
                            for t in product.types
                        ],
                    }
                    for product in shelf.products
                ],
            }
            for shelf in books.categories
        ],
        "orders": [
            {
                "id": o.id,
                "product": o.product,
                "product_title": titles.get(o.product, o.product),
                "type": o.type,
                "type_name": names.get(o.type, o.type),
                "quantity": o.quantity,
                "price": dinars(o.unit_price),
                "status": o.status,
                "ref": o.ref,
                "sandbox": o.sandbox,
                "time": moment(o.time),
                "finished_at": None if o.finished_at is None else moment(o.finished_at),
                "fulfilled_quantity": o.fulfilled,
                "charged": dinars(o.quantity * o.unit_price),
                "refunded": dinars((o.quantity - o.fulfilled) * o.unit_price) if o.status != HANDLING else 0,
                "cards": o.cards,
            }
            for o in orders
        ],
        "transactions": [transaction(line) for line in lines],
        "payments": [payment_line(one) for one in links[:last]],
        "totals": {
            "orders": len(books.orders),
            "transactions": len(books.transactions),
            "payments": len(links),
        },
    }
