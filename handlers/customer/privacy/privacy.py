"""/privacy, /mydata and /forget: what the shop keeps about somebody, for themselves."""

from functools import partial

from bot.shop.money import Money
from handlers.customer.privacy import screens
from handlers.customer.privacy.callbacks import AskForget, Forget, MyData
from handlers.customer.privacy.my_data import MyDataFile
from handlers.ui import reports
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, command, press


def handlers() -> list[Handler]:
    """All of the journey."""
    return [
        command("privacy", privacy_command, place=95),
        command("mydata", my_data_command),
        command("forget", forget_command),
        press(MyData, press_my_data),
        press(AskForget, ask_forget),
        press(Forget, forget),
    ]


async def privacy_command(context: ShopContext) -> None:
    """/privacy."""
    await context.show(screens.privacy_screen(context.texts))


async def my_data_command(context: ShopContext) -> None:
    """/mydata."""
    await _begin_file(context)


async def press_my_data(context: ShopContext, pressed: MyData) -> None:
    """The same, from a button."""
    del pressed
    await _begin_file(context)


async def forget_command(context: ShopContext) -> None:
    """/forget: what would go, and what stays."""
    await _show_what_goes(context)


async def ask_forget(context: ShopContext, pressed: AskForget) -> None:
    """The same, from a button."""
    del pressed
    await _show_what_goes(context)


async def forget(context: ShopContext, pressed: Forget) -> None:
    """They are erased. Whoever writes afterwards is somebody new."""
    await context.services.erasing.forget(context.person_id, gives_up=Money(pressed.centimes))
    await context.show(screens.forgotten_screen(context.texts))


async def _show_what_goes(context: ShopContext) -> None:
    erasable = await context.services.erasing.look(context.person_id)
    await context.show(screens.forget_screen(context.texts, erasable))


async def _begin_file(context: ShopContext) -> None:
    under_way = context.bot_data.exports
    if context.person_id in under_way:
        await context.say(context.texts.plain("my-data-busy"))
        return
    file = MyDataFile(
        context.bot,
        context.texts,
        context.services.personal_data,
        context.person_id,
        report=partial(reports.report, context),
    )
    await context.say(context.texts.plain("my-data-begun"))
    under_way.begin(context.person_id, file.run(), "somebody's data")
