"""Messages to the shop: nothing that a customer writes vanishes, staff answer by replying, and nobody is rung
without end.
"""

import json

from bot.demo.telegram.botapi.shapes import Upload
from bot.settings import Settings
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.shopfloor import AMINA, KARIM, SOFIANE, Floor, Person, text_of
from tests.handlers.support_steps import PNG, newest_with, replies, uploads


async def test_the_message_after_paysupport_reaches_staff_and_the_answer_the_customer(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/paysupport")
    assert "Écrivez maintenant votre message" in sofiane.screen
    await sofiane.sends("j'ai payé\net <b>rien</b> n'est venu")
    assert "La boutique a votre message" in sofiane.screen
    await floor.work()
    told = newest_with(karim, "Message de Sofiane (1002)")
    assert "j'ai payé\net <b>rien</b> n'est venu" in text_of(told)
    await replies(karim, told, "On regarde, un instant.")
    assert "Votre réponse part vers Sofiane" in karim.screen
    await floor.work()
    assert "Réponse de Hanout\n\nOn regarde, un instant." in sofiane.screen
    assert "Karim" not in sofiane.screen


async def test_words_behind_the_command_are_sent_at_once(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/paysupport j'ai payé deux fois")
    await floor.work()
    assert karim.sees("j'ai payé deux fois")
    await sofiane.sends("/shop")
    assert "Que cherchez-vous" in sofiane.screen


async def test_photos_and_files_go_both_ways(floor: Floor, sofiane: Person, karim: Person) -> None:
    await sofiane.sends("/paysupport")
    await uploads(sofiane, caption="ma capture")
    await floor.work()
    told = newest_with(karim, "ma capture")
    assert "photo" in told
    assert "Message de Sofiane" in text_of(told)
    await uploads(karim, "document", caption="voici", reply_to=told["message_id"])
    await floor.work()
    answer = newest_with(sofiane, "voici")
    assert "document" in answer
    assert "Réponse de Hanout" in text_of(answer)


async def test_a_caption_that_is_longer_than_a_bots_may_be_comes_whole_and_with_its_picture(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    words = "Je vous raconte tout. " * 180
    await sofiane.sends("/support")
    await uploads(sofiane, caption=words)
    await floor.work()
    told = newest_with(karim, "Je vous raconte tout")
    assert text_of(told).strip() == words.strip()
    assert "photo" in karim.last
    await replies(karim, karim.last, "Merci.")
    await floor.work()
    assert "Merci." in sofiane.screen


async def test_the_customer_answers_back_by_replying_or_by_the_button(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/paysupport rien reçu")
    await floor.work()
    await replies(karim, newest_with(karim, "rien reçu"), "Quelle carte ?")
    await floor.work()
    await replies(sofiane, newest_with(sofiane, "Quelle carte"), "la CIB")
    await floor.work()
    assert karim.sees("la CIB")
    await sofiane.taps("Écrire à la boutique")
    await sofiane.sends("celle de la poste")
    await floor.work()
    assert karim.sees("celle de la poste")


async def test_unknown_words_and_pictures_are_offered_to_the_shop(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("bonjour, mon code ne marche pas")
    assert "🛟 Envoyer à la boutique" in sofiane.buttons
    await floor.work()
    assert not any("mon code" in text_of(message) for message in karim.messages)
    message_id, data = sofiane.button("Envoyer à la boutique")
    await sofiane.presses(message_id, data)
    assert "La boutique a votre message" in sofiane.screen
    await sofiane.presses(message_id, data)
    assert "déjà ce message" in sofiane.toast
    await uploads(sofiane)
    await sofiane.taps("Envoyer à la boutique")
    await floor.work()
    told = [message for message in karim.messages if "Message de Sofiane" in text_of(message)]
    assert ["mon code ne marche pas" in text_of(one) for one in told] == [True, False]
    assert "photo" in told[1]


async def test_nobody_sends_what_somebody_else_was_offered(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await sofiane.sends("mon code ne marche pas")
    _, data = sofiane.button("Envoyer à la boutique")
    await amina.presses(amina.last["message_id"], data)
    assert "لم نجد" in amina.toast


async def test_the_question_survives_a_restart(settings: Settings, db: Database, clock: FakeClock) -> None:
    async with shopfloor.opened(settings, db, clock) as before:
        await before.person(SOFIANE).sends("/start")
        await before.person(SOFIANE).sends("/paysupport")
    async with shopfloor.opened(settings, db, clock) as now:
        sofiane, karim = now.person(SOFIANE), now.person(KARIM)
        await karim.sends("/start")
        await sofiane.sends("où est mon code ?")
        await now.work()
        assert karim.sees("où est mon code ?")


async def test_another_command_press_or_cancel_ends_the_question(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    for leave in ("/shop", "/cancel"):
        await sofiane.sends("/paysupport", leave, "ce n'est pas pour vous")
        assert "Je n’ai pas compris" in sofiane.screen
    await sofiane.sends("/paysupport")
    await sofiane.taps("Boutique")
    await sofiane.sends("ni cela")
    await floor.work()
    assert not any("Message de" in text_of(message) for message in karim.messages)


async def test_a_question_to_the_shop_leaves_a_purchase_where_it_was(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", "France", "10 EUR")
    await sofiane.sends("/paysupport", "3 questions")
    assert "La boutique a votre message" in sofiane.screen
    await sofiane.sends("2")
    assert "Vérifiez votre commande" in sofiane.screen


async def test_a_reply_of_staff_to_anything_else_is_answered_with_what_it_is(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await karim.sends("/start")
    await replies(karim, karim.messages[0], "bonjour")
    assert "n’est pas le message d’un client" in karim.screen
    await karim.sends("bonjour")
    assert "Je n’ai pas compris" in karim.screen
    await floor.work()
    assert len(sofiane.messages) == 1


async def test_a_strangers_reply_is_never_an_answer(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await sofiane.sends("/paysupport rien reçu")
    await floor.work()
    told = newest_with(karim, "rien reçu")
    thread = await floor.services.support.thread(KARIM, told["message_id"])
    assert thread is not None
    assert thread.customer_id == SOFIANE
    assert await floor.services.support.thread(AMINA, told["message_id"]) is None
    await replies(amina, amina.messages[0], "c'est moi")
    await floor.work()
    assert not any("c'est moi" in text_of(message) for message in sofiane.messages)


async def test_one_customer_rings_staff_a_few_times_an_hour_and_nothing_is_lost(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    for number in range(1, 30):
        await sofiane.sends(f"/paysupport message {number}.")
        await floor.later(120)
    rung = [message for message in karim.messages if "Message de Sofiane" in text_of(message)]
    assert len(rung) == 4
    assert sofiane.sees("Nous avons gardé votre message", "Beaucoup de vos messages attendent")
    kept = sum("Nous avons gardé" in text_of(message) for message in sofiane.messages)
    await floor.later(3_600)
    told = [text_of(message) for message in karim.messages if "Message de Sofiane" in text_of(message)]
    assert len(told) == 4 + kept == 20
    assert all(any(f"message {number}." in text for text in told) for number in range(1, 21))


async def test_an_answer_lets_the_conversation_go_on(floor: Floor, sofiane: Person, karim: Person) -> None:
    for number in range(4):
        await sofiane.sends(f"/paysupport {number}")
        await floor.work()
    floor.clock.tick(60)
    await replies(karim, newest_with(karim, "Message de Sofiane"), "oui ?")
    await floor.later(1)
    await replies(sofiane, newest_with(sofiane, "oui ?"), "encore une chose")
    await floor.work()
    assert karim.sees("encore une chose")


async def test_words_too_long_for_one_message_come_in_two_and_both_can_be_answered(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sofiane.sends("/paysupport", "x" * 4_090)
    await floor.work()
    head, body = karim.messages[-2:]
    assert "Message de Sofiane" in text_of(head)
    assert text_of(body) == "x" * 4_090
    for number, message in enumerate((head, body)):
        await replies(karim, message, f"réponse {number}")
    await floor.work()
    assert sofiane.sees("réponse 0", "réponse 1")
    assert "avait déjà répondu" in karim.screen


async def test_a_message_to_the_shop_that_comes_twice_is_one(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    floor.telegram.people.write(sofiane.account, "/paysupport une fois")
    update_id, (_, body) = next(iter(floor.telegram.updates._pending.items()))
    await floor.handle()
    await floor.give(update_id, body)
    await floor.work()
    assert sum("une fois" in text_of(message) for message in karim.messages) == 1


async def test_an_album_is_sent_as_a_whole_and_asked_about_once(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await album(sofiane, 3)
    assert sum("Voulez-vous l’envoyer" in text_of(message) for message in sofiane.messages) == 1
    await sofiane.taps("Envoyer à la boutique")
    await floor.work()
    assert sum("photo" in message for message in karim.messages) == 3
    await sofiane.sends("/paysupport")
    await album(sofiane, 2)
    await floor.work()
    assert sum("photo" in message for message in karim.messages) == 5
    assert sum("La boutique a votre message" in text_of(message) for message in sofiane.messages) == 2


async def album(person: Person, pictures: int) -> None:
    """Several pictures sent together: Telegram marks each with the album's number."""
    updates = person.floor.telegram.updates
    for _ in range(pictures):
        person.floor.telegram.people.upload(person.account, "photo", Upload("a.png", PNG, "image/png"))
    number = str(len(person.account.posts))
    for update_id, (who, body) in list(updates._pending.items()):
        update = json.loads(body)
        update["message"]["media_group_id"] = number
        updates._pending[update_id] = (who, json.dumps(update))
    await person.floor.handle()
