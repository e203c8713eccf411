"""The border to the supplier: its many errors become the one a person or worker can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.shop.errors import SupplierAwayError
from bot.supplier import KeyTrouble, SlowDown, SupplierError


@contextmanager
def asking_supplier() -> Iterator[None]:
    """Any `SupplierError` inside becomes `SupplierAwayError`. Not for placing, where each error has its own meaning."""
    try:
        yield
    except SupplierError as error:
        wait = error.retry_after if isinstance(error, SlowDown) else 0.0
        refused_key = (error.code or "KEY") if isinstance(error, KeyTrouble) else None
        raise SupplierAwayError(wait, refused_key=refused_key) from error
