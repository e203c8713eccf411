"""The reader's language: Telegram's word for it holds until they choose one themselves."""

import contextlib

from bot.shop.errors import ShopError
from handlers.customer.buying.buying import is_choosing, show_choice_again
from handlers.customer.welcome.callbacks import ChooseLanguage, Languages
from handlers.customer.welcome.home import read_home
from handlers.customer.welcome.screens import languages_screen
from handlers.ui.context import ShopContext
from handlers.ui.routing import END, Handler, State, command, press
from handlers.ui.unknown import answer_button as unknown_button


def handlers() -> list[Handler]:
    """All ways to the languages."""
    return [
        command("language", language_command, place=60),
        press(Languages, open_languages),
        press(ChooseLanguage, choose_language),
    ]


async def language_command(context: ShopContext) -> State:
    """/language."""
    await context.show(languages_screen(context.texts, context.services.live_settings.now.offered_languages))
    return context.open_question  # what was asked stays asked


async def open_languages(context: ShopContext, pressed: Languages) -> State:
    """The choice, from the main menu."""
    del pressed
    return await language_command(context)


async def choose_language(context: ShopContext, pressed: ChooseLanguage) -> State:
    """From here on everything is in that language, also what comes by itself. Whoever was before a
    confirmation sees it again.
    """
    if pressed.code not in context.services.live_settings.now.offered_languages:
        await unknown_button(context)
        return context.open_question
    context.customer = await context.services.customers.choose_language(context.person_id, pressed.code)
    toast = context.texts.plain("language-chosen")
    if is_choosing(context):
        with contextlib.suppress(ShopError):  # the choice is over meanwhile, or cannot be read now
            return await show_choice_again(context, toast=toast)
    await context.show(await read_home(context), toast=toast)
    return END
