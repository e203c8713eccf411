"""Answers to what nobody here understands: other commands, talk, pictures, buttons of long ago.

Staff commands and staff buttons answer strangers with exactly these, so that they do not show that they exist.
"""

from telegram import Update

from handlers import keyboards
from handlers.context import AnyApplication, ShopContext
from handlers.screens import Screen


async def command(context: ShopContext) -> None:
    """A command that does not exist (for this person)."""
    await context.show(Screen(context.texts.html("unknown-command"), keyboards.main_menu(context.texts)))


async def words(context: ShopContext) -> None:
    """Text outside any question."""
    await context.show(Screen(context.texts.html("unknown-words"), keyboards.main_menu(context.texts)))


async def thing(context: ShopContext) -> None:
    """A photo, a document, a voice, a place: anything that is not text."""
    await context.show(Screen(context.texts.html("unknown-thing"), keyboards.main_menu(context.texts)))


async def slow_down(application: AnyApplication, update: Update) -> None:
    """Somebody sends faster than they can be served; what came last was set aside. Said outside PTB's handlers."""
    context = ShopContext.from_update(update, application)
    await context.say(context.texts.plain("slow-down"))


async def button(context: ShopContext) -> None:
    """A button that this shop does not know (any more): says what to do."""
    await context.toast(context.texts.plain("toast-old-button"), alert=True)
