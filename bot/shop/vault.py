"""Cards at rest, and the links of gifts: AES-256-GCM, a fresh nonce for each, bound to their order, with a
key id so that keys can rotate. And the marks of people who were erased, by the same keys.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Card:
    """What the customer bought. Both parts are secret, so it never shows itself in a log or traceback."""

    value: str
    serial: str

    def __repr__(self) -> str:
        """Says nothing."""
        return "Card(…)"


@dataclass(frozen=True, slots=True)
class SealedToken:
    """A secret as the database keeps it: the token of a gift's link."""

    key_id: str
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class SealedCard:
    """A card as the database keeps it."""

    key_id: str
    nonce: bytes
    sealed: bytes
    fingerprint: str


class UnknownKeyError(Exception):
    """A card was sealed with a key that the settings no longer name: put it back into ENCRYPTION_KEYS_OLD."""


class Vault:
    """Seals with the first key; opens with any of them. Keys are 32 bytes."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._keys = {_key_id(key): key for key in keys}
        self._current = keys[0]

    def seal(self, card: Card, *, order_id: int) -> SealedCard:
        """Encrypts one card for one order."""
        clear = json.dumps([card.value, card.serial]).encode()
        one = self._encrypt(clear, _bound_to(order_id))
        return SealedCard(one.key_id, one.nonce, one.sealed, self.fingerprint(card))

    def open(self, sealed: SealedCard, *, order_id: int) -> Card:
        """Decrypts. Raises `UnknownKeyError`, or cryptography's InvalidTag when the row was moved to another
        order.
        """
        one = SealedToken(sealed.key_id, sealed.nonce, sealed.sealed)
        value, serial = json.loads(self._decrypt(one, _bound_to(order_id)))
        return Card(value, serial)

    def seal_token(self, token: str, *, order_id: int) -> SealedToken:
        """Encrypts the token of a gift's link."""
        return self._encrypt(token.encode(), _link_of(order_id))

    def open_token(self, sealed: SealedToken, *, order_id: int) -> str:
        """Decrypts it. Raises as `open` does."""
        return self._decrypt(sealed, _link_of(order_id)).decode()

    def _encrypt(self, clear: bytes, bound_to: bytes) -> SealedToken:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self._current).encrypt(nonce, clear, bound_to)
        return SealedToken(_key_id(self._current), nonce, sealed)

    def _decrypt(self, one: SealedToken, bound_to: bytes) -> bytes:
        if (key := self._keys.get(one.key_id)) is None:
            raise UnknownKeyError(f"no key {one.key_id} among the settings")
        return AESGCM(key).decrypt(one.nonce, one.sealed, bound_to)

    def fingerprint(self, card: Card) -> str:
        """A keyed hash of the value: equal for equal codes, and useless to whoever reads the database."""
        # The oldest key, so that a rotation does not make an old code look new.
        key = list(self._keys.values())[-1]
        return hmac.new(key, b"hanout fingerprint\0" + card.value.encode(), hashlib.sha256).hexdigest()

    def marks_of(self, person_id: int) -> tuple[str, ...]:
        """Keyed hashes of somebody's Telegram number, the current key's first. By one of them they are
        recognised when they come back after they were erased; without the key nobody learns the number.
        """
        said = b"hanout person\0" + str(person_id).encode()
        return tuple(hmac.new(key, said, hashlib.sha256).hexdigest() for key in self._keys.values())


def _key_id(key: bytes) -> str:
    return base64.b32encode(hashlib.sha256(b"hanout key id\0" + key).digest()[:5]).decode().lower()


def _bound_to(order_id: int) -> bytes:
    return f"order:{order_id}".encode()


def _link_of(order_id: int) -> bytes:
    return f"gift:{order_id}".encode()
