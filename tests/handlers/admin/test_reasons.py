"""Whatever staff type wrongly behind a command is answered with why: the word that was not understood, in the
reader's language; and nothing is done.
"""

from typing import Final

import pytest

from bot.shop.money import Money
from tests.handlers.roles import COMMANDS, EVERYBODY
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person

ODD: Final = {
    "admin": "please",
    "audit": "someday",
    "backup": "somewhere",
    "balance": "please",
    "broadcast": "everybody",
    "credit": "1002 plenty",
    "customer": "zzzz",
    "customers": "zzzz",
    "debit": "1002 plenty",
    "erase": "nobody",
    "export": "orders someday",
    "hide": "nosuchgoods",
    "ledger": "someday",
    "limit": "Steam several",
    "maintenance": "perhaps",
    "margin": "nosuchgoods",
    "open": "please",
    "order": "zzzz",
    "payments": "strange",
    "price": "Steam dear",
    "product": "nosuchgoods",
    "promo": "EID tenish",
    "receipts": "please",
    "refund": "CDFGHJ2346 plenty",
    "replies": "please",
    "reveal": "zzzz reason",
    "reviews": "please",
    "settings": "please",
    "staff": "promote",
    "stats": "someday",
    "tickets": "strange",
    "undelivered": "please",
    "unhide": "nosuchgoods",
    "warnings": "please",
}
"""What is typed behind each command of the staff's. The last word is odd, but for `/reveal`, whose reason may
be any.
"""


def test_each_command_of_the_staffs_is_tried() -> None:
    assert set(ODD) == {name for name, may in COMMANDS.items() if may != EVERYBODY}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_the_word_that_was_not_understood_is_named(
    floor: Floor, karim: Person, sofiane: Person, language: str
) -> None:
    await floor.services.catalogue.refresh()
    await floor.services.customers.choose_language(KARIM, language)
    unnamed = {}
    for name, words in ODD.items():
        await karim.sends(f"/{name} {words}")
        word = words.split()[0] if name == "reveal" else words.split()[-1]
        if word not in karim.screen.casefold():
            unnamed[name] = karim.screen
    assert unnamed == {}
    assert await floor.services.wallet.balance(SOFIANE) == Money.ZERO
    assert not (await floor.services.admin_overview.overview()).maintenance


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("/promo EID", "EID"),
        ("/promo E!D 10%", "E!D"),
        ("/promo EID 10% max many", "max many"),
        ("/promo EID 10% each 1 each 2", "each"),
        ("/promo EID 10% until someday", "until someday"),
        ("/promo EID 10% on", "on"),
        ("/promo end E!D", "E!D"),
        ("/credit 1002", "1002"),
        ("/maintenance off because", "because"),
        ("/staff add 1002", "add 1002"),
        ("/staff add 1002 king", "king"),
        ("/limit Steam", "Steam"),
    ],
)
async def test_the_reason_names_the_part_that_is_wrong(
    floor: Floor, karim: Person, typed: str, word: str
) -> None:
    await karim.sends(typed)
    assert f"« {word} »" in karim.screen.replace("\xa0", " ").replace("\u202f", " ")


async def test_a_refund_names_the_order_that_there_is_not(floor: Floor, karim: Person) -> None:
    await karim.sends("/refund CDFGHJ2346 500")
    assert "CDFGHJ2346" in karim.screen


@pytest.mark.parametrize("said", ["2 800", "2.800", "2,8k", "٢٨٠٠", "2800DA", "+2800"])
async def test_an_amount_is_read_however_it_is_written(
    floor: Floor, karim: Person, sofiane: Person, said: str
) -> None:
    await karim.sends(f"/credit 1002 {said}")
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(2800)


async def test_a_note_that_is_too_long_is_not_cut_but_said(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends(f"/credit 1002 500 {'x' * 201}")
    assert "200" in karim.screen
    assert await floor.services.wallet.balance(SOFIANE) == Money.ZERO
