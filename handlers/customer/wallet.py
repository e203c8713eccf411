"""The customer's wallet: the balance and every entry in words."""

from bot.shop.billing.wallet import Entry
from handlers.customer.browsing.screens import page_line
from handlers.ui.callbacks import MyWallet, TopUp
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard, menu_button, pages_row
from handlers.ui.routing import Handler, command, press
from handlers.ui.screens import Screen
from handlers.ui.texts import Change, Code, Texts

LONGEST_NOTE = 80  # characters of a note in a list


def handlers() -> list[Handler]:
    """All ways to one's wallet."""
    return [command("wallet", wallet), press(MyWallet, turn_wallet)]


async def wallet(context: ShopContext) -> None:
    """/wallet."""
    await context.show(await _wallet_screen(context, 1))


async def turn_wallet(context: ShopContext, pressed: MyWallet) -> None:
    """A page of the entries."""
    await context.show(await _wallet_screen(context, pressed.page))


def entry_line(texts: Texts, entry: Entry) -> str:
    """One entry: when, how much, what for."""
    what: str
    match entry.kind:
        case "purchase" | "refund" | "staff_refund":
            kind = "refund" if entry.kind == "staff_refund" else entry.kind
            what = texts.plain(f"entry-{kind}", ref=Code(entry.note or entry.subject))
        case "topup" | "payback":
            what = texts.plain(f"entry-{entry.kind}", way=texts.word("by", entry.note or ""))
        case "credit" | "debit":
            what = texts.plain(f"entry-{entry.kind}")
            if entry.note:
                what += f" – {entry.note[:LONGEST_NOTE]}"
        case _:
            what = texts.plain("entry-other")
    return texts.html("wallet-entry", at=entry.at, amount=Change(entry.amount), what=what)


async def _wallet_screen(context: ShopContext, page: int) -> Screen:
    texts = context.texts
    entries = await context.services.wallet.entries(context.person_id, page)
    lines = [entry_line(texts, entry) for entry in entries.items] or [texts.html("wallet-none")]
    head = texts.html("wallet", balance=entries.balance)
    if not context.cashier.open:
        head += "\n\n" + texts.html("topup-by-hand", customer=Code(context.person_id))
    return Screen(
        f"{head}\n\n" + "\n".join(lines) + page_line(texts, entries.page, entries.pages),
        keyboard(
            [
                pages_row(texts, MyWallet, entries.page, entries.pages),
                [button(texts.plain("button-topup"), TopUp()), menu_button(texts)],
            ]
        ),
    )
