"""Only what matters makes a sound; codes that have just come are celebrated where Telegram does that."""

from typing import Any

import pytest

from bot.shop.outbox.delivery import OutboxMessage
from bot.shop.outbox.messages import MessageKind
from handlers.delivery.sounds import SOUNDS, Sound, is_silent
from tests.handlers.buying_steps import bought
from tests.handlers.delivery.pushed import alert, placed
from tests.handlers.shopfloor import SOFIANE, Floor, Person

_CUSTOMERS = {
    MessageKind.CODES,
    MessageKind.GIFT_LINK,
    MessageKind.ORDER_ENDED,
    MessageKind.WALLET_CHANGED,
    MessageKind.MONEY_CAME,
    MessageKind.MONEY_BACK,
    MessageKind.PROOF_FALSE,
    MessageKind.SUPPORT_ANSWER,
    MessageKind.BACK_IN_STOCK,
}
_STAFF = {MessageKind.ANSWER, MessageKind.PROOF, MessageKind.STAFF_ALERT}


def sent(floor: Floor, words: str) -> dict[str, Any]:
    """The newest message that was sent with these words."""
    return next(dict(p) for p in reversed(floor.api.asked("sendMessage")) if words in str(p.get("text")))


def test_each_kind_of_message_has_a_sound_or_none() -> None:
    assert set(SOUNDS) == set(MessageKind)
    assert {kind for kind in MessageKind if SOUNDS[kind] is Sound.YES} == _CUSTOMERS | _STAFF
    assert {kind for kind in MessageKind if not is_silent(kind)} == _CUSTOMERS | _STAFF


async def test_answers_come_quietly_and_codes_and_money_do_not(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    assert karim.account.started
    assert sent(floor, "Bienvenue")["disable_notification"] is True
    await bought(floor, sofiane)
    [order] = floor.books.orders.values()
    assert sent(floor, order.cards[0]["value"])["disable_notification"] is False
    assert sent(floor, "ont été ajoutés à votre portefeuille")["disable_notification"] is False
    await floor.delivery.deliver(alert())
    assert sent(floor, "Il ne reste que")["disable_notification"] is False


async def test_a_card_that_is_sent_anew_comes_quietly(floor: Floor, sofiane: Person) -> None:
    gone = await placed(floor, sofiane)
    del sofiane.account.posts[gone]
    await floor.work()
    assert sent(floor, "En préparation")["disable_notification"] is True


async def test_a_failed_order_is_heard(floor: Floor, sofiane: Person) -> None:
    await placed(floor, sofiane)
    await floor.work()
    await floor.settle("refunded")
    assert sent(floor, "n’a pas pu être livrée")["disable_notification"] is False


async def test_codes_are_celebrated_when_they_come_and_not_when_they_are_shown_again(
    floor: Floor, sofiane: Person
) -> None:
    await bought(floor, sofiane)
    [order] = floor.books.orders.values()
    code = order.cards[0]["value"]
    assert sofiane.last["effect_id"] == sent(floor, code)["message_effect_id"]
    await sofiane.taps("Revoir le code")
    await floor.work()
    assert "message_effect_id" not in sent(floor, code)


async def test_codes_come_without_the_effect_where_telegram_refuses_it(floor: Floor, sofiane: Person) -> None:
    await placed(floor, sofiane)
    await floor.work()
    floor.api.refuse_next("sendMessage", 400, "Bad Request: EFFECT_ID_INVALID")
    await floor.settle()
    [order] = floor.books.orders.values()
    code = order.cards[0]["value"]
    assert code in sofiane.screen
    assert "effect_id" not in sofiane.last
    # The rest of it is as it was, its buttons too, and Telegram is not asked in vain again.
    assert any("Copier le code" in label for label in sofiane.buttons)
    before = len(floor.api.asked("sendMessage"))
    await bought(floor, sofiane)
    tries = [p for p in floor.api.asked("sendMessage")[before:] if "protect_content" in p]
    assert [("message_effect_id" in p) for p in tries] == [False]


@pytest.mark.parametrize("payload", [{}, {"new": False}])
async def test_codes_that_an_earlier_version_wrote_down_come_as_they_always_did(
    floor: Floor, sofiane: Person, payload: dict[str, Any]
) -> None:
    await bought(floor, sofiane)
    [order] = await floor.orders(SOFIANE)
    told = {"order_id": order.id, "part": 0, **payload}
    await floor.delivery.deliver(OutboxMessage(1, SOFIANE, MessageKind.CODES, told, 0, None))
    assert "effect_id" not in sofiane.last
