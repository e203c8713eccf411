"""/export: files that a spreadsheet opens, with the shop's own figures and no stranger's formula."""

import asyncio
import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Text, cast, literal, select

from bot.shop.figures.exports import COLUMNS, ExportKind
from handlers.admin.figures.export import typed_export
from handlers.admin.figures.exporting import ExportRun, Format
from handlers.admin.figures.sheets import CsvSheet, Most, Words, defused
from handlers.ui.texts import without_marks
from storage.states import EntryKind
from storage.tables import entries
from tests.fakes.texts import library
from tests.handlers.buying_steps import bought
from tests.handlers.shopfloor import AMINA, KARIM, Floor, Person, text_of
from tests.handlers.stars import TAKES_STARS

TODAY = date(2026, 11, 1)
EVIL = '=HYPERLINK("http://evil.example","الفائز")'
LANGUAGES = (("ar", ";", ","), ("fr", ";", ","), ("en", ",", "."))
"""In each of them, what stands between two cells and before a tenth."""


async def finished(floor: Floor) -> None:
    """All exports under way have ended."""
    tasks = [*floor.application.bot_data.exports._tasks.values()]
    if tasks:
        await asyncio.wait(tasks, timeout=120)
    assert all(task.done() for task in tasks)


def documents(floor: Floor, person: Person) -> list[tuple[str, bytes]]:
    """The files that the shop sent to somebody: name and content, as Telegram got them."""
    found = [message["document"] for message in person.messages if "document" in message]
    return [(one["file_name"], floor.telegram.files.known(one["file_id"]).content) for one in found]


async def exported(floor: Floor, person: Person, command: str) -> tuple[str, bytes]:
    await person.sends(command)
    await finished(floor)
    return documents(floor, person)[-1]


def lines(content: bytes, delimiter: str) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


async def shop_with_a_stranger(floor: Floor) -> None:
    """A customer with a dangerous name has bought."""
    amina = floor.person(AMINA)
    floor.telegram.chats.people[AMINA].first_name = EVIL
    await amina.sends("/start")
    await bought(floor, amina)
    floor.clock.tick(60)


async def test_orders_open_in_a_spreadsheet(floor: Floor) -> None:
    await shop_with_a_stranger(floor)
    (order,) = await floor.orders(AMINA)
    for language, delimiter, comma in LANGUAGES:
        karim = floor.person(KARIM, language)
        await karim.sends("/start")
        name, content = await exported(floor, karim, "/export orders")
        assert name == "orders-2026-10-03-2026-11-01.csv"
        head, line = lines(content, delimiter)
        assert len(head) == len(line) == len(COLUMNS[ExportKind.ORDERS]) == len(set(head))
        texts = library()[language]
        assert head[0] == without_marks(texts.plain("export-column-ref"))
        said = dict(zip(COLUMNS[ExportKind.ORDERS], line, strict=True))
        assert said["ref"] == order.ref
        assert said["name"] == f"'{EVIL}"  # read, and not carried out
        assert said["made"] == "2026-11-01 10:00:00"  # in Algiers
        assert said["total"] == f"2790{comma}00"
        assert said["margin"] == f"141{comma}60"
        assert said["status"] == without_marks(texts.plain("status-fulfilled"))
        assert said["product"] == "PlayStation Store France"
        assert (said["quantity"], said["delivered"], said["customer"]) == ("1", "1", str(AMINA))


async def test_no_file_holds_a_code(floor: Floor, karim: Person) -> None:
    await shop_with_a_stranger(floor)
    async with floor.db.read() as conn:
        (order_id,) = (await conn.exec_driver_sql("SELECT id FROM orders")).one()
    cards = await floor.message_data.cards(order_id, 0)
    for kind in ExportKind:
        _, content = await exported(floor, karim, f"/export {kind} all")
        assert len(content) > 100
        for card in cards:
            assert card.value.encode() not in content
            assert card.serial.encode() not in content


async def test_a_workbook_holds_numbers_moments_and_texts(floor: Floor) -> None:
    await shop_with_a_stranger(floor)
    for language, _, _ in LANGUAGES:
        karim = floor.person(KARIM, language)
        await karim.sends("/start")
        name, content = await exported(floor, karim, "/export xlsx orders 1/11")
        assert name == "orders-2026-11-01-2026-11-01.xlsx"
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")
        head, line = list(sheet.iter_rows())
        said = dict(zip(COLUMNS[ExportKind.ORDERS], line, strict=True))
        assert said["total"].value == 2790
        assert said["total"].number_format == "#,##0.00"
        assert said["margin"].value == 141.6
        assert said["made"].value == datetime(2026, 11, 1, 10)  # noqa: DTZ001 - as the shop's clocks show it
        assert said["name"].value == EVIL
        assert said["name"].data_type == "s"  # text, no formula
        assert [cell.value for cell in head] == [
            without_marks(library()[language].plain(f"export-column-{column}"))
            for column in COLUMNS[ExportKind.ORDERS]
        ]


async def test_the_ledger_adds_up_to_the_wallets(floor: Floor, karim: Person) -> None:
    await shop_with_a_stranger(floor)
    _, content = await exported(floor, karim, "/export ledger")
    _, *rows = lines(content, ";")
    column = COLUMNS[ExportKind.LEDGER].index("amount")
    assert len(rows) == 2  # what the merchant gave, and the purchase
    assert [row[column] for row in rows] == ["40000,00", "-2790,00"]  # numbers: no apostrophe before a minus
    _, content = await exported(floor, karim, "/export customers")
    _, *rows = lines(content, ";")
    said = {row[0]: dict(zip(COLUMNS[ExportKind.CUSTOMERS], row, strict=True)) for row in rows}
    assert set(said) == {str(AMINA), str(KARIM)}
    assert (said[str(AMINA)]["balance"], said[str(AMINA)]["spent"]) == ("37210,00", "2790,00")
    assert (said[str(AMINA)]["orders"], said[str(KARIM)]["orders"]) == ("1", "0")


@TAKES_STARS
async def test_payments_name_what_was_paid_and_for_which_order(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await sofiane.sends("/topup 2500")
    await sofiane.taps("⭐")
    await floor.work()
    await sofiane.pays()
    await floor.work()
    _, content = await exported(floor, karim, "/export paiements")
    head, line = lines(content, ";")
    assert len(head) == len(line)
    said = dict(zip(COLUMNS[ExportKind.PAYMENTS], line, strict=True))
    assert (said["amount"], said["currency"], said["paid"]) == ("2500,00", "XTR", "1000")


async def test_an_empty_time_is_said_and_sends_nothing(floor: Floor, karim: Person) -> None:
    await karim.sends("/export orders hier")
    await finished(floor)
    assert "il n’y a rien ces jours-là" in karim.screen
    assert documents(floor, karim) == []


async def test_buttons_offer_every_file(floor: Floor, karim: Person) -> None:
    await shop_with_a_stranger(floor)
    await karim.sends("/export")
    assert len(karim.buttons) == len(ExportKind) * len(Format)
    await karim.taps("Commandes · XLSX")
    await finished(floor)
    ((name, _),) = documents(floor, karim)
    assert name.endswith(".xlsx")


@pytest.mark.parametrize(
    "text", ["dinosaurs", "orders demain", "orders csv xlsx", "csv", "orders 1/11 2/11 3/11"]
)
async def test_what_is_no_file_is_asked_again(floor: Floor, karim: Person, text: str) -> None:
    await karim.sends(f"/export {text}")
    assert f"Je ne comprends pas « {text} »" in karim.screen


async def test_customers_have_no_files(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/export orders")
    await finished(floor)
    assert documents(floor, sofiane) == []


async def test_who_took_which_file_is_in_the_audit_log(floor: Floor, karim: Person) -> None:
    await karim.sends("/export customers")
    await finished(floor)
    async with floor.db.read() as conn:
        rows = (
            await conn.exec_driver_sql(
                "SELECT staff_id, subject, detail FROM audit_log WHERE action = 'export'"
            )
        ).all()
    assert [tuple(row) for row in rows] == [(KARIM, "customers", f"2020-01-01 {TODAY}")]


async def many_entries(floor: Floor, count: int, *, day: int = 20) -> None:
    """So many lines in one wallet, which the database makes by itself."""
    numbers = select(literal(0).label("number")).cte(recursive=True)
    numbers = numbers.union_all(select(numbers.c.number + 1).where(numbers.c.number < count - 1))
    line = {
        "subject": literal(f"many:{day}:").concat(cast(numbers.c.number, Text)),
        "amount_centimes": numbers.c.number + 100,
        "customer_id": literal(KARIM),
        "kind": literal(EntryKind.CREDIT, entries.c.kind.type),
        "at": literal(datetime(2026, 10, day, tzinfo=UTC), entries.c.at.type),
        "who": literal("staff:2001"),
        "note": literal("سطر"),
    }
    async with floor.db.write() as conn:
        await conn.execute(entries.insert().from_select([*line], select(*line.values())))


@pytest.mark.parametrize(("form", "count"), [(Format.CSV, 10_001), (Format.XLSX, 2_501)])
async def test_a_large_file_takes_little_memory_and_is_whole(
    floor: Floor, karim: Person, form: Format, count: int
) -> None:
    """All lines have the same moment, so that a page that begins anew at a moment would repeat them."""
    await many_entries(floor, count)
    await many_entries(floor, 1, day=19)
    await exported(floor, karim, f"/export ledger 19/10 {form}")  # what is imported once is not counted
    tracemalloc.start()
    _, content = await exported(floor, karim, f"/export ledger 20/10 {form}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000 + len(content)
    assert str(count) in text_of(karim.messages[-2])
    if form is Format.CSV:
        _, *rows = lines(content, ";")
        amounts = [row[COLUMNS[ExportKind.LEDGER].index("amount")] for row in rows]
        assert amounts == [f"{(100 + number) / 100:.2f}".replace(".", ",") for number in range(count)]
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == count + 1


async def test_what_is_too_much_for_one_file_comes_in_several(floor: Floor, karim: Person) -> None:
    await many_entries(floor, 1200)
    wanted = typed_export(["ledger"], TODAY)
    assert wanted is not None
    run = ExportRun(
        floor.application.bot,
        library()["fr"],
        floor.services.exports,
        KARIM,
        wanted,
        report=_fail,
        most=Most(csv_bytes=20_000),
    )
    await run.announce()
    await run.run()
    files = documents(floor, karim)
    assert [name for name, _ in files] == [
        "ledger-2026-10-03-2026-11-01.csv",
        "ledger-2026-10-03-2026-11-01-2.csv",
        "ledger-2026-10-03-2026-11-01-3.csv",
    ]
    assert sum(len(lines(content, ";")) - 1 for _, content in files) == 1200


async def _fail(error: Exception) -> None:
    raise error


class Gate:
    """Stands in the way of files to Telegram until it is opened."""

    def __init__(self, floor: Floor) -> None:
        self.reached, self.open = asyncio.Event(), asyncio.Event()
        self._request = floor.api.do_request
        floor.api.do_request = self.do_request  # type: ignore[method-assign] # the far side is ours to hold

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        if url.endswith("sendDocument"):
            self.reached.set()
            await self.open.wait()
        return await self._request(url, *args, **kwargs)


@pytest.fixture
async def held(floor: Floor, karim: Person) -> Gate:
    """An export under way, whose file Telegram does not take yet."""
    gate = Gate(floor)
    await many_entries(floor, 3)
    await karim.sends("/export ledger")
    await asyncio.wait_for(gate.reached.wait(), 10)
    return gate


async def test_a_person_has_one_export_at_a_time(floor: Floor, karim: Person, held: Gate) -> None:
    await karim.sends("/export orders")
    assert "Un autre fichier est en cours" in karim.screen
    held.open.set()
    await finished(floor)
    assert len(documents(floor, karim)) == 1
    await exported(floor, karim, "/export ledger")
    assert len(documents(floor, karim)) == 2


async def test_an_export_can_be_stopped(floor: Floor, karim: Person, held: Gate) -> None:
    del held
    await karim.taps("Arrêter")
    await finished(floor)
    assert documents(floor, karim) == []
    karim.sees("arrêté")
    assert karim.buttons == ["📊 Tableau de bord"]
    assert len(floor.application.bot_data.exports._tasks) == 0


async def test_a_shop_that_closes_ends_exports_and_says_so(floor: Floor, karim: Person, held: Gate) -> None:
    del held
    await floor.application.bot_data.exports.close()
    assert documents(floor, karim) == []
    karim.sees("arrêté")


async def test_a_file_that_telegram_refuses_is_said(floor: Floor, karim: Person) -> None:
    await many_entries(floor, 3)
    floor.api.refuse_next("sendDocument", 413, "Request Entity Too Large")
    await karim.sends("/export ledger")
    await finished(floor)
    karim.sees("Telegram n’a pas pris le fichier")


@given(st.lists(st.text(max_size=10), max_size=4))
def test_whatever_is_typed_is_a_file_or_not(said: list[str]) -> None:
    wanted = typed_export(said, TODAY)
    assert wanted is None or wanted.first <= wanted.last <= TODAY


@given(st.text(max_size=20))
def test_no_text_is_a_formula(text: str) -> None:
    shown = defused(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert shown in {text, f"'{text}"}


@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_a_csv_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    words = Words(library()["ar"])
    sheet = CsvSheet(path, words, ["name", "note"])
    sheet.add([said])
    sheet.close()
    _, row = lines(path.read_bytes(), ";")
    assert row == [defused(str(words.value(one))) for one in said]
