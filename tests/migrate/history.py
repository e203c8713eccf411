"""A shop with something in each of its tables, and all that a database holds, to compare."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.migrate.moving import Moved, move
from storage import migrations
from storage.database import Database
from storage.engines import engine_of
from storage.tables import metadata
from tests import postgres
from tests.fakes.clock import FakeClock

ODD = "ل\u200f'\"\\%s {} \n\t😀 \u0301é"
"""What people write and no program likes."""
_REST = {
    "conversations": [{"name": "a", "key": key, "state": "{}"} for key in ("Z", "a", "é", "ا", "😀")],
    "inbox": [{"update_id": 2**40 + n, "body": ODD * 50, "received_at": 2**41 + n} for n in range(12)],
    "catalogue_cache": [{"key": "products", "body": "x" * 100_000, "fetched_at": 5}],
    "staff": [{"user_id": 2**52, "role": "owner", "added_at": -1}],
    "chat_settings": [{"key": "greeting.ar", "value": json.dumps(ODD), "staff_id": 2**52, "set_at": -1}],
    "closed_days": [
        {
            "day": "2026-11-01",
            "until_at": 1,
            "wallets_centimes": -5,
            "figures": "{}",
            "account_read": 1,
            "kept_at": 1,
        }
    ],
    "day_sales": [
        {
            "day": "2026-11-01",
            "part": part,
            "label": label,
            "title": ODD,
            "count": 2**40,
            "sold_centimes": -5,
            "cost_centimes": 0,
        }
        for part, label in (("all", ""), ("product", ODD))
    ],
    "receipts": [
        {
            "request_id": None,
            "kind": "photo",
            "file_id": "f",
            "file_unique_id": "u",
            "sent_at": 1,
            "number": ODD,
        }
    ],
    "deposits": [
        {"payment_id": 1, "line_id": "l", "amount_centimes": 5, "arrived_at": 1, "named": 1, "found_at": 1}
    ],
    "losses": [
        {
            "key": "k",
            "order_id": 1,
            "attempt_id": 1,
            "amount_centimes": 2**40,
            "debited_at": 1,
            "noted_at": 1,
            "written_off_at": 2,
            "reason": "r",
        }
    ],
    "rules": [
        {
            "kind": "price",
            "scope": "all",
            "target": "",
            "title": ODD,
            "body": "{}",
            "state": "ended",
            "staff_id": 1,
            "made_at": 1,
        }
    ],
    "tickets": [
        {
            "id": n,
            "customer_id": 1001,
            "kind": "question",
            "subject": f"{ODD}{n}",
            "state": "open",
            "opened_at": 1,
            "state_at": 1,
        }
        for n in (1, 7)
    ],
    "ticket_events": [{"ticket_id": 7, "to_state": "open", "at": 1, "who": "customer"}],
    "broadcasts": [{"staff_id": 1, "body": ODD, "created_at": 1, "in_air": 2**52, "walked_to": 2**52}],
    "quick_replies": [{"name": ODD, "language": "ar", "body": ODD, "staff_id": 1, "written_at": 1}],
    "support_messages": [
        {
            "id": n,
            "key": f"k{n}",
            "customer_id": 1001,
            "kind": "text",
            "written_at": n,
            "body": ODD,
            "answers_id": of,
        }
        for n, of in ((3, None), (5, 3), (90, 5))
    ],
    "support_copies": [
        {"chat_id": chat, "telegram_message_id": n, "support_id": 3} for chat in (-5, 7) for n in (1, 2, 30)
    ],
    "customer_notes": [
        {"id": n, "key": f"k{n}", "customer_id": 1001, "staff_id": 1, "body": ODD, "at": n} for n in (2, 9)
    ],
    "product_guides": [
        {"product_id": "p", "field": "note", "language": "ar", "value": ODD, "staff_id": 2**52, "set_at": -1}
    ],
    "baskets": [{"id": ODD, "customer_id": 1001, "state": "dropped", "created_at": 1, "changed_at": 2**40}],
    "erased_limits": [{"mark": "0f", "day_limit": 3}],
    "erased_people": [{"mark": "0f", "rewards": 3, "counted_at": 2**40}],
    "earlier_uses": [
        {"id": 5, "promo_id": 1, "times": 2, "customer_id": 1001, "mark": None},
        {"id": 9, "promo_id": 1, "times": 1, "customer_id": None, "mark": "0f"},
    ],
    "favorites": [
        {
            "customer_id": 1001,
            "product_key": "p",
            "type_key": n,
            "product_title": ODD,
            "type_name": ODD,
            "price_centimes": 2**40,
            "starred_at": 1,
        }
        for n in ("a", "é")
    ],
    "invite_codes": [{"customer_id": 1001, "code": ODD, "made_at": 1}],
    "referrals": [
        {
            "friend_id": 1002,
            "inviter_id": 1001,
            "came_at": -1,
            "order_id": 1,
            "decided_at": 2**40,
            "outcome": "nothing",
            "paid_centimes": 2**50,
        }
    ],
    "restock_waits": [
        {
            "customer_id": 1001,
            "product_key": "p",
            "type_key": "a",
            "product_title": ODD,
            "type_name": ODD,
            "asked_at": 1,
            "ends_at": 2,
        }
    ],
    "reviews": [
        {
            "customer_id": 1001,
            "product_id": "p",
            "order_id": 1,
            "rating": 5,
            "line": ODD,
            "written_at": 2**40,
            "answer": ODD,
            "answered_at": 1,
        }
    ],
    "product_ratings": [{"product_id": "p", "count": 1, "total": 5}],
    "hidden_reviews": [{"customer_id": 1001, "product_id": "q", "hidden_at": 2**40}],
    "review_requests": [{"customer_id": 1001, "product_id": "p", "asked_at": -1}],
    "gifts": [
        {
            "order_id": 1,
            "state": "claimed",
            "greeting": ODD,
            "token_hash": "h",
            "made_at": 1,
            "claimed_by": 1001,
            "ended_at": 2,
        }
    ],
    "watched_products": [{"product_key": "p", "look_at": 1}],
    "notes": [{"key": "n", "value": ODD, "at": 1}],
    "open_warnings": [
        {"code": "float_low", "matter": ODD, "args": "{}", "since": 1, "told_at": 2, "seen_at": 3}
    ],
}
"""What busy days leave out, or a few rows more."""
NOT_MOVED = {"processes", "leases"}
_BEGUN = f"{migrations.head()}-unfinished"


@pytest.fixture(scope="session")
def history_file(busy_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which no table of those that are moved is empty, to copy."""
    path = Path(shutil.copy(busy_file, tmp_path_factory.mktemp("history") / "history.db"))
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("PRAGMA foreign_keys = ON")
        (request,) = conn.execute("SELECT min(id) FROM payment_requests").fetchone()
        for table, rows in _REST.items():
            for each in rows:
                row = each | ({"request_id": request} if "request_id" in each else {})
                names, marks = ", ".join(row), ", ".join("?" * len(row))
                conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
        conn.execute(
            "INSERT INTO processes (id, host, pid, started_at, beats, beat_at) VALUES ('dead', 'h', 1, 1, 1, 1)"
        )
        conn.execute("INSERT INTO leases (name, claimed_by, taken_at) VALUES ('workers', 'dead', 1)")
    return path


@pytest.fixture
def history(history_file: Path, tmp_path: Path) -> str:
    """The URL of such a file."""
    return f"sqlite+aiosqlite:///{shutil.copy(history_file, tmp_path / 'history.db')}"


@pytest.fixture(scope="session")
def moved_once(history_file: Path, postgres_server: postgres.Server) -> Iterator[str]:
    with postgres_server.copy_of("template1") as name:
        with ThreadPoolExecutor(1) as thread:  # a loop of its own, away from the tests' loops
            moving = moved(f"sqlite+aiosqlite:///{history_file}", postgres_server.url(name))
            thread.submit(asyncio.run, moving).result()
        yield name


@pytest.fixture
def history_on_server(moved_once: str, postgres_server: postgres.Server) -> Iterator[str]:
    """The URL of a database on a server into which such a file was moved."""
    with postgres_server.copy_of(moved_once) as name:
        yield postgres_server.url(name)


@pytest.fixture
def empty(postgres_server: postgres.Server) -> Iterator[str]:
    """The URL of an empty database on a server."""
    with postgres_server.copy_of("template1") as name:
        yield postgres_server.url(name)


@pytest.fixture
def begun(postgres_server: postgres.Server) -> Iterator[str]:
    """The URL of a database on a server that this version has begun to fill, and no further: the tables are
    there. Making them takes longer than the moving.
    """
    with postgres_server.copy_of(postgres_server.template) as name:
        postgres_server.sql(f"UPDATE alembic_version SET version_num = '{_BEGUN}'", name)
        yield postgres_server.url(name)


def begun_file(path: Path, migrated_file: Path) -> str:
    """The same in a file at `path`; its URL."""
    path.parent.mkdir(exist_ok=True)
    shutil.copy(migrated_file, path)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = ?", (_BEGUN,))
    return f"sqlite+aiosqlite:///{path}"


async def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All of a database, as the driver hands it out."""
    engine = engine_of(url).inspector()
    async with engine.connect() as conn:
        found = {}
        for table in metadata.sorted_tables:
            names = ", ".join(f'"{each.name}"' for each in table.columns)
            result = await conn.exec_driver_sql(f'SELECT {names} FROM "{table.name}"')
            found[table.name] = sorted(map(tuple, result), key=repr)
    await engine.dispose()
    return found


async def guards(url: str) -> list[tuple[Any, ...]]:
    """The triggers of a database, with what they are and whether they are on."""
    queries = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    }
    engine = engine_of(url).inspector()
    async with engine.connect() as conn:
        found = (await conn.exec_driver_sql(queries[sa.make_url(url).get_backend_name()])).all()
    await engine.dispose()
    return [tuple(each) for each in found]


class PassingClock(FakeClock):
    """Who sleeps by it wakes at once, and so much later."""

    async def sleep(self, seconds: float) -> None:
        self.tick(seconds)


async def moved(old: str, new: str, **how: Any) -> Moved:
    return await move(old, new, clock=PassingClock(), **how)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database.open(url)
    try:
        yield database
    finally:
        await database.close()
