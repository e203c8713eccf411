"""How codes are redeemed: a screen of its own in the message of the product, a message of its own for an
order, and the picture that the merchant gave a product, which is closed again.
"""

import structlog
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.shop.catalogue.catalogue import Product
from bot.shop.errors import NotForSaleError
from handlers.customer.browsing.browsing import read_shop_screen
from handlers.customer.guides import screens
from handlers.customer.guides.callbacks import ClosePicture, HowToRedeem, HowToRedeemOrder, ProductPicture
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.keyboards import keyboard
from handlers.ui.routing import Handler, press
from handlers.ui.texts import Texts
from handlers.words.goods import product_name

log = structlog.get_logger(__name__)


def handlers() -> list[Handler]:
    """All ways to a guide."""
    return [
        press(HowToRedeem, how_to_redeem),
        press(HowToRedeemOrder, how_to_redeem_order),
        press(ProductPicture, show_picture),
        press(ClosePicture, close_picture),
    ]


async def how_to_redeem(context: ShopContext, pressed: HowToRedeem) -> None:
    """How a product's codes are redeemed; when the product is gone, all categories."""
    texts = context.texts
    try:
        _, product = await context.services.catalogue.find(pressed.key)
    except NotForSaleError as error:
        await context.show(await read_shop_screen(context), toast=sentence(texts, error))
        return
    guide = await context.services.product_guides.guide(product.id, product.title, texts.language)
    screen = screens.product_guide_screen(texts, product.key, product.title, product.region, guide)
    await context.show(screen.as_step())


async def how_to_redeem_order(context: ShopContext, pressed: HowToRedeemOrder) -> None:
    """The same for what was ordered."""
    texts = context.texts
    order = await context.services.orders.view_for_reader(context.person_id, pressed.ref)
    guide = await context.services.product_guides.guide(order.product_id, order.product_title, texts.language)
    screen = screens.order_guide_screen(texts, order.ref, order.product_title, order.region, guide)
    await context.show(screen, apart=True)


async def show_picture(context: ShopContext, pressed: ProductPicture) -> None:
    """The picture, in a message of its own: the product's message stays what it is."""
    texts = context.texts
    _, product = await context.services.catalogue.find(pressed.key)
    guide = await context.services.product_guides.guide(product.id, product.title, texts.language)
    if guide.picture is None:
        await context.toast(texts.plain("picture-gone"))
    else:
        await send_picture(context, texts, product, guide.picture)


async def send_picture(context: ShopContext, texts: Texts, product: Product, picture: str) -> None:
    """A product's picture in a message of its own; where Telegram does not know it any more, that is said."""
    try:
        await context.bot.send_photo(
            chat_id=context.person_id,
            photo=picture,
            caption=texts.html("picture-of", product=product_name(texts, product.title)),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard([screens.close_picture_row(texts)]),
            disable_notification=True,
        )
    except BadRequest as error:
        # Telegram's id of a file holds for one bot: after a change of the token the merchant sends it anew.
        log.warning("picture_not_shown", product=product.key, reason=str(error))
        await context.toast(texts.plain("picture-gone"), alert=True)


async def close_picture(context: ShopContext, pressed: ClosePicture) -> None:
    """Out of the chat with it."""
    del pressed
    await context.take_away(context.message_id)
