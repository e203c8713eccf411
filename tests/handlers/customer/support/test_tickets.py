"""What a customer writes is one request with a state, told apart by what it is about, and seen by staff with
all that belongs to it.
"""

import pytest

from bot.shop.support.tickets import TicketKind, TicketState
from bot.shop.support.views import TicketView
from tests.handlers.buying_steps import bought, confirm, opens_order
from tests.handlers.shopfloor import AMINA, KARIM, SOFIANE, Floor, Person, text_of
from tests.handlers.support_steps import newest_with, replies, uploads

S = TicketState


async def ticket_of(floor: Floor, customer_id: int) -> TicketView:
    """The newest one."""
    return (await floor.services.ticket_desk.of_customer(customer_id))[0]


async def test_a_request_is_taken_answered_continued_closed_and_opened_again_in_arabic(
    floor: Floor, amina: Person, karim: Person
) -> None:
    await amina.sends("/support")
    assert "هل تحتاج إلى مساعدة؟" in amina.screen
    await amina.sends("لم أفهم السعر")
    assert "وصلت رسالتك إلى المتجر" in amina.screen
    await floor.work()
    assert "#1 · Message de أمينة (1001)" in karim.screen
    await karim.taps("✋ Prendre")
    assert karim.toast == "La demande #1 est à vous."
    taken = await ticket_of(floor, AMINA)
    assert (taken.state, taken.taken_by, taken.asked_at) == (S.TAKEN, KARIM, floor.clock.now())

    await replies(karim, newest_with(karim, "لم أفهم السعر"), "أي بطاقة تقصد؟")
    await floor.work()
    assert "جواب Hanout\n\nأي بطاقة تقصد؟" in amina.screen
    assert (await ticket_of(floor, AMINA)).state is S.WAITING

    # What is written after an answer belongs to it, without being asked.
    await amina.sends("بطاقة الستيم")
    assert "وصلت رسالتك إلى المتجر" in amina.screen
    await floor.work()
    assert "بطاقة الستيم" in karim.screen
    asked = await ticket_of(floor, AMINA)
    assert (asked.id, asked.state, asked.taken_by) == (1, S.TAKEN, KARIM)

    await karim.taps("✅ Fermer")
    assert "fermée" in karim.toast
    await floor.work()
    assert (await ticket_of(floor, AMINA)).state is S.CLOSED
    assert "أغلق المتجر طلب المساعدة هذا" in amina.screen
    await amina.taps("لم تُحل المشكلة")
    await amina.sends("ما زال السعر مختلفًا")
    await floor.work()
    again = await ticket_of(floor, AMINA)
    assert (again.id, again.state, again.taken_by) == (1, S.OPEN, None)
    assert karim.sees("ما زال السعر مختلفًا")


async def test_after_a_day_of_silence_words_are_offered_to_the_shop_again(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/support rien reçu")
    await floor.work()
    await replies(karim, newest_with(karim, "rien reçu"), "C'est parti.")
    await floor.work()
    floor.clock.tick(24 * 3600)
    await sofiane.sends("toujours rien")
    assert "🛟 Envoyer à la boutique" in sofiane.buttons


async def test_a_dead_code_comes_with_what_the_suppliers_support_needs(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await bought(floor, sofiane, "2")
    [order] = floor.books.orders.values()
    codes = newest_with(sofiane, order.cards[0]["value"])
    await sofiane.taps("Un code ne marche pas", on=codes["message_id"])
    assert f"Quel code de la commande {ref}" in sofiane.screen
    await sofiane.taps("N° 2")
    assert f"Le code n° 2 de la commande {ref} ne marche pas" in sofiane.screen
    await uploads(sofiane, caption="déjà utilisé, dit le site")
    await floor.work()
    told = karim.last
    assert f"Le code n° 2 de la commande {ref} ne marche pas" in text_of(told)
    assert "photo" in told
    ticket = await ticket_of(floor, SOFIANE)
    assert (ticket.kind, ticket.order_ref, ticket.card) == (TicketKind.DEAD_CODE, ref, 2)

    await karim.taps("🎫 #1", "Pour l’assistance du fournisseur")
    await floor.work()
    text = text_of(karim.last)
    assert karim.last["photo"] == told["photo"]
    assert f"Order ID: {order.id}" in text
    assert (
        f"Request ID: {floor.books.asked[-1]['requestId']}" in text if hasattr(floor.books, "asked") else True
    )
    assert f"Numéro de série : {order.cards[1]['serial']}" in text
    assert "Code n° : 2/2" in text
    assert "déjà utilisé, dit le site" in text
    assert not any(card["value"] in text_of(message) for card in order.cards for message in karim.messages)


async def test_a_single_code_is_asked_about_at_once_and_a_strangers_never(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    ref = await bought(floor, sofiane)
    await sofiane.sends("/orders")
    await opens_order(sofiane, ref)
    message_id, data = sofiane.button("Ce code ne marche pas")
    await amina.presses(amina.last["message_id"], data)
    assert "لم نجد" in amina.toast
    await sofiane.presses(message_id, data)
    assert f"Le code de la commande {ref} ne marche pas" in sofiane.screen
    await sofiane.presses(message_id, f"deadn:{ref}:2")
    assert "Introuvable" in sofiane.toast


async def test_two_things_are_two_requests_and_the_same_thing_is_one(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await bought(floor, sofiane)
    await sofiane.sends("/support première question")
    for words in ("où est mon reçu ?", "et la facture ?"):
        await sofiane.sends("/orders")
        await opens_order(sofiane, ref)
        await sofiane.taps("Une question sur cette commande")
        await sofiane.sends(words)
    await floor.work()
    about = [
        (one.id, one.kind, one.order_ref) for one in await floor.services.ticket_desk.of_customer(SOFIANE)
    ]
    assert about == [(2, TicketKind.ORDER, ref), (1, TicketKind.QUESTION, None)]
    dossier = await floor.services.ticket_desk.dossier(2)
    assert [one.body for one in dossier.messages] == ["où est mon reçu ?", "et la facture ?"]
    assert f"Commande {ref}" in karim.screen


@pytest.mark.settings(transfer_account="CCP: 123")
async def test_a_payment_is_chosen_in_english(floor: Floor, karim: Person) -> None:
    sofiane = floor.person(SOFIANE, "en")
    await sofiane.sends("/start")
    await confirm(sofiane, "1")
    await sofiane.taps("Transfer")
    await floor.work()
    await sofiane.sends("/paysupport")
    assert "A problem with a payment?" in sofiane.screen
    await sofiane.taps("2 790 DA · transfer")
    assert "Payment: 2 790 DA · transfer" in sofiane.screen
    await sofiane.sends("I paid twice")
    assert "The shop has your message" in sofiane.screen
    await floor.work()
    assert "💳 Paiement : 2 790 DA" in karim.screen
    ticket = await ticket_of(floor, SOFIANE)
    assert ticket.kind is TicketKind.PAYMENT
    assert ticket.payment is not None
    assert ticket.payment.way == "transfer"
    await sofiane.sends("/support")
    assert "Your last message is waiting for an answer" in sofiane.screen
    await replies(karim, newest_with(karim, "I paid twice"), "C’est rendu")
    await floor.work()
    await sofiane.sends("/support")
    assert "The shop has answered your last message" in sofiane.screen


async def test_the_page_of_a_request_answers_with_words_and_pictures(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await bought(floor, sofiane)
    await sofiane.sends("/support mon compte est vide")
    await floor.work()
    await karim.sends("/admin")
    await karim.taps("🎫 Demandes en attente (1)")
    assert "Sans réponse : 1" in karim.screen
    await karim.taps("#1 Sofiane · question")
    assert "Sofiane : mon compte est vide" in karim.screen
    await karim.taps("🧾 Ses commandes")
    assert "PlayStation Store France" in karim.screen
    await karim.sends("/tickets 1")
    await karim.taps("✍️ Répondre")
    await uploads(karim, caption="Voyez ici.")
    assert "Votre réponse part vers Sofiane" in karim.screen
    await floor.work()
    assert "Réponse de Hanout\n\nVoyez ici." in sofiane.screen
    assert "photo" in sofiane.last
    await karim.sends("/tickets mine")
    assert "💬 #1 Sofiane · question" in karim.buttons
    await karim.sends("/tickets hier")
    assert "/tickets 12 – une demande par son numéro" in karim.screen
    await karim.sends("/tickets toutes")
    assert "Toutes les demandes" in karim.screen


async def test_lists_are_turned_by_the_last_request_shown(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    for number in range(1, 11):
        other = floor.telegram.chats.add(9000 + number, f"C{number}", language_code="fr")
        await Person(floor, other.id).sends("/start", f"/support question {number}")
    await karim.sends("/tickets")
    assert [label.split()[1] for label in karim.buttons[:8]] == [f"#{n}" for n in range(1, 9)]
    await karim.taps("Suivant")
    assert [label.split()[1] for label in karim.buttons[:2]] == ["#9", "#10"]
    await karim.taps("📚 Toutes")
    assert karim.buttons[0].split()[1] == "#10"
    await karim.taps("Suivant")
    assert [label.split()[1] for label in karim.buttons[:2]] == ["#2", "#1"]


@pytest.mark.settings(admin_ids=(KARIM, AMINA))
async def test_the_first_to_take_it_has_it_until_somebody_takes_it_over(
    floor: Floor, sofiane: Person, karim: Person, amina: Person
) -> None:
    await sofiane.sends("/support au secours")
    await floor.work()
    mine, theirs = karim.button("✋ Prendre"), amina.button("✋ أتولاه")
    await karim.presses(*mine)
    await amina.presses(*theirs)
    assert "لم يتغير شيء" in amina.toast
    assert "Karim" in amina.toast
    assert (await ticket_of(floor, SOFIANE)).taken_by == KARIM
    floor.clock.tick(120)
    await sofiane.sends("/support encore")
    await floor.work()
    rung = {call["chat_id"]: call.get("disable_notification") for call in floor.api.asked("sendMessage")[-2:]}
    assert rung == {KARIM: False, AMINA: True}
    await amina.sends("/tickets 1")
    await amina.taps("أتولاه بدلًا منه")
    assert (await ticket_of(floor, SOFIANE)).taken_by == AMINA
    await karim.sends("/tickets 1")
    await karim.taps("Reprendre")
    await karim.taps("👐 Libérer")
    free = await ticket_of(floor, SOFIANE)
    assert (free.state, free.taken_by) == (S.OPEN, None)


@pytest.mark.settings(support_remind_minutes=10)
async def test_staff_are_reminded_ever_more_seldom_until_somebody_answers(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    tickets = floor.worker("tickets")
    await sofiane.sends("/support personne ?")
    await floor.work()
    heard = []
    for minute in range(1, 80):
        floor.clock.tick(60)
        await tickets.run_once()
        await floor.work()
        reminded = sum("attend une réponse depuis" in text_of(message) for message in karim.messages)
        if reminded > len(heard):
            heard.append(minute)
    assert heard == [10, 30, 70]
    assert karim.sees("#1 Sofiane attend une réponse depuis 70 minutes")
    await replies(karim, newest_with(karim, "personne ?"), "Me voici.")
    floor.clock.tick(24 * 3600)
    await tickets.run_once()
    await floor.work()
    assert sum("attend une réponse depuis" in text_of(message) for message in karim.messages) == 3


async def test_a_ready_answer_goes_out_once_and_in_the_customers_language(
    floor: Floor, amina: Person, karim: Person
) -> None:
    await karim.sends("/replies")
    assert "Il n’y a pas encore de réponse prête" in karim.screen
    await karim.taps("➕ Nouvelle réponse")
    await karim.sends("Délai", "Une minute, s'il vous plaît.\nMerci.")
    assert "Enregistré" in karim.screen
    await karim.taps("✏️ العربية")
    await karim.sends("دقيقة من فضلك.")
    assert "Une minute, s'il vous plaît.\nMerci." in karim.screen
    assert "دقيقة من فضلك." in karim.screen
    await amina.sends("/support أين الرمز؟")
    await floor.work()
    await karim.taps("⚡ Réponse prête", "Délai")
    assert "دقيقة من فضلك." in karim.screen
    message_id, data = karim.button("✅ Envoyer")
    await karim.presses(message_id, data)
    await karim.presses(message_id, data)
    await floor.work()
    assert sum("دقيقة من فضلك." in text_of(message) for message in amina.messages) == 1
    assert (await ticket_of(floor, AMINA)).state is S.WAITING
    await karim.sends("/replies")
    await karim.taps("Délai · ar fr", "🗑 Supprimer", "Oui")
    assert karim.toast == "« Délai » est supprimée."
    assert await floor.services.quick_replies.all() == ()


async def test_long_ready_answers_in_all_languages_are_seen_and_removed(floor: Floor, karim: Person) -> None:
    keeps = floor.services.quick_replies
    for language in ("ar", "fr", "en"):
        await keeps.save(KARIM, "Conditions", language, f"{language} " + "🎁" * 1990)
    await karim.sends("/replies")
    await karim.taps("Conditions · ar en fr")
    assert all(f"{language} 🎁" in karim.screen for language in ("ar", "fr", "en"))
    await karim.taps("🗑 Supprimer", "Oui")
    assert await keeps.all() == ()


async def test_customers_know_no_requests_of_the_staffs(floor: Floor, sofiane: Person, karim: Person) -> None:
    await sofiane.sends("/support bonjour")
    await floor.work()
    for data in ("t-take:1:0:0", "t-see:1", "t-shut:1:1", "t-ans:1", "t-list:all:0", "t-reps:1"):
        await sofiane.presses(sofiane.last["message_id"], data)
        assert "bouton" in sofiane.toast
    await sofiane.sends("/tickets", "/replies")
    assert all("Demandes" not in text_of(message) for message in sofiane.messages)
    assert (await ticket_of(floor, SOFIANE)).state is S.OPEN
