"""How names are compared, and how people are found by them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.chat import customers
from storage.database import Database
from storage.folding import LONGEST_WORD, MOST_WORDS, folded, words_of

pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élodie", "elodie"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("فاطمة", "فاطمه"),
        ("ليلى", "ليلي"),
        ("STRASSE", "straße"),
    ],
)
def test_what_people_write_in_two_ways_is_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.one_of(st.none(), st.text())))
def test_words_are_few_short_and_each_there_once(texts: list[str | None]) -> None:
    words = words_of(*texts)
    assert len(words) <= MOST_WORDS
    assert len(set(words)) == len(words)
    assert all(0 < len(word) <= LONGEST_WORD for word in words)


async def people(db: Database, *names: str) -> None:
    async with db.write() as conn:
        for number, name in enumerate(names, 1):
            await customers.save(
                conn, number, first_name=name, username=f"user{number}", telegram_language=None, now=NOW
            )


async def found(db: Database, *texts: str) -> list[str]:
    async with db.read() as conn:
        return [row.first_name for row in await customers.with_words(conn, words_of(*texts), limit=10)]


async def test_people_are_found_by_the_beginnings_of_all_words(db: Database) -> None:
    await people(db, "Amina Benali", "Amin Haddad", "Benoît", "أمينة")
    assert await found(db, "ami") == ["Amina Benali", "Amin Haddad"]
    assert await found(db, "ami ben") == ["Amina Benali"]
    assert await found(db, "benoit") == ["Benoît"]
    assert await found(db, "امينه") == ["أمينة"]
    assert await found(db, "user3") == ["Benoît"]
    assert await found(db, "mina") == []


async def test_a_person_who_is_called_otherwise_now_is_found_by_the_new_name(db: Database) -> None:
    await people(db, "Amina")
    await people(db, "Nadia")
    assert await found(db, "amina") == []
    assert await found(db, "nad") == ["Nadia"]
