"""What a merchant can set: names, kinds, bounds and defaults, in one frozen class.

Reading them (environment, `.env`, files) and telling what is wrong is `bot.settings_loader`'s work. Nothing here opens
a connection; whether a key works is `bot.check`'s question. `.env.example` explains the same names to people.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
import zoneinfo
from decimal import Decimal
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

KEY_BYTES = 32
"""AES-256: how long an encryption key is."""

_TELEGRAM = "https://api.telegram.org"
_LONGEST_COPY = 256  # Bot API, CopyTextButton: text
_MAX_USER_ID = 2**52  # Bot API, User.id: at most 52 significant bits
_BOT_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,100}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # Bot API, setWebhook: secret_token


class Settings(BaseSettings):
    """One shop's settings, checked. Times are seconds, money is whole dinars unless a name says otherwise.

    `Settings(...)` takes what it is given and the environment; `load_settings` reads everything else too.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    bot_token: SecretStr = Field(description="The bot's token, from @BotFather.")
    admin_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        description="Telegram ids of those who run the shop, comma separated; each sees the admin commands."
    )
    oneclickdz_api_key: SecretStr = Field(
        description="The key of the OneClickDz account that the shop buys from."
    )
    encryption_key: SecretStr = Field(
        description="Base64 of 32 random bytes: what stored codes are encrypted with."
    )
    encryption_keys_old: SecretStr = Field(
        SecretStr(""),
        description="Earlier values of ENCRYPTION_KEY, newest first: still read, never written.",
    )

    shop_name: str = Field(
        "Hanout", min_length=1, max_length=64, description="What customers read as the shop's name."
    )
    default_language: Literal["ar", "fr", "en"] = Field(
        "ar", description="For customers whose Telegram speaks none of the three; their own choice wins."
    )
    timezone: str = Field(
        "Africa/Algiers",
        validate_default=True,
        description="Whose days and hours people read, and the day of reports.",
    )
    margin_percent: Decimal = Field(
        Decimal(5), ge=0, le=1000, description="What is added to the supplier's price, in percent."
    )
    price_step: int = Field(
        10, ge=1, le=10_000, description="Prices are rounded up to a multiple of this many dinars."
    )
    order_limit: int = Field(10, ge=1, le=100, description="The most cards in one order.")
    quote_seconds: int = Field(600, ge=30, le=86_400, description="How long a confirmed price holds.")
    low_float: int = Field(
        5000,
        ge=0,
        le=1_000_000_000,
        description="Staff are told when the balance at OneClickDz falls below this.",
    )

    close_hour: int = Field(
        0, ge=0, le=23, description="The hour at which a day of the books ends and is closed, in TIMEZONE."
    )
    payment_minutes: int = Field(
        30, ge=5, le=1440, description="How many minutes an order waits for its payment. It holds no stock."
    )
    topup_least: int = Field(
        500,
        ge=1,
        le=1_000_000,
        description="The least a customer can put into the wallet at once, in dinars.",
    )
    topup_most: int = Field(
        50_000,
        ge=1,
        le=1_000_000,
        description="The most a customer can put into the wallet at once, in dinars.",
    )
    ocpay: bool = Field(
        False, description="Take CIB and Edahabia cards on OneClickDz's own payment page (OCPay)."
    )
    ocpay_return_url: str | None = Field(
        None, description="Where that page sends people who have paid. Empty: back into the chat."
    )
    stars_rate: Decimal | None = Field(
        None,
        ge=Decimal("0.01"),
        le=10_000,
        description="How many dinars one Telegram Star pays. Empty: Stars are not taken.",
    )
    transfer_account: str | None = Field(
        None,
        max_length=1000,
        description="Where customers transfer money to, as Label: value; Label: value. Empty: no transfers.",
    )
    transfer_ask_number: bool = Field(
        False, description="Ask for the transfer's number beside the picture of its receipt."
    )
    transfer_remind_minutes: int = Field(
        30, ge=1, le=1440, description="How long a receipt waits before the staff are reminded, in minutes."
    )
    card_provider_token: SecretStr = Field(
        SecretStr(""), description="A payment provider's token from @BotFather. Empty: no card payments."
    )
    card_currency: str = Field("EUR", description="The currency of card payments, three letters such as EUR.")
    card_rate: Decimal | None = Field(
        None,
        ge=Decimal("0.01"),
        le=1_000_000,
        validate_default=True,
        description="How many dinars one unit of CARD_CURRENCY pays.",
    )

    oneclickdz_environment: Literal["production", "sandbox"] = Field(
        "production", description="What kind of key ONECLICKDZ_API_KEY must be; another kind is refused."
    )
    oneclickdz_send_ref: bool = Field(
        True, description="Send our own reference with each order to the supplier."
    )
    supplier_requests_per_minute: int = Field(
        60,
        ge=6,
        le=600,
        description="The most requests to the supplier in any minute, of all kinds together.",
    )
    poll_interval: float = Field(
        5,
        ge=1,
        le=60,
        description="How soon after buying the supplier is first asked whether an order is ready.",
    )
    placing_patience: int = Field(
        1800,
        ge=60,
        le=86_400,
        description="How long a paid order waits for a supplier that cannot be reached.",
    )
    unknown_wait: int = Field(
        600,
        ge=2,
        le=86_400,
        description="How long an order whose answer was lost is looked for before it is refunded. Shorter than the supplier's list"
        " lags, it refunds orders that turn up later.",
    )

    database_url: str = Field(
        "sqlite+aiosqlite:///data/hanout.db", description="Where the shop keeps its data."
    )
    telegram_api_url: str = Field(_TELEGRAM, description="Base of the Bot API, without /bot.")
    oneclickdz_api_url: str = Field(
        "https://api.oneclickdz.com", description="Base of the supplier's API, without /v3."
    )
    webhook_url: str | None = Field(
        None, description="Where Telegram reaches the shop. Empty: the shop asks Telegram."
    )
    webhook_secret: SecretStr = Field(
        default_factory=lambda data: _secret_from(data["bot_token"]),
        description="What Telegram proves itself with at the webhook. Empty: made from the token.",
    )
    http_host: str = Field(
        "127.0.0.1", min_length=1, description="The address the webhook and /health listen on."
    )
    http_port: int = Field(
        0,
        ge=0,
        le=65_535,
        validate_default=True,
        description="Their port. 0: no HTTP server; the webhook needs one.",
    )
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="How log lines are written. auto: for people in a terminal, JSON elsewhere."
    )

    @property
    def encryption_key_bytes(self) -> bytes:
        """The key that codes are encrypted with."""
        return _key_bytes(self.encryption_key.get_secret_value())

    @property
    def encryption_keys_old_bytes(self) -> tuple[bytes, ...]:
        """The keys that codes may still be encrypted with."""
        return tuple(map(_key_bytes, _parts(self.encryption_keys_old.get_secret_value())))

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone of TIMEZONE."""
        return zoneinfo.ZoneInfo(self.timezone)

    def secrets(self) -> tuple[str | bytes, ...]:
        """All that must never be seen in a log, in every form we hold it in."""
        return (
            self.bot_token.get_secret_value(),
            self.oneclickdz_api_key.get_secret_value(),
            self.webhook_secret.get_secret_value(),
            self.encryption_key.get_secret_value(),
            self.encryption_key_bytes,
            *_parts(self.encryption_keys_old.get_secret_value()),
            *self.encryption_keys_old_bytes,
            *_parts(self.card_provider_token.get_secret_value()),
        )

    @property
    def transfer_accounts(self) -> tuple[tuple[str, str], ...]:
        """The lines of TRANSFER_ACCOUNT: (label, value)."""
        lines = [line.partition(":") for line in (self.transfer_account or "").split(";") if line.strip()]
        return tuple((label.strip(), value.strip()) for label, _, value in lines)

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if not _BOT_TOKEN.fullmatch(token):
            raise ValueError(
                "is not a bot token. It looks like 123456789:AA... and stands in @BotFather under /mybots, API Token"
            )
        return SecretStr(token)

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _admins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = _parts(value)
        if (
            not all(re.fullmatch(r"[0-9]{1,16}", part) and 0 < int(part) < _MAX_USER_ID for part in parts)
            or not parts
        ):
            raise ValueError(
                "must be Telegram numbers, comma separated, such as 123456789,987654321. Names like @karim do not work;"
                " @userinfobot tells a person their number"
            )
        return tuple(dict.fromkeys(map(int, parts)))

    @field_validator("oneclickdz_api_key")
    @classmethod
    def _api_key(cls, value: SecretStr) -> SecretStr:
        key = value.get_secret_value().strip()
        if len(key) < 8 or not re.fullmatch(r"[!-~]+", key):  # noqa: PLR2004 - shorter than any key; a header value
            raise ValueError("is not a key: copy it whole from the OneClickDz dashboard, without spaces")
        return SecretStr(key)

    @field_validator("encryption_key", "encryption_keys_old")
    @classmethod
    def _keys(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        text = value.get_secret_value().strip()
        try:
            for part in [text] if info.field_name == "encryption_key" else _parts(text):
                _key_bytes(part)
        except ValueError:
            raise ValueError(
                f"must be base64 of {KEY_BYTES} bytes (44 characters). `python -m bot key` makes one; if codes are stored"
                " already, put back the key they were stored with"
            ) from None
        return SecretStr(text)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            raise ValueError(
                "is not a time zone this machine knows. Write one such as Africa/Algiers; if that is what it says,"
                " install the tzdata package"
            ) from None
        return value

    @field_validator("topup_most")
    @classmethod
    def _topup_bounds(cls, value: int, info: ValidationInfo) -> int:
        if value < info.data.get("topup_least", 0):
            raise ValueError("must not be below TOPUP_LEAST. Raise this one or lower that one")
        return value

    @field_validator("transfer_account")
    @classmethod
    def _account_lines(cls, value: str | None) -> str | None:
        for line in (value or "").split(";"):
            label, _, number = line.partition(":")
            if line.strip() and not (label.strip() and 0 < len(number.strip()) <= _LONGEST_COPY):
                raise ValueError(
                    "must be lines of a label and a value, such as CCP: 0012345678 clé 90; Name: Karim B."
                )
        return value

    @field_validator("card_provider_token")
    @classmethod
    def _provider_token(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if token and not re.fullmatch(r"[!-~]+", token):
            raise ValueError("is not a provider token: copy it whole from @BotFather, without spaces")
        return SecretStr(token)

    @field_validator("card_currency")
    @classmethod
    def _currency(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Z]{3}", value) or value == "XTR":
            raise ValueError("is not a currency: three capital letters such as EUR")
        return value

    @field_validator("card_rate")
    @classmethod
    def _rate_for_cards(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        token = info.data.get("card_provider_token")
        if value is None and token is not None and token.get_secret_value():
            raise ValueError(
                "is needed with CARD_PROVIDER_TOKEN: how many dinars one unit of CARD_CURRENCY pays, such as CARD_RATE=240"
            )
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        value = re.sub(r"^sqlite:///", "sqlite+aiosqlite:///", value.strip())
        path = value.removeprefix("sqlite+aiosqlite:///")
        if path in {value, "", ":memory:"}:
            raise ValueError(
                "must name an SQLite file, such as sqlite+aiosqlite:///data/hanout.db (three slashes and a path from"
                " here, four and a path from the root)"
            )
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _telegram_base(cls, value: str) -> str:
        return _base(value, r"/bot[^/]*$", "Leave out /bot and the token: only https://api.telegram.org")

    @field_validator("oneclickdz_api_url")
    @classmethod
    def _supplier_base(cls, value: str) -> str:
        return _base(value, r"/v\d+(/.*)?$", "Leave out /v3: only https://api.oneclickdz.com")

    @field_validator("ocpay_return_url")
    @classmethod
    def _return_address(cls, value: str | None) -> str | None:
        return None if value is None else _base(value, None, "")

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        value = _base(value, None, "")
        # Bot API, setWebhook: HTTPS only. A Bot API server of one's own (and the demo) may call plain HTTP.
        if value.startswith("http:") and info.data.get("telegram_api_url") == _TELEGRAM:
            raise ValueError("must begin with https://: Telegram calls no other")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_password(cls, value: SecretStr) -> SecretStr:
        if not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError(
                "may hold only letters, digits, _ and -, at most 256. Leave it empty to have one made"
            )
        return value

    @field_validator("http_port")
    @classmethod
    def _port_for_webhook(cls, value: int, info: ValidationInfo) -> int:
        if not value and info.data.get("webhook_url"):
            raise ValueError(
                "is needed with WEBHOOK_URL: the port that your web server passes Telegram's calls on to, such as"
                " HTTP_PORT=8080. Or remove WEBHOOK_URL: the shop works without"
            )
        return value


NAMES = tuple(name.upper() for name in Settings.model_fields)
"""All settings, as a merchant writes them."""


def new_key() -> str:
    """A fresh value for ENCRYPTION_KEY."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def _base(value: str, forbidden: str | None, mend: str) -> str:
    value = value.strip().rstrip("/")
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
        parts = urlsplit("")
    if not usable or parts.query or parts.fragment or parts.username or re.search(r"\s", value):
        raise ValueError("must be an address such as https://example.com, without user, ? or #")
    if forbidden and re.search(forbidden, parts.path):
        raise ValueError(f"must be the base only. {mend}")
    return value


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _key_bytes(text: str) -> bytes:
    try:
        # Both alphabets, padded or not: people make keys with more than one tool, and each is the same 32 bytes.
        standard = text.translate(str.maketrans("-_", "+/")).rstrip("=")
        key = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("not a key")
    return key


def _secret_from(token: SecretStr) -> SecretStr:
    return SecretStr(
        hmac.new(token.get_secret_value().encode(), b"hanout webhook", hashlib.sha256).hexdigest()
    )
