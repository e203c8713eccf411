"""Transfers with a receipt, from the customer's and the merchant's side of the counter."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.telegram.botapi.shapes import Upload
from bot.settings import Settings
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import SOFIANE, Floor, Person

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (40).to_bytes(4) + (30).to_bytes(4) + b"\x08\x06\0\0\0"


@pytest.fixture
async def floor(settings: Settings, db: Database, clock: FakeClock) -> AsyncIterator[Floor]:
    open_ = settings.model_copy(
        update={"transfer_account": "BaridiMob: 00799999; Nom: KARIM", "transfer_ask_number": True}
    )
    async with shopfloor.opened(open_, db, clock) as it:
        yield it


async def uploads(person: Person, caption: str = "", kind: str = "photo", content: bytes = PNG) -> None:
    name = "receipt.png" if kind == "photo" else "receipt.pdf"
    upload = Upload(name, content, "image/png")
    person.floor.telegram.people.upload(person.account, kind, upload, caption=caption)
    await person.floor.handle()
    await person.floor.work()


async def waits(person: Person) -> None:
    """An order whose transfer is asked for."""
    await confirms(person)
    await person.taps("🏦")
    await person.floor.work()


async def test_a_transfer_is_asked_for_with_an_account_to_copy(floor: Floor, sofiane: Person) -> None:
    await waits(sofiane)
    assert "Virez 2 790 DA" in sofiane.screen
    assert "BaridiMob : 00799999" in sofiane.screen
    rows = sofiane.last["reply_markup"]["inline_keyboard"]
    assert [row[0]["copy_text"]["text"] for row in rows] == ["00799999", "KARIM"]


async def test_a_receipt_is_approved_and_the_order_goes_on(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane)
    assert sofiane.sees("nous avons votre reçu", "le numéro du virement")
    await sofiane.sends("je ne sais pas")
    assert "seulement le numéro" in sofiane.screen
    await sofiane.sends("TX 42")
    assert "C’est noté" in sofiane.screen
    await floor.work()
    assert karim.last["photo"]
    assert karim.sees("2 790 DA de Sofiane", "Numéro : TX42")
    await karim.taps("Accepter")
    assert "Accepté" in karim.toast
    await floor.work()
    await floor.settle()
    assert karim.sees("Accepté par Karim : 2 790 DA")
    assert not karim.last.get("reply_markup")
    (order,) = await floor.orders(sofiane.id)
    assert order.status == "fulfilled"
    assert sofiane.sees("Le virement est confirmé", "🔑")


async def test_a_second_decision_is_told_whose_the_first_was(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    message_id, approve = karim.button("Accepter")
    await karim.presses(message_id, approve)
    await karim.presses(message_id, approve)
    assert "Déjà décidé par Karim" in karim.toast
    assert len(await floor.orders(sofiane.id)) == 1


async def test_a_rejected_receipt_is_explained_and_another_one_may_follow(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1", kind="document")
    assert karim.last["document"]
    await karim.taps("Refuser")
    await karim.taps("illisible")
    await floor.work()
    assert karim.sees("Refusé par Karim : le reçu est illisible")
    assert sofiane.sees("Raison : le reçu est illisible")
    await uploads(sofiane, "TX 2")
    await karim.taps("Refuser")
    await karim.taps("une autre raison")
    await karim.sends("Appelez-moi <svp>")
    await floor.work()
    assert sofiane.sees("Raison : Appelez-moi <svp>")


async def test_another_amount_is_typed_and_credited(floor: Floor, sofiane: Person, karim: Person) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.taps("Autre montant")
    await karim.sends("beaucoup")
    assert "« beaucoup ». Écrivez des dinars entiers" in karim.screen
    await karim.sends("1000000")
    assert "de 1 DA à" in karim.screen
    await karim.sends("2 000")
    await floor.work()
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 2000
    assert karim.sees("2 790 DA de Sofiane", "Accepté par Karim : 2 000 DA")
    assert sofiane.sees("Payez le reste")
    await sofiane.taps("Moyens de paiement")
    assert any("790 DA" in label for label in sofiane.buttons)


async def test_the_same_receipt_again_is_pointed_out(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.taps("Accepter")
    await amina.sends("/topup 1000")
    await amina.taps("🏦")
    await floor.work()
    await uploads(amina, "tx-1", content=PNG + b"another picture")
    assert karim.sees("Ce numéro a déjà servi")
    await karim.sends("/receipts")
    assert any("⚠️" in label for label in karim.buttons)
    await karim.taps("⚠️ 1 000 DA")
    await floor.work()
    assert karim.last["photo"]
    assert karim.sees("Ce numéro a déjà servi à 1002, pour 2 790 DA")


async def test_a_repeated_receipt_is_approved_only_after_the_earlier_one_was_named(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.taps("Accepter")
    await amina.sends("/topup 1000")
    await amina.taps("🏦")
    await floor.work()
    await uploads(amina, "TX 2")
    await karim.taps("Accepter quand même")
    assert not (await floor.services.wallet.balance(amina.id))
    assert "Ce même fichier a déjà été envoyé par 1002, pour 2 790 DA" in karim.screen
    question = karim.last["message_id"]
    await karim.taps("Accepter quand même", on=question)
    assert "Accepté par Karim : 1 000 DA" in karim.screen
    assert karim.data(question) == []
    assert (await floor.services.wallet.balance(amina.id)).dinars == 1000


async def test_another_amount_for_a_repeated_receipt_is_asked_beside_the_earlier_one(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.taps("Accepter")
    await amina.sends("/topup 1000")
    await amina.taps("🏦")
    await floor.work()
    await uploads(amina, "TX 2")
    await karim.taps("Autre montant")
    assert "Ce même fichier a déjà été envoyé par 1002" in karim.screen
    await karim.sends("1 500")
    assert (await floor.services.wallet.balance(amina.id)).dinars == 1500


async def test_a_picture_that_was_removed_comes_again_while_it_is_not_decided(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    karim.account.posts.clear()
    await karim.sends("/receipts")
    await karim.taps("2 790 DA")
    await floor.work()
    assert any("photo" in message for message in karim.messages)
    await karim.taps("Accepter")
    karim.account.posts.clear()
    await floor.work()
    assert not any("photo" in message for message in karim.messages)
    assert (await floor.orders(sofiane.id))[0].status != "awaiting_payment"


async def test_the_same_picture_uploaded_anew_is_known_by_its_content(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    await amina.sends("/topup 1000")
    await amina.taps("🏦")
    await floor.work()
    await uploads(amina, "TX 2")
    assert karim.sees("Ce même fichier a déjà été envoyé")
    first, second = (
        message["photo"][-1]["file_unique_id"] for message in karim.messages if "photo" in message
    )
    assert first != second  # to Telegram they are two


async def test_a_receipt_whose_content_cannot_be_had_reaches_the_staff_all_the_same(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    floor.api.refuse_next("getFile", 400, "Bad Request: file is temporarily unavailable")
    await uploads(sofiane, "TX 1")
    assert karim.sees("2 790 DA de Sofiane", "Numéro : TX1")


async def test_a_receipt_opened_from_the_list_comes_with_its_picture_and_its_buttons(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    before = karim.last["message_id"]
    await karim.sends("/receipts")
    listed = karim.last["message_id"]
    await karim.taps("Sofiane")
    await floor.work()
    assert karim.last["photo"]
    assert karim.last["message_id"] > listed
    # There is one copy with buttons, the new one.
    assert before not in karim.account.posts
    await karim.taps("Accepter", on=karim.last["message_id"])
    assert "Accepté" in karim.toast
    await floor.work()
    assert karim.sees("Accepté par Karim : 2 790 DA")
    await karim.taps("Vue d’ensemble", on=listed)
    assert "à décider : 0" in karim.screen or "à décider : 0" in shopfloor.text_of(
        karim.account.posts[listed].seen()
    )


async def test_the_overview_counts_the_receipts_that_wait(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.sends("/admin")
    assert "à décider : 1" in karim.screen
    assert "🧾 Reçus en attente (1)" in karim.buttons
    await karim.taps("Reçus en attente")
    assert any("Sofiane" in label for label in karim.buttons)


async def test_an_orders_page_shows_its_receipts_and_opens_them(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    (order,) = await floor.orders(sofiane.id)
    await karim.sends(f"/order {order.ref}")
    assert "Reçu de 2 790 DA" in karim.screen
    assert "en vérification" in karim.screen
    await karim.taps("Ouvrir le reçu")
    await floor.work()
    assert karim.last["photo"]
    assert any("Accepter" in label for label in karim.buttons)


async def test_a_better_picture_is_thanked_for_and_shown_below_the_first(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    first = karim.last["message_id"]
    await uploads(sofiane, content=PNG + b"better")
    assert "ajoutée à votre reçu de 2 790 DA" in sofiane.screen
    assert karim.last["photo"]
    assert karim.last["reply_to_message"]["message_id"] == first
    assert karim.sees("Une image de plus", "Images de ce reçu : 2")
    assert karim.buttons == ["🧾 Ouvrir le reçu · 2 790 DA"]
    await karim.taps("Ouvrir le reçu")
    await floor.work()
    assert sum("photo" in message for message in karim.messages) == 2


async def test_a_picture_after_the_decision_says_so_to_staff_and_to_whoever_sent_it(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.taps("Accepter")
    await floor.work()
    await uploads(sofiane, content=PNG + b"better")
    assert "déjà traité (accepté)" in sofiane.screen
    assert "Elle est arrivée après la décision.\n✅ Accepté par Karim : 2 790 DA" in karim.screen
    await uploads(sofiane, content=PNG + b"better")
    assert "a déjà cette image" in sofiane.screen


async def test_a_picture_after_another_amount_is_the_receipt_for_the_rest(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.taps("Autre montant")
    await karim.sends("2 000")
    await floor.work()
    await uploads(sofiane, "TX 2", content=PNG + b"the rest")
    assert sofiane.sees("votre reçu de 790 DA")
    assert karim.sees("790 DA de Sofiane", "Numéro : TX2")
    await karim.taps("Accepter · 790 DA")
    await floor.work()
    await floor.settle()
    assert [order.status for order in await floor.orders(sofiane.id)] == ["fulfilled"]


async def test_the_question_for_a_reason_gives_way_to_the_answer(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.taps("Refuser")
    asked = karim.last["message_id"]
    await karim.taps("illisible", on=asked)
    assert karim.data(asked) == []
    assert "Refusé" in karim.screen
    assert karim.last["message_id"] == asked


async def test_words_below_a_picture_are_no_number(floor: Floor, sofiane: Person, karim: Person) -> None:
    await waits(sofiane)
    await uploads(sofiane, "voilà le reçu")
    assert "le numéro du virement" in sofiane.screen
    await sofiane.sends("٤٢")
    await floor.work()
    assert karim.sees("Numéro : 42")


async def test_pictures_that_nobody_asked_for_reach_nobody_unless_they_are_sent_on(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await uploads(sofiane)
    assert "Voulez-vous l’envoyer à la boutique" in sofiane.screen
    assert "photo" not in karim.last
    assert not floor.api.asked("getFile")


async def test_strangers_cannot_decide(floor: Floor, sofiane: Person, karim: Person) -> None:
    await waits(sofiane)
    await uploads(sofiane, "TX 1")
    _, approve = karim.button("Accepter")
    await sofiane.presses(1, approve)
    assert (await floor.orders(sofiane.id))[0].status == "awaiting_payment"
    await sofiane.sends("/receipts")
    assert "Je ne connais pas" in sofiane.screen


async def test_a_receipt_whose_picture_is_refused_still_reaches_staff_who_can_decide(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    floor.api.refuse_next("sendPhoto", 400, "Bad Request: wrong file identifier")
    await uploads(sofiane)
    await floor.work()
    assert karim.sees("2 790 DA de Sofiane", "un fichier que Telegram refuse")
    await karim.taps("Accepter")
    # Nobody approves blind with one tap.
    assert (await floor.orders(sofiane.id))[0].status == "awaiting_payment"
    assert "ne s’affiche pas ici" in karim.screen
    await karim.taps("Accepter quand même")
    assert "Accepté" in karim.toast
    await floor.work()
    assert karim.sees("Accepté par Karim : 2 790 DA")
    with pytest.raises(AssertionError):
        karim.button("Accepter")  # no copy has one any more


async def test_a_receipt_follows_staff_to_an_upgraded_chat(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    floor.api.refuse_next("sendPhoto", 400, moved, migrate_to_chat_id=karim.id)
    await uploads(sofiane)
    await floor.work()
    assert karim.last["photo"]


async def test_a_card_says_that_the_receipt_is_looked_into_and_no_time_runs(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await confirms(sofiane)
    card = sofiane.last["message_id"]
    await sofiane.taps("🏦")
    await floor.work()
    assert "À payer avant" in card_text(sofiane, card)
    await uploads(sofiane, "TX 1")
    assert "Nous vérifions si votre paiement est arrivé" in card_text(sofiane, card)
    assert "À payer avant" not in card_text(sofiane, card)
    await sofiane.sends("/orders")
    await sofiane.taps("10 EUR")
    assert "Nous vérifions si votre paiement est arrivé" in sofiane.screen
    await karim.taps("Refuser")
    await karim.taps("illisible")
    await floor.work()
    assert "En attente de votre paiement. À payer avant" in card_text(sofiane, card)


async def test_money_that_came_while_the_supplier_is_away_is_not_asked_for_again(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await confirms(sofiane)
    card = sofiane.last["message_id"]
    await sofiane.taps("🏦")
    await floor.work()
    await uploads(sofiane, "TX 1")
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    await karim.taps("Accepter")
    await floor.work()
    for text in (card_text(sofiane, card), await opened(sofiane)):
        assert "Votre paiement est arrivé" in text
        assert "En attente de votre paiement" not in text
        assert "À payer avant" not in text
    await sofiane.taps("Moyens de paiement")
    assert "Votre portefeuille suffit" in sofiane.screen
    await sofiane.taps("Annuler la commande")
    assert "Ce que vous aviez payé est dans votre portefeuille" in sofiane.toast


async def opened(person: Person) -> str:
    """What an order says that is opened from the list."""
    await person.sends("/orders")
    await person.taps("10 EUR")
    return person.screen


def card_text(person: Person, message_id: int) -> str:
    """What the order's own message says by now."""
    return shopfloor.text_of(person.account.posts[message_id].seen())
