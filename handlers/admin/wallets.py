"""/credit and /debit: wallets by hand, in whole dinars. What
could be read in two ways is not booked, and it is said why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.shop.errors import BadAmountError, NotEnoughMoneyError, NotFoundError
from bot.shop.money import Money
from bot.shop.roles.rights import Right
from bot.shop.staff.wallet_adjustments import MOST_AT_ONCE
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, command
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, tidy

LONGEST_NOTE = 200
_EXAMPLE_CUSTOMER, _EXAMPLE_AMOUNT = 1001, 2500
_LEAST_ARGUMENTS = 2
_SHOWN = 60  # characters of what was typed


@dataclass(frozen=True)
class Booking:
    """What was typed behind /credit or /debit."""

    customer_id: int
    dinars: int
    note: str | None


def handlers() -> list[Handler]:
    """Both commands."""
    return [
        command("credit", credit_command, right=Right.MOVE_MONEY, place=50),
        command("debit", debit_command, right=Right.MOVE_MONEY, place=60),
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
    await _book(context, "credit")


async def debit_command(context: ShopContext) -> None:
    """/debit USER_ID AMOUNT [note]."""
    await _book(context, "debit")


async def _book(context: ShopContext, act: str) -> None:
    texts, adjustments = context.texts, context.services.wallet_adjustments
    asked = read_booking(context.args or [])
    if asked is None:
        await context.show(Screen(_not_read(texts, act, context.args or [])))
        return
    if len(asked.note or "") > LONGEST_NOTE:
        await context.say(texts.plain("too-long", most=LONGEST_NOTE))
        return
    book = adjustments.credit if act == "credit" else adjustments.debit
    try:
        balance = await book(context.person_id, asked.customer_id, asked.dinars, asked.note, key=context.once)
        customer = await context.services.customers.get(asked.customer_id)
    except NotFoundError:
        await context.show(Screen(texts.html("no-such-customer")))
    except BadAmountError:
        limits = texts.html("amount-refused", least=Money.of_dinars(1), most=MOST_AT_ONCE)
        await context.show(Screen(limits))
    except NotEnoughMoneyError as error:
        await context.show(Screen(texts.html("debit-too-much", missing=error.missing)))
    else:
        done = texts.html(
            "credited" if act == "credit" else "debited",
            amount=Money.of_dinars(asked.dinars),
            name=customer.first_name,
            customer=Code(customer.id),
            balance=balance,
        )
        await context.show(Screen(done))


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
