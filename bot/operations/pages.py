"""The pages that operators and their programs read: `/healthz`, `/readyz`, `/metrics`, and `/health`.

The first two say little and are open to whoever reaches the port. `/metrics` is for the addresses that
METRICS_FROM names, and never for a request that a web server has passed on: the port may be behind one for
the webhook, and then everybody's requests come from there.
"""

from collections.abc import Collection
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.operations.reader import Operations
from bot.operations.readiness import Part

_PASSED_ON: Final = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
    "cf-connecting-ip",
)
_FOR_HEALTH: Final = frozenset({"database", "telegram", "workers", "shop"})
"""Parts that are the process's own business. An absence of the supplier is not mended by a restart."""


def pages(operations: Operations, *, metrics_from: Collection[IPv4Network | IPv6Network]) -> list[Route]:
    """The routes."""

    async def alive(_: Request) -> Response:
        return JSONResponse({"ok": True})

    async def ready(_: Request) -> Response:
        parts = await operations.parts()
        said = {part.name: part.trouble or "ok" for part in parts}
        return _answer(parts, {"ready": _all_ready(parts), "parts": said})

    async def health(_: Request) -> Response:
        parts = [part for part in await operations.parts() if part.name in _FOR_HEALTH]
        troubles = [f"{part.name}: {part.trouble}" for part in parts if not part.is_ready]
        return _answer(parts, {"ok": not troubles, "troubles": troubles})

    async def metrics(request: Request) -> Response:
        if not _may_read(request, metrics_from):
            return Response(status_code=HTTPStatus.NOT_FOUND)
        return Response(await operations.metrics(), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return [
        Route("/healthz", alive, methods=["GET"]),
        Route("/readyz", ready, methods=["GET"]),
        Route("/health", health, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
    ]


def _all_ready(parts: Collection[Part]) -> bool:
    return all(part.is_ready for part in parts)


def _answer(parts: Collection[Part], body: dict[str, object]) -> Response:
    status = HTTPStatus.OK if _all_ready(parts) else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse(body, status_code=status)


def _may_read(request: Request, allowed: Collection[IPv4Network | IPv6Network]) -> bool:
    if request.client is None or any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        address = ip_address(request.client.host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in allowed)
