"""The basket as people live it: several types put together, bought once, each with its own end."""

from zoneinfo import ZoneInfo

import pytest

from bot.shop.money import Money
from tests.handlers.buying_steps import confirm
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person, text_of
from tests.handlers.stars import TAKES_STARS

FRANCE = "PlayStation Store France"


async def fill(person: Person) -> int:
    """Two of 10 EUR and one of 20 EUR in the basket; the basket's message."""
    for quantity, type_name in (("2", "10 EUR"), ("1", "20 EUR")):
        message_id = await confirm(person, quantity, type_name)
        [add] = [data for data in person.data(message_id) if data.startswith("bska:")]
        await person.presses(message_id, add)
    return int(person.last["message_id"])


def verb(person: Person, word: str) -> str:
    """The data of the first button under the newest message that does this."""
    data = person.data(int(person.last["message_id"]))
    return next(one for one in data if one.startswith(f"{word}:"))


@pytest.mark.parametrize(
    ("user_id", "language", "words"),
    [
        (
            AMINA,
            "ar",
            ("سلتك", "أُضيفت إلى سلتك", "السلة (2)", "تم الطلب: طلبان", "تم طلب سلتك: طلبان", "تم التسليم"),
        ),
        (SOFIANE, "fr", ("Votre panier", "Ajouté", "Panier (2)", "2 commandes", "commandé", "livrée")),
        (SOFIANE, "en", ("Your basket", "Added", "Basket (2)", "2 orders", "ordered: 2", "delivered")),
    ],
)
async def test_from_two_confirmations_to_the_codes_in_each_language(
    floor: Floor, user_id: int, language: str, words: tuple[str, ...]
) -> None:
    title, added, way, bought, ordered, delivered = words
    person = floor.person(user_id, language)
    await person.sends("/start")
    await floor.gives(user_id, 20_000)
    basket = await fill(person)
    assert added in person.toast
    assert title in person.screen
    view = await floor.services.baskets.view(user_id)
    assert view is not None
    line, other = view.lines
    total = line.full_price + other.full_price
    assert (line.quantity, other.quantity) == (2, 1)

    await person.sends("/start")
    assert way in " ".join(person.buttons)
    await person.taps(way)
    assert title in person.screen
    shown = int(person.last["message_id"])
    await person.presses(shown, verb(person, "bskb"))
    assert bought in person.toast
    assert await floor.services.wallet.balance(user_id) == Money.of_dinars(20_000) - total
    assert basket != shown

    await floor.work()
    card = text_of(person.account.posts[shown].seen())
    assert ordered in card
    for order in await floor.orders(user_id):
        assert order.ref in card
    await floor.settle()
    card = text_of(person.account.posts[shown].seen())
    assert card.count(delivered) == 2
    for made in floor.books.orders.values():
        for each in made.cards:
            person.sees(each["value"])
    await person.sends("/start")
    assert way not in " ".join(person.buttons)


async def test_what_one_line_does_not_bring_is_seen_in_the_basket_s_message(
    floor: Floor, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 20_000)
    message = await fill(sofiane)
    floor_before = await floor.services.wallet.balance(SOFIANE)
    await sofiane.presses(message, verb(sofiane, "bskb"))
    await floor.work()
    first, second = floor.books.orders.values()
    floor.books.settle(first, "fulfilled")
    floor.books.settle(second, "refunded")
    await floor.later(6)
    card = text_of(sofiane.account.posts[message].seen())
    assert "livrée" in card
    assert "remboursée" in card
    assert "Remboursé dans votre portefeuille" in card
    spent = [order for order in await floor.orders(SOFIANE) if order.status == "fulfilled"]
    assert await floor.services.wallet.balance(SOFIANE) == floor_before - spent[0].total


async def test_lines_are_changed_taken_out_and_the_basket_emptied(floor: Floor, sofiane: Person) -> None:
    message = await fill(sofiane)
    _, removed = sofiane.button("1. 10 EUR", on=message)
    await sofiane.taps("1. 10 EUR", on=message)
    assert "2 × " in sofiane.screen
    await sofiane.taps("Plus")
    assert "3 × " in sofiane.screen
    await sofiane.taps("Retirer du panier")
    assert "20 EUR" in sofiane.screen
    assert "10 EUR" not in sofiane.screen
    await sofiane.presses(message, removed)
    assert "choix" in sofiane.toast
    assert sofiane.last["message_id"] != message  # the basket as it is now
    assert "Votre panier" in sofiane.screen
    await sofiane.taps("Vider")
    assert "vide" in sofiane.screen
    await sofiane.presses(message, f"bska:{'A' * 16}")
    assert "choix" in sofiane.toast


async def test_the_old_confirmation_leads_to_the_basket(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 20_000)
    message = await confirm(sofiane, "1")
    keys = sofiane.data(message)
    [add] = [data for data in keys if data.startswith("bska:")]
    await sofiane.presses(message, add)
    for word in ("buy:", "qty:", "chg:", "bska:"):
        old = next(data for data in keys if data.startswith(word))
        await sofiane.presses(message, old)
        assert "déjà dans votre panier" in sofiane.toast
        assert "Votre panier" in sofiane.screen
    assert await floor.orders(SOFIANE) == ()


async def test_a_moved_price_names_its_line_alone_and_is_asked_again(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 20_000)
    message = await fill(sofiane)
    buy = verb(sofiane, "bskb")
    floor.type_(FRANCE, "20 EUR").price += 500_00
    await sofiane.presses(message, buy)
    assert "le prix a changé" in sofiane.screen
    assert sofiane.screen.count("→") == 1
    assert await floor.orders(SOFIANE) == ()
    await sofiane.presses(message, verb(sofiane, "bskb"))
    assert len(await floor.orders(SOFIANE)) == 2


async def test_a_line_that_is_sold_out_is_taken_out_with_one_press(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 20_000)
    message = await fill(sofiane)
    floor.type_(FRANCE, "20 EUR").stock = 0
    await sofiane.presses(message, verb(sofiane, "bskb"))
    assert "Épuisé" in sofiane.screen
    await sofiane.taps("Garder le disponible")
    await sofiane.presses(message, verb(sofiane, "bskb"))
    [order] = await floor.orders(SOFIANE)
    assert order.type_name == "10 EUR"


async def test_five_presses_of_buy_are_one_purchase(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 20_000)
    message = await fill(sofiane)
    buy = verb(sofiane, "bskb")
    for _ in range(5):
        floor.telegram.people.press(sofiane.account, message, buy, force=True)
    await floor.handle_at_once()
    assert len(await floor.orders(SOFIANE)) == 2
    await floor.work()
    assert "commandé" in text_of(sofiane.account.posts[message].seen())


async def test_too_little_money_names_what_is_missing(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 1_000)
    await fill(sofiane)
    view = await floor.services.baskets.view(SOFIANE)
    assert view is not None
    missing = f"{view.missing.dinars.normalize():,f}".replace(",", " ")
    assert missing in sofiane.screen.replace("\u202f", " ").replace("\u00a0", " ")
    assert not [data for data in sofiane.data(int(sofiane.last["message_id"])) if data.startswith("bskb:")]


async def test_one_code_is_typed_for_all_of_it(floor: Floor, sofiane: Person) -> None:
    promo = await floor.services.promos.propose(
        2001, floor.services.promos.made_up(ZoneInfo("Africa/Algiers"), amount=Money.of_dinars(100))
    )
    await floor.services.promos.start(2001, promo.id, below_cost=False)
    await floor.gives(SOFIANE, 20_000)
    message = await fill(sofiane)
    await sofiane.presses(message, verb(sofiane, "bskc"))
    await sofiane.sends("no-such-code")
    await sofiane.sends(promo.code)
    assert promo.code in sofiane.screen
    await sofiane.presses(int(sofiane.last["message_id"]), verb(sofiane, "bskb"))
    orders = await floor.orders(SOFIANE)
    assert sum((order.discount for order in orders), Money.ZERO) == Money.of_dinars(100)


@TAKES_STARS
@pytest.mark.parametrize(
    ("user_id", "language", "words"),
    [
        (AMINA, "ar", ("نجوم", "حُجزت لك سلتك", "في انتظار الدفع")),
        (SOFIANE, "fr", ("Stars", "réservé", "En attente de votre paiement")),
        (SOFIANE, "en", ("Stars", "kept for you", "Waiting for your payment")),
    ],
)
async def test_one_invoice_pays_for_all_of_it_in_each_language(
    floor: Floor, user_id: int, language: str, words: tuple[str, ...]
) -> None:
    way, kept, waits = words
    person = floor.person(user_id, language)
    await person.sends("/start")
    await floor.gives(user_id, 1_000)
    message = await fill(person)
    assert way in " ".join(person.buttons)
    await person.taps("⭐", on=message)
    assert kept in person.toast
    await floor.work()
    assert waits in text_of(person.account.posts[message].seen())
    assert {order.status for order in await floor.orders(user_id)} == {"awaiting_payment"}
    await person.pays()
    await floor.work()
    await floor.settle()
    assert {order.status for order in await floor.orders(user_id)} == {"fulfilled"}
    assert await floor.services.wallet.balance(user_id) == Money.ZERO
    for made in floor.books.orders.values():
        for each in made.cards:
            person.sees(each["value"])


@TAKES_STARS
async def test_a_waiting_basket_is_cancelled_as_a_whole(floor: Floor, sofiane: Person) -> None:
    message = await fill(sofiane)
    await sofiane.taps("⭐", on=message)
    await floor.work()
    await sofiane.taps("Moyens de paiement", on=message)
    assert "2 commandes" in sofiane.screen
    await sofiane.taps("Tout annuler")
    await floor.work()
    assert {order.status for order in await floor.orders(SOFIANE)} == {"cancelled"}
    assert text_of(sofiane.account.posts[message].seen()).count("annulée") == 2


async def test_a_line_s_quantity_is_typed_in_either_digits_and_other_words_are_a_search(
    floor: Floor, sofiane: Person
) -> None:
    message = await fill(sofiane)
    await sofiane.taps("1. 10 EUR", on=message)
    assert "écrivez-le" in sofiane.screen
    for typed, quantity in (("3", 3), ("٤", 4), ("5x", 5)):
        await sofiane.sends(typed)
        assert f"Quantité : {quantity} × " in sofiane.screen
    await sofiane.sends("99999")
    assert "de 1 à 10" in sofiane.screen
    await sofiane.sends("6")
    assert "Quantité : 6 × " in sofiane.screen
    await sofiane.sends("beaucoup")
    assert "en chiffres" in sofiane.screen
    await sofiane.sends("steam")
    assert "Résultats" in sofiane.screen
    view = await floor.services.baskets.view(SOFIANE)
    assert view is not None
    assert [line.quantity for line in view.lines] == [6, 1]
    await sofiane.sends("2")  # the line is not the newest thing any more
    after = await floor.services.baskets.view(SOFIANE)
    assert after is not None
    assert [line.quantity for line in after.lines] == [6, 1]


async def test_a_number_for_a_line_that_is_gone_shows_the_basket(floor: Floor, sofiane: Person) -> None:
    message = await fill(sofiane)
    await sofiane.taps("1. 10 EUR", on=message)
    view = await floor.services.baskets.view(SOFIANE)
    assert view is not None
    await floor.services.baskets.remove(SOFIANE, view.lines[0].line_id)
    await sofiane.sends("3")
    assert "Votre panier" in sofiane.screen
    assert "10 EUR" not in sofiane.screen


async def test_a_bought_basket_is_put_together_once_more_from_any_of_its_orders(
    floor: Floor, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 40_000)
    await fill(sofiane)
    await sofiane.presses(int(sofiane.last["message_id"]), verb(sofiane, "bskb"))
    await floor.work()
    await floor.settle()
    first, second = await floor.orders(SOFIANE)
    assert await floor.services.baskets.view(SOFIANE) is None
    for order in (first, second, first):  # pressed three times: in there once
        await sofiane.sends("/orders")
        await sofiane.presses(int(sofiane.last["message_id"]), f"ord:{order.ref}")
        sofiane.button("panier à nouveau (2 types)")
        await sofiane.taps("panier à nouveau")
        sofiane.sees("Votre panier")
        view = await floor.services.baskets.view(SOFIANE)
        assert view is not None
        assert [(line.type_name, line.quantity) for line in view.lines] == [("10 EUR", 2), ("20 EUR", 1)]


async def test_what_is_sold_out_is_missing_in_the_basket_that_is_put_together_again(
    floor: Floor, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 40_000)
    await fill(sofiane)
    await sofiane.presses(int(sofiane.last["message_id"]), verb(sofiane, "bskb"))
    await floor.work()
    await floor.settle()
    floor.type_(FRANCE, "20 EUR").stock = 0
    floor.type_(FRANCE, "10 EUR").stock = 1
    floor.clock.tick(600)
    order, *_ = await floor.orders(SOFIANE)
    await sofiane.sends("/orders")
    await sofiane.presses(int(sofiane.last["message_id"]), f"ord:{order.ref}")
    await sofiane.taps("panier à nouveau")
    sofiane.sees("n’est pas dans le panier")
    view = await floor.services.baskets.view(SOFIANE)
    assert view is not None
    assert [(line.type_name, line.quantity) for line in view.lines] == [("10 EUR", 1)]


async def test_nobody_puts_the_basket_of_somebody_else_together(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await floor.gives(SOFIANE, 40_000)
    await fill(sofiane)
    await sofiane.presses(int(sofiane.last["message_id"]), verb(sofiane, "bskb"))
    order, *_ = await floor.orders(SOFIANE)
    await amina.presses(int(amina.last["message_id"]), f"bskg:{order.ref}")
    assert await floor.services.baskets.view(AMINA) is None
