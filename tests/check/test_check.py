import base64
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.check.findings import Mark
from bot.check.report import _version, check, check_books, check_database
from bot.shop.vault import Card, Vault
from storage import migrations
from storage.database import Database
from storage.house import chat_settings
from storage.trouble import DatabaseUnusableError
from tests.backup.backing import RECIPIENT
from tests.check.checking import API_KEY, KEY, one_try, outside, settings, wrong
from tests.fakes.outside import Outside

__all__ = ["one_try", "outside"]  # fixtures

OTHER_KEY = b"canary-another-key-0123456789012"


def stored_code(tmp_path: Path, key: bytes, *, order: int = 1) -> None:
    """A code of that order in the database, sealed with `key`. (sqlite3 by itself asks for no order's
    row.)
    """
    sealed = Vault([key]).seal(Card("CANARY-CODE-123", "CANARY-SERIAL"), order_id=order)
    change(
        tmp_path,
        "INSERT INTO cards (order_id, position, key_id, nonce, sealed, fingerprint) VALUES (?, 0, ?, ?, ?, ?)",
        (order, sealed.key_id, sealed.nonce, sealed.sealed, sealed.fingerprint),
    )


def change(tmp_path: Path, statement: str, values: tuple[Any, ...] = ()) -> None:
    conn = sqlite3.connect(tmp_path / "shop.db")
    with conn:
        conn.execute(statement, values)
    conn.close()


def files(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


async def test_a_shop_in_order_has_only_good_findings(
    outside: Outside, database_url: str, tmp_path: Path
) -> None:
    await migrations.upgrade(database_url)
    before = files(tmp_path)
    backups = {"backup_recipient": RECIPIENT, "backup_folder": str(tmp_path / "backups")}
    findings = await check(settings(outside, database_url=database_url, **backups))
    text = "\n".join(map(str, findings))
    assert {finding.mark for finding in findings} == {Mark.GOOD}, text
    assert f"version {migrations.head()}" in text
    assert "the key is accepted (production, may order)" in text
    assert "the balance is " in text
    assert "the bot is @hanout_demo_bot" in text
    assert "2001 is Karim" in text
    assert "CANARY" not in text
    assert API_KEY not in text
    # Nothing was changed: not a byte, not a file, nothing asked but who is there.
    assert files(tmp_path) == before
    assert outside.asked == ["getMe", "getChat"]


async def test_no_database_is_fine_where_one_can_be_made(tmp_path: Path) -> None:
    (found,) = await check_database(
        settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/new/folder/shop.db")
    )
    assert found.mark is Mark.GOOD
    assert "none yet" in found.what
    assert files(tmp_path) == {}


async def test_no_database_where_none_can_be_made_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (found,) = await check_database(settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/file/shop.db"))
    assert found.mark is Mark.WRONG


async def test_an_empty_database_is_filled_by_the_next_start(tmp_path: Path, database_url: str) -> None:
    (tmp_path / "shop.db").touch(0o600)
    (found,) = await check_database(settings(database_url=database_url))
    assert found.mark is Mark.GOOD
    assert (tmp_path / "shop.db").read_bytes() == b""


@pytest.mark.parametrize("content", [b"this is not a database, it is a letter" * 100, None])
async def test_what_is_no_database_is_told(tmp_path: Path, database_url: str, content: bytes | None) -> None:
    place = tmp_path / "shop.db"
    place.mkdir(0o700) if content is None else place.write_bytes(content)
    place.chmod(0o600)
    (found,) = await check_database(settings(database_url=database_url))
    assert found.mark is Mark.WRONG
    assert ("the path of a file" if content is None else "backup") in found.mend


async def test_a_backup_beside_a_log_of_another_file_is_told_with_a_way_out(
    tmp_path: Path, database_url: str
) -> None:
    await migrations.upgrade(database_url)
    database, log = tmp_path / "shop.db", tmp_path / "shop.db-wal"
    backup = database.read_bytes()
    # Much happens after the backup. The shop dies with its last commit in the log; then the backup is put in
    # place.
    conn = sqlite3.connect(database)
    for n in range(300):
        conn.execute(f"CREATE TABLE later_{n} (id INTEGER)")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.execute("CREATE TABLE last (id INTEGER)")
    stale = log.read_bytes()
    conn.close()
    database.write_bytes(backup)
    log.write_bytes(stale)
    (found,) = await check_database(settings(database_url=database_url))
    assert found.mark is Mark.WRONG, found
    assert "`python -m bot restore FILE`" in found.mend
    with pytest.raises(DatabaseUnusableError) as caught:
        await migrations.upgrade(database_url)
    assert "`python -m bot restore FILE`" in str(caught.value)


async def test_a_newer_database_is_told_and_left_alone(tmp_path: Path, database_url: str) -> None:
    await migrations.upgrade(database_url)
    change(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    before = files(tmp_path)
    (found,) = await check_database(settings(database_url=database_url))
    assert found.mark is Mark.WRONG
    assert "9999" in found.what
    assert files(tmp_path) == before


def test_an_older_database_is_noted_with_the_advice_to_copy_it() -> None:
    found = _version("0001", newest="0002", known={"0001", "0002"}, place="shop.db")
    assert found.mark is Mark.NOTE
    assert "brings it to 0002" in found.what
    assert "copy" in found.mend


async def test_stored_codes_must_be_readable_with_the_keys_at_hand(tmp_path: Path, database_url: str) -> None:
    await migrations.upgrade(database_url)
    stored_code(tmp_path, KEY)
    _, found = await check_database(settings(database_url=database_url))
    assert found.mark is Mark.GOOD
    stored_code(tmp_path, OTHER_KEY, order=2)
    findings = await check_database(settings(database_url=database_url))
    assert len(wrong(findings)) == 1
    assert "1 stored codes need a key" in wrong(findings)[0].what
    again = settings(database_url=database_url, encryption_keys_old=base64.b64encode(OTHER_KEY).decode())
    assert not wrong(await check_database(again))


async def test_a_stored_code_that_was_tampered_with_is_told(tmp_path: Path, database_url: str) -> None:
    await migrations.upgrade(database_url)
    stored_code(tmp_path, KEY)
    change(tmp_path, "UPDATE cards SET order_id = 2")
    (found,) = wrong(await check_database(settings(database_url=database_url)))
    assert "cannot be opened" in found.what


async def test_a_database_in_use_can_be_checked_up_to_its_last_commit(
    tmp_path: Path, database_url: str
) -> None:
    await migrations.upgrade(database_url)
    database = Database.open(database_url)
    async with database.write() as conn:
        await conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert (tmp_path / "shop.db-wal").stat().st_size
    async with database.write() as conn:
        await conn.exec_driver_sql("UPDATE alembic_version SET version_num = '8888'")
        (found,) = wrong(await check_database(settings(database_url=database_url)))
    await database.close()
    assert "9999" in found.what


async def test_books_are_asked_for_by_name(outside: Outside, database_url: str, tmp_path: Path) -> None:
    await migrations.upgrade(database_url)
    before = files(tmp_path)
    findings = [
        str(each) for each in await check(settings(outside, database_url=database_url), with_books=True)
    ]
    assert "✓ Books: wallets, payments, orders, cards and promo codes add up." in findings
    assert "✓ Books: the supplier's account of the last week agrees." in findings
    assert files(tmp_path) == before
    plain = await check(settings(outside, database_url=database_url))
    assert not any("Books" in str(finding) for finding in plain)


async def test_a_damaged_book_is_named(outside: Outside, database_url: str, tmp_path: Path) -> None:
    await migrations.upgrade(database_url)
    stored_code(tmp_path, KEY, order=77)
    (finding,) = wrong(await check_books(settings(outside, database_url=database_url)))
    assert "1 stored cards belong to order number 77, which is not there" in finding.what


async def test_books_are_read_while_the_shop_runs_and_from_any_folder(
    outside: Outside, tmp_path: Path
) -> None:
    folder = tmp_path / "à la #1 & 50%"
    folder.mkdir()
    url = f"sqlite+aiosqlite:///{folder}/shop.db"
    await migrations.upgrade(url)
    db = Database.open(url)
    async with db.write() as conn:
        await conn.exec_driver_sql("INSERT INTO notes (key, value, at) VALUES ('a', 'b', 0)")
    found = await check_books(settings(outside, database_url=url))
    assert [finding.mark for finding in found] == [Mark.GOOD, Mark.GOOD]
    await db.close()


async def test_what_was_bought_by_hand_at_the_supplier_is_named(outside: Outside, database_url: str) -> None:
    await migrations.upgrade(database_url)
    books = outside.supplier.books
    product = books.categories[0].products[0]
    bought = books.buy(product.id, product.types[0].id, 1, None)
    for line in books.transactions:
        line.time -= 3_600_000  # long enough ago for our own books to have it, if it were ours
    (finding,) = wrong(await check_books(settings(outside, database_url=database_url)))
    assert bought.id in finding.what
    assert "none of ours" in finding.what


def paid_on_the_page(tmp_path: Path, ref: str, *, days_ago: float) -> None:
    """A customer's payment of 2,000 dinars on the supplier's page, in the wallet since then."""
    at = int((time.time() - days_ago * 86_400) * 1000)
    change(tmp_path, "INSERT OR IGNORE INTO customers (id, first_name, created_at) VALUES (1001, 'A', 0)")
    change(
        tmp_path,
        "INSERT INTO payments (id, way, charge_id, customer_id, amount_centimes, currency, currency_amount, state,"
        " received_at) VALUES (7, 'ocpay', ?, 1001, 200000, 'DZD', 200000, 'credited', ?)",
        (ref, at),
    )
    change(
        tmp_path,
        "INSERT INTO entries (customer_id, kind, subject, amount_centimes, at, who)"
        " VALUES (1001, 'topup', 'payment:7', 200000, ?, 'ocpay')",
        (at,),
    )


@pytest.mark.parametrize(
    ("days_ago", "mark", "words"),
    [
        (1.0, Mark.NOTE, "1 payment on the supplier's page (2 000.00 DZD) is on its way"),
        (4.0, Mark.WRONG, "Payment 7 (OCPL-AAAAAA-0001, 2000.00 DZD, "),
    ],
)
async def test_a_payment_on_the_page_without_its_deposit_is_on_its_way_and_then_named(
    outside: Outside, database_url: str, tmp_path: Path, *, days_ago: float, mark: Mark, words: str
) -> None:
    await migrations.upgrade(database_url)
    paid_on_the_page(tmp_path, "OCPL-AAAAAA-0001", days_ago=days_ago)
    found = await check_books(settings(outside, database_url=database_url))
    assert (found[-1].mark, words in found[-1].what) == (mark, True), found[-1]
    outside.supplier.books.deposit(2000_00, "OCPL-AAAAAA-0001", "")
    found = await check_books(settings(outside, database_url=database_url))
    assert [finding.mark for finding in found] == [Mark.GOOD, Mark.GOOD]


async def test_money_for_a_link_of_nobody_is_named(outside: Outside, database_url: str) -> None:
    await migrations.upgrade(database_url)
    outside.supplier.books.deposit(900_00, "OCPL-HANDMA-DE01", "")
    for line in outside.supplier.books.transactions:
        line.time -= 7_200_000
    (finding,) = wrong(await check_books(settings(outside, database_url=database_url)))
    assert "900.00 DZD arrived at" in finding.what
    assert "OCPL-HANDMA-DE01, which the shop did not make" in finding.what


async def test_books_without_the_supplier_are_read_as_far_as_they_go(
    outside: Outside, database_url: str
) -> None:
    await migrations.upgrade(database_url)
    outside.supplier.books.modes = outside.supplier.books.modes.turned({"stopped": True})
    found = await check_books(settings(outside, database_url=database_url))
    assert [finding.mark for finding in found] == [Mark.GOOD, Mark.NOTE]


async def test_books_of_another_version_are_not_read(
    outside: Outside, database_url: str, tmp_path: Path
) -> None:
    assert [str(each) for each in await check_books(settings(outside, database_url=database_url))] == [
        "✓ Books: none yet."
    ]
    sqlite3.connect(tmp_path / "shop.db").close()
    change(tmp_path, "CREATE TABLE another (id INTEGER)")
    (finding,) = await check_books(settings(outside, database_url=database_url))
    assert finding.mark is Mark.NOTE


async def test_what_was_set_in_the_chat_stands_beside_the_environments_value(
    outside: Outside, database_url: str, db: Database
) -> None:
    now = datetime(2026, 11, 5, tzinfo=UTC)
    async with db.write() as conn:
        await chat_settings.put(conn, "shop_name", "Souk", staff_id=2001, at=now)
        await chat_settings.put(conn, "low_float", "999999999", staff_id=2001, at=now)
        await chat_settings.put(conn, "greeting.ar", "CANARY", staff_id=2001, at=now)
        await chat_settings.put(conn, "topup_least", "60000", staff_id=2001, at=now)
        await chat_settings.put(conn, "bot_token", "CANARY", staff_id=2001, at=now)
    checked = settings(outside, database_url=database_url, low_float=5000)
    text = "\n".join(map(str, await check(checked)))
    assert "✓ Settings: SHOP_NAME = Souk, set in the chat by 2001 on 2026-11-05; the default: Hanout." in text
    assert "LOW_FLOAT = 999999999, set in the chat by 2001 on 2026-11-05; in the environment: 5000." in text
    assert "less than LOW_FLOAT (999999999)" in text
    assert "GREETING.AR in words of your own" in text
    assert "! Settings: TOPUP_LEAST, set in the chat by 2001 on 2026-11-05, does not hold" in text
    assert "! Settings: BOT_TOKEN" in text
    assert "CANARY" not in text
