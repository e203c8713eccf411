"""Two who act on the same money at the same moment, in many orders: who comes first differs, the money never does.

One file, one thread, and a seam between transactions at which dice say who goes on; so each try is another order, and the
same one each time the test runs. Each race also says which ends it must have seen, or it has tried nothing.
"""

import asyncio
import random
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.shop.errors import AlreadyDecidedError, NothingLeftError, PaymentOverError, ShopError
from bot.shop.money import Money
from bot.shop.orders import OrderView
from bot.shop.promos import Promo
from bot.shop.requests import PaymentRequest
from storage.columns import AnyRow
from tests.fakes.clock import FakeClock
from tests.fakes.courier import FakeCourier
from tests.fakes.database import OneThreadDatabase, shuffled
from tests.fakes.pages import FakePages
from tests.fakes.stars import FakeStars
from tests.fakes.supplier import FakeSupplier
from tests.shop.books import Books
from tests.shop.paying_shop import PayingShop
from tests.shop.stars import money
from tests.shop.whole import OTHER_STAFF, STAFF

TRIES = 24
PRICE = Decimal(1050)


class Street:
    """A shop for one race after the other; each try has a customer of its own, with 300 dinars."""

    def __init__(
        self, db: OneThreadDatabase, clock: FakeClock, supplier: FakeSupplier, dice: random.Random
    ) -> None:
        self.clock, self.supplier, self.dice = clock, supplier, dice
        self.pages, self.stars, self.courier = FakePages(), FakeStars(clock), FakeCourier()
        self.shop = PayingShop(db, clock, supplier, self.courier, pages=self.pages, stars=self.stars)
        self.numbers = count(1)
        self.customer = 0
        self.seen: Counter[Any] = Counter()

    async def somebody(self, *, dinars: int = 300) -> int:
        self.customer = 10_000 + next(self.numbers)
        await self.shop.customer(self.customer, dinars=dinars)
        return self.customer

    async def asked(self, way: str = "stars", quantity: int = 1) -> tuple[OrderView, PaymentRequest]:
        """The newest customer's order, and what is asked for it."""
        quote = await self.shop.quote(self.customer, quantity)
        ref, request = await self.shop.cash_desk.pay_draft(self.customer, quote.draft_id, way, message_id=7)
        assert request is not None
        return await self.shop.orders.view(self.customer, ref), request

    async def receipt(self) -> None:
        await self.shop.receipts.send(
            self.customer, kind="photo", file_id="f", file_unique_id=f"f{self.customer}", number=None
        )

    async def delivered(self, outcome: str = "FULFILLED", quantity: int = 1) -> OrderView:
        """An order that was paid in Stars as far as the wallet did not, and delivered."""
        order, request = await self.asked(quantity=quantity)
        charge = self.stars.paid(request.id, self.customer, "XTR", request.currency_amount)
        await self.shop.paying.receive(money(request, charge.id))
        await self.bought(outcome)
        await self.shop.tracking.look()
        return await self.shop.orders.view(self.customer, order.ref)

    async def bought(self, outcome: str) -> None:
        """The supplier has ended it, and nobody has looked yet."""
        await self.shop.place()
        for theirs in self.supplier.bought.values():
            if theirs.status == "HANDLING":
                self.supplier.settle(theirs.id, outcome)
        self.clock.tick(6)

    async def at_once(self, *acts: Coroutine[Any, Any, Any]) -> list[Any]:
        """Each begins when the dice say. What a person would be answered is an answer; a mistake of ours is raised."""

        async def act(work: Coroutine[Any, Any, Any]) -> Any:
            for _ in range(self.dice.choice((0, 3, 6, 9, 12, 20, 40, 90, 150))):
                await asyncio.sleep(0)
            try:
                return await work
            except ShopError as error:
                return error

        return list(await asyncio.gather(*map(act, acts)))

    async def dinars(self) -> Decimal:
        return await self.shop.dinars(self.customer)

    async def holds(self) -> None:
        """The books close, for all that was tried so far."""
        books = await Books.read(self.shop)
        books.check(self.supplier, self.courier)
        assert await Books.differences(self.shop) == []

    async def rows(self, table: str) -> list[AnyRow]:
        books = await Books.read(self.shop)
        return [row for row in getattr(books, table) if row.customer_id == self.customer]


@pytest.fixture
async def street(
    tmp_path: Path, migrated_file: Path, clock: FakeClock, supplier: FakeSupplier
) -> AsyncIterator[Street]:
    path = tmp_path / "street.db"
    shutil.copy(migrated_file, path)
    dice = random.Random(0)
    db = OneThreadDatabase(path, shuffled(dice, 6))
    supplier.balance_now = Decimal(10**9)
    supplier.shelves["P1"].types["T1"].stock = 10**6
    made = Street(db, clock, supplier, dice)
    yield made
    await made.holds()
    await db.close()


async def test_of_two_who_approve_one_is_first_and_the_wallet_has_that_amount(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        request = await street.shop.cash_desk.top_up(street.customer, 1000, "transfer")
        await street.receipt()
        results = await street.at_once(
            street.shop.receipts.approve(STAFF, request.id),
            street.shop.receipts.approve(OTHER_STAFF, request.id, 700),
        )
        (lost,) = [index for index, one in enumerate(results) if isinstance(one, AlreadyDecidedError)]
        assert results[lost].staff_id == (STAFF, OTHER_STAFF)[1 - lost]
        assert await street.dinars() == 300 + (1000, 700)[1 - lost]
        street.seen[lost] += 1
    assert set(street.seen) == {0, 1}


async def test_approve_against_reject_has_one_winner_and_the_order_and_the_money_agree(
    street: Street,
) -> None:
    for _ in range(TRIES):
        await street.somebody()
        order, request = await street.asked("transfer")
        await street.receipt()
        approved, rejected = await street.at_once(
            street.shop.receipts.approve(STAFF, request.id),
            street.shop.receipts.reject(OTHER_STAFF, request.id, "unreadable"),
        )
        assert isinstance(approved, AlreadyDecidedError) != isinstance(rejected, AlreadyDecidedError)
        status = await street.shop.status(order)
        paid = status == "paid"
        assert paid == isinstance(rejected, AlreadyDecidedError)
        assert paid or status == "awaiting_payment"
        assert await street.dinars() == (0 if paid else 300)
        assert (await street.shop.row(order.id)).pay_by == (None if paid else order.pay_by)
        street.seen[paid] += 1
    assert set(street.seen) == {True, False}


async def test_a_receipt_that_is_sent_and_approved_while_the_order_expires_is_money_all_the_same(
    street: Street,
) -> None:
    async def sends_and_is_approved(request: PaymentRequest) -> Any:
        await street.receipt()
        return await street.shop.receipts.approve(STAFF, request.id)

    for _ in range(TRIES):
        await street.somebody()
        order, request = await street.asked("transfer")
        street.clock.tick(30 * 60)
        received, _ = await street.at_once(sends_and_is_approved(request), street.shop.awaiting.round())
        status = await street.shop.status(order)
        assert (received.outcome, status) in {("paid", "paid"), ("too_late", "expired")}
        assert await street.dinars() == (0 if status == "paid" else PRICE)
        street.seen[status] += 1
    assert set(street.seen) == {"paid", "expired"}


async def test_an_order_whose_receipt_is_looked_at_never_expires_under_it(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        order, _ = await street.asked("transfer")
        street.clock.tick(30 * 60)
        await street.at_once(street.receipt(), street.shop.awaiting.round())
        row = await street.shop.row(order.id)
        assert row.status == "expired" or (row.pay_by, row.due_at) == (None, None)
        street.seen[row.status] += 1
    assert set(street.seen) == {"awaiting_payment", "expired"}


@pytest.mark.parametrize("away", [False, True])
async def test_who_pays_in_the_second_of_expiry_has_the_order_or_the_money_and_is_told_which(
    street: Street, away: bool
) -> None:
    for _ in range(TRIES):
        await street.somebody()
        order, request = await street.asked()
        street.clock.tick(30 * 60)
        if away:
            street.supplier.goes_away()
        received, _ = await street.at_once(
            street.shop.paying.receive(money(request, f"c{street.customer}")), street.shop.awaiting.round()
        )
        street.supplier.comes_back()
        status = await street.shop.status(order)
        assert (received.outcome, status) in {
            ("too_late", "expired"),
            ("later", "awaiting_payment") if away else ("paid", "paid"),
        }
        if away:  # the promise that it goes on by itself is kept
            assert await street.dinars() == PRICE
            street.clock.tick(30)
            await street.shop.awaiting.round()
        ended = await street.shop.status(order)
        assert ended == ("expired" if status == "expired" else "paid")
        assert await street.dinars() == (PRICE if ended == "expired" else 0)
        street.seen[ended] += 1
    assert set(street.seen) == {"paid", "expired"}


async def test_two_payments_of_one_invoice_are_one_order_and_one_credit(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        order, request = await street.asked()
        results = await street.at_once(
            *(street.shop.paying.receive(money(request, f"{name}{street.customer}")) for name in "ab")
        )
        assert sorted(one.outcome for one in results) == ["paid", "too_late"]
        assert await street.shop.status(order) == "paid"
        assert await street.dinars() == 750
        street.seen[results[0].outcome] += 1
    assert len(street.seen) == 2


async def test_a_charge_that_telegram_tells_while_the_ledger_is_read_is_one_payment(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        order, request = await street.asked()
        charge = street.stars.paid(request.id, street.customer, "XTR", request.currency_amount)
        told, _ = await street.at_once(
            street.shop.paying.receive(money(request, charge.id)), street.shop.stars.reconcile()
        )
        assert await street.shop.status(order) == "paid"
        assert await street.dinars() == 0
        (payment,) = await street.rows("payments")
        assert payment.state == "credited"
        street.seen[told.outcome] += 1
    assert set(street.seen) == {"paid", "known"}


async def test_who_cancels_while_the_page_confirms_has_the_order_or_the_money(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        order, _ = await street.asked("ocpay")
        ref = f"OCPL-{len(street.pages.asked)}"
        street.pages.says(ref, "CONFIRMED", amount=750, isSandbox=False)
        street.clock.tick(3)
        cancelled, _ = await street.at_once(
            street.shop.awaiting.cancel(street.customer, order.ref), street.shop.links.round()
        )
        status = await street.shop.status(order)
        assert status in {"paid", "cancelled"}
        assert isinstance(cancelled, PaymentOverError) == (status == "paid")
        assert await street.dinars() == (0 if status == "paid" else PRICE)
        assert (await street.rows("requests"))[0].state == "paid"
        street.seen[status] += 1
    assert set(street.seen) == {"paid", "cancelled"}


async def test_who_cancels_while_paying_from_the_wallet_does_one_of_them(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        order, _ = await street.asked()
        await street.shop.desk.credit(STAFF, street.customer, 2000, None, key=f"k{street.customer}")
        cancelled, _ = await street.at_once(
            street.shop.awaiting.cancel(street.customer, order.ref),
            street.shop.awaiting.pay_from_wallet(street.customer, order.ref),
        )
        status = await street.shop.status(order)
        assert isinstance(cancelled, PaymentOverError) == (status == "paid")
        assert await street.dinars() == (2300 - PRICE if status == "paid" else 2300)
        street.seen[status] += 1
    assert set(street.seen) == {"paid", "cancelled"}


async def test_goods_that_become_dearer_while_the_wallet_pays_are_bought_or_not_called_so(
    street: Street,
) -> None:
    goods = street.supplier.shelves["P1"].types["T1"]

    async def becomes_dearer() -> None:
        goods.cost = Decimal(2000)

    for _ in range(TRIES):
        goods.cost = Decimal(1000)
        await street.somebody()
        order, _ = await street.asked()
        await street.shop.desk.credit(STAFF, street.customer, 2000, None, key=f"k{street.customer}")
        paid, _ = await street.at_once(
            street.shop.awaiting.pay_from_wallet(street.customer, order.ref), becomes_dearer()
        )
        status = await street.shop.status(order)
        assert (paid if paid == "paid" else type(paid), status) in {
            ("paid", "paid"),
            (PaymentOverError, "cancelled"),
        }
        assert await street.dinars() == (2300 - PRICE if status == "paid" else 2300)
        street.seen[status] += 1
    assert set(street.seen) == {"paid", "cancelled"}


@pytest.mark.parametrize("dinars", [300, 5000])
async def test_the_last_use_of_a_code_goes_to_one_of_ten_and_comes_back_when_the_order_ends_unpaid(
    street: Street, dinars: int
) -> None:
    """With 5,000 dinars they buy at the confirmation; with 300 their orders wait for money, and hold the use."""
    for n in range(4):
        code = Promo(f"LAST{n}", amount=Money.of_dinars(50), total_limit=1)
        made = await street.shop.promos.propose(STAFF, code)
        await street.shop.promos.start(STAFF, made.id, below_cost=False)
        people, quotes = [await street.somebody(dinars=dinars) for _ in range(10)], []
        for person in people:
            quote = await street.shop.quote(person)
            quotes.append(
                await street.shop.checkout.use_promo(person, quote.draft_id, code.code, message_id=7)
            )
        results = await street.at_once(
            *(
                street.shop.cash_desk.pay_draft(person, quote.draft_id, "stars", message_id=7)
                for person, quote in zip(people, quotes, strict=True)
            )
        )
        (winner,) = [index for index, one in enumerate(results) if isinstance(one, tuple)]
        street.seen[winner] += 1
        if dinars == 300:
            street.customer = people[winner]
            street.clock.tick(30 * 60)
            # One more customer wants it at the moment at which it is given back.
            late = await street.somebody()
            quote = await street.shop.quote(late)
            street.clock.tick(0)
            used, _ = await street.at_once(
                street.shop.checkout.use_promo(late, quote.draft_id, code.code, message_id=7),
                street.shop.awaiting.round(),
            )
            again = await street.shop.checkout.use_promo(
                late,
                quote.draft_id if isinstance(used, ShopError) else used.draft_id,
                code.code,
                message_id=7,
            )
            assert again.discount == Money.of_dinars(50)
    assert len(street.seen) > 1


async def test_a_refund_pressed_twice_is_one_refund(street: Street) -> None:
    for _ in range(TRIES // 2):
        await street.somebody()
        order = await street.delivered()
        results = await street.at_once(
            *(
                street.shop.refunds.refund(
                    STAFF, order.ref, Money.of_dinars(400), None, to="wallet", key=f"k{street.customer}"
                )
                for _ in range(2)
            )
        )
        assert sorted(results) == [False, True]
        assert await street.dinars() == 400
        street.seen[results[0]] += 1
    assert set(street.seen) == {True, False}


async def test_two_refunds_at_once_give_back_what_was_paid_and_not_more(street: Street) -> None:
    for _ in range(TRIES // 2):
        await street.somebody()
        order = await street.delivered()
        whole = Money.of_dinars(1050)
        to_wallet, to_stars = await street.at_once(
            street.shop.refunds.refund(STAFF, order.ref, whole, None, to="wallet", key="a"),
            street.shop.refunds.refund(OTHER_STAFF, order.ref, whole, None, to="stars", key="b"),
        )
        assert {type(to_wallet), type(to_stars)} == {bool, NothingLeftError}
        assert await street.dinars() == (PRICE if to_wallet is True else 300)
        street.seen[to_wallet is True] += 1
        await street.shop.stars.round()
        (payment,) = await street.rows("payments")
        assert payment.state == ("credited" if to_wallet is True else "refunded")
    assert set(street.seen) == {True, False}


async def test_a_refund_while_the_order_refunds_its_unfilled_part_by_itself(street: Street) -> None:
    for _ in range(TRIES // 2):
        await street.somebody()
        order, request = await street.asked(quantity=2)
        await street.shop.paying.receive(money(request, f"c{street.customer}"))
        await street.bought("PARTIALLY_FILLED")
        by_staff, _ = await street.at_once(
            street.shop.refunds.refund(STAFF, order.ref, Money.of_dinars(2100), None, to="wallet", key="a"),
            street.shop.tracking.look(),
        )
        assert isinstance(by_staff, NothingLeftError)
        assert await street.shop.status(order) == "partially_filled"
        assert await street.dinars() == PRICE
        assert by_staff.left in {Money.ZERO, Money.of_dinars(1050)}
        street.seen[by_staff.left] += 1
    assert len(street.seen) == 2


async def test_what_is_asked_back_while_it_is_being_spent_is_spent_or_sent_back(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        request = await street.shop.cash_desk.top_up(street.customer, 1000, "stars")
        charge = street.stars.paid(request.id, street.customer, "XTR", request.currency_amount)
        received = await street.shop.paying.receive(money(request, charge.id))
        quote = await street.shop.quote(street.customer)
        bought, asked_back = await street.at_once(
            street.shop.checkout.buy(street.customer, quote.draft_id, message_id=7),
            street.shop.paybacks.ask(STAFF, received.payment_id),
        )
        assert isinstance(bought, ShopError) != isinstance(asked_back, ShopError)
        assert await street.dinars() == (300 if isinstance(bought, ShopError) else 1300 - PRICE)
        await street.shop.stars.round()
        assert charge.gone_back == isinstance(bought, ShopError)
        street.seen[charge.gone_back] += 1
    assert set(street.seen) == {True, False}


async def test_a_charge_taken_back_while_staff_send_it_back_goes_once(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        request = await street.shop.cash_desk.top_up(street.customer, 1000, "stars")
        charge = street.stars.paid(request.id, street.customer, "XTR", request.currency_amount)
        received = await street.shop.paying.receive(money(request, charge.id))
        street.stars.gives_back(charge)
        await street.at_once(
            street.shop.paybacks.done("stars", charge.id),
            street.shop.paybacks.ask(STAFF, received.payment_id),
            street.shop.stars.round(),
        )
        await street.shop.stars.round()
        (payment,) = await street.rows("payments")
        assert (payment.state, await street.dinars()) == ("refunded", 300)
        taken = [row for row in await street.rows("entries") if row.kind == "payback"]
        street.seen[taken[0].who] += 1
        assert len(taken) == 1
    assert set(street.seen) == {"payments", f"staff:{STAFF}"}


async def test_a_stray_payment_is_credited_or_sent_back_by_two_of_the_staff(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        charge = street.stars.paid("gone", street.customer, "XTR", 100)
        await street.shop.stars.reconcile()
        (stray,) = (await street.shop.refunds.payments(unmatched=True)).items
        credited, _ = await street.at_once(
            street.shop.refunds.credit(STAFF, stray.id, Money.of_dinars(250)),
            street.shop.paybacks.ask(OTHER_STAFF, stray.id),
        )
        await street.shop.stars.round()
        # Credited first, it is sent back out of the wallet.
        assert (charge.gone_back, await street.dinars()) == (True, 300)
        street.seen[credited] += 1
    assert set(street.seen) == {True, False}
