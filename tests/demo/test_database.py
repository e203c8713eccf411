"""A demo may be given a PostgreSQL database; it empties none that is not its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.demo import database
from bot.demo.shop import environment
from tests import postgres

pytestmark = pytest.mark.postgresql


@pytest.fixture
def name(postgres_server: postgres.Server) -> Iterator[str]:
    with postgres_server.copy_of("template1") as name:
        yield name


async def test_a_reset_forgets_what_a_demos_shop_kept(
    postgres_server: postgres.Server, name: str, tmp_path: Path
) -> None:
    url = postgres_server.url(name)
    await database.take(url)
    postgres_server.sql("CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)", name)
    await database.take(url)
    assert postgres_server.sql("SELECT count(*) FROM orders", name) == "1"
    for _ in range(2):
        await database.empty(url)
        assert postgres_server.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == "0"
    assert environment("http://127.0.0.1:1", tmp_path, url)["DATABASE_URL"] == url


async def test_a_shops_own_database_is_neither_taken_nor_emptied(
    postgres_server: postgres.Server, name: str
) -> None:
    postgres_server.sql("CREATE TABLE orders (id int)", name)
    for act in (database.take, database.empty):
        with pytest.raises(database.NotForDemosError):
            await act(postgres_server.url(name))
    assert postgres_server.sql("SELECT count(*) FROM orders", name) == "0"


async def test_a_database_that_is_not_there_is_said_in_words(postgres_server: postgres.Server) -> None:
    with pytest.raises(database.NotForDemosError, match="does not exist"):
        await database.take(postgres_server.url("nowhere"))
