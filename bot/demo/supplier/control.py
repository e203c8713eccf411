"""The hand of the page and of tests on the sandbox: prices, stock, wallet, modes, and ending an order or a
payment.
"""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.demo.asked import body_of, number_of, said
from bot.demo.supplier import views
from bot.demo.supplier.answers import dinars
from bot.demo.supplier.books import HANDLING, Books
from bot.demo.supplier.modes import OUTCOMES
from bot.demo.supplier.ocpay import Payments


class SupplierControl:
    """The routes under `/demo/supplier`. `changed(what, id)` tells the watchers."""

    def __init__(self, books: Books, payments: Payments, changed: Callable[[str, str], None]) -> None:
        self._books = books
        self._payments = payments
        self._changed = changed

    def routes(self) -> list[BaseRoute]:
        """All of them."""
        return [
            Route("/demo/supplier", said(self._everything)),
            Route("/demo/supplier/types/{id}", said(self._type), methods=["PATCH"]),
            Route("/demo/supplier/products/{id}", said(self._product), methods=["PATCH"]),
            Route("/demo/supplier/wallet", said(self._wallet), methods=["PATCH"]),
            Route("/demo/supplier/mode", said(self._mode), methods=["PATCH"]),
            Route("/demo/supplier/orders/{id}/settle", said(self._settle), methods=["POST"]),
            Route("/demo/supplier/payments/{ref}/settle", said(self._settle_payment), methods=["POST"]),
        ]

    async def _everything(self, request: Request) -> Response:
        last = number_of(request.query_params, "last", 0)
        return JSONResponse(views.panel(self._books, self._payments, last=last or None))

    async def _type(self, request: Request) -> Response:
        found = self._books.type_by_id(request.path_params["id"])
        body = _only(await body_of(request), "price", "stock")
        price = _centimes(body["price"], "price") if "price" in body else found.price
        stock = body.get("stock", found.stock)
        if not isinstance(stock, int) or isinstance(stock, bool) or stock < 0:
            raise ValueError("stock must be a whole number, 0 or more")
        found.price, found.stock = price, stock
        self._changed("type", found.id)
        return JSONResponse({"id": found.id, "price": dinars(found.price), "stock": found.stock})

    async def _product(self, request: Request) -> Response:
        found = self._books.products.get(request.path_params["id"])
        if found is None:
            raise LookupError(f"no product {request.path_params['id']}")
        enabled = _only(await body_of(request), "enabled").get("enabled", found.enabled)
        if not isinstance(enabled, bool):
            raise ValueError("enabled must be true or false")  # noqa: TRY004 - a ValueError is answered as 400
        found.enabled = enabled
        self._changed("product", found.id)
        return JSONResponse({"id": found.id, "enabled": found.enabled})

    async def _wallet(self, request: Request) -> Response:
        balance = _only(await body_of(request), "balance").get("balance")
        self._books.set_balance(_centimes(balance, "balance"))
        return JSONResponse({"balance": dinars(self._books.balance)})

    async def _mode(self, request: Request) -> Response:
        self._books.modes = self._books.modes.turned(await body_of(request))
        self._changed("mode", "")
        self._payments.book()
        return JSONResponse(self._books.modes.snapshot())

    async def _settle(self, request: Request) -> Response:
        order = self._books.orders.get(request.path_params["id"])
        if order is None:
            raise LookupError(f"no order {request.path_params['id']}")
        outcome = _only(await body_of(request), "outcome").get("outcome", "fulfilled")
        if outcome not in OUTCOMES:
            raise ValueError(f"outcome must be one of {', '.join(OUTCOMES)}")
        if order.status != HANDLING:
            raise ValueError(f"the order has ended: {order.status}")
        self._books.settle(order, outcome)
        return JSONResponse({"id": order.id, "status": order.status})

    async def _settle_payment(self, request: Request) -> Response:
        payment = self._payments.get(request.path_params["ref"])
        body = _only(await body_of(request), "outcome", "seconds")
        outcome, seconds = body.get("outcome", "confirm"), body.get("seconds")
        if seconds is not None and (isinstance(seconds, bool) or not isinstance(seconds, int | float)):
            raise ValueError("seconds must be a number")
        if outcome == "late":
            done = self._payments.pay_late(payment, seconds)
        elif outcome in ("confirm", "fail"):
            done = (self._payments.confirm if outcome == "confirm" else self._payments.fail)(payment)
        else:
            raise ValueError("outcome must be one of confirm, fail, late")
        if not done:
            raise ValueError(f"the payment cannot do that any more: {payment.status}")
        return JSONResponse(views.payment_line(payment))


def _only(body: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in body:
        if name not in names:
            raise ValueError(f"there is no {name} here")
    return body


def _centimes(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1_000_000_000:  # noqa: PLR2004 - more dinars than any dealer has
        raise ValueError(f"{name} must be an amount in dinars, 0 or more")
    return round(value * 100)
