"""Payments on the supplier's page, from the link to the supplier's word that it was paid."""

from bot.shop.billing.intake import IncomingPayment
from storage.money import deposits
from tests.shop.whole import WholeShop, dinars


async def link(shop: WholeShop, amount: int = 2000, ref: str = "OCPL-AAAAAA-0001") -> None:
    """The shop has made a link for a customer."""
    await shop.payment_requests.add(
        1001,
        None,
        "ocpay",
        dinars(amount),
        currency="DZD",
        currency_amount=amount * 100,
        edition=shop.live.edition,
        external_ref=ref,
        sandbox=0,
    )


async def confirmed(shop: WholeShop, amount: int = 2000, ref: str = "OCPL-AAAAAA-0001") -> int:
    """The supplier says that it was paid; the payment's id."""
    async with shop.db.read() as conn:
        (request,) = [row for row in await deposits.links(conn, ways=["ocpay"], refs=[ref])]
    received = await shop.payment_intake.receive(
        IncomingPayment(
            way="ocpay",
            charge_id=ref,
            request_id=request.id,
            payer_id=1001,
            currency="DZD",
            currency_amount=amount * 100,
            who="ocpay",
        )
    )
    return received.payment_id
