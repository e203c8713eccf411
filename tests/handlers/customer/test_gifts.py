"""A gift as people see it: bought for a friend, passed on, opened, taken back, in three languages."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import sqlalchemy as sa

from bot.shop.gifts.gifts import LONGEST_GREETING
from bot.telegram.incoming.arrivals import Arrival
from bot.telegram.incoming.handling import GIVEN_UP_AT
from storage.states import InboxState, TicketKind
from storage.tables import inbox as inbox_table
from storage.tables import messages, support_messages, tickets
from tests.handlers.buying_steps import choose
from tests.handlers.customer.reviews.reviewing import asks
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person, text_of

LILA = 1077
GREETING = "Joyeux anniversaire <b>Amina</b> & bisous !"
WORDS = {
    "ar": ("سيصلك رابط", "هديتك جاهزة", "وصلتك هدية", "هدية من صديق", "وصلت هديتك", "استلم صديقك", "فُتحت هذه الهدية من قبل"),
    "fr": ("un lien à transmettre", "cadeau est prêt", "cadeau pour vous", "cadeau d’un proche", "cadeau est arrivé",
           "a reçu le cadeau", "déjà été ouvert"),
    "en": ("a link to pass on", "gift is ready", "A gift for you", "A gift from a friend", "gift has arrived",
           "got the gift", "opened already"),
}  # fmt: skip


def verbs(message: dict[str, Any]) -> dict[str, str]:
    """What the buttons under a message do, by their verb."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    said = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    return {data.partition(":")[0]: data for data in said}


async def press(person: Person, verb: str) -> None:
    """Presses the newest button that does that."""
    message = next(message for message in reversed(person.messages) if verb in verbs(message))
    await person.presses(message["message_id"], verbs(message)[verb])


def with_words(person: Person, words: str) -> dict[str, Any]:
    """The newest message that says this."""
    return next(message for message in reversed(person.messages) if words in text_of(message))


def link_in(person: Person) -> str:
    """The newest link of a gift that somebody has."""
    found = [
        re.search(r"https://t\.me/\w+\?start=(gift_[\w-]+)", text_of(message)) for message in person.messages
    ]
    return [match[1] for match in found if match is not None][-1]


def codes_of(floor: Floor) -> list[str]:
    return [card["value"] for order in floor.books.orders.values() for card in order.cards]


def sees_code(floor: Floor, person: Person) -> bool:
    return any(code in text_of(message) for code in codes_of(floor) for message in person.messages)


async def gives(floor: Floor, person: Person, greeting: str | None = GREETING) -> str:
    """A delivered gift; its ref."""
    await floor.gives(person.id, 40_000)
    await choose(person)
    await press(person, "gft")
    if greeting is None:
        await press(person, "gfts")
    else:
        await person.sends(greeting)
    await press(person, "buy")
    await floor.work()
    await floor.settle()
    return (await floor.orders(person.id))[0].ref


@pytest.mark.parametrize("language", WORDS)
async def test_a_gift_goes_from_the_confirmation_to_the_friend_and_the_buyer_hears_it(
    floor: Floor, language: str
) -> None:
    planned, ready, opened, from_friend, arrived, got_it, too_late = WORDS[language]
    floor.telegram.chats.add(LILA, "Lila", language_code="ar")
    buyer, friend, other = (floor.person(number, language) for number in (SOFIANE, AMINA, LILA))
    await buyer.sends("/start")
    await floor.gives(buyer.id, 40_000)
    await buyer.sends("/shop")
    await buyer.taps("PlayStation", "🇫🇷", "10 EUR")
    await press(buyer, "gft")
    await buyer.sends(GREETING)
    assert planned in buyer.screen
    assert GREETING in buyer.screen
    assert "bska" not in verbs(buyer.last)
    await press(buyer, "buy")
    await floor.work()
    await floor.settle()
    assert with_words(buyer, ready)
    assert not sees_code(floor, buyer)

    await friend.sends(f"/start {link_in(buyer)}")
    assert opened in friend.screen
    await floor.work()
    assert sees_code(floor, friend)
    codes = with_words(friend, from_friend)
    assert GREETING in text_of(codes)
    assert [sent["chat_id"] for sent in floor.api.asked("sendMessage") if sent.get("protect_content")] == [
        AMINA
    ]
    assert {"see", "again", "rcpt"}.isdisjoint(verbs(codes))
    assert with_words(buyer, arrived)
    await buyer.sends("/orders")
    await press(buyer, "ord")
    await floor.work()
    assert got_it in buyer.screen
    assert not sees_code(floor, buyer)

    await other.sends(f"/start {link_in(buyer)}")
    assert too_late in other.screen
    assert "menu" in verbs(other.last) or "shop" in verbs(other.last)
    assert not sees_code(floor, other)


async def test_the_link_can_be_shared_copied_and_shown_again(floor: Floor, sofiane: Person) -> None:
    ref = await gives(floor, sofiane, None)
    rows = with_words(sofiane, "cadeau est prêt")["reply_markup"]["inline_keyboard"]
    [share] = [button["url"] for row in rows for button in row if "url" in button]
    [copied] = [button["copy_text"]["text"] for row in rows for button in row if "copy_text" in button]
    asked = parse_qs(urlsplit(share).query)
    assert (urlsplit(share).netloc, asked["url"]) == ("t.me", [copied])
    assert copied.endswith(f"?start={link_in(sofiane)}")
    before = len(sofiane.messages)
    await sofiane.sends("/orders")
    await press(sofiane, "ord")
    assert "Personne n’a encore ouvert son lien" in sofiane.screen
    await press(sofiane, "gftl")
    await floor.work()
    assert sofiane.toast == "Le lien arrive."
    assert copied in sofiane.screen
    assert len(sofiane.messages) == before + 2
    assert ref in sofiane.screen


async def test_what_the_buyer_takes_back_they_get_themselves(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    ref = await gives(floor, sofiane)
    await press(sofiane, "gftb")
    assert "Reprendre ce cadeau ?" in sofiane.screen
    assert not sees_code(floor, sofiane)
    asked, yes = sofiane.last["message_id"], verbs(sofiane.last)["gftr"]
    await sofiane.presses(asked, yes)
    assert f"La commande {ref} est à vous" in sofiane.screen
    await floor.work()
    assert sees_code(floor, sofiane)
    await amina.sends(f"/start {link_in(sofiane)}")
    assert not sees_code(floor, amina)
    await floor.work()
    assert not sees_code(floor, amina)
    # Once more says the same, and sends nothing more.
    sent = [text for text in map(text_of, sofiane.messages) if "🔑" in text]
    await sofiane.presses(asked, yes)
    await floor.work()
    assert [text for text in map(text_of, sofiane.messages) if "🔑" in text] == sent


async def test_who_takes_back_too_late_is_told_that_it_was_opened(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await gives(floor, sofiane)
    await press(sofiane, "gftb")
    await amina.sends(f"/start {link_in(sofiane)}")
    await press(sofiane, "gftr")
    assert sofiane.toast == "Ce cadeau a déjà été ouvert."
    await floor.work()
    assert not sees_code(floor, sofiane)


async def test_nobody_is_asked_to_take_back_what_is_gone(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await gives(floor, sofiane)
    await amina.sends(f"/start {link_in(sofiane)}")
    await floor.work()
    before = len(sofiane.messages)
    await press(sofiane, "gftb")  # the link's message still has it
    assert sofiane.toast == "Ce cadeau a déjà été ouvert."
    assert len(sofiane.messages) == before
    ref = await gives(floor, sofiane)
    link = sofiane.messages[-1]
    await press(sofiane, "gftb")
    await press(sofiane, "gftr")
    await sofiane.presses(link["message_id"], verbs(link)["gftb"])
    assert f"La commande {ref} est à vous" in sofiane.screen
    assert "gftr" not in verbs(sofiane.last)


async def test_an_order_on_its_way_is_made_a_gift_from_its_card(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await floor.gives(SOFIANE, 40_000)
    await choose(sofiane)
    await press(sofiane, "buy")
    await floor.work()
    card = sofiane.last["message_id"]
    await press(sofiane, "gfto")
    await sofiane.sends("Pour toi")
    assert "est un cadeau" in sofiane.screen
    assert "Pour toi" in sofiane.screen
    await floor.work()
    [shown] = [message for message in sofiane.messages if message["message_id"] == card]
    assert "le lien arrivera ici" in text_of(shown)
    await floor.settle()
    assert not sees_code(floor, sofiane)
    await amina.sends(f"/start {link_in(sofiane)}")
    await floor.work()
    assert sees_code(floor, amina)


async def test_a_gift_that_is_none_after_all_is_delivered_as_ever(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 40_000)
    await choose(sofiane)
    await press(sofiane, "gft")
    await press(sofiane, "gfts")
    assert "Pour un proche." in sofiane.screen
    await press(sofiane, "gft")
    await press(sofiane, "gftm")
    assert "Pour un proche." not in sofiane.screen
    await press(sofiane, "bska")
    assert "panier" in sofiane.screen.lower()


async def test_a_greeting_that_is_too_long_is_said_and_may_be_typed_again(
    floor: Floor, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 40_000)
    await choose(sofiane)
    await press(sofiane, "gft")
    await sofiane.sends("a" * (LONGEST_GREETING + 1))
    assert str(LONGEST_GREETING) in sofiane.screen
    await sofiane.sends("\u2800")
    assert "rien à lire" in sofiane.screen
    await sofiane.sends("b" * LONGEST_GREETING)
    assert "b" * LONGEST_GREETING in sofiane.screen
    await press(sofiane, "buy")
    assert len(await floor.orders(SOFIANE)) == 1


async def test_the_friend_hides_the_codes_and_has_them_shown_again(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await gives(floor, sofiane)
    await amina.sends(f"/start {link_in(sofiane)}")
    await floor.work()
    await press(amina, "hide")
    assert not sees_code(floor, amina)
    await press(amina, "again")
    await floor.work()
    assert sees_code(floor, amina)
    await press(amina, "dead")
    await amina.sends("مستعمل")
    async with floor.db.read() as conn:
        [ticket] = (await conn.execute(sa.select(tickets))).all()
    assert (ticket.kind, ticket.customer_id) == (TicketKind.DEAD_CODE, AMINA)


async def test_the_buyer_who_opens_the_own_link_is_offered_to_take_it_back(
    floor: Floor, sofiane: Person
) -> None:
    await gives(floor, sofiane)
    await sofiane.sends(f"/start {link_in(sofiane)}")
    assert "votre propre cadeau" in sofiane.screen
    assert {"gftl", "gftb"} <= set(verbs(sofiane.last))
    await floor.work()
    assert not sees_code(floor, sofiane)


async def test_a_friend_may_be_greeted_with_no_more_than_a_hello(floor: Floor, sofiane: Person) -> None:
    await floor.gives(sofiane.id, 40_000)
    await choose(sofiane)
    await press(sofiane, "gft")
    await sofiane.sends("Bonjour !")
    assert "Votre message : Bonjour !" in sofiane.screen
    await press(sofiane, "buy")
    [order] = await floor.orders(sofiane.id)
    assert order.gift is not None
    assert order.gift.greeting == "Bonjour !"


async def test_a_link_that_is_pasted_opens_the_gift_and_is_offered_to_nobody(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await gives(floor, sofiane)
    link = f"https://t.me/{floor.application.bot.username}?start={link_in(sofiane)}"
    await sofiane.sends(link)
    assert "votre propre cadeau" in sofiane.screen
    await floor.services.customers.choose_language(AMINA, "fr")
    await amina.sends(link.replace(floor.application.bot.username, "another_bot"))
    assert "cadeau pour vous" not in amina.screen
    await amina.sends(f"🎁 Un cadeau pour toi {link}")
    assert "cadeau pour vous" in amina.screen
    await floor.work()
    assert sees_code(floor, amina)
    async with floor.db.read() as conn:
        offered = (await conn.execute(sa.select(support_messages.c.body))).scalars().all()
    assert not any(link in str(body) for body in offered)


async def test_what_is_kept_of_updates_that_were_given_up_opens_no_gift(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await gives(floor, sofiane)
    payload = link_in(sofiane)
    token = payload.removeprefix("gift_")
    link = f"https://t.me/{floor.application.bot.username}?start={payload}"
    people, updates = floor.telegram.people, floor.telegram.updates._pending
    for words in (
        f"/start {payload}",
        f"/start\n{payload}",
        f"regarde {link}",
        payload,
        quote(link, safe=""),
    ):
        people.write(amina.account, words)
    shown = next(message for message in sofiane.messages if payload in text_of(message))
    people.press(sofiane.account, shown["message_id"], verbs(shown)["gftb"], force=True)
    arrivals = [Arrival.of(json.loads(body)) for _, body in updates.values()]
    updates.clear()
    inbox = floor.shop.intake.inbox
    await inbox.save(arrivals)
    for each in arrivals:
        assert token in each.body
        await inbox.count_try(each.update_id, GIVEN_UP_AT)
    assert [one.body for one in await inbox.suspects()] == [each.body for each in arrivals]
    await floor.shop.intake.replay()
    async with floor.db.read() as conn:
        rows = (await conn.execute(sa.select(inbox_table))).all()
        told = (await conn.execute(sa.select(messages.c.payload))).scalars().all()
    assert {row.state for row in rows} == {InboxState.FAILED}
    kept = {row.update_id: row.body for row in rows}
    assert token not in f"{kept} {told}"
    for each in arrivals:
        assert json.loads(kept[each.update_id]) == json.loads(each.body.replace(token, "..."))
    assert "regarde" in str(told)


async def test_a_friend_rates_a_gift_and_staff_do_not_read_whose_it_was(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    ref = await gives(floor, sofiane)
    await floor.services.customers.choose_language(AMINA, "fr")
    await amina.sends(f"/start {link_in(sofiane)}")
    await floor.work()
    await asks(floor)
    assert "Comment était-ce" in amina.screen
    assert not any("Comment était-ce" in text_of(message) for message in sofiane.messages)
    await amina.taps("4 ⭐")
    assert "4 sur 5" in amina.screen
    assert not any("Détails" in label for label in amina.buttons)
    await amina.sends(f"/start {link_in(sofiane)}")
    await amina.taps("Noter le produit")
    assert "4 sur 5" in amina.screen
    await floor.services.customers.choose_language(karim.id, "fr")
    await karim.sends("/reviews")
    await karim.taps("4 ⭐")
    assert amina.account.first_name in karim.screen
    assert not any(ref in text for text in (karim.screen, *karim.buttons))


async def test_a_link_that_is_none_leads_to_the_shop_with_a_reason(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/start gift_nothing")
    assert "Il n’y a pas de cadeau derrière ce lien" in sofiane.screen
    assert "Boutique" in " ".join(sofiane.buttons)


async def test_staff_see_that_an_order_is_a_gift_and_not_who_has_it(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    ref = await gives(floor, sofiane)
    await karim.sends(f"/order {ref}")
    assert "Un cadeau que personne n’a encore ouvert" in karim.screen
    await amina.sends(f"/start {link_in(sofiane)}")
    await karim.sends(f"/order {ref}")
    assert "Un cadeau, ouvert par un proche" in karim.screen
    assert amina.account.first_name not in karim.screen


async def test_revealed_codes_of_a_gift_say_that_they_are_not_for_the_buyer(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await gives(floor, sofiane)
    await karim.sends(f"/reveal {ref} le client dit que le lien ne marche pas")
    await floor.work()
    shown = with_words(karim, f"Codes de {ref}")
    assert "ses codes ne sont pas pour l’acheteur non plus" in text_of(shown)
    assert not sees_code(floor, sofiane)
