"""What customers and staff are told: written into the outbox with the change it tells of, sent later by a
worker.

Here are the kinds of messages, and how they are written. How a message looks is not decided here.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.customers import NOBODY, is_made_up
from bot.shop.vault import Card, SealedCard, Vault
from storage.chat import messages
from storage.purchases import cards as card_rows
from storage.states import MessageKind, MessageState

__all__ = [
    "CARDS_PER_MESSAGE",
    "CLAIMED",
    "FIRST_TIME",
    "REFUSED",
    "MessageKind",
    "MessageState",
    "open_cards",
    "receipt_key",
    "tell",
    "tell_codes",
]

CARDS_PER_MESSAGE = 10
"""How many cards one message shows: it stays readable, and far below Telegram's 4,096 characters and 100
entities.
"""


FIRST_TIME = "first"
"""The key under which an order's codes are told when they have come."""
CLAIMED = "claimed"
"""The key under which they are told to the friend who has claimed them."""
REFUSED = "refused: "
"""How the last error of a message begins that Telegram refuses: it is tried again, but only a person may
help.
"""


_KEEP_TOLD = timedelta(days=90)


async def tell(
    conn: AsyncConnection,
    *,
    key: str,
    chat_id: int,
    kind: MessageKind,
    payload: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
) -> None:
    """Puts a message into the outbox once, to be told now or at `due_at`: the same key again is the same
    message.
    """
    if chat_id == NOBODY or is_made_up(chat_id):
        return
    await messages.add(conn, key=key, chat_id=chat_id, kind=kind, payload=payload, now=now, due_at=due_at)


def receipt_key(order_id: int, basket_id: str | None) -> str:
    """The key of the message that shows an order: its own, or that of the basket that it was bought in."""
    return f"receipt:{order_id}" if basket_id is None else f"receipt:{basket_id}"


async def tell_codes(
    conn: AsyncConnection, *, order_id: int, customer_id: int, count: int, key: str, now: datetime
) -> None:
    """Puts an order's codes into the outbox, as many messages as they need. `customer_id` is who may read
    them (`bot.shop.orders.handover.reader_of`).

    `order_messages.unsent_codes` and `order_messages.hurry_codes` know them by their keys.
    """
    for part in range(-(-count // CARDS_PER_MESSAGE)):
        await tell(
            conn,
            key=f"codes:{order_id}:{key}:{part}",
            chat_id=customer_id,
            kind=MessageKind.CODES,
            payload={"order_id": order_id, "part": part}
            | ({"new": True} if key in {FIRST_TIME, CLAIMED} else {}),
            now=now,
        )


async def open_cards(
    conn: AsyncConnection, vault: Vault, order_id: int, *, offset: int = 0, limit: int = -1
) -> tuple[Card, ...]:
    """An order's cards in clear. For the moment of sending only; the caller keeps nothing."""
    rows = await card_rows.of_order(conn, order_id, offset=offset, limit=limit)
    return tuple(
        vault.open(SealedCard(row.key_id, row.nonce, row.sealed, row.fingerprint), order_id=order_id)
        for row in rows
    )
