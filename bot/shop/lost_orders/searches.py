"""What is looked for when the answer to an attempt was lost."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.lost_orders.matching import PAD, TAKEN_WITHIN, Search, late_by
from bot.shop.order_status import AttemptState
from storage.purchases import attempts
from storage.purchases.attempts import AttemptRow
from storage.purchases.orders import OrderRow

DUPLICATED = "DUPLICATED_REF"
"""The attempt's error code that proves an earlier acceptance: such an order is never called absent."""


async def unsettled(conn: AsyncConnection, order: OrderRow) -> AttemptRow | None:
    """The attempt of an order whose answer was lost, if there is one."""
    for attempt in await attempts.of_order(conn, order.id):
        if attempt.state is AttemptState.UNKNOWN:
            return attempt
    return None


async def search_of(conn: AsyncConnection, attempt: AttemptRow) -> Search:
    """What an attempt is looked for by, and in which time."""
    first = attempt.sent_at
    if attempt.error_code == DUPLICATED:
        # Not this call but an earlier one was taken, whatever its answer was.
        first = (await attempts.of_order(conn, attempt.order_id))[0].sent_at
    return Search(
        attempt_id=attempt.id,
        ref=attempt.ref,
        product_id=attempt.product_id,
        type_id=attempt.type_id,
        quantity=attempt.quantity,
        since=first - PAD,
        until=attempt.sent_at + TAKEN_WITHIN,
        late=late_by(attempt.claimed_by),
    )
