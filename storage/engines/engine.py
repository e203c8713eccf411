"""What the shop needs of a database beyond SQL."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.trouble import Trouble


class Engine(Protocol):
    """One database as it is reached. Nothing connects before it has to."""

    def writer(self) -> AsyncEngine:
        """For write transactions. What one of them has read is still true when it writes."""
        ...

    def readers(self) -> AsyncEngine:
        """For transactions that read one moment of the data and never wait for a writer."""
        ...

    def migrator(self) -> AsyncEngine:
        """One connection for migrations, with no bound on how long a statement takes."""
        ...

    def inspector(self) -> AsyncEngine:
        """For a look from outside that changes nothing, beside a running shop or without one."""
        ...

    def filler(self) -> AsyncEngine:
        """For filling an empty database: each transaction counts as a whole or not at all, with the tables
        that it makes, and takes as long as it takes.
        """
        ...

    async def keep_others_out(self, conn: AsyncConnection) -> bool:
        """Until this connection is closed no other process of a shop writes or migrates; False when one does
        just now. To be asked between two transactions.
        """
        ...

    def unguarded(self, conn: AsyncConnection, table: str) -> AbstractAsyncContextManager[None]:
        """During the block, a part of one transaction, rows are put into the table as they are: its triggers
        neither refuse them nor follow them.
        """
        ...

    async def filled(self, conn: AsyncConnection) -> None:
        """Does what is left to do in a database that was filled with rows that had their numbers: the next
        numbers come after those, and the data is looked at so that indexes are chosen well.
        """
        ...

    @property
    def place(self) -> str:
        """Where the data is, for people; holds no secret."""
        ...

    def make_place(self) -> None:
        """Makes what has to be there before the first connection. Raises OSError."""
        ...

    async def unfit(self, conn: AsyncConnection) -> Trouble | None:
        """Why this database could not hold a shop; None for one that can."""
        ...

    async def begin_migration(self, conn: AsyncConnection) -> None:
        """Makes other processes that would migrate wait for the end of this transaction, and all that follows
        a part of it.
        """
        ...

    async def end_migration(self, migrator: AsyncEngine) -> None:
        """Does what is left to do once the migration is committed."""
        ...

    async def cut_short(self, conn: AsyncConnection, work: "asyncio.Task[None]") -> None:
        """Ends a task that works on this connection, however long its statement would take."""
        ...

    def is_passing(self, error: BaseException) -> bool:
        """Whether the same transaction may well succeed a little later."""
        ...

    def trouble_with(self, error: BaseException) -> Trouble | None:
        """The words for an error that the database or its place is the reason of; None for a mistake in a
        statement.
        """
        ...

    async def keep_statistics(self, conn: AsyncConnection) -> None:
        """Looks at samples of the data, where the database does not do so by itself, so that it chooses well
        among indexes. Takes moments.
        """
        ...

    async def size(self, conn: AsyncConnection) -> int:
        """How many bytes the data takes, indexes and all."""
        ...

    async def publish(self, conn: AsyncConnection, news: Iterable[str], origin: str) -> None:
        """Tells the other processes of this shop when this transaction is committed, and not otherwise."""
        ...

    async def listen(self, hear: Callable[[str, list[str]], None], missed: Callable[[], None]) -> None:
        """Calls `hear(origin, news)` for what any process publishes, for ever; `missed` whenever some of it
        may have been lost. Returns at once where no other process can be.
        """
        ...

    async def ended(self) -> None:
        """Waits, once the pools are closed, for what a cancelled task has left at work in this process."""
        ...
