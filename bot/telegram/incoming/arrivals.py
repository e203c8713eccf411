"""One update as it came from Telegram, before anybody has read it as one."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from bot.network.json_input import check_bounds
from bot.telegram.incoming.protected import MARK, without_protected
from storage.chat.inbox import WaitingRow

_LARGEST_ID = 2**63 - 1
SLICE: Final = 200
"""So many of the updates that others left or handed over are read at once."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update as Telegram sent it. `tries` is what was counted for repeated runs that ended with the
    process (0: never ran, or ran once); `person` is the Telegram id of whoever caused it, None where Telegram
    names nobody.
    """

    update_id: int
    data: dict[str, Any]
    body: str
    tries: int = 0
    person: int | None = field(init=False)

    def __post_init__(self) -> None:
        # Found once: a flood of updates is asked for it again and again.
        object.__setattr__(self, "person", person_in(self.data))

    @property
    def is_urgent(self) -> bool:
        """Whether Telegram gives up on it after ten seconds: it passes every queue."""
        return "pre_checkout_query" in self.data

    @property
    def keeps_order_of(self) -> int | None:
        """The person among whose updates it has its place; None for what is handled at once."""
        return None if self.is_urgent else self.person

    @classmethod
    def read(cls, row: WaitingRow) -> "Arrival":
        """As it stands in the inbox."""
        return cls(row.update_id, json.loads(row.body), row.body, row.tries)

    @classmethod
    def of(cls, data: Any) -> "Arrival":
        """From parsed JSON, without what stood in protected messages of ours.

        Raises:
            ValueError: this is no update, or one that neither Python nor the database could hold.
        """
        update_id = id_of(data)
        if update_id is None:
            raise ValueError("an update without an update_id")
        check_bounds(data)
        # All ASCII: half an emoji (a lone surrogate) is legal in JSON but not in the database's UTF-8.
        body = json.dumps(data, separators=(",", ":"))
        if MARK in body:
            data = without_protected(data)
            body = json.dumps(data, separators=(",", ":"))
        return cls(update_id, data, body)


def id_of(update: Any) -> int | None:
    """The update_id of parsed JSON; None where there is none that the database could hold."""
    update_id = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(update_id, int) or isinstance(update_id, bool) or not 0 <= update_id <= _LARGEST_ID:
        return None
    return update_id


def person_in(update: dict[str, Any]) -> int | None:
    """The Telegram id of whoever caused this update; None where Telegram names nobody that the
    database could hold.
    """
    for content in update.values():
        sender = content.get("from") if isinstance(content, dict) else None
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            person = int(sender["id"])
            return person if abs(person) <= _LARGEST_ID else None
    return None
