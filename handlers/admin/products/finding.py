"""Which product does the merchant mean? Products that are hidden are found too."""

from collections.abc import Sequence

from bot.shop.catalogue.catalogue import Category, Product
from bot.shop.catalogue.rule_targets import RuleTarget, category_place
from bot.shop.prices.rules import Scope
from handlers.ui.context import ShopContext


async def find_products(context: ShopContext, words: str) -> Category | list[Product]:
    """Products that hold the words, or the one category that is called so; else what customers would find by
    them.
    """
    places = await context.services.pricelist.find(words)
    categories = await _categories(context, places)
    if len(places) == len(categories) == 1:
        return categories[0]
    found = {product.key: product for category in categories for product in category.products}
    for place in places:
        if place.goods.scope in {Scope.PRODUCT, Scope.TYPE}:
            _, product = await context.services.catalogue.place(place.key.split(".")[1])
            found[product.key] = product
    if not found:
        found = {hit.product.key: hit.product for hit in (await context.services.search.find(words)).hits}
    return list(found.values())


async def _categories(context: ShopContext, places: Sequence[RuleTarget]) -> list[Category]:
    wanted = {place.key for place in places}
    return [
        each
        for each in await context.services.catalogue.all_categories()
        if category_place(each).key in wanted
    ]
