"""The reader's language: Telegram's word for it holds until they choose one themselves."""

from handlers.customer.welcome.callbacks import ChooseLanguage, Languages
from handlers.customer.welcome.home import read_home
from handlers.customer.welcome.screens import languages_screen
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, command, press
from handlers.ui.unknown import answer_button as unknown_button


def handlers() -> list[Handler]:
    """All ways to the languages."""
    return [
        command("language", language_command, place=60),
        press(Languages, open_languages),
        press(ChooseLanguage, choose_language),
    ]


async def language_command(context: ShopContext) -> None:
    """/language."""
    await context.show(languages_screen(context.texts, context.services.live_settings.now.offered_languages))


async def open_languages(context: ShopContext, pressed: Languages) -> None:
    """The choice, from the main menu."""
    del pressed
    await context.show(languages_screen(context.texts, context.services.live_settings.now.offered_languages))


async def choose_language(context: ShopContext, pressed: ChooseLanguage) -> None:
    """From here on everything is in that language, also what comes by itself."""
    if pressed.code not in context.services.live_settings.now.offered_languages:
        await unknown_button(context)
        return
    context.customer = await context.services.customers.choose_language(context.person_id, pressed.code)
    await context.show(await read_home(context), toast=context.texts.plain("language-chosen"))
