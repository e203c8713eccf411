"""The front door: `python -m bot run`, `demo`, `check`, `migrate-to`, `backup`, `restore` and the keys.

It reads the settings, sets logging up and starts one thing. Errors that a merchant can mend are told in a
sentence; exit status 2 is wrong settings, 1 anything else that went wrong. Rooms are imported only by the
command that needs them, so that `--help` answers at once.
"""

import asyncio
import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.settings import Settings

STOPPED_BY_KEYBOARD = 130
WRONG_SETTINGS = 2
T = TypeVar("T")
_OBJECTS_BETWEEN_LOOKS = 10_000

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they show local variables, and those hold secrets
    help="Hanout, a shop in a Telegram chat.",
)


def _show_version(asked: bool) -> None:
    if asked:
        from bot import __version__  # noqa: PLC0415 - see the module's docstring

        typer.echo(f"Hanout {__version__}")
        raise typer.Exit


@app.callback()
def every_command(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    """Hanout, a shop in a Telegram chat."""
    del version


@app.command()
def run() -> None:
    """Run the shop until it is told to stop (Ctrl-C or SIGTERM)."""
    # What is imported lives as long as the process: the collector need not walk it while it is made.
    gc.disable()
    try:
        settings = _settings()

        from bot.opening import run_shop  # noqa: PLC0415 - see the module's docstring
    finally:
        gc.enable()
    gc.freeze()
    # An update makes many objects, and hardly any circles of them: to look seldom takes a tenth less of the
    # processor.
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    try:
        asyncio.run(run_shop(settings))
    except KeyboardInterrupt:
        raise typer.Exit(STOPPED_BY_KEYBOARD) from None
    except Exception as error:
        # What a merchant can mend is told in a sentence; all else goes on, with its traceback.
        if (words := _in_words(error)) is None:
            raise
        _say(words)
        raise typer.Exit(1) from None


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is; a free one if this is taken.")] = 8080,
    data_dir: Annotated[Path, typer.Option(help="Where the demo keeps what happens in it.")] = Path(
        "data/demo"
    ),
    database: Annotated[
        str | None, typer.Option(help="A PostgreSQL database of the demo's own, instead of a file.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget what happened in it before.")] = False,
) -> None:
    """Run the shop with Telegram and the supplier on this machine. Needs no settings and no internet."""
    try:
        from bot.demo.run import run_demo  # noqa: PLC0415 - see the module's docstring
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[:2] != ["bot", "demo"]:
            raise
        # The image for production leaves it out: its control API can end processes.
        _say("The demo is not part of this installation. Run it from the project's checkout: make demo")
        raise typer.Exit(1) from None

    try:
        status = asyncio.run(run_demo(port=port, data_dir=data_dir, database=database, reset=reset))
    except KeyboardInterrupt:
        status = STOPPED_BY_KEYBOARD
    raise typer.Exit(status)


@app.command()
def check(
    books: Annotated[bool, typer.Option("--books", help="Also whether all money adds up.")] = False,
) -> None:
    """Say what is wrong with settings, database, key and token. Changes nothing; exit status 0 if all is
    well.
    """
    settings = _settings()
    logging.getLogger().setLevel(logging.ERROR)  # what went wrong is in the findings

    from bot.check.findings import Mark  # noqa: PLC0415 - see the module's docstring
    from bot.check.report import check as look  # noqa: PLC0415 - see the module's docstring

    try:
        findings = asyncio.run(look(settings, with_books=books, tell=_progress("Reading the books")))
    except KeyboardInterrupt:
        raise typer.Exit(STOPPED_BY_KEYBOARD) from None
    for finding in findings:
        _say(str(finding), to_error=False)
    if any(finding.mark is Mark.WRONG for finding in findings):
        raise typer.Exit(1)


def _progress(what: str) -> "Callable[[float], None] | None":
    """Shows on a terminal how much of that is done; elsewhere nothing: it is no finding."""
    if not sys.stderr.isatty():
        return None

    shown = -1

    def show(done: float) -> None:
        nonlocal shown
        if (percent := int(done * 100)) != shown:
            shown = percent
            line = f"{what}: {percent} %"
            # The last word clears the line, for what follows stands in its place.
            sys.stderr.write("\r" + (line if done < 1 else " " * len(line) + "\r"))
            sys.stderr.flush()

    return show


@app.command("migrate-to")
def migrate_to(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            envvar="NEW_DATABASE_URL",
            help="The empty database, as DATABASE_URL names one; - to be asked for it.",
        ),
    ],
) -> None:
    """Move the stopped shop's database (DATABASE_URL) into an empty one: from SQLite to PostgreSQL, or back.
    Run again after an interruption, it goes on where it was. Others on this machine can read what stands
    behind a command, so an address with a password is better typed when - asks for it.
    """
    settings = _settings()
    if url == "-":
        url = _asked_for("The address of the empty database")

    from sqlalchemy.engine import make_url  # noqa: PLC0415 - see the module's docstring

    from bot import log  # noqa: PLC0415 - see the module's docstring
    from bot.clock import SystemClock  # noqa: PLC0415 - see the module's docstring
    from bot.migrate.moving import move  # noqa: PLC0415 - see the module's docstring
    from bot.settings.kinds import database_url  # noqa: PLC0415 - see the module's docstring

    try:
        new_url = database_url(url)
    except ValueError as error:
        _say(f"The URL {error}.")
        raise typer.Exit(WRONG_SETTINGS) from None
    log.register_secrets(make_url(new_url).password or "")
    moving = move(
        settings.database_url, new_url, clock=SystemClock(), say=_say, tell=_progress("Moving the shop")
    )
    try:
        moved = asyncio.run(moving)
    except KeyboardInterrupt:
        _say("Stopped. The shop's database is as it was; the same command goes on where it was.")
        raise typer.Exit(STOPPED_BY_KEYBOARD) from None
    except Exception as error:
        if (words := _in_words(error)) is None:
            raise
        _say(words)
        raise typer.Exit(1) from None
    _say(str(moved), to_error=False)


def _asked_for(what: str) -> str:
    """What somebody types unseen, or what is handed to the program's input."""
    if sys.stdin.isatty():
        return str(typer.prompt(what, hide_input=True)).strip()
    return sys.stdin.readline().strip()


@app.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to; a new file in BACKUP_FOLDER without.")
    ] = None,
) -> None:
    """Take a backup of the database, tested and encrypted, while the shop runs or without it."""
    settings = _settings()

    from bot.backup.taking import take  # noqa: PLC0415 - see the module's docstring
    from bot.clock import SystemClock  # noqa: PLC0415 - see the module's docstring

    taken = _done(take(settings.backup_plan, SystemClock().now(), file=file))
    _say(f"{taken.path} ({taken.size:,} bytes), whole and encrypted.", to_error=False)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    identity: Annotated[
        Path | None, typer.Option(help="The file with the identity that `backup-key` made.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before the database is replaced.")] = False,
) -> None:
    """Put a backup back in place of the stopped shop's database (DATABASE_URL), which is kept aside."""
    settings = _settings()

    from bot import log  # noqa: PLC0415 - see the module's docstring
    from bot.backup.restoring import NotWantedError  # noqa: PLC0415 - see the module's docstring
    from bot.backup.restoring import restore as put_back  # noqa: PLC0415 - see the module's docstring
    from bot.clock import SystemClock  # noqa: PLC0415 - see the module's docstring

    path = identity or Path(typer.prompt("The file with the identity (AGE-SECRET-KEY-1...)"))
    try:
        opens = path.expanduser().read_text("utf-8", "replace")
        log.register_secrets(*(line for line in opens.split() if line.startswith("AGE-SECRET-KEY-")))
        restored = _done(
            put_back(
                settings.backup_plan,
                file,
                opens,
                clock=SystemClock(),
                say=_say,
                wanted=lambda: yes or typer.confirm("Replace it?", err=True),
            )
        )
    except (NotWantedError, typer.Abort):
        _say("Nothing was changed.")
        raise typer.Exit(1) from None
    except OSError as error:
        _say(f"{error.filename} cannot be read ({error.strerror}). Nothing was changed.")
        raise typer.Exit(1) from None
    _say(str(restored), to_error=False)


@app.command("backup-key")
def backup_key() -> None:
    """Print a new identity for backups: what opens them, to be kept elsewhere, and its public key."""
    from bot.backup.age import new_identity  # noqa: PLC0415 - see the module's docstring
    from bot.clock import SystemClock  # noqa: PLC0415 - see the module's docstring

    lines, public = new_identity(SystemClock().now())
    typer.echo(lines)
    _say(f"\nKeep these three lines elsewhere than the shop. Into .env goes:\nBACKUP_RECIPIENT={public}")


@app.command()
def key() -> None:
    """Print a new encryption key, as a line for .env."""
    from bot.settings import new_key  # noqa: PLC0415 - see the module's docstring

    typer.echo(f"ENCRYPTION_KEY={new_key()}")


def _done(work: "Coroutine[Any, Any, T]") -> T:
    """Does it to its end; what a merchant can mend is told in a sentence, with status 1."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        _say("Stopped. Nothing was changed.")
        raise typer.Exit(STOPPED_BY_KEYBOARD) from None
    except Exception as error:
        if (words := _in_words(error)) is None:
            raise
        _say(words)
        raise typer.Exit(1) from None


def _settings() -> "Settings":
    """The settings, with logging set up and every secret in them known to it."""
    from bot import log  # noqa: PLC0415 - see the module's docstring
    from bot.settings.loader import SettingsError, load_settings  # noqa: PLC0415 - see the module's docstring

    log.setup()
    try:
        settings = load_settings()
    except SettingsError as error:
        count = len(error.problems)
        _say(f"The settings cannot be used: {count} {'thing' if count == 1 else 'things'} to mend.\n")
        for problem in error.problems:
            _say(f"✗ {problem}")
        _say("\n.env.example explains every setting.")
        raise typer.Exit(WRONG_SETTINGS) from None
    log.register_secrets(*settings.secrets())
    log.setup(settings.log_format)
    return settings


def _in_words(error: Exception) -> str | None:
    """What to tell about an error that a merchant can mend; None for one that is ours to mend."""
    from bot.backup.age import BackupError  # noqa: PLC0415 - see the module's docstring
    from bot.key_check import StartRefusedError  # noqa: PLC0415 - see the module's docstring
    from bot.migrate.moving import MoveRefusedError  # noqa: PLC0415 - see the module's docstring
    from bot.network.server import PortTakenError  # noqa: PLC0415 - see the module's docstring
    from bot.telegram.application import TokenRefused  # noqa: PLC0415 - see the module's docstring
    from bot.telegram.lease import AlreadyRunning, SecondName  # noqa: PLC0415 - see the module's docstring
    from storage.migrations import DatabaseTooNewError  # noqa: PLC0415 - see the module's docstring
    from storage.trouble import DatabaseUnusableError  # noqa: PLC0415 - see the module's docstring

    worded = (
        AlreadyRunning,
        BackupError,
        DatabaseTooNewError,
        DatabaseUnusableError,
        MoveRefusedError,
        PortTakenError,
        SecondName,
        StartRefusedError,
        TokenRefused,
    )
    if isinstance(error, worded):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        why = f"The shop cannot use {error.filename} ({error.strerror})."
        return f"{why} Mend that, or set DATABASE_URL to another place."
    return None


def _say(text: str, *, to_error: bool = True) -> None:
    from bot.log import redact  # noqa: PLC0415 - see the module's docstring

    stream = sys.stderr if to_error else sys.stdout
    encoding = stream.encoding or "utf-8"
    typer.echo(redact(text).encode(encoding, "replace").decode(encoding), err=to_error)


if __name__ == "__main__":
    app(prog_name="python -m bot")
