"""/credit and /debit: wallets by hand, in whole dinars. An amount that could be read in two ways is asked again."""

import re
from dataclasses import dataclass

from bot.shop.desk import MOST_AT_ONCE
from bot.shop.errors import BadAmountError, NotEnoughMoneyError, NotFoundError
from bot.shop.money import Money
from handlers import typed
from handlers.context import ShopContext
from handlers.routing import Handler, command
from handlers.screens import Screen
from handlers.texts import Code

LONGEST_NOTE = 200
_EXAMPLE_CUSTOMER, _EXAMPLE_AMOUNT = 1001, 2500
_LEAST_ARGUMENTS = 2


@dataclass(frozen=True)
class Booking:
    """What was typed behind /credit or /debit."""

    customer_id: int
    dinars: int
    note: str | None


def handlers() -> list[Handler]:
    """Both commands."""
    return [command("credit", credit, staff=True), command("debit", debit, staff=True)]


def booking(arguments: list[str]) -> Booking | None:
    """USER_ID AMOUNT [note]; None for anything else, also for an amount in groups, which would be too easy to misread."""
    if len(arguments) < _LEAST_ARGUMENTS:
        return None
    customer_id, dinars = typed.user_id(arguments[0]), typed.dinars(arguments[1])
    rest = arguments[2:]
    if rest and re.fullmatch(r"(?i)da|dzd|دج", rest[0]):
        rest = rest[1:]
    elif rest and typed.rest_of_amount(rest[0]):
        return None
    if customer_id is None or dinars is None:
        return None
    return Booking(customer_id, dinars, " ".join(rest)[:LONGEST_NOTE] or None)


async def credit(context: ShopContext) -> None:
    """/credit USER_ID AMOUNT [note]."""
    await _book(context, "credit")


async def debit(context: ShopContext) -> None:
    """/debit USER_ID AMOUNT [note]."""
    await _book(context, "debit")


async def _book(context: ShopContext, act: str) -> None:
    texts, desk = context.texts, context.services.desk
    asked = booking(context.args or [])
    if asked is None:
        example = f"/{act} {_EXAMPLE_CUSTOMER} {_EXAMPLE_AMOUNT} {texts.plain('example-note')}"
        await context.show(Screen(texts.html(f"usage-{act}", example=Code(example))))
        return
    book = desk.credit if act == "credit" else desk.debit
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
