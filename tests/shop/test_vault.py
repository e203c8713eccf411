from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.outbox.messages import open_cards
from bot.shop.vault import Card, UnknownKeyError, Vault
from storage.database import Database
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import WholeShop

OLD, NEW = b"o" * 32, b"n" * 32


def on_disk(folder: Path) -> bytes:
    files = [path for path in folder.iterdir() if path.name.startswith("shop.db")]
    assert {path.suffix for path in files} >= {".db", ".db-wal"}
    return b"".join(path.read_bytes() for path in files)


@given(st.text(), st.text(), st.integers(1, 10**9))
def test_what_was_sealed_opens_as_it_was(value: str, serial: str, order_id: int) -> None:
    vault = Vault([NEW])
    try:
        value.encode(), serial.encode()
    except UnicodeEncodeError:
        return
    card = Card(value, serial)
    assert vault.open(vault.seal(card, order_id=order_id), order_id=order_id) == card


def test_a_card_moved_to_another_order_does_not_open() -> None:
    vault = Vault([NEW])
    sealed = vault.seal(Card("code", "serial"), order_id=1)
    with pytest.raises(InvalidTag):
        vault.open(sealed, order_id=2)


def test_the_same_card_sealed_twice_looks_different_but_has_one_fingerprint() -> None:
    vault = Vault([NEW])
    first, second = (vault.seal(Card("code", "serial"), order_id=1) for _ in range(2))
    assert first.nonce != second.nonce
    assert first.sealed != second.sealed
    assert first.fingerprint == second.fingerprint


def test_after_a_rotation_old_cards_open_and_new_ones_use_the_new_key() -> None:
    before = Vault([OLD]).seal(Card("code", "serial"), order_id=1)
    rotated = Vault([NEW, OLD])
    assert rotated.open(before, order_id=1) == Card("code", "serial")
    after = rotated.seal(Card("code", "serial"), order_id=1)
    assert after.key_id != before.key_id
    assert Vault([NEW]).open(after, order_id=1) == Card("code", "serial")
    # An old code is still recognised.
    assert after.fingerprint == before.fingerprint


def test_a_key_that_was_taken_away_is_named_not_guessed() -> None:
    sealed = Vault([OLD]).seal(Card("code", "serial"), order_id=1)
    with pytest.raises(UnknownKeyError, match=sealed.key_id):
        Vault([NEW]).open(sealed, order_id=1)


def test_a_card_never_shows_itself() -> None:
    card = Card("SECRET-CODE", "SECRET-SERIAL")
    sealed = Vault([NEW]).seal(card, order_id=1)
    assert "SECRET" not in f"{card!r} {card} {sealed!r}"


async def test_the_database_and_its_wal_hold_no_code(
    shop: WholeShop, supplier: FakeSupplier, db: Database, tmp_path: Path
) -> None:
    order = await shop.buy(quantity=3)
    await shop.place()
    cards = supplier.settle(supplier.only().id).cards
    shop.clock.tick(6)
    await shop.tracking.look()
    assert await shop.status(order) == "fulfilled"
    await shop.orders.send_codes_again(1001, order.ref, key="k")
    await shop.send()
    content = on_disk(tmp_path)
    assert order.ref.encode() in content  # what is not secret is found this way
    for value, serial in cards:
        assert value.encode() not in content
        assert serial.encode() not in content
        assert value.encode("utf-16-le") not in content
    async with db.read() as conn:
        opened = await open_cards(conn, shop.vault, order.id)
    assert [(card.value, card.serial) for card in opened] == cards


def test_somebody_is_recognised_by_their_mark_after_the_key_was_changed() -> None:
    old, new = bytes([1] * 32), bytes([2] * 32)
    (before,) = Vault([old]).marks_of(1001)
    assert before in Vault([new, old]).marks_of(1001)
    assert Vault([new, old]).marks_of(1001)[0] == Vault([new]).marks_of(1001)[0]
    assert before not in Vault([new, old]).marks_of(1002)
    assert "1001" not in before
