"""A shop that takes transfers, and customers who send pictures of theirs."""

from typing import Any

import pytest

from bot.payments.method import AccountsToPayTo
from bot.payments.methods.transfer import Transfer
from bot.payments.service import PaymentService
from bot.shop.billing.requests import PaymentRequest
from bot.shop.billing.transfers.proof_views import ProofView
from bot.shop.orders.history import OrderView
from tests.shop.conftest import MakeShop
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop

ACCOUNTS = (("CCP", "0012345678"),)
TRANSFER = Transfer(lambda: AccountsToPayTo(ACCOUNTS, ask_number=False))


@pytest.fixture
async def shop(make_shop: MakeShop) -> WholeShop:
    made = make_shop(admin_ids=(STAFF, OTHER_STAFF))
    await made.customer(1001, dinars=300)
    await made.customer(1002)
    return made


@pytest.fixture
def desk(shop: WholeShop) -> PaymentService:
    return shop.cashier(Transfer(lambda: AccountsToPayTo(ACCOUNTS, ask_number=True)))


async def for_an_order(shop: WholeShop, desk: PaymentService) -> tuple[OrderView, PaymentRequest]:
    return await shop.asks(desk, "transfer")


async def sends(shop: WholeShop, customer: int = 1001, file: str = "F1", **more: Any) -> PaymentRequest:
    given_: dict[str, Any] = {
        "kind": "photo",
        "file_id": f"id-{file}",
        "file_unique_id": file,
        "number": None,
    }
    return (await shop.transfer_proofs.send(customer, **(given_ | more))).request


async def top_up(
    shop: WholeShop, desk: PaymentService, customer: int = 1001, file: str = "F1", **more: Any
) -> PaymentRequest:
    request = await desk.top_up(customer, 1000, "transfer")
    await sends(shop, customer, file, **more)
    return request


def files(view: ProofView) -> list[str]:
    return [picture.file_id for picture in view.pictures]
