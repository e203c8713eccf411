"""The customer's wallet: the balance and every entry in words."""

from bot.shop.paging import FIRST, Cursor
from handlers.customer.paying.callbacks import TopUp
from handlers.customer.wallet.callbacks import MyWallet
from handlers.customer.welcome.screens import menu_button
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard, turns_line, turns_row
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code
from handlers.words.payment import entry_line


def handlers() -> list[Handler]:
    """All ways to one's wallet."""
    return [command("wallet", wallet_command, place=40), press(MyWallet, turn_wallet)]


async def wallet_command(context: ShopContext) -> None:
    """/wallet."""
    await context.show(await _wallet_screen(context, FIRST))


async def turn_wallet(context: ShopContext, pressed: MyWallet) -> None:
    """A page of the entries."""
    await context.show(await _wallet_screen(context, pressed.cursor))


async def _wallet_screen(context: ShopContext, cursor: Cursor) -> Screen:
    texts = context.texts
    entries = await context.services.wallet.entries(context.person_id, cursor)
    lines = [entry_line(texts, entry) for entry in entries.items] or [texts.html("wallet-none")]
    head = texts.html("wallet", balance=entries.balance)
    if not context.services.payments.open:
        head += "\n\n" + texts.html("topup-by-hand", customer=Code(context.person_id))
    return Screen(
        f"{head}\n\n" + "\n".join(lines) + turns_line(texts, entries.turns),
        keyboard(
            [
                turns_row(texts, MyWallet, entries.turns),
                [button(texts.plain("button-topup"), TopUp()), menu_button(texts)],
            ]
        ),
    )
