import asyncio
import base64
import io
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
import typer

from bot import __main__ as front_door
from bot.demo.application import create_app
from bot.demo.run import PORT
from bot.demo.server import bind, serving
from bot.demo.world import World
from bot.telegram.lease import Lease
from storage import migrations
from tests.commands import DEMO, KEY, ROOT, Done, afresh, environment, told
from tests.e2e.conftest import nursery
from tests.e2e.nursery import Nursery

__all__ = ["nursery"]

pytestmark = pytest.mark.processes


class Command(Protocol):
    """`python -m bot <arguments>` with these settings in that folder, to its end."""

    def __call__(self, *arguments: str, cwd: Path, **settings: str) -> Done: ...


@pytest.fixture
def command(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Command:
    folder = tmp_path_factory.mktemp("said")

    def run(*arguments: str, cwd: Path, **settings: str) -> Done:
        said, complained = folder / "stdout", folder / "stderr"
        child = nursery.start("bot", arguments, environment(**settings), said, errors=complained, cwd=cwd)
        status = child.wait(120)
        return Done(status, said.read_text(encoding="utf-8"), complained.read_text(encoding="utf-8"))

    return run


def test_help_names_the_commands_and_loads_none_of_the_rooms(tmp_path: Path) -> None:
    said = told(afresh("--help", cwd=tmp_path))
    for name in ("run", "demo", "check", "migrate-to", "backup", "restore", "backup-key", "key", "--version"):
        assert re.search(rf"(?<![\w-]){name}(?![\w-])", said)
    script = "import sys, bot.__main__; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"telegram", "sqlalchemy", "pydantic", "httpx", "structlog", "starlette"} & set(
        done.stdout.split()
    )


def test_an_installation_without_the_demo_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "bot.demo.run", None)
    with pytest.raises(typer.Exit) as ended:
        front_door.demo(port=0, data_dir=Path("nowhere"), reset=False)
    assert ended.value.exit_code == 1
    assert "make demo" in capsys.readouterr().err
    assert "bot/demo" in (ROOT / ".dockerignore").read_text().splitlines()


def test_the_demos_port_is_the_one_that_help_names(command: Command, tmp_path: Path) -> None:
    assert str(PORT) in told(command("demo", "--help", cwd=tmp_path))


def test_a_key_is_one_line_for_the_env_file(command: Command, tmp_path: Path) -> None:
    done = command("key", cwd=tmp_path)
    assert done.returncode == 0
    name, value = done.stdout.rstrip("\n").split("=", 1)
    assert name == "ENCRYPTION_KEY"
    assert len(base64.b64decode(value)) == 32


@pytest.mark.parametrize("name", ["run", "check"])
def test_wrong_settings_are_listed_and_the_status_is_2(command: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={DEMO['BOT_TOKEN']}!\nONECLICKZ_API_KEY=canary-api-key\n")
    done = command(name, cwd=tmp_path, ENV_FILE=".env", ENCRYPTION_KEY=f"{KEY}!")
    said = told(done)
    assert done.returncode == 2
    assert not done.stdout
    assert "5 things to mend" in said
    assert said.count("\n✗ ") == 5
    assert "did you mean ONECLICKDZ_API_KEY?" in said
    assert ".env.example explains" in said
    assert [path.name for path in tmp_path.iterdir()] == [".env"]


def test_a_terminal_without_unicode_is_no_trouble(tmp_path: Path) -> None:
    done = afresh("check", cwd=tmp_path, PYTHONIOENCODING="ascii:strict")
    assert done.returncode == 2
    assert "? BOT_TOKEN is missing." in told(done)


def test_check_fails_when_something_is_wrong_and_leaves_nothing_behind(
    command: Command, tmp_path: Path
) -> None:
    done = command("check", cwd=tmp_path, **DEMO)
    said = told(done)
    assert done.returncode == 1
    assert "✓ Database: none yet" in said
    assert "✗ Supplier: no answer" in said
    assert "✗ Telegram: no answer" in said
    assert not done.stderr
    assert not list(tmp_path.iterdir())


async def test_check_is_content_with_the_demos_world(command: Command, tmp_path: Path) -> None:
    world = World()
    async with serving(create_app(world), bind(0)) as url:
        settings = DEMO | {"TELEGRAM_API_URL": url, "ONECLICKDZ_API_URL": url}
        done = await asyncio.to_thread(command, "check", cwd=tmp_path, **settings)
        world.close()
    said = told(done)
    assert done.returncode == 0, said
    assert "✓ Supplier: the key is accepted" in said
    assert "✓ Telegram: the bot is @hanout_demo_bot" in said


async def test_ctrl_c_ends_a_check_without_noise(tmp_path: Path) -> None:
    world = World()
    world.faults.add({"api": "supplier", "method": "validate", "action": "hang", "seconds": 30})
    async with serving(create_app(world), bind(0)) as url:
        settings = DEMO | {"TELEGRAM_API_URL": url, "ONECLICKDZ_API_URL": url}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "check"),
            cwd=tmp_path,
            env=environment(**settings),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            # A run in the background ignores Ctrl-C, and its children with it; at a terminal nothing does.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        async with asyncio.timeout(60):
            while not world.requests.after(api="supplier"):  # noqa: ASYNC110 - the log of requests has no bell
                await asyncio.sleep(0.02)
            process.send_signal(signal.SIGINT)
            said = await process.communicate()
        world.close()
    assert said == (b"", b"")
    assert process.returncode == 130


class Screen(io.StringIO):
    """A standard error that may be a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def test_a_terminal_is_shown_how_far_the_books_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Screen(terminal=True))
    tell = front_door._progress("Reading the books")
    assert tell is not None
    for done in (0.101, 0.102, 0.5, 1.0):
        tell(done)
    *lines, cleared, rest = screen.getvalue().split("\r")[1:]
    assert lines == ["Reading the books: 10 %", "Reading the books: 50 %"]
    assert (cleared.strip(), rest) == ("", "")
    assert len(cleared) >= len(lines[-1])
    monkeypatch.setattr(sys, "stderr", Screen(terminal=False))
    assert front_door._progress("Reading the books") is None


def test_a_second_shop_is_told_that_one_runs_already(command: Command, tmp_path: Path) -> None:
    with Lease(tmp_path / "shop.db"):
        done = command("run", cwd=tmp_path, **DEMO, DATABASE_URL="sqlite+aiosqlite:///shop.db")
    assert done.returncode == 1
    assert "already running" in told(done)


async def test_a_newer_database_stops_the_start_with_a_sentence(
    command: Command, tmp_path: Path, database_url: str
) -> None:
    await migrations.upgrade(database_url)
    conn = sqlite3.connect(tmp_path / "shop.db")
    with conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.close()
    done = await asyncio.to_thread(command, "run", cwd=tmp_path, **DEMO, DATABASE_URL=database_url)
    assert done.returncode == 1
    assert "newer version of the shop" in told(done)


def test_what_is_no_database_stops_the_start_with_a_sentence(command: Command, tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_bytes(b"a letter, and no database" * 400)
    done = command("run", cwd=tmp_path, **DEMO, DATABASE_URL="sqlite+aiosqlite:///shop.db")
    assert done.returncode == 1
    assert "is no database" in told(done)
    assert "python -m bot restore" in told(done)
    assert "shop.db-wal" in told(done)
    assert "Traceback" not in told(done)


def test_a_place_that_cannot_hold_a_database_stops_the_start_with_a_sentence(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file is in the way")
    done = command("run", cwd=tmp_path, **DEMO)
    assert done.returncode == 1
    assert f"The shop cannot use {tmp_path / 'data'}" in told(done)


async def test_a_token_that_telegram_refuses_stops_the_start_with_a_sentence(
    command: Command, tmp_path: Path
) -> None:
    world = World()
    async with serving(create_app(world), bind(0)) as url:
        settings = DEMO | {"TELEGRAM_API_URL": url, "ONECLICKDZ_API_URL": url}
        settings["BOT_TOKEN"] = settings["BOT_TOKEN"].replace("DEMO", "OTHER")
        done = await asyncio.to_thread(command, "run", cwd=tmp_path, **settings)
        world.close()
    assert done.returncode == 1
    assert "BOT_TOKEN" in told(done)
    assert "OTHER-TOKEN" not in told(done)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_shop_that_is_told_to_stop_ends_well(
    nursery: Nursery, tmp_path: Path, number: signal.Signals
) -> None:
    world, log = World(), tmp_path / "log"
    async with serving(create_app(world), bind(0)) as url:
        settings = DEMO | {"TELEGRAM_API_URL": url, "ONECLICKDZ_API_URL": url}
        shop = nursery.start("bot", ["run"], environment(**settings), log, cwd=tmp_path)
        async with asyncio.timeout(60):
            while "the shop is open" not in log.read_text("utf-8"):  # noqa: ASYNC110 - a file has no bell
                await asyncio.sleep(0.02)
        shop.send_signal(number)
        status = await asyncio.to_thread(shop.wait, 60)
        world.close()
    said = log.read_text("utf-8")
    assert status == 0, said
    assert "the shop is closed" in said
    assert "Traceback" not in said
    assert "DEMO-TOKEN" not in said
