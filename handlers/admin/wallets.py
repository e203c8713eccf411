"""/credit and /debit: wallets by hand, in whole dinars. What could be read in two ways is not booked, and it
is said why. Whoever is named is shown before anything is booked, and large sums are asked once more; each
can be taken back for some minutes.
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
from handlers.admin.customers.callbacks import BookFor, PickWallet, StaffCustomer
from handlers.admin.customers.customers import SHOWN
from handlers.admin.customers.screens import CREDIT, DEBIT, nobody_screen, person_buttons
from handlers.ui import typed, unknown
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import PAGE_SIZE, button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, tidy, without_marks

LONGEST_NOTE = 200
_EXAMPLE_CUSTOMER, _EXAMPLE_AMOUNT = 1001, 2500
_LEAST_ARGUMENTS = 2
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
    """What was typed behind /credit or /debit, or was chosen otherwise."""

    customer_id: int
    dinars: int
    note: str | None


@dataclass(frozen=True)
class NamedBooking:
    """The same for somebody who was named."""

    who: str
    dinars: int
    note: str | None


@dataclass(frozen=True)
class AskAmount(Question):
    """How much, for this person?"""

    kind = "typing_booking"
    act: str
    user_id: int


def handlers() -> list[Handler]:
    """Both commands, and what hangs on them."""
    return [
        command("credit", credit_command, right=Right.MOVE_MONEY, place=50),
        command("debit", debit_command, right=Right.MOVE_MONEY, place=60),
        press(BookAsked, book_asked, right=Right.MOVE_MONEY),
        press(UndoBooking, undo_booking, right=Right.MOVE_MONEY),
        press(PickWallet, pick_wallet, right=Right.MOVE_MONEY),
    ]


def asking() -> list[Handler]:
    """The button in somebody's dossier."""
    return [press(BookFor, ask_amount, right=Right.MOVE_MONEY)]


def answers() -> dict[type[Question], list[Handler]]:
    """An amount, with a note perhaps."""
    return {AskAmount: [answer(AskAmount, type_amount, right=Right.MOVE_MONEY)]}


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


def read_named(arguments: Sequence[str]) -> NamedBooking | None:
    """NAME AMOUNT [note], where the name is no number. None for anything else, and where the amount could be
    read in two ways.
    """
    at = _amount_begins(arguments)
    amount = None if at is None else typed.leading_amount(arguments[at:])
    who = without_marks(" ".join(arguments[:at])).strip()
    if amount is None or (amount.in_words and amount.rest):
        return None
    if not who or typed.user_id(arguments[0]) is not None:
        return None
    return NamedBooking(who, amount.dinars, " ".join(amount.rest) or None)


def _amount_begins(arguments: Sequence[str]) -> int | None:
    """Where in the words behind a name the amount begins; None without one."""
    places = range(1, len(arguments))
    return next((at for at in places if typed.leading_amount(arguments[at:]) is not None), None)


async def credit_command(context: ShopContext) -> None:
    """/credit WHO AMOUNT [note]."""
    await _begin(context, CREDIT)


async def debit_command(context: ShopContext) -> None:
    """/debit WHO AMOUNT [note]."""
    await _begin(context, DEBIT)


async def _begin(context: ShopContext, act: str) -> None:
    words = context.args or []
    asked, named = read_booking(words), read_named(words)
    if asked is not None:
        if not await _note_too_long(context, asked.note):
            await book_or_ask(context, act, asked)
    elif named is not None:
        if not await _note_too_long(context, named.note):
            await _find(context, act, named)
    else:
        await context.show(Screen(_not_read(context.texts, act, words)))


async def _find(context: ShopContext, act: str, named: NamedBooking) -> None:
    """The one person whom the name means, or those whom it may mean. Nothing is booked yet."""
    texts, said = context.texts, tidy(named.who, SHOWN)
    found = await context.services.customers.search(named.who, most=PAGE_SIZE + 1)
    if not found:
        await context.show(nobody_screen(texts, said))
        return
    if len(found) == 1:
        booking = Booking(found[0].id, named.dinars, named.note)
        await book_or_ask(context, act, booking, always_ask=True)
        return
    key = short_key(context.once)
    note = json.dumps({"act": act, "dinars": named.dinars, "note": named.note})
    await context.services.remembered.remember(f"named:{key}", note, keep=_KEEP_ASKED)
    head = texts.html(f"whose-{act}", amount=Money.of_dinars(named.dinars), words=said)
    if len(found) > PAGE_SIZE:
        head += "\n" + texts.html("customers-more")
    rows = person_buttons(texts, found[:PAGE_SIZE], lambda user_id: PickWallet(user_id, key))
    await context.show(Screen(head, keyboard(rows)))


async def pick_wallet(context: ShopContext, pressed: PickWallet) -> None:
    """This one of several: shown once more."""
    noted = await context.services.remembered.remembered(f"named:{pressed.key}")
    if noted is None:
        await unknown.answer_button(context)
        return
    note = json.loads(noted)
    booking = Booking(pressed.user_id, note["dinars"], note["note"])
    await book_or_ask(context, note["act"], booking, always_ask=True)


async def ask_amount(context: ShopContext, pressed: BookFor) -> State:
    """How much?"""
    if pressed.act not in {CREDIT, DEBIT}:
        await unknown.answer_button(context)
        return None
    texts = context.texts
    customer = await context.services.customers.get(pressed.user_id)
    text = texts.html(
        f"much-{pressed.act}",
        name=customer.first_name,
        customer=Code(customer.id),
        balance=await context.services.wallet.balance(customer.id),
        example=Code(f"{_EXAMPLE_AMOUNT} {texts.plain('example-note')}"),
    )
    back = [button(texts.plain("button-no-back"), StaffCustomer(customer.id))]
    await context.show(Screen(text, keyboard([back])), apart=True)
    return AskAmount(pressed.act, pressed.user_id)


async def type_amount(context: ShopContext, asked: AskAmount) -> State:
    """So much: the person was shown with the question."""
    booking = read_booking([str(asked.user_id), *context.typed.split()])
    if booking is None:
        said = tidy(context.typed, SHOWN)
        await context.show(Screen(context.texts.html("amount-not-read", words=said)))
        return asked
    if await _note_too_long(context, booking.note):
        return asked
    await book_or_ask(context, asked.act, booking)
    return END


async def _note_too_long(context: ShopContext, note: str | None) -> bool:
    if len(note or "") <= LONGEST_NOTE:
        return False
    await context.say(context.texts.plain("too-long", most=LONGEST_NOTE))
    return True


async def book_or_ask(context: ShopContext, act: str, asked: Booking, *, always_ask: bool = False) -> None:
    """Books it; a large one is shown once more first, with whose wallet it is, or any with `always_ask`."""
    texts = context.texts
    try:
        offer = await context.services.wallet_adjustments.offer(
            context.person_id, asked.customer_id, asked.dinars
        )
    except (NotFoundError, BadAmountError) as error:
        await _refuse(context, error)
        return
    if not (offer.asks or always_ask):
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
    book = adjustments.credit if act == CREDIT else adjustments.debit
    try:
        booked = await book(context.person_id, asked.customer_id, asked.dinars, asked.note, key=key)
        customer = await context.services.customers.get(asked.customer_id)
    except (NotFoundError, BadAmountError, NotEnoughMoneyError) as error:
        await _refuse(context, error)
        return
    done = texts.html(
        "credited" if act == CREDIT else "debited",
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
    if not arguments:
        return usage
    if len(arguments) < _LEAST_ARGUMENTS:
        return f"{texts.html('amount-missing', words=tidy(arguments[0], SHOWN))}\n\n{usage}"
    at = 1 if typed.user_id(arguments[0]) is not None else _amount_begins(arguments) or 1
    who, words = " ".join(arguments[:at]), arguments[at:]
    amount = typed.leading_amount(words)
    if amount is None:
        reason = texts.html("amount-not-read", words=tidy(" ".join(words), SHOWN))
    else:
        who = tidy(who, SHOWN)
        meant = Code(f"/{act} {who} {amount.dinars} {tidy(' '.join(amount.rest), SHOWN)}")
        said = tidy(" ".join(words), SHOWN)
        reason = texts.html("amount-two-ways", words=said, amount=Money.of_dinars(amount.dinars), meant=meant)
    return f"{reason}\n\n{usage}"
