"""What a person sees of a database that is away for a moment: nothing, or a request for some patience."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from storage.database import Database
from storage.trouble import TryTransactionAgainError
from tests.handlers.shopfloor import SOFIANE, Floor, Person, text_of


class Shaky(Database):
    """Goes away at the end of the next `cut_off` write transactions: before their commits, or with
    `committed` just after, when nobody can know.
    """

    cut_off = 0
    committed = False

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Any]:
        async with super().write() as conn:
            yield conn
            if self.cut_off and not self.committed:
                self._away()
        if self.cut_off:
            self._away()

    def _away(self) -> None:
        self.cut_off -= 1
        raise TryTransactionAgainError


@pytest.fixture
async def db(db: Database) -> AsyncIterator[Database]:
    shaky = Shaky(db._engine)
    yield shaky
    await shaky.close()


async def books(floor: Floor, karim: Person, *, cut_off: int, committed: bool = False) -> bool:
    """The merchant books money while the database goes away; whether the shop will handle the words again."""
    floor.telegram.people.write(karim.account, f"/credit {SOFIANE} 500")
    update_id, (_, body) = floor.telegram.updates._pending.popitem(last=False)
    floor.db.cut_off, floor.db.committed = cut_off, committed
    for _ in range(3):
        await floor.give(update_id, body)
        if not floor.application.has_to_be_repeated(json.loads(body)["update_id"]):
            return False
    return True


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("cut_off", [0, 1, 2])
async def test_what_was_cut_off_is_carried_out_once_and_nobody_hears_of_it(
    floor: Floor, sofiane: Person, karim: Person, cut_off: int, committed: bool
) -> None:
    await sofiane.sends("/start")
    before = len(karim.messages)
    assert not await books(floor, karim, cut_off=cut_off, committed=committed)
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 500
    assert len(karim.messages) == before + 1


async def test_a_database_that_stays_away_is_a_request_for_patience_and_no_alarm(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/start")
    assert not await books(floor, karim, cut_off=3)
    assert "Réessayez dans un instant" in karim.screen
    await floor.work()
    assert not any("🐞" in text_of(message) for message in karim.messages)
