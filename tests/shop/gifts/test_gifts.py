"""Gifts: whom the codes come to, what the buyer hears, and who may take back what."""

import pytest
import sqlalchemy as sa

from bot.shop.errors import BannedError, DraftGoneError, NotFoundError
from bot.shop.gifts.gifts import (
    GiftRevokedError,
    GiftTakenError,
    GiftUnknownError,
    Opened,
    TooLateForGiftError,
    TooManyLinksError,
)
from bot.shop.orders.drafts import ForFriendError
from bot.shop.orders.handover import hash_of
from bot.shop.outbox.messages import MessageKind
from bot.shop.support.tickets import About, TicketKind
from bot.shop.support.written import Written, WrittenKind
from storage.states import GiftState
from storage.tables import gifts as table
from tests.shop.gifts.giving import BUYER, FRIEND, OTHER, buy_gift, deliver, given, readers, token
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


async def test_the_codes_of_a_gift_come_to_nobody_and_its_link_to_the_buyer(shop: WholeShop) -> None:
    order, _ = await given(shop, "عيد مبارك")
    assert readers(shop, order) == set()
    [link] = shop.delivery.got(BUYER, kind=MessageKind.GIFT_LINK)
    assert link.payload == {"order_id": order.id}
    seen = await shop.orders.view(BUYER, order.ref)
    assert seen.gift is not None
    assert (seen.gift.state, seen.gift.greeting) == (GiftState.OPEN, "عيد مبارك")
    assert (seen.has_codes, seen.shows_codes) == (True, False)
    assert (await shop.row(order.id)).delivered_at is not None


async def test_who_opens_the_link_first_gets_the_codes_and_the_buyer_hears_it(shop: WholeShop) -> None:
    order, secret = await given(shop)
    opened = await shop.gifts.open_link(FRIEND, secret, key="u1")
    assert (opened.outcome, opened.order.id) == (Opened.CLAIMED, order.id)
    await shop.send()
    assert readers(shop, order) == {FRIEND}
    assert len(shop.delivery.got(BUYER, kind=MessageKind.GIFT_CLAIMED)) == 1
    with pytest.raises(GiftTakenError):
        await shop.gifts.open_link(OTHER, secret, key="u2")
    with pytest.raises(GiftTakenError):
        await shop.gifts.take_back(BUYER, order.ref)
    await shop.send()
    assert readers(shop, order) == {FRIEND}
    assert await shop.dinars() == 100_000 - 1050


async def test_the_friend_gets_the_codes_again_once_for_each_opening(shop: WholeShop) -> None:
    order, secret = await given(shop)
    await shop.gifts.open_link(FRIEND, secret, key="u1")
    await shop.send()
    for key in ("u2", "u2", "u3"):
        assert (await shop.gifts.open_link(FRIEND, secret, key=key)).outcome is Opened.AGAIN
    await shop.orders.send_codes_again(FRIEND, order.ref, key="u4")
    await shop.send()
    # What has not arrived yet is not written a second time.
    assert 2 <= len(shop.delivery.got(FRIEND, kind=MessageKind.CODES)) <= 4
    for key in ("u5", "u6"):
        await shop.gifts.open_link(FRIEND, secret, key=key)
        await shop.send()
    assert len(shop.delivery.got(FRIEND, kind=MessageKind.CODES)) >= 4
    assert readers(shop, order) == {FRIEND}


async def test_what_is_taken_back_comes_to_the_buyer_and_the_link_opens_nothing(shop: WholeShop) -> None:
    order, secret = await given(shop)
    for _ in range(2):
        seen = await shop.gifts.take_back(BUYER, order.ref)
        assert seen.gift is not None
        assert seen.gift.state is GiftState.REVOKED
    await shop.send()
    assert readers(shop, order) == {BUYER}
    assert len(shop.delivery.got(BUYER, kind=MessageKind.CODES)) == 1
    with pytest.raises(GiftRevokedError):
        await shop.gifts.open_link(FRIEND, secret, key="u1")
    with pytest.raises(GiftRevokedError):
        await shop.gifts.send_link(BUYER, order.ref, key="u2")
    await shop.orders.send_codes_again(BUYER, order.ref, key="u3")
    await shop.send()
    assert len(shop.delivery.got(BUYER, kind=MessageKind.CODES)) == 2


async def test_the_buyer_of_a_gift_is_sent_no_codes_by_any_way(shop: WholeShop) -> None:
    order, secret = await given(shop)
    with pytest.raises(NotFoundError):
        await shop.orders.send_codes_again(BUYER, order.ref, key="u1")
    with pytest.raises(NotFoundError):
        await shop.orders.view_for_reader(BUYER, order.ref)
    await shop.gifts.open_link(FRIEND, secret, key="u2")
    with pytest.raises(NotFoundError):
        await shop.orders.send_codes_again(BUYER, order.ref, key="u3")
    for somebody in (BUYER, OTHER):
        assert await shop.message_data.cards_for(somebody, order.id, 0) is None
    assert len(await shop.message_data.cards_for(FRIEND, order.id, 0)) == 1


async def test_the_buyer_who_opens_their_own_link_claims_nothing(shop: WholeShop) -> None:
    order, secret = await given(shop)
    assert (await shop.gifts.open_link(BUYER, secret, key="u1")).outcome is Opened.OWN
    seen = await shop.orders.view(BUYER, order.ref)
    assert seen.gift is not None
    assert seen.gift.state is GiftState.OPEN
    await shop.send()
    assert readers(shop, order) == set()


async def test_somebody_who_is_not_served_claims_nothing(shop: WholeShop) -> None:
    order, secret = await given(shop)
    await shop.customer_care.ban(STAFF, FRIEND, "fraud")
    with pytest.raises(BannedError):
        await shop.gifts.open_link(FRIEND, secret, key="u1")
    await shop.gifts.open_link(OTHER, secret, key="u2")
    await shop.send()
    assert readers(shop, order) == {OTHER}


async def test_wrong_links_cost_a_wait_that_holds_for_right_ones_too(shop: WholeShop) -> None:
    order, secret = await given(shop)
    for number in range(5):
        with pytest.raises(GiftUnknownError):
            await shop.gifts.open_link(FRIEND, f"{secret[1:]}{number}", key=f"u{number}")
    with pytest.raises(TooManyLinksError):
        await shop.gifts.open_link(FRIEND, secret, key="u9")
    shop.clock.tick(601)
    await shop.gifts.open_link(FRIEND, secret, key="u10")
    await shop.send()
    assert readers(shop, order) == {FRIEND}


async def test_who_guesses_all_day_is_told_to_the_staff(shop: WholeShop) -> None:
    for number in range(20):
        if number and not number % 5:
            shop.clock.tick(601)
        with pytest.raises(GiftUnknownError):
            await shop.gifts.open_link(BUYER, f"guess{number}", key=f"u{number}")
    assert await shop.alert("gift_guessing") == {"customer": BUYER}


async def test_an_order_on_its_way_becomes_a_gift_and_an_ordinary_one_again(shop: WholeShop) -> None:
    order = await shop.buy()
    await shop.place()
    await shop.gifts.make_order(BUYER, order.ref, "pour toi")
    changed = await shop.gifts.make_order(BUYER, order.ref, "pour toi !")
    assert changed.gift is not None
    assert changed.gift.greeting == "pour toi !"
    for _ in range(2):
        assert (await shop.gifts.take_back(BUYER, order.ref)).gift is None
    await deliver(shop)
    assert readers(shop, order) == {BUYER}
    with pytest.raises(TooLateForGiftError):
        await shop.gifts.make_order(BUYER, order.ref, None)


async def test_nobody_makes_anything_of_somebody_elses_order(shop: WholeShop) -> None:
    order, secret = await given(shop)
    for act in (
        shop.gifts.make_order(FRIEND, order.ref, None),
        shop.gifts.take_back(FRIEND, order.ref),
        shop.gifts.send_link(FRIEND, order.ref, key="u1"),
        shop.orders.view(FRIEND, order.ref),
        shop.orders.view_for_reader(FRIEND, order.ref),
    ):
        with pytest.raises(NotFoundError):
            await act
    await shop.gifts.open_link(FRIEND, secret, key="u2")
    # The friend has the codes and nothing else of the order.
    assert (await shop.orders.view_for_reader(FRIEND, order.ref)).ref == order.ref
    for act in (
        shop.orders.view(FRIEND, order.ref),
        shop.purchase_receipts.of(FRIEND, order.ref),
        shop.gifts.take_back(FRIEND, order.ref),
    ):
        with pytest.raises(NotFoundError):
            await act
    quote = await shop.quote(BUYER)
    with pytest.raises(DraftGoneError):
        await shop.gifts.make_choice(FRIEND, quote.draft_id, "")


async def test_a_choice_keeps_its_greeting_through_other_quantities_and_loses_it_when_asked(
    shop: WholeShop,
) -> None:
    quote = await shop.quote(BUYER)
    assert await shop.gifts.make_choice(BUYER, quote.draft_id, "salut") == 1
    more = await shop.checkout.choose_quantity(BUYER, quote.draft_id, 3, message_id=7)
    assert (more.quantity, more.greeting) == (3, "salut")
    assert await shop.gifts.make_choice(BUYER, more.draft_id, None) == 3
    order = await shop.checkout.buy(BUYER, more.draft_id, message_id=7)
    assert order.gift is None
    await deliver(shop)
    assert readers(shop, order) == {BUYER}


async def test_a_gift_goes_into_no_basket(shop: WholeShop) -> None:
    quote = await shop.quote(BUYER)
    await shop.gifts.make_choice(BUYER, quote.draft_id, "")
    with pytest.raises(ForFriendError):
        await shop.baskets.add(BUYER, quote.draft_id)
    await shop.gifts.make_choice(BUYER, quote.draft_id, None)
    await shop.baskets.add(BUYER, quote.draft_id)
    assert await shop.baskets.count(BUYER) == 1


async def test_the_part_of_a_gift_that_came_is_the_gift_and_the_rest_is_given_back(shop: WholeShop) -> None:
    order = await buy_gift(shop, quantity=3)
    await shop.place()
    [bought] = shop.supplier.bought.values()
    shop.supplier.settle(bought.id, "PARTIALLY_FILLED", filled=2)
    await deliver(shop)
    assert await shop.dinars() == 100_000 - 2 * 1050
    await shop.customer(FRIEND)
    await shop.gifts.open_link(FRIEND, await token(shop, order), key="u1")
    assert len(await shop.message_data.cards_for(FRIEND, order.id, 0)) == 2


async def test_a_link_is_kept_sealed_and_found_by_its_hash(shop: WholeShop) -> None:
    order, secret = await given(shop)
    async with shop.db.read() as conn:
        row = (await conn.execute(sa.select(table))).one()
        kept = [
            (await conn.execute(sa.text(f"SELECT * FROM {name}"))).all() for name in ("gifts", "messages")
        ]
    assert row.token_hash == hash_of(secret)
    assert secret not in repr(kept)
    assert secret.encode() not in row.sealed
    assert await shop.message_data.gift_token(order.id) == secret
    await shop.gifts.take_back(BUYER, order.ref)
    assert await shop.message_data.gift_token(order.id) is None


async def test_the_friend_reports_a_code_that_does_not_work_and_the_buyer_cannot(shop: WholeShop) -> None:
    order, secret = await given(shop)
    await shop.gifts.open_link(FRIEND, secret, key="u1")
    about, words = About(TicketKind.DEAD_CODE, order.ref, 1), Written(WrittenKind.TEXT, "used")
    await shop.support.write(FRIEND, words, key="w1", about=about)
    with pytest.raises(NotFoundError):
        await shop.support.write(BUYER, words, key="w2", about=about)
    async with shop.db.read() as conn:
        tickets = (await conn.execute(sa.text("SELECT customer_id, order_id FROM tickets"))).all()
    assert [tuple(row) for row in tickets] == [(FRIEND, order.id)]


async def test_both_are_erased_without_a_name_or_a_word_left_of_the_gift(shop: WholeShop) -> None:
    order, secret = await given(shop, "à ma sœur Lila")
    await shop.gifts.open_link(FRIEND, secret, key="u1")
    await shop.send()
    told = {page.section: list(page.records) async for page in shop.personal_data.pages(FRIEND)}
    assert [record["greeting"] for record in told["gifts_from_friends"]] == ["à ma sœur Lila"]
    assert told["orders"] == []
    shop.clock.tick(2 * 86_400)
    await shop.erasing.forget(FRIEND, gives_up=(await shop.erasing.look(FRIEND)).gives_up)
    await shop.erasing.forget(BUYER, gives_up=(await shop.erasing.look(BUYER)).gives_up)
    async with shop.db.read() as conn:
        row = (await conn.execute(sa.select(table))).one()
        drafts = (await conn.execute(sa.text("SELECT greeting FROM drafts"))).scalars().all()
    assert (row.state, row.greeting, set(drafts)) == (GiftState.CLAIMED, None, {None})
    assert row.claimed_by not in {FRIEND, BUYER}
    assert await shop.message_data.cards_for(FRIEND, order.id, 0) is None
