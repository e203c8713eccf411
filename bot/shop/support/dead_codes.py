"""What the supplier's support needs to look into a code that does not work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.errors import NotFoundError
from bot.shop.outbox.messages import open_cards
from bot.shop.vault import Vault
from storage.chat import support
from storage.chat.tickets import TicketRow
from storage.purchases import attempts, orders


@dataclass(frozen=True, slots=True)
class DeadCode:
    """A card that its customer says does not work; never its value. `request_id` is None where the supplier
    gave none, `serial` is empty where the card has none; `picture` is a file of Telegram's.
    """

    ref: str
    supplier_order_id: str | None
    request_id: str | None
    goods: str
    card: int
    of_cards: int
    serial: str
    placed_at: datetime | None
    delivered_at: datetime | None
    reported_at: datetime
    words: str | None
    picture: str | None


async def read_dead_code(conn: AsyncConnection, vault: Vault, ticket: TicketRow) -> DeadCode:
    """All of it, with the serial in clear: show it, keep nothing. Raises `NotFoundError` for a ticket about
    no card.
    """
    if ticket.order_id is None or ticket.card_position is None:
        raise NotFoundError
    order = await orders.get(conn, ticket.order_id)
    cards = await open_cards(conn, vault, order.id, offset=ticket.card_position - 1, limit=1)
    sent = [row for row in await attempts.of_order(conn, order.id) if row.supplier_order_id is not None]
    picture = await support.picture_of(conn, ticket.id)
    words = await support.first_words(conn, ticket.id)
    return DeadCode(
        ref=order.ref,
        supplier_order_id=order.supplier_order_id,
        request_id=sent[-1].request_id if sent else None,
        goods=f"{order.product_title} · {order.type_name}",
        card=ticket.card_position,
        of_cards=order.fulfilled_quantity,
        serial=cards[0].serial if cards else "",
        placed_at=order.placed_at,
        delivered_at=order.finished_at,
        reported_at=ticket.opened_at,
        words=words,
        picture=None if picture is None else picture.file_id,
    )
