"""The search: what is typed outside any question, and /search. Several pages of results need the words again;
they are remembered for some days under a key that the buttons hold.
"""

from datetime import timedelta
from typing import Final

from telegram.ext import filters

from bot.shop.errors import NotForSaleError, SupplierAwayError
from bot.shop.refs import short_key
from bot.shop.search.query import LONGEST_WISH
from bot.shop.search.search import Found
from handlers.customer.browsing import browsing
from handlers.customer.search import screens
from handlers.customer.search.callbacks import TurnResults
from handlers.customer.support import not_understood
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import PAGE_SIZE, Row
from handlers.ui.routing import Handler, command, message, press

_KEEP: Final = timedelta(days=7)
"""How long further pages of results can be opened."""


def handlers() -> list[Handler]:
    """The command and the pages of results. What is typed comes last of all: see `answering_words`."""
    return [command("search", search_command, place=25), press(TurnResults, turn_results)]


def answering_words() -> list[Handler]:
    """Text that no other journey takes."""
    return [message(filters.TEXT, answer_words)]


async def search_command(context: ShopContext) -> None:
    """/search, with words behind it or alone."""
    words = " ".join(context.args or ())
    if not words:
        await context.show(screens.how_to_screen(context.texts))
        return
    found = await context.services.search.find(words)
    if found.hits:
        await _show(context, words, found)
    else:
        await context.show(screens.nothing_found_screen(context.texts, words))


async def answer_words(context: ShopContext) -> None:
    """What was typed outside any question: results; else, as what may be meant for a person, it is offered to
    the shop. Where the shop has just answered and waits for more, it goes there.
    """
    if context.is_staff or await context.services.support.awaited(context.person_id) is not None:
        await not_understood.answer_words(context)
        return
    found = await _find(context)
    if found.is_sure:
        await _show(context, context.typed, found)
    elif found.hits:
        await _show(context, context.typed, found, offer=await not_understood.offer_words(context))
    else:
        await not_understood.answer_words(context)


async def answer_if_found(context: ShopContext) -> bool:
    """Shows what was typed in another question, if it surely names something that is for sale."""
    found = await _find(context)
    if found.is_sure:
        await _show(context, context.typed, found)
    return found.is_sure


async def turn_results(context: ShopContext, pressed: TurnResults) -> None:
    """Another page."""
    words = await context.services.remembered.remembered(_place_of(pressed.key))
    if words is None:
        await context.show(
            screens.how_to_screen(context.texts), toast=context.texts.plain("toast-old-search")
        )
        return
    found = await context.services.search.find(words)
    if not found.hits:
        await context.show(screens.nothing_found_screen(context.texts, words))
        return
    await context.show(
        screens.results_screen(context.texts, words, found, pressed.page, key=pressed.key).as_step()
    )


async def _find(context: ShopContext) -> Found:
    try:
        return await context.services.search.find(context.typed)
    except SupplierAwayError:
        return Found(())  # nothing is known of what is for sale: a person can help all the same


async def _show(context: ShopContext, words: str, found: Found, *, offer: Row = ()) -> None:
    if found.is_sure and found.only_product is not None:
        try:
            await context.show(await browsing.read_product_screen(context, found.only_product.key))
        except (NotForSaleError, SupplierAwayError):
            pass  # its button says what there is to say
        else:
            return
    words = words[:LONGEST_WISH]
    key = short_key(words)
    if len(found.hits) > PAGE_SIZE:
        await context.services.remembered.remember(_place_of(key), words, keep=_KEEP)
    screen = screens.results_screen(context.texts, words, found, 1, key=key, offer=offer)
    await context.show(screen.as_step())


def _place_of(key: str) -> str:
    return f"search:{key}"
