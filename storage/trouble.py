"""What may be wrong with a database as a whole, apart from mistakes in statements."""

from typing import NamedTuple


class Trouble(NamedTuple):
    """What is wrong, in a sentence that holds no secret, and the way to mend it."""

    what: str
    mend: str


class DatabaseUnusableError(Exception):
    """The database cannot be opened or read. The text says why and how to mend it."""


class TryTransactionAgainError(Exception):
    """The database went away or was held by others for too long; a little later the same transaction may well
    succeed.

    It was not carried out, unless it was cut off while it was being committed. So whoever tries again looks
    first whether it is done, as guarded changes and unique keys do by themselves.
    """
