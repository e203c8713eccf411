"""The OneClickDz v3 client: every gift-card, account, core and payment endpoint of the contract (§2.1 to
§2.3, §6).

It asks within the budget and reads answers. Only reads are repeated; an order is sent once. It keeps no
orders, caches nothing and decides nothing about money.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from http import HTTPStatus
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, SecretStr

from bot.clock import Clock
from bot.supplier import wire
from bot.supplier.budget import Budget, Lane
from bot.supplier.envelope import Answer
from bot.supplier.errors import (
    NoSuchPath,
    NotFound,
    PaymentsOff,
    Refused,
    SupplierError,
    Unavailable,
    Unknown,
)
from bot.supplier.gateway import Asked, Gateway, Timeouts
from bot.supplier.key_circuit_breaker import KeyCircuitBreaker
from bot.supplier.models import (
    Catalogue,
    CatalogueCategory,
    KeyInfo,
    OrderPage,
    Placed,
    ProductTypes,
    SupplierOrder,
    Transaction,
)
from bot.supplier.payments import PaymentCheck, PaymentLink, PaymentState, link_request

_ORDER = "/v3/gift-cards/checkOrder/"
_ORDER_ELSEWHERE = "/v3/gift-cards/check-order/"  # the Arabic guides' spelling (contract §4.3)
_PAGE_SIZE = 100
_MOST_PAGES = 20

M = TypeVar("M", bound=BaseModel)
Row = TypeVar("Row", Transaction, SupplierOrder)


class _Page(NamedTuple):
    rows: list[Any]
    total_pages: int
    total_results: int | None


class SupplierClient:
    """The supplier, one for each key and process; an asynchronous context manager.

    Every method raises `SupplierError` and its children (drawn in `bot.supplier.errors`), and ValueError for
    arguments that make no sense. `lane` says how urgent a read is.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: SecretStr,
        budget: Budget,
        clock: Clock,
        send_ref: bool,
        transport: httpx.AsyncBaseTransport | None = None,
        timeouts: Timeouts | None = None,
        proxy: str | None = None,
        on_asked: Callable[[Asked], None] = lambda _: None,
        on_key_refused: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Opens nothing yet.

        Args:
            base_url: the gateway without `/v3`.
            api_key: also decides between sandbox and production (contract §1.1).
            budget: shared by everything that uses this key.
            clock: for deadlines and pauses.
            send_ref: whether our ref goes along with an order (contract §4.1).
            transport: the network, for tests.
            timeouts: other than the usual ones, for tests.
            proxy: the HTTP proxy on the way there, with user and password if it wants them; None: no proxy.
            on_asked: hears how each request ended.
            on_key_refused: hears the code with which the key itself was refused.

        Raises:
            ValueError: when the base URL or the key cannot be used; the text does not show the key.
        """
        self.budget = budget
        self._send_ref = send_ref
        self._order_path = _ORDER
        self._key_breaker = KeyCircuitBreaker(clock, on_key_refused)
        self._gateway = Gateway(
            base_url=base_url,
            api_key=api_key,
            budget=budget,
            clock=clock,
            key_breaker=self._key_breaker,
            transport=transport,
            timeouts=timeouts or Timeouts(),
            proxy=proxy,
            on_asked=on_asked,
        )

    async def __aenter__(self) -> Self:
        """Nothing to prepare."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Closes the connections."""
        await self.aclose()

    def key_refused_elsewhere(self, code: str) -> None:
        """Somebody else who uses the key was refused with that code: from now on each request raises
        `KeyTrouble`.
        """
        self._key_breaker.refused_elsewhere(code)

    async def aclose(self) -> None:
        """Closes the connections; later calls raise `Unreachable`."""
        await self._gateway.aclose()

    async def validate(self) -> KeyInfo:
        """What our key may do (§2.1): for the start, not for each request. Raises `KeyTrouble` if it is not
        let in.
        """
        answer = await self._gateway.read("/v3/validate", lane=Lane.POLLING)
        data = _data(answer)
        key = data.get("apiKey")
        return _read(
            KeyInfo, answer, {**key, "username": data.get("username")} if isinstance(key, dict) else key
        )

    async def balance(self, *, lane: Lane) -> Decimal:
        """What is in our wallet at the supplier (§2.2), in dinars, exactly as they say it."""
        answer = await self._gateway.read("/v3/account/balance", lane=lane)
        try:
            return wire.amount(_data(answer).get("balance"))
        except ValueError:
            error = _unreadable(answer, Unavailable)
        raise error

    async def transactions(self, *, since: datetime, until: datetime, lane: Lane) -> list[Transaction]:
        """All lines of our account in a closed window, each once (§2.2).

        Raises `Unavailable` when the window holds more than 2,000 of them, or one that cannot be read:
        evidence with holes is none.
        """
        return await self._every(Transaction, "/v3/account/transactions", _window(since, until), lane)

    async def catalogue(self, *, lane: Lane) -> list[CatalogueCategory]:
        """The shelves and their products, without prices (§2.3.1). May be kept for 24 h."""
        answer = await self._gateway.read("/v3/gift-cards/catalog", lane=lane)
        return list(_read(Catalogue, answer, _data(answer)).categories)

    async def product_types(self, product_id: str, *, lane: Lane) -> ProductTypes:
        """The types of a product with cost and stock of this moment (§2.3.2); a cost of 0 is passed on."""
        answer = await self._gateway.read(_path("/v3/gift-cards/checkProduct/", product_id), lane=lane)
        return _read(ProductTypes, answer, {"productId": product_id, **_data(answer)})

    async def place_order(self, *, product_id: str, type_id: str, quantity: int, ref: str | None) -> Placed:
        """Buys `quantity` cards of one type: one request, never repeated, final once accepted (§2.3.3).

        Commit the attempt before calling this. `ref` goes along if it is not None and the client was made to
        send refs. Raises a `NotPlaced`, an `Unknown` or `DuplicatedRef`: ask `placing_outcome` which closes
        the attempt. A cancelled call is as unknown as a lost answer.
        """
        if quantity < 1:
            raise ValueError("an order needs at least one card")
        body: dict[str, Any] = {"productId": product_id, "typeId": type_id, "quantity": quantity}
        if self._send_ref and ref:
            body["ref"] = ref
        answer = await self._gateway.place("/v3/gift-cards/placeOrder", body)
        return _read(Placed, answer, {**_data(answer), "request_id": answer.request_id}, failure=Unknown)

    async def order(self, order_id: str, *, lane: Lane) -> SupplierOrder:
        """One order with its cards (§2.3.4). Raises `NotFound` for an id that is not ours or of the other
        environment.

        The path has two spellings in the contract (§4.3); the second is tried once the router does not know
        the first.
        """
        try:
            answer = await self._gateway.read(_path(self._order_path, order_id), lane=lane)
        except NoSuchPath:
            if self._order_path != _ORDER:
                raise
            answer = await self._gateway.read(_path(_ORDER_ELSEWHERE, order_id), lane=lane)
            self._order_path = _ORDER_ELSEWHERE
        return _read(SupplierOrder, answer, _data(answer))

    async def orders(self, *, since: datetime, until: datetime, lane: Lane, page: int = 1) -> OrderPage:
        """One page (100) of our orders in a closed window, with their cards; the sandbox's may be among them
        (§2.3.5).

        Raises `Unavailable` when a row cannot be read: an order that is overlooked could be bought twice.
        """
        found = await self._page(SupplierOrder, "/v3/gift-cards/list", _window(since, until), lane, page)
        return OrderPage(
            items=tuple(found.rows),
            page=page,
            total_pages=found.total_pages,
            total_results=found.total_results,
        )

    async def every_order(self, *, since: datetime, until: datetime, lane: Lane) -> list[SupplierOrder]:
        """All orders of a closed window, each once, with the promises of `orders`; `Unavailable` above
        2,000.
        """
        return await self._every(SupplierOrder, "/v3/gift-cards/list", _window(since, until), lane)

    async def create_payment_link(
        self, *, title: str, dinars: int, description: str, success_message: str, redirect_url: str
    ) -> PaymentLink:
        """Makes a page on which somebody pays us whole dinars (§6.2): one request, never repeated.

        Its fees are ours (`NO_FEE`). Raises ValueError for what they would refuse (500 to 500,000 dinars,
        lengths, the address) before anything is sent, and `PaymentsOff`. When the answer is lost
        (`Unavailable`) a link may exist that nobody knows; nothing is lost, and a new one may be asked for.
        """
        body = link_request(
            title=title,
            dinars=dinars,
            description=description,
            success_message=success_message,
            redirect_url=redirect_url,
        )
        try:
            answer = await self._gateway.ask_once("/v3/ocpay/createLink", body, lane=Lane.BROWSING)
        except Refused as error:
            if error.status != HTTPStatus.FORBIDDEN:
                raise
            refused = error
        else:
            return _read(PaymentLink, answer, _data(answer))
        raise PaymentsOff(refused.code, refused.status, refused.request_id, refused.message)

    async def check_payment(self, ref: str, *, lane: Lane) -> PaymentCheck:
        """What became of a payment (§6.4); of a sandbox link too, whatever our key is.

        A 410 is a link that expired, which they also call `FAILED`. `NotFound` (404, or 400) says that they
        do not know the ref, and every other error, a refusal too, says nothing about the payment.
        """
        try:
            answer = await self._gateway.read(_path("/v3/ocpay/checkPayment/", ref), lane=lane)
        except Refused as error:
            refused = error
        else:
            said = _read(PaymentCheck, answer, _data(answer))
            if said.ref != ref:
                raise Unavailable(
                    "OTHER_PAYMENT", answer.status, answer.request_id, "the answer is about another payment"
                )
            return said
        if refused.status == HTTPStatus.GONE:
            return PaymentCheck(ref=ref, status=PaymentState.FAILED)
        meaning = NotFound if refused.status == HTTPStatus.BAD_REQUEST else Unavailable
        raise meaning(refused.code, refused.status, refused.request_id, refused.message)

    async def _every(self, model: type[Row], path: str, window: Mapping[str, str], lane: Lane) -> list[Row]:
        found: dict[str, Row] = {}  # by id: rows move between pages while we turn them
        for page in range(1, _MOST_PAGES + 1):
            got = await self._page(model, path, window, lane, page)
            rows = {_id(row): row for row in got.rows}
            news = rows.keys() - found.keys()
            found |= rows
            if page >= got.total_pages or not news:
                return list(found.values())
            if got.total_pages > _MOST_PAGES:
                break  # the first page says so: the others are not worth their requests
        raise Unavailable("TOO_MANY_PAGES", message=f"more than {_MOST_PAGES} pages; ask for a shorter time")

    async def _page(
        self, model: type[Row], path: str, window: Mapping[str, str], lane: Lane, page: int
    ) -> _Page:
        params = {**window, "page": str(page), "pageSize": str(_PAGE_SIZE)}
        answer = await self._gateway.read(path, lane=lane, params=params)
        items, pages = _data(answer).get("items"), _data(answer).get("pagination")
        if not isinstance(items, list):
            raise _unreadable(answer, Unavailable)
        rows = [_read(model, answer, item) for item in items]
        pages = pages if isinstance(pages, dict) else {}
        total = wire.count_or_none(pages.get("totalPages"))
        guess = page + 1 if rows else page  # they do not say: there may be more until a page is empty
        return _Page(rows, guess if total is None else total, wire.count_or_none(pages.get("totalResults")))


def _data(answer: Answer) -> Mapping[str, Any]:
    return answer.data or {}


def _id(row: Transaction | SupplierOrder) -> str:
    return row.id if isinstance(row, Transaction) else row.order_id


def _read(model: type[M], answer: Answer, fields: object, *, failure: type[SupplierError] = Unavailable) -> M:
    """A payload as a model. pydantic's own error stays inside, and `raise` outside of `except`: it holds the
    values.
    """
    try:
        return model.model_validate(fields)
    except ValueError:
        error = _unreadable(answer, failure)
    raise error


def _unreadable(answer: Answer, failure: type[SupplierError]) -> SupplierError:
    return failure(
        "UNREADABLE", answer.status, answer.request_id, "the answer lacks what the contract promises"
    )


def _path(base: str, object_id: str) -> str:
    """An id as the last part of a path; ids are opaque, so nothing in one may change the path."""
    if not object_id.strip(". "):
        raise NotFound("NOT_FOUND", message="no object has such an id")
    return base + quote(object_id, safe="", errors="replace")


def _window(since: datetime, until: datetime) -> dict[str, str]:
    """Both ends, always, in ISO 8601 with `Z` (§4.8). Raises ValueError for times without a zone, or turned
    round.
    """
    if since.tzinfo is None or until.tzinfo is None or since > until:
        raise ValueError("a window needs two times with their zones, the earlier one first")
    ends = (
        t.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") for t in (since, until)
    )
    return dict(zip(("from", "to"), ends, strict=True))
