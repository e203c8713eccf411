"""What `check` is given: settings, and a supplier and a Telegram on this machine."""

import base64
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import stamina

from bot.check.findings import Finding, Mark
from bot.demo.server import bind, serving
from bot.settings import Settings
from tests.fakes.outside import TOKEN, Outside

KEY = b"canary-encryption-key-0123456789"
API_KEY = "demo-key-not-a-secret"


@pytest.fixture
def one_try() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
async def outside(one_try: None) -> AsyncIterator[Outside]:
    it = Outside()
    async with serving(it.app(), bind(0)) as it.address:
        yield it
    it.supplier.close()


def settings(outside: Outside | None = None, **other: Any) -> Settings:
    address = outside.address if outside else "http://127.0.0.1:9"
    values = {
        "bot_token": TOKEN,
        "admin_ids": "2001",
        "oneclickdz_api_key": API_KEY,
        "encryption_key": base64.b64encode(KEY).decode(),
        "telegram_api_url": address,
        "oneclickdz_api_url": address,
    }
    return Settings(**values | other)


def wrong(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.mark is Mark.WRONG]
