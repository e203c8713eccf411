"""Two who act on the same money that goes back, at the same moment: it goes once, and never more than was
paid.

Each race is run in many orders (see `street`), and says which ends it must have seen: else it has tried
nothing.
"""

from bot.shop.errors import NothingLeftError, ShopError
from bot.shop.money import Money
from tests.shop.races.street import PRICE, TRIES, Street
from tests.shop.stars import money
from tests.shop.whole import OTHER_STAFF, STAFF


async def test_a_refund_pressed_twice_is_one_refund(street: Street) -> None:
    for _ in range(TRIES):
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
    for _ in range(TRIES):
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
        await street.shop.stars.check_due()
        (payment,) = await street.rows("payments")
        assert payment.state == ("credited" if to_wallet is True else "refunded")
    assert set(street.seen) == {True, False}


async def test_a_refund_while_the_order_refunds_its_unfilled_part_by_itself(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        order, request = await street.asked(quantity=2)
        await street.shop.payment_intake.receive(money(request, f"c{street.customer}"))
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
        received = await street.shop.payment_intake.receive(money(request, charge.id))
        quote = await street.shop.quote(street.customer)
        bought, asked_back = await street.at_once(
            street.shop.checkout.buy(street.customer, quote.draft_id, message_id=7),
            street.shop.refunds_to_payer.ask(STAFF, received.payment_id),
        )
        assert isinstance(bought, ShopError) != isinstance(asked_back, ShopError)
        assert await street.dinars() == (300 if isinstance(bought, ShopError) else 1300 - PRICE)
        await street.shop.stars.check_due()
        assert charge.gone_back == isinstance(bought, ShopError)
        street.seen[charge.gone_back] += 1
    assert set(street.seen) == {True, False}


async def test_a_charge_taken_back_while_staff_send_it_back_goes_once(street: Street) -> None:
    for _ in range(TRIES):
        await street.somebody()
        request = await street.shop.cash_desk.top_up(street.customer, 1000, "stars")
        charge = street.stars.paid(request.id, street.customer, "XTR", request.currency_amount)
        received = await street.shop.payment_intake.receive(money(request, charge.id))
        street.stars.gives_back(charge)
        await street.at_once(
            street.shop.refunds_to_payer.done("stars", charge.id),
            street.shop.refunds_to_payer.ask(STAFF, received.payment_id),
            street.shop.stars.check_due(),
        )
        await street.shop.stars.check_due()
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
            street.shop.refunds_to_payer.ask(OTHER_STAFF, stray.id),
        )
        await street.shop.stars.check_due()
        # Credited first, it is sent back out of the wallet.
        assert (charge.gone_back, await street.dinars()) == (True, 300)
        street.seen[credited] += 1
    assert set(street.seen) == {True, False}
