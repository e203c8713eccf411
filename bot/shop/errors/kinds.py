"""What can be done about it: the kinds of errors, on which all others stand."""

from storage import trouble

TryTransactionAgainError = trouble.TryTransactionAgainError
"""The database is away for a moment: what was asked is done again, with the same key."""


class ShopError(Exception):
    """Anything that the shop answers a person instead of doing what they asked."""


class TryAgainLaterError(ShopError):
    """Nothing is wrong with the wish; ask again in a while."""


class ChooseAgainError(ShopError):
    """This wish cannot be met; another one can."""


class LookAgainError(ShopError):
    """Something moved: show it and ask again."""


class AddMoneyError(ShopError):
    """Money first."""


class AlreadyDoneError(ShopError):
    """It was done before; nothing was done twice."""


class ClosedError(ShopError):
    """The shop does not sell this now."""
