"""All that handlers call, in one bag: the shop's services and the payment methods."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

from bot.payments.method import PaymentMethod
from bot.payments.service import PaymentService
from bot.settings import Settings
from bot.shop.chat_settings.live_settings import LiveSettings
from bot.shop.services import ShopServices


@dataclass(frozen=True, slots=True, kw_only=True)
class Services(ShopServices):
    """The shop's services, and `payments`, which knows the payment methods."""

    live_settings: LiveSettings[Settings]
    payments: PaymentService

    @classmethod
    def of(cls, shop: ShopServices, methods: Sequence[PaymentMethod]) -> Self:
        """The same services with these payment methods, in the order in which customers see them."""
        payments = PaymentService(
            checkout=shop.checkout,
            basket_purchase=shop.basket_purchase,
            requests=shop.payment_requests,
            waiting_orders=shop.waiting_orders,
            methods=methods,
        )
        return cls(**{each.name: getattr(shop, each.name) for each in fields(shop)}, payments=payments)
