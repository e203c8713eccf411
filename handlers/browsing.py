"""Looking around: categories, products, types with price and stock. Writes nothing and needs no state: each screen
stands on the keys in its buttons. What is sold and at what price, the catalogue knows.
"""

from bot.shop.errors import NotForSaleError
from handlers import callbacks
from handlers.callbacks import OpenCategory, OpenProduct, Shop
from handlers.context import ShopContext
from handlers.failures import sentence
from handlers.keyboards import button, in_rows, keyboard, menu_button, page_of, pages_row
from handlers.regions import flag
from handlers.routing import Handler, command, press
from handlers.screens import Screen
from handlers.texts import Texts, tidy

CATEGORIES_ON_A_SCREEN = 20
TYPES_ON_A_SCREEN = 12
LONGEST_TYPE = 30  # characters of a type's name on a button, so that price and stock are not cut off


def handlers() -> list[Handler]:
    """The doors into the shop; entry points of the buying conversation."""
    return [
        command("shop", shop),
        press(Shop, turn_categories),
        press(OpenCategory, open_category),
        press(OpenProduct, open_product),
    ]


async def shop(context: ShopContext) -> None:
    """/shop."""
    await context.show(await shop_screen(context))


async def turn_categories(context: ShopContext, pressed: Shop) -> None:
    """The categories, from a button."""
    await context.show(await shop_screen(context, pressed.page))


async def open_category(context: ShopContext, pressed: OpenCategory) -> None:
    """A category's products; when the category is gone, all categories."""
    texts = context.texts
    try:
        category = await context.services.catalogue.category(pressed.key)
    except NotForSaleError as error:
        await context.show(await shop_screen(context), toast=sentence(texts, error))
        return
    products, page, pages = page_of(category.products, pressed.page)
    await context.show(
        Screen(
            texts.html("category", category=category.title) + page_line(texts, page, pages),
            keyboard(
                [
                    *(
                        [button(_titled(product.title, product.region), OpenProduct(product.key, 1))]
                        for product in products
                    ),
                    pages_row(texts, lambda to: OpenCategory(category.key, to), page, pages),
                    [button(texts.plain("button-categories"), Shop(1)), menu_button(texts)],
                ]
            ),
        )
    )


async def open_product(context: ShopContext, pressed: OpenProduct) -> None:
    """A product's types; when the product is gone, all categories."""
    try:
        screen = await product_screen(context, pressed.key, pressed.page)
    except NotForSaleError as error:
        await context.show(await shop_screen(context), toast=sentence(context.texts, error))
        return
    await context.show(screen)


async def shop_screen(context: ShopContext, page: int = 1) -> Screen:
    """All categories. Raises SupplierAwayError when the catalogue was never read."""
    texts = context.texts
    listing = await context.services.catalogue.categories()
    categories, page, pages = page_of(listing.categories, page, CATEGORIES_ON_A_SCREEN)
    text = texts.html("shop") if listing.categories else texts.html("shop-empty")
    if listing.stale_since is not None:
        text += "\n\n" + texts.html("stale", since=listing.stale_since)
    buttons = [button(tidy(category.title), OpenCategory(category.key, 1)) for category in categories]
    rows = [*in_rows(buttons, 2), pages_row(texts, Shop, page, pages), [menu_button(texts)]]
    return Screen(text + page_line(texts, page, pages), keyboard(rows))


async def product_screen(context: ShopContext, key: str, page: int = 1) -> Screen:
    """A product's types with price and stock. Raises NotForSaleError, SupplierAwayError."""
    texts = context.texts
    shown = await context.services.catalogue.product(key)
    product = shown.product
    offers, page, pages = page_of(shown.offers, page, TYPES_ON_A_SCREEN)
    text = texts.html(
        "product" if shown.offers else "product-empty",
        product=product.title,
        region=texts.region(product.region),
    )
    if shown.stale_since is not None:
        text += "\n\n" + texts.html("stale", since=shown.stale_since)
    rows = [
        [
            button(
                texts.plain(
                    "button-type", type=tidy(offer.name, LONGEST_TYPE), price=offer.price, stock=offer.stock
                )
                if offer.stock
                else texts.plain(
                    "button-type-sold-out", type=tidy(offer.name, LONGEST_TYPE), price=offer.price
                ),
                callbacks.OpenType(product.key, offer.key),
            )
        ]
        for offer in offers
    ]
    return Screen(
        text + page_line(texts, page, pages),
        keyboard(
            [
                *rows,
                pages_row(texts, lambda to: OpenProduct(product.key, to), page, pages),
                [button(texts.plain("button-back"), OpenCategory(shown.category_key, 1)), menu_button(texts)],
            ]
        ),
    )


def page_line(texts: Texts, page: int, pages: int) -> str:
    """Which page this is, under a text; nothing when there is one."""
    return "\n\n" + texts.html("page", page=page, pages=pages) if pages > 1 else ""


def _titled(title: str, region: str | None) -> str:
    return f"{flag(region)} {tidy(title)}".strip()
