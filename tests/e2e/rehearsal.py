"""Purchases played once in the nursery before anybody is born there: what a process works out once is known
from then on.

That is what libraries keep as long as a process lives: compiled statements, parsed texts, types looked into,
locales. No fact rests on it, and nothing of that shop is left: no database, no setting, no secret, no thread.
"""

import asyncio
import contextlib
import io
import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from bot.demo.application import create_app
from bot.demo.server import bind, serving
from bot.demo.world import World
from bot.opening import run_shop
from bot.settings.loader import load_settings
from tests.compiled import compile_once
from tests.e2e import payments, processes
from tests.e2e.purchases import customer, offer, settled


class _Here:
    """Stands where a world's process would."""

    pid = os.getpid()

    def poll(self) -> int | None:
        return None

    def wait(self, timeout: float | None = None) -> int:
        raise NotImplementedError

    def send_signal(self, number: int, /) -> None:
        raise NotImplementedError


def rehearse() -> None:
    """Takes less than the first few shops save."""
    compile_once()
    with TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        asyncio.run(_purchases(Path(folder)))


async def _purchases(folder: Path) -> None:
    world = World()
    async with serving(create_app(world), bind(0)) as url:
        outside = processes.World(_Here(), urlsplit(url).port or 0)
        with contextlib.closing(outside):
            shop = processes.ShopProcess(outside, folder, **payments.SETTINGS)
            with _environment(shop.settings):
                settings = load_settings()
            running = asyncio.create_task(run_shop(settings))
            await asyncio.to_thread(_what_people_do, shop)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        world.close()


def _what_people_do(shop: processes.ShopProcess) -> None:
    """One buys from the wallet, one pays with Stars, and the merchant is told of both."""
    shop.world.mode(fulfil_seconds=0)
    shop.world.admin().sends("/start")
    goods = shop.world.goods()
    # All tests wait for this one, also where ten other things are done at the same time.
    asks = partial(shop.world.asked, "getUpdates")
    processes.wait_for("the shop to open", asks, within=4 * processes.DEADLINE)
    lina = customer(shop, 5001)
    offer(lina, goods, 2).buy()
    settled(shop)
    amir = shop.world.person(5002)
    payments.confirmation(amir, goods, "stars").buy()
    payments.pays_invoice(amir, payments.invoice(amir))
    settled(shop)


@contextlib.contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
