"""Finds the payment methods and makes them of the settings: the one place that puts them together."""

import importlib
import pkgutil
from typing import cast

from bot.payments import methods
from bot.payments.method import MethodModule, MethodParts, PaymentMethod
from bot.shop.billing.payment_methods import KnownMethods


def payment_methods(parts: MethodParts) -> tuple[PaymentMethod, ...]:
    """Every method, switched on or not, in the order in which customers see them."""
    return tuple(module.build(parts) for module in _modules())


def known_methods() -> KnownMethods:
    """What is true of the methods without any settings."""
    return KnownMethods(module.TRAITS for module in _modules())


def _modules() -> list[MethodModule]:
    names = [found.name for found in pkgutil.iter_modules(methods.__path__)]
    modules = [cast(MethodModule, importlib.import_module(f"{methods.__name__}.{name}")) for name in names]
    return sorted(modules, key=lambda module: module.TRAITS.place)
