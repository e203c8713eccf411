"""Customers as the merchant finds and sees them."""

import pytest

from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.paging import FIRST, PAGE_SIZE
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


async def arrives(shop: WholeShop, number: int, name: str, username: str | None = None) -> None:
    await shop.customers.seen(number, first_name=name, username=username, telegram_language="fr")
    shop.clock.tick(1)


async def found(shop: WholeShop, text: str, most: int = 9) -> list[int]:
    return [person.id for person in await shop.dossiers.find(text, most=most)]


async def receipt(shop: WholeShop, customer_id: int, number: str) -> None:
    """A receipt of a transfer, as it is kept."""
    request = f"r{customer_id}"
    now = int(shop.clock.now().timestamp() * 1000)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(
            "INSERT INTO payment_requests (id, way, customer_id, amount_centimes, currency, currency_amount,"
            " state, created_at, expires_at)"
            f" VALUES ('{request}', 'transfer', {customer_id}, 200000, 'DZD', 200000,"
            f" 'submitted', {now}, {now})"
        )
        await conn.exec_driver_sql(
            "INSERT INTO receipts (request_id, kind, file_id, file_unique_id, number, sent_at)"
            f" VALUES ('{request}', 'photo', 'f', 'u', '{number}', {now})"
        )


async def test_people_are_found_by_name_username_number_and_the_number_of_a_transfer(shop: WholeShop) -> None:
    await arrives(shop, 7, "Élodie Martin", "elo_m")
    await arrives(shop, 8, "أحمد", "ahmed")
    await arrives(shop, 9, "Eloïse")
    await receipt(shop, 9, "0550123456")
    assert await found(shop, "martin elo") == [7]
    assert await found(shop, "احمد") == [8]
    assert await found(shop, "@ahmed") == [8]
    assert await found(shop, "elo") == [7, 9]
    assert await found(shop, "elo", most=1) == [7]
    assert await found(shop, "8") == [8]
    assert await found(shop, "0550-12 34 56") == [9]
    assert await found(shop, "nobody") == []


async def test_a_username_that_somebody_has_exactly_means_nobody_else(shop: WholeShop) -> None:
    await arrives(shop, 7, "One", "Nadia")
    await arrives(shop, 8, "Other", "nadia_k")
    assert await found(shop, "@nadia") == [7]
    assert await found(shop, "@nadi") == [7, 8]


async def test_who_came_last_stands_first_and_pages_hold_each_person_once(shop: WholeShop) -> None:
    numbers = list(range(10, 10 + PAGE_SIZE + 2))
    for number in numbers:
        await shop.customers.seen(number, first_name="A", username=None, telegram_language="fr")
    first = await shop.customers.newest(most=PAGE_SIZE)
    rest = await shop.customers.newest(most=PAGE_SIZE, behind=first[-1].id)
    assert [person.id for person in [*first, *rest] if person.id != 1001] == numbers[::-1]


async def test_a_dossier_has_what_somebody_did_and_who_booked_it(shop: WholeShop) -> None:
    await arrives(shop, STAFF, "Karim")
    order = await shop.buy()
    await shop.wallet_adjustments.debit(STAFF, 1001, 50, "slip", key="k")
    await receipt(shop, 1001, "77")
    await shop.customer_care.note(STAFF, 1001, "pays late", key="n")
    seen = await shop.dossiers.dossier(1001)
    assert seen.customer.id == 1001
    assert seen.balance == Money.of_dinars(100_000 - 1050 - 50)
    assert [item.ref for item in seen.orders] == [order.ref]
    assert [(one.entry.kind, one.staff) for one in seen.entries][:2] == [
        ("debit", "Karim"),
        ("purchase", None),
    ]
    assert [(one.amount, one.state) for one in seen.receipts] == [(dinars(2000), "submitted")]
    assert [(one.staff, one.body) for one in seen.notes.items] == [("Karim", "pays late")]
    assert (seen.payments, seen.tickets, seen.banned_by) == ((), (), None)


async def test_a_stranger_has_no_dossier_no_wallet_and_no_notes(shop: WholeShop) -> None:
    for look in (shop.dossiers.dossier(404), shop.dossiers.wallet(404, FIRST), shop.dossiers.notes(404)):
        with pytest.raises(NotFoundError):
            await look


async def test_notes_have_pages_the_newest_first(shop: WholeShop) -> None:
    for number in range(PAGE_SIZE + 2):
        await shop.customer_care.note(STAFF, 1001, f"note {number}", key=f"k{number}")
    first = await shop.dossiers.notes(1001)
    assert first.has_older
    rest = await shop.dossiers.notes(1001, behind=first.items[-1].id)
    assert not rest.has_older
    told = [int(note.body.split()[1]) for note in [*first.items, *rest.items]]
    assert told == list(reversed(range(PAGE_SIZE + 2)))
