"""/undelivered: messages that Telegram refuses or that were given up, and sending them again."""

from bot.shop.roles.rights import Right
from bot.shop.staff.admin_overview import Undelivered
from handlers.admin.orders.callbacks import SendMessageAgain
from handlers.admin.overview.callbacks import UndeliveredMessages, panel_button
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, in_rows, keyboard, page_line, pages_row
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, cut, tidy

_LONGEST_WHY = 120
_IN_A_ROW = 4


def handlers() -> list[Handler]:
    """The command, and the list's pages."""
    return [
        command("undelivered", undelivered_command, right=Right.SERVE_CUSTOMERS, place=45, alone=True),
        press(UndeliveredMessages, open_undelivered, right=Right.SERVE_CUSTOMERS),
    ]


async def undelivered_command(context: ShopContext) -> None:
    """/undelivered."""
    await _show(context, 1)


async def open_undelivered(context: ShopContext, pressed: UndeliveredMessages) -> None:
    """The same from the panel, and its other pages."""
    await _show(context, pressed.page)


async def _show(context: ShopContext, page: int) -> None:
    texts = context.texts
    seen = await context.services.admin_overview.undelivered(page)
    back = [panel_button(texts)]
    if not seen.items:
        await context.show(Screen(texts.html("undelivered-none"), keyboard([back])))
        return
    lines = [_line(texts, number, one) for number, one in enumerate(seen.items, 1)]
    again = [
        button(f"🔁 {texts.number(number)}", SendMessageAgain(one.id))
        for number, one in enumerate(seen.items, 1)
    ]
    text = "\n\n".join([texts.html("undelivered"), *lines]) + page_line(texts, seen.page, seen.pages)
    pages = pages_row(texts, UndeliveredMessages, seen.page, seen.pages)
    await context.show(Screen(text, keyboard([*in_rows(again, _IN_A_ROW), pages, back])))


def _line(texts: Texts, number: int, one: Undelivered) -> str:
    return texts.html(
        "undelivered-given-up" if one.given_up else "undelivered-refused",
        number=number,
        kind=texts.word("kind", one.kind),
        name=one.name or "",
        chat=Code(one.chat_id),
        at=one.since,
        why=cut(tidy(one.why, _LONGEST_WHY), _LONGEST_WHY) or texts.plain("nothing-known"),
    )
