"""What one process at a time does, by name: taken and given back by one guarded statement each."""

from datetime import datetime

from sqlalchemy import delete, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.house import processes
from storage.tables import leases


async def take(conn: AsyncConnection, name: str, process_id: str, now: datetime) -> bool:
    """Takes that name for a process, or keeps it; False while another one that lives holds it.

    The caller has seen in the running transaction that its process lives (`processes.lives`).
    """
    row = insert(leases).values(name=name, claimed_by=process_id, taken_at=now)
    statement = row.on_conflict_do_update(
        index_elements=["name"],
        set_={"claimed_by": process_id, "taken_at": now},
        where=processes.free(leases.c.claimed_by, for_=process_id),
    ).returning(leases.c.name)
    return (await conn.execute(statement)).first() is not None


async def is_free(conn: AsyncConnection, name: str, process_id: str) -> bool:
    """Whether no other living process holds that name."""
    free = processes.free(leases.c.claimed_by, for_=process_id)
    held = select(leases.c.name).where(leases.c.name == name, not_(free))
    return (await conn.execute(held)).first() is None


async def give_back(conn: AsyncConnection, name: str, process_id: str) -> None:
    """Lets others have that name, if that process holds it."""
    await conn.execute(delete(leases).where(leases.c.name == name, leases.c.claimed_by == process_id))
