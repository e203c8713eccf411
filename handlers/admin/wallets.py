"""/credit and /debit: wallets by hand, in whole dinars. What could be read in two ways is not booked, and it
is said why. Large sums are asked once more; each can be taken back for some minutes.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from bot.shop.errors import BadAmountError, NotEnoughMoneyError, NotFoundError, ShopError
from bot.shop.money import Money
from bot.shop.refs import short_key
from bot.shop.roles.rights import Right
from bot.shop.staff.wallet_adjustments import MOST_AT_ONCE
from handlers.admin.people import StaffCustomer
from handlers.ui import typed
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, tidy

LONGEST_NOTE = 200
_EXAMPLE_CUSTOMER, _EXAMPLE_AMOUNT = 1001, 2500
_LEAST_ARGUMENTS = 2
_SHOWN = 60  # characters of what was typed
_KEEP_ASKED: Final = timedelta(days=1)


@dataclass(frozen=True)
class BookAsked(Callback):
    """Staff: a large credit or debit, confirmed; `key` names what was noted of it."""

    verb = "a-book"
    key: str


@dataclass(frozen=True)
class UndoBooking(Callback):
    """Staff: a credit or debit was a mistake."""

    verb = "a-undo"
    entry_id: int


@dataclass(frozen=True)
class Booking:
    """What was typed behind /credit or /debit."""

    customer_id: int
    dinars: int
    note: str | None


def handlers() -> list[Handler]:
    """Both commands, and what hangs on them."""
    return [
        command("credit", credit_command, right=Right.MOVE_MONEY, place=50),
        command("debit", debit_command, right=Right.MOVE_MONEY, place=60),
        press(BookAsked, book_asked, right=Right.MOVE_MONEY),
        press(UndoBooking, undo_booking, right=Right.MOVE_MONEY),
    ]


def read_booking(arguments: Sequence[str]) -> Booking | None:
    """USER_ID AMOUNT [note]; None for anything else, and for
    `1 250 note`, which may be 1 with the note `250 note`.
    """
    if len(arguments) < _LEAST_ARGUMENTS:
        return None
    customer_id, amount = typed.user_id(arguments[0]), typed.leading_amount(arguments[1:])
    if customer_id is None or amount is None or (amount.in_words and amount.rest):
        return None
    return Booking(customer_id, amount.dinars, " ".join(amount.rest) or None)


async def credit_command(context: ShopContext) -> None:
    """/credit USER_ID AMOUNT [note]."""
    await _begin(context, "credit")


async def debit_command(context: ShopContext) -> None:
    """/debit USER_ID AMOUNT [note]."""
    await _begin(context, "debit")


async def _begin(context: ShopContext, act: str) -> None:
    texts = context.texts
    asked = read_booking(context.args or [])
    if asked is None:
        await context.show(Screen(_not_read(texts, act, context.args or [])))
        return
    if len(asked.note or "") > LONGEST_NOTE:
        await context.say(texts.plain("too-long", most=LONGEST_NOTE))
        return
    await book_or_ask(context, act, asked)


async def book_or_ask(context: ShopContext, act: str, asked: Booking) -> None:
    """Books it; a large one is shown once more first, with whose wallet it is."""
    texts = context.texts
    try:
        offer = await context.services.wallet_adjustments.offer(
            context.person_id, asked.customer_id, asked.dinars
        )
    except (NotFoundError, BadAmountError) as error:
        await _refuse(context, error)
        return
    if not offer.asks:
        await _book(context, act, asked, key=context.once)
        return
    key = short_key(context.once)  # the same command once more asks about the same booking
    note = json.dumps({"act": act, **asdict(asked)})
    await context.services.remembered.remember(f"booking:{key}", note, keep=_KEEP_ASKED)
    question = texts.html(
        f"ask-{act}",
        amount=Money.of_dinars(asked.dinars),
        name=offer.customer.first_name,
        customer=Code(offer.customer.id),
        balance=offer.balance,
    )
    if asked.note:
        question += "\n" + texts.html("ask-booking-note", note=asked.note)
    yes = button(texts.plain("button-yes"), BookAsked(key))
    no = button(texts.plain("button-no"), StaffCustomer(offer.customer.id))
    await context.show(Screen(question, keyboard([[yes], [no]])))


async def book_asked(context: ShopContext, pressed: BookAsked) -> None:
    """The large booking, confirmed. A second press books nothing more."""
    noted = await context.services.remembered.remembered(f"booking:{pressed.key}")
    if noted is None:
        await context.toast(context.texts.plain("toast-old-button"), alert=True)
        return
    note = json.loads(noted)
    asked = Booking(note["customer_id"], note["dinars"], note["note"])
    await _book(context, note["act"], asked, key=f"asked:{pressed.key}")


async def _book(context: ShopContext, act: str, asked: Booking, *, key: str) -> None:
    texts, adjustments = context.texts, context.services.wallet_adjustments
    book = adjustments.credit if act == "credit" else adjustments.debit
    try:
        booked = await book(context.person_id, asked.customer_id, asked.dinars, asked.note, key=key)
        customer = await context.services.customers.get(asked.customer_id)
    except (NotFoundError, BadAmountError, NotEnoughMoneyError) as error:
        await _refuse(context, error)
        return
    done = texts.html(
        "credited" if act == "credit" else "debited",
        amount=Money.of_dinars(asked.dinars),
        name=customer.first_name,
        customer=Code(customer.id),
        balance=booked.balance,
    )
    undo = button(texts.plain("button-undo-booking"), UndoBooking(booked.entry_id))
    await context.show(Screen(done, keyboard([[undo]])))


async def _refuse(context: ShopContext, error: ShopError) -> None:
    """Why nothing was booked."""
    texts = context.texts
    match error:
        case NotFoundError():
            said = texts.html("no-such-customer")
        case NotEnoughMoneyError(missing=missing):
            said = texts.html("debit-too-much", missing=missing)
        case _:
            said = texts.html("amount-refused", least=Money.of_dinars(1), most=MOST_AT_ONCE)
    await context.show(Screen(said))


async def undo_booking(context: ShopContext, pressed: UndoBooking) -> None:
    """Takes back what was booked a moment ago; the customer is told."""
    texts = context.texts
    try:
        undone = await context.services.wallet_adjustments.undo(context.person_id, pressed.entry_id)
    except NotEnoughMoneyError as error:
        await context.toast(texts.plain("undo-too-much", missing=error.missing), alert=True)
        return
    customer = await context.services.customers.get(undone.customer_id)
    said = texts.html("undone", name=customer.first_name, customer=Code(customer.id), balance=undone.balance)
    wallet = button(f"👤 {customer.first_name}", StaffCustomer(customer.id))
    await context.show(Screen(said, keyboard([[wallet]])))


def _not_read(texts: Texts, act: str, arguments: Sequence[str]) -> str:
    """What was not understood, and how it is written."""
    example = f"/{act} {_EXAMPLE_CUSTOMER} {_EXAMPLE_AMOUNT} {texts.plain('example-note')}"
    usage = texts.html(f"usage-{act}", example=Code(example))
    if len(arguments) < _LEAST_ARGUMENTS:
        return usage
    customer, *words = arguments
    amount = typed.leading_amount(words)
    if typed.user_id(customer) is None:
        reason = texts.html("customer-not-read", words=tidy(customer, _SHOWN))
    elif amount is None:
        reason = texts.html("amount-not-read", words=tidy(" ".join(words), _SHOWN))
    else:
        meant = Code(f"/{act} {customer} {amount.dinars} {tidy(' '.join(amount.rest), _SHOWN)}")
        said = tidy(" ".join(words), _SHOWN)
        reason = texts.html("amount-two-ways", words=said, amount=Money.of_dinars(amount.dinars), meant=meant)
    return f"{reason}\n\n{usage}"
