"""Copies of a PostgreSQL database, by its own programs: pg_dump, pg_restore and psql.

They are what every operator knows, and what reads a copy without the shop. The password goes to them in their
environment: a command line can be read by everybody on the machine.
"""

import asyncio
import os
import re
import shutil
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import migrations
from storage.engines.postgresql import PostgresEngine
from storage.house import facts
from storage.snapshots.snapshot import (
    TAKEN,
    Contents,
    CopyTrouble,
    SnapshotError,
    begin,
    contents_of,
    restored_note,
)

_DUMP, _RESTORE, _SQL = "pg_dump", "pg_restore", "psql"
_PIECE: Final = 1 << 16
_LONGEST_REASON: Final = 300
_HEADER: Final = b"PGDMP"
_UNKNOWN_BEFORE_17: Final = b"SET transaction_timeout = 0;\n"
"""Programs of version 17 write this at the beginning, which an older server refuses."""
_EMPTYING: Final = """
    DO $$ DECLARE each record; BEGIN
        FOR each IN SELECT oid::regclass AS name FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
        LOOP EXECUTE format('DROP %s IF EXISTS %s CASCADE', 'TABLE', each.name); END LOOP;
        FOR each IN SELECT p.oid::regprocedure AS name FROM pg_proc p
            WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS
                (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', each.name); END LOOP;
    END $$"""
"""Removes the shop's tables with all that hangs on them, and the functions of its triggers."""


class PostgresSnapshots:
    """The copies of the database that a URL names."""

    ending = "dump"
    packs = False  # pg_dump does

    def __init__(self, url: str, place: Path) -> None:
        self._url = make_url(url)
        self._place = place
        self._engine = PostgresEngine(url)

    @property
    def place(self) -> Path:
        """The folder of backups: this machine has nothing else of the data."""
        return self._place

    async def refuse_troubles(self) -> None:
        """Whether the programs are there and not older than the server."""
        self._find(_DUMP, _RESTORE)
        await self._refuse_old_program()

    async def take(self, file: Path, at: datetime) -> None:
        """As `Snapshots.take`. The note is in the database before the copy's moment."""
        await self.refuse_troubles()
        async with self._transaction(write=True) as conn:
            version = await conn.run_sync(migrations.current)
            if version is None:
                raise SnapshotError(f"{self._engine.place} holds no shop: nothing to copy.")
            seen = await contents_of(conn, version)
            await facts.put(conn, TAKEN, seen.packed(at, in_use=True), at)
        begin(file)
        await self._run(_DUMP, "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")
        await self._read_through(file)

    async def inspect(self, file: Path) -> Contents:
        """As `Snapshots.inspect`."""
        self._find(_RESTORE, _SQL)
        with file.open("rb") as opened:
            if opened.read(len(_HEADER)) != _HEADER:
                raise SnapshotError("What is in the backup is no copy of a PostgreSQL database.")
        await self._read_through(file)
        version = [row[0] for row in await self._rows(file, "alembic_version")]
        if not version:
            raise SnapshotError("The database in the backup holds no shop.")
        notes = {row[0]: row[1] for row in await self._rows(file, "notes")}
        if TAKEN not in notes:
            raise SnapshotError("The backup does not say of which moment it is: it was not made by the shop.")
        return Contents.unpacked(version[0], notes[TAKEN])

    async def current(self) -> Contents | None:
        """As `Snapshots.current`."""
        async with self._transaction() as conn:
            version = await conn.run_sync(migrations.current)
            return None if version is None else await contents_of(conn, version)

    async def put_back(self, file: Path, contents: Contents, at: datetime) -> str | None:
        """As `Snapshots.put_back`. What was there goes into a copy first."""
        self._find(_DUMP, _RESTORE, _SQL)
        await self._refuse_old_program()
        aside = None
        async with self._transaction() as conn:
            is_empty = await conn.run_sync(migrations.current) is None
        if not is_empty:
            aside = (self.place / f"{self._name}.replaced-{at:%Y%m%d-%H%M%S}.dump").absolute()
            begin(aside)
            await self._run(_DUMP, "--format=custom", "--no-owner", "--no-privileges", f"--file={aside}")
        await self._fill(file, contents, at)
        return None if aside is None else str(aside)

    async def _fill(self, file: Path, contents: Contents, at: datetime) -> None:
        """Empties and fills the database in one transaction."""
        note = ""
        if contents.known_until is not None:
            row = restored_note(contents.known_until, at)
            values = f"('{row[0]}', '{row[1]}', {row[2]})"
            note = (
                f"INSERT INTO notes (key, value, at) VALUES {values}"  # noqa: S608 - moments of our own
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value, at = excluded.at"
            )
        options = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-c", _EMPTYING, "-f", "-"]
        # What is restored has emptied the search path of its session.
        options += ["-c", "RESET search_path", *(["-c", note] if note else [])]
        async with (
            self._started(_RESTORE, "--no-owner", "--no-privileges", "--file=-", str(file)) as restore,
            self._started(_SQL, *options, filled=True) as psql,
        ):
            if await _pass_on(restore, psql) and await restore.wait():
                psql.kill()  # before it comes to the end of its input, which would commit
                raise SnapshotError("The backup cannot be read to its end. The database is as it was.")
            if psql.stdin is not None:
                psql.stdin.close()
            if await psql.wait():
                why = _first_line(b"" if psql.stderr is None else await psql.stderr.read())
                raise SnapshotError(
                    f"{self._engine.place} refuses the backup: {why}. The database is as it was."
                )
        async with self._transaction(write=True) as conn:
            await conn.exec_driver_sql("ANALYZE")

    async def _read_through(self, file: Path) -> None:
        """Reads all of a copy, which finds one that is cut off or damaged."""
        try:
            await self._run(_RESTORE, "--list", str(file))
            await self._run(_RESTORE, f"--file={os.devnull}", str(file))
        except SnapshotError as error:
            raise SnapshotError(
                f"The copy of the database is damaged. {error}", CopyTrouble.DAMAGED
            ) from None

    async def _rows(self, file: Path, table: str) -> list[list[str]]:
        """A small table's rows, as the copy has them."""
        text = await self._run(_RESTORE, "--data-only", f"--table={table}", "--file=-", str(file))
        found = re.search(r"^COPY [^\n]* FROM stdin;\n(.*?)^\\\.$", text, re.MULTILINE | re.DOTALL)
        lines = found[1].splitlines() if found else []
        return [[_unescaped(cell) for cell in line.split("\t")] for line in lines]

    async def _refuse_old_program(self) -> None:
        async with self._transaction() as conn:
            number = int((await conn.exec_driver_sql("SHOW server_version_num")).scalar_one())
        server = number // 10_000
        said = await self._run(_DUMP, "--version")
        program = re.search(r"(\d+)", said.partition(")")[2])
        if program is not None and int(program[1]) < server:
            raise SnapshotError(
                f"pg_dump {program[1]} is too old for a server of PostgreSQL {server}. Install its programs"
                f" (Debian: apt install postgresql-client-{server}).",
                CopyTrouble.PROGRAM,
            )

    @staticmethod
    def _find(*programs: str) -> None:
        if missing := [each for each in programs if shutil.which(each) is None]:
            raise SnapshotError(
                f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed, and a PostgreSQL"
                " database is copied with that. (Debian: apt install postgresql-client)",
                CopyTrouble.PROGRAM,
            )

    async def _run(self, program: str, *options: str) -> str:
        """What the program says. Raises `SnapshotError` when it does not succeed."""
        async with self._started(program, *options) as process:
            said, complained = await process.communicate()
        if process.returncode:
            raise SnapshotError(f"{program}: {_first_line(complained)}")
        return said.decode("utf-8", "replace")

    @asynccontextmanager
    async def _started(self, program: str, *options: str, filled: bool = False) -> AsyncIterator[Process]:
        """The program, which does not outlive the block; with `filled` it is handed its input."""
        process = await asyncio.create_subprocess_exec(
            program,
            *options,
            env={**os.environ, **self._environment(), "LC_MESSAGES": "C"},
            stdin=PIPE if filled else DEVNULL,
            stdout=DEVNULL if filled else PIPE,
            stderr=PIPE,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    def _environment(self) -> dict[str, str]:
        url = self._url
        known = {
            "PGHOST": url.host or url.query.get("host"),
            "PGPORT": url.port or url.query.get("port"),
            "PGUSER": url.username,
            "PGPASSWORD": url.password,
            "PGDATABASE": url.database,
            "PGSSLMODE": url.query.get("ssl"),
            "PGAPPNAME": "hanout backup",
        }
        return {name: str(value) for name, value in known.items() if value is not None}

    @property
    def _name(self) -> str:
        return re.sub(r"\W", "_", self._url.database or "hanout")

    @asynccontextmanager
    async def _transaction(self, *, write: bool = False) -> AsyncIterator[AsyncConnection]:
        engine = self._engine.migrator() if write else self._engine.inspector()
        try:
            async with engine.begin() as conn:
                yield conn
        except Exception as error:
            if (trouble := self._engine.trouble_with(error)) is not None:
                raise SnapshotError(f"{trouble.what} {trouble.mend}") from error
            raise
        finally:
            await engine.dispose()


async def _pass_on(restore: Process, psql: Process) -> bool:
    """Hands what one says to the other; False when that one has ended before the end."""
    source, target = restore.stdout, psql.stdin
    if source is None or target is None:
        raise RuntimeError("both were started with pipes")
    head = True
    try:
        while piece := await source.read(_PIECE):
            target.write(piece.replace(_UNKNOWN_BEFORE_17, b"") if head else piece)
            head = False
            await target.drain()
    except ConnectionError:
        return False
    return True


def _first_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return (lines or ["it says nothing"])[0][:_LONGEST_REASON]


def _unescaped(cell: str) -> str:
    """A value as PostgreSQL's COPY writes it (https://www.postgresql.org/docs/current/sql-copy.html)."""
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t", "r": "\r"}.get(found[1], found[1]), cell)
