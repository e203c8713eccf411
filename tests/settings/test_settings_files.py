"""Settings from files: .env, a file for one secret, and the example."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from bot.settings import NAMES, Settings
from bot.settings.from_chat import SETTING_LIST
from bot.settings.loader import load_settings
from bot.shop.chat_settings.setting_list import Why
from tests.environment import API_KEY, GOOD, KEY, TOKEN, Write, bare_environment, env, problems

__all__ = ["bare_environment", "env"]  # fixtures

EXAMPLE = Path(__file__).parents[2] / ".env.example"


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
        "LANGUAGES": "ar",
        "ARABIC_DIGITS": "true",
        "TIMEZONE": "Europe/Paris",
        "OPENING_HOURS": "09:00-22:00",
        "QUIET_HOURS": "23:00-08:00",
        "TAKE_STARS": "false",
        "TAKE_TRANSFERS": "false",
        "TAKE_CARDS": "false",
        "TOPUP_MOST": "777",
        "PROXY_URL": "http://user:password@proxy.example:3128",
        "OCPAY": "true",
        "OCPAY_RETURN_URL": "https://shop.example/paid",
        "TRANSFER_ACCOUNT": "CCP: 0012345678; Name: Karim",
        "TRANSFER_ASK_NUMBER": "true",
        "CARD_CURRENCY": "USD",
        "METRICS_FROM": "10.0.0.0/8",
        "ONECLICKDZ_ENVIRONMENT": "sandbox",
        "ONECLICKDZ_SEND_REF": "false",
        "POLL_INTERVAL": "7",
        "INVITE_PERCENT": "7",
        "CLOSE_HOUR": "4",
        "TAKE_REVIEWS": "false",
        "DAILY_SUMMARY": "false",
        "WEEKLY_SUMMARY": "false",
        "SUPPORT_CHAT_ID": "-1001234567890",
        "BACKUP_RECIPIENT": "age19mp68m6t06ks59sy7hjpxdval482xu9cvxf0nl24shl0ac0yu3gqwcedn4",
        "BACKUP_HOUR": "5",
        "BACKUP_SEND": "true",
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


def test_each_setting_is_changed_in_the_chat_or_says_why_not() -> None:
    """A new one is decided on in `bot/settings/from_chat.py`: its form there, or the reason."""
    why_not = SETTING_LIST.why_not.values()
    decided = [*SETTING_LIST.changeable, *(key for keys in why_not for key in keys)]
    assert sorted(decided) == sorted(Settings.model_fields)


def test_no_secret_can_be_set_in_the_chat() -> None:
    secret = [name for name, field in Settings.model_fields.items() if "Secret" in str(field.annotation)]
    assert secret
    assert set(secret) <= set(SETTING_LIST.why_not[Why.SECRET])
