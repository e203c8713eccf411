"""The shop's services, each made once."""

from bot.shop.services.building import build_services
from bot.shop.services.shop_services import ShopServices

__all__ = ["ShopServices", "build_services"]
