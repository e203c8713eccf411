import base64
import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError
from pydantic_core import PydanticUndefined

from bot.languages import LANGUAGES
from bot.settings import NAMES, Settings, new_key
from bot.settings_loader import SettingsError, load_settings

EXAMPLE = Path(__file__).parents[1] / ".env.example"
TOKEN = "700000001:CANARY-token-aaaaaaaaaaaaaaaaaaaaaaa"
API_KEY = "canary-api-key"
KEY = base64.b64encode(b"canary-encryption-key-0123456789").decode()
GOOD = {"BOT_TOKEN": TOKEN, "ADMIN_IDS": "2001, 2002", "ONECLICKDZ_API_KEY": API_KEY, "ENCRYPTION_KEY": KEY}

Write = Callable[..., None]


@pytest.fixture(autouse=True)
def _bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in os.environ.keys() & {"ENV_FILE", *NAMES, *(f"{name}_FILE" for name in NAMES)}:
        monkeypatch.delenv(name)


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Write:
    def write(*, drop: tuple[str, ...] = (), **more: str) -> None:
        for name, value in (GOOD | more).items():
            if name not in drop:
                monkeypatch.setenv(name, value)

    return write


def problems() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    return caught.value.problems


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
        "TIMEZONE": "Mars/Base",
        "MARGIN_PERCENT": "5,5",
        "PRICE_STEP": "0",
        "ORDER_LIMIT": "many",
        "QUOTE_SECONDS": "1",
        "LOW_FLOAT": "-1",
        "CLOSE_HOUR": "24",
        "PAYMENT_MINUTES": "1",
        "TOPUP_LEAST": "0",
        "TOPUP_MOST": "-1",
        "OCPAY": "perhaps",
        "OCPAY_RETURN_URL": "nowhere",
        "STARS_RATE": "0",
        "TRANSFER_ACCOUNT": "no label",
        "TRANSFER_ASK_NUMBER": "perhaps",
        "TRANSFER_REMIND_MINUTES": "0",
        "CARD_PROVIDER_TOKEN": "two words",
        "CARD_CURRENCY": "euro",
        "CARD_RATE": "none",
        "ONECLICKDZ_ENVIRONMENT": "test",
        "ONECLICKDZ_SEND_REF": "perhaps",
        "SUPPLIER_REQUESTS_PER_MINUTE": "1000000",
        "POLL_INTERVAL": "nan",
        "PLACING_PATIENCE": "-5",
        "UNKNOWN_WAIT": "1h",
        "DATABASE_URL": "postgresql://host/shop",
        "TELEGRAM_API_URL": "https://api.telegram.org/bot",
        "ONECLICKDZ_API_URL": "https://api.oneclickdz.com/v3/",
        "WEBHOOK_URL": "http://shop.example",
        "WEBHOOK_SECRET": "no spaces",
        "HTTP_HOST": "",
        "HTTP_PORT": "70000",
        "PROXY_URL": "socks5://proxy.example:1080",
        "LOG_FORMAT": "xml",
    }
    assert wrong.keys() == set(NAMES)
    env(**wrong)
    found = problems()
    # An empty HTTP_HOST is simply not set, and a plain http webhook cannot be judged before the Bot API's address.
    assert {line.split(" ", 1)[0] for line in found} == set(NAMES) - {"HTTP_HOST", "WEBHOOK_URL"}
    assert len(found) == len(NAMES) - 2


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
    wrong = [name for name in NAMES if name not in {"BOT_TOKEN", *anything}]
    for secret in (TOKEN, f"{API_KEY} two words"):
        env(**dict.fromkeys(wrong, secret), BOT_TOKEN=f"{TOKEN}!", BOT_TOKEN_FILE=secret)
        assert len(problems()) >= len(wrong)
        assert not re.search("canary", "\n".join(problems()), re.IGNORECASE)


def test_the_env_file_is_read_and_the_environment_wins(env: Write, tmp_path: Path) -> None:
    env(drop=("BOT_TOKEN",), PRICE_STEP="50", ORDER_LIMIT="")
    (tmp_path / ".env").write_text(
        f'\ufeff# a remark\nexport BOT_TOKEN="{TOKEN}"\nPRICE_STEP=20\nORDER_LIMIT=3\nadmin_ids=7\nSHOP_NAME=\n',
        encoding="utf-8",
    )
    settings = load_settings()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert (settings.price_step, settings.order_limit, settings.shop_name) == (50, 3, "Hanout")
    assert settings.admin_ids == (2001, 2002)


def test_env_file_names_another_file_or_none(
    env: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env()
    (tmp_path / ".env").write_text("PRICE_STEP=20\n")
    (tmp_path / "other").write_text("PRICE_STEP=30\n")
    assert load_settings().price_step == 20
    monkeypatch.setenv("ENV_FILE", "other")
    assert load_settings().price_step == 30
    monkeypatch.setenv("ENV_FILE", "")
    assert load_settings().price_step == 10
    monkeypatch.setenv("ENV_FILE", "absent")
    assert problems() == (
        "ENV_FILE: the file cannot be read (No such file or directory). Mend the path or the file's permissions.",
    )


def test_a_line_that_cannot_be_read_is_named_by_its_number(env: Write, tmp_path: Path) -> None:
    env()
    (tmp_path / ".env").write_text(f"PRICE_STEP=20\n{TOKEN}\nORDER_LIMIT=3\n")
    assert problems() == ("Line 2 of .env cannot be read. Write NAME=value, or # before a remark.",)
    (tmp_path / ".env").write_bytes("SHOP_NAME=حانوت".encode("utf-16"))
    assert problems() == ("ENV_FILE: the file is not UTF-8 text. Save it again as UTF-8.",)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_can_come_from_a_file(env: Write, tmp_path: Path, name: str) -> None:
    values = GOOD | {
        "ENCRYPTION_KEYS_OLD": KEY,
        "DEFAULT_LANGUAGE": "fr",
        "TIMEZONE": "Europe/Paris",
        "TOPUP_MOST": "777",
        "PROXY_URL": "http://user:password@proxy.example:3128",
        "OCPAY": "true",
        "OCPAY_RETURN_URL": "https://shop.example/paid",
        "TRANSFER_ACCOUNT": "CCP: 0012345678; Name: Karim",
        "TRANSFER_ASK_NUMBER": "true",
        "CARD_CURRENCY": "USD",
        "ONECLICKDZ_ENVIRONMENT": "sandbox",
        "ONECLICKDZ_SEND_REF": "false",
        "POLL_INTERVAL": "7",
        "CLOSE_HOUR": "4",
        "DATABASE_URL": "sqlite+aiosqlite:///other.db",
        "TELEGRAM_API_URL": "http://127.0.0.1:1",
        "ONECLICKDZ_API_URL": "http://127.0.0.1:1",
        "WEBHOOK_URL": "https://shop.example",
        "LOG_FORMAT": "json",
    }
    (tmp_path / "secret").write_text(values.get(name, "77") + "\n")
    needed = {"WEBHOOK_URL": {"HTTP_PORT": "8080"}, "CARD_PROVIDER_TOKEN": {"CARD_RATE": "240"}}
    env(drop=(name,), **needed.get(name, {}), **{f"{name}_FILE": "secret"})
    settings = load_settings()
    default = Settings.model_fields[name.lower()].default
    assert getattr(settings, name.lower()) != default


def test_a_value_and_its_file_together_are_a_mistake(env: Write, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN_FILE=secret\n")
    env()
    assert problems() == ("BOT_TOKEN and BOT_TOKEN_FILE are both set. Remove one of them.",)


@pytest.mark.parametrize(("content", "words"), [(None, "cannot be read"), ("  \n", "is empty")])
def test_a_secret_file_that_gives_nothing_is_told_once(
    env: Write, tmp_path: Path, content: str | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "secret").write_text(content)
    env(drop=("BOT_TOKEN",), BOT_TOKEN_FILE="secret")
    (found,) = problems()
    assert found.startswith("BOT_TOKEN_FILE: ")
    assert words in found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ONECLICKZ_API_KEY", "ONECLICKDZ_API_KEY"),
        ("HANOUT_BOT_TOKEN", "BOT_TOKEN"),
        ("MARGIN", "MARGIN_PERCENT"),
        ("BOT_TOKN_FILE", "BOT_TOKEN_FILE"),
    ],
)
def test_a_name_nearly_right_is_not_overlooked(env: Write, tmp_path: Path, written: str, meant: str) -> None:
    env()
    (tmp_path / ".env").write_text(f"{written}=1\n")
    (found,) = problems()
    assert found.startswith(f"{written}: did you mean {meant}?")


def test_names_of_others_are_left_alone(env: Write, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HTTP_PROXY=http://proxy\nCOMPOSE_PROJECT_NAME=shop\nTZ=UTC\nFOO=1\n")
    env(BOT_TOKENS="1", HTTP_PORTS="1")
    assert problems() == (
        "HTTP_PORTS: did you mean HTTP_PORT? There is no setting HTTP_PORTS; rename it or take it out.",
    )


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


def test_the_example_names_every_setting_with_its_default_and_a_remark() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    found = {}
    remark = False
    for line in lines:
        if entry := re.fullmatch(r"(# )?([A-Z_]+)=(.*)", line):
            off, name, value = entry.groups()
            assert name not in found, f"{name} stands there twice"
            assert remark, f"{name} has no remark above it"
            found[name] = (bool(off), value)
        else:
            remark = line.startswith("# ") and "──" not in line
    assert found.keys() == set(NAMES)
    for name, (off, value) in found.items():
        field = Settings.model_fields[name.lower()]
        assert off != field.is_required(), f"{name}: only what must be filled in stands without #"
        default = "" if field.default in {None, PydanticUndefined} else field.default
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        assert value == (str(default).lower() if isinstance(default, bool) else str(default)), name
        assert field.description


def test_the_example_filled_in_starts_a_shop(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for name, value in GOOD.items():
        text = text.replace(f"\n{name}=\n", f"\n{name}={value}\n")
    (tmp_path / ".env").write_text(text.replace("\n# HTTP_PORT=0", "\nHTTP_PORT=8080"), encoding="utf-8")
    assert load_settings().http_port == 8080


@pytest.mark.parametrize("quotes", ['""', "''", "“”"])
def test_quotes_that_would_count_as_part_of_a_value_are_told(env: Write, quotes: str, tmp_path: Path) -> None:
    key_file = tmp_path / "key"
    key_file.write_text(f"{quotes[0]}{API_KEY}{quotes[1]}\n")
    env(
        drop=("ONECLICKDZ_API_KEY",),
        BOT_TOKEN=f"{quotes[0]}{TOKEN}{quotes[1]}",
        ONECLICKDZ_API_KEY_FILE=str(key_file),
        SHOP_NAME=f"{quotes[0]}Souk{quotes[1]}",
    )
    told = problems()
    assert [problem.partition(" ")[0] for problem in told] == ["BOT_TOKEN", "ONECLICKDZ_API_KEY"]
    assert all("stands in quotes" in problem for problem in told)
    assert not any(API_KEY in problem or TOKEN in problem for problem in told)


def test_quotes_of_the_env_file_are_its_own(env: Write, tmp_path: Path) -> None:
    env(drop=("ONECLICKDZ_API_KEY",))
    (tmp_path / ".env").write_text(f'ONECLICKDZ_API_KEY="{API_KEY}"\n')
    assert load_settings().oneclickdz_api_key.get_secret_value() == API_KEY
