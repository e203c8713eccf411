"""What customers and staff are told: written into the outbox with the change it tells of, sent later by a worker.

Here are the kinds of messages, the promise a courier must keep, and what a courier reads when it renders one. How a
message looks is not decided here.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.vault import Card, SealedCard, Vault
from storage.chat import messages
from storage.purchases import cards as card_rows

CARDS_PER_MESSAGE = 10
"""How many cards one message shows: it stays readable, and far below Telegram's 4,096 characters and 100 entities."""


REFUSED = "refused: "
"""How the last error of a message begins that Telegram refuses: it is tried again, but only a person may help."""


_KEEP_TOLD = timedelta(days=90)


class MessageKind(StrEnum):
    """What a message is about; its payload holds ids only."""

    RECEIPT = "receipt"  # {order_id}: the one message of an order that lives
    CODES = "codes"  # {order_id, part}
    ORDER_ENDED = "order_ended"  # {order_id}: money came back, and why
    WALLET_CHANGED = "wallet_changed"  # {entry_id}
    STAFF_ALERT = "staff_alert"  # {code, args}
    PAYMENT = "payment"  # {request_id}: what was asked for, alive like a receipt; an invoice is sent once
    MONEY_CAME = "money_came"  # {payment_id|null, order_id|null, outcome}
    MONEY_BACK = "money_back"  # {to, centimes, paid, currency, reason, ref}
    NOT_CARRIED_OUT = "not_carried_out"  # {words, count, broken}: what was too much or failed
    ANSWER = "answer"  # {text, keyboard}: an answer to staff that Telegram did not take at once
    SUPPORT = "support"  # {support_id, silent}: what a customer wrote or staff answered, a copy for each of the staff
    SUPPORT_ANSWER = "support_answer"  # {support_id}: an answer of the shop's, for the customer
    TRANSFER = "transfer"  # {request_id, receipt_id}: a receipt to decide on, one copy for each of the staff


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
    """Puts a message into the outbox once, to be told now or at `due_at`: the same key again is the same message."""
    await messages.add(conn, key=key, chat_id=chat_id, kind=kind, payload=payload, now=now, due_at=due_at)


async def tell_codes(
    conn: AsyncConnection, *, order_id: int, customer_id: int, count: int, key: str, now: datetime
) -> None:
    """Puts an order's codes into the outbox, as many messages as they need.

    `messages.unsent_codes` and `messages.hurry_codes` know them by their keys.
    """
    for part in range(-(-count // CARDS_PER_MESSAGE)):
        await tell(
            conn,
            key=f"codes:{order_id}:{key}:{part}",
            chat_id=customer_id,
            kind=MessageKind.CODES,
            payload={"order_id": order_id, "part": part},
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
