"""The outside world as `python -m bot check` meets it, on one loopback port."""

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.events import EventHub
from bot.demo.faults import Faults
from bot.demo.supplier import Supplier

TOKEN = "700000001:CANARY-token-not-a-secret-000000000000"


class Outside:
    """The supplier's sandbox and as much of the Bot API as the check asks for, on one loopback port."""

    def __init__(self) -> None:
        self.hub = EventHub()
        self.faults = Faults(self.hub)
        self.supplier = Supplier(self.hub, self.faults)
        self.people = {2001: "Karim"}
        self.group: dict[str, Any] | None = None
        """The staff's group, as getChat and getChatMember tell of it together."""
        self.asked: list[str] = []
        self.telegram_says: Response | None = None
        self.address = ""

    def app(self) -> Starlette:
        return Starlette(
            routes=[*self.supplier.routes(), Route("/bot{token}/{method}", self._bot_api, methods=["POST"])]
        )

    async def _bot_api(self, request: Request) -> Response:
        method = request.path_params["method"]
        self.asked.append(method)
        if self.telegram_says is not None:
            return self.telegram_says
        if request.path_params["token"] != TOKEN:
            return refused(401, "Unauthorized")
        if method == "getMe":
            return JSONResponse({"ok": True, "result": {"id": 700000001, "username": "hanout_demo_bot"}})
        chat_id = (await request.json())["chat_id"]
        if chat_id < 0 and self.group is not None:
            return JSONResponse({"ok": True, "result": {"id": chat_id, "type": "supergroup", **self.group}})
        name = self.people.get(chat_id)
        if name is None:
            return refused(400, "Bad Request: chat not found")
        return JSONResponse({"ok": True, "result": {"id": 2001, "type": "private", "first_name": name}})


def refused(code: int, description: str) -> Response:
    return JSONResponse({"ok": False, "error_code": code, "description": description}, code)
