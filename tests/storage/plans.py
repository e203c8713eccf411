"""How the database goes about a query."""

from typing import Any

from sqlalchemy import event

from storage.database import Database


async def plan(db: Database, ask: Any) -> str:
    """How the database goes about the last query of `ask(conn)`."""
    asked: list[tuple[str, Any]] = []

    def remember(_conn: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    async with db.read() as conn:
        engine = conn.sync_engine
        event.listen(engine, "before_cursor_execute", remember)
        await ask(conn)
        event.remove(engine, "before_cursor_execute", remember)
        statement, values = asked[-1]
        rows = await conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return "\n".join(str(row[3]) for row in rows)
