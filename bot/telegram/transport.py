"""PTB's way to Telegram over one aiohttp session: keep-alive connections, HTTP/1.1, every wait bounded.

The token is part of every URL, and aiohttp likes to name URLs in its errors. So no text of an aiohttp error
and no chained exception leaves this module. It does not retry: a message that was perhaps sent is its
caller's to judge.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson
import structlog
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.canonical import add_request
from bot.network.json_input import loads

log = structlog.get_logger(__name__)

_KEEP_ALIVE = 30.0
_LONGEST_RETRY_AFTER = 24 * 3600
"""Seconds. Telegram asks for minutes, at worst for hours."""
_DONE = re.compile(rb'\s*{\s*"ok"\s*:\s*true\s*,')
_EDITED = b'{"ok":true,"result":true}'
"""What stands for the answer to an edit. It is the message as we have just written it, which nobody here
reads, while PTB takes long to make it: so the answer is the one that the Bot API gives for inline messages.
"""


@dataclass(frozen=True, slots=True)
class Called:
    """One request to the Bot API and how it ended: `ok`, `429`, `refused` (another 4xx), `failed` (5xx),
    `not_sent` (no connection), `lost` (no answer to rely on) or `cancelled`. `seconds` is the whole exchange.
    `date` is the answer's `Date` header.
    """

    method: str
    result: str
    seconds: float
    date: str | None = None


def _nobody(_: Called) -> None:
    pass


class NotSent(NetworkError):  # noqa: N818 - named as PTB names its own: TimedOut, BadRequest
    """No connection to Telegram could be had, so the request was certainly not carried out: it is safe to
    repeat.
    """

    __slots__ = ()


class AiohttpRequest(BaseRequest):
    """One pool of connections to the Bot API. Telegram's answers become PTB's errors in the base class.

    Timeouts are seconds, None waits for ever; each can be given anew with a call, as PTB documents.
    `media_write_timeout` stands in for `write_timeout` where files are uploaded. `on_called` hears how each
    request ended.

    Raises:
        NotSent: no connection in time, refused, name not found, TLS trouble.
        TimedOut: sent at least in part, no answer in time: the outcome is unknown.
        NetworkError: the connection broke or the answer is not one of the Bot API: the outcome is unknown.
    """

    __slots__ = ("_connections", "_on_called", "_proxy", "_session", "_timeouts", "_usual")

    def __init__(
        self,
        *,
        connections: int = 256,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 10.0,
        read_timeout: float | None = 20.0,
        write_timeout: float | None = 10.0,
        media_write_timeout: float | None = 60.0,
        proxy: str | None = None,
        on_called: Callable[[Called], None] = _nobody,
    ) -> None:
        self._on_called = on_called
        self._connections = connections
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._timeouts = (connect_timeout, pool_timeout, read_timeout, write_timeout, media_write_timeout)
        self._usual = _timeout(connect_timeout, pool_timeout, read_timeout, write_timeout)

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer when a call says nothing else."""
        return self._timeouts[2]

    async def initialize(self) -> None:
        """Opens the pool; connections are made when first needed."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP_ALIVE)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Closes all connections. A request on its way ends with an error."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Reads an answer of the Bot API without ever logging it: it may hold what people wrote.

        Raises:
            NetworkError: when it is not an answer of the Bot API.
        """
        answer = _bot_api_answer(payload)
        if answer is None:
            raise NetworkError("The answer is not one of the Bot API")
        if "parameters" in answer:
            answer["parameters"] = _sane(answer["parameters"])
        return answer

    async def do_request(  # noqa: PLR0917 - the order is PTB's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One HTTP request; gives the status and the body of whatever the Bot API answered."""
        body: Any = None
        headers: dict[str, str] | None = None
        files = request_data is not None and request_data.contains_files
        if request_data is not None:
            if files:
                body = _form(request_data)
            else:
                body = _json(request_data.parameters)
                headers = {"Content-Type": "application/json"}
        timeout = self._timeout_for(connect_timeout, pool_timeout, read_timeout, write_timeout, files=files)

        call, began, result, date = _method_of(url), time.monotonic(), "cancelled", None
        try:
            status, payload, date = await self._exchange(method, url, body, headers, timeout)
            result = _result(status)
            if call.startswith("edit") and _DONE.match(payload):
                payload = _EDITED
        except NotSent:
            result = "not_sent"
            raise
        except TelegramError:
            result = "lost"
            raise
        finally:
            self._tell(Called(call, result, time.monotonic() - began, date))
        return status, payload

    def _tell(self, called: Called) -> None:
        seconds = round(called.seconds, 4)
        polls = called.method == "getUpdates"
        if not polls:
            add_request("telegram", called.seconds)
        # A long poll that ends is no news: what it brought has lines of its own.
        say = log.debug if polls and called.result == "ok" else log.info
        say("telegram asked", call=called.method, outcome=called.result, seconds=seconds)
        self._on_called(called)

    async def _exchange(
        self,
        method: str,
        url: str,
        body: Any,
        headers: dict[str, str] | None,
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's own bounds, handed on
    ) -> tuple[int, bytes, str | None]:
        if self._session is None:
            raise RuntimeError("This transport is not initialized, or already shut down")
        failure: TelegramError
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                status, payload = response.status, await response.read()
                date = response.headers.get("Date")
        except (aiohttp.ClientError, OSError) as error:
            failure = _without_url(error)
        else:
            if status < HTTPStatus.MULTIPLE_CHOICES or _bot_api_answer(payload) is not None:
                return status, payload, date
            # A proxy speaks in Telegram's place. Its 403 does not mean that somebody blocked the bot, its 404
            # does not mean that the token is wrong, and its page may quote the URL.
            failure = NetworkError(f"HTTP {status} from something that is not the Bot API")
        # Raised out here, the failure has no context: aiohttp's error, which names the URL, is gone.
        raise failure

    def _timeout_for(
        self,
        connect: ODVInput[float],
        pool: ODVInput[float],
        read: ODVInput[float],
        write: ODVInput[float],
        *,
        files: bool,
    ) -> aiohttp.ClientTimeout:
        given: tuple[Any, ...] = (connect, pool, read, write)
        if not files and all(value is self.DEFAULT_NONE for value in given):
            return self._usual
        usual = (*self._timeouts[:3], self._timeouts[4] if files else self._timeouts[3])
        return _timeout(
            *(u if value is self.DEFAULT_NONE else value for value, u in zip(given, usual, strict=True))
        )


def _json(parameters: JSONDict) -> bytes:
    try:
        return orjson.dumps(parameters)
    except TypeError:
        # Half an emoji (a lone surrogate) has no bytes in UTF-8. Telegram refuses it itself, and says why.
        return json.dumps(parameters, separators=(",", ":")).encode()


def _method_of(url: str) -> str:
    """The Bot API's method that a URL ends in; `download` for a file's path. Never a part of the token."""
    if "/file/bot" in url:
        return "download"
    last = url.rpartition("/")[2].partition("?")[0]
    return last if re.fullmatch(r"[A-Za-z]{3,64}", last) else "other"


def _result(status: int) -> str:
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return "ok"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "429"
    return "refused" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "failed"


def _timeout(
    connect: float | None, pool: float | None, read: float | None, write: float | None
) -> aiohttp.ClientTimeout:
    # aiohttp knows no time limit for writing; the limit for the whole request holds that, and an answer that
    # trickles.
    waiting = None if connect is None or pool is None else connect + pool
    whole = None if waiting is None or read is None or write is None else waiting + read + write
    return aiohttp.ClientTimeout(total=whole, connect=waiting, sock_connect=connect, sock_read=read)


def _form(request_data: RequestData) -> aiohttp.FormData:
    # Quoted (RFC 7578) file names arrive as `%D8%A7…`; the Bot API takes them as they are, in UTF-8.
    form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return form


def _bot_api_answer(payload: bytes) -> JSONDict | None:
    try:
        answer = loads(payload)
    except ValueError:
        return None
    if not isinstance(answer, dict):
        return None
    return answer if "result" in answer or answer.get("ok") is False else None


def _sane(parameters: Any) -> JSONDict:
    """Bot API ResponseParameters as PTB can take them: a wait that is no number of seconds would raise in the
    middle of it.
    """
    if not isinstance(parameters, dict):
        return {}
    kept = {name: value for name, value in parameters.items() if isinstance(value, int | str)}
    wait = kept.pop("retry_after", None)
    if isinstance(wait, int) and wait > 0:
        kept["retry_after"] = min(wait, _LONGEST_RETRY_AFTER)
    return kept


def _without_url(error: BaseException) -> TelegramError:
    kind = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError | aiohttp.ClientConnectorError | aiohttp.InvalidURL):
        return NotSent(f"No connection to Telegram, nothing was sent ({kind})")
    if isinstance(error, TimeoutError):
        return TimedOut(f"No answer from Telegram in time ({kind})")
    return NetworkError(f"The connection to Telegram broke ({kind})")
