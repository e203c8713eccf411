"""`/readyz` names the part that is not in order, and nothing else."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.operations.pages import pages
from bot.operations.readiness import Part, TelegramSeen
from bot.settings.kinds import networks
from bot.shop.errors import SupplierAwayError
from bot.telegram.transport import Called
from storage.chat import messages
from storage.states import MessageKind
from tests.fakes.clock import FakeClock
from tests.handlers.shopfloor import SOFIANE, Floor

LOOPBACK = networks("127.0.0.0/8, ::1")


@asynccontextmanager
async def asking(floor: Floor, *, address: str = "127.0.0.1", allowed: str = "") -> AsyncIterator[Any]:
    site = Starlette(
        routes=pages(floor.shop.operations, metrics_from=networks(allowed) if allowed else LOOPBACK)
    )
    transport = httpx.ASGITransport(site, client=(address, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        yield client


async def ready(floor: Floor) -> tuple[int, dict[str, str]]:
    async with asking(floor) as client:
        answer = await client.get("/readyz")
    said = answer.json()
    assert said["ready"] is (answer.status_code == 200)
    return answer.status_code, {name: what for name, what in said["parts"].items() if what != "ok"}


@pytest.fixture
def open_floor(floor: Floor) -> Floor:
    """A shop that is open, and that Telegram has answered."""
    floor.shop.operations.opened(is_open=True)
    heard(floor, "ok")
    return floor


def heard(floor: Floor, result: str) -> None:
    floor.shop.operations._readiness._telegram.called(Called("sendMessage", result, 0.1))


async def test_a_shop_in_order_is_ready(open_floor: Floor) -> None:
    assert await ready(open_floor) == (200, {})


async def test_a_shop_that_is_not_open_yet_lives_and_is_not_ready(floor: Floor) -> None:
    status, parts = await ready(floor)
    assert (status, set(parts)) == (503, {"shop", "telegram"})
    async with asking(floor) as client:
        assert (await client.get("/healthz")).json() == {"ok": True}


def spoil(folder: Path) -> None:
    for file in folder.glob("shop.db*"):
        file.write_bytes(b"no database any more" * 1000)


async def test_a_database_that_does_not_answer(open_floor: Floor, tmp_path: Path) -> None:
    await open_floor.db.close()
    spoil(tmp_path)
    assert await ready(open_floor) == (503, {"database": "it does not answer (DatabaseError)"})
    async with asking(open_floor) as client:
        text = (await client.get("/metrics")).text
        health = (await client.get("/health")).json()
    assert health["troubles"] == ["database: it does not answer (DatabaseError)"]
    assert 'hanout_ready{part="database"} 0.0' in text
    assert "hanout_shop_orders{" not in text  # no figure rather than an old one


async def test_a_supplier_that_is_away(open_floor: Floor) -> None:
    absence = open_floor.services.supplier_float._absence
    await absence.failed(SupplierAwayError(0))
    open_floor.clock.tick(30)
    assert await ready(open_floor) == (503, {"supplier": "it has been away for 30 s"})
    await absence.failed(SupplierAwayError(0, refused_key="INVALID_API_KEY"))
    open_floor.clock.tick(3)
    assert await ready(open_floor) == (503, {"supplier": "it refuses the key (INVALID_API_KEY)"})
    async with asking(open_floor) as client:  # a restart would not mend it
        assert (await client.get("/health")).status_code == 200
    await absence.answered()
    open_floor.clock.tick(3)
    assert await ready(open_floor) == (200, {})


async def test_a_worker_that_is_overdue(open_floor: Floor) -> None:
    open_floor.shop.supervisor._health["sender"].next_within = 30
    for one in open_floor.shop.supervisor._health.values():
        one.next_within = max(one.next_within, 3600)
    open_floor.shop.supervisor._health["sender"].next_within = 30
    open_floor.clock.tick(89)
    assert await ready(open_floor) == (200, {})
    open_floor.clock.tick(2)
    assert await ready(open_floor) == (503, {"workers": "'sender' is overdue"})


async def test_a_message_that_waits_too_long(open_floor: Floor) -> None:
    await open_floor.person(SOFIANE).sends("/start")
    await open_floor.work()
    now = open_floor.clock.now()
    payload = {"code": "x", "args": {}}
    async with open_floor.db.write() as conn:
        await messages.add(
            conn, key="late", chat_id=SOFIANE, kind=MessageKind.STAFF_ALERT, payload=payload, now=now
        )
    for one in open_floor.shop.supervisor._health.values():
        one.next_within = 3600
    open_floor.clock.tick(299)
    assert await ready(open_floor) == (200, {})
    open_floor.clock.tick(3)
    assert await ready(open_floor) == (503, {"outbox": "the oldest unsent message waits for 302 s"})


def telegram_story() -> Iterator[tuple[str, float, bool]]:
    """A result of a request, the seconds that pass, and whether Telegram then counts as here."""
    yield "lost", 1, False  # it has never answered
    yield "ok", 1, True
    yield "lost", 100, True  # one lost answer in a quiet hour
    yield "refused", 1, True
    for _ in range(3):
        yield "not_sent", 10, True
    yield "not_sent", 35, False
    yield "429", 1, True  # it speaks to us, if only to slow us down
    yield "cancelled", 500, True


def test_telegram_is_away_when_several_requests_over_a_minute_had_no_answer() -> None:
    clock = FakeClock()
    seen = TelegramSeen(clock)
    assert seen.trouble() is not None
    for number, (result, seconds, here) in enumerate(telegram_story()):
        seen.called(Called("sendMessage", result, 0.1))
        clock.tick(seconds)
        assert (seen.trouble() is None) is here, (number, result)


@pytest.mark.parametrize(
    ("address", "allowed", "headers", "status"),
    [
        ("127.0.0.1", "", {}, 200),
        ("127.8.9.1", "", {}, 200),
        ("::1", "", {}, 200),
        ("::ffff:127.0.0.1", "", {}, 200),
        ("10.0.0.7", "", {}, 404),
        ("203.0.113.9", "", {}, 404),
        ("10.0.0.7", "10.0.0.0/8", {}, 200),
        ("127.0.0.1", "10.0.0.0/8", {}, 404),
        ("127.0.0.1", "", {"X-Forwarded-For": "203.0.113.9"}, 404),
        ("127.0.0.1", "", {"Forwarded": "for=203.0.113.9"}, 404),
        ("127.0.0.1", "", {"X-Real-IP": "127.0.0.1"}, 404),
        ("10.0.0.7", "10.0.0.0/8", {"Via": "1.1 caddy"}, 404),
        ("a.sock", "", {}, 404),
    ],
)
async def test_metrics_are_for_the_addresses_that_are_allowed_and_never_passed_on(
    floor: Floor, address: str, allowed: str, headers: dict[str, str], status: int
) -> None:
    async with asking(floor, address=address, allowed=allowed) as client:
        answer = await client.get("/metrics", headers=headers)
        assert answer.status_code == status
        assert ("hanout" in answer.text) is (status == 200)
        assert (await client.get("/healthz", headers=headers)).status_code == 200


async def test_the_gauge_and_the_page_say_the_same(open_floor: Floor) -> None:
    parts: list[Part] = await open_floor.shop.operations.parts()
    async with asking(open_floor) as client:
        text = (await client.get("/metrics")).text
    for part in parts:
        assert f'hanout_ready{{part="{part.name}"}} {float(part.is_ready)}' in text
