"""The same shop as `tests/shop` has."""

from tests.shop.conftest import (
    begun,
    delivery,
    file_with_a_customer,
    first_file,
    make_shop,
    shop,
    supplier,
)

__all__ = ["begun", "delivery", "file_with_a_customer", "first_file", "make_shop", "shop", "supplier"]
