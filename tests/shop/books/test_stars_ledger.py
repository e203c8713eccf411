"""Telegram's ledger of Stars beside the shop's books, Telegram's side played by hand."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
from telegram import StarTransaction, TransactionPartnerUser, User

from bot.payments.methods.stars import StarsReconciler
from storage.house import facts
from tests.shop.conftest import MakeShop
from tests.shop.stars import asked
from tests.shop.whole import WholeShop


class FakeLedger:
    """As much of Telegram as `StarsReconciler` needs."""

    def __init__(self, shop: WholeShop) -> None:
        self._clock = shop.clock
        self.lines: list[StarTransaction] = []
        self.asked = 0

    def comes(self, charge_id: str, payload: str, amount: int = 300, *, payer: int = 1001) -> None:
        self.lines.append(self._line(charge_id, amount, source=_user(payer, payload)))

    def goes_back(self, charge_id: str, payload: str, amount: int = 300) -> None:
        self.lines.append(self._line(charge_id, amount, receiver=_user(1001, payload)))

    def _line(self, charge_id: str, amount: int, **side: TransactionPartnerUser) -> StarTransaction:
        return StarTransaction(id=charge_id, amount=amount, date=self._clock.now(), **side)

    async def transactions(self, offset: int) -> Sequence[StarTransaction]:
        self.asked += 1
        return self.lines[offset : offset + 100]

    async def refund(self, user_id: int, charge_id: str) -> None:
        raise NotImplementedError


def _user(user_id: int, payload: str) -> TransactionPartnerUser:
    return TransactionPartnerUser(
        transaction_type="invoice_payment", user=User(user_id, "A", False), invoice_payload=payload
    )


@pytest.fixture
async def shop(make_shop: MakeShop) -> WholeShop:
    made = make_shop()
    await made.customer(1001, dinars=300)
    return made


@pytest.fixture
def ledger(shop: WholeShop) -> FakeLedger:
    return FakeLedger(shop)


@pytest.fixture
def books(shop: WholeShop, ledger: FakeLedger) -> StarsReconciler:
    return StarsReconciler(
        shop.db,
        shop.clock,
        ledger,
        payment_intake=shop.payment_intake,
        refunds_to_payer=shop.refunds_to_payer,
    )


async def test_what_a_bot_took_before_it_had_this_shop_alarms_nobody(
    shop: WholeShop, ledger: FakeLedger, books: StarsReconciler
) -> None:
    for number in range(130):
        ledger.comes(f"old{number}", f"other shop {number}")
    ledger.goes_back("old7", "other shop 7")
    shop.clock.tick(60)
    assert await books.reconcile() == 131
    assert await shop.alerted() == []
    assert await shop.count("payments") == 0


async def test_what_comes_from_then_on_and_fits_nothing_is_told(
    shop: WholeShop, ledger: FakeLedger, books: StarsReconciler
) -> None:
    ledger.comes("old", "another shop's")
    shop.clock.tick(60)
    await books.reconcile()
    shop.clock.tick(60)
    ledger.comes("new", "a request that was lost with a disk")
    await books.reconcile()
    assert await shop.alerted() == ["payment_unmatched"]
    assert await shop.count("payments") == 1


async def test_a_payment_of_ours_is_found_at_the_first_reading_too(
    shop: WholeShop, ledger: FakeLedger, books: StarsReconciler
) -> None:
    order, request = await asked(shop)
    ledger.comes("c1", request.id, request.currency_amount)
    shop.clock.tick(60)
    await books.reconcile()
    assert await shop.status(order) == "paid"


async def test_switched_off_the_ledger_is_read_only_if_stars_were_ever_asked_for(
    shop: WholeShop, ledger: FakeLedger
) -> None:
    books = StarsReconciler(
        shop.db,
        shop.clock,
        ledger,
        payment_intake=shop.payment_intake,
        refunds_to_payer=shop.refunds_to_payer,
        on=lambda: False,
    )
    await books.check_due()
    assert ledger.asked == 0
    order, request = await asked(shop)
    ledger.comes("c1", request.id, request.currency_amount)
    await books.check_due()
    assert await shop.status(order) == "paid"


@pytest.mark.parametrize("kept", [0, 1, 120])
async def test_a_ledger_that_is_not_the_one_we_read_is_read_from_its_beginning(
    shop: WholeShop, ledger: FakeLedger, books: StarsReconciler, kept: int
) -> None:
    for number in range(125):
        ledger.comes(f"old{number}", f"x{number}")
    shop.clock.tick(60)
    await books.reconcile()
    shop.clock.tick(60)
    ledger.lines = ledger.lines[len(ledger.lines) - kept :] if kept else []
    order, request = await asked(shop)
    ledger.comes("c1", request.id, request.currency_amount)
    await books.reconcile()
    assert await shop.status(order) == "paid"
    ledger.comes("c1", request.id, request.currency_amount)
    assert await books.reconcile() == 1
    assert await shop.dinars() == Decimal(0)


async def test_a_place_noted_by_an_earlier_version_is_gone_on_from(
    shop: WholeShop, ledger: FakeLedger, books: StarsReconciler
) -> None:
    ledger.comes("old", "x")
    async with shop.db.write() as conn:
        await facts.put(conn, "stars:read", "1", shop.clock.now())
    shop.clock.tick(timedelta(days=1).total_seconds())
    ledger.comes("new", "y")
    assert await books.reconcile() == 1
    assert await books.reconcile() == 0
