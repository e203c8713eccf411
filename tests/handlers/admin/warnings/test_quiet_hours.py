"""Quiet hours of one's own, by buttons under /warnings; what was held comes as one message."""

import pytest

from storage.states import StaffRole
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person

pytestmark = pytest.mark.settings(quiet_hours="23:30-06:00")

WORDS = {
    "ar": {
        "button": "أوقات الهدوء",
        "shops": "هي أوقات المتجر",
        "own": "أوقات الهدوء الخاصة بك",
        "other": "أوقات أخرى",
        "refused": "لا يمكنني استعمال هذا",
        "typed": "الجمعة 22:00-09:00",
        "friday": "الجمعة",
        "held": "ما حدث في أوقات الهدوء: 1",
        "away": "المورّد لا يجيب منذ",
        "over": "انتهى يوم",
        "none": "لا أريد أوقات هدوء",
        "back": "كما في المتجر",
        "fine": "كل شيء على ما يرام",
    },
    "fr": {
        "button": "Mes heures calmes",
        "shops": "sont celles de la boutique",
        "own": "Vos propres heures calmes",
        "other": "D’autres heures",
        "refused": "Je ne peux pas utiliser cela",
        "typed": "vendredi 22:00-09:00",
        "friday": "vendredi",
        "held": "Pendant les heures calmes : 1",
        "away": "ne répond plus depuis",
        "over": "Terminé le",
        "none": "Aucune heure calme pour moi",
        "back": "Comme la boutique",
        "fine": "Tout va bien",
    },
    "en": {
        "button": "My quiet hours",
        "shops": "are the shop’s",
        "own": "Your own quiet hours",
        "other": "Other hours",
        "refused": "I cannot use that",
        "typed": "Friday 22:00-09:00",
        "friday": "Friday",
        "held": "During your quiet hours: 1",
        "away": "has not answered for",
        "over": "Over since",
        "none": "No quiet hours for me",
        "back": "As the shop",
        "fine": "Nothing is wrong",
    },
}


@pytest.mark.parametrize("language", WORDS)
async def test_own_hours_are_chosen_typed_and_given_back(floor: Floor, language: str) -> None:
    words = WORDS[language]
    await floor.services.staff_keeping.sync_owners()
    karim = floor.person(KARIM, language)
    await karim.sends("/warnings")
    await karim.taps(words["button"])
    assert words["shops"] in karim.screen
    assert "23:30-06:00" in karim.screen
    await karim.taps("22:00-07:00")
    assert words["own"] in karim.screen
    assert "22:00-07:00" in karim.screen
    await karim.taps(words["other"])
    await karim.sends("soon")
    assert words["refused"] in karim.screen
    await karim.sends(words["typed"])
    assert words["friday"] in karim.screen.lower() or words["friday"] in karim.screen
    assert "22:00-09:00" in karim.screen
    await karim.taps(words["none"])
    assert words["own"] in karim.screen
    assert (await floor.services.quiet_hours.of(KARIM)).own == ""
    await karim.taps(words["back"])
    assert words["shops"] in karim.screen
    assert (await floor.services.quiet_hours.of(KARIM)).own is None


@pytest.mark.parametrize("language", WORDS)
async def test_a_night_of_trouble_is_one_message_in_the_morning(floor: Floor, language: str) -> None:
    words = WORDS[language]
    await floor.services.staff_keeping.sync_owners()
    karim = floor.person(KARIM, language)
    await karim.sends("/warnings")
    floor.clock.tick(14 * 3600)  # it is midnight in Algiers
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    for _ in range(12):
        await floor.worker("float").run_once()
        floor.clock.tick(60)
    floor.books.modes = floor.books.modes.turned({"stopped": False})
    await floor.worker("float").run_once()
    before = len(karim.messages)
    await floor.work()
    assert len(karim.messages) == before
    floor.clock.tick(6 * 3600)
    await floor.work()
    assert len(karim.messages) == before + 1
    for word in ("held", "away", "over"):
        assert words[word] in karim.screen
    held = karim.last["message_id"]
    await karim.taps("⚠️")
    assert words["fine"] in karim.screen
    assert karim.last["message_id"] != held  # what was held stays


async def test_whoever_lost_the_right_meanwhile_is_told_nothing_of_it(floor: Floor, sofiane: Person) -> None:
    await floor.services.staff_keeping.give(KARIM, SOFIANE, StaffRole.MANAGER)
    floor.clock.tick(14 * 3600)
    await floor.services.alerts.raise_("promo_guessing", matter="codes", customer=1001)
    await floor.services.staff_keeping.give(KARIM, SOFIANE, StaffRole.SUPPORT)
    await floor.work()
    before = len(sofiane.messages)
    floor.clock.tick(7 * 3600)
    await floor.work()
    assert len(sofiane.messages) == before
