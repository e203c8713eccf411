"""What Telegram says of the bot: in each language, told once, and never over what the merchant wrote in
@BotFather.
"""

from typing import Any

import pytest

import handlers
from bot.languages import LANGUAGES
from handlers.profile import Profile
from handlers.ui.texts import TextLibrary, without_marks
from tests.fakes.texts import library
from tests.handlers.shopfloor import Floor


def told(floor: Floor) -> list[Any]:
    return [call for call in floor.api.calls if "MyDescription" in call[0] or "MyShortDescription" in call[0]]


def says(floor: Floor, language: str, field: str = "description") -> str:
    """What somebody with that language in their Telegram reads."""
    words = floor.telegram.profile._text(field, {"language_code": language})
    return without_marks(str(words))


async def publish(floor: Floor, texts: TextLibrary | None = None) -> None:
    """As the next process does it: it knows only what was remembered."""
    await Profile(floor.application.bot, floor.services.remembered, texts or library()).publish()


async def test_newcomers_read_what_the_shop_is_in_their_language(floor: Floor) -> None:
    await handlers.tell_menus(floor.application)
    assert says(floor, "ar").startswith("🛍️ Hanout: بطاقات هدايا")
    assert says(floor, "fr").startswith("🛍️ Hanout : des cartes cadeaux")
    assert says(floor, "en").startswith("🛍️ Hanout: gift cards")
    assert says(floor, "de") == says(floor, "ar")  # the shop's language
    assert "cartes cadeaux" in says(floor, "fr", "short_description")
    assert not [name for name, _ in floor.api.calls if name == "setMyName"]


async def test_telegram_is_asked_and_told_once(floor: Floor) -> None:
    await publish(floor)
    once = len(told(floor))
    assert once == 4 * (
        len(LANGUAGES) + 1
    )  # looked at and set: two texts, for each language and everybody else
    await publish(floor)
    assert len(told(floor)) == once


async def test_another_shop_name_is_told_and_the_short_words_are_left_alone(floor: Floor) -> None:
    await publish(floor)
    once = len(told(floor))
    await publish(floor, library("Souk"))
    assert says(floor, "fr").startswith("🛍️ Souk : des cartes cadeaux")
    assert {name for name, _ in told(floor)[once:]} == {"getMyDescription", "setMyDescription"}


async def test_what_the_merchant_wrote_in_botfather_stays(floor: Floor) -> None:
    floor.telegram.profile._texts |= {"description ": "Karim vend.", "short_description fr": "Chez Karim"}
    await publish(floor)
    assert says(floor, "ar") == says(floor, "fr") == says(floor, "de") == "Karim vend."
    assert says(floor, "fr", "short_description") == "Chez Karim"
    assert "بطاقات هدايا" in says(floor, "ar", "short_description")
    asked = len(told(floor))
    await publish(floor)
    assert len(told(floor)) == asked


async def test_what_telegram_would_not_take_is_said_at_the_next_start(floor: Floor) -> None:
    floor.api.refuse_next("setMyDescription", 429, "Too Many Requests: retry after 3600", retry_after=3600)
    await publish(floor)
    assert says(floor, "fr") == ""
    await publish(floor)
    assert says(floor, "fr").startswith("🛍️ Hanout")
    assert "cartes cadeaux" in says(floor, "fr", "short_description")


@pytest.mark.parametrize("odd", [[], True, None, "text", {"descriptions": 1}])
async def test_no_answer_about_a_description_however_odd_stops_the_shop(floor: Floor, odd: Any) -> None:
    floor.api.say_next("getMyDescription", odd)
    floor.api.say_next("setMyCommands", odd)
    await handlers.tell_menus(floor.application)
    assert "setMyCommands" in {name for name, _ in floor.api.calls}
    await handlers.tell_menus(floor.application)
    assert says(floor, "fr").startswith("🛍️ Hanout")
