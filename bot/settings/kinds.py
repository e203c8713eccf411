"""The kinds of values that settings take: how each must look, and the sentence that says so where it does
not.

What one setting means beside another is `bot.settings`' question. A sentence goes on where the setting's name
ends, and never repeats the value: it may be a secret that was put in the wrong place.
"""

import base64
import binascii
import ipaddress
import re
import zoneinfo
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.hours import LONGEST, week_hours
from bot.languages import LANGUAGES
from bot.network.proxies import is_usable

KEY_BYTES = 32
"""AES-256: how long an encryption key is."""

_LONGEST_COPY = 256  # Bot API, CopyTextButton: text
_MAX_USER_ID = 2**52  # Bot API, User.id: at most 52 significant bits
_FIRST_SUPERGROUP = -1_000_000_000_000  # their ids begin with -100; only supergroups have topics
_BOT_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,100}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # Bot API, setWebhook: secret_token


def parts(text: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def key_bytes(text: str) -> bytes:
    """An encryption key as it is used. Raises ValueError."""
    try:
        # Both alphabets, padded or not: people make keys with more than one tool, and each is the same 32
        # bytes.
        standard = text.translate(str.maketrans("-_", "+/")).rstrip("=")
        key = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("not a key")
    return key


def account_lines(text: str) -> list[tuple[str, str]]:
    """`Label: value; Label: value` as (label, value)."""
    lines = [line.partition(":") for line in text.split(";") if line.strip()]
    return [(label.strip(), value.strip()) for label, _, value in lines]


def networks(text: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """Addresses and networks between commas. Raises ValueError for what is neither."""
    return tuple(map(ipaddress.ip_network, parts(text)))


def base_address(value: str, forbidden: str | None = None, mend: str = "") -> str:
    """An address without what others put behind it; `mend` says what to do about a path that looks like
    `forbidden`.

    Raises ValueError.
    """
    value = value.strip().rstrip("/")
    try:
        address = urlsplit(value)
        usable = address.scheme in {"http", "https"} and address.hostname and address.port != 0
    except ValueError:
        usable = False
        address = urlsplit("")
    if not usable or address.query or address.fragment or address.username or re.search(r"\s", value):
        raise ValueError("must be an address such as https://example.com, without user, ? or #")
    if forbidden and re.search(forbidden, address.path):
        raise ValueError(f"must be the base only. {mend}")
    return value


def _bot_token(value: SecretStr) -> SecretStr:
    token = value.get_secret_value().strip()
    if not _BOT_TOKEN.fullmatch(token):
        raise ValueError(
            "is not a bot token. It looks like 123456789:AA... and stands in @BotFather under /mybots, API Token"
        )
    return SecretStr(token)


def _user_ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    ids = parts(value)
    if not ids or not all(re.fullmatch(r"[0-9]{1,16}", id_) and 0 < int(id_) < _MAX_USER_ID for id_ in ids):
        raise ValueError(
            "must be Telegram numbers, comma separated, such as 123456789,987654321. Names like @karim do not work;"
            " @userinfobot tells a person their number"
        )
    return tuple(dict.fromkeys(map(int, ids)))


def _networks(value: str) -> str:
    try:
        networks(value)
    except ValueError:
        raise ValueError(
            "must be addresses or networks, comma separated, such as 127.0.0.0/8, 10.0.0.7. Names of machines do not work"
        ) from None
    return value


def _api_key(value: SecretStr) -> SecretStr:
    key = value.get_secret_value().strip()
    if len(key) < 8 or not re.fullmatch(r"[!-~]+", key):  # noqa: PLR2004 - shorter than any key; a header value
        raise ValueError("is not a key: copy it whole from the OneClickDz dashboard, without spaces")
    return SecretStr(key)


def _one_key(value: SecretStr) -> SecretStr:
    text = value.get_secret_value().strip()
    _all_are_keys([text])
    return SecretStr(text)


def _many_keys(value: SecretStr) -> SecretStr:
    text = value.get_secret_value().strip()
    _all_are_keys(parts(text))
    return SecretStr(text)


def _all_are_keys(keys: list[str]) -> None:
    try:
        for key in keys:
            key_bytes(key)
    except ValueError:
        raise ValueError(
            f"must be base64 of {KEY_BYTES} bytes (44 characters). `python -m bot key` makes one; if codes are stored"
            " already, put back the key they were stored with"
        ) from None


def _zone(value: str) -> str:
    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise ValueError("is not the name of a time zone. Write one such as Africa/Algiers") from None
    return value


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(
            f"must be one of {', '.join(LANGUAGES)}. For customers whose Telegram speaks none of the shop's languages;"
            " their own choice wins"
        )
    return value


def _languages(value: str) -> str:
    codes = list(dict.fromkeys(code.lower() for code in parts(value)))
    if not codes or not set(codes) <= LANGUAGES.keys():
        raise ValueError(f"must be some of {', '.join(LANGUAGES)}, comma separated")
    return ", ".join(codes)


def _hours(value: str) -> str:
    try:
        return str(week_hours(value))
    except ValueError:
        raise ValueError(
            "must be hours such as 09:00-22:00, or with days in front: sun-thu 09:00-22:00; fri 14:00-22:00"
        ) from None


def _accounts(value: str | None) -> str | None:
    for label, number in account_lines(value or ""):
        if not label or not 0 < len(number) <= _LONGEST_COPY:
            raise ValueError(
                "must be lines of a label and a value, such as CCP: 0012345678 clé 90; Name: Karim B."
            )
    return value


def _provider_token(value: SecretStr) -> SecretStr:
    token = value.get_secret_value().strip()
    if token and not re.fullmatch(r"[!-~]+", token):
        raise ValueError("is not a provider token: copy it whole from @BotFather, without spaces")
    return SecretStr(token)


def _proxy(value: SecretStr) -> SecretStr:
    proxy = value.get_secret_value().strip()
    if proxy and not is_usable(proxy):
        raise ValueError(
            "must be the address of an HTTP proxy, such as http://proxy.example:3128 or http://user:password@proxy.example:3128"
        )
    return SecretStr(proxy)


def _currency(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value) or value == "XTR":
        raise ValueError("is not a currency: three capital letters such as EUR")
    return value


def database_url(value: str) -> str:
    """The address of a database as the drivers take it, from what people write. Raises ValueError."""
    value = re.sub(r"^sqlite:///", "sqlite+aiosqlite:///", value.strip())
    value = re.sub(r"^postgres(ql)?://", "postgresql+asyncpg://", value)
    path = value.removeprefix("sqlite+aiosqlite:///")
    if path not in {value, "", ":memory:"}:
        return value
    if value.startswith("postgresql+asyncpg://"):
        return _postgresql(value)
    raise ValueError(
        "must name an SQLite file, such as sqlite+aiosqlite:///data/hanout.db (three slashes and a path from"
        " here, four and a path from the root), or a PostgreSQL database, such as"
        " postgresql+asyncpg://hanout:password@localhost/hanout"
    )


def _postgresql(value: str) -> str:
    wrong = ValueError(
        "must be postgresql+asyncpg://user:password@host:port/name, with %40 for @ and %2F for / in a password;"
        " behind a ? may stand sslmode or, for a socket, host with its folder"
    )
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise wrong from None
    # What providers write for other programs; the driver calls it by another name.
    query = {"ssl" if name == "sslmode" else name: said for name, said in url.query.items()}
    named = re.fullmatch(r"[^/@]+", url.database or "")
    if not named or not (url.host or "host" in query) or not query.keys() <= {"ssl", "host", "port"}:
        raise wrong
    return url.set(query=query).render_as_string(hide_password=False)


def _telegram_base(value: str) -> str:
    hint = "Leave out /bot and the token: only https://api.telegram.org"
    return _for_secrets(base_address(value, r"/bot[^/]*$", hint))


def _supplier_base(value: str) -> str:
    hint = "Leave out /v3: only https://api.oneclickdz.com"
    return _for_secrets(base_address(value, r"/v\d+(/.*)?$", hint))


def _for_secrets(address: str) -> str:
    """Tokens and keys go there, so plain HTTP is for this machine and its own network only."""
    at = urlsplit(address)
    if at.scheme == "http" and not _is_near(at.hostname or ""):
        raise ValueError("must begin with https://: your secrets would travel in the open")
    return address


def _is_near(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host  # localhost, or a container's name


def _recipient(value: str | None) -> str | None:
    if value is None or not value.strip():
        return None
    from bot.backup.age import recipient  # noqa: PLC0415 - loaded only by a shop that takes backups

    try:
        recipient(value)
    except ValueError:
        raise ValueError(
            "must be the public key of an age identity, which begins with age1. `python -m bot backup-key` makes one; the"
            " line AGE-SECRET-KEY-1... is the secret that you keep elsewhere, and does not belong here"
        ) from None
    return value.strip()


def _maybe_address(value: str | None) -> str | None:
    return None if value is None else base_address(value)


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
        raise ValueError(
            "may hold only letters, digits, _ and -, at most 256. Leave it empty to have one made"
        )
    return value


def _support_chat(value: int | None) -> int | None:
    if value is not None and value > _FIRST_SUPERGROUP:
        raise ValueError(
            "must be the id of a group with topics, such as -1001234567890. Leave it empty to answer in private chats"
        )
    return value


BotToken = Annotated[SecretStr, AfterValidator(_bot_token)]
UserIds = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_user_ids)]
SupportChat = Annotated[int | None, AfterValidator(_support_chat)]
Networks = Annotated[str, AfterValidator(_networks)]
ApiKey = Annotated[SecretStr, AfterValidator(_api_key)]
EncryptionKey = Annotated[SecretStr, AfterValidator(_one_key)]
EncryptionKeys = Annotated[SecretStr, AfterValidator(_many_keys)]
ZoneName = Annotated[str, AfterValidator(_zone)]
LanguageCode = Annotated[str, AfterValidator(_language)]
LanguageCodes = Annotated[str, AfterValidator(_languages)]
Hours = Annotated[str, Field(max_length=LONGEST), AfterValidator(_hours)]
Accounts = Annotated[str | None, Field(max_length=1000), AfterValidator(_accounts)]
ProxyUrl = Annotated[SecretStr, AfterValidator(_proxy)]
ProviderToken = Annotated[SecretStr, AfterValidator(_provider_token)]
Currency = Annotated[str, AfterValidator(_currency)]
DatabaseUrl = Annotated[str, AfterValidator(database_url)]
TelegramBase = Annotated[str, AfterValidator(_telegram_base)]
SupplierBase = Annotated[str, AfterValidator(_supplier_base)]
MaybeAddress = Annotated[str | None, AfterValidator(_maybe_address)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
Recipient = Annotated[str | None, AfterValidator(_recipient)]
