"""A message to many: written, seen, sent, steered, left and taken up again, in three languages."""

import pytest

from bot.shop.refs import short_key
from tests.handlers.shopfloor import KARIM, Floor, Person, run, text_of
from tests.handlers.support_steps import uploads as sends_file
from tests.handlers.transfers import uploads

WORDS = {
    "ar": (
        "تراها أنت أولًا",
        "إرسال",
        "عدد الأشخاص: نحو 3",
        "نعم، أرسِلها",
        "يجري إرسال الرسالة",
        "أُرسلت الرسالة: 3",
        "وصلت: 3",
    ),
    "fr": (
        "Vous le voyez d’abord",
        "Envoyer…",
        "Personnes : environ 3",
        "Oui, envoyer",
        "en cours d’envoi",
        "a été envoyé : 3",
        "Arrivés : 3",
    ),
    "en": (
        "You see it first",
        "Send…",
        "People: about 3",
        "Yes, send it",
        "is being sent",
        "was sent: 3",
        "Arrived: 3",
    ),
}


async def send_out(floor: Floor) -> None:
    """Lets the shop send all of it."""
    for _ in range(3):
        await run(floor.worker("broadcasts"))


def got(person: Person, words: str) -> int:
    return sum(words in text_of(message) for message in person.messages)


async def written(karim: Person, words: str = "Soldes de l’Aïd") -> None:
    await karim.sends("/broadcast", words)


async def sent(floor: Floor, karim: Person) -> None:
    await karim.taps("Envoyer…", "Oui, envoyer")
    await send_out(floor)


async def test_a_broadcast_that_is_left_speaks_of_no_message_to_the_shop(karim: Person) -> None:
    await karim.sends("/start", "/broadcast", "/cancel")
    assert karim.screen == "Annulé. Rien n’a été envoyé."


@pytest.mark.parametrize("language", WORDS)
async def test_a_message_arrives_once_and_says_how_it_went(
    floor: Floor, amina: Person, sofiane: Person, language: str
) -> None:
    seen_first, send, people, yes, running, done, arrived = WORDS[language]
    karim = floor.person(KARIM, language)
    await karim.sends("/start", "/broadcast")
    assert seen_first in karim.screen
    await karim.sends("Eid 2027 @shop <b>")
    assert got(karim, "Eid 2027") == 1
    await karim.taps(send)
    assert people in karim.screen
    assert f"{floor.clock.now().astimezone(floor.shop.settings.zone):%H:%M}" in karim.screen
    await karim.taps(yes)
    assert running in karim.screen
    progress = karim.last["message_id"]
    assert got(amina, "Eid 2027") == 0
    await send_out(floor)
    assert (got(amina, "Eid 2027 @shop <b>"), got(sofiane, "Eid 2027 @shop <b>")) == (1, 1)
    shown = text_of(next(one for one in karim.messages if one["message_id"] == progress))
    assert done in shown
    assert arrived in shown
    await floor.work()
    assert arrived in karim.screen  # also in a message of its own
    await send_out(floor)
    assert got(amina, "Eid 2027") == 1


async def test_formatting_photo_and_buttons_arrive_as_they_were_written(
    floor: Floor, amina: Person, karim: Person
) -> None:
    product = next(iter(floor.books.products.values()))
    await karim.sends("/broadcast")
    await uploads(karim, "Chez https://example.com")
    assert karim.messages[-2]["caption"] == "Chez https://example.com"
    await karim.taps("Boutons")
    await karim.sends("Sans adresse")
    assert "Sans adresse" in karim.screen
    await karim.sends(f"Le site — https://example.com/eid?a=1-2\nTout - boutique\nÀ voir - {product.title}")
    assert "Boutons : 3" in karim.screen
    await sent(floor, karim)
    arrived = amina.last
    assert (arrived["caption"], bool(arrived["photo"])) == ("Chez https://example.com", True)
    (web,), (shop,), (goods,), (leave,) = arrived["reply_markup"]["inline_keyboard"]
    assert (web["text"], web["url"]) == ("Le site", "https://example.com/eid?a=1-2")
    assert shop["callback_data"] == "bc-go:shop"
    assert goods["callback_data"] == f"bc-go:{short_key(product.id)}"
    assert "لا أريد" in leave["text"]
    await amina.presses(arrived["message_id"], shop["callback_data"])
    assert amina.last["message_id"] > arrived["message_id"]
    assert any("cat:" in data for data in amina.data(amina.last["message_id"]))
    await amina.presses(arrived["message_id"], goods["callback_data"])
    assert product.title in amina.screen
    still = next(one for one in amina.messages if one["message_id"] == arrived["message_id"])
    assert still["reply_markup"] == arrived["reply_markup"]


async def test_what_is_no_text_and_no_photo_is_asked_for_again(floor: Floor, karim: Person) -> None:
    await karim.sends("/broadcast")
    await sends_file(karim, "voice")
    assert "Envoyez un texte" in karim.screen
    await karim.sends("Alors du texte")
    assert got(karim, "Alors du texte") == 1


async def test_an_audience_is_chosen_by_buttons(
    floor: Floor, amina: Person, sofiane: Person, karim: Person
) -> None:
    await floor.gives(amina.id, 500)
    await written(karim)
    await karim.taps("Pour qui", "Ceux qui ont de l’argent")
    assert "argent au portefeuille" in karim.screen
    await karim.taps("Envoyer…")
    assert "environ 1" in karim.screen
    await karim.taps("Retour", "Pour qui", "العربية", "Envoyer…")
    assert "environ 1" in karim.screen
    await karim.taps("Retour", "Pour qui", "acheté un produit")
    await karim.sends("nosuchproduct")
    assert "nosuchproduct" in karim.screen
    await karim.sends(next(iter(floor.books.products.values())).title)
    await karim.taps("Envoyer…")
    assert "Personne ne recevrait" in karim.screen
    await karim.taps("Retour", "Pour qui", "30 jours", "Pour qui", "العربية")
    await sent(floor, karim)
    assert (got(amina, "Soldes"), got(sofiane, "Soldes")) == (1, 0)


async def test_it_pauses_goes_on_and_ends_by_buttons(
    floor: Floor, amina: Person, sofiane: Person, karim: Person
) -> None:
    await written(karim)
    await karim.taps("Envoyer…", "Oui, envoyer", "Pause")
    assert "en pause" in karim.screen
    await send_out(floor)
    assert got(amina, "Soldes") == 0
    await karim.sends("/broadcast")
    assert "en pause" in karim.screen
    await karim.taps("Arrêter", "Non")
    assert "en pause" in karim.screen
    await karim.taps("Continuer", "Arrêter", "Oui")
    assert "a été arrêté" in karim.screen
    await send_out(floor)
    assert (got(amina, "Soldes"), got(sofiane, "Soldes")) == (0, 0)


async def test_pressed_twice_it_is_sent_once(floor: Floor, amina: Person, karim: Person) -> None:
    await written(karim)
    await karim.taps("Envoyer…")
    message_id, yes = karim.button("Oui, envoyer")
    await karim.presses(message_id, yes)
    await karim.presses(message_id, yes)
    await send_out(floor)
    assert got(amina, "Soldes") == 1


async def test_a_customer_leaves_with_one_button_and_comes_back(
    floor: Floor, amina: Person, sofiane: Person, karim: Person
) -> None:
    await written(karim, "Première")
    await sent(floor, karim)
    await sofiane.taps("Plus de tels messages")
    assert "ne recevez plus" in sofiane.screen
    await written(karim, "Deuxième")
    await sent(floor, karim)
    assert (got(sofiane, "Deuxième"), got(amina, "Deuxième")) == (0, 1)
    await sofiane.sends("/help")
    await sofiane.taps("Messages d’actualité", "Les recevoir de nouveau")
    assert "Vous recevez les nouvelles" in sofiane.screen
    await written(karim, "Troisième")
    await sent(floor, karim)
    assert got(sofiane, "Troisième") == 1
    assert got(sofiane, "Première") == 1


async def test_who_blocks_the_bot_is_left_out_until_they_write_again(
    floor: Floor, amina: Person, karim: Person
) -> None:
    amina.account.blocked = True
    await written(karim)
    await sent(floor, karim)
    await floor.work()
    assert "Bloquent le bot : 1" in karim.screen
    amina.account.blocked = False
    await written(karim, "Encore")
    await karim.taps("Envoyer…")
    assert "environ 1" in karim.screen
    await karim.taps("Retour")
    await amina.sends("/start")
    await sent(floor, karim)
    assert got(amina, "Encore") == 1
