"""The environment from which settings are read: bare, then as a test writes it."""

import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import NAMES
from bot.settings.loader import SettingsError, load_settings

TOKEN = "700000001:CANARY-token-aaaaaaaaaaaaaaaaaaaaaaa"
API_KEY = "canary-api-key"
KEY = base64.b64encode(b"canary-encryption-key-0123456789").decode()
GOOD = {"BOT_TOKEN": TOKEN, "ADMIN_IDS": "2001, 2002", "ONECLICKDZ_API_KEY": API_KEY, "ENCRYPTION_KEY": KEY}

Write = Callable[..., None]


@pytest.fixture(autouse=True)
def bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
