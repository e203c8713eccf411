"""`python -m bot check`: what is wrong with the settings, the database, the supplier's key and the bot's
token.

It only looks: the database is opened read-only and never migrated, the supplier and Telegram are asked about
the key and the token and nothing else. What it finds is worded for a merchant, with the way to mend it, and
holds no secret.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.check.backups import check_backups, found_after_restore
from bot.check.chat_settings import check_chat_settings
from bot.check.findings import Finding, Mark, good, note, wrong
from bot.check.place import check_place
from bot.check.support_group import check_support_group
from bot.clock import SystemClock
from bot.network.json_input import loads
from bot.network.proxies import is_usable, shown
from bot.payments.registry import known_methods
from bot.settings import Settings
from bot.shop.books import losses
from bot.shop.books.discrepancies import Difference, Found
from bot.shop.books.inspection import look, through
from bot.shop.books.supplier_account.deposits import ON_ITS_WAY
from bot.shop.books.supplier_account.supplier_statement import compared, needed_since, read_lines
from bot.shop.money import Money
from bot.shop.vault import SealedCard, UnknownKeyError, Vault
from bot.supplier.budget import Budget, Lane
from bot.supplier.client import SupplierClient
from bot.supplier.errors import KeyTrouble, NoSuchPath, SlowDown, SupplierError, Unavailable
from storage import migrations
from storage.engines import engine_of, sqlite_path
from storage.engines.engine import Engine
from storage.tables import cards

_TELEGRAM_SECONDS = 15.0
_WEEK = timedelta(days=7)
_MOST_OF_A_NAME = 100  # differences of one name that are listed
_NOT_A_TOKEN = {401, 404}  # what the Bot API answers to a token nobody has, and to one without its shape


async def check(
    settings: Settings, *, with_books: bool = False, tell: Callable[[float], None] | None = None
) -> list[Finding]:
    """All findings, in the order of the journey from the settings outwards. Takes as long as the slowest
    answer.

    With `with_books` also whether the money adds up, which reads every order; `tell` hears how much of that
    is done, from 0 to 1.
    """
    in_force, set_in_chat = await check_chat_settings(settings)
    inside = [good("Settings: complete."), *set_in_chat, *await check_database(settings)]
    settings = in_force
    inside += await check_backups(settings)
    inside += (proxies := list(check_proxies(settings)))
    if any(finding.mark is Mark.WRONG for finding in proxies):
        return inside  # there is no way to the others
    outside = await asyncio.gather(check_supplier(settings), check_telegram(settings))
    found = [*inside, *outside[0], *outside[1]]
    return [*found, *await check_books(settings, tell)] if with_books else found


def check_proxies(settings: Settings) -> Iterator[Finding]:
    """Through which proxy the supplier and Telegram are reached, and whether the shop can use it."""
    ways = {settings.proxy_to(url) for url in (settings.oneclickdz_api_url, settings.telegram_api_url)}
    for proxy in sorted(way for way in ways if way is not None):
        if is_usable(proxy):
            yield good(f"Network: through the proxy {shown(proxy)}.")
        else:
            yield wrong(
                "Network: the environment names a proxy of a kind that the shop cannot use.",
                "Set PROXY_URL to an HTTP proxy, such as http://proxy.example:3128.",
            )


async def check_database(settings: Settings) -> list[Finding]:
    """Whether the shop can run with its database where it is, with this version, and its codes be read.
    Changes nothing.
    """
    engine, path = engine_of(settings.database_url), sqlite_path(settings.database_url)
    place = list(check_place(settings, path))
    if path is not None and not path.is_file():
        if any(finding.mark is Mark.WRONG for finding in place):
            return place
        return [good(f"Database: none yet; the first start makes {path}."), *place]
    inspector = engine.inspector()
    try:
        async with inspector.connect() as conn:
            if (unfit := await engine.unfit(conn)) is not None:
                return [wrong(f"Database: {unfit.what}", unfit.mend), *place]
            found, known = await conn.run_sync(migrations.current), migrations.known()
            version = _version(found, newest=migrations.head(), known=known, place=engine.place)
            codes = await conn.run_sync(_stored_codes, settings) if found in known else []
            return [version, *codes, *place]
    except Exception as error:
        if (finding := _cannot_be_read(engine, error)) is None:
            raise
        return [finding, *place]
    finally:
        await inspector.dispose()


async def check_supplier(settings: Settings) -> list[Finding]:
    """Whether the supplier lets the key in, whether it is the right kind, and what it has to spend."""
    async with _client(settings) as client:
        try:
            return [finding async for finding in _key_and_balance(client, settings)]
        except SupplierError as error:
            return [_supplier_says_no(error, settings)]


async def check_books(settings: Settings, tell: Callable[[float], None] | None = None) -> list[Finding]:
    """Whether the shop's books add up, and meet the supplier's account of the last week. Changes nothing.

    `tell` hears how much of the shop's own books has been read, from 0 to 1.
    """
    engine, path = engine_of(settings.database_url), sqlite_path(settings.database_url)
    if path is not None and not path.exists():
        return [good("Books: none yet.")]
    inspector = engine.inspector()
    try:
        async with inspector.connect() as conn:
            version = await conn.run_sync(migrations.current)
            if version != migrations.head():
                return [note("Books: not read.", "Start this version of the shop once, then check again.")]
            sandbox = settings.oneclickdz_environment == "sandbox"
            found = Found(_MOST_OF_A_NAME)
            async for each in look(through(conn), sandbox=sandbox):
                found.add(each.found)
                if tell is not None:
                    tell(each.done)
            found.add(await losses.still_open(conn))
            account = [*await found_after_restore(conn), *await _account(conn, settings)]
    except Exception as error:
        if (finding := _cannot_be_read(engine, error)) is None:
            raise
        return [finding]
    finally:
        await inspector.dispose()
    if not found.named:
        return [good("Books: wallets, payments, orders, cards and promo codes add up."), *account]
    return [*_differ(found), *account]


async def _account(conn: AsyncConnection, settings: Settings) -> list[Finding]:
    """The orders and the supplier's account of the last week. Play money has no account."""
    if settings.oneclickdz_environment == "sandbox":
        return []
    clock = SystemClock()
    now = clock.now()
    since = now - _WEEK
    methods = known_methods()
    async with _client(settings) as client:
        try:
            needed = await needed_since(conn, since, now, methods=methods)
            lines = await read_lines(client, needed, now, lane=Lane.BROWSING)
        except SupplierError as error:
            return [note(f"Books: not compared with the supplier's account ({error}).", "Check again later.")]
    statement = await compared(conn, lines, since, now, methods=methods, now=now)
    found = [_differs(each) for each in statement.differences]
    if not found:
        found = [good("Books: the supplier's account of the last week agrees.")]
    if waiting := statement.on_the_way:
        paid = f"{Money(sum(row.currency_amount for row in waiting)).dinars:,.2f}".replace(",", " ")
        count = "1 payment" if len(waiting) == 1 else f"{len(waiting)} payments"
        on_the_way = "is on its way" if len(waiting) == 1 else "are on their way"
        found.append(
            note(
                f"Books: {count} on the supplier's page ({paid} DZD) {on_the_way} to the balance there.",
                f"Nothing to do: what takes longer than {ON_ITS_WAY.days} days is named.",
            )
        )
    return found


def _differ(found: Found) -> Iterator[Finding]:
    """Each name's first differences, and how many more there are of it."""
    for code, count in found.counts.items():
        named = [each for each in found.named if each.code == code]
        yield from map(_differs, named)
        if left := count - len(named):
            yield wrong(f"Books: {left} more of the same kind.", named[0].to_do)


def _differs(difference: Difference) -> Finding:
    return wrong(f"Books: {difference}", difference.to_do)


async def check_telegram(settings: Settings) -> list[Finding]:
    """Whether the token is a bot's, and whether the bot can reach each admin."""
    url = settings.telegram_api_url
    async with httpx.AsyncClient(
        base_url=f"{url}/bot{settings.bot_token.get_secret_value()}/",
        timeout=_TELEGRAM_SECONDS,
        proxy=settings.proxy_to(url),
        trust_env=False,
    ) as client:
        try:
            return [finding async for finding in _bot_and_admins(client, settings)]
        except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
            # The words of such an error may hold the address, and with it the token; its name says enough.
            return [
                wrong(
                    f"Telegram: no answer to rely on from {url} ({type(error).__name__}).",
                    "Check the internet connection, and TELEGRAM_API_URL if you changed it; then try again.",
                )
            ]


def _client(settings: Settings) -> SupplierClient:
    clock = SystemClock()
    return SupplierClient(
        base_url=settings.oneclickdz_api_url,
        api_key=settings.oneclickdz_api_key,
        budget=Budget(settings.supplier_requests_per_minute, clock),
        clock=clock,
        send_ref=settings.oneclickdz_send_ref,
        proxy=settings.proxy_to(settings.oneclickdz_api_url),
    )


def _cannot_be_read(engine: Engine, error: Exception) -> Finding | None:
    """None for an error that is no trouble of the database's."""
    if (trouble := engine.trouble_with(error)) is not None:
        return wrong(f"Database: {trouble.what}", trouble.mend)
    if isinstance(error, DBAPIError):
        return wrong(f"Database: {engine.place} cannot be read ({error.orig}).", "Restore the last backup.")
    return None


def _version(found: str | None, *, newest: str, known: Collection[str], place: str) -> Finding:
    if found is None:
        return good(f"Database: {place} is empty; the next start fills it.")
    if found == newest:
        return good(f"Database: {place}, version {found}.")
    if found in known:
        return note(
            f"Database: {place} is at version {found}; the next start brings it to {newest}.",
            "Make a copy of it before that start: an older Hanout cannot read it afterwards.",
        )
    if migrations.is_unfinished(found):
        return wrong(
            f"Database: {place} is not whole. {migrations.UNFINISHED.what}", migrations.UNFINISHED.mend
        )
    return wrong(
        f"Database: {place} is at version {found}, which only a newer Hanout than this one knows.",
        "Start that version again, or restore the backup made before the update.",
    )


def _stored_codes(conn: Connection, settings: Settings) -> list[Finding]:
    return list(_each_key(conn, settings))


def _each_key(conn: Connection, settings: Settings) -> Iterator[Finding]:
    """Opens one code for each key that codes were stored with, so that a lost key is found before a customer
    asks.
    """
    vault = Vault([settings.encryption_key_bytes, *settings.encryption_keys_old_bytes])
    stored = conn.execute(
        select(cards.c.key_id, func.count(), func.max(cards.c.id)).group_by(cards.c.key_id)
    ).all()
    for key_id, count, example in stored:
        row = conn.execute(select(cards).where(cards.c.id == example)).one()
        try:
            vault.open(SealedCard(key_id, row.nonce, row.sealed, row.fingerprint), order_id=row.order_id)
        except UnknownKeyError:
            yield wrong(
                f"Encryption: {count} stored codes need a key that is not among the settings ({key_id}).",
                "Put the ENCRYPTION_KEY they were stored with into ENCRYPTION_KEYS_OLD.",
            )
        except InvalidTag:
            yield wrong(
                f"Encryption: a stored code cannot be opened with its key ({key_id}): the database was changed.",
                "Restore the last backup.",
            )
        else:
            yield good(f"Encryption: {count} stored codes can be read ({key_id}).")


async def _key_and_balance(client: SupplierClient, settings: Settings) -> AsyncIterator[Finding]:
    key = await client.validate()
    wanted = settings.oneclickdz_environment
    if key.environment != wanted.upper():
        yield wrong(
            f"Supplier: ONECLICKDZ_API_KEY is a {key.environment.lower() or 'nameless'} key, and the shop is set to"
            f" {wanted}.",
            f"Use the account's {wanted} key, or change ONECLICKDZ_ENVIRONMENT.",
        )
    elif not key.enabled:
        yield wrong("Supplier: the key is switched off.", "Switch it on in the OneClickDz dashboard.")
        return
    elif not key.can_order:
        yield wrong(
            "Supplier: the key may only read, so nothing can be bought with it.",
            "Make a key with the scope READ-WRITE in the OneClickDz dashboard.",
        )
    else:
        yield good(f"Supplier: the key is accepted ({wanted}, may order).")
    balance = await client.balance(lane=Lane.BROWSING)
    said = f"Supplier: the balance is {balance:,.2f} DZD".replace(",", " ")
    if balance < settings.low_float:
        yield note(f"{said}, less than LOW_FLOAT ({settings.low_float}).", "Top it up at OneClickDz.")
    else:
        yield good(f"{said}.")


def _supplier_says_no(error: SupplierError, settings: Settings) -> Finding:
    url = settings.oneclickdz_api_url
    if isinstance(error, KeyTrouble):
        return _key_trouble(error)
    if isinstance(error, NoSuchPath):
        return wrong(f"Supplier: {url} is not the supplier's API.", "Mend ONECLICKDZ_API_URL.")
    if isinstance(error, SlowDown):
        return wrong("Supplier: too many requests from this account.", f"Wait {error.retry_after:.0f} s.")
    if isinstance(error, Unavailable):
        return wrong(
            f"Supplier: no answer to rely on from {url} ({error}).",
            "Check the internet connection, and ONECLICKDZ_API_URL if you changed it; then try again.",
        )
    return wrong(f"Supplier: it refuses to answer ({error}).", "Ask OneClickDz's support, with these words.")


def _key_trouble(error: KeyTrouble) -> Finding:
    if error.code == "IP_BLOCKED":
        what = "this machine is shut out after too many tries with a wrong key"
        mend = "Put the right key in ONECLICKDZ_API_KEY, wait 15 minutes, then try once."
    elif error.code == "IP_NOT_ALLOWED":
        what = "the key may not be used from this machine"
        mend = "Add this machine's address to the key's list in the OneClickDz dashboard."
    elif error.code == "API_DISABLED":
        what, mend = "the key is switched off", "Switch it on in the OneClickDz dashboard."
    else:
        left = (
            f"; {error.attempts_left} more tries before this machine is shut out"
            if error.attempts_left
            else ""
        )
        what = f"ONECLICKDZ_API_KEY is not accepted ({error.code or error.status}){left}"
        mend = "Copy the key again from the OneClickDz dashboard."
    return wrong(f"Supplier: {what}.", mend)


async def _bot_and_admins(client: httpx.AsyncClient, settings: Settings) -> AsyncIterator[Finding]:
    status, answer = await _ask(client, "getMe")
    if status in _NOT_A_TOKEN:
        yield wrong(
            f"Telegram: BOT_TOKEN is not accepted ({status}).",
            "Copy it again from @BotFather: /mybots, the bot, API Token.",
        )
        return
    if not answer.get("ok"):
        yield wrong(f"Telegram: {_description(answer)} ({status}).", "Wait a minute, then try again.")
        return
    bot = answer["result"]
    yield good(f"Telegram: the bot is @{bot['username']}.")
    for admin in settings.admin_ids:
        if admin == bot["id"]:
            yield wrong(
                f"Staff: {admin} in ADMIN_IDS is the bot itself.",
                "Put your own number; @userinfobot tells it.",
            )
            continue
        status, answer = await _ask(client, "getChat", chat_id=admin)
        if answer.get("ok"):
            yield good(f"Staff: {admin} is {answer['result'].get('first_name') or 'there'}.")
        else:
            yield note(
                f"Staff: the bot cannot write to {admin} yet ({_description(answer)}).",
                f"If the number is right, that person opens t.me/{bot['username']} and presses Start once.",
            )
    if settings.support_chat_id is not None:
        yield await check_support_group(partial(_ask, client), settings.support_chat_id, bot["id"])


async def _ask(client: httpx.AsyncClient, method: str, **parameters: int) -> tuple[int, dict[str, Any]]:
    """Raises httpx.HTTPError, or ValueError for an answer that is not the Bot API's."""
    response = await client.post(method, json=parameters)
    answer = loads(response.content)
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        raise ValueError("not the Bot API's envelope")  # noqa: TRY004 - not JSON and not theirs are one case
    return response.status_code, answer


def _description(answer: dict[str, Any]) -> str:
    return str(answer.get("description") or "no reason given")
