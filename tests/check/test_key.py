"""The key's check beside the start: what ends the shop, what does not, and that nobody waits for it."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.key_check import KeyCheck, StartRefusedError
from bot.supplier import KeyInfo, KeyTrouble, Unavailable
from tests.fakes.clock import FakeClock


class Supplier:
    """Answers with what it is given, in this order; nothing left means that it hangs."""

    def __init__(self, *answers: KeyInfo | Exception) -> None:
        self.answers: Iterator[KeyInfo | Exception] = iter(answers)
        self.asked = 0
        self.told: list[str | None] = []

    async def ask(self) -> KeyInfo:
        self.asked += 1
        answer = next(self.answers, None)
        if answer is None:
            await asyncio.Future()
        if isinstance(answer, Exception):
            raise answer
        assert answer is not None
        return answer

    async def tell(self, error: KeyTrouble) -> None:
        self.told.append(error.code)

    def check(self, clock: FakeClock, stop: asyncio.Event | None = None) -> KeyCheck:
        return KeyCheck(self.ask, self.tell, wanted="production", clock=clock, stop=stop or asyncio.Event())


def key(environment: str = "PRODUCTION", *, enabled: bool = True, scope: str = "READ_WRITE") -> KeyInfo:
    return KeyInfo.model_validate({"type": environment, "isEnabled": enabled, "scope": scope})


AWAY = Unavailable("CONNECT_ERROR", None, None, "away")


async def test_a_good_key_is_asked_for_once(clock: FakeClock) -> None:
    supplier = Supplier(key())
    async with supplier.check(clock) as check:
        await check.tried()
        await clock.advance(10_000)
    assert (supplier.asked, supplier.told) == (1, [])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (key("SANDBOX"), "ONECLICKDZ_ENVIRONMENT"),
        (key(enabled=False), "switched off"),
        (key(scope="READ_ONLY"), "READ-WRITE"),
    ],
)
async def test_a_key_of_the_wrong_kind_ends_the_shop(clock: FakeClock, wrong: KeyInfo, words: str) -> None:
    stop = asyncio.Event()
    with pytest.raises(StartRefusedError, match=words):
        async with Supplier(wrong).check(clock, stop) as check:
            await stop.wait()
            assert check.refused


async def test_it_ends_the_shop_also_when_that_becomes_known_later(clock: FakeClock) -> None:
    stop = asyncio.Event()
    supplier = Supplier(AWAY, AWAY, key("SANDBOX"))
    with pytest.raises(StartRefusedError):
        async with supplier.check(clock, stop) as check:
            await check.tried()
            await clock.advance(30)
            assert supplier.asked == 2
            assert not stop.is_set()
            await clock.advance(60)
            assert stop.is_set()


async def test_a_refused_key_is_told_and_not_asked_for_again(clock: FakeClock) -> None:
    supplier = Supplier(KeyTrouble("INVALID_ACCESS_TOKEN", 401, None, "no"))
    async with supplier.check(clock) as check:
        await check.tried()
        await clock.advance(10_000)
        assert not check.refused
    assert (supplier.asked, supplier.told) == (1, ["INVALID_ACCESS_TOKEN"])


async def test_a_supplier_that_hangs_ends_with_the_block(clock: FakeClock) -> None:
    supplier = Supplier()
    async with supplier.check(clock):
        await clock.advance(10)
    assert supplier.asked == 1
