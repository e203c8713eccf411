"""The buying journey, as people live it: what they tap, what they read, what happens to their money."""

import json

import pytest

from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from handlers.customer.buying.questions import AskQuantity
from tests.handlers.buying_steps import FRANCE, choose, confirm, how_many
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person, text_of


@pytest.mark.parametrize(
    ("user_id", "language", "buy", "phases"),
    [
        (AMINA, "ar", "شراء", ("تم الطلب والدفع", "قيد التحضير", "رمزاك في الرسالة التالية")),
        (SOFIANE, "fr", "Acheter", ("Commandée et payée", "En préparation", "vos 2 codes")),
        (SOFIANE, "en", "Buy", ("Ordered and paid", "Being prepared", "your 2 codes")),
    ],
)
async def test_from_start_to_the_code_in_each_language(
    floor: Floor, user_id: int, language: str, buy: str, phases: tuple[str, str, str]
) -> None:
    placed, preparing, delivered = phases
    person = floor.person(user_id, language)
    await person.sends("/start")
    await floor.gives(user_id, 10_000)
    receipt = await confirm(person, by_menu=True)
    assert "10 EUR" in person.screen
    assert "2 × 2 790" in person.screen
    assert "5 580" in person.screen
    assert "4 420" in person.screen  # the wallet after

    await person.taps(buy)
    [order] = await floor.orders(user_id)
    assert order.ref in person.toast
    assert await floor.services.wallet.balance(user_id) == Money.of_dinars(4_420)

    await floor.sender.run_once()
    await floor.sender.finish()
    assert placed in text_of(person.account.posts[receipt].seen())
    await floor.work()
    assert preparing in text_of(person.account.posts[receipt].seen())
    await floor.settle()
    assert delivered in text_of(person.account.posts[receipt].seen())

    [bought] = floor.books.orders.values()
    codes = person.last
    assert codes["has_protected_content"]
    for card in bought.cards:
        assert card["value"] in text_of(codes)
        assert card["serial"] in text_of(codes)
    kinds = [entity["type"] for entity in codes["entities"]]
    assert kinds.count("spoiler") == kinds.count("code") - 1 == 4  # the ref is to be copied, not hidden
    row = codes["reply_markup"]["inline_keyboard"]
    copied = [b["copy_text"]["text"] for buttons in row for b in buttons if "copy_text" in b]
    assert copied == [card["value"] for card in bought.cards]


async def test_a_card_keeps_its_buttons_when_the_next_purchase_begins_and_a_step_loses_them(
    floor: Floor, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 10_000)
    card = await confirm(sofiane)
    await sofiane.taps("Acheter")
    await floor.work()
    await floor.settle()

    left = await confirm(sofiane)
    assert sofiane.account.posts[card].markup

    await confirm(sofiane)
    assert not sofiane.account.posts[left].markup


async def test_the_confirmation_says_everything_that_matters(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane)
    for words in (
        FRANCE,
        "France 🇫🇷",
        "10 EUR",
        "2 × 2 790 DA",
        "5 580 DA",
        "10 000 DA",
        "4 420 DA",
        "10:10",
    ):
        assert words in sofiane.screen
    buttons = sofiane.last["reply_markup"]["inline_keyboard"]
    assert buttons[0][0]["style"] == "success"


async def test_the_quantity_buttons_stay_within_stock_and_limit(floor: Floor, sofiane: Person) -> None:
    await choose(sofiane, "100 EUR")  # six in stock
    await how_many(sofiane)
    assert [label for label in sofiane.buttons if label.isdigit()] == ["1", "2", "3", "5"]
    await choose(sofiane, "10 EUR")
    await how_many(sofiane)
    assert [label for label in sofiane.buttons if label.isdigit()] == ["1", "2", "3", "5", "10"]


@pytest.mark.parametrize("typed", ["3", "٣", "۳", " 3 ", "3x", "\u200f٣\u200f"])
async def test_a_quantity_may_be_typed_in_any_digits(floor: Floor, amina: Person, typed: str) -> None:
    await floor.gives(AMINA, 50_000)
    await choose(amina)
    await amina.sends(typed)
    assert "3 × 2 790 دج" in amina.screen
    await amina.taps("شراء")
    [order] = await floor.orders(AMINA)
    assert order.quantity == 3


async def test_nonsense_is_answered_with_a_clear_sentence_and_may_be_typed_again(
    floor: Floor, sofiane: Person
) -> None:
    await choose(sofiane)
    for nonsense in ("beaucoup", "1.5", "-2", "2 ou 3", "९९९९९९९९९९९९९९९९"):
        await sofiane.sends(nonsense)
        assert "en chiffres, de 1 à 10" in sofiane.screen
    await sofiane.sends("0")
    assert "de 1 à 10" in sofiane.screen
    await sofiane.sends("11")
    assert "de 1 à 10" in sofiane.screen
    await sofiane.sends("2")
    assert "2 × 2 790 DA" in sofiane.screen
    await sofiane.sends("3")  # beside the confirmation, as often as they like
    assert "3 × 2 790 DA" in sofiane.screen


async def test_one_card_is_assumed_and_changed_in_place_within_stock_and_limit(
    floor: Floor, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 200_000)
    message_id = await confirm(sofiane, "1", "100 EUR")  # six in stock
    assert "1 × 27 630 DA" in sofiane.screen
    assert "En stock : 6" in sofiane.screen
    assert not any("Moins" in label for label in sofiane.buttons)
    for quantity in (2, 3, 4, 5, 6):
        await sofiane.taps("Plus")
        assert f"{quantity} × 27 630 DA" in sofiane.screen
        assert any(label == f"🔢 Quantité : {quantity}" for label in sofiane.buttons)
    assert not any("Plus" in label for label in sofiane.buttons)
    await sofiane.taps("Moins", "Moins", "Moins", "Moins", "Moins")
    assert "1 × 27 630 DA" in sofiane.screen
    assert sofiane.last["message_id"] == message_id
    await sofiane.taps("Acheter")
    [order] = await floor.orders(SOFIANE)
    assert order.quantity == 1


async def test_the_last_card_has_no_number_to_choose(floor: Floor, sofiane: Person) -> None:
    floor.type_(FRANCE, "10 EUR").stock = 1
    await choose(sofiane)
    assert not any(word in label for label in sofiane.buttons for word in ("Moins", "Quantité", "Plus"))


async def test_a_typed_number_survives_a_restart(floor: Floor, sofiane: Person) -> None:
    await choose(sofiane)
    kept = await floor.store.get_conversations("buying")
    assert kept == {(SOFIANE, SOFIANE): AskQuantity().pack(floor.clock.now())}
    await sofiane.sends("2")
    assert await floor.store.get_conversations("buying") == kept
    await sofiane.sends("/wallet")
    assert await floor.store.get_conversations("buying") == {}


async def test_five_taps_make_one_order_and_every_press_is_answered_once(
    floor: Floor, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 50_000)
    message_id = await confirm(sofiane)
    _, data = sofiane.button("Acheter")
    answered = len(sofiane.toasts)
    for _ in range(5):
        floor.telegram.people.press(sofiane.account, message_id, data)
    await floor.handle_at_once()
    [order] = await floor.orders(SOFIANE)
    toasts = [toast["text"] for toast in sofiane.toasts[answered:]]
    assert len(toasts) == 5
    assert all(order.ref in toast for toast in toasts)
    assert len(floor.api.asked("answerCallbackQuery")) == len(sofiane.toasts)
    await floor.work()
    await floor.settle()
    assert len(floor.books.orders) == 1
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(50_000 - 5_580)


async def test_a_press_that_telegram_sends_again_makes_no_second_order(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    message_id = await confirm(sofiane)
    _, data = sofiane.button("Acheter")
    update_id = floor.telegram.people.press(sofiane.account, message_id, data)["update_id"]
    body = floor.telegram.updates._pending[update_id][1]
    await floor.handle()
    await floor.give(update_id, body)
    await floor.give(update_id, body)
    assert len(await floor.orders(SOFIANE)) == 1


async def test_a_late_press_is_never_shown_over_the_receipt(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    message_id = await confirm(sofiane)
    thumbed = ("Acheter", "Retour", "Quantité", "Plus")
    pressed = {label: sofiane.button(label) for label in thumbed}
    # All of them before the shop has handled any, as an impatient thumb does.
    for label in thumbed:
        floor.telegram.people.press(sofiane.account, message_id, pressed[label][1])
    # And a button that stood in this message two screens ago, from another device.
    floor.telegram.people.press(sofiane.account, message_id, "shop:1", force=True)
    await floor.handle()
    await floor.work()
    [order] = await floor.orders(SOFIANE)
    receipt = text_of(sofiane.account.posts[message_id].seen())
    assert order.ref in receipt
    assert "En préparation" in receipt
    assert "Que cherchez-vous" in sofiane.screen  # the old button worked, in a message of its own
    assert sofiane.last["message_id"] != message_id


async def test_buttons_of_a_cancelled_choice_lead_back_to_the_shop(floor: Floor, sofiane: Person) -> None:
    message_id = await confirm(sofiane)
    await sofiane.sends("/cancel")
    assert "Rien n’a été acheté" in sofiane.screen
    await sofiane.sends("/cancel")
    assert "rien à annuler" in sofiane.screen
    await sofiane.taps("Revérifier", on=message_id)
    assert "n’est plus valable" in text_of(sofiane.account.posts[message_id].seen())
    assert "Que cherchez-vous" in text_of(sofiane.account.posts[message_id].seen())


async def test_back_drops_the_choice_and_shows_the_types(floor: Floor, sofiane: Person) -> None:
    await confirm(sofiane)
    await sofiane.taps("Retour")
    assert "Choisissez un montant" in sofiane.screen
    await sofiane.sends("2")
    assert "Je n’ai pas compris" in sofiane.screen


async def test_another_journey_ends_the_question_for_a_number(floor: Floor, sofiane: Person) -> None:
    await choose(sofiane)
    await sofiane.sends("/wallet")
    assert await floor.store.get_conversations("buying") == {}


async def test_somebody_elses_draft_is_nothing_to_me(floor: Floor, sofiane: Person, amina: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await floor.gives(AMINA, 50_000)
    await confirm(sofiane)
    _, data = sofiane.button("Acheter")
    await amina.presses(amina.last["message_id"], data)
    assert await floor.orders(AMINA) == await floor.orders(SOFIANE) == ()
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(50_000)
    assert "انتهت صلاحية هذا الاختيار" in amina.screen


async def test_a_partial_order_delivers_and_says_what_came_back(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 10_000)
    receipt = await confirm(sofiane)
    await sofiane.taps("Acheter")
    await floor.work()
    await floor.settle("partial")
    [order] = await floor.orders(SOFIANE)
    assert order.status is OrderStatus.PARTIALLY_FILLED
    assert "Livrée : 1 sur 2" in text_of(sofiane.account.posts[receipt].seen())
    assert sofiane.sees("1 sur 2 seulement disponibles", "remboursé dans votre portefeuille : 2 790 DA")
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(10_000 - 2_790)


async def test_a_refunded_order_says_that_all_came_back(floor: Floor, amina: Person) -> None:
    await floor.gives(AMINA, 10_000)
    receipt = await confirm(amina)
    await amina.taps("شراء")
    await floor.work()
    await floor.settle("refunded")
    assert "عاد المبلغ كاملًا إلى محفظتك" in text_of(amina.account.posts[receipt].seen())
    assert amina.sees("أُعيد المبلغ كاملًا إلى محفظتك: 5 580 دج. رصيدك الآن 10 000 دج")


async def test_no_code_is_in_anything_the_bot_asked_of_telegram_but_the_codes_message(
    floor: Floor, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane)
    await sofiane.taps("Acheter")
    await floor.work()
    await floor.settle()
    [bought] = floor.books.orders.values()
    holding = [
        params
        for _, params in floor.api.calls
        if any(card["value"] in json.dumps(params, default=str) for card in bought.cards)
    ]
    assert len(holding) == 1
    assert holding[0]["protect_content"]


async def test_every_confirmation_says_for_which_accounts_and_that_codes_are_not_returned(
    floor: Floor, sofiane: Person
) -> None:
    accounts = "La carte ne marche qu’avec un compte PlayStation du pays indiqué ici."
    warning = f"{accounts} Les codes livrés ne sont pas repris."
    await confirm(sofiane)
    assert warning in sofiane.screen
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane)
    assert warning in sofiane.screen


async def test_an_old_button_of_a_bought_choice_leads_on(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    shown = await confirm(sofiane, "1")
    old = {name: sofiane.button(label)[1] for name, label in (("more", "Plus"), ("back", "Retour"))}
    await sofiane.sends("2")  # its confirmation is a message of its own
    await sofiane.taps("Acheter")
    [order] = await floor.orders(SOFIANE)
    for data in old.values():
        await sofiane.presses(shown, data)
        assert f"Déjà commandé : {order.ref}" in sofiane.screen
        assert "Que cherchez-vous" not in sofiane.screen
    await sofiane.taps("Racheter")
    assert "2 × 2 790 DA" in sofiane.screen
    await sofiane.taps("Acheter")
    assert [each.quantity for each in await floor.orders(SOFIANE)] == [2, 2]


async def test_again_takes_as_many_as_there_are(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    shown = await confirm(sofiane, "1")
    _, more = sofiane.button("Plus")
    await sofiane.sends("3")
    await sofiane.taps("Acheter")
    await floor.work()
    await floor.settle()
    floor.clock.tick(60)
    floor.type_(FRANCE, "10 EUR").stock = 2
    await sofiane.presses(shown, more)
    await sofiane.taps("Racheter")
    assert "2 × 2 790 DA" in sofiane.screen


async def test_another_language_in_mid_purchase_keeps_the_purchase(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane, "2")
    await sofiane.sends("/language")
    await sofiane.taps("English")
    assert "Please check your order" in sofiane.screen
    assert "2 × 2 790 DA" in sofiane.screen
    await sofiane.sends("3")
    assert "3 × 2 790 DA" in sofiane.screen
    await sofiane.taps("Buy")
    [order] = await floor.orders(SOFIANE)
    assert order.quantity == 3
    # There is nothing to go back to now: the first screen is shown.
    await sofiane.sends("/language")
    await sofiane.taps("Français")
    assert "Bienvenue" in sofiane.screen


async def test_a_number_may_still_be_typed_while_the_languages_are_shown(
    floor: Floor, sofiane: Person
) -> None:
    await confirm(sofiane, "1")
    await sofiane.sends("/language", "2")
    assert "2 × 2 790 DA" in sofiane.screen


async def test_a_language_chosen_after_the_choice_sold_out_shows_the_first_screen(
    floor: Floor, sofiane: Person
) -> None:
    await confirm(sofiane, "1")
    floor.clock.tick(60)
    floor.type_(FRANCE, "10 EUR").stock = 0
    await sofiane.sends("/language")
    await sofiane.taps("English")
    assert "Welcome" in sofiane.screen
