"""Invitations, from the link to the reward, as both people and the staff read them."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.languages import LANGUAGES
from bot.shop.money import Money
from bot.shop.referrals.referrals import Invitations
from bot.shop.referrals.rewards import InviteRule
from handlers.customer.invites import screens
from tests.fakes.texts import library
from tests.handlers.buying_steps import bought
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person
from tests.handlers.telegram_limits import fits

REWARDED = pytest.mark.settings(invite_reward=200)
INVITE, INVITED, REWARD, UNDONE = 0, 1, 2, 3
SAID = {
    "ar": (
        "حين يصل زبون جديد عبر رابطك، نضيف 200 دج",
        "دعاك صديق إلى Hanout",
        "استلم صديق دعوته أول طلب له. أضفنا 200 دج",
        "استرددنا 200 دج من مكافأتك",
    ),
    "fr": (
        "arrive par votre lien, 200 DA vont dans votre portefeuille",
        "Un ami vous a invité chez Hanout",
        "200 DA sont dans votre portefeuille",
        "200 DA de votre récompense ont été repris",
    ),
    "en": (
        "comes by your link, 200 DA goes into your wallet",
        "A friend invited you to Hanout",
        "200 DA is in your wallet",
        "200 DA of your reward was taken back",
    ),
}


def link_of(person: Person) -> str:
    """The link under their newest message, as the button copies it."""
    rows = person.last["reply_markup"]["inline_keyboard"]
    (copied,) = [button["copy_text"]["text"] for row in rows for button in row if "copy_text" in button]
    return str(copied)


async def opens(person: Person, link: str) -> None:
    """Follows a link into the chat."""
    (payload,) = parse_qs(urlsplit(link).query)["start"]
    person.floor.clock.tick(1)
    await person.sends(f"/start {payload}")


def silent(to: Person, words: str) -> Any:
    return next(
        call["disable_notification"]
        for call in reversed(to.floor.api.asked("sendMessage"))
        if int(call["chat_id"]) == to.id and words in str(call["text"])
    )


@REWARDED
@pytest.mark.parametrize("language", sorted(LANGUAGES))
async def test_a_friend_comes_buys_and_brings_a_reward_which_a_refund_takes_back(
    floor: Floor, karim: Person, language: str
) -> None:
    said = SAID[language]
    amina, sofiane = floor.person(AMINA, language), floor.person(SOFIANE, language)
    await amina.sends("/start")
    assert any("🎁" in label for label in amina.buttons)
    await amina.taps("🎁")
    assert said[INVITE] in amina.screen
    link = link_of(amina)
    assert link in amina.screen
    await opens(sofiane, link)
    assert said[INVITED] in sofiane.screen
    assert "Amina" not in sofiane.screen
    assert "أمينة" not in sofiane.screen
    assert any("🛍️" in label for label in sofiane.buttons)
    ref = await bought(floor, sofiane)
    assert amina.sees(said[REWARD])
    assert silent(amina, "200") is True
    await amina.sends("/wallet")
    assert "200" in amina.screen
    await karim.sends(f"/refund {ref}")
    await karim.taps("Vers le portefeuille")
    await floor.work()
    assert amina.sees(said[UNDONE])


@REWARDED
async def test_the_link_is_sent_on_with_words_and_copied_as_it_is(floor: Floor, amina: Person) -> None:
    await amina.sends("/invite")
    link = link_of(amina)
    assert link.startswith(f"https://t.me/{floor.application.bot.username}?start=inv_")
    rows = amina.last["reply_markup"]["inline_keyboard"]
    (share,) = [button["url"] for row in rows for button in row if "url" in button]
    asked = parse_qs(urlsplit(share).query)
    assert share.startswith("https://t.me/share/url?")
    assert asked["url"] == [link]
    assert "Hanout" in asked["text"][0]


async def test_without_a_rule_there_is_no_button_and_the_command_says_so(amina: Person) -> None:
    assert not any("🎁" in label for label in amina.buttons)
    await amina.sends("/invite")
    assert "لا مكافآت على الدعوات" in amina.screen


async def test_an_owner_switches_it_on_in_the_chat(floor: Floor, karim: Person, sofiane: Person) -> None:
    await karim.sends("/settings")
    await karim.taps("🎁 Invitations", "Récompense pour un ami", "✏️")
    await karim.sends("250")
    await sofiane.sends("/start")
    await sofiane.taps("🎁 Inviter des amis")
    assert "250 DA" in sofiane.screen


@REWARDED
async def test_whoever_opens_their_own_or_a_late_link_is_told_why_it_does_not_count(
    floor: Floor, amina: Person, sofiane: Person
) -> None:
    await amina.sends("/invite")
    link = link_of(amina)
    await opens(amina, link)
    assert "هذا رابطك أنت" in amina.screen
    floor.clock.tick(3601)
    await opens(sofiane, link)
    assert "Vous connaissez déjà Hanout" in sofiane.screen
    assert any("🛍️" in label for label in sofiane.buttons)


@REWARDED
async def test_a_broken_link_opens_the_shop(sofiane: Person) -> None:
    for odd in ("inv_", "inv_NOBODYS1", "inv_" + "x" * 60):
        await sofiane.sends(f"/start {odd}")
        assert "Bienvenue chez Hanout" in sofiane.screen
        assert "invité" not in sofiane.screen


@REWARDED
async def test_staff_are_told_that_rewards_are_not_for_them(karim: Person) -> None:
    await karim.sends("/invite")
    assert "les récompenses sont pour les clients" in karim.screen


@REWARDED
async def test_staff_see_who_invited_whom_and_what_it_brought(
    floor: Floor, karim: Person, amina: Person
) -> None:
    await amina.sends("/invite")
    sofiane = floor.person(SOFIANE)
    await opens(sofiane, link_of(amina))
    await karim.sends(f"/customer {SOFIANE}")
    assert f"🎁 Invité par أمينة ({AMINA})" in karim.screen
    assert "aucune commande payée n’est encore livrée" in karim.screen
    await bought(floor, sofiane)
    await karim.sends(f"/customer {SOFIANE}")
    assert "récompensé : 200 DA" in karim.screen
    await karim.sends(f"/customer {AMINA}")
    assert "🎁 Invités : 1 · récompenses : 1, 200 DA" in karim.screen
    assert "récompense pour une invitation" in karim.screen
    floor.clock.tick(1)
    await karim.sends("/ledger")
    assert "Récompenses pour des invitations : +200 DA" in karim.screen
    assert "Récompenses pour des invitations (comptées dans la marge) : −200 DA" in karim.screen


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_longest_page_fits_a_message(language: str) -> None:
    texts = library()[language]
    for percent in (0, 50):
        rule = InviteRule(Money.of_dinars(100_000), percent, 1000)
        shown = Invitations("CDFGHJKM", rule, 800, 800, Money.of_dinars(10**9))
        assert fits(screens.invitations_screen(texts, "b" * 32, shown))
