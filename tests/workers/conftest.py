"""The same shop as `tests/shop` has."""

from tests.shop.conftest import courier, make_shop, shop, supplier

__all__ = ["courier", "make_shop", "shop", "supplier"]
