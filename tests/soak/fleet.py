"""Some processes of one shop, of which the busiest is killed now and then, and a new one started; or it
stands still for a while.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.e2e.lanes import UNKNOWN_WAIT, free_port
from tests.e2e.nursery import Nursery
from tests.e2e.processes import ShopProcess, World, wait_for
from tests.soak.relay import relay

_TICKS = os.sysconf("SC_CLK_TCK")
_UTIME, _STIME = 11, 12
"""Places in what follows the name in `/proc/PID/stat`."""


class Fleet:
    """`shops` have one database, and one address for Telegram."""

    def __init__(self, shops: list[ShopProcess]) -> None:
        self.shops = shops
        self.killed = self.suspended = 0
        self._asleep: list[threading.Timer] = []
        self._worked: dict[int, float] = {}

    @property
    def one(self) -> ShopProcess:
        """Any of them, to look at what they share."""
        return self.shops[0]

    def open(self) -> None:
        """One after the other, so that it is known of each."""
        for shop in self.shops:
            shop.opens()
            self._worked[_pid(shop)] = _worked(shop)

    def kill_the_busiest(self) -> None:
        """Kills the one that has worked most since the last time, and starts another one in its place.

        One that has just been started is spared: opening is work too.
        """
        busiest = self._busiest()
        busiest.kill()
        self.killed += 1
        self._worked = {_pid(shop): _worked(shop) for shop in self.shops if shop is not busiest}
        busiest.start()

    def suspend_the_busiest(self, seconds: float) -> None:
        """Has it stand still so long, as a machine does that has no memory left; it knows nothing of it."""
        busiest = self._busiest()
        assert busiest.process is not None
        busiest.process.send_signal(signal.SIGSTOP)
        self.suspended += 1
        self._asleep.append(threading.Timer(seconds, busiest.process.send_signal, [signal.SIGCONT]))
        self._asleep[-1].start()

    def all_go_on(self) -> None:
        """Waits until none stands still."""
        while self._asleep:
            self._asleep.pop().join()

    def _busiest(self) -> ShopProcess:
        known = [shop for shop in self.shops if _pid(shop) in self._worked]
        return max(known, key=lambda shop: _worked(shop) - self._worked[_pid(shop)])

    def living(self) -> list[int]:
        """Their numbers, as the database knows them."""
        return sorted(row["pid"] for row in self.one.rows("SELECT pid FROM processes"))

    def agree_who_lives(self) -> None:
        """Waits until the dead are gone from the database and the others are there."""
        mine = sorted(_pid(shop) for shop in self.shops)
        wait_for("the dead to be found", lambda: self.living() == mine)

    def close(self) -> None:
        """All stop in good order."""
        for shop in self.shops:
            assert (status := shop.stop()) == 0, f"ended with {status}: {shop.said()[-3000:]}"
        assert self.living() == []


@contextmanager
def fleet(
    world: World, folder: Path, nursery: Nursery, database_url: str, number: int, **settings: str
) -> Iterator[Fleet]:
    """So many, not opened yet. None outlives the block."""
    ports = [free_port() for _ in range(number)]
    with ExitStack() as stack:
        address = stack.enter_context(relay(ports))
        shops = []
        for place, port in enumerate(ports):
            own = folder / f"shop-{place}"
            own.mkdir()
            shop = ShopProcess(
                world,
                own,
                nursery=nursery,
                DATABASE_URL=database_url,
                WEBHOOK_URL=f"{address}/telegram/hook",
                HTTP_PORT=port,
                UNKNOWN_WAIT=str(UNKNOWN_WAIT),
                **settings,
            )
            stack.callback(shop.close)
            shops.append(shop)
        yield Fleet(shops)


def _pid(shop: ShopProcess) -> int:
    assert shop.process is not None
    return shop.process.pid


def _worked(shop: ShopProcess) -> float:
    """Seconds of a processor that it has used; 0 for one that has ended."""
    try:
        fields = Path(f"/proc/{_pid(shop)}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[_UTIME]) + int(fields[_STIME])) / _TICKS
