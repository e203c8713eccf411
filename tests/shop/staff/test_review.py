import asyncio

import pytest
from sqlalchemy.exc import IntegrityError
from structlog.testing import capture_logs

from bot.shop.errors import NotFoundError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.refs import short_key
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.staff.held import ambiguous, odd
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


async def test_a_dossier_has_all_that_is_known_and_no_code(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, theirs = await odd(shop, supplier)
    dossier = await shop.review.dossier(order.ref.lower())
    assert dossier.order.ref == order.ref
    assert dossier.customer is not None
    assert dossier.customer.id == 1001
    assert dossier.supplier_order_id == theirs.id
    assert (dossier.cost, dossier.margin) == (Money.of_dinars(3000), Money.of_dinars(150))
    assert [attempt.state for attempt in dossier.attempts] == ["accepted"]
    assert dossier.held_reason == "cards_do_not_add_up"
    assert dossier.decisions == ("look_again", "deliver", "refund_debited")
    (debit,) = dossier.findings.debits
    assert (debit.amount, debit.at, debit.names) == (Money.of_dinars(3000), theirs.time, theirs.id)
    assert (dossier.findings.status, dossier.findings.cards) == ("FULFILLED", 2)
    assert theirs.cards[0][0] not in repr(dossier)
    with pytest.raises(NotFoundError):
        await shop.review.dossier("NOSUCHREF2")


async def test_orders_that_are_well_have_nothing_to_decide(shop: WholeShop, supplier: FakeSupplier) -> None:
    order = await shop.buy()
    assert (await shop.review.dossier(order.ref)).decisions == ()
    for decision in ("refund", "deliver", "look_again", "adopt:x", "nonsense"):
        assert (await shop.review.decide(STAFF, order.ref, decision)).order.status == "paid"
    assert await shop.dinars() == 100_000 - 1050
    assert [line.action for line in await shop.audit()] == ["credit"]
    assert supplier.asked["orders"] == 0


async def test_staff_say_which_order_it_is(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, candidates = await ambiguous(shop, supplier)
    dossier = await shop.review.dossier(order.ref)
    assert [candidate.supplier_order_id for candidate in dossier.candidates] == candidates
    keys = tuple(f"adopt:{short_key(candidate)}" for candidate in candidates)
    assert dossier.decisions == ("look_again", *keys, "refund")
    after = await shop.review.decide(STAFF, order.ref, keys[1])
    assert (after.order.status, after.supplier_order_id) == ("processing", candidates[1])
    assert (await shop.attempt(order)).supplier_order_id == candidates[1]
    supplier.settle(candidates[1])
    await shop.tracking.look()
    assert await shop.status(order) == "fulfilled"
    assert [(e.why, e.who) for e in after.order.events][-1] == ("found", f"staff:{STAFF}")


async def test_two_orders_in_review_cannot_be_given_the_same_order(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    first, candidates = await ambiguous(shop, supplier)
    second = await shop.buy()
    supplier.script.append("vanish")
    await shop.place()
    supplier.accept("P1", "T1", 1)
    shop.clock.tick(2)
    await shop.lost_orders.settle_due()
    assert await shop.status(second) == "needs_review"
    adopt = f"adopt:{short_key(candidates[0])}"
    await asyncio.gather(
        shop.review.decide(STAFF, first.ref, adopt), make_shop().review.decide(STAFF, second.ref, adopt)
    )
    statuses = sorted([await shop.status(first), await shop.status(second)])
    assert statuses == ["needs_review", "processing"]
    rows = [await shop.row(order.id) for order in (first, second)]
    assert [row.supplier_order_id for row in rows].count(candidates[0]) == 1
    for order in (first, second):
        row, attempt = await shop.row(order.id), await shop.attempt(order)
        assert (row.status == "processing") == (attempt.state == "accepted")


async def test_two_staff_with_different_decisions_leave_a_whole_order(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    for other in ("look_again", "refund"):
        order, candidates = await ambiguous(shop, supplier)
        adopt = f"adopt:{short_key(candidates[0])}"
        dossiers = await asyncio.gather(
            shop.review.decide(STAFF, order.ref, adopt), make_shop().review.decide(STAFF, order.ref, other)
        )
        assert len(dossiers) == 2
        row, attempt = await shop.row(order.id), await shop.attempt(order)
        # Whoever was first: status, attempt and money agree.
        assert (row.status, attempt.state) in {
            ("processing", "accepted"),
            ("unknown", "unknown"),
            ("rejected", "given_up"),
        }
        if row.status == "rejected":
            assert row.refunded_centimes == 105_000
        shop.clock.tick(3600)


async def test_a_late_decision_finds_that_somebody_was_first(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, candidates = await ambiguous(shop, supplier)
    row = await shop.row(order.id)
    await shop.review.decide(STAFF, order.ref, "look_again")
    assert await shop.status(order) == "unknown"
    # The press was on its way when the order went back to the search for lost orders.
    await shop.lost_orders.adopt_chosen(row, await shop.attempt(order), candidates[0], who="staff:1")
    assert (await shop.status(order), (await shop.attempt(order)).state) == ("unknown", "unknown")
    await shop.review.decide(STAFF, order.ref, "refund")
    assert await shop.dinars() == 100_000 - 1050


async def test_staff_give_the_money_back_once(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, _ = await ambiguous(shop, supplier)
    await asyncio.gather(*(shop.review.decide(STAFF, order.ref, "refund") for _ in range(4)))
    assert await shop.status(order) == "rejected"
    assert await shop.dinars() == 100_000
    assert (await shop.attempt(order)).state == "given_up"
    assert await shop.told(order) == ["receipt", "order_ended"]
    # The supplier's orders are nobody's now, which the merchant hears.
    await shop.lost_orders.reconcile()
    assert (await shop.alerted()).count("order_after_refund") == 2


async def test_staff_refund_days_later_and_still_hear_what_turned_up(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, _ = await ambiguous(shop, supplier)
    shop.clock.tick(3 * 86_400)
    await shop.review.decide(STAFF, order.ref, "refund")
    await shop.lost_orders.reconcile()
    assert "order_after_refund" in await shop.alerted()


async def test_staff_refund_an_order_that_was_placed(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, _ = await odd(shop, supplier)
    after = await shop.review.decide(STAFF, order.ref, "refund_debited")
    assert (after.order.status, after.order.refunded) == ("refunded", order.total)
    assert await shop.dinars() == 100_000


async def test_staff_deliver_what_came_and_the_rest_is_given_back(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await odd(shop, supplier)
    after = await shop.review.decide(STAFF, order.ref, "deliver")
    assert (after.order.status, after.order.fulfilled_quantity) == ("partially_filled", 2)
    assert after.order.refunded == order.unit_price
    cards = await shop.message_data.cards(order.id, 0)
    assert [(card.value, card.serial) for card in cards] == theirs.cards
    assert await shop.told(order) == ["receipt", "codes", "order_ended"]
    assert await shop.dinars() == 100_000 - 2100


async def test_of_odd_cards_each_real_one_is_delivered_once(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, theirs = await odd(shop, supplier)
    theirs.cards = [("A", "1"), ("A", "2"), ("  ", "3"), ("SANDBOX-CARD-1", "4")]
    after = await shop.review.decide(STAFF, order.ref, "deliver")
    assert (after.order.status, after.order.fulfilled_quantity) == ("partially_filled", 1)
    assert [card.value for card in await shop.message_data.cards(order.id, 0)] == ["A"]
    assert await shop.dinars() == 100_000 - 1050


async def test_more_cards_than_were_bought_are_not_given_away(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await odd(shop, supplier)
    theirs.cards = [(f"C{n}", "") for n in range(5)]
    after = await shop.review.decide(STAFF, order.ref, "deliver")
    assert (after.order.status, after.order.fulfilled_quantity) == ("fulfilled", 3)
    assert after.order.refunded == Money.ZERO


@pytest.mark.parametrize("change", [{"cards": []}, {"status": "HANDLING"}], ids=["no card", "not final"])
async def test_nothing_is_delivered_while_there_is_nothing_or_more_may_come(
    shop: WholeShop, supplier: FakeSupplier, change: dict[str, object]
) -> None:
    order, theirs = await odd(shop, supplier)
    for name, value in change.items():
        setattr(theirs, name, value)
    after = await shop.review.decide(STAFF, order.ref, "deliver")
    assert after.order.status == "needs_review"
    assert await shop.count("cards") == 0
    assert await shop.dinars() == 100_000 - 3150


async def test_a_code_of_another_order_is_not_delivered_even_by_decision(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    first = await shop.buy()
    await shop.place()
    supplier.settle(supplier.only().id)
    shop.clock.tick(5)
    await shop.tracking.look()
    order, theirs = await odd(shop, supplier, 2)
    theirs.cards = next(iter(supplier.bought.values())).cards
    after = await shop.review.decide(STAFF, order.ref, "deliver")
    assert after.order.status == "needs_review"
    assert await shop.status(first) == "fulfilled"
    assert await shop.count("cards") == 1


async def test_looking_again_asks_the_supplier_anew(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, theirs = await odd(shop, supplier)
    theirs.cards.append(("CODE-X", "SERIAL-X"))  # the supplier has mended it
    await shop.review.decide(STAFF, order.ref, "look_again")
    await shop.tracking.look()
    assert await shop.status(order) == "fulfilled"


async def test_when_looking_again_did_not_help_staff_hear_it_again(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, _ = await odd(shop, supplier)
    for _ in range(2):
        shop.clock.tick(1)
        await shop.review.decide(STAFF, order.ref, "look_again")
        await shop.tracking.look()
        assert await shop.status(order) == "needs_review"
    assert (await shop.alerted()).count("order_held") == 3


async def test_looking_again_for_a_lost_order_takes_its_time_again(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    supplier.script.append("lose")
    await shop.place()
    theirs = supplier.only()
    theirs.listed = False
    while await shop.status(order) == "unknown":
        shop.clock.tick(60)
        await shop.lost_orders.settle_due()
    assert (await shop.row(order.id)).held_reason == "debit_without_order"
    supplier.ledger.clear()  # nothing speaks for it now, but one look is no proof
    await shop.review.decide(STAFF, order.ref, "look_again")
    for _ in range(3):
        await shop.lost_orders.settle_due()
        assert await shop.status(order) == "unknown"
        shop.clock.tick(10)
    theirs.listed = True
    await shop.lost_orders.settle_due()
    assert await shop.status(order) == "processing"


async def test_while_the_supplier_is_away_a_held_order_says_that_nobody_could_be_asked(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    lost, candidates = await ambiguous(shop, supplier)
    held, _ = await odd(shop, supplier)
    supplier.goes_away("transactions")
    seen = await shop.review.dossier(lost.ref)
    keys = tuple(f"adopt:{short_key(candidate)}" for candidate in candidates)
    assert (seen.unasked, seen.decisions) == (True, ("look_again", *keys, "refund_unasked"))
    supplier.goes_away()
    seen = await shop.review.dossier(lost.ref)
    assert (seen.unasked, seen.decisions) == (True, ("look_again", "refund_unasked"))
    # A refund that was asked in other words than hold now is not carried out.
    await shop.review.decide(STAFF, lost.ref, "refund")
    assert await shop.status(lost) == "needs_review"
    with pytest.raises(SupplierAwayError):
        await shop.review.decide(STAFF, held.ref, "deliver")
    assert await shop.status(held) == "needs_review"


async def test_decisions_stand_in_the_audit_log(shop: WholeShop, supplier: FakeSupplier) -> None:
    order, _ = await odd(shop, supplier)
    await shop.review.decide(STAFF, order.ref, "deliver")
    line = (await shop.audit())[-1]
    assert (line.staff_id, line.action, line.subject) == (STAFF, "deliver", f"order:{order.ref}")


async def test_an_order_being_placed_for_another_is_not_offered_to_be_taken(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, candidates = await ambiguous(shop, supplier)
    other = await shop.buy()
    supplier.script.append("hang_after")
    (row, *_), _ = await shop.placing.due(limit=1)
    placing = asyncio.create_task(shop.placing.place(row))
    await supplier.reached.wait()
    theirs = list(supplier.bought)[-1]
    assert theirs not in candidates
    deciding = asyncio.create_task(
        shop.lost_orders.adopt_chosen(
            await shop.row(order.id), await shop.attempt(order), theirs, who=f"staff:{STAFF}"
        )
    )
    done, _ = await asyncio.wait([deciding], timeout=0.3)
    assert not done
    supplier.release.set()
    await asyncio.gather(placing, deciding)
    assert (await shop.row(other.id)).supplier_order_id == theirs
    assert await shop.status(order) == "needs_review"


async def test_only_the_decision_that_was_carried_out_is_audited(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    order, _ = await ambiguous(shop, supplier)
    await asyncio.gather(*(make_shop().review.decide(STAFF, order.ref, "refund") for _ in range(3)))
    assert [line.action for line in await shop.audit()] == ["credit", "refund"]
    held, theirs = await odd(shop, supplier)
    theirs.cards = []  # nothing can be delivered, so nothing is
    await shop.review.decide(STAFF, held.ref, "deliver")
    supplier.goes_away("order")
    with pytest.raises(SupplierAwayError):
        await shop.review.decide(STAFF, held.ref, "deliver")
    assert [line.action for line in await shop.audit()] == ["credit", "refund"]


@pytest.mark.sqlite_only("it makes the disk full with SQLite's own trigger")
async def test_a_decision_that_fails_leaves_no_line_in_the_audit_log(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await odd(shop, supplier)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(
            "CREATE TRIGGER full_disk BEFORE INSERT ON cards BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(IntegrityError):
        await shop.review.decide(STAFF, order.ref, "deliver")
    assert await shop.status(order) == "needs_review"
    assert [line.action for line in await shop.audit()] == ["credit"]
    assert theirs.cards


async def test_a_held_order_and_each_act_of_staff_leave_one_line_in_the_log(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    with capture_logs() as lines:
        order, _ = await odd(shop, supplier)
        await shop.review.decide(STAFF, order.ref, "refund_debited")
        await shop.wallet_adjustments.credit(STAFF, 1001, 5, "the note stays out of the log", key="k")
    assert [line for line in lines if line["event"] == "order held"] == [
        {
            "event": "order held",
            "log_level": "warning",
            "order": order.ref,
            "person": 1001,
            "reason": "cards_do_not_add_up",
            "who": "tracker",
        }
    ]
    assert [line for line in lines if line["event"] == "staff acted"] == [
        {
            "event": "staff acted",
            "log_level": "info",
            "person": STAFF,
            "action": action,
            kind: name,
        }
        for action, kind, name in [("refund_debited", "order", order.ref), ("credit", "customer", "1001")]
    ]


@pytest.mark.sqlite_only("it makes the disk full with SQLite's own trigger")
async def test_an_act_that_is_rolled_back_leaves_no_line_in_the_log(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, _ = await odd(shop, supplier)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(
            "CREATE TRIGGER full_disk BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with capture_logs() as lines:
        with pytest.raises(IntegrityError):
            await shop.review.decide(STAFF, order.ref, "refund_debited")
        async with shop.db.write() as conn:
            await conn.exec_driver_sql("DROP TRIGGER full_disk")
    assert await shop.status(order) == "needs_review"
    assert not [line for line in lines if line["event"] == "staff acted"]
