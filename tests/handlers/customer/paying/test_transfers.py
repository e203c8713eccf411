"""Transfers with a receipt, from the customer's and the merchant's side of the counter."""

from handlers.admin.overview.callbacks import Overview
from tests.handlers import shopfloor
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import SOFIANE, Floor, Person
from tests.handlers.transfers import PNG, TAKES_TRANSFERS, sends_receipt, tops_up, uploads, waits

pytestmark = TAKES_TRANSFERS


async def test_a_transfer_is_asked_for_with_an_account_to_copy(floor: Floor, sofiane: Person) -> None:
    await waits(sofiane)
    assert "Virez 2 790 DA" in sofiane.screen
    assert "BaridiMob : 00799999" in sofiane.screen
    rows = sofiane.last["reply_markup"]["inline_keyboard"]
    assert [row[0]["copy_text"]["text"] for row in rows if "copy_text" in row[0]] == ["00799999", "KARIM"]


async def test_whoever_does_not_want_to_transfer_has_a_way_out(floor: Floor, sofiane: Person) -> None:
    await waits(sofiane)
    asked = sofiane.last["message_id"]
    await sofiane.taps("Moyens de paiement", on=asked)
    assert "Comment souhaitez-vous payer" in sofiane.screen
    await sofiane.taps("Annuler la commande", on=asked)
    await floor.work()
    (order,) = await floor.orders(SOFIANE)
    assert order.status == "cancelled"
    assert not sofiane.data(asked)
    await tops_up(sofiane)
    await sofiane.taps("Autre montant ou autre moyen")
    assert "Combien voulez-vous" in sofiane.screen


async def test_words_while_a_receipt_is_awaited_are_answered_with_that(floor: Floor, sofiane: Person) -> None:
    await waits(sofiane)
    await sofiane.sends("je ne comprends rien")
    assert "Nous attendons le reçu de 2 790 DA" in sofiane.screen
    await sofiane.taps("Envoyer à la boutique")
    await floor.work()
    await uploads(sofiane, "TX 1")
    await sofiane.sends("et maintenant ?")
    assert "Nous attendons le reçu" not in sofiane.screen


async def test_whoever_pays_is_told_of_the_region_and_that_codes_are_not_taken_back(
    floor: Floor, sofiane: Person
) -> None:
    await confirms(sofiane)
    assert any("🏦" in label for label in sofiane.buttons)
    assert "⚠️" in sofiane.screen
    assert "Les codes livrés ne sont pas repris." in sofiane.screen


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
    assert karim.buttons == ["⛔ Il est faux"]
    (order,) = await floor.orders(sofiane.id)
    assert order.status == "fulfilled"
    assert sofiane.sees("Le virement est confirmé", "🔑")


async def test_a_second_decision_is_told_whose_the_first_was(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
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
    await karim.taps("Refuser", "illisible")
    await floor.work()
    assert karim.sees("Refusé par Karim : le reçu est illisible")
    assert sofiane.sees("Raison : le reçu est illisible")
    await uploads(sofiane, "TX 2")
    await karim.taps("Refuser", "une autre raison")
    await karim.sends("Appelez-moi <svp>")
    await floor.work()
    assert sofiane.sees("Raison : Appelez-moi <svp>")


async def test_another_amount_is_typed_and_credited(floor: Floor, sofiane: Person, karim: Person) -> None:
    await sends_receipt(sofiane)
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
    await sends_receipt(sofiane)
    await karim.taps("Accepter")
    await tops_up(amina)
    await uploads(amina, "tx-1", content=PNG + b"another picture")
    assert karim.sees("Ce numéro a déjà servi")
    await karim.sends("/receipts")
    assert any("⚠️" in label for label in karim.buttons)
    await karim.taps("⚠️ 1 000 DA")
    await floor.work()
    assert karim.last["photo"]
    assert karim.sees("Ce numéro a déjà servi à 1002, pour 2 790 DA")


async def sends_the_same_again(first: Person, second: Person, merchant: Person) -> None:
    """The second customer pays for a top-up with the picture that paid for the first one's order."""
    await sends_receipt(first)
    await merchant.taps("Accepter")
    await tops_up(second)
    await uploads(second, "TX 2")


async def test_a_repeated_receipt_is_approved_only_after_the_earlier_one_was_named(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await sends_the_same_again(sofiane, amina, karim)
    await karim.taps("Accepter quand même")
    assert not (await floor.services.wallet.balance(amina.id))
    assert "Ce même fichier a déjà été envoyé par 1002, pour 2 790 DA" in karim.screen
    question = karim.last["message_id"]
    await karim.taps("Accepter quand même", on=question)
    assert "Accepté par Karim : 1 000 DA" in karim.screen
    assert karim.data(question) == [Overview().pack()]
    assert (await floor.services.wallet.balance(amina.id)).dinars == 1000


async def test_another_amount_for_a_repeated_receipt_is_asked_beside_the_earlier_one(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await sends_the_same_again(sofiane, amina, karim)
    await karim.taps("Autre montant")
    assert "Ce même fichier a déjà été envoyé par 1002" in karim.screen
    await karim.sends("1 500")
    assert (await floor.services.wallet.balance(amina.id)).dinars == 1500


async def test_the_overview_counts_the_receipts_that_wait(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    await karim.sends("/admin")
    assert "à décider : 1" in karim.screen
    assert "🧾 Reçus en attente (1)" in karim.buttons
    await karim.taps("Reçus en attente")
    assert any("Sofiane" in label for label in karim.buttons)


async def test_an_orders_page_shows_its_receipts_and_opens_them(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    (order,) = await floor.orders(sofiane.id)
    await karim.sends(f"/order {order.ref}")
    assert "Reçu de 2 790 DA" in karim.screen
    assert "en vérification" in karim.screen
    await karim.taps("Ouvrir le reçu")
    await floor.work()
    assert karim.last["photo"]
    assert any("Accepter" in label for label in karim.buttons)


async def test_the_question_for_a_reason_gives_way_to_the_answer(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    await karim.taps("Refuser")
    asked = karim.last["message_id"]
    await karim.taps("illisible", on=asked)
    assert karim.data(asked) == [Overview().pack()]
    assert "Refusé" in karim.screen
    assert karim.last["message_id"] == asked


async def test_strangers_cannot_decide(floor: Floor, sofiane: Person, karim: Person) -> None:
    await sends_receipt(sofiane)
    _, approve = karim.button("Accepter")
    await sofiane.presses(1, approve)
    assert (await floor.orders(sofiane.id))[0].status == "awaiting_payment"
    await sofiane.sends("/receipts")
    assert "Je ne connais pas" in sofiane.screen


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
    await karim.taps("Refuser", "illisible")
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
