"""The transport: what it sends, how it fails, and that no failure names the token."""

import asyncio
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.transport import AiohttpRequest, Called, NotSent
from bot.telegram.tries import seconds_of
from tests.telegram.bot_api import TOKEN, listening

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """A Bot API of one handler, which each test replaces."""

    def __init__(self) -> None:
        self.handler: Handler = answer_true
        self.seen: list[web.Request] = []
        self.connections: set[object] = set()
        self.base = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        assert request.transport is not None
        self.connections.add(request.transport.get_extra_info("peername"))
        return await self.handler(request)


async def answer_true(_: web.Request) -> web.StreamResponse:
    return web.json_response({"ok": True, "result": True})


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    async with listening(app) as base:
        server.base = base
        yield server


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    transport = AiohttpRequest(read_timeout=5, connect_timeout=5)
    bot = Bot(
        TOKEN, base_url=f"{server.base}/bot", base_file_url=f"{server.base}/file/bot", request=transport
    )
    await transport.initialize()
    yield bot
    await transport.shutdown()


async def test_parameters_go_as_json_and_the_result_comes_back(server: Server, bot: Bot) -> None:
    seen = {}

    async def handler(request: web.Request) -> web.StreamResponse:
        seen["type"], seen["body"] = request.content_type, await request.json()
        return web.json_response({"ok": True, "result": True})

    server.handler = handler
    assert await bot.answer_callback_query("1", text="تم", show_alert=True) is True
    assert seen == {
        "type": "application/json",
        "body": {"callback_query_id": "1", "text": "تم", "show_alert": True},
    }
    assert server.seen[0].path == f"/bot{TOKEN}/answerCallbackQuery"


async def test_half_an_emoji_goes_as_it_is_for_telegram_to_refuse(server: Server, bot: Bot) -> None:
    seen = []

    async def handler(request: web.Request) -> web.StreamResponse:
        seen.append(await request.read())
        return web.json_response({"ok": True, "result": True})

    server.handler = handler
    assert await bot.answer_callback_query("1", text="\ud83d تم") is True
    assert seen == [rb'{"callback_query_id":"1","text":"\ud83d \u062a\u0645"}']


async def test_an_edit_that_was_carried_out_is_answered_with_true_and_any_other_with_its_error(
    server: Server, bot: Bot
) -> None:
    answers = iter(
        [
            web.json_response({"ok": True, "result": {"message_id": 1, "date": 1, "chat": {"id": 5}}}),
            web.json_response({"ok": False, "description": "message is not modified"}, status=400),
            web.Response(text="<html>please log in</html>"),
        ]
    )

    async def handler(_: web.Request) -> web.StreamResponse:
        return next(answers)

    server.handler = handler
    assert await bot.edit_message_text("new", chat_id=5, message_id=1) is True
    with pytest.raises(BadRequest):
        await bot.edit_message_text("new", chat_id=5, message_id=1)
    with pytest.raises(NetworkError):
        await bot.edit_message_text("new", chat_id=5, message_id=1)


async def test_a_file_with_an_arabic_name_arrives_whole(server: Server, bot: Bot) -> None:
    seen = {}

    async def handler(request: web.Request) -> web.StreamResponse:
        async for part in await request.multipart():
            seen[part.name] = (part.headers["Content-Disposition"], bytes(await part.read()))
        message = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}
        return web.json_response({"ok": True, "result": message})

    server.handler = handler
    await bot.send_document(5, InputFile(b"code;serial", filename="بطاقات.txt"), caption="تفضل")
    assert 'filename="بطاقات.txt"' in seen["document"][0]
    assert seen["document"][1] == b"code;serial"
    assert seen["caption"][1].decode() == "تفضل"
    assert seen["chat_id"][1] == b"5"


async def test_a_file_is_fetched_as_it_is(server: Server, bot: Bot) -> None:
    async def handler(_: web.Request) -> web.StreamResponse:
        return web.Response(body=b"\x89PNG not JSON")

    server.handler = handler
    assert await bot.request.retrieve(f"{server.base}/file/bot{TOKEN}/photo.png") == b"\x89PNG not JSON"


async def test_each_call_tells_how_it_ended_and_what_the_servers_clock_said(server: Server) -> None:
    async def handler(_: web.Request) -> web.StreamResponse:
        date = {"Date": "Sun, 01 Nov 2026 09:00:00 GMT"}
        return web.json_response({"ok": True, "result": True}, headers=date)

    called = list[Called]()
    server.handler = handler
    transport = AiohttpRequest(on_called=called.append)
    await transport.initialize()
    await Bot(TOKEN, base_url=f"{server.base}/bot", request=transport).answer_callback_query("1")
    await transport.shutdown()
    (one,) = called
    assert (one.method, one.result, one.date) == (
        "answerCallbackQuery",
        "ok",
        "Sun, 01 Nov 2026 09:00:00 GMT",
    )


async def test_calls_share_one_connection(server: Server, bot: Bot) -> None:
    for _ in range(10):
        await bot.answer_callback_query("1")
    assert len(server.connections) == 1


async def test_no_connection_means_nothing_was_sent() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    async with AiohttpRequest() as transport:
        with pytest.raises(NotSent):
            await transport.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")


async def test_no_free_connection_means_nothing_was_sent(server: Server) -> None:
    arrived, answered = asyncio.Event(), asyncio.Event()

    async def handler(request: web.Request) -> web.StreamResponse:
        arrived.set()
        await answered.wait()
        return await answer_true(request)

    server.handler = handler
    async with AiohttpRequest(connections=1) as transport:
        first = asyncio.create_task(transport.post(f"{server.base}/bot{TOKEN}/first"))
        await arrived.wait()
        with pytest.raises(NotSent):
            await transport.post(f"{server.base}/bot{TOKEN}/second", pool_timeout=0.01, connect_timeout=0.01)
        answered.set()
        assert await first is True
    assert len(server.seen) == 1


async def test_no_answer_in_time_is_an_unknown_outcome(server: Server, bot: Bot) -> None:
    async def handler(_: web.Request) -> web.StreamResponse:
        return await asyncio.Future()

    server.handler = handler
    with pytest.raises(TimedOut) as caught:
        await bot.answer_callback_query("1", read_timeout=0.01)
    assert not isinstance(caught.value, NotSent)


async def test_the_time_limit_of_a_call_wins_over_the_usual_one(server: Server) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.05)
        return await answer_true(request)

    server.handler = handler
    async with AiohttpRequest(read_timeout=0.001) as transport:
        assert transport.read_timeout == 0.001
        assert await transport.post(f"{server.base}/bot{TOKEN}/getUpdates", read_timeout=5) is True


async def test_flood_control_says_how_long(server: Server, bot: Bot) -> None:
    async def handler(_: web.Request) -> web.StreamResponse:
        body = {"ok": False, "error_code": 429, "description": "x", "parameters": {"retry_after": 7}}
        return web.json_response(body, status=429)

    server.handler = handler
    with pytest.raises(RetryAfter) as caught:
        await bot.answer_callback_query("1")
    assert seconds_of(caught.value) == 7


@pytest.mark.parametrize(
    ("parameters", "seconds"),
    [
        ({"retry_after": 2**70}, 86_400),
        ({"retry_after": "7"}, None),
        ({"retry_after": [7]}, None),
        ({"retry_after": -7}, None),
        ("slow down", None),
        ([1], None),
    ],
)
async def test_no_wait_that_telegram_asks_for_is_without_end(
    server: Server, bot: Bot, parameters: object, seconds: float | None
) -> None:
    async def handler(_: web.Request) -> web.StreamResponse:
        body = {"ok": False, "error_code": 429, "description": "x", "parameters": parameters}
        return web.json_response(body, status=429)

    server.handler = handler
    with pytest.raises(TelegramError) as caught:
        await bot.answer_callback_query("1")
    asked = seconds_of(caught.value) if isinstance(caught.value, RetryAfter) else None
    assert asked == seconds


@pytest.mark.parametrize(("status", "kind"), [(400, BadRequest), (403, Forbidden)])
async def test_telegrams_own_refusals_keep_their_meaning(
    server: Server, bot: Bot, status: int, kind: type[TelegramError]
) -> None:
    async def handler(_: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error_code": status, "description": "no"}, status=status)

    server.handler = handler
    with pytest.raises(kind):
        await bot.answer_callback_query("1")


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 407, 502])
async def test_a_page_from_a_proxy_is_never_taken_for_telegrams_word(
    server: Server, bot: Bot, status: int
) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        headers = {"Location": "/elsewhere"} if status == 302 else {}
        return web.Response(status=status, text=f"<h1>{request.path}</h1>", headers=headers)

    server.handler = handler
    with pytest.raises(NetworkError) as caught:
        await bot.answer_callback_query("1")
    assert type(caught.value) is NetworkError
    assert len(server.seen) == 1


async def test_a_closed_transport_says_so() -> None:
    with pytest.raises(NetworkError, match="not initialized"):
        await AiohttpRequest().post("http://127.0.0.1:1/x")


async def test_it_can_be_opened_again(server: Server) -> None:
    transport = AiohttpRequest()
    for _ in range(2):
        await transport.initialize()
        assert await transport.post(f"{server.base}/bot{TOKEN}/getMe") is True
        await transport.shutdown()
    await transport.shutdown()


async def hang(_: web.Request) -> web.StreamResponse:
    return await asyncio.Future()


async def drop(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def half_an_answer(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok":true,"result":')
    assert request.transport is not None
    request.transport.close()
    return response


async def garbage(_: web.Request) -> web.StreamResponse:
    return web.Response(text='{"ok":true,"result":')


async def nested_without_end(_: web.Request) -> web.StreamResponse:
    return web.Response(text='{"ok":true,"result":' + "[" * 100_000)


async def not_a_number(_: web.Request) -> web.StreamResponse:
    return web.Response(text='{"ok":true,"result":NaN}')


async def another_shape(_: web.Request) -> web.StreamResponse:
    return web.json_response(["ok"])


async def a_page_with_the_address(request: web.Request) -> web.StreamResponse:
    return web.Response(status=502, text=f"<h1>Bad gateway: {request.url}</h1>")


@pytest.mark.parametrize(
    "trouble",
    [
        hang,
        drop,
        half_an_answer,
        garbage,
        nested_without_end,
        not_a_number,
        another_shape,
        a_page_with_the_address,
    ],
)
async def test_no_failure_names_the_token(
    server: Server, bot: Bot, trouble: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    server.handler = trouble
    caplog.set_level(logging.INFO)
    with pytest.raises(NetworkError) as caught:
        await bot.answer_callback_query("1", read_timeout=0.02)
    assert_discreet(caught.value, caplog.text)


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:1", "http://name.invalid", "http://", "nonsense", "ftp://x"]
)
async def test_no_address_that_fails_names_the_token(base: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with AiohttpRequest(connect_timeout=0.2, pool_timeout=0.2) as transport:
        with pytest.raises(NetworkError) as caught:
            await transport.post(f"{base}/bot{TOKEN}/getMe")
    assert_discreet(caught.value, caplog.text)


def assert_discreet(error: BaseException, log: str) -> None:
    shown = "".join(traceback.format_exception(error)) + repr(error) + log
    while (cause := error.__cause__ or error.__context__) is not None:
        shown += repr(cause) + str(cause)
        error = cause
    assert "CANARY" not in shown
