"""Differences that stand: each name of one is among the warnings until a look does not find it any more.

Staff are told of differences one by one (`Alerts.raise_together_in`); here is kept what of it lasts. A
difference of one day alone is none that stands: no later look sees that day's account again.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.books.discrepancies import Difference
from bot.shop.outbox.alerts import Alerts
from storage.house import open_warnings

BOOKS: Final = "books_"
"""How the code of an alert begins that tells a difference."""


async def note(
    conn: AsyncConnection, alerts: Alerts, clock: Clock, found: Sequence[Difference], more: Mapping[str, int]
) -> None:
    """Notes what stands now, in the transaction that tells of it, and tells what does so no more.

    `more`: how many there are of each name that are not among `found`.
    """
    now = clock.now()
    by_name: dict[str, list[Difference]] = {}
    for each in found:
        by_name.setdefault(each.code, []).append(each)
    for row in await open_warnings.beginning(conn, BOOKS):
        name = row.code.removeprefix(BOOKS)
        stands = {each.matter for each in by_name.get(name, ())}
        known = json.loads(row.args)
        if not more.get(name):
            await alerts.forget_in(
                conn, row.code, [matter for matter in known["matters"] if matter not in stands]
            )
        if not stands and not more.get(name):
            await alerts.end_in(conn, row.code, difference=row.code, known=known)
    for name, group in by_name.items():
        others = len(group) - 1 + more.get(name, 0)
        args = {**group[0].args, "matters": [each.matter for each in group]}
        args |= {"others": others} if others else {}
        await open_warnings.begin(conn, f"{BOOKS}{name}", matter="", args=args, since=now, now=now)
