"""The control routes of this Telegram: what the page and tests do in people's names, and what they may look
at.

JSON in, JSON out; errors are `{"error": words}` with 400, 404 or 409 (a stale press). Documented in the
functions.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.demo.asked import body_of, number_of, said, wrong
from bot.demo.telegram import wire
from bot.demo.telegram.botapi.shapes import is_text
from bot.demo.telegram.chats import Chats, Person
from bot.demo.telegram.files import Files
from bot.demo.telegram.payments import TOLD, Payments
from bot.demo.telegram.people import People, StaleError
from bot.demo.telegram.profile import Profile
from bot.demo.telegram.rooms.groups import Group
from bot.demo.telegram.rooms.inline import InlineMode
from bot.demo.telegram.updates import Updates

Body = dict[str, Any]
NUMBER = "X-Event-Number"
"""A header: the newest event that an answer knows of."""


class Control:
    """Handlers over the rooms of one Telegram. `mode` reads its knobs, `set_mode` turns them."""

    def __init__(
        self,
        *,
        chats: Chats,
        files: Files,
        updates: Updates,
        payments: Payments,
        people: People,
        profile: Profile,
        inline: InlineMode,
        violations: deque[Body],
        mode: Callable[[], Body],
        set_mode: Callable[[Body], Body],
    ) -> None:
        self._chats = chats
        self._files = files
        self._updates = updates
        self._payments = payments
        self._people = people
        self._profile = profile
        self._inline_mode = inline
        self._violations_seen = violations
        self._read_mode = mode
        self._set_mode = set_mode

    def routes(self) -> list[BaseRoute]:
        """Everything under `/demo` that belongs to Telegram."""
        posts: dict[str, Callable[[Person, Body], Awaitable[Body]]] = {
            "send": self._send,
            "press": self._press,
            "pay": self._pay,
            "block": self._block,
            "redeliver": self._redeliver,
            "inline": self._inline,
            "choose": self._choose,
        }
        looks: dict[str, Callable[[Person, int], list[Body]]] = {
            "messages": lambda person, after: [
                post.seen() for message_id, post in list(person.posts.items()) if message_id > after
            ],
            "toasts": lambda person, after: [toast for toast in person.toasts if toast["n"] > after],
            "commands": lambda person, _: self._profile.seen_by(person),
        }
        return [
            Route("/demo/users", said(self._users), methods=["GET", "POST"]),
            *(
                Route(f"/demo/users/{{user_id}}/{name}", said(self._doing(deed)), methods=["POST"])
                for name, deed in posts.items()
            ),
            *(
                Route(f"/demo/users/{{user_id}}/{name}", said(self._showing(look)), methods=["GET"])
                for name, look in looks.items()
            ),
            Route("/demo/users/{user_id}/upload", said(self._upload), methods=["POST"]),
            Route("/demo/groups", said(self._groups), methods=["GET", "POST"]),
            Route("/demo/groups/{group_id}", said(self._group), methods=["GET", "PATCH"]),
            Route("/demo/groups/{group_id}/messages", said(self._group_messages), methods=["GET"]),
            Route("/demo/files/{file_id}", said(self._file), methods=["GET"]),
            Route("/demo/violations", said(self._violations), methods=["GET", "DELETE"]),
            Route("/demo/telegram/mode", said(self._mode), methods=["GET", "PATCH"]),
        ]

    def _person(self, request: Request) -> Person:
        person = self._chats.people.get(number_of(request.path_params, "user_id"))
        if person is None:
            raise LookupError("there is no such user")
        return person

    def _in_group(self, group_id: object) -> Group | None:
        if group_id is None:
            return None
        group = self._chats.groups.get(group_id) if isinstance(group_id, int) else None
        if group is None:
            raise LookupError("there is no such group")
        return group

    async def _groups(self, request: Request) -> Response:
        """GET: all groups. POST `{title}`: a new one with topics, in which the bot is an admin."""
        if request.method == "GET":
            return JSONResponse([group.seen() for group in self._chats.groups.values()])
        return JSONResponse(self._chats.add_group(_text(await body_of(request), "title")).seen())

    async def _group(self, request: Request) -> Response:
        """PATCH any of `{is_forum, bot_inside, manages_topics}`: what an admin of the group may change."""
        group = self._in_group(number_of(request.path_params, "group_id"))
        if group is None:
            raise LookupError("there is no such group")
        if request.method == "PATCH":
            for name, value in (await body_of(request)).items():
                if name not in _GROUP_SWITCHES or not isinstance(value, bool):
                    raise ValueError(f"the switches are {', '.join(_GROUP_SWITCHES)}, each true or false")
                setattr(group, name, value)
        return JSONResponse(group.seen())

    async def _group_messages(self, request: Request) -> Response:
        group = self._in_group(number_of(request.path_params, "group_id"))
        after = number_of(request.query_params, "after")
        posts = () if group is None else list(group.posts.items())
        return JSONResponse([post.seen() for message_id, post in posts if message_id > after])

    def _doing(
        self, deed: Callable[[Person, Body], Awaitable[Body]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            try:
                return JSONResponse(await deed(self._person(request), await body_of(request)))
            except StaleError as error:
                return wrong(str(error), 409)

        return handle

    def _showing(self, look: Callable[[Person, int], list[Body]]) -> Callable[[Request], Awaitable[Response]]:
        """`?after=`: from there on. `&since=N&within=S`: waits until something happened in the chat since the
        answer that had the number N, at most S seconds.
        """

        async def handle(request: Request) -> Response:
            person, asked = self._person(request), request.query_params
            since, within = number_of(asked, "since"), number_of(asked, "within")
            number = await self._chats.hub.next_in(person.id, since, within) if since else self._chats.hub.seq
            return JSONResponse(look(person, number_of(asked, "after")), headers={NUMBER: str(number)})

        return handle

    async def _users(self, request: Request) -> Response:
        """GET: everybody. POST `{id, first_name, username?, language_code?}`: a new person, or new
        particulars.
        """
        if request.method == "GET":
            return JSONResponse([person.seen() for person in self._chats.people.values()])
        body = await body_of(request)
        user_id = _whole(body, "id")
        if user_id <= 0:
            raise ValueError("id must be above 0")
        person = self._chats.add(
            user_id,
            _text(body, "first_name"),
            username=_text(body, "username", "") or None,
            language_code=_text(body, "language_code", "") or None,
        )
        return JSONResponse(person.seen())

    async def _send(self, person: Person, body: Body) -> Body:
        """`{text, reply_to?, group?, topic?}` → `{update_id, message_id}`."""
        reply_to = _whole(body, "reply_to") if body.get("reply_to") is not None else None
        topic = _whole(body, "topic") if body.get("topic") is not None else None
        group = self._in_group(body.get("group"))
        return self._people.write(person, _text(body, "text"), reply_to=reply_to, group=group, topic=topic)

    async def _press(self, person: Person, body: Body) -> Body:
        """`{message_id, data, force?, group?}` → `{callback_query_id, update_id}`; 409 when the button is not
        there.
        """
        force = body.get("force", False) is True
        return self._people.press(
            person,
            _whole(body, "message_id"),
            _text(body, "data"),
            force=force,
            group=self._in_group(body.get("group")),
        )

    async def _pay(self, person: Person, body: Body) -> Body:
        """`{message_id | link, successful_payment?: once|twice|lost}` → `{status, ...}` once it is
        decided.
        """
        told = body.get("successful_payment", "once")
        if told not in TOLD:
            raise ValueError(f"successful_payment is one of {', '.join(TOLD)}")
        return await self._payments.pay(person, self._payments.invoice_of(person, body), told=told)

    async def _block(self, person: Person, body: Body) -> Body:
        """`{blocked}` → `{update_id}` (null when nothing changed)."""
        if not isinstance(body.get("blocked"), bool):
            raise ValueError("blocked must be true or false")  # noqa: TRY004 - a ValueError is answered as 400
        return self._people.block(person, blocked=body["blocked"])

    async def _inline(self, person: Person, body: Body) -> Body:
        """`{query, offset?}` → the bot's answer: `{results, next_offset?, button?}`."""
        return await self._inline_mode.ask(person, _text(body, "query"), _text(body, "offset", ""))

    async def _choose(self, person: Person, body: Body) -> Body:
        """`{result_id}` → `{update_id, message_id}`: the card is sent into the chat with the bot."""
        return self._inline_mode.choose(person, _text(body, "result_id"))

    async def _redeliver(self, _: Person, body: Body) -> Body:
        """`{update_id}` → `{update_id}`: the same update comes again."""
        update_id = _whole(body, "update_id")
        if not self._updates.push_again(update_id):
            raise LookupError("that update is not known (any more)")
        return {"update_id": update_id}

    async def _upload(self, request: Request) -> Response:
        """Multipart `photo`, `document` or `voice`, `caption` and `reply_to` → `{update_id, message_id}`."""
        person = self._person(request)
        try:
            fields, uploads = await wire.read(request)
        except wire.RefusedError as error:
            raise ValueError(error.description) from error
        kind = next((name for name in ("photo", "document", "voice") if name in uploads), None)
        if kind is None:
            raise ValueError("a photo, a document or a voice is expected")
        reply_to = number_of(fields, "reply_to") if fields.get("reply_to") else None
        return JSONResponse(
            self._people.upload(
                person, kind, uploads[kind], caption=str(fields.get("caption", "")), reply_to=reply_to
            )
        )

    async def _file(self, request: Request) -> Response:
        """A file's content, by `file_id`, for the page."""
        try:
            stored = self._files.known(request.path_params["file_id"])
        except wire.RefusedError as error:
            raise LookupError("there is no such file") from error
        # Never shown as a page of ours: a document may be HTML.
        shown = stored.mime_type if stored.width else "application/octet-stream"
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
        return Response(stored.content, headers=headers, media_type=shown)

    async def _violations(self, request: Request) -> Response:
        """Requests that break the Bot API's rules: `[{n, method, reason, date}]`. DELETE forgets them."""
        if request.method == "DELETE":
            self._violations_seen.clear()
        return JSONResponse(list(self._violations_seen))

    async def _mode(self, request: Request) -> Response:
        """PATCH any of `{flood: {messages, seconds} | null, query_seconds, precheckout_seconds}`."""
        if request.method == "PATCH":
            return JSONResponse(self._set_mode(await body_of(request)))
        return JSONResponse(self._read_mode())


_GROUP_SWITCHES = ("is_forum", "bot_inside", "manages_topics")


def _whole(body: Body, name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} must be a whole number")  # noqa: TRY004 - a ValueError is answered as 400
    return value


def _text(body: Body, name: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if value is None and default is not None:
        value = default
    if not isinstance(value, str) or not is_text(value):
        raise ValueError(f"{name} must be a text")
    return value
