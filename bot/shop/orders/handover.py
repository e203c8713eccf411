"""Who gets the codes of an order: its customer, or a friend for whom it was bought.

Each code has one reader at a time. A gift has none until its link is opened: then it is the friend who opened
it first. What its customer takes back before that, they read themselves.
"""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.outbox.messages import FIRST_TIME, MessageKind, tell, tell_codes
from bot.shop.vault import SealedToken, Vault
from storage.purchases import gifts
from storage.purchases.gifts import GiftRow
from storage.purchases.orders import OrderRow
from storage.states import GiftState

_TOKEN_BYTES = 24
"""As 32 letters, digits, `-` and `_`: what may stand behind `start=` (Bot API, deep linking, at most 64)."""


def reader_of(order: OrderRow, gift: GiftRow | None) -> int | None:
    """Who may read the codes of an order; None: nobody yet."""
    if gift is None or gift.state is GiftState.REVOKED:
        return order.customer_id
    return gift.claimed_by


async def hand_over(
    conn: AsyncConnection, vault: Vault, order: OrderRow, *, count: int, now: datetime
) -> None:
    """The codes of an order have come: its customer is told them, or the link for the friend."""
    gift = await gifts.of_order(conn, order.id)
    if reader_of(order, gift) is not None:
        await tell_codes(
            conn, order_id=order.id, customer_id=order.customer_id, count=count, key=FIRST_TIME, now=now
        )
        return
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    sealed = vault.seal_token(token, order_id=order.id)
    await gifts.set_link(
        conn,
        order.id,
        token_hash=hash_of(token),
        key_id=sealed.key_id,
        nonce=sealed.nonce,
        sealed=sealed.sealed,
    )
    await tell_link(conn, order, key=FIRST_TIME, now=now)


async def tell_link(conn: AsyncConnection, order: OrderRow, *, key: str, now: datetime) -> None:
    """Tells the buyer of a gift its link; the same `key` again is the same message."""
    await tell(
        conn,
        key=f"gift_link:{order.id}:{key}",
        chat_id=order.customer_id,
        kind=MessageKind.GIFT_LINK,
        payload={"order_id": order.id},
        now=now,
    )


def token_of(vault: Vault, gift: GiftRow) -> str | None:
    """The token of a gift's link in clear, for the moment of sending only; None while there is no link."""
    if gift.key_id is None or gift.nonce is None or gift.sealed is None:
        return None
    return vault.open_token(SealedToken(gift.key_id, gift.nonce, gift.sealed), order_id=gift.order_id)


def hash_of(token: str) -> str:
    """By what a link is found. A token is as random as a key, so no salt and no slowness is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
