"""One request to the supplier and its answer: connections, timeouts, turns in the budget, repeats of reads.

The only module that knows httpx. It says whether a failed request got out; what an answer means is
`envelope`'s work.
"""

import asyncio
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx
import stamina
import structlog
from pydantic import SecretStr

from bot.canonical import add_request
from bot.clock import Clock
from bot.supplier.budget import Budget, Lane
from bot.supplier.envelope import Answer, open_answer, refusal
from bot.supplier.errors import KeyTrouble, SlowDown, SupplierError, Unavailable, Unknown, Unreachable
from bot.supplier.key_circuit_breaker import KeyCircuitBreaker

log = structlog.get_logger(__name__)

PATIENCE = {Lane.PLACING: 30.0, Lane.POLLING: 60.0, Lane.BROWSING: 10.0}
"""Seconds that a request waits for its turn before `SlowDown`; somebody is looking at a screen while
browsing.
"""

_LARGEST_ANSWER = 8 * 2**20  # bytes; a full page of orders with their cards is far below
_NOT_SENT = (
    httpx.ConnectError,  # refused, no such host, TLS failed
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request and how it ended. `call` is the last fixed word of its path, `result` is `ok` or the kind
    of error, `seconds` is the exchange alone and `waited` the time before it, for our budget. `date` is the
    `Date` header of a good answer.
    """

    call: str
    lane: Lane
    result: str
    seconds: float
    waited: float
    date: str | None = None


def _nobody(_: Asked) -> None:
    pass


@cache
def _authorities() -> ssl.SSLContext:
    """Whose certificates count: read once for a process and all its clients, as that takes long."""
    return httpx.create_ssl_context()


@dataclass(frozen=True)
class Timeouts:
    """Seconds (contract §1.8). `place` and `read` hold for each write and each wait for bytes."""

    connect: float = 5.0
    pool: float = 5.0
    place: float = 30.0
    read: float = 15.0

    def in_parts(self, patience: float) -> httpx.Timeout:
        """The four parts for one request."""
        return httpx.Timeout(connect=self.connect, pool=self.pool, write=patience, read=patience)

    def in_all(self, patience: float) -> float:
        """An end to answers that come drop by drop. Long after a connection (TCP, then TLS) has failed by
        itself.
        """
        return self.pool + 2 * self.connect + 3 * patience


class Gateway:
    """Sends requests with our key. Raises nothing but `SupplierError` and its children."""

    def __init__(
        self,
        *,
        base_url: str,
        api_key: SecretStr,
        budget: Budget,
        clock: Clock,
        key_breaker: KeyCircuitBreaker,
        transport: httpx.AsyncBaseTransport | None,
        timeouts: Timeouts,
        proxy: str | None = None,
        on_asked: Callable[[Asked], None] = _nobody,
    ) -> None:
        """Opens nothing yet; `on_asked` hears how each request ended.

        Raises ValueError for a base URL or a key that cannot be used, without showing the key.
        """
        if not re.fullmatch(r"[!-~]+", api_key.get_secret_value()):
            raise ValueError("the API key must be printable ASCII without spaces")
        url = httpx.URL(base_url.rstrip("/").removesuffix("/v3"))
        if url.scheme not in {"http", "https"} or not url.host:
            raise ValueError("the supplier's base URL must be an http(s) address")
        self._key = api_key
        self._budget = budget
        self._clock = clock
        self._key_breaker = key_breaker
        self._times = timeouts
        self._on_asked = on_asked
        self._closed = False

        # With a transport of a test's own nobody shows a certificate.
        authorities = _authorities() if transport is None else True
        way = None if proxy is None or transport is not None else proxy

        def opened(limits: httpx.Limits) -> httpx.AsyncClient:
            return httpx.AsyncClient(
                base_url=url,
                transport=transport,
                verify=authorities,
                limits=limits,
                proxy=way,
                follow_redirects=False,  # a redirect would carry the key, or the order, to another place
                trust_env=False,  # whoever makes us knows the proxy, and the certificates are read above
                headers={"Accept": "application/json", "User-Agent": "hanout"},
            )

        self._reads = opened(httpx.Limits(max_connections=50, max_keepalive_connections=10))
        # The other side may have closed a kept connection, which shows only after sending: an unknown outcome
        # for nothing. So each order gets a connection of its own.
        self._orders = opened(httpx.Limits(max_connections=10, max_keepalive_connections=0))
        # The same for what is asked once and buys nothing; apart, so that no order waits for one of them.
        self._once = opened(httpx.Limits(max_connections=10, max_keepalive_connections=0))

    async def aclose(self) -> None:
        """Closes the connections; later requests raise `Unreachable`."""
        self._closed = True
        await self._reads.aclose()
        await self._orders.aclose()
        await self._once.aclose()

    async def read(self, path: str, *, lane: Lane, params: Mapping[str, str] | None = None) -> Answer:
        """GETs a payload; a failure that may pass is repeated at most twice, within seconds."""
        async for attempt in stamina.retry_context(
            on=_may_pass, attempts=3, timeout=10.0, wait_initial=0.2, wait_max=1.0, wait_jitter=0.2
        ):
            with attempt:
                request = self._reads.build_request("GET", path, params=params)
                return await self._ask(request, lane=lane)
        raise AssertionError("the loop returns or raises")

    async def place(self, path: str, body: Mapping[str, Any]) -> Answer:
        """POSTs an order, once."""
        request = self._orders.build_request("POST", path, json=body)
        return await self._ask(request, lane=Lane.PLACING, through=self._orders)

    async def ask_once(self, path: str, body: Mapping[str, Any], *, lane: Lane) -> Answer:
        """POSTs what buys nothing, once: a lost answer leaves something behind that nobody knows of."""
        request = self._once.build_request("POST", path, json=body)
        return await self._ask(request, lane=lane, through=self._once)

    async def _ask(
        self,
        request: httpx.Request,
        *,
        lane: Lane,
        through: httpx.AsyncClient | None = None,
    ) -> Answer:
        came = self._clock.monotonic()
        began: float | None = None
        result, details, date = "cancelled", {}, None
        try:
            self._key_breaker.check()
            await self._budget.take(lane, patience=PATIENCE[lane])
            began = self._clock.monotonic()
            answer = await self._exchange(request, through or self._reads)
            result, details = "ok", {"status": answer.status, "request_id": answer.request_id}
            date = answer.date
        except SupplierError as error:
            result = _kind(error)
            details = {"status": error.status, "request_id": error.request_id, "code": error.code}
            raise
        finally:
            ended = self._clock.monotonic()
            left_at = ended if began is None else began
            asked = Asked(_call(request), lane, result, ended - left_at, left_at - came, date)
            self._tell(asked, details)
        return answer

    def _tell(self, asked: Asked, details: Mapping[str, Any]) -> None:
        add_request("supplier", asked.seconds)
        log.info(
            "supplier asked",
            call=asked.call,
            lane=asked.lane.name.lower(),
            outcome=asked.result,
            **{name: value for name, value in details.items() if value is not None},
            waited=round(asked.waited, 4),
            seconds=round(asked.seconds, 4),
        )
        self._on_asked(asked)

    async def _exchange(self, request: httpx.Request, through: httpx.AsyncClient) -> Answer:
        placing = through is self._orders
        async with self._key_breaker.passing():
            request.headers["X-Access-Token"] = self._key.get_secret_value()
            answer = await self._send(request, through, placing=placing)
            if answer.data is not None:
                self._key_breaker.good()
                return answer
            error = refusal(answer, placing=placing)
            if isinstance(error, KeyTrouble):
                self._key_breaker.bad(error)
            if isinstance(error, SlowDown):
                self._budget.pause(error.retry_after)
            elif answer.retry_after is not None:
                self._budget.pause(answer.retry_after)
            raise error

    async def _send(self, request: httpx.Request, client: httpx.AsyncClient, *, placing: bool) -> Answer:
        """The bytes of one exchange. httpx's own errors stay inside: they hold the request, and so the
        key.
        """
        if self._closed:
            raise Unreachable("CLOSED", message="the client is closed")
        patience = self._times.place if placing else self._times.read
        request.extensions["timeout"] = self._times.in_parts(patience).as_dict()
        content = bytearray()
        response: httpx.Response | None = None
        failure: SupplierError
        try:
            async with asyncio.timeout(self._times.in_all(patience)):
                response = await client.send(request, stream=True)
                try:
                    async for part in response.aiter_bytes():
                        content += part
                        if len(content) > _LARGEST_ANSWER:
                            break
                finally:
                    await response.aclose()
        except _NOT_SENT as error:
            failure = Unreachable(_name(error), message="the supplier was not reached")
        except (httpx.HTTPError, httpx.StreamError, TimeoutError, OSError) as error:
            failure = (Unknown if placing else Unavailable)(
                _name(error), response.status_code if response else None, message="the answer was lost"
            )
        else:
            return open_answer(
                response.status_code,
                response.headers,
                bytes(content[:_LARGEST_ANSWER]),
                secret=self._key.get_secret_value(),
                now=self._clock.now(),
            )
        raise failure


def _may_pass(error: Exception) -> bool:
    """Whether a read is worth repeating. Our own budget's `SlowDown` (no status) has waited long enough
    already.
    """
    return isinstance(error, Unavailable) or (isinstance(error, SlowDown) and error.status is not None)


def _call(request: httpx.Request) -> str:
    """Which of the supplier's calls this is, without the id that may follow in its path."""
    parts = request.url.path.split("/v3/", 1)[-1].split("/")
    return parts[1] if len(parts) > 1 else parts[0]


def _kind(error: SupplierError) -> str:
    """An error's kind as a word; `budget` when our own budget spoke."""
    if isinstance(error, SlowDown) and error.status is None:
        return "budget"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()


def _name(error: Exception) -> str:
    """An exception's name as a code: `ReadTimeout` is `READ_TIMEOUT`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).upper()
