"""Waiting is honest: an order's card says what is happening and since when, and that it takes long."""

import pytest

from bot.languages import LANGUAGES
from bot.shop.order_status import ChangeReason, OrderStatus
from bot.shop.orders.history import OrderEvent
from handlers.customer.orders.screens import order_card
from handlers.ui.texts import without_marks
from tests.fakes.texts import library
from tests.handlers.delivery.pushed import placed
from tests.handlers.samples import AT, order_view
from tests.handlers.shopfloor import SOFIANE, Floor, Person, run, text_of
from tests.handlers.telegram_limits import fits

S = OrderStatus


def card(person: Person, message_id: int) -> str:
    return text_of(person.account.posts[message_id].seen())


async def test_the_card_says_since_when_the_supplier_has_the_order(floor: Floor, sofiane: Person) -> None:
    receipt = await placed(floor, sofiane)
    await run(floor.worker("sender"))
    assert "Commandée et payée (10:00)" in card(sofiane, receipt)
    floor.clock.tick(300)
    await floor.work()
    assert "transmise au fournisseur (10:05)" in card(sofiane, receipt)
    assert "rien à faire" not in card(sofiane, receipt)


async def test_a_customer_hears_once_in_the_card_that_it_takes_long_and_can_ask(
    floor: Floor, sofiane: Person
) -> None:
    receipt = await placed(floor, sofiane)
    await floor.work()
    for minutes in (14, 2, 1, 60):
        floor.clock.tick(60 * minutes)
        await run(floor.worker("delays"))
        await floor.work()
        late = "plus de temps que d’habitude" in card(sofiane, receipt)
        assert late == (minutes != 14)
    assert "(10:00)" in card(sofiane, receipt)
    edits = [p for p in floor.api.asked("editMessageText") if "plus de temps" in str(p.get("text"))]
    assert len(edits) == 1
    # Nothing new stands in the chat: whoever looks finds it where they left it.
    assert sofiane.last["message_id"] == receipt
    await sofiane.taps("Une question sur cette commande", on=receipt)
    [order] = await floor.orders(SOFIANE)
    assert order.ref in sofiane.screen
    await sofiane.sends("Où en est-elle ?")
    assert "La boutique a votre message" in sofiane.screen
    await floor.settle()
    await floor.later(600)
    assert "Livrée" in card(sofiane, receipt)
    assert "Une question" not in str(sofiane.account.posts[receipt].seen().get("reply_markup"))


async def test_an_order_that_cannot_be_sent_is_late_as_well_and_says_so(
    floor: Floor, sofiane: Person
) -> None:
    receipt = await placed(floor, sofiane)
    floor.clock.tick(16 * 60)
    await run(floor.worker("delays"))
    await run(floor.worker("sender"))
    assert "pas encore pu transmettre" in card(sofiane, receipt)


@pytest.mark.settings(order_late_minutes=5)
async def test_a_customer_hears_no_later_than_the_staff(floor: Floor, sofiane: Person) -> None:
    receipt = await placed(floor, sofiane)
    await floor.work()
    floor.clock.tick(6 * 60)
    await run(floor.worker("delays"))
    await floor.work()
    assert "plus de temps que d’habitude" in card(sofiane, receipt)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_way_of_waiting_is_dated_and_leads_to_the_shop_when_it_takes_long(language: str) -> None:
    texts = library()[language]
    for status in (S.PAID, S.PLACING, S.UNKNOWN, S.PROCESSING, S.NEEDS_REVIEW):
        way = (S.PAID,) if status is S.PAID else (S.PAID, S.PLACING, status)
        events = tuple(OrderEvent(AT, None, to, ChangeReason.BOUGHT, "test") for to in way)
        for late in (False, status is not S.NEEDS_REVIEW):
            order = order_view(status=status, fulfilled_quantity=0, events=events, late=late)
            screen = order_card(texts, order)
            assert fits(screen)
            assert "23:59" in without_marks(screen.text)
            asks = "sord:" in str(screen.keyboard and screen.keyboard.to_dict())
            assert asks == (late or status is S.NEEDS_REVIEW)
