"""What one process at a time does, by name: taken and given back by one guarded statement each."""

from datetime import datetime

from sqlalchemy import delete, select
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


async def give_back(conn: AsyncConnection, name: str, process_id: str) -> None:
    """Lets others have that name, if that process holds it."""
    await conn.execute(delete(leases).where(leases.c.name == name, leases.c.claimed_by == process_id))


async def holder(conn: AsyncConnection, name: str) -> str | None:
    """The process that holds that name, whether it lives or not; None while nobody does."""
    return (await conn.execute(select(leases.c.claimed_by).where(leases.c.name == name))).scalar()
