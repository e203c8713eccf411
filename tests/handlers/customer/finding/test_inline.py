"""Inline mode: cards in any chat that open the shop, and nothing written down about whoever types."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from storage.tables import customers
from tests.handlers.buying_steps import FRANCE
from tests.handlers.shopfloor import Floor, Person

STRANGER = 5001


async def cards(floor: Floor, user_id: int, words: str, offset: str = "") -> dict[str, Any]:
    """What the bot offers to whoever types these words behind its name."""
    telegram = floor.telegram
    person = telegram.chats.people.get(user_id) or telegram.chats.add(user_id, "Nobody", language_code="en")
    asking = asyncio.ensure_future(telegram.inline.ask(person, words, offset))
    async with asyncio.timeout(30):  # nobody answers where the handler fails
        while not asking.done():
            await asyncio.sleep(0)
            await floor.handle()
    return asking.result()


def titles(answer: dict[str, Any]) -> list[str]:
    return [card["title"] for card in answer["results"]]


def link(card: dict[str, Any]) -> str:
    """What stands behind `start=` on its button."""
    [[button]] = card["reply_markup"]["inline_keyboard"]
    address, _, payload = button["url"].partition("?start=")
    assert address == "https://t.me/hanout_demo_bot"
    return str(payload)


async def test_a_card_of_a_product_opens_it_from_any_chat(floor: Floor, sofiane: Person) -> None:
    answer = await cards(floor, STRANGER, "psn france")
    [card] = answer["results"]
    assert FRANCE in card["title"]
    assert "فرنسا" in card["description"]
    assert FRANCE in card["input_message_content"]["message_text"]
    await sofiane.sends(f"/start {link(card)}")
    assert FRANCE in sofiane.screen
    assert any("10 EUR" in label for label in sofiane.buttons)


async def test_a_card_of_a_type_opens_its_confirmation_where_a_quantity_may_be_typed(
    floor: Floor, sofiane: Person
) -> None:
    await floor.gives(sofiane.id, 40_000)
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", "France")  # somebody has looked: the types are known
    [card] = (await cards(floor, STRANGER, "psn france 10"))["results"]
    assert "10 EUR" in card["description"]
    await sofiane.sends(f"/start {link(card)}")
    assert FRANCE in sofiane.screen
    assert any("Acheter" in label for label in sofiane.buttons)
    await sofiane.sends("2")
    assert "2 ×" in sofiane.screen


async def test_nothing_is_written_down_about_whoever_types_and_the_supplier_is_not_asked(
    floor: Floor,
) -> None:
    assert titles(await cards(floor, STRANGER, "steam 10 usa")) != []
    assert set((await floor.services.catalogue.known_types()).values()) == {None}
    async with floor.db.read() as conn:
        known = (await conn.execute(sa.select(customers.c.id))).scalars().all()
    assert STRANGER not in known


async def test_cards_speak_the_language_of_the_words_and_telegram_may_keep_them(floor: Floor) -> None:
    answer = await cards(floor, STRANGER, "بلايستيشن فرنسا")
    [card] = answer["results"]
    assert "المنطقة" in card["input_message_content"]["message_text"]
    again = await cards(floor, STRANGER + 1, "بلايستيشن فرنسا")
    assert again == answer
    assert len(floor.api.asked("answerInlineQuery")) == 1
    latin = (await cards(floor, STRANGER, "psn france 20"))["button"]["text"]
    assert latin == answer["button"]["text"]  # the shop's own language, where the words have none


async def test_many_cards_come_as_somebody_scrolls(floor: Floor) -> None:
    category = floor.books.categories[0]
    category.products += [
        replace(category.products[0], id=f"more-{number}", title=f"Zebra {number}") for number in range(30)
    ]
    answer = await cards(floor, STRANGER, "zebra")
    assert len(answer["results"]) == 20
    rest = await cards(floor, STRANGER, "zebra", answer["next_offset"])
    assert "next_offset" not in rest
    everything = [*titles(answer), *titles(rest)]
    assert len(everything) == len(set(everything)) == 30


async def test_without_words_there_is_the_way_into_the_shop(floor: Floor, sofiane: Person) -> None:
    answer = await cards(floor, STRANGER, "")
    assert answer["results"] == []
    await sofiane.sends(f"/start {answer['button']['start_parameter']}")
    assert "Bienvenue chez Hanout" in sofiane.screen


async def test_a_card_that_is_sent_to_the_bot_itself_opens_what_it_shows(
    floor: Floor, sofiane: Person
) -> None:
    [card] = (await cards(floor, sofiane.id, "psn france"))["results"]
    floor.telegram.inline.choose(sofiane.account, card["id"])
    await floor.handle()
    assert FRANCE in sofiane.screen
    assert any("10 EUR" in label for label in sofiane.buttons)


@pytest.mark.parametrize("payload", ["t_nothing_here", "t_", "t_nothing", "p_", "x", "t__", "p_a_b"])
async def test_forged_links_lead_to_the_first_screen(sofiane: Person, payload: str) -> None:
    await sofiane.sends(f"/start {payload}")
    assert any("Boutique" in label or "PlayStation" in label for label in sofiane.buttons)
