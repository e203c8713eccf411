"""The control API under `/demo` that both sides share: state, events, faults, the request log, the shop's
pid, reset.

The sides bring their own control routes. The page's files are served from here too. Only this machine may use
any of it: see `Guard`.
"""

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.demo.asked import body_of, number_of, said, wrong
from bot.demo.world import World

PAGE = Path(__file__).parent / "page"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Guard:
    """Keeps web pages of strangers away from the control API, which can kill a process and hand out made-up
    money.

    A browser says where a request comes from (`Sec-Fetch-Site`, `Origin`) and which name it thinks it talks
    to (`Host`); another site's page cannot change these. The two imitated APIs are left alone, as the real
    ones are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers 403."""
        if (
            scope["type"] == "http"
            and scope["path"].startswith("/demo")
            and not _from_here(Headers(scope=scope))
        ):
            await wrong("Only this machine's own page may do that.", 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _from_here(headers: Headers) -> bool:
    host = urlsplit(f"//{headers.get('host', '')}").hostname
    origin = headers.get("origin")
    return (
        host in _LOOPBACK
        and headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        and (origin is None or urlsplit(origin).netloc == headers.get("host"))
    )


class LastingFiles(StaticFiles):
    """Static files whose address names their version, so that a browser asks once and keeps them: the page is
    half a hundred of them.
    """

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """As the parent's, good for a year."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "max-age=31536000, immutable"
        return response


def version_of(folder: Path) -> str:
    """Another word for each state of a folder's files."""
    states = sorted((file.name, file.stat().st_mtime_ns) for file in folder.iterdir())
    return hashlib.sha256(repr(states).encode()).hexdigest()[:12]


class NoCacheFiles(StaticFiles):
    """Static files that a browser asks for anew each time, so that a newer version is never mixed with an
    older.
    """

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """As the parent's, with `no-cache`."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


class Control:
    """The shared control routes and the page, over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[BaseRoute]:
        """Everything under `/demo` that belongs to no side, and the page's files."""
        return [
            Route("/demo/state", said(self._state)),
            Route("/demo/events", said(self._events)),
            Route("/demo/faults", said(self._faults), methods=["GET", "POST", "DELETE"]),
            Route("/demo/faults/{fault_id}", said(self._fault), methods=["DELETE"]),
            Route("/demo/shop", said(self._shop), methods=["POST"]),
            Route("/demo/requests", said(self._requests)),
            Route("/demo/reset", said(self._reset), methods=["POST"]),
            Route("/", self._page),
            Mount("/page/{version}", LastingFiles(directory=PAGE, check_dir=False)),
            Mount("/page", NoCacheFiles(directory=PAGE, check_dir=False)),
        ]

    async def _state(self, _: Request) -> Response:
        return JSONResponse(self._world.state())

    async def _events(self, request: Request) -> Response:
        hub = self._world.hub
        since = number_of(request.query_params, "since", hub.seq)
        # EventSource reconnects to the same address, and says in a header how far it came.
        since = number_of(request.headers, "last-event-id", since)
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(hub.stream(since), media_type="text/event-stream", headers=headers)

    async def _faults(self, request: Request) -> Response:
        faults = self._world.faults
        if request.method == "POST":
            return JSONResponse({"id": faults.add(await body_of(request)).id})
        if request.method == "DELETE":
            faults.clear()
        return JSONResponse(faults.snapshot())

    async def _fault(self, request: Request) -> Response:
        self._world.faults.remove(number_of(request.path_params, "fault_id"))
        return JSONResponse(self._world.faults.snapshot())

    async def _shop(self, request: Request) -> Response:
        pid = (await body_of(request)).get("pid")
        if pid is not None and (not isinstance(pid, int) or pid <= 1):
            raise ValueError("pid must be a process's number or null")
        self._world.shop_pid = pid
        return JSONResponse({"pid": pid})

    async def _requests(self, request: Request) -> Response:
        api = request.query_params.get("api") or None
        return JSONResponse(self._world.requests.after(number_of(request.query_params, "after"), api=api))

    async def _reset(self, _: Request) -> Response:
        await self._world.reset()
        return JSONResponse({})

    async def _page(self, _: Request) -> Response:
        page = (PAGE / "index.html").read_text(encoding="utf-8")
        page = page.replace("/page/", f"/page/{version_of(PAGE)}/")
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})
