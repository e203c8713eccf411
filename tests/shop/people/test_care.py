"""What staff do about a customer, and what comes of it."""

import pytest

from bot.shop.errors import BadAmountError, BannedError, DayLimitError, NotFoundError, NotTheirsError
from bot.shop.prices.rules import Limit, RuleScopeKey
from storage.states import StaffRole
from tests.shop.conftest import MakeShop
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop

pytestmark = pytest.mark.both_engines


async def acts(shop: WholeShop) -> list[tuple[str, str, str | None]]:
    return [(row.action, row.subject, row.detail) for row in await shop.audit() if row.action != "credit"]


async def test_a_banned_person_buys_nothing_and_pays_nothing_until_the_ban_is_lifted(shop: WholeShop) -> None:
    quote = await shop.quote()
    assert await shop.customer_care.ban(STAFF, 1001, "stolen cards")
    assert not await shop.customer_care.ban(OTHER_STAFF, 1001, "again")
    customer = await shop.customers.get(1001)
    assert customer.ban is not None
    assert (customer.ban.by, customer.ban.reason) == (STAFF, "stolen cards")
    with pytest.raises(BannedError):
        await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    assert await shop.dinars() == 100_000
    assert await shop.customer_care.lift_ban(STAFF, 1001)
    assert not await shop.customer_care.lift_ban(STAFF, 1001)
    await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    assert await shop.dinars() == 100_000 - 1050
    about = "customer:1001"
    assert await acts(shop) == [("ban", about, "stolen cards"), ("unban", about, None)]


async def test_what_a_banned_person_had_ordered_is_delivered(shop: WholeShop) -> None:
    order = await shop.buy()
    await shop.customer_care.ban(STAFF, 1001, "why")
    await shop.place()
    assert await shop.status(order) == "processing"


async def test_who_works_here_is_not_shut_out(shop: WholeShop) -> None:
    await shop.customer(OTHER_STAFF)
    await shop.customer(STAFF)
    await shop.staff_keeping.give(STAFF, OTHER_STAFF, StaffRole.SUPPORT)
    for person in (OTHER_STAFF, STAFF):
        with pytest.raises(NotTheirsError):
            await shop.customer_care.ban(STAFF, person, "why")
        assert (await shop.customers.get(person)).ban is None
    await shop.staff_keeping.remove(STAFF, OTHER_STAFF)
    assert await shop.customer_care.ban(STAFF, OTHER_STAFF, "why")


async def test_a_limit_of_ones_own_takes_the_place_of_the_shops(shop: WholeShop) -> None:
    goods = RuleScopeKey("PSN", "P1", "T1")
    await shop.rule_store.limit(STAFF, goods, "T1", Limit(per_day=1))
    quotes = [await shop.quote() for _ in range(4)]
    await shop.checkout.buy(1001, quotes[0].draft_id, message_id=7)
    with pytest.raises(DayLimitError):
        await shop.checkout.buy(1001, quotes[1].draft_id, message_id=7)
    await shop.customer_care.limit(STAFF, 1001, 2)
    await shop.checkout.buy(1001, quotes[1].draft_id, message_id=7)
    with pytest.raises(DayLimitError) as told:
        await shop.checkout.buy(1001, quotes[2].draft_id, message_id=7)
    assert (told.value.most, told.value.left) == (2, 0)
    await shop.customer_care.limit(STAFF, 1001, None)
    with pytest.raises(DayLimitError) as told:
        await shop.checkout.buy(1001, quotes[2].draft_id, message_id=7)
    assert told.value.most == 1
    assert await shop.dinars() == 100_000 - 2 * 1050


@pytest.mark.parametrize("cards", [0, -1, 10_001])
async def test_a_limit_that_is_none_is_refused(shop: WholeShop, cards: int) -> None:
    with pytest.raises(BadAmountError):
        await shop.customer_care.limit(STAFF, 1001, cards)
    assert (await shop.customers.get(1001)).day_limit is None


async def test_a_note_is_kept_once_and_a_language_holds(shop: WholeShop, make_shop: MakeShop) -> None:
    for _ in range(2):
        await shop.customer_care.note(STAFF, 1001, "pays late", key="k")
    await shop.customer_care.language(STAFF, 1001, "ar")
    assert len((await shop.dossiers.notes(1001)).items) == 1
    assert (await make_shop().customers.get(1001)).language == "ar"
    assert [action for action, *_ in await acts(shop)] == ["note", "customer_language"]
    with pytest.raises(ValueError, match="'de'"):
        await shop.customer_care.language(STAFF, 1001, "de")


@pytest.mark.parametrize("person", [404, 0])
async def test_nothing_is_done_about_a_stranger(shop: WholeShop, person: int) -> None:
    care = shop.customer_care
    for act in (
        care.ban(STAFF, person, "why"),
        care.lift_ban(STAFF, person),
        care.note(STAFF, person, "n", key="k"),
        care.limit(STAFF, person, 3),
        care.language(STAFF, person, "ar"),
    ):
        with pytest.raises(NotFoundError):
            await act
    assert await acts(shop) == []


async def test_when_somebody_was_last_here_is_known_within_the_hour(shop: WholeShop) -> None:
    async def comes() -> float:
        person = await shop.customers.seen(5, first_name="A", username=None, telegram_language=None)
        assert person.seen_at is not None
        assert (await shop.dossiers.dossier(5)).customer.seen_at == person.seen_at
        return (shop.clock.now() - person.seen_at).total_seconds()

    assert await comes() == 0
    shop.clock.tick(3599)
    assert await comes() == 3599
    shop.clock.tick(1)
    assert await comes() == 0
