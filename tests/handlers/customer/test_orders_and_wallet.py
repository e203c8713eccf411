"""Orders and wallets as customers see them, and the languages they see them in."""

import handlers
from bot.shop.money import Money
from handlers.ui.texts import without_marks
from tests.handlers.buying_steps import bought, choose, opens_order
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person, text_of


async def test_somebody_without_orders_is_led_to_the_shop(sofiane: Person) -> None:
    await sofiane.sends("/orders")
    assert "rien commandé" in sofiane.screen
    await sofiane.taps("Boutique")
    assert "Que cherchez-vous" in sofiane.screen


async def test_the_list_names_goods_price_day_and_ref(floor: Floor, sofiane: Person) -> None:
    ref = await bought(floor, sofiane, "2")
    await sofiane.sends("/orders")
    assert "✅ PlayStation Store France · 10 EUR × 2" in sofiane.screen
    assert f"5 580 DA · livrée · 1 nov. 2026 à 10:00 · {ref}" in sofiane.screen


async def test_the_rows_of_the_list_are_told_apart_by_goods_region_state_and_day(
    floor: Floor, sofiane: Person
) -> None:
    await bought(floor, sofiane, "2")
    floor.clock.tick(86_400)
    await choose(sofiane, "20 EUR")
    await sofiane.taps("Acheter")
    await sofiane.sends("/orders")
    assert sofiane.buttons[:2] == [
        "🧾 🇫🇷 PlayStation Store · 20 EUR · 02/11",
        "✅ 🇫🇷 PlayStation · 10 EUR × 2 · 01/11",
    ]
    assert "livrée" in sofiane.screen
    assert "commandée et payée" in sofiane.screen
    # The same again, of what arrived last: two taps.
    await floor.gives(SOFIANE, 20_000)
    await sofiane.sends("/orders")
    await sofiane.taps("🔁")
    assert "2 × 2 790 DA" in sofiane.screen
    await sofiane.taps("Acheter")
    assert len(await floor.orders(SOFIANE)) == 3


async def test_an_order_opens_with_its_timeline_in_the_customers_words(floor: Floor, sofiane: Person) -> None:
    ref = await bought(floor, sofiane)
    await sofiane.sends("/orders")
    await opens_order(sofiane, ref)
    assert "1 × 2 790 DA = 2 790 DA" in sofiane.screen
    timeline = sofiane.screen.partition("Le déroulement")[2]
    assert [line.partition("– ")[2] for line in timeline.strip().splitlines()] == [
        "commandée et payée",
        "en préparation",
        "livrée",
    ]
    assert "1 nov. 2026 à 10:00" in timeline
    assert "placer" not in sofiane.screen


async def test_codes_are_sent_again_once_for_each_press(floor: Floor, sofiane: Person) -> None:
    ref = await bought(floor, sofiane)
    [order] = floor.books.orders.values()
    code = order.cards[0]["value"]
    await sofiane.sends("/orders")
    await opens_order(sofiane, ref)
    message_id, data = sofiane.button("Revoir le code")
    update_id = floor.telegram.people.press(sofiane.account, message_id, data)["update_id"]
    body = floor.telegram.updates._pending[update_id][1]
    await floor.handle()
    await floor.give(update_id, body)
    await floor.work()
    assert sofiane.toast == "Votre code arrive."
    assert sum(code in text_of(message) for message in sofiane.messages) == 2


async def test_an_opened_order_brings_its_codes_and_says_so(floor: Floor, sofiane: Person) -> None:
    ref = await bought(floor, sofiane)
    [order] = floor.books.orders.values()
    code = order.cards[0]["value"]
    await sofiane.sends("/orders")
    await opens_order(sofiane, ref)
    assert "Livrée. Nous avons envoyé votre code ici à 10:00" in sofiane.screen
    assert "message suivant" not in sofiane.screen
    floor.clock.tick(601)
    await sofiane.taps("Mes commandes")
    await opens_order(sofiane, ref)
    assert "Livrée. Votre code suit dans le prochain message" in sofiane.screen
    await floor.work()
    assert code in sofiane.screen
    assert sum(code in text_of(message) for message in sofiane.messages) == 2


async def test_a_receipt_opens_the_order_in_a_message_of_its_own(floor: Floor, sofiane: Person) -> None:
    ref = await bought(floor, sofiane)
    receipt = next(m for m in sofiane.messages if f"Commande {ref}" in text_of(m))
    before = text_of(receipt)
    await sofiane.taps("Détails de la commande", on=receipt["message_id"])
    assert "Le déroulement" in sofiane.screen
    assert text_of(sofiane.account.posts[receipt["message_id"]].seen()) == before


async def test_somebody_elses_order_does_not_exist(floor: Floor, sofiane: Person, amina: Person) -> None:
    ref = await bought(floor, sofiane)
    for verb in ("ord", "see", "again"):
        await amina.presses(amina.last["message_id"], f"{verb}:{ref}")
        assert "لم نجد ما طلبته" in amina.toast
    await floor.work()
    assert not any("🔑" in text_of(message) for message in amina.messages)


async def test_many_orders_are_paged(floor: Floor, sofiane: Person) -> None:
    for _ in range(9):
        await bought(floor, sofiane)
    await sofiane.sends("/orders")
    assert "Page 1" in sofiane.screen
    assert sum("01/11" in label for label in sofiane.buttons) == 8
    await sofiane.taps("Suivant")
    assert sum("01/11" in label for label in sofiane.buttons) == 1


async def test_the_wallet_tells_every_entry_in_words(floor: Floor, sofiane: Person) -> None:
    ref = await bought(floor, sofiane)
    await floor.services.wallet_adjustments.debit(2001, SOFIANE, 210, "erreur de caisse <3", key="d")
    await sofiane.sends("/wallet")
    for words in (
        "37 000 DA",
        "+40 000 DA · ajouté par la boutique",
        f"−2 790 DA · commande {ref}",
        "−210 DA · retiré par la boutique – erreur de caisse <3",
    ):
        assert words in sofiane.screen


async def test_a_long_wallet_is_paged(floor: Floor, sofiane: Person) -> None:
    for dinars in range(100, 110):
        await floor.gives(SOFIANE, dinars)
    await sofiane.sends("/wallet")
    assert "Page 1" in sofiane.screen
    await sofiane.taps("Suivant")
    assert "+100 DA" in sofiane.screen


async def test_money_that_comes_in_is_told(floor: Floor, amina: Person) -> None:
    await floor.services.wallet_adjustments.credit(2001, AMINA, 2_500, "نقدًا", key="c")
    await floor.work()
    assert "أُضيف 2 500 دج إلى محفظتك. رصيدك الآن 2 500 دج" in amina.screen
    assert "ملاحظة: نقدًا" in amina.screen


async def test_a_chosen_language_holds_for_screens_and_for_what_comes_by_itself(
    floor: Floor, sofiane: Person
) -> None:
    await sofiane.sends("/language")
    assert sofiane.buttons == ["العربية", "Français", "English"]
    await sofiane.taps("English")
    assert "Welcome to Hanout, Sofiane" in sofiane.screen
    await floor.gives(SOFIANE, 3_000)
    assert "was added to your wallet" in sofiane.screen
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(3_000)


async def test_a_language_that_does_not_exist_is_an_old_button(sofiane: Person) -> None:
    await sofiane.presses(sofiane.last["message_id"], "lang:de")
    assert "trop ancien" in sofiane.toast


async def test_help_names_every_command_and_the_customers_number(sofiane: Person) -> None:
    await sofiane.taps("Aide")
    words = without_marks(sofiane.screen).split()
    expected = {f"/{command}" for command in handlers.commands().customers} - {"/start", "/help"}
    assert expected <= {word.rstrip(",.") for word in words}
    assert str(SOFIANE) in sofiane.screen
    assert "❓ Aide" not in sofiane.buttons  # it would lead to where one is


async def test_choosing_again_after_an_order_works(floor: Floor, sofiane: Person) -> None:
    await bought(floor, sofiane)
    await choose(sofiane)
    assert "Vérifiez votre commande" in sofiane.screen


async def test_a_list_of_orders_that_telegram_did_not_take_comes_later(floor: Floor, sofiane: Person) -> None:
    ref = await bought(floor, sofiane)
    before = len(sofiane.messages)
    floor.api.refuse_next("sendMessage", 502, "Bad Gateway")
    await sofiane.sends("/orders")
    assert len(sofiane.messages) == before
    await floor.later(60)
    assert ref in sofiane.screen
    await opens_order(sofiane, ref)
    assert "Le déroulement" in sofiane.screen


async def test_pages_are_turned_the_way_the_reader_reads(floor: Floor, amina: Person) -> None:
    for dinars in range(100, 120):
        await floor.gives(AMINA, dinars)
    await amina.sends("/wallet")
    await amina.taps("التالي ◀️")
    turns = [label for label in amina.buttons if "السابق" in label or "التالي" in label]
    assert turns == ["التالي ◀️", "▶️ السابق"]  # from the right: the page before, then the next one
