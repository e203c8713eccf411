"""What a merchant can set, in one frozen class. Names, bounds and defaults are in `bot.settings.fields`.

How a value must look is in `bot.settings.kinds`; reading them (environment, `.env`, files) and telling what
is wrong is `bot.settings.loader`'s work. Nothing here opens a connection; whether a key works is
`bot.check.report`'s question. `.env.example` explains the same names to people.
"""

import base64
import ipaddress
import os
import zoneinfo
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.backup.plan import BackupPlan
from bot.network.proxies import proxy_for
from bot.settings.fields import SettingFields
from bot.settings.kinds import KEY_BYTES, account_lines, key_bytes, networks, parts


class Settings(SettingFields):
    """One shop's settings, checked, and what follows from them.

    `Settings(...)` takes what it is given and the environment; `load_settings` reads everything else too.
    """

    @property
    def backup_plan(self) -> BackupPlan:
        """How backups are taken."""
        return BackupPlan(
            self.database_url,
            self.backup_recipient,
            Path(self.backup_folder),
            timedelta(days=self.backup_keep_days),
        )

    @property
    def backup_part_bytes(self) -> int | None:
        """How large a part of a backup is that is sent; None when none are."""
        return self.backup_part_mb * 1_000_000 if self.backup_send else None

    @property
    def encryption_key_bytes(self) -> bytes:
        """The key that codes are encrypted with."""
        return key_bytes(self.encryption_key.get_secret_value())

    @property
    def encryption_keys_old_bytes(self) -> tuple[bytes, ...]:
        """The keys that codes may still be encrypted with."""
        return tuple(map(key_bytes, parts(self.encryption_keys_old.get_secret_value())))

    @property
    def metrics_networks(self) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        """The networks of METRICS_FROM."""
        return networks(self.metrics_from)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone of TIMEZONE."""
        return zoneinfo.ZoneInfo(self.timezone)

    def proxy_to(self, url: str) -> str | None:
        """The proxy on the way to that address; None to go there directly."""
        return proxy_for(url, self.proxy_url.get_secret_value())

    def secrets(self) -> tuple[str | bytes, ...]:
        """All that must never be seen in a log, in every form we hold it in."""
        return (
            self.bot_token.get_secret_value(),
            self.oneclickdz_api_key.get_secret_value(),
            self.webhook_secret.get_secret_value(),
            self.encryption_key.get_secret_value(),
            self.encryption_key_bytes,
            *parts(self.encryption_keys_old.get_secret_value()),
            *self.encryption_keys_old_bytes,
            *parts(self.card_provider_token.get_secret_value()),
            *filter(None, (self.proxy_url.get_secret_value(), make_url(self.database_url).password)),
        )

    @property
    def transfer_accounts(self) -> tuple[tuple[str, str], ...]:
        """The lines of TRANSFER_ACCOUNT: (label, value)."""
        return tuple(account_lines(self.transfer_account or ""))

    @property
    def offered_languages(self) -> tuple[str, ...]:
        """The codes of LANGUAGES."""
        return tuple(parts(self.languages))


NAMES = tuple(name.upper() for name in Settings.model_fields)
"""All settings, as a merchant writes them."""


def new_key() -> str:
    """A fresh value for ENCRYPTION_KEY."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()
