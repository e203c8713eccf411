"""/customer USER_ID: one customer with balance, latest orders and entries."""

from dataclasses import dataclass

from bot.languages import LANGUAGES
from bot.shop.errors import NotFoundError
from bot.shop.roles.rights import Right
from handlers.admin.orders.rows import order_rows
from handlers.admin.overview.callbacks import Overview
from handlers.ui import typed
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code
from handlers.words.payment import entry_line


@dataclass(frozen=True)
class StaffCustomer(Callback):
    """Staff: one customer."""

    verb = "a-cust"
    user_id: int


def handlers() -> list[Handler]:
    """The command, and the way from an order."""
    return [
        command("customer", customer_command, right=Right.SEE_CUSTOMERS, place=40),
        press(StaffCustomer, open_customer, right=Right.SEE_CUSTOMERS),
    ]


async def customer_command(context: ShopContext) -> None:
    """/customer USER_ID."""
    user_id = typed.user_id(" ".join(context.args or []))
    if user_id is None:
        await context.show(Screen(context.texts.html("usage-customer", example=Code("/customer 1001"))))
        return
    await _show(context, user_id)


async def open_customer(context: ShopContext, pressed: StaffCustomer) -> None:
    """The same, from an order's dossier."""
    await _show(context, pressed.user_id)


async def _show(context: ShopContext, user_id: int) -> None:
    texts = context.texts
    try:
        dossier = await context.services.admin_overview.customer(user_id)
    except NotFoundError:
        await context.say(texts.plain("no-such-customer"))
        return
    known = dossier.customer
    blocks = [
        texts.html(
            "customer-dossier",
            name=known.first_name,
            username=f"@{known.username}" if known.username else "",
            customer=Code(known.id),
            language=LANGUAGES[known.language].name,
            since=known.created_at,
            balance=dossier.balance,
        )
    ]
    if known.blocked:
        blocks.append(texts.html("customer-blocks"))
    entries = [entry_line(texts, entry) for entry in dossier.entries.items]
    if entries:
        blocks.append("\n".join([texts.html("customer-entries"), *entries]))
    if dossier.orders.items:
        blocks.append(texts.html("customer-orders"))
    back = [button(texts.plain("button-overview"), Overview())]
    keys = keyboard([*order_rows(texts, dossier.orders.items), back])
    await context.show(Screen("\n\n".join(blocks), keys))
