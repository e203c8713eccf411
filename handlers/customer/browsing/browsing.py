"""Looking around: categories, products, types with price and stock. Writes nothing and needs no state:
each screen stands on the keys in its buttons. What is sold and at what price, the catalogue knows.
"""

from bot.shop.errors import NotForSaleError, ShopError
from handlers.customer.basket.ways_in import with_basket
from handlers.customer.browsing import screens
from handlers.customer.browsing.callbacks import OpenCategory, OpenProduct, Shop, ShopApart
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import escape


def handlers() -> list[Handler]:
    """The doors into the shop; entry points of the buying conversation."""
    return [
        command("shop", shop_command, place=20),
        press(Shop, turn_categories),
        press(ShopApart, open_shop_apart),
        press(OpenCategory, open_category),
        press(OpenProduct, open_product),
    ]


async def shop_command(context: ShopContext) -> None:
    """/shop."""
    await context.show(await read_shop_screen(context))


async def turn_categories(context: ShopContext, pressed: Shop) -> None:
    """The categories, from a button."""
    await context.show(await read_shop_screen(context, pressed.page))


async def open_shop_apart(context: ShopContext, pressed: ShopApart) -> None:
    """The categories, from a message that stays."""
    del pressed
    await context.show(await read_shop_screen(context), apart=True)


async def open_category(context: ShopContext, pressed: OpenCategory) -> None:
    """A category's products; when the category is gone, all categories."""
    try:
        category = await context.services.catalogue.category(pressed.key)
    except NotForSaleError as error:
        await context.show(await read_shop_screen(context), toast=sentence(context.texts, error))
        return
    screen = screens.category_screen(context.texts, category, pressed.page).as_step()
    await context.show(await with_basket(context, screen))


async def open_product(context: ShopContext, pressed: OpenProduct) -> None:
    """A product's types; when the product is gone, all categories."""
    try:
        screen = await read_product_screen(context, pressed.key, pressed.page)
    except NotForSaleError as error:
        await context.show(await read_shop_screen(context), toast=sentence(context.texts, error))
        return
    await context.show(screen)


async def read_shop_screen(context: ShopContext, page: int = 1) -> Screen:
    """All categories. Raises SupplierAwayError when the catalogue was never read."""
    listing = await context.services.catalogue.categories()
    screen = await with_basket(context, screens.shop_screen(context.texts, listing, page).as_step())
    try:
        await context.services.maintenance.check_as_heard()
    except ShopError as error:
        return screen.headed(escape(sentence(context.texts, error)))
    return screen


async def read_product_screen(context: ShopContext, key: str, page: int = 1) -> Screen:
    """A product's types with price and stock. Raises NotForSaleError, SupplierAwayError."""
    shown = await context.services.catalogue.product(key)
    product, language = shown.product, context.texts.language
    guide = await context.services.product_guides.guide(product.id, product.title, language)
    rating = await context.services.reviews.rating(product.id)
    screen = screens.product_screen(context.texts, shown, page, guide, rating).as_step()
    return await with_basket(context, screen)
