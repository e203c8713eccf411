"""Somebody who is erased is in no table any more, and the books close as before."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa

from bot.shop.customers import MADE_UP_FROM, NOBODY, Customer, is_made_up
from bot.shop.errors import (
    DayLimitError,
    ErasureBarredError,
    ErasureBarrier,
    FloatTooLowError,
    NotFoundError,
    PromoRefusedError,
)
from bot.shop.money import Money
from bot.shop.orders.supplier_float import TURNED_AWAY
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.prices.promo_codes import Promo
from bot.shop.quotes import PromoRefusal
from bot.shop.refs import short_key
from bot.shop.support.written import Written, WrittenKind
from storage.chat import customers
from storage.house import erasures, personal_data
from storage.money import entries
from storage.states import EntryKind
from storage.tables import metadata
from tests.fakes.supplier import FakeSupplier
from tests.shop.life.copies import copies_hold
from tests.shop.must_hold import Books
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines

WHO = 7_771_234_567
AT = datetime(2026, 11, 1, tzinfo=UTC)
TRACES = (
    str(WHO),
    "zzname",
    "zzuser",
    "zznote",
    "zzwords",
    "zzfile",
    "zzcredit",
    "zzurl",
    "zzbody",
    "zzban",
    "zzline",
)
"""What nobody else is called, or wrote."""


@pytest.fixture
async def known(shop: WholeShop, supplier: FakeSupplier) -> WholeShop:
    """A shop that knows all that there is to know of somebody, whose last order is two days old."""
    await shop.customers.seen(WHO, first_name="Zzname", username="zzuser", telegram_language="fr")
    await shop.wallet_adjustments.credit(STAFF, WHO, 5000, "zzcredit", key="k")
    order = await shop.buy(WHO)
    await shop.quote(WHO)  # a choice that leads to nothing
    await shop.place()
    for theirs in list(supplier.bought.values()):
        supplier.settle(theirs.id)
    shop.clock.tick(6)
    await shop.tracking.look()
    assert await shop.status(order) == "fulfilled"
    await shop.favorites.star(WHO, short_key("P1"), short_key("T1"))
    await shop.favorites.wait(WHO, short_key("P1"), short_key("T2"))
    await shop.reviews.rate(WHO, order.ref, 4)
    await shop.reviews.write(WHO, order.ref, "zzline")
    await shop.customer_care.note(STAFF, WHO, "zznote", key="n")
    await shop.customer_care.ban(STAFF, WHO, "zzban")
    await shop.customer_care.lift_ban(STAFF, WHO)
    await shop.support.write(WHO, Written(WrittenKind.PHOTO, "zzwords", "zzfile"), key="w")
    async with shop.db.write() as conn:
        now = shop.clock.now()
        values = {
            "id": "zreq",
            "way": "transfer",
            "customer_id": WHO,
            "amount_centimes": 100_000,
            "currency": "DZD",
            "currency_amount": 100_000,
            "state": "rejected",
            "url": "zzurl",
            "created_at": now,
            "expires_at": now,
        }
        await conn.execute(metadata.tables["payment_requests"].insert().values(**values))
        picture = {"kind": "photo", "file_id": "zzfile", "file_unique_id": "u", "sent_at": now}
        await conn.execute(metadata.tables["receipts"].insert().values(request_id="zreq", **picture))
        for state in ("failed", "waiting"):
            body = "zzbody" if state == "failed" else ""
            update = {"update_id": len(state), "body": body, "received_at": now, "state": state}
            person = WHO if state == "failed" else None
            await conn.execute(metadata.tables["inbox"].insert().values(**update, person=person))
        for name in erasures.CONVERSATIONS:
            key = {"name": name, "key": f"[{WHO}, {WHO}]", "state": "zzwords"}
            await conn.execute(metadata.tables["conversations"].insert().values(**key))
    shop.clock.tick(2 * 86_400)
    return shop


async def traces(shop: WholeShop) -> set[str]:
    """The columns in which something of them stands."""
    found = set()
    async with shop.db.read() as conn:
        for table in metadata.sorted_tables:
            for row in (await conn.execute(sa.text(f"SELECT * FROM {table.name}"))).mappings():
                for column, value in row.items():
                    if any(trace in str(value).casefold() for trace in TRACES):
                        found.add(f"{table.name}.{column}")
    return found


async def erased(shop: WholeShop) -> int:
    """Erases them; the number that was made up."""
    await shop.erasing.forget(WHO, gives_up=(await shop.erasing.look(WHO)).gives_up)
    async with shop.db.read() as conn:
        query = sa.select(metadata.tables["customers"].c.id)
        (made_up,) = [number for number in (await conn.execute(query)).scalars() if is_made_up(number)]
    return int(made_up)


def test_every_table_says_what_erasing_does_with_it() -> None:
    done = erasures.steps(1, MADE_UP_FROM, mark="m", rewarded_since=AT, who="customer", at=AT)
    assert set(done) | set(erasures.NOT_OF_CUSTOMERS) == set(metadata.tables)
    assert not set(done) & set(erasures.NOT_OF_CUSTOMERS)
    named = {
        table.name
        for table in metadata.sorted_tables
        if {"customer_id", "chat_id", "person", "file_id"} & set(table.columns.keys())
    }
    assert named <= set(done)


def test_every_table_that_is_erased_is_in_the_file_or_says_why_not() -> None:
    done = erasures.steps(1, MADE_UP_FROM, mark="m", rewarded_since=AT, who="customer", at=AT)
    told = {section.table.name for section in personal_data.SECTIONS.values()}
    assert told | set(personal_data.NOT_TOLD) == set(done)
    assert not told & set(personal_data.NOT_TOLD)


async def test_nothing_of_them_is_left_in_any_table(known: WholeShop) -> None:
    before = await traces(known)
    assert {"customers.first_name", "entries.note", "receipts.file_id", "inbox.body"} <= before
    await erased(known)
    assert await traces(known) == set()


async def test_the_books_close_and_money_and_orders_stay_under_a_made_up_number(known: WholeShop) -> None:
    async def sums() -> tuple[int, int, int]:
        async with known.db.read() as conn:
            query = "SELECT count(*), sum(amount_centimes) FROM entries"
            count, total = (await conn.execute(sa.text(query))).one()
            orders = (await conn.execute(sa.text("SELECT count(*) FROM orders"))).scalar_one()
        return int(count), int(total), int(orders)

    before = await sums()
    assert await Books.differences(known) == []
    made_up = await erased(known)
    assert await sums() == before
    assert await Books.differences(known) == []
    assert await known.dinars(made_up) == Decimal(5000 - 1050)
    async with known.db.read() as conn:
        rows = await entries.of_customer(conn, made_up, limit=9)
    assert [row.kind for row in rows] == [EntryKind.PURCHASE, EntryKind.CREDIT]


async def test_an_entry_is_changed_by_nothing_else(known: WholeShop) -> None:
    made_up = await erased(known)
    for change in ("amount_centimes = 1", f"customer_id = {made_up + 1}", "note = 'x'"):
        with pytest.raises(sa.exc.DatabaseError):
            async with known.db.write() as conn:
                await conn.exec_driver_sql(f"UPDATE entries SET {change} WHERE customer_id = {made_up}")
    with pytest.raises(sa.exc.DatabaseError):
        async with known.db.write() as conn:
            await conn.exec_driver_sql(
                f"UPDATE entries SET customer_id = {MADE_UP_FROM}, amount_centimes = 1 WHERE customer_id = 1001"
            )


async def test_who_comes_back_is_new(known: WholeShop) -> None:
    await erased(known)
    with pytest.raises(NotFoundError):
        await known.customers.get(WHO)
    back = await known.customers.seen(WHO, first_name="Zzname", username=None, telegram_language="ar")
    assert (back.language, back.created_at) == ("ar", known.clock.now())
    assert await known.dinars(WHO) == 0
    assert (await known.orders.history(WHO)).items == ()
    assert await known.favorites.listed(WHO) == ()
    await known.erasing.forget(WHO, gives_up=Money.ZERO)


async def test_nobody_is_told_anything_under_a_made_up_number(known: WholeShop) -> None:
    made_up = await erased(known)
    before = await known.count("messages")
    async with known.db.write() as conn:
        await tell(
            conn,
            key="late",
            chat_id=made_up,
            kind=MessageKind.WALLET_CHANGED,
            payload={},
            now=known.clock.now(),
        )
    assert await known.count("messages") == before
    with pytest.raises(NotFoundError):
        await known.erasing.look(made_up)


IN_THE_WALLET = dinars(3950)


async def barred(shop: WholeShop, gives_up: Money = IN_THE_WALLET) -> ErasureBarrier:
    with pytest.raises(ErasureBarredError) as error:
        await shop.erasing.forget(WHO, gives_up=gives_up)
    assert (await shop.customers.get(WHO)).first_name == "Zzname"
    return error.value.reason


async def test_erasing_waits_for_what_is_under_way(known: WholeShop, supplier: FakeSupplier) -> None:
    assert await barred(known, dinars(1)) is ErasureBarrier.MONEY_CHANGED
    assert await barred(known, Money.ZERO) is ErasureBarrier.MONEY_CHANGED
    await known.customer_care.ban(STAFF, WHO, "why")
    assert await barred(known) is ErasureBarrier.BANNED
    await known.customer_care.lift_ban(STAFF, WHO)
    async with known.db.write() as conn:
        await conn.exec_driver_sql("UPDATE payment_requests SET state = 'submitted' WHERE id = 'zreq'")
    assert await barred(known) is ErasureBarrier.PAYMENTS
    async with known.db.write() as conn:
        await conn.exec_driver_sql("UPDATE payment_requests SET state = 'expired' WHERE id = 'zreq'")
    await known.buy(WHO)
    assert await barred(known, dinars(2900)) is ErasureBarrier.OPEN_ORDERS
    await known.place()
    for theirs in list(supplier.bought.values()):
        if theirs.status == "HANDLING":
            supplier.settle(theirs.id)
    known.clock.tick(6)
    await known.tracking.look()
    assert await barred(known, dinars(2900)) is ErasureBarrier.RECENT_ORDER
    known.clock.tick(86_400)
    await known.erasing.forget(WHO, gives_up=dinars(2900))
    assert await traces(known) == set()


async def test_who_works_here_is_not_erased(known: WholeShop) -> None:
    await known.customer(STAFF)
    with pytest.raises(ErasureBarredError) as error:
        await known.erasing.erase(STAFF, STAFF, gives_up=Money.ZERO)
    assert error.value.reason is ErasureBarrier.WORKS_HERE


async def test_what_an_owner_erased_stands_in_the_audit_log_without_who_it_was(known: WholeShop) -> None:
    await known.erasing.erase(STAFF, WHO, gives_up=dinars(3950))
    last = (await known.audit())[-1]
    assert (last.action, last.staff_id, last.detail) == ("erase", STAFF, None)
    assert is_made_up(int(last.subject.removeprefix("customer:")))
    assert await traces(known) == set()


async def test_nothing_of_theirs_is_at_hand_afterwards(known: WholeShop) -> None:
    await copies_hold(known, (WHO,))
    await known.erasing.erase(STAFF, WHO, gives_up=dinars(3950))
    await copies_hold(known, (WHO,))
    assert not await known.baskets.count(WHO)


async def given(shop: WholeShop, supplier: FakeSupplier) -> str:
    """The ref of an order of nobody's that staff gave to them two days ago."""
    order = await shop.buy(1001)
    await shop.place()
    supplier.settle(str((await shop.row(order.id)).supplier_order_id))
    shop.clock.tick(6)
    await shop.tracking.look()
    async with shop.db.write() as conn:
        await customers.add_nobody(conn, NOBODY, shop.clock.now())
        await conn.exec_driver_sql(f"UPDATE orders SET customer_id = {NOBODY} WHERE id = {order.id}")
    assert await shop.order_giving.give(STAFF, order.ref, WHO)
    shop.clock.tick(2 * 86_400)
    return order.ref


async def test_the_order_that_staff_gave_to_them_does_not_name_them(
    known: WholeShop, supplier: FakeSupplier
) -> None:
    ref = await given(known, supplier)
    assert "audit_log.detail" in await traces(known)
    made_up = await erased(known)
    assert await traces(known) == set()
    (line,) = [line for line in await known.audit() if line.action == "give_order"]
    assert (line.subject, line.detail) == (f"order:{ref}", str(made_up))


async def test_no_order_is_given_to_a_made_up_number(known: WholeShop, supplier: FakeSupplier) -> None:
    ref = await given(known, supplier)
    made_up = await erased(known)
    async with known.db.write() as conn:
        await conn.exec_driver_sql(f"UPDATE orders SET customer_id = {NOBODY} WHERE ref = '{ref}'")
    with pytest.raises(NotFoundError):
        await known.order_giving.give(STAFF, ref, made_up)


async def test_whom_the_float_was_too_low_for_is_not_named_when_it_is_enough(
    known: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.balance_now = Decimal(10)
    for customer_id in (1001, WHO):
        with pytest.raises(FloatTooLowError):
            await known.quote(customer_id)
    assert "open_warnings.args" in await traces(known)
    made_up = await erased(known)
    assert "open_warnings.args" not in await traces(known)
    await known.alerts.end(TURNED_AWAY)
    over = await known.alert("float_covers")
    assert over["who"] == f"C1001 (1001), – ({made_up})"


async def test_the_file_tells_all_and_nothing_of_others(known: WholeShop) -> None:
    await known.customers.seen(5555, first_name="Yyname", username="yyuser", telegram_language="fr")
    await known.support.write(5555, Written(WrittenKind.TEXT, "yywords"), key="y")
    told = {page.section: page.records async for page in known.personal_data.pages(WHO)}
    assert [record["first_name"] for record in told["you"]] == ["Zzname"]
    assert [record["amount_centimes"] for record in told["wallet"]] == [500_000, -105_000]
    assert [record["body"] for record in told["messages"]] == ["zzwords"]
    assert [record["body"] for record in told["notes_of_the_shop"]] == ["zznote"]
    assert [record["type_name"] for record in told["awaited"]] == ["Type T2"]
    assert [(record["rating"], record["line"]) for record in told["reviews"]] == [(4, "zzline")]
    assert [record["product_id"] for record in told["asked_for_reviews"]] == ["P1"]
    assert len(told["orders"]) == len(told["favorites"]) == len(told["transfer_receipts"]) == 1
    text = str(told).casefold()
    assert not [word for word in ("yy", str(STAFF), "code-", "serial-") if word in text]


async def back(shop: WholeShop) -> Customer:
    """They have themselves erased two days later, and come back."""
    shop.clock.tick(2 * 86_400)
    await erased_again(shop)
    assert await traces(shop) == set()
    return await shop.customers.seen(WHO, first_name="Zzname", username=None, telegram_language="ar")


async def erased_again(shop: WholeShop) -> None:
    await shop.erasing.forget(WHO, gives_up=(await shop.erasing.look(WHO)).gives_up)


async def test_a_limit_that_staff_set_holds_again_for_who_comes_back(known: WholeShop) -> None:
    await known.customer_care.limit(STAFF, WHO, 2)
    for _ in range(2):
        assert (await back(known)).day_limit == 2
        assert (await known.customers.get(WHO)).day_limit == 2
    await known.wallet_adjustments.credit(STAFF, WHO, 9000, None, key="again")
    with pytest.raises(DayLimitError):
        await known.quote(WHO, 3)
    assert (
        await known.customers.seen(5555, first_name="Yy", username=None, telegram_language=None)
    ).day_limit is None
    await known.customer_care.limit(STAFF, WHO, None)
    assert (await back(known)).day_limit is None


async def test_a_code_for_each_customer_once_is_not_used_again_by_who_comes_back(
    known: WholeShop, supplier: FakeSupplier
) -> None:
    for code, limit in (("ONCE", 1), ("TWICE", 2), ("ALWAYS", None)):
        made = await known.promos.propose(STAFF, Promo(code, percent=Decimal(2), customer_limit=limit))
        assert await known.promos.start(STAFF, made.id, below_cost=False)
        quote = await known.quote(WHO)
        shown = await known.checkout.use_promo(WHO, quote.draft_id, code, message_id=7)
        await known.checkout.buy(WHO, shown.draft_id, message_id=7)
    await known.place()
    for theirs in list(supplier.bought.values()):
        if theirs.status == "HANDLING":
            supplier.settle(theirs.id)
    known.clock.tick(6)
    await known.tracking.look()
    for _ in range(2):
        await back(known)
        quote = await known.quote(WHO)
        with pytest.raises(PromoRefusedError) as refused:
            await known.checkout.use_promo(WHO, quote.draft_id, "ONCE", message_id=7)
        assert refused.value.reason is PromoRefusal.USED_BY_YOU
        for code in ("TWICE", "ALWAYS"):
            quote = await known.quote(WHO)
            with_it = await known.checkout.use_promo(WHO, quote.draft_id, code, message_id=7)
            assert with_it.discount
    other = await known.quote(1001)
    assert (await known.checkout.use_promo(1001, other.draft_id, "ONCE", message_id=7)).discount
    assert await Books.differences(known) == []
    told = {page.section: page.records async for page in known.personal_data.pages(WHO)}
    assert [one["times"] for one in told["promo_uses_before_you_were_erased"]] == [1, 1]
    assert await known.count("earlier_uses") == 2
    for kept in (await known.promos.page()).items:
        await known.promos.end(STAFF, kept.id)
    assert await known.count("earlier_uses") == 0
