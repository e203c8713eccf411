"""The bench itself works: each of its modules measures a little, so that it is found out here when it no
longer does.
"""

import pytest

from tests import postgres
from tests.bench import answers, flood, pushes, pushes_by_clock, search, several, start
from tests.e2e.conftest import nursery
from tests.e2e.nursery import Nursery
from tests.shop.search.query_table import queries

__all__ = ["nursery"]

pytestmark = pytest.mark.processes


def test_the_bench_measures_answers_of_the_shop_and_of_the_bare_bot(nursery: Nursery) -> None:
    size = answers.Size(people=3, rounds=1, repeats=1)
    for measured in (answers.hanout(0, size, nursery), answers.bare(0, size, nursery)):
        assert set(measured) == {"/start", "press"}
        assert all(result.per_second > 0 and result.p95 > 0 for result in measured.values())


def test_the_bench_measures_how_long_others_wait_in_a_flood(nursery: Nursery) -> None:
    size = flood.Size(updates=120, others=2, every=0.2, seconds=0.5)
    found = flood.measure(size, nursery)
    assert set(found) == {"idle", "presses", "messages"}
    assert all(0 < result.median <= result.p95 <= result.worst for result in found.values())


def test_the_bench_measures_how_soon_codes_are_pushed(nursery: Nursery) -> None:
    times, per_minute = pushes.measure(pushes.Size(2, 2, settle_over=0, calm=0), nursery)
    assert len(times) == 2
    assert per_minute > 0


def test_the_bench_measures_pushes_by_a_moved_clock() -> None:
    times, per_minute = pushes_by_clock.measure(pushes_by_clock.Size(5, 3, over=10, calm=5))
    assert len(times) == 3
    assert max(times) < 10
    assert per_minute > 0


def test_the_bench_measures_starts_and_memory(nursery: Nursery) -> None:
    ours, theirs, load = start.measure(1, 0.01, answers.Size(people=2, rounds=1), nursery)
    assert min(ours.seconds, ours.cpu, theirs.seconds, theirs.cpu) > 0
    assert min(ours.memory, theirs.memory, *load) > 10


@pytest.mark.postgresql
def test_the_bench_measures_what_processes_buy_together_and_where_the_limit_lies(
    nursery: Nursery, postgres_server: postgres.Server
) -> None:
    size = several.Size(people=2, each=1, rounds=1, repeats=1)
    found = several.measure(1, size, postgres_server, nursery)
    assert min(found.purchases_per_second, found.answers_per_second, found.p95, *found.cpu.values()) > 0
    assert found.lock is not None
    assert 0 < found.lock.held <= found.lock.looks
    assert "PostgreSQL" in several.row("PostgreSQL, 1 process", found)


async def test_the_bench_measures_searches(database_url: str) -> None:
    table = queries()[:3]
    found, beside = await search.searched(database_url, table, 1), search.plain(table, 1)
    assert min(found.first, found.median, found.p95, beside.p95) > 0
    assert found.right == 1
    assert "of the plain one's" in search.row("SQLite", found, beside)
