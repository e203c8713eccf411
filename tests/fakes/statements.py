"""How often the database is asked."""

from collections import Counter
from typing import Any, Self

from sqlalchemy import event

from tests.shop.whole import WholeShop


class Statements:
    """Counts the statements that readers ask during its block."""

    def __init__(self, shop: WholeShop) -> None:
        self.seen: Counter[str] = Counter()
        self._engine = shop.db._readers.sync_engine

    def __enter__(self) -> Self:
        event.listen(self._engine, "before_cursor_execute", self._count)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._count)

    def _count(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.seen[statement] += 1
