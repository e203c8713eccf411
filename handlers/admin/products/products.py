"""/product: what customers are told of a product, by buttons and one question at a time. It holds at once, in
all processes; what the shop knows of the brand comes back with one button.
"""

from dataclasses import dataclass
from typing import Final

from telegram.ext.filters import COMMAND, PHOTO, StatusUpdate

from bot.languages import LANGUAGES
from bot.shop.catalogue.catalogue import Category, Product
from bot.shop.errors import NotFoundError
from bot.shop.guides.guides import FieldKey
from bot.shop.guides.wording import BY_LANGUAGE, BadGuideError, GuideField
from bot.shop.roles.rights import Right
from handlers.admin.products import screens
from handlers.admin.products.callbacks import (
    EmptyField,
    PreviewProduct,
    ProductField,
    ProductShelf,
    ProductShelves,
    SendPicture,
    StaffProduct,
    UsualField,
    WriteField,
)
from handlers.admin.products.finding import find_products
from handlers.customer.guides.guides import send_picture
from handlers.ui import unknown
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import page_of
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen

_RIGHT: Final = Right.SET_PRICES
_ANYTHING_ELSE: Final = ~PHOTO & ~COMMAND & ~StatusUpdate.ALL
_PICTURE: Final = (GuideField.PICTURE, "")


@dataclass(frozen=True)
class AskGuideWords(Question):
    """What shall be told of this product?"""

    kind = "writing_guide"
    key: str
    field: str


@dataclass(frozen=True)
class AskPicture(Question):
    """Which picture does this product have?"""

    kind = "sending_picture"
    key: str


def handlers() -> list[Handler]:
    """The command, and what is pressed."""
    return [
        command("product", product_command, right=_RIGHT, place=145),
        press(ProductShelves, open_shelves, right=_RIGHT),
        press(ProductShelf, open_shelf, right=_RIGHT),
        press(StaffProduct, open_product, right=_RIGHT),
        press(ProductField, open_field, right=_RIGHT),
        press(EmptyField, show_nothing, right=_RIGHT),
        press(UsualField, back_to_usual, right=_RIGHT),
        press(PreviewProduct, preview, right=_RIGHT),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [press(WriteField, ask_words, right=_RIGHT)]


def answers() -> dict[type[Question], list[Handler]]:
    """The words."""
    return {AskGuideWords: [answer(AskGuideWords, take_words, right=_RIGHT)]}


def asking_for_picture() -> list[Handler]:
    """What asks for a picture, in the conversation in which a photo is no receipt."""
    return [press(SendPicture, ask_picture, right=_RIGHT)]


def picture_answers() -> dict[type[Question], list[Handler]]:
    """The picture."""
    return {
        AskPicture: [
            answer(AskPicture, take_picture, to=PHOTO, right=_RIGHT),
            answer(AskPicture, refuse_thing, to=_ANYTHING_ELSE, right=_RIGHT),
        ]
    }


async def product_command(context: ShopContext) -> None:
    """/product, with words of a product's name or without."""
    words = " ".join(context.args or [])
    if not words:
        await _show_shelves(context, 1)
        return
    found = await find_products(context, words)
    if isinstance(found, Category):
        await _show_shelf(context, found, 1)
    elif not found:
        await context.show(screens.not_found_screen(context.texts, words))
    elif len(found) == 1:
        await _show_product(context, found[0].key)
    else:
        await context.show(screens.found_screen(context.texts, found))


async def open_shelves(context: ShopContext, pressed: ProductShelves) -> None:
    """The categories."""
    await _show_shelves(context, pressed.page)


async def open_shelf(context: ShopContext, pressed: ProductShelf) -> None:
    """A category's products. Raises NotFoundError."""
    categories = await context.services.catalogue.all_categories()
    category = next((each for each in categories if each.key == pressed.key), None)
    if category is None:
        raise NotFoundError
    await _show_shelf(context, category, pressed.page)


async def open_product(context: ShopContext, pressed: StaffProduct) -> None:
    """All that is told of a product."""
    await _show_product(context, pressed.key)


async def open_field(context: ShopContext, pressed: ProductField) -> None:
    """One thing that is told of it; first in which language, where it has one."""
    if pressed.field in set(BY_LANGUAGE):
        told = await _told(context, pressed.key)
        await context.show(screens.languages_screen(context.texts, told, GuideField(pressed.field)))
    elif (field := screens.unpacked(pressed.field)) is not None:
        await context.show(await _field_screen(context, pressed.key, field))
    else:
        await unknown.answer_button(context)


async def ask_words(context: ShopContext, pressed: WriteField) -> State:
    """What shall be told?"""
    field = screens.unpacked(pressed.field)
    if field is None or field == _PICTURE:
        await unknown.answer_button(context)
        return None
    product = await _product(context, pressed.key)
    await context.show(screens.question_screen(context.texts, product, field), apart=True)
    return AskGuideWords(pressed.key, pressed.field)


async def take_words(context: ShopContext, asked: AskGuideWords) -> State:
    """The words; what cannot be told may be written anew."""
    field = screens.unpacked(asked.field)
    if field is None:
        return END
    return END if await _say(context, asked.key, field, context.typed) else asked


async def ask_picture(context: ShopContext, pressed: SendPicture) -> State:
    """Which picture?"""
    product = await _product(context, pressed.key)
    await context.show(screens.question_screen(context.texts, product, _PICTURE), apart=True)
    return AskPicture(pressed.key)


async def take_picture(context: ShopContext, asked: AskPicture) -> State:
    """The picture, by Telegram's id of it."""
    message = context.incoming.message if context.incoming else None
    if message is None or not message.photo or message.media_group_id is not None:
        return await refuse_thing(context, asked)
    return END if await _say(context, asked.key, _PICTURE, message.photo[-1].file_id) else asked


async def refuse_thing(context: ShopContext, asked: AskPicture) -> State:
    """Words, a file, an album: the question stays open."""
    await context.show(Screen(context.texts.html("guide-only-photo")))
    return asked


async def show_nothing(context: ShopContext, pressed: EmptyField) -> None:
    """Nothing is shown, whatever the brand has."""
    await _change(context, pressed.key, pressed.field, "")


async def back_to_usual(context: ShopContext, pressed: UsualField) -> None:
    """What the shop knows of the brand holds again."""
    await _change(context, pressed.key, pressed.field, None)


async def preview(context: ShopContext, pressed: PreviewProduct) -> None:
    """As customers who read that language see it, with the picture in a message of its own."""
    if pressed.language not in LANGUAGES:
        await unknown.answer_button(context)
        return
    told = await _told(context, pressed.key)
    product, theirs = told.product, context.bot_data.texts[pressed.language]
    guide = await context.services.product_guides.guide(product.id, product.title, pressed.language)
    await context.show(screens.preview_screen(context.texts, theirs, told, guide))
    if guide.picture is not None:
        await send_picture(context, theirs, product, guide.picture)


async def _say(context: ShopContext, key: str, field: FieldKey, value: str) -> bool:
    """Whether it is told from now on; if not, why is said."""
    product = await _product(context, key)
    try:
        await context.services.product_guides.say(context.person_id, product, field, value)
    except BadGuideError as error:
        await context.show(Screen(screens.refusal(context.texts, error)))
        return False
    screen = await _field_screen(context, key, field)
    await context.show(screen.headed(context.texts.html("guide-saved")))
    return True


async def _change(context: ShopContext, key: str, said: str, value: str | None) -> None:
    field = screens.unpacked(said)
    if field is None:
        await unknown.answer_button(context)
        return
    await context.services.product_guides.say(context.person_id, await _product(context, key), field, value)
    await context.show(await _field_screen(context, key, field))


async def _show_shelves(context: ShopContext, page: int) -> None:
    categories = await context.services.catalogue.all_categories()
    await context.show(screens.shelves_screen(context.texts, categories, page))


async def _show_shelf(context: ShopContext, category: Category, page: int) -> None:
    shown, page, _ = page_of(category.products, page)
    told_of = await context.services.product_guides.told_of(shown)
    await context.show(screens.shelf_screen(context.texts, category, told_of, page))


async def _show_product(context: ShopContext, key: str) -> None:
    await context.show(screens.product_screen(context.texts, await _told(context, key)))


async def _field_screen(context: ShopContext, key: str, field: FieldKey) -> Screen:
    told = await _told(context, key)
    own = told.own.get(field)
    who = None if own is None else await context.services.customers.name_of(own.staff_id)
    return screens.field_screen(context.texts, told, field, who)


async def _product(context: ShopContext, key: str) -> Product:
    return (await context.services.catalogue.place(key))[1]


async def _told(context: ShopContext, key: str) -> screens.Told:
    category, product = await context.services.catalogue.place(key)
    guides = context.services.product_guides
    brand = await guides.brand(product.id, product.title)
    return screens.Told(product, category.key, brand, await guides.own(product.id))
