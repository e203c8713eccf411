"""Telegram's deliveries by webhook: the route for the one web server.

A delivery is answered 200 only after it is on disk; anything else makes Telegram deliver it again. It handles
nothing.
"""

import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.network.json_input import loads
from bot.telegram.incoming.arrivals import Arrival

_log = logging.getLogger(__name__)
# A text message is at most 4,096 characters; with entities, replies and buttons that stays far below this.
_LARGEST_BODY = 1024 * 1024
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


def webhook_route(
    *,
    path: str,
    secret: str,
    accept: Callable[[Sequence[Arrival]], Awaitable[None]],
    refuses: Callable[[Arrival], bool],
) -> Route:
    """Where Telegram delivers. `accept` must have committed when it returns; `refuses` says that it is too
    much now.
    """
    expected = secret.encode()

    async def deliver(request: Request) -> Response:
        given = request.headers.get(_SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        arrival = await _update_in(request)
        if isinstance(arrival, HTTPStatus):
            return Response(status_code=arrival)
        if refuses(arrival):
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            await accept([arrival])
        except Exception:  # noqa: BLE001 - whatever the database raised, the answer is the same: not stored
            _log.exception("Update %d could not be stored; Telegram will deliver it again", arrival.update_id)
            return Response(status_code=HTTPStatus.INTERNAL_SERVER_ERROR)
        return Response(status_code=HTTPStatus.OK)

    return Route(path, deliver, methods=["POST"])


async def _update_in(request: Request) -> Arrival | HTTPStatus:
    """The update that is delivered, or what to answer because there is none."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST_BODY:
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    except ClientDisconnect:
        return HTTPStatus.BAD_REQUEST  # nobody is there to read it
    try:
        return Arrival.of(loads(bytes(body)))
    except ValueError as error:
        _log.warning("A delivery with the right secret is no update: %s", error)
        return HTTPStatus.BAD_REQUEST
