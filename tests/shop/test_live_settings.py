"""Settings that an owner changes in the chat: checked, audited, in force at once, and in every process."""

import pytest

from bot.shop.errors import BadSettingError, OutsideHoursError, QuantityNotAllowedError
from storage.house import chat_settings
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop, dinars


async def audited(shop: WholeShop) -> list[tuple[str, str | None]]:
    return [(row.subject, row.detail) for row in await shop.audit() if row.action == "setting"]


async def test_a_setting_holds_at_once_and_the_environment_again_when_it_is_taken_back(
    shop: WholeShop,
) -> None:
    await shop.live.set(STAFF, "topup_least", "700")
    assert shop.payment_requests.topup_least == dinars(700)
    assert shop.live.base.topup_least == 500
    await shop.live.set(STAFF, "topup_least", None)
    assert shop.payment_requests.topup_least == dinars(500)
    assert await audited(shop) == [("setting:topup_least", "– → 700"), ("setting:topup_least", "700 → –")]


async def test_a_restart_keeps_what_was_set(shop: WholeShop, make_shop: MakeShop) -> None:
    await shop.live.set(STAFF, "order_limit", "2")
    again = make_shop()
    await again.live.refresh()
    with pytest.raises(QuantityNotAllowedError):
        await again.quote(quantity=3)
    assert again.live.set_in_chat["order_limit"].staff_id == STAFF


async def test_what_is_refused_changes_nothing_and_is_not_audited(shop: WholeShop) -> None:
    for key, value in [
        ("bot_token", "1"),
        ("greeting.xx", "a"),
        ("greeting.ar", " "),
        ("closed.ar", "x" * 121),
    ]:
        with pytest.raises(BadSettingError):
            await shop.live.set(STAFF, key, value)
    assert not shop.live.set_in_chat
    assert await audited(shop) == []


async def test_own_words_keep_their_lines_and_lose_what_nobody_sees(shop: WholeShop) -> None:
    await shop.live.set(STAFF, "greeting.fr", "  Bonjour\u202e <b>\n\n  à tous\x00 ")
    assert shop.live.own_text("greeting", "fr") == "Bonjour <b>\n\nà tous"
    assert shop.live.own_text("greeting", "ar") is None


async def test_a_setting_that_no_version_knows_any_more_takes_no_other_with_it(shop: WholeShop) -> None:
    await shop.live.set(STAFF, "low_float", "900")
    async with shop.db.write() as conn:
        now = shop.clock.now()
        await chat_settings.put(conn, "gone", "1", staff_id=STAFF, at=now)
        await chat_settings.put(conn, "topup_most", "9000", staff_id=STAFF, at=now)
    await shop.live.refresh()
    assert (shop.live.now.low_float, shop.live.now.topup_most) == (900, 9000)
    assert shop.live.set_in_chat.keys() == {"low_float", "topup_most"}
    await shop.live.set(STAFF, "low_float", "901")  # nor does it hinder a change
    assert shop.live.now.low_float == 901


async def test_nothing_is_bought_outside_the_hours_but_what_exists_goes_on(shop: WholeShop) -> None:
    shown = await shop.quote()
    order = await shop.buy()
    local = shop.clock.now().astimezone(shop.live.base.zone)
    opens, closes = (local.hour + 2) % 24, (local.hour + 3) % 24
    await shop.live.set(STAFF, "opening_hours", f"{opens:02}:00-{closes:02}:00")
    for act in (
        shop.checkout.buy(1001, shown.draft_id, message_id=7),
        shop.quote(),
        shop.payment_requests.may_top_up(900),
    ):
        with pytest.raises(OutsideHoursError) as refused:
            await act
        assert refused.value.opens_at.astimezone(shop.live.base.zone).hour == opens
    await shop.place()
    assert await shop.status(order) == "processing"
    shop.clock.tick(2 * 3600)
    await shop.buy()


async def test_a_limit_that_was_lowered_stops_a_confirmation_from_before(shop: WholeShop) -> None:
    shown = await shop.quote(quantity=3)
    await shop.live.set(STAFF, "order_limit", "2")
    with pytest.raises(QuantityNotAllowedError):
        await shop.checkout.buy(1001, shown.draft_id, message_id=7)
    assert await shop.dinars() == 100_000


async def test_a_language_that_is_not_offered_is_not_spoken_until_it_is_again(shop: WholeShop) -> None:
    await shop.customers.choose_language(1001, "en")
    await shop.live.set(STAFF, "order_limit", "5")
    assert (await shop.customers.get(1001)).language == "en"
    shop.live._now = shop.live.now.__class__(offered_languages=("ar", "fr"))
    assert (await shop.customers.get(1001)).language == "ar"  # what their Telegram speaks
    with pytest.raises(ValueError):
        await shop.customers.choose_language(1001, "en")
    shop.live._now = shop.live.base
    assert (await shop.customers.get(1001)).language == "en"
