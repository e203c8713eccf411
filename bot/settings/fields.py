"""The fields of `bot.settings.Settings`: names, kinds, bounds, defaults, and what must go together."""

import hashlib
import hmac
from decimal import Decimal
from typing import Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.languages import LANGUAGES
from bot.settings.kinds import (
    Accounts,
    ApiKey,
    BotToken,
    Currency,
    DatabaseUrl,
    EncryptionKey,
    EncryptionKeys,
    Hours,
    LanguageCode,
    LanguageCodes,
    MaybeAddress,
    Networks,
    ProviderToken,
    ProxyUrl,
    Recipient,
    SupplierBase,
    SupportChat,
    TelegramBase,
    UserIds,
    WebhookSecret,
    ZoneName,
    parts,
)

_TELEGRAM = "https://api.telegram.org"


def _secret_from(token: SecretStr) -> SecretStr:
    return SecretStr(
        hmac.new(token.get_secret_value().encode(), b"hanout webhook", hashlib.sha256).hexdigest()
    )


class SettingFields(BaseSettings):
    """Each setting by its name. Times are seconds, money is whole dinars unless a name says otherwise."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    bot_token: BotToken = Field(description="The bot's token, from @BotFather.")
    admin_ids: UserIds = Field(
        description="Telegram ids of those who run the shop, comma separated; each sees the admin commands."
    )
    oneclickdz_api_key: ApiKey = Field(
        description="The key of the OneClickDz account that the shop buys from."
    )
    encryption_key: EncryptionKey = Field(
        description="Base64 of 32 random bytes: what stored codes are encrypted with."
    )
    encryption_keys_old: EncryptionKeys = Field(
        SecretStr(""),
        description="Earlier values of ENCRYPTION_KEY, newest first: still read, never written.",
    )

    shop_name: str = Field(
        "Hanout", min_length=1, max_length=64, description="What customers read as the shop's name."
    )
    default_language: LanguageCode = Field(
        "ar",
        description="For customers whose Telegram speaks none of the shop's languages; their own choice wins.",
    )
    languages: LanguageCodes = Field(
        ", ".join(LANGUAGES),
        description="The languages that customers can choose, comma separated; DEFAULT_LANGUAGE is one of them.",
    )
    arabic_digits: bool = Field(
        False,
        description="Numbers, amounts and dates in Arabic texts with Arabic digits instead of Western ones.",
    )
    timezone: ZoneName = Field(
        "Africa/Algiers",
        validate_default=True,
        description="Whose days and hours people read, and the day of reports.",
    )
    opening_hours: Hours = Field(
        "",
        description="When customers can buy, in TIMEZONE, such as sun-thu 09:00-22:00; fri 14:00-22:00. Empty: always.",
    )
    quiet_hours: Hours = Field(
        "",
        description="When warnings that can wait are held back, in TIMEZONE, such as 23:00-08:00. Empty: never.",
    )
    margin_percent: Decimal = Field(
        Decimal(5), ge=0, le=1000, description="What is added to the supplier's price, in percent."
    )
    price_step: int = Field(
        10, ge=1, le=10_000, description="Prices are rounded up to a multiple of this many dinars."
    )
    order_limit: int = Field(10, ge=1, le=100, description="The most cards in one order.")
    quote_seconds: int = Field(600, ge=30, le=86_400, description="How long a confirmed price holds.")
    cashier_day_limit: int = Field(
        20_000,
        ge=0,
        le=1_000_000_000,
        description="The most dinars that one cashier may credit and debit in a day.",
    )
    cashier_receipts_day_limit: int = Field(
        100_000,
        ge=0,
        le=1_000_000_000,
        description="The most dinars that the receipts which one cashier approves in a day may come to.",
    )
    ask_above: int = Field(
        20_000,
        ge=0,
        le=1_000_000,
        description="A credit or debit of more dinars than this is asked once more before it is booked.",
    )
    invite_reward: int = Field(
        0,
        ge=0,
        le=100_000,
        description="The dinars that a customer gets for a friend whose first paid order was delivered; with INVITE_PERCENT the"
        " most of them. 0: nothing.",
    )
    invite_percent: int = Field(
        0,
        ge=0,
        le=50,
        description="So many percent of what the friend paid are the reward, at most INVITE_REWARD. 0: INVITE_REWARD itself.",
    )
    invite_month_limit: int = Field(
        10, ge=1, le=1000, description="The most rewards for invitations that one customer gets in 30 days."
    )
    low_float: int = Field(
        5000,
        ge=0,
        le=1_000_000_000,
        description="Staff are told when the balance at OneClickDz falls below this.",
    )
    price_jump_percent: int = Field(
        10,
        ge=0,
        le=1000,
        description="Staff are told when a card's cost rises by so many percent at once. 0: never.",
    )

    take_reviews: bool = Field(
        True, description="Ask customers what they think of a product a day after delivery, and show it."
    )
    close_hour: int = Field(
        0, ge=0, le=23, description="The hour at which a day of the books ends and is closed, in TIMEZONE."
    )
    daily_summary: bool = Field(
        True, description="Tell the staff each day's figures when it is closed, with what waits for them."
    )
    weekly_summary: bool = Field(
        True, description="Tell the staff what a week brought when its last day, Saturday, is closed."
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
    ocpay_return_url: MaybeAddress = Field(
        None, description="Where that page sends people who have paid. Empty: back into the chat."
    )
    take_stars: bool = Field(True, description="Take Telegram Stars, once STARS_RATE is set.")
    stars_rate: Decimal | None = Field(
        None,
        ge=Decimal("0.01"),
        le=10_000,
        description="How many dinars one Telegram Star pays. Empty: Stars are not taken.",
    )
    take_transfers: bool = Field(True, description="Take transfers, once TRANSFER_ACCOUNT is set.")
    transfer_account: Accounts = Field(
        None,
        description="Where customers transfer money to, as Label: value; Label: value. Empty: no transfers.",
    )
    transfer_ask_number: bool = Field(
        False, description="Ask for the transfer's number beside the picture of its receipt."
    )
    transfer_remind_minutes: int = Field(
        30, ge=1, le=1440, description="How long a receipt waits before the staff are reminded, in minutes."
    )
    supplier_away_minutes: int = Field(
        10,
        ge=1,
        le=1440,
        description="After so long without the supplier the shop takes no orders, in minutes.",
    )
    order_late_minutes: int = Field(
        60,
        ge=5,
        le=10_080,
        description="Staff hear of an order that is not finished so long after its payment.",
    )
    support_remind_minutes: int = Field(
        30,
        ge=1,
        le=1440,
        description="How long a customer's message waits before the staff are reminded, in minutes; then ever more seldom.",
    )
    support_chat_id: SupportChat = Field(
        None,
        description="The staff's group in Telegram (with topics) where customers' messages are answered. Empty: each in"
        " their own chat with the bot.",
    )
    take_cards: bool = Field(
        True, description="Take bank cards by Telegram, once CARD_PROVIDER_TOKEN is set."
    )
    card_provider_token: ProviderToken = Field(
        SecretStr(""), description="A payment provider's token from @BotFather. Empty: no card payments."
    )
    card_currency: Currency = Field(
        "EUR", description="The currency of card payments, three letters such as EUR."
    )
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
        le=10_000,
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

    database_url: DatabaseUrl = Field(
        "sqlite+aiosqlite:///data/hanout.db", repr=False, description="Where the shop keeps its data."
    )
    telegram_api_url: TelegramBase = Field(_TELEGRAM, description="Base of the Bot API, without /bot.")
    oneclickdz_api_url: SupplierBase = Field(
        "https://api.oneclickdz.com", description="Base of the supplier's API, without /v3."
    )
    webhook_url: MaybeAddress = Field(
        None, description="Where Telegram reaches the shop. Empty: the shop asks Telegram."
    )
    webhook_secret: WebhookSecret = Field(
        default_factory=lambda data: _secret_from(data["bot_token"]),
        description="What Telegram proves itself with at the webhook. Empty: made from the token.",
    )
    backup_recipient: Recipient = Field(
        None, description="The public key (age1...) that backups are encrypted to. Empty: no backups."
    )
    backup_folder: str = Field(
        "data/backups",
        min_length=1,
        description="Where backups are kept; a folder of this shop's own.",
    )
    backup_hour: int = Field(
        3, ge=0, le=23, description="The hour at which the nightly backup is taken, in TIMEZONE."
    )
    backup_keep_days: int = Field(
        14, ge=1, le=3650, description="For how many days a backup is kept. The newest one always stays."
    )
    backup_send: bool = Field(
        False, description="Also send each backup to the owners (ADMIN_IDS) as files in Telegram."
    )
    backup_part_mb: int = Field(
        20,
        ge=1,
        le=2000,
        description="The most megabytes of one of those files; a larger backup comes in parts. The Bot API takes 50.",
    )

    http_host: str = Field(
        "127.0.0.1",
        min_length=1,
        description="The address that the webhook and the pages for operators listen on.",
    )
    http_port: int = Field(
        0,
        ge=0,
        le=65_535,
        validate_default=True,
        description="Their port. 0: no HTTP server; the webhook needs one.",
    )
    metrics_from: Networks = Field(
        "127.0.0.0/8, ::1",
        description="Who may read /metrics: addresses or networks, comma separated. What a web server passes on may not.",
    )
    proxy_url: ProxyUrl = Field(
        SecretStr(""),
        description="The HTTP proxy through which the supplier and Telegram are reached. Empty: HTTPS_PROXY, HTTP_PROXY and"
        " NO_PROXY of the environment are obeyed.",
    )
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="How log lines are written. auto: for people in a terminal, JSON elsewhere."
    )

    @field_validator("languages")
    @classmethod
    def _with_the_default(cls, value: str, info: ValidationInfo) -> str:
        default = info.data.get("default_language")
        if default is not None and default not in parts(value):
            raise ValueError("must name DEFAULT_LANGUAGE too. Add it, or choose another default")
        return value

    @field_validator("topup_most")
    @classmethod
    def _topup_bounds(cls, value: int, info: ValidationInfo) -> int:
        if value < info.data.get("topup_least", 0):
            raise ValueError("must not be below TOPUP_LEAST. Raise this one or lower that one")
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

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str | None, info: ValidationInfo) -> str | None:
        # Bot API, setWebhook: HTTPS only. A Bot API server of one's own (and the demo) may call plain HTTP.
        if value is not None and value.startswith("http:") and info.data.get("telegram_api_url") == _TELEGRAM:
            raise ValueError("must begin with https://: Telegram calls no other")
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
