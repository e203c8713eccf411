"""`check` of a shop whose data is on a PostgreSQL server."""

import pytest

from bot.check.findings import Mark
from bot.check.report import check_books, check_database
from storage import migrations
from tests import postgres
from tests.check.checking import settings

pytestmark = pytest.mark.postgresql


async def test_a_database_in_order_is_good_and_nothing_in_it_is_changed(
    postgres_server: postgres.Server,
) -> None:
    with postgres_server.database() as name:
        url = postgres_server.url(name)
        (found,) = await check_database(settings(database_url=url))
        assert found.mark is Mark.GOOD
        assert f"{name} of PostgreSQL at" in found.what
        assert migrations.head() in found.what


async def test_an_empty_database_is_filled_by_the_next_start_and_not_by_the_check(
    postgres_server: postgres.Server,
) -> None:
    with postgres_server.copy_of("template1") as name:
        shop = settings(database_url=postgres_server.url(name))
        (found,) = await check_database(shop)
        assert found.mark is Mark.GOOD
        assert "is empty; the next start fills it" in found.what
        (books,) = await check_books(shop)
        assert books.mark is Mark.NOTE
        assert postgres_server.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == "0"


async def test_a_server_that_does_not_answer_is_told_with_its_address_and_no_password() -> None:
    url = "postgresql+asyncpg://hanout:canary-password@127.0.0.1:9/shop"
    for looks in (check_database, check_books):
        (found,) = await looks(settings(database_url=url))
        assert found.mark is Mark.WRONG
        assert "PostgreSQL at 127.0.0.1:9 does not answer" in found.what
        assert "canary" not in str(found)
