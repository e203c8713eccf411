"""An order that waits for its Stars, and the money that comes for it."""

import json
from decimal import Decimal
from typing import Any

from bot.payments.methods.stars import stars
from bot.payments.service import PaymentService
from bot.shop.billing.intake import IncomingPayment
from bot.shop.billing.requests import PaymentRequest
from bot.shop.orders.history import OrderView
from tests.shop.whole import WholeShop

STARS = stars(lambda: Decimal("2.5"))


def cashier(shop: WholeShop) -> PaymentService:
    return shop.cashier(STARS)


async def asked(shop: WholeShop, quantity: int = 1) -> tuple[OrderView, PaymentRequest]:
    """An order that waits, and the invoice for what is missing."""
    return await shop.asks(cashier(shop), "stars", quote=await shop.quote(quantity=quantity))


def money(request: PaymentRequest, charge: str = "c1", **changes: Any) -> IncomingPayment:
    paid = {
        "way": request.way,
        "charge_id": charge,
        "request_id": request.id,
        "payer_id": request.customer_id,
        "currency": request.currency,
        "currency_amount": request.currency_amount,
        "who": "telegram",
    }
    return IncomingPayment(**(paid | changes))


async def outcomes(shop: WholeShop) -> list[str]:
    return [json.loads(row.payload)["outcome"] for row in await shop.outbox(kind="money_came")]
