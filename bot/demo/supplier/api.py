"""The v3 API: one gate that every request passes (faults, stop, key, limit), and one short answer for each
endpoint.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.demo.faults import Faults, Rule
from bot.demo.supplier import views
from bot.demo.supplier.answers import ApiError, Reply, dinars, fail, invalid, no_such_path, refusal, succeed
from bot.demo.supplier.books import Books, Order
from bot.demo.supplier.keys import ACCOUNT, Doorkeeper, Key
from bot.demo.supplier.ocpay import FAILED, Payments
from bot.demo.supplier.requests import link_body, list_query, order_body, paged


@dataclass(frozen=True)
class Call:
    """One request that passed the gate. `key` is None only where none is needed."""

    request: Request
    key: Key | None
    subject: str
    body: bytes


@dataclass(frozen=True)
class Endpoint:
    """Where a request goes: its name in the request log and in faults, and what answers it."""

    name: str
    answer: Callable[[Call], Reply]
    key_needed: bool = True


class Api:
    """The endpoints of contract §2.1 to §2.3 and §6 over one set of books. `now` gives milliseconds UTC."""

    def __init__(
        self, books: Books, payments: Payments, door: Doorkeeper, faults: Faults, now: Callable[[], int]
    ) -> None:
        self._books = books
        self._payments = payments
        self._door = door
        self._faults = faults
        self._now = now
        # A path's last part is a subject (an id) where the key ends in a slash.
        self._endpoints: Final = {
            "GET ping": Endpoint("ping", self._ping, key_needed=False),
            "GET validate": Endpoint("validate", self._validate),
            "GET account/balance": Endpoint("balance", self._balance),
            "GET account/transactions": Endpoint("transactions", self._transactions),
            "GET gift-cards/catalog": Endpoint("catalog", self._catalog),
            "GET gift-cards/checkProduct/": Endpoint("checkProduct", self._check_product),
            "POST gift-cards/placeOrder": Endpoint("placeOrder", self._place_order),
            "GET gift-cards/checkOrder/": Endpoint("checkOrder", self._check_order),
            "GET gift-cards/list": Endpoint("list", self._list),
            "POST ocpay/createLink": Endpoint("createLink", self._create_link),
            "GET ocpay/checkPayment/": Endpoint("checkPayment", self._check_payment),
        }

    def routes(self) -> list[BaseRoute]:
        """One route for everything under `/v3`, so that unknown paths are answered as the real router
        does.
        """
        return [Route("/v3/{path:path}", self._handle, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])]

    async def _handle(self, request: Request) -> Response:
        path: str = request.path_params["path"]
        endpoint, subject = self._find(request.method, path)
        body = await request.body()
        params: dict[str, Any] = dict(request.query_params)
        if subject:
            params["id"] = subject
        if body:
            params["body"] = body[:1000].decode("utf-8", "replace")
        return await self._faults.apply(
            "supplier",
            endpoint.name if endpoint else path,
            request,
            partial(self._carry_out, request, endpoint, subject, body),
            refuse=self._refuse,
            params=params,
        )

    async def _carry_out(
        self, request: Request, endpoint: Endpoint | None, subject: str, body: bytes
    ) -> Response:
        modes = self._books.modes
        if modes.stopped and modes.stopped_how == "drop":
            return await self._faults.drop(request)
        if modes.stopped:
            away = ApiError(503, "SERVICE_UNAVAILABLE", "Service temporarily unavailable")
            return fail(away, modes.dialect)
        if endpoint is None:
            return no_such_path(request.method, request.url.path)
        try:
            key = self._admit(request, endpoint)
            return succeed(endpoint.answer(Call(request, key, subject, body)), modes.dialect)
        except ApiError as error:
            return fail(error, modes.dialect)

    def _find(self, method: str, path: str) -> tuple[Endpoint | None, str]:
        endpoint = self._endpoints.get(f"{method} {path}")
        if endpoint is not None and not path.endswith("/"):
            return endpoint, ""
        start, _, subject = path.rpartition("/")
        return (self._endpoints.get(f"{method} {start}/"), subject) if subject else (None, "")

    def _admit(self, request: Request, endpoint: Endpoint) -> Key | None:
        given = request.headers.get("x-access-token")
        if given is None and not endpoint.key_needed:
            return None
        address = request.client.host if request.client else ""
        key = self._door.admit(given, address, asks_about_key=endpoint.name == "validate")
        self._door.count(key, self._books.modes.rate_limit, say_when=self._books.modes.retry_after)
        return key

    def _refuse(self, rule: Rule) -> Response:
        return fail(refusal(rule.status, rule.code, rule.retry_after), self._books.modes.dialect)

    # Core and account

    def _ping(self, _: Call) -> Reply:
        operators = dict.fromkeys(("mobilis", "ooredoo", "djezzy", "mobilisFixedPlans"), "up")
        return Reply({"api": "ok", "operators": operators})

    def _validate(self, call: Call) -> Reply:
        key = _key(call)
        shown = {
            "key": key.value,
            "isEnabled": key.enabled,
            "type": key.type,
            "allowedips": list(key.allowed_ips),
            "scope": key.scope,
        }
        return Reply({"username": ACCOUNT, "apiKey": shown}, meta=False)

    def _balance(self, _: Call) -> Reply:
        return Reply({"balance": dinars(self._books.balance)})

    def _transactions(self, call: Call) -> Reply:
        window = list_query(call.request.query_params)
        newest = self._now() - self._books.modes.ledger_delay_seconds * 1000
        lines = [
            line
            for line in reversed(self._books.transactions)
            if line.time <= newest and _within(line.time, window.since, window.until)
        ]
        return Reply(paged([views.transaction(line) for line in lines], window))

    # Gift cards

    def _catalog(self, _: Call) -> Reply:
        shelves = self._books.categories
        totals = {"totalCategories": len(shelves), "totalProducts": len(self._books.products)}
        dialect = self._books.modes.dialect
        return Reply({"categories": [views.category(shelf, dialect) for shelf in shelves]}, totals)

    def _check_product(self, call: Call) -> Reply:
        product = self._books.products.get(call.subject)
        if product is None:
            raise ApiError(404, "NOT_FOUND", "Product not found")
        return Reply(views.types(product))

    def _place_order(self, call: Call) -> Reply:
        key, books = _key(call), self._books
        mode = books.modes.ref
        if key.scope == "READ-ONLY":
            raise ApiError(403, "FORBIDDEN", "This key may only read")
        content_type = call.request.headers.get("content-type", "")
        wanted = order_body(call.body, content_type, ref_allowed=mode != "reject")
        if wanted.ref is not None and mode == "reject_unnamed":
            raise ApiError(400, "ERR_VALIDATION", "body is not valid", details={"field": "body"})
        duplicated = ApiError(403, "DUPLICATED_REF", "This ref was already used", details={"ref": wanted.ref})
        if wanted.ref is not None and mode != "ignore" and books.knows_ref(wanted.ref):
            raise duplicated
        buy = books.buy_in_sandbox if key.sandbox else books.buy
        order = buy(wanted.product_id, wanted.type_id, wanted.quantity, wanted.ref)
        if wanted.ref is None or mode == "ignore":
            return Reply({"orderId": order.id})
        if mode == "duplicate":
            raise duplicated
        return Reply({"orderId": order.id, "orderRef": views.order_ref(wanted.ref, mode)})

    def _check_order(self, call: Call) -> Reply:
        order = self._books.orders.get(call.subject)
        if order is None or order.sandbox != _key(call).sandbox:
            raise ApiError(404, "NOT_FOUND", "Order not found")
        return Reply(views.order(order, self._books, listed=False))

    def _list(self, call: Call) -> Reply:
        window = list_query(call.request.query_params)
        newest = self._now() - self._books.modes.list_delay_seconds * 1000
        sandbox = _key(call).sandbox
        found: list[Order] = [
            order
            for order in reversed(self._books.orders.values())
            if order.sandbox == sandbox
            and order.time <= newest
            and _within(order.time, window.since, window.until)
        ]
        return Reply(paged([views.order(order, self._books, listed=True) for order in found], window))

    # OCPay

    def _create_link(self, call: Call) -> Reply:
        key, headers = _key(call), call.request.headers
        if key.scope == "READ-ONLY":
            raise ApiError(403, "FORBIDDEN", "This key may only read")
        asked = link_body(call.body, headers.get("content-type", ""))
        payment = self._payments.create(sandbox=key.sandbox, **asked)
        url = f"{call.request.base_url}demo/pay/{payment.ref}"
        return Reply(views.link(payment, url, self._books.modes.dialect))

    def _check_payment(self, call: Call) -> Reply:
        # Whatever the key: it answers for play money and for real money (contract §0.10).
        try:
            payment = self._payments.get(call.subject)
        except LookupError:
            raise ApiError(404, "NOT_FOUND", "Payment link not found") from None
        if payment.status == FAILED and self._books.modes.expired_link == "gone":
            raise ApiError(410, "LINK_EXPIRED", "This payment link has expired")
        return Reply(views.payment(payment, self._books.modes))


def _key(call: Call) -> Key:
    if call.key is None:
        raise invalid("X-Access-Token", "must be there", where="headers")
    return call.key


def _within(time: int, since: int | None, until: int | None) -> bool:
    return (since is None or time >= since) and (until is None or time <= until)
