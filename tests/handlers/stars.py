"""A shop that takes Stars, and what its customers do to pay with them."""

from decimal import Decimal

import pytest

from bot.payments.methods.stars import StarsReconciler, TelegramStarTransactions
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import Floor, Person

TAKES_STARS = pytest.mark.settings(stars_rate=Decimal("2.5"))


def books(floor: Floor) -> StarsReconciler:
    return StarsReconciler(
        floor.db,
        floor.clock,
        TelegramStarTransactions(floor.application.bot),
        payment_intake=floor.services.payment_intake,
        refunds_to_payer=floor.services.refunds_to_payer,
    )


async def has_an_invoice(person: Person) -> None:
    await confirms(person)
    await person.taps("⭐")
    await person.floor.work()
