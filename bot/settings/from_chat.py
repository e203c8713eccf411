"""Settings as owners set them in the chat, over those of the environment, by the same rules."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from pydantic import ValidationError

from bot.settings import Settings
from bot.shop.chat_settings.setting_list import Form, Group, SettingList, Why
from bot.shop.errors import BadSettingError

_GROUPS: Final[Mapping[Group, Mapping[str, Form]]] = {
    Group.SHOP: {
        "shop_name": Form.LINE,
        "languages": Form.LANGUAGES,
        "default_language": Form.LANGUAGE,
        "arabic_digits": Form.SWITCH,
        "take_reviews": Form.SWITCH,
    },
    Group.HOURS: {"opening_hours": Form.HOURS, "quiet_hours": Form.HOURS},
    Group.PAYING: {
        "ocpay": Form.SWITCH,
        "take_stars": Form.SWITCH,
        "stars_rate": Form.RATE,
        "take_transfers": Form.SWITCH,
        "transfer_account": Form.ACCOUNTS,
        "transfer_ask_number": Form.SWITCH,
        "take_cards": Form.SWITCH,
        "card_rate": Form.RATE,
    },
    Group.LIMITS: {
        "order_limit": Form.WHOLE,
        "topup_least": Form.DINARS,
        "topup_most": Form.DINARS,
        "payment_minutes": Form.WHOLE,
        "cashier_day_limit": Form.DINARS,
        "cashier_receipts_day_limit": Form.DINARS,
        "ask_above": Form.DINARS,
    },
    Group.INVITING: {
        "invite_reward": Form.DINARS,
        "invite_percent": Form.WHOLE,
        "invite_month_limit": Form.WHOLE,
    },
    Group.WARNINGS: {
        "low_float": Form.DINARS,
        "price_jump_percent": Form.WHOLE,
        "supplier_away_minutes": Form.WHOLE,
        "order_late_minutes": Form.WHOLE,
        "transfer_remind_minutes": Form.WHOLE,
        "support_remind_minutes": Form.WHOLE,
        "daily_summary": Form.SWITCH,
        "weekly_summary": Form.SWITCH,
    },
}
_WHY_NOT: Final[Mapping[Why, tuple[str, ...]]] = {
    Why.SECRET: (
        "bot_token",
        "oneclickdz_api_key",
        "encryption_key",
        "encryption_keys_old",
        "card_provider_token",
        "webhook_secret",
        "proxy_url",
    ),
    Why.PLACE: (
        "admin_ids",
        "support_chat_id",
        "ocpay_return_url",
        "database_url",
        "telegram_api_url",
        "oneclickdz_api_url",
        "webhook_url",
        "backup_recipient",
        "backup_folder",
        "backup_hour",
        "backup_keep_days",
        "backup_send",
        "backup_part_mb",
        "http_host",
        "http_port",
        "metrics_from",
        "log_format",
    ),
    Why.BOOKS: ("timezone", "close_hour", "card_currency"),
    Why.ELSEWHERE: ("margin_percent", "price_step"),
    Why.SUPPLIER: (
        "oneclickdz_environment",
        "oneclickdz_send_ref",
        "supplier_requests_per_minute",
        "poll_interval",
        "quote_seconds",
        "placing_patience",
        "unknown_wait",
    ),
}

_CHANGEABLE: Final = frozenset(key for settings in _GROUPS.values() for key in settings)


_GOES_WITH: Final = {"languages": "default_language", "topup_most": "topup_least"}
"""What a setting is checked against."""


def merged(base: Settings, values: Mapping[str, str]) -> Settings:
    """The settings with these values, each written as in `.env`. Raises `BadSettingError` for one that the
    environment's rules would not let pass, or that is not to be changed in the chat.
    """
    for key in values:
        if key not in _CHANGEABLE:
            raise BadSettingError(key)
    if not values:
        return base
    whole: dict[str, Any] = {name: getattr(base, name) for name in Settings.model_fields}
    try:
        # Each is given, so that the environment is not read again.
        return Settings(**(whole | dict(values)))
    except ValidationError as error:
        (first, *_) = error.errors(include_url=False, include_input=False)
        found = str(first["loc"][0])
        together = first["type"] == "value_error" and found in _GOES_WITH
        raise _refused(found, values, together=together) from None


def _refused(found: str, values: Mapping[str, str], *, together: bool) -> BadSettingError:
    # Two that do not go together are found at the second of them, whichever was changed.
    newest = next(reversed(list(values)), found)
    if newest != found:
        return BadSettingError(newest, found)
    return BadSettingError(found, _GOES_WITH[found] if together else None)


def _bounds() -> dict[str, tuple[Decimal, Decimal]]:
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for key in sorted(_CHANGEABLE):
        rules = {
            name: getattr(rule, name)
            for rule in Settings.model_fields[key].metadata
            for name in ("ge", "le")
            if hasattr(rule, name)
        }
        if len(rules) == 2:  # noqa: PLR2004 - both of them
            found[key] = (Decimal(rules["ge"]), Decimal(rules["le"]))
    return found


SETTING_LIST: Final = SettingList(_GROUPS, _WHY_NOT, _bounds())
"""Which are changed in the chat, and why the others are not."""
