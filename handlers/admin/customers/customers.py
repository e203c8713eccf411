"""/customers: who came last, people found by name, @username, number or the number of a transfer, and one in
full.
"""

from typing import Final

from bot.shop.errors import NotFoundError
from bot.shop.roles.rights import Right
from handlers.admin.customers.callbacks import CustomerList, CustomerNotes, CustomerWallet, StaffCustomer
from handlers.admin.customers.screens import (
    dossier_screen,
    found_screen,
    list_screen,
    nobody_screen,
    notes_screen,
    wallet_screen,
)
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import PAGE_SIZE
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import tidy, without_marks

SHOWN: Final = 60  # characters of what was typed


def handlers() -> list[Handler]:
    """The command, and what is opened by buttons. `/customer` is what it was called once."""
    see = Right.SEE_CUSTOMERS
    return [
        command("customers", customers_command, right=see, place=40),
        command("customer", customers_command, right=see),
        press(CustomerList, open_list, right=see),
        press(StaffCustomer, open_customer, right=see),
        press(CustomerWallet, open_wallet, right=see),
        press(CustomerNotes, open_notes, right=see),
    ]


async def customers_command(context: ShopContext) -> None:
    """/customers, /customers TEXT."""
    words = without_marks(" ".join(context.args or [])).strip()
    if not words:
        await _show_list(context, None)
        return
    await look_for_customers(context, words)


async def look_for_customers(context: ShopContext, words: str) -> bool:
    """Whom the words name: one in full, or several to choose from. False where they name nobody; the person
    is told.
    """
    words = without_marks(words).strip()
    user_id = typed.user_id(words)
    if user_id is not None:
        try:
            await context.show(await customer_screen(context, user_id))
        except NotFoundError:
            pass  # it may be the number of a transfer
        else:
            return True
    found = await context.services.dossiers.find(words, most=PAGE_SIZE + 1)
    said = tidy(words, SHOWN)
    if not found:
        await context.show(nobody_screen(context.texts, said))
    elif len(found) == 1:
        await context.show(await customer_screen(context, found[0].id))
    else:
        more = len(found) > PAGE_SIZE
        await context.show(found_screen(context.texts, found[:PAGE_SIZE], said, more=more))
    return bool(found)


async def open_list(context: ShopContext, pressed: CustomerList) -> None:
    """A page of who came last."""
    await _show_list(context, pressed.behind or None)


async def open_customer(context: ShopContext, pressed: StaffCustomer) -> None:
    """One customer."""
    await context.show(await customer_screen(context, pressed.user_id))


async def open_wallet(context: ShopContext, pressed: CustomerWallet) -> None:
    """A page of their wallet."""
    wallet = await context.services.dossiers.wallet(pressed.user_id, pressed.cursor)
    await context.show(wallet_screen(context.texts, wallet))


async def open_notes(context: ShopContext, pressed: CustomerNotes) -> None:
    """A page of the notes about them."""
    notes = await context.services.dossiers.notes(pressed.user_id, behind=pressed.behind or None)
    await context.show(notes_screen(context.texts, notes, context.rights))


async def customer_screen(context: ShopContext, user_id: int) -> Screen:
    """One customer in full. Raises `NotFoundError`."""
    dossier = await context.services.dossiers.dossier(user_id)
    return dossier_screen(context.texts, dossier, context.rights)


async def _show_list(context: ShopContext, behind: int | None) -> None:
    people = await context.services.customers.newest(most=PAGE_SIZE + 1, behind=behind)
    older = people[PAGE_SIZE - 1].id if len(people) > PAGE_SIZE else None
    await context.show(list_screen(context.texts, people[:PAGE_SIZE], older=older))
