"""Inline mode: `@bot psn 10` in any chat shows cards, each of which opens the shop by a deep link.

Answered before the door: whoever types there is no customer yet, and nothing is written down about them. What
is answered depends on the words alone, so Telegram may keep it for everybody. Source: Bot API
answerInlineQuery.
"""

import re
from typing import Any, Final

import structlog
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import ApplicationHandlerStop, InlineQueryHandler
from telegram.helpers import create_deep_linked_url

from bot.canonical import add
from bot.shop.errors import SupplierAwayError
from bot.shop.search.search import Found, Hit
from handlers.customer.welcome.links import product_link, type_link
from handlers.ui.context import ShopContext
from handlers.ui.texts import Texts, tidy
from handlers.words.goods import flagged_product, product_name

log = structlog.get_logger(__name__)

_CARDS: Final = 20
"""Cards in one answer; scrolling down asks for more. Telegram takes 50."""
_SECONDS_KEPT: Final = 60
"""How long Telegram may answer the same words without us: prices move."""
_OPEN_SHOP: Final = "shop"
_ARABIC: Final = re.compile("[\u0600-\u06ff]")


def inline_handler() -> InlineQueryHandler[ShopContext, Any]:
    """For the group before the door."""
    return InlineQueryHandler(answer_inline)


async def answer_inline(update: Update, context: ShopContext) -> None:
    """Cards for what was typed behind the bot's name. Whatever goes wrong, nobody is written to about it."""
    query = update.inline_query
    if query is None:
        return
    add(handler="inline")
    texts = context.bot_data.texts.guess("ar" if _ARABIC.search(query.query) else None)
    try:
        found = await context.services.search.find(query.query, may_ask=False)
    except SupplierAwayError:
        found = Found(())
    except Exception:
        # They typed in some other chat: there is nobody to excuse ourselves to. The log has it all.
        log.exception("inline_query_failed")
        raise ApplicationHandlerStop from None
    begin = int(query.offset) if query.offset.isascii() and query.offset.isdecimal() else 0
    hits = found.hits[begin : begin + _CARDS]
    try:
        await context.bot.answer_inline_query(
            inline_query_id=query.id,
            results=[_card(texts, hit, context.bot.username) for hit in hits],
            cache_time=_SECONDS_KEPT,
            is_personal=False,
            next_offset=str(begin + _CARDS) if found.hits[begin + _CARDS :] else None,
            button=InlineQueryResultsButton(
                text=texts.plain("inline-open-shop", shop=texts.shop_name), start_parameter=_OPEN_SHOP
            ),
        )
    except TelegramError as error:
        if isinstance(error, BadRequest) and "too old" not in str(error):
            log.exception("inline_query_refused")  # a mistake of ours
        else:  # they have typed on, and the next query is on its way
            log.debug("inline_query_not_answered", reason=str(error))
    raise ApplicationHandlerStop


def _card(texts: Texts, hit: Hit, bot: str) -> InlineQueryResultArticle:
    product, offer = hit.product, hit.offer
    payload = product_link(product.key) if offer is None else type_link(product.key, offer.key)
    if offer is None:
        about = texts.region(product.region)
        said = texts.html(
            "inline-product", product=product_name(texts, product.title), region=texts.region(product.region)
        )
    else:
        about = texts.plain("button-type-price", type=tidy(offer.name), price=offer.price)
        # Without the price: the card stays in that chat, and the price moves.
        said = texts.html(
            "inline-type",
            product=product_name(texts, product.title),
            region=texts.region(product.region),
            type=offer.name,
        )
    return InlineQueryResultArticle(
        id=payload,
        title=flagged_product(texts, product.title, product.region),
        description=about,
        input_message_content=InputTextMessageContent(said, parse_mode=ParseMode.HTML),
        reply_markup=InlineKeyboardMarkup(
            [[InlineKeyboardButton(texts.plain("inline-open"), url=create_deep_linked_url(bot, payload))]]
        ),
    )
