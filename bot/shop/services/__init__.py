"""The shop's services, each made once."""

from bot.shop.services.building import ShopServices, build_services

__all__ = ["ShopServices", "build_services"]
