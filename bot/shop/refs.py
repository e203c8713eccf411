"""Names that the shop makes up: an order's ref, a draft's token, short keys for the supplier's ids."""

import base64
import hashlib
import secrets
import unicodedata
from functools import lru_cache

# No vowels (no words), no 0/O, 1/I/L, 5/S, 8/B, U/V pairs that a person on the telephone could mix up.
ALPHABET = "234679CDFGHJKMNPQRTVWXZ"
REF_LENGTH = 10
_TOKEN_BYTES = 12
_KEY_BYTES = 8


def new_ref() -> str:
    """A ref for one order: 10 letters and digits, about 4 x 10^13 of them; the database refuses a second
    use.
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(REF_LENGTH))


def ref_in(shown: str | None) -> str | None:
    """The ref at the end of what the supplier shows, perhaps with a word of its own in front (contract §4.1);
    None where there is none of ours.
    """
    last = (shown or "")[-REF_LENGTH:]
    return last if len(last) == REF_LENGTH and set(last) <= set(ALPHABET) else None


def typed_ref(text: str) -> str:
    """A ref as a person typed it, without the case, spaces and dashes they may have put in, its digits of any
    script.
    """
    letters = (letter for letter in text.upper() if letter.isalnum())
    return "".join(str(unicodedata.digit(letter, letter)) for letter in letters)


def new_token() -> str:
    """A draft's id: unguessable, 16 characters that fit into a button."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_TOKEN_BYTES)).decode()


@lru_cache(maxsize=8192)  # asked of each product whenever the catalogue is read
def short_key(identity: str) -> str:
    """Thirteen characters `[a-z2-7]` that stand for an id of any length, always the same: buttons hold only
    64 bytes.
    """
    # Half a character must not stop the shop: whatever has an id has a key.
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).digest()[:_KEY_BYTES]
    return base64.b32encode(digest).decode().rstrip("=").lower()
