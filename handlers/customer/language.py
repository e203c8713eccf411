"""The reader's language: Telegram's word for it holds until they choose one themselves."""

from handlers.customer.start import welcome_screen
from handlers.ui import keyboards
from handlers.ui.callbacks import ChooseLanguage, Languages
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, command, press
from handlers.ui.screens import Screen
from handlers.ui.texts import LANGUAGES
from handlers.ui.unknown import button as unknown_button


def handlers() -> list[Handler]:
    """All ways to the languages."""
    return [
        command("language", language),
        press(Languages, languages),
        press(ChooseLanguage, choose_language),
    ]


async def language(context: ShopContext) -> None:
    """/language."""
    await context.show(_languages_screen(context))


async def languages(context: ShopContext, pressed: Languages) -> None:
    """The choice, from the main menu."""
    del pressed
    await context.show(_languages_screen(context))


async def choose_language(context: ShopContext, pressed: ChooseLanguage) -> None:
    """From here on everything is in that language, also what comes by itself."""
    if pressed.code not in LANGUAGES:
        await unknown_button(context)
        return
    context.customer = await context.services.customers.choose_language(context.person_id, pressed.code)
    await context.show(welcome_screen(context), toast=context.texts.plain("language-chosen"))


def _languages_screen(context: ShopContext) -> Screen:
    return Screen(context.texts.html("choose-language"), keyboards.languages())
