"""One rule about proxies for the supplier's client, Telegram's transport and `check`; this machine needs
none.
"""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr
from telegram.error import TelegramError

from bot.check.findings import Mark
from bot.check.report import check, check_proxies, check_telegram
from bot.clock import SystemClock
from bot.key_check import StartRefusedError
from bot.network.proxies import proxy_for
from bot.opening import run_shop
from bot.supplier import Budget, SupplierClient, SupplierError
from bot.telegram.transport import AiohttpRequest
from tests.check.checking import settings
from tests.telegram.bot_api import listening

ENVIRONMENT = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUEST_METHOD")
PROXY = "http://proxy.example:3128"


@pytest.fixture(autouse=True)
def _no_proxies_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def test_without_a_word_all_goes_directly() -> None:
    assert proxy_for("https://api.telegram.org") is None


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_the_environment_is_obeyed(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, PROXY)
    assert proxy_for("https://api.telegram.org") == PROXY
    monkeypatch.setenv(name, "proxy.example:3128")
    assert proxy_for("https://api.telegram.org") == PROXY


def test_the_setting_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://another.example:1")
    assert proxy_for("https://api.telegram.org", PROXY) == PROXY


@pytest.mark.parametrize("exempt", ["telegram.org", ".telegram.org", "x,api.telegram.org", "*"])
def test_no_proxy_is_obeyed_beside_either(monkeypatch: pytest.MonkeyPatch, exempt: str) -> None:
    monkeypatch.setenv("NO_PROXY", exempt)
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    assert proxy_for("https://api.telegram.org") is None
    assert proxy_for("https://api.telegram.org", PROXY) is None


def test_networks_may_be_exempt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "localhost,10.0.0.0/8")
    assert proxy_for("http://10.1.2.3:8081", PROXY) is None
    assert proxy_for("http://11.1.2.3:8081", PROXY) == PROXY


@pytest.mark.parametrize("here", ["127.0.0.1:9", "127.3.2.1", "[::1]:9", "localhost", "shop.localhost:8081"])
def test_this_machine_is_never_reached_through_a_proxy(here: str) -> None:
    assert proxy_for(f"http://{here}", PROXY) is None


@dataclass
class Proxy:
    """Answers in the place of whoever is asked for; notes for whom, and who asked."""

    url: str = ""
    seen: list[tuple[str, str, str | None]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        said = request.headers.get("Proxy-Authorization")
        self.seen.append((request.method, request.raw_path or str(request.url), said))
        return web.json_response({"ok": True, "result": True})


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    proxy = Proxy()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", proxy.handle)
    async with listening(app) as base:
        proxy.url = base.replace("http://", "http://user:secret@")
        yield proxy


async def test_telegrams_transport_goes_through_the_proxy(proxy: Proxy) -> None:
    async with AiohttpRequest(proxy=proxy.url) as transport:
        assert await transport.post("http://telegram.invalid/botX/getMe") is True
    expected = "Basic " + base64.b64encode(b"user:secret").decode()
    assert proxy.seen == [("POST", "http://telegram.invalid/botX/getMe", expected)]


async def test_the_suppliers_client_goes_through_the_proxy(proxy: Proxy) -> None:
    clock = SystemClock()
    client = SupplierClient(
        base_url="http://supplier.invalid",
        api_key=SecretStr("canary-api-key"),
        budget=Budget(600, clock),
        clock=clock,
        send_ref=True,
        proxy=proxy.url,
    )
    async with client:
        with pytest.raises(SupplierError):  # the proxy's answer is none of the supplier's
            await client.validate()
    assert proxy.seen[0][1] == "http://supplier.invalid/v3/validate"
    assert proxy.seen[0][2] is not None


async def test_check_goes_through_the_same_and_shows_no_password(proxy: Proxy) -> None:
    there = settings(
        telegram_api_url="http://telegram", oneclickdz_api_url="http://supplier", proxy_url=proxy.url
    )
    await check_telegram(there)
    assert proxy.seen[0][1].startswith("http://telegram/bot")
    (found,) = check_proxies(there)
    assert found.mark is Mark.GOOD
    assert "127.0.0.1" in found.what
    assert "secret" not in found.what
    assert proxy.url in there.secrets()


def test_a_proxy_of_the_environment_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://user:secret@proxy.example:1080")
    (found,) = check_proxies(settings(telegram_api_url="https://api.telegram.org"))
    assert found.mark is Mark.WRONG
    assert "secret" not in str(found)


async def test_it_stops_the_start_with_a_sentence_and_check_asks_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://user:secret@proxy.example:1080")
    there = settings(
        telegram_api_url="https://api.telegram.org", database_url=f"sqlite+aiosqlite:///{tmp_path}/shop.db"
    )
    with pytest.raises(StartRefusedError, match="PROXY_URL"):
        await run_shop(there)
    assert (await check(there))[-1].mark is Mark.WRONG


async def test_a_proxy_that_is_away_means_that_nothing_was_sent() -> None:
    async with AiohttpRequest(proxy="http://user:secret@127.0.0.1:9", connect_timeout=1) as transport:
        with pytest.raises(TelegramError) as caught:
            await transport.post("https://telegram.invalid/botX/getMe")
    assert "nothing was sent" in str(caught.value)
    assert "secret" not in str(caught.value)
