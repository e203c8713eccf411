"""Favorites, with word of lower prices, and "tell me when it is back" for a type that is out of stock.

All screens stand on the keys in their buttons; who is told what and when, the shop decides
(`bot.shop.watching`).
"""

from bot.shop.errors import NotForSaleError
from handlers.customer.browsing import browsing
from handlers.customer.favorites import screens
from handlers.customer.favorites.callbacks import (
    EditFavorites,
    Favorites,
    NoMorePrices,
    NotWhenBack,
    OpenStars,
    RemoveFavorite,
    SetStar,
    TellWhenBack,
)
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.routing import Handler, command, press


def handlers() -> list[Handler]:
    """All of the journey."""
    return [
        command("favorites", favorites_command, place=45),
        press(Favorites, open_favorites),
        press(EditFavorites, edit_favorites),
        press(RemoveFavorite, remove_favorite),
        press(OpenStars, open_stars),
        press(SetStar, set_star),
        press(NoMorePrices, no_more_prices),
        press(TellWhenBack, tell_when_back),
        press(NotWhenBack, not_when_back),
    ]


async def favorites_command(context: ShopContext) -> None:
    """/favorites."""
    await _show_list(context, 1)


async def open_favorites(context: ShopContext, pressed: Favorites) -> None:
    """A page of the list."""
    await _show_list(context, pressed.page)


async def edit_favorites(context: ShopContext, pressed: EditFavorites) -> None:
    """The same page, on which a press takes away."""
    await _show_list(context, pressed.page, editing=True)


async def remove_favorite(context: ShopContext, pressed: RemoveFavorite) -> None:
    """Takes a star away, and ends a wait for the same type."""
    service = context.services.favorites
    await service.unstar(context.person_id, pressed.product_key, pressed.type_key)
    await service.stop_waiting(context.person_id, pressed.product_key, pressed.type_key)
    toast = context.texts.plain("toast-favorite-removed")
    await _show_list(context, pressed.page, editing=True, toast=toast)


async def open_stars(context: ShopContext, pressed: OpenStars) -> None:
    """A product's types, to star some."""
    await _show_stars(context, pressed.product_key, pressed.page)


async def set_star(context: ShopContext, pressed: SetStar) -> None:
    """Stars a type, or takes the star away."""
    service = context.services.favorites
    if pressed.on:
        try:
            await service.star(context.person_id, pressed.product_key, pressed.type_key)
        except NotForSaleError as error:
            await _back_to_the_shop(context, error)
            return
    else:
        await service.unstar(context.person_id, pressed.product_key, pressed.type_key)
    toast = context.texts.plain("toast-favorite-added" if pressed.on else "toast-favorite-removed")
    await _show_stars(context, pressed.product_key, pressed.page, toast=toast)


async def no_more_prices(context: ShopContext, pressed: NoMorePrices) -> None:
    """The star is gone, and with it word of the price."""
    await context.services.favorites.unstar(context.person_id, pressed.product_key, pressed.type_key)
    await context.show(screens.star_gone_screen(context.texts))


async def tell_when_back(context: ShopContext, pressed: TellWhenBack) -> None:
    """They are told once. When it is back already, they see it at once."""
    service = context.services.favorites
    try:
        shown = await service.type_on_sale(context.person_id, pressed.product_key, pressed.type_key)
        if shown.offer.stock > 0:
            screen = await browsing.read_product_screen(context, pressed.product_key)
            await context.show(screen, toast=context.texts.plain("toast-back-already"))
            return
        await service.wait(context.person_id, pressed.product_key, pressed.type_key)
    except NotForSaleError as error:
        await _back_to_the_shop(context, error)
        return
    toast = context.texts.plain("toast-back-noted")
    await show_out_of_stock(context, pressed.product_key, pressed.type_key, toast=toast)


async def not_when_back(context: ShopContext, pressed: NotWhenBack) -> None:
    """They are not told."""
    await context.services.favorites.stop_waiting(context.person_id, pressed.product_key, pressed.type_key)
    toast = context.texts.plain("toast-back-left")
    await show_out_of_stock(context, pressed.product_key, pressed.type_key, toast=toast)


async def show_out_of_stock(
    context: ShopContext,
    product_key: str,
    type_key: str,
    *,
    toast: str | None = None,
    apart: bool = False,
) -> None:
    """A type that is out of stock, with the offer to be told; all categories when it is not sold any more."""
    try:
        shown = await context.services.favorites.type_on_sale(context.person_id, product_key, type_key)
    except NotForSaleError as error:
        await _back_to_the_shop(context, error, apart=apart)
        return
    await context.show(screens.out_of_stock_screen(context.texts, shown), toast=toast, apart=apart)


async def _show_list(
    context: ShopContext, page: int, *, editing: bool = False, toast: str | None = None
) -> None:
    watched = await context.services.favorites.listed(context.person_id)
    await context.show(screens.favorites_screen(context.texts, watched, page, editing=editing), toast=toast)


async def _show_stars(context: ShopContext, product_key: str, page: int, *, toast: str | None = None) -> None:
    try:
        types = await context.services.favorites.of_product(context.person_id, product_key)
    except NotForSaleError as error:
        await _back_to_the_shop(context, error)
        return
    await context.show(screens.stars_screen(context.texts, types, page), toast=toast)


async def _back_to_the_shop(context: ShopContext, error: NotForSaleError, *, apart: bool = False) -> None:
    screen = await browsing.read_shop_screen(context)
    await context.show(screen, toast=sentence(context.texts, error), apart=apart)
