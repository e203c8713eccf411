"""The outbox on its last mile: what a message looks like, and what Telegram's refusals mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import LANGUAGES
from bot.shop.guides.guides import Guide
from bot.shop.outbox.delivery import ChatBlockedError, NotDeliveredError, OutboxMessage, SlowDownError
from bot.shop.outbox.messages import MessageKind
from bot.shop.vault import Card
from handlers.delivery import screens
from handlers.ui.texts import TextLibrary
from storage.purchases import orders as order_rows
from tests.fakes.texts import library
from tests.handlers.delivery.pushed import alert, placed
from tests.handlers.samples import order_view
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, text_of


async def test_what_is_sent_by_itself_is_in_the_outbox_lane(floor: Floor, karim: Person) -> None:
    message_id = await floor.delivery.deliver(alert())
    assert karim.last["message_id"] == message_id
    assert "Il ne reste que 99 DA chez le fournisseur" in karim.screen


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (MessageKind.STAFF_ALERT, {"code": "float_low", "args": {"float": "99.00"}}),
        (MessageKind.PROOF, {"request_id": "x", "receipt_id": 1}),
    ],
)
async def test_who_does_not_work_here_any_more_gets_nothing_that_was_kept_for_staff(
    floor: Floor, sofiane: Person, kind: MessageKind, payload: dict[str, object]
) -> None:
    seen = len(sofiane.messages)
    assert await floor.delivery.deliver(OutboxMessage(1, SOFIANE, kind, payload, 0, None)) is None
    assert len(sofiane.messages) == seen


@pytest.mark.parametrize(
    ("status", "description", "error"),
    [
        (403, "Forbidden: bot was blocked by the user", ChatBlockedError),
        (400, "Bad Request: chat not found", ChatBlockedError),
        (400, "Bad Request: user is deactivated", ChatBlockedError),
        (500, "Internal Server Error", NotDeliveredError),
        (502, "Bad Gateway", NotDeliveredError),
    ],
)
async def test_refusals_have_their_meaning(
    floor: Floor, karim: Person, status: int, description: str, error: type[Exception]
) -> None:
    floor.api.refuse_next("sendMessage", status, description)
    with pytest.raises(error):
        await floor.delivery.deliver(alert(karim.id))


async def test_retry_after_is_handed_on_in_seconds(floor: Floor, karim: Person) -> None:
    floor.api.refuse_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    with pytest.raises(SlowDownError) as caught:
        await floor.delivery.deliver(alert(karim.id))
    assert caught.value.retry_after == 7


async def test_a_timeout_is_not_delivered(floor: Floor, karim: Person) -> None:
    floor.api.time_out_next("sendMessage")
    with pytest.raises(NotDeliveredError):
        await floor.delivery.deliver(alert(karim.id))


async def test_a_receipt_that_is_gone_is_sent_anew_and_lives_on_there(floor: Floor, sofiane: Person) -> None:
    gone = await placed(floor, sofiane)
    del sofiane.account.posts[gone]
    await floor.work()
    again = sofiane.last["message_id"]
    assert again != gone
    assert "En préparation" in sofiane.screen
    await floor.settle()
    assert "Livrée" in text_of(sofiane.account.posts[again].seen())
    [order] = await floor.orders(SOFIANE)
    assert order.receipt_message_id == again


async def test_a_receipt_without_news_is_fine(floor: Floor, sofiane: Person) -> None:
    receipt = await placed(floor, sofiane)
    await floor.work()
    [order] = await floor.orders(SOFIANE)
    message = OutboxMessage(1, SOFIANE, MessageKind.RECEIPT, {"order_id": order.id}, 0, None)
    assert await floor.delivery.deliver(message) == receipt


async def test_a_receipt_for_somebody_who_blocks_us_is_parked_not_sent_anew(
    floor: Floor, sofiane: Person
) -> None:
    await placed(floor, sofiane)
    [order] = await floor.orders(SOFIANE)
    message = OutboxMessage(1, SOFIANE, MessageKind.RECEIPT, {"order_id": order.id}, 0, None)
    floor.api.refuse_next("editMessageText", 403, "Forbidden: bot was blocked by the user")
    with pytest.raises(ChatBlockedError):
        await floor.delivery.deliver(message)


async def test_codes_sent_again_after_doubt_say_so(floor: Floor, sofiane: Person) -> None:
    await placed(floor, sofiane)
    await floor.work()
    floor.api.time_out_next("sendMessage")
    await floor.settle()
    await floor.later(60)
    assert "Envoyé de nouveau" in sofiane.screen
    [bought] = floor.books.orders.values()
    assert bought.cards[0]["value"] in sofiane.screen


async def test_more_cards_than_fit_come_in_numbered_parts(floor: Floor, sofiane: Person) -> None:
    await placed(floor, sofiane, "10")
    async with floor.db.write() as conn:
        [row] = await order_rows.due(conn, ["paid"], floor.clock.now(), 5)
        await conn.exec_driver_sql("UPDATE orders SET quantity = 14 WHERE id = ?", (row.id,))
    await floor.work()
    await floor.settle()
    parts = [text_of(message) for message in sofiane.messages if "🔑" in text_of(message)]
    assert ["Codes 1 à 10 sur 14" in parts[0], "Codes 11 à 14 sur 14" in parts[1]] == [True, True]
    assert "14. " in parts[1]


async def test_very_long_codes_come_as_a_protected_file(floor: Floor, sofiane: Person) -> None:
    await placed(floor, sofiane)
    await floor.work()
    [order] = floor.books.orders.values()
    value = "A&<B" * 700
    floor.books.settle(order, "fulfilled")
    order.cards[0]["value"] = value
    await floor.later(6)
    assert sofiane.last["has_protected_content"]
    content = floor.telegram.files.known(sofiane.last["document"]["file_id"]).content.decode()
    assert content.splitlines()[0] == value


async def test_an_alert_without_words_is_shown_as_it_is(floor: Floor, karim: Person) -> None:
    payload = {"code": "brand_new", "args": {"what": "<b>x</b>", "n": 3}}
    await floor.delivery.deliver(OutboxMessage(1, KARIM, MessageKind.STAFF_ALERT, payload, 0, None))
    assert "brand_new what: <b>x</b>, n: 3" in karim.screen


async def test_staff_who_never_wrote_read_the_shops_language(floor: Floor) -> None:
    karim = floor.person(KARIM)
    karim.account.started = True
    await floor.delivery.deliver(alert())
    assert "لم يبقَ عند المورّد سوى 99 دج" in karim.screen


card_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120).filter(
    str.strip
)


@given(
    values=st.lists(card_text, min_size=1, max_size=10, unique=True),
    language=st.sampled_from(sorted(LANGUAGES)),
)
def test_every_code_is_in_the_message_exactly_as_bought(values: list[str], language: str) -> None:
    texts: TextLibrary = library()
    cards = tuple(Card(value, value[::-1]) for value in values)
    order = order_view(quantity=len(values), fulfilled_quantity=len(values))
    if not screens.fit_a_message(cards):
        return
    screen = screens.codes_screen(texts[language], order, cards, Guide(), first=1, again=True, is_gift=False)
    for card in cards:
        escaped = card.value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert f"<tg-spoiler><code>{escaped}</code></tg-spoiler>" in screen.text
