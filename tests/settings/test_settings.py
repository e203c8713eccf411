import base64
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from bot.languages import LANGUAGES
from bot.settings import NAMES, Settings, new_key
from bot.settings.loader import load_settings
from tests.environment import API_KEY, KEY, TOKEN, Write, bare_environment, env, problems

__all__ = ["bare_environment", "env"]  # fixtures


def test_four_settings_are_enough(env: Write) -> None:
    env()
    settings = load_settings()
    assert settings.admin_ids == (2001, 2002)
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.encryption_key_bytes == b"canary-encryption-key-0123456789"
    assert settings.margin_percent == Decimal(5)
    assert settings.http_port == 0
    assert settings.zone.key == "Africa/Algiers"


def test_settings_cannot_be_changed_afterwards(env: Write) -> None:
    env()
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().shop_name = "Other"


def test_nothing_set_is_one_list_that_says_how_to_get_each() -> None:
    found = problems()
    assert [line.split(" ", 1)[0] for line in found] == [
        "BOT_TOKEN",
        "ADMIN_IDS",
        "ONECLICKDZ_API_KEY",
        "ENCRYPTION_KEY",
    ]
    assert found[0] == (
        "BOT_TOKEN is missing. Get one from @BotFather in Telegram and put it in .env as BOT_TOKEN=123456789:AA..."
    )
    assert "python -m bot key" in found[3]


def test_everything_wrong_is_told_at_once(env: Write) -> None:
    wrong = {
        "BOT_TOKEN": "nonsense",
        "ADMIN_IDS": "@karim",
        "ONECLICKDZ_API_KEY": "two words",
        "ENCRYPTION_KEY": "short",
        "ENCRYPTION_KEYS_OLD": "short,too",
        "SHOP_NAME": "x" * 65,
        "DEFAULT_LANGUAGE": "de",
        "LANGUAGES": "ar, de",
        "ARABIC_DIGITS": "perhaps",
        "ASK_ABOVE": "much",
        "TIMEZONE": "Mars/Base",
        "OPENING_HOURS": "nine to five",
        "QUIET_HOURS": "23:00",
        "MARGIN_PERCENT": "5,5",
        "PRICE_STEP": "0",
        "ORDER_LIMIT": "many",
        "QUOTE_SECONDS": "1",
        "CASHIER_DAY_LIMIT": "-1",
        "CASHIER_RECEIPTS_DAY_LIMIT": "-1",
        "INVITE_REWARD": "-1",
        "INVITE_PERCENT": "51",
        "INVITE_MONTH_LIMIT": "0",
        "LOW_FLOAT": "-1",
        "PRICE_JUMP_PERCENT": "a lot",
        "CLOSE_HOUR": "24",
        "TAKE_REVIEWS": "perhaps",
        "DAILY_SUMMARY": "perhaps",
        "WEEKLY_SUMMARY": "perhaps",
        "PAYMENT_MINUTES": "1",
        "TOPUP_LEAST": "0",
        "TOPUP_MOST": "-1",
        "OCPAY": "perhaps",
        "TAKE_STARS": "perhaps",
        "TAKE_TRANSFERS": "perhaps",
        "TAKE_CARDS": "perhaps",
        "OCPAY_RETURN_URL": "nowhere",
        "STARS_RATE": "0",
        "TRANSFER_ACCOUNT": "no label",
        "TRANSFER_ASK_NUMBER": "perhaps",
        "TRANSFER_REMIND_MINUTES": "0",
        "SUPPORT_REMIND_MINUTES": "0",
        "SUPPLIER_AWAY_MINUTES": "0",
        "ORDER_LATE_MINUTES": "4",
        "SUPPORT_CHAT_ID": "12345",
        "CARD_PROVIDER_TOKEN": "two words",
        "CARD_CURRENCY": "euro",
        "CARD_RATE": "none",
        "ONECLICKDZ_ENVIRONMENT": "test",
        "ONECLICKDZ_SEND_REF": "perhaps",
        "SUPPLIER_REQUESTS_PER_MINUTE": "1000000",
        "POLL_INTERVAL": "nan",
        "PLACING_PATIENCE": "-5",
        "UNKNOWN_WAIT": "1h",
        "DATABASE_URL": "mysql://host/shop",
        "TELEGRAM_API_URL": "https://api.telegram.org/bot",
        "ONECLICKDZ_API_URL": "https://api.oneclickdz.com/v3/",
        "BACKUP_RECIPIENT": "AGE-SECRET-KEY-1",
        "BACKUP_FOLDER": "",
        "BACKUP_HOUR": "24",
        "BACKUP_KEEP_DAYS": "0",
        "BACKUP_SEND": "perhaps",
        "BACKUP_PART_MB": "2001",
        "WEBHOOK_URL": "http://shop.example",
        "WEBHOOK_SECRET": "no spaces",
        "HTTP_HOST": "",
        "HTTP_PORT": "70000",
        "METRICS_FROM": "the office",
        "PROXY_URL": "socks5://proxy.example:1080",
        "LOG_FORMAT": "xml",
    }
    assert wrong.keys() == set(NAMES)
    env(**wrong)
    found = problems()
    # What is empty is simply not set, and a plain http webhook cannot be judged before the Bot API's address.
    left_out = {"HTTP_HOST", "BACKUP_FOLDER", "WEBHOOK_URL"}
    assert {line.split(" ", 1)[0] for line in found} == set(NAMES) - left_out
    assert len(found) == len(NAMES) - len(left_out)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MARGIN_PERCENT", "5,5", "must be a number (such as 7.5, with a point) from 0 to 1000."),
        ("ORDER_LIMIT", "101", "must be a whole number from 1 to 100."),
        ("DEFAULT_LANGUAGE", "de", f"must be one of {', '.join(LANGUAGES)}."),
        ("ONECLICKDZ_SEND_REF", "perhaps", "must be true or false."),
        ("SHOP_NAME", "x" * 65, "must be a text of at most 64 characters."),
        (
            "ONECLICKDZ_API_URL",
            "https://api.oneclickdz.com/v3",
            "Leave out /v3: only https://api.oneclickdz.com.",
        ),
        ("TELEGRAM_API_URL", f"https://api.telegram.org/bot{TOKEN}", "Leave out /bot and the token"),
        ("TELEGRAM_API_URL", "api.telegram.org", "must be an address such as https://"),
        ("ONECLICKDZ_API_URL", "https://user:password@host", "without user"),
        ("ONECLICKDZ_API_URL", "https://[::1", "must be an address such as https://"),
        ("WEBHOOK_URL", "http://shop.example", "must begin with https://"),
        ("ONECLICKDZ_API_URL", "http://api.example", "must begin with https://"),
        ("TELEGRAM_API_URL", "http://8.8.8.8:8081", "must begin with https://"),
        ("WEBHOOK_URL", "https://shop.example", "HTTP_PORT=8080"),
        ("CARD_PROVIDER_TOKEN", "123:TEST:abc", "CARD_RATE=240"),
        ("CARD_CURRENCY", "XTR", "three capital letters"),
        ("TRANSFER_ACCOUNT", "0012345678", "a label and a value"),
        ("TOPUP_MOST", "100", "must not be below TOPUP_LEAST"),
        ("DATABASE_URL", "sqlite+aiosqlite://", "must name an SQLite file"),
        ("DATABASE_URL", "mysql://user@host/shop", "or a PostgreSQL database"),
        ("DATABASE_URL", "postgresql://user:password@host", "user:password@host:port/name"),
        ("DATABASE_URL", "postgresql://user@host/shop?target_session_attrs=any", "sslmode"),
        ("ADMIN_IDS", ",", "@userinfobot"),
        ("ADMIN_IDS", "9" * 5000, "@userinfobot"),
    ],
)
def test_each_kind_of_mistake_is_told_in_words(env: Write, name: str, value: str, words: str) -> None:
    env(**{name: value})
    (found,) = problems()
    assert words in found


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8081", "[::1]:8081", "192.168.1.4", "localhost", "telegram-bot-api:8081"]
)
def test_secrets_may_travel_in_the_open_on_ones_own_network(env: Write, host: str) -> None:
    env(TELEGRAM_API_URL=f"http://{host}")
    assert load_settings().telegram_api_url == f"http://{host}"


def test_a_webhook_over_plain_http_is_fine_for_a_bot_api_server_of_ones_own(env: Write) -> None:
    env(WEBHOOK_URL="http://127.0.0.1:9/hook/", TELEGRAM_API_URL="http://127.0.0.1:8081/", HTTP_PORT="9")
    settings = load_settings()
    assert settings.webhook_url == "http://127.0.0.1:9/hook"
    assert settings.telegram_api_url == "http://127.0.0.1:8081"


def test_the_webhook_secret_comes_from_the_token_and_does_not_show_it(env: Write) -> None:
    env()
    made = load_settings().webhook_secret.get_secret_value()
    assert re.fullmatch(r"[0-9a-f]{64}", made)
    env(BOT_TOKEN=TOKEN.replace("aaa", "bbb"))
    assert load_settings().webhook_secret.get_secret_value() != made
    env(WEBHOOK_SECRET="my-own")
    assert load_settings().webhook_secret.get_secret_value() == "my-own"


def test_no_problem_and_no_repr_shows_a_value(env: Write) -> None:
    env(ENCRYPTION_KEYS_OLD=KEY)
    settings = load_settings()
    for secret in (TOKEN, API_KEY, KEY, settings.webhook_secret.get_secret_value()):
        assert secret not in repr(settings) + str(settings)
        assert secret in settings.secrets()
    assert settings.encryption_key_bytes in settings.secrets()
    # Every secret in every place that can be wrong.
    anything = {"SHOP_NAME", "HTTP_HOST", "WEBHOOK_SECRET", "TRANSFER_ACCOUNT", "CARD_PROVIDER_TOKEN"}
    anything |= {"BACKUP_FOLDER"}
    wrong = [name for name in NAMES if name not in {"BOT_TOKEN", *anything}]
    for secret in (TOKEN, f"{API_KEY} two words"):
        env(**dict.fromkeys(wrong, secret), BOT_TOKEN=f"{TOKEN}!", BOT_TOKEN_FILE=secret)
        assert len(problems()) >= len(wrong)
        assert not re.search("canary", "\n".join(problems()), re.IGNORECASE)


@given(
    st.binary(min_size=32, max_size=32),
    st.sampled_from([base64.b64encode, base64.urlsafe_b64encode]),
    st.booleans(),
)
def test_a_key_is_the_same_in_every_spelling(
    key: bytes, spell: Callable[[bytes], bytes], padded: bool
) -> None:
    text = spell(key).decode() if padded else spell(key).decode().rstrip("=")
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        admin_ids=(1,),
        oneclickdz_api_key=SecretStr(API_KEY),
        encryption_key=SecretStr(text),
        encryption_keys_old=SecretStr(f"{text}, {text}"),
    )
    assert settings.encryption_key_bytes == key
    assert settings.encryption_keys_old_bytes == (key, key)


@given(st.binary(max_size=80).filter(lambda key: len(key) != 32))
def test_a_key_of_another_length_is_refused(key: bytes) -> None:
    with pytest.raises(ValidationError, match="base64 of 32 bytes"):
        Settings(
            bot_token=SecretStr(TOKEN),
            admin_ids=(1,),
            oneclickdz_api_key=SecretStr(API_KEY),
            encryption_key=SecretStr(base64.b64encode(key).decode()),
        )


def test_a_new_key_is_accepted_and_never_the_same(env: Write) -> None:
    first, second = new_key(), new_key()
    assert first != second
    env(ENCRYPTION_KEY=first)
    assert load_settings().encryption_key_bytes == base64.b64decode(first)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("sqlite:///shop.db", "sqlite+aiosqlite:///shop.db"),
        ("postgres://u:p%40ss@db/shop", "postgresql+asyncpg://u:p%40ss@db/shop"),
        ("postgresql://u@db:5433/shop?sslmode=require", "postgresql+asyncpg://u@db:5433/shop?ssl=require"),
        ("postgresql+asyncpg://u@/shop?host=%2Fsockets", "postgresql+asyncpg://u@/shop?host=%2Fsockets"),
    ],
)
def test_a_database_may_be_written_as_other_programs_write_it(env: Write, written: str, means: str) -> None:
    env(DATABASE_URL=written)
    assert load_settings().database_url == means


def test_the_database_password_is_a_secret(env: Write) -> None:
    env(DATABASE_URL="postgresql://hanout:canary%21password@db/shop")
    settings = load_settings()
    assert "canary" not in repr(settings) + str(settings)
    assert "canary!password" in settings.secrets()
