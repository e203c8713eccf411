"""What each staff member has of a receipt: one message of the outbox for each picture, told again when there
is news.
"""

from datetime import datetime
from typing import TypedDict

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.outbox.messages import MessageKind
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import Right
from storage.chat import messages
from storage.money import receipts
from storage.money.receipts import ReceiptRow


async def tell_staff(
    conn: AsyncConnection, picture: ReceiptRow, members: StaffMembers, *, now: datetime
) -> None:
    """Sends everybody who may decide on it their copy of a picture, or changes it."""
    for staff_id in await members.holding(conn, Right.DECIDE_RECEIPTS):
        await messages.renew(conn, now=now, **_copy(picture, staff_id))


async def send_again(conn: AsyncConnection, first: ReceiptRow, staff_id: int, *, now: datetime) -> list[int]:
    """Sends somebody all pictures of a receipt anew; the Telegram messages that these replace."""
    replaced = [
        await messages.send_anew(conn, now=now, **_copy(picture, staff_id))
        for picture in await receipts.pictures(conn, first)
    ]
    return [message_id for message_id in replaced if message_id is not None]


async def copy_of(conn: AsyncConnection, picture_id: int, staff_id: int) -> int | None:
    """Which Telegram message somebody's copy of a picture is."""
    return await messages.telegram_id(conn, _key(picture_id, staff_id))


class _Copy(TypedDict):
    key: str
    chat_id: int
    kind: MessageKind
    payload: dict[str, str | int]


def _copy(picture: ReceiptRow, staff_id: int) -> _Copy:
    return {
        "key": _key(picture.id, staff_id),
        "chat_id": staff_id,
        "kind": MessageKind.PROOF,
        "payload": {"request_id": picture.request_id, "receipt_id": picture.id},
    }


def _key(picture_id: int, staff_id: int) -> str:
    return f"transfer:{picture_id}:{staff_id}"
