"""Codes that Telegram refuses: the forms in which they come all the same, and what customer and staff read
meanwhile.
"""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.shop.outbox.delivery import OutboxMessage, UndeliverableError
from bot.shop.outbox.messages import MessageKind
from handlers.ui.screen import Screen
from tests.handlers.delivery.pushed import alert, placed
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, text_of

REFUSED = "Bad Request: can't parse entities: unsupported start tag"


async def codes_refused(floor: Floor, person: Person, times: int) -> str:
    """An order whose codes Telegram refuses so many times; the code."""
    await placed(floor, person)
    await floor.work()
    for _ in range(times):
        floor.api.refuse_next("sendMessage", 400, REFUSED)
    await floor.settle()
    [bought] = floor.books.orders.values()
    return str(bought.cards[0]["value"])


def asked(floor: Floor) -> list[set[str]]:
    """The parameters of each try to send the codes as a message."""
    return [set(params) for params in floor.api.asked("sendMessage") if params.get("protect_content")]


async def test_codes_come_without_their_buttons_when_those_are_refused(floor: Floor, sofiane: Person) -> None:
    code = await codes_refused(floor, sofiane, 1)
    assert code in sofiane.screen
    assert sofiane.last["has_protected_content"]
    assert sofiane.last["reply_markup"] is None
    assert any(entity["type"] == "spoiler" for entity in sofiane.last["entities"])
    assert asked(floor)[0] - asked(floor)[1] == {"reply_markup", "message_effect_id"}


async def test_codes_come_without_markup_when_that_is_refused(floor: Floor, sofiane: Person) -> None:
    code = await codes_refused(floor, sofiane, 2)
    # Nothing stands beside it that would be copied with it.
    assert code in sofiane.last["text"].splitlines()
    assert sofiane.last["has_protected_content"]
    assert "entities" not in sofiane.last or "spoiler" not in str(sofiane.last["entities"])


async def test_codes_come_as_a_file_when_no_message_is_taken(floor: Floor, sofiane: Person) -> None:
    code = await codes_refused(floor, sofiane, 3)
    assert sofiane.last["has_protected_content"]
    content = floor.telegram.files.known(sofiane.last["document"]["file_id"]).content.decode()
    assert content.splitlines()[0] == code


async def test_the_card_says_delivered_only_when_the_codes_are_there(floor: Floor, sofiane: Person) -> None:
    floor.api.refuse_next("sendDocument", 400, REFUSED)
    await codes_refused(floor, sofiane, 3)
    [order] = await floor.orders(SOFIANE)
    card = sofiane.account.posts[order.receipt_message_id or 0]
    assert "Votre code est prêt et nous vous l’envoyons" in text_of(card.seen())
    assert "Livrée" not in text_of(card.seen())
    await sofiane.taps("Revoir le code", on=order.receipt_message_id)
    await floor.work()
    assert "🔑" in sofiane.screen
    assert "Livrée" in text_of(card.seen())


async def test_staff_open_the_order_or_send_the_message_again(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    floor.api.refuse_next("sendDocument", 400, REFUSED)
    code = await codes_refused(floor, sofiane, 3)
    await floor.work()
    [order] = await floor.orders(SOFIANE)
    assert f"Commande {order.ref}" in karim.screen
    assert "Can't parse entities" in karim.screen
    assert karim.buttons == ["📦 Détails de la commande", "🔁 Renvoyer"]
    _, data = karim.button("Renvoyer")
    await karim.taps("Renvoyer")
    assert karim.toast == "Le message est renvoyé."
    await floor.work()
    assert code in sofiane.screen
    await karim.taps("Renvoyer")
    assert karim.toast == "Il est arrivé entre-temps."
    # A stranger who has the button has nothing.
    await sofiane.presses(int(sofiane.last["message_id"]), data)
    assert "Le message est renvoyé." not in str(sofiane.toasts)


async def test_a_link_to_pay_is_not_lost_with_its_button(floor: Floor, karim: Person) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Payer", url="https://pay.example/1?a=1&b=2")]])
    for refusals in (1, 2):
        for _ in range(refusals):
            floor.api.refuse_next("sendMessage", 400, "Bad Request: BUTTON_URL_INVALID")
        await floor.delivery._writer.send(KARIM, Screen("<b>Payez</b>", link), silent=False)
        assert karim.screen == "Payez\n\nhttps://pay.example/1?a=1&b=2"


async def test_an_upgraded_chat_is_followed(floor: Floor, karim: Person, sofiane: Person) -> None:
    floor.api.refuse_next(
        "sendMessage",
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=SOFIANE,
    )
    before = len(karim.messages)
    await floor.delivery.deliver(alert())
    await floor.delivery.deliver(alert())
    assert len(karim.messages) == before
    assert "Il ne reste que 99 DA" in sofiane.screen
    assert [params["chat_id"] for params in floor.api.asked("sendMessage")][-3:] == [KARIM, SOFIANE, SOFIANE]


async def test_what_is_refused_in_every_form_names_each_reason_once(floor: Floor, karim: Person) -> None:
    for _ in range(3):  # with a button, without it, without marks
        floor.api.refuse_next("sendMessage", 400, "Bad Request: message is too long")
    floor.api.refuse_next("sendDocument", 400, "Bad Request: file is too big")
    with pytest.raises(UndeliverableError) as caught:
        await floor.delivery.deliver(
            OutboxMessage(1, KARIM, MessageKind.STAFF_ALERT, {"code": "x", "args": {}}, 0, None)
        )
    assert str(caught.value).lower() == "message is too long; file is too big"
