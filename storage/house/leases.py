"""What one process at a time does, by name: taken and given back by one guarded statement each."""

from datetime import datetime

from sqlalchemy import Text, bindparam, delete, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.house import processes
from storage.tables import leases

# Made once: what is placed, looked for or led takes a name each time.
_ME = bindparam("me", type_=Text)
_FREE = processes.free(leases.c.claimed_by, for_=_ME)
_NAME = leases.c.name == bindparam("name", type_=Text)
_ROW = insert(leases)
_TAKE = _ROW.on_conflict_do_update(
    index_elements=["name"],
    set_={"claimed_by": _ROW.excluded.claimed_by, "taken_at": _ROW.excluded.taken_at},
    where=_FREE,
).returning(leases.c.name)
_HELD = select(leases.c.name).where(_NAME, not_(_FREE))
_GIVE_BACK = delete(leases).where(_NAME, leases.c.claimed_by == _ME)


async def take(conn: AsyncConnection, name: str, process_id: str, now: datetime) -> bool:
    """Takes that name for a process, or keeps it; False while another one that lives holds it.

    The caller has seen in the running transaction that its process lives (`processes.lives`).
    """
    taken = {"name": name, "claimed_by": process_id, "taken_at": now, "me": process_id}
    return (await conn.execute(_TAKE, taken)).first() is not None


async def is_free(conn: AsyncConnection, name: str, process_id: str) -> bool:
    """Whether no other living process holds that name."""
    return (await conn.execute(_HELD, {"name": name, "me": process_id})).first() is None


async def give_back(conn: AsyncConnection, name: str, process_id: str) -> None:
    """Lets others have that name, if that process holds it."""
    await conn.execute(_GIVE_BACK, {"name": name, "me": process_id})
