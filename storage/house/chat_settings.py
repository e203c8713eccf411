"""What owners set in the chat, over what stands in the environment.

Processes keep it at hand. Each change gives it a new edition, by which a copy is held against the database
where money depends on it.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.house import facts
from storage.tables import chat_settings, customers
from storage.wakeups import note_change

CHANGED: Final = "settings"
"""What `WakeUps.on_change` calls a change of a setting."""
_EDITION: Final = "settings_edition"


@dataclass(frozen=True, slots=True)
class ChatSettingRow:
    """What was set: `value` as somebody would write it in `.env`, who set it, when."""

    key: str
    value: str
    staff_id: int
    set_at: datetime
    staff_name: str | None


async def all_set(conn: AsyncConnection) -> list[ChatSettingRow]:
    """All that is set, in the order in which it was."""
    return [
        ChatSettingRow(row.key, json.loads(row.value), row.staff_id, row.set_at, row.first_name)
        for row in await conn.execute(_ALL_SET)
    ]


_ALL_SET = (
    select(chat_settings, customers.c.first_name)
    .select_from(chat_settings.outerjoin(customers, customers.c.id == chat_settings.c.staff_id))
    .order_by(chat_settings.c.set_at, chat_settings.c.key)
)


async def put(conn: AsyncConnection, key: str, value: str, *, staff_id: int, at: datetime) -> None:
    """Sets one, over what was set before."""
    says = {"value": json.dumps(value, ensure_ascii=False), "staff_id": staff_id, "set_at": at}
    row = insert(chat_settings).values(key=key, **says)
    await conn.execute(row.on_conflict_do_update(index_elements=["key"], set_=says))
    await _new_edition(conn, at)


async def remove(conn: AsyncConnection, key: str, *, at: datetime) -> None:
    """What stands in the environment holds again."""
    await conn.execute(delete(chat_settings).where(chat_settings.c.key == key))
    await _new_edition(conn, at)


async def edition(conn: AsyncConnection) -> str:
    """Which edition holds: another word after each change."""
    row = await facts.get(conn, _EDITION)
    return "" if row is None else row.value


async def _new_edition(conn: AsyncConnection, at: datetime) -> None:
    await facts.put(conn, _EDITION, secrets.token_hex(8), at)
    note_change(conn, CHANGED)
