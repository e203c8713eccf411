"""What owners set in the chat, beside what stands in the environment. Changes nothing."""

from sqlalchemy.exc import DBAPIError

from bot.check.findings import Finding, good, note
from bot.settings import Settings
from bot.settings.from_chat import SETTING_LIST, merged
from bot.shop.chat_settings.live_settings import fitting, is_own_text
from storage import migrations
from storage.engines import engine_of, sqlite_path
from storage.house import chat_settings
from storage.house.chat_settings import ChatSettingRow


async def check_chat_settings(settings: Settings) -> tuple[Settings, list[Finding]]:
    """The settings as the shop runs with them, and for each that was set in the chat both values.

    Of a database that cannot be read, or is not of this version, nothing is said: that is said elsewhere.
    """
    engine, path = engine_of(settings.database_url), sqlite_path(settings.database_url)
    if path is not None and not path.is_file():
        return settings, []
    inspector = engine.inspector()
    try:
        async with inspector.connect() as conn:
            if await conn.run_sync(migrations.current) != migrations.head():
                return settings, []
            rows = await chat_settings.all_set(conn)
    except (DBAPIError, OSError):
        return settings, []
    finally:
        await inspector.dispose()
    now, left_out = fitting(settings, {row.key: row.value for row in rows}, merged)
    return now, [_finding(row, settings, now, left_out) for row in rows]


def _finding(row: ChatSettingRow, base: Settings, now: Settings, left_out: frozenset[str]) -> Finding:
    who = f"set in the chat by {row.staff_name or row.staff_id} on {row.set_at:%Y-%m-%d}"
    name = row.key.upper()
    if row.key in left_out or (not is_own_text(row.key) and row.key not in SETTING_LIST.changeable):
        return note(
            f"Settings: {name}, {who}, does not hold: it does not go with the environment's settings.",
            "Set it anew in /settings, or take it back there.",
        )
    if is_own_text(row.key):
        return good(f"Settings: {name} in words of your own, {who}.")
    env = "in the environment" if row.key in base.model_fields_set else "the default"
    return good(f"Settings: {name} = {_shown(now, row.key)}, {who}; {env}: {_shown(base, row.key)}.")


def _shown(settings: Settings, key: str) -> str:
    value = getattr(settings, key)
    return "empty" if value in {None, ""} else str(value)
