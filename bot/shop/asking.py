"""The border to the supplier: its many errors become the one a person or worker can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.shop.errors import SupplierAwayError
from bot.supplier import SlowDown, SupplierError


@contextmanager
def asking_supplier() -> Iterator[None]:
    """Any `SupplierError` inside becomes `SupplierAwayError`. Not for placing, where each error has its own meaning."""
    try:
        yield
    except SupplierError as error:
        wait = error.retry_after if isinstance(error, SlowDown) else 0.0
        raise SupplierAwayError(retry_after=wait) from error
