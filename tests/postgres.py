"""A PostgreSQL server for tests: started when the first test asks, one for a whole run, and nobody else's.

It listens on a socket in a folder of its own, keeps nothing safe from a power cut, and compares texts as the
French do, so that whatever relies on another order than that of bytes is found out. `Server.database` gives
each test an empty, migrated database.
"""

import asyncio
import fcntl
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

import pytest

from storage import migrations
from storage.database import Database
from tests.fakes.postgresql import forget

FOLDER = "HANOUT_TESTS_POSTGRES"
"""The environment variable with which a run tells its workers where its server is."""
LOCKED_OUT = "locked_out"
"""A user whose password nobody knows."""
_USER = "hanout"
_STRANGER = "nobody"
_SECONDS = 60
_COPIES_BY_LOG = 15
_FORGETFUL = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
_numbers = itertools.count()
_servers: dict[str, "Server"] = {}
# Deletes all rows, sets all sequences back, and says what tables, columns and triggers there are.
_EMPTYING = """
    CREATE FUNCTION emptied() RETURNS text LANGUAGE plpgsql AS $$
    DECLARE each text; filled boolean;
    BEGIN
        PERFORM set_config('session_replication_role', 'replica', true);
        FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', each) INTO filled;
            IF filled THEN EXECUTE format('DELETE FROM %I', each); END IF;
        END LOOP;
        FOR each IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
        LOOP
            PERFORM setval(format('%I', each)::regclass, 1, false);
        END LOOP;
        RETURN (SELECT md5(string_agg(relname::text, ',' ORDER BY oid)) FROM pg_class
                WHERE relnamespace = 'public'::regnamespace)
            || (SELECT count(*) || string_agg(DISTINCT tgenabled::text, '') FROM pg_trigger);
    END $$"""
_EMPTY = "SELECT emptied()"


def why_not() -> str | None:
    """Why there can be no server here; None if there can."""
    return None if _bin() else "PostgreSQL's server is not installed (Debian: apt install postgresql)"


def of_this_run() -> "Server":
    """The one server that all tests of a run share, started if it was not. Fails where there can be none."""
    server = _servers.setdefault(os.environ[FOLDER], Server(Path(os.environ[FOLDER])))
    server.start()
    return server


def running() -> "Server | None":
    """The server of this run, if any test has asked for it."""
    folder = Path(os.environ[FOLDER])
    return Server(folder) if (folder / "data" / "postmaster.pid").exists() else None


def new_folder() -> Path:
    """A place for this process's server; short, for a socket's path is.

    Servers of processes that were killed before they could end them are ended.
    """
    for left in Path(tempfile.gettempdir()).glob("pg-*/of"):
        with suppress(OSError, ValueError):  # its run has just begun, or ends at this moment
            if not _lives(int(left.read_text())):
                end(left.parent)
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o711)
    (folder / "of").write_text(str(os.getpid()))
    return folder


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def end(folder: Path) -> None:
    """Ends the server of that folder, if one runs, and removes what it wrote."""
    if (folder / "data" / "postmaster.pid").exists():
        with suppress(subprocess.CalledProcessError):  # it has ended by itself
            Server(folder).stop("immediate")
    shutil.rmtree(folder, ignore_errors=True)


class Server:
    """The server in a folder. Any process of the run may hold one; `start` is for the first that asks."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        """`durable`: it waits for the disk at each commit, as a merchant's server does."""
        self._folder = folder
        self._durable = durable
        self._data = folder / "data"
        self._spare: list[str] = []
        self._used: str | None = None

    def start(self) -> None:
        """Starts it unless it runs. One process at a time looks."""
        with (self._folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._data.exists():
                self._make()
            if not (self._data / "postmaster.pid").exists():
                self.run("pg_ctl", "start", "-w", "-s", "-D", self._data, "-l", self._folder / "log")

    def stop(self, mode: str = "fast") -> None:
        """Ends it. `mode` as `pg_ctl` takes it: fast, or immediate as a crash would."""
        self.run("pg_ctl", "stop", "-w", "-s", "-m", mode, "-D", self._data)

    @property
    def pid(self) -> int:
        """The number of its main process, whose children are all others of it."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def url(self, database: str, user: str = _USER) -> str:
        """As DATABASE_URL takes it."""
        return f"postgresql+asyncpg://{user}@/{database}?host={self._folder}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Executes it from outside the shop, as an operator would; what it answers, a row a line."""
        return self.run(
            "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self._folder, "-U", _USER,
            "-d", database, "-c", statement,
        )  # fmt: skip

    def cut_connections(self) -> None:
        """Ends all connections of shops, as a failing network would."""
        self.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hanout'")

    @contextmanager
    def database(self) -> Iterator[str]:
        """An empty database of the newest version, for as long as the block runs; its name.

        It is used again by this process if `empty` finds it in shape: that takes a third of the time of
        another copy.
        """
        if not self._spare:
            self._spare.append(self._copy(self.template))
        name = self._spare.pop()
        self._used = name
        yield name
        if self._used is None:
            self._spare.append(name)
        else:
            self._drop(name)

    async def empty(self, database: Database) -> None:
        """Makes the database of the block as it was at its beginning, if no table was changed."""
        async with database.write() as conn:
            if (await conn.exec_driver_sql(_EMPTY)).scalar_one() == self._shape:
                self._used = None

    @contextmanager
    def copy_of(self, template: str) -> Iterator[str]:
        """A database like that one; its name."""
        name = self._copy(template)
        yield name
        self._drop(name)

    def _copy(self, template: str) -> str:
        name = f"t{os.getpid()}_{next(_numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}{self._by_files}")
        return name

    def _drop(self, name: str) -> None:
        forget(self.url(name))
        with suppress(subprocess.CalledProcessError):  # a test may have ended the server
            self.sql(f"DROP DATABASE {name} WITH (FORCE)")

    @cached_property
    def template(self) -> str:
        """The migrated database that others are copies of; made once for a run."""
        with (self._folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.sql("SELECT 1 FROM pg_database WHERE datname = 'migrated'") == "":
                self.sql("CREATE DATABASE migrating")
                with ThreadPoolExecutor(1) as thread:  # a loop of its own, away from the tests' loops
                    thread.submit(asyncio.run, migrations.upgrade(self.url("migrating"))).result()
                self.sql(_EMPTYING, "migrating")
                self.sql("ALTER DATABASE migrating RENAME TO migrated")
        return "migrated"

    @cached_property
    def _by_files(self) -> str:
        """How to copy by files: that takes half of the work of copying by the log, which 15 does unasked."""
        return (
            " STRATEGY file_copy" if float((self._data / "PG_VERSION").read_text()) >= _COPIES_BY_LOG else ""
        )

    @cached_property
    def _shape(self) -> str:
        return self.sql(_EMPTY, self.template)

    def _make(self) -> None:
        made = self._folder / "making"
        made.mkdir(mode=0o700)
        if os.getuid() == 0:
            who = pwd.getpwnam(_stranger())
            os.chown(made, who.pw_uid, who.pw_gid)
            os.chown(self._folder, who.pw_uid, who.pw_gid)
        self.run(
            "initdb", "-D", made, "-U", _USER, "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions",
            "--locale=C", "--locale-provider=icu", "--icu-locale=fr-FR",
        )  # fmt: skip
        with (made / "postgresql.conf").open("a") as conf:
            conf.write(
                "\n".join(
                    (
                        "listen_addresses = ''",
                        f"unix_socket_directories = '{self._folder}'",
                        *(() if self._durable else _FORGETFUL),
                        "autovacuum = off",
                        "max_connections = 200",
                        "shared_buffers = 64MB",
                        "max_wal_size = 2GB",
                        "log_min_messages = fatal",
                    )
                )
                + "\n"
            )
        rules = made / "pg_hba.conf"
        rules.write_text(f"local all {LOCKED_OUT} scram-sha-256\n{rules.read_text()}")
        made.rename(self._data)

    def run(self, program: str, *arguments: object) -> str:
        """Runs one of PostgreSQL's programs as the server's user; what it says. The server refuses to be
        root's.
        """
        command = [str(_bin() / program), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["setpriv", f"--reuid={_stranger()}", "--clear-groups", *command]
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        )
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
        return done.stdout.strip()


def _stranger() -> str:
    with suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return _STRANGER


def _bin() -> Path | None:
    found = shutil.which("pg_ctl")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    if found is None and not versions:
        return None
    return Path(found or versions[-1]).resolve().parent


needed = pytest.mark.skipif(
    why_not() is not None and os.environ.get("CI") != "true", reason="PostgreSQL's server is not installed"
)
"""For tests that ask for no fixture."""
