"""The same shop as `tests/shop` has."""

from tests.shop.conftest import delivery, make_shop, shop, supplier

__all__ = ["delivery", "make_shop", "shop", "supplier"]
