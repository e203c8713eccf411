"""What must hold in the shop's books whatever happened, held against the supplier's own books and what was
delivered.
"""

import json
from collections import Counter, defaultdict
from decimal import Decimal
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from bot.shop.books.discrepancies import Difference
from bot.shop.order_status import FINAL, GAVE_NOTHING, UNPAID
from bot.shop.vault import SealedCard
from storage.purchases.attempts import ATTEMPT, AttemptRow
from storage.purchases.cards import CARD, CardRow
from storage.purchases.orders import ORDER, OrderRow
from storage.tables import (
    attempts,
    cards,
    entries,
    gifts,
    losses,
    messages,
    order_events,
    orders,
    payment_requests,
    payments,
    promo_uses,
    promos,
    receipts,
    referrals,
)
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.books.looking import differences
from tests.shop.whole import WholeShop

HAS_SUPPLIER_ORDER = {"processing", "fulfilled", "partially_filled", "refunded"}
BY_HAND = {"credit", "debit"}
OF_PAYMENTS = {"topup", "payback", "payback_undone"}
OF_REFERRALS = {"referral", "referral_undone"}
_TABLES = (
    *(entries, messages, promos, promo_uses, losses, referrals),
    *(payments, payment_requests, receipts, order_events),
)
_ROWS = {table.name: sa.select(table).order_by(table.c.id) for table in _TABLES} | {"gifts": sa.select(gifts)}
_SHAPED = {
    table.name: (shape, sa.select(*shape.columns).order_by(table.c.id))
    for table, shape in ((orders, ORDER), (attempts, ATTEMPT), (cards, CARD))
}


@lru_cache(10_000)
def _payload(text: str) -> dict[str, Any]:
    """What a message tells; each is read after each step, for each order."""
    return json.loads(text)  # type: ignore[no-any-return]


class Books:
    """All rows, read at one moment."""

    def __init__(self, rows: dict[str, list[Any]], shop: WholeShop) -> None:
        self.shop = shop
        self.orders, self.entries, self.messages = rows["orders"], rows["entries"], rows["messages"]
        self.promos, self.uses = rows["promos"], rows["promo_uses"]
        self.payments, self.requests = rows["payments"], rows["payment_requests"]
        self.receipts, self.events = rows["receipts"], rows["order_events"]
        self.losses, self.referrals = rows["losses"], rows["referrals"]
        self.gifts = {gift.order_id: gift for gift in rows["gifts"]}
        self.attempts: defaultdict[int, list[AttemptRow]] = defaultdict(list)
        for row in rows["attempts"]:
            self.attempts[row.order_id].append(row)
        self.cards: defaultdict[int, list[CardRow]] = defaultdict(list)
        for row in rows["cards"]:
            self.cards[row.order_id].append(row)

    @classmethod
    async def read(cls, shop: WholeShop) -> "Books":
        async with shop.db.read() as conn:
            rows: dict[str, list[Any]] = {
                name: list((await conn.execute(query)).all()) for name, query in _ROWS.items()
            }
            for name, (shape, query) in _SHAPED.items():
                rows[name] = shape.all(await conn.execute(query))
        return cls(rows, shop)

    @staticmethod
    async def differences(shop: WholeShop) -> list[Difference]:
        """What the shop's own look through its books finds."""
        return await differences(shop.db)

    def check(self, supplier: FakeSupplier, delivery: FakeDelivery) -> None:
        """What holds at every moment."""
        self._ends()
        self._wallets()
        for payment in self.payments:
            self._payment(payment)
        for order in self.orders:
            self._money(order)
            self._cards(order, supplier)
            self._attempts(order)
            self._told(order)
        self._nothing_twice(supplier)
        self._codes()
        self._referrals()
        reader = {order.id: self.reader(order) for order in self.orders}
        for message in delivery.delivered:
            if message.kind == "codes":
                assert message.chat_id == reader[message.payload["order_id"]]

    def reader(self, order: OrderRow) -> int | None:
        """The one person who may have an order's codes; None: nobody has claimed the gift that it is."""
        gift = self.gifts.get(order.id)
        if gift is None or gift.state == "revoked":
            return order.customer_id
        assert gift.claimed_by != order.customer_id
        return gift.claimed_by  # type: ignore[no-any-return]

    def check_losses(self, supplier: FakeSupplier, named: list[Difference]) -> None:
        """Each loss is one debit of the supplier's for an order that ended without a card; open ones are
        named.
        """
        debits = {line.id: line for line in supplier.ledger if line.type == "ORDER"}
        by_id = {order.id: order for order in self.orders}
        for loss in self.losses:
            assert by_id[loss.order_id].status in GAVE_NOTHING
            assert debits[loss.line_id].change == -Decimal(loss.amount_centimes) / 100
        still_open = [
            loss.key for loss in self.losses if loss.returned_at is None and loss.written_off_at is None
        ]
        assert [each.matter for each in named] == still_open

    def check_ended(self, supplier: FakeSupplier, delivery: FakeDelivery) -> None:
        """What holds besides when everything has come to its end."""
        self.check(supplier, delivery)
        assert {order.status for order in self.orders} <= FINAL
        ours = {order.supplier_order_id for order in self.orders}
        told = {args.get("supplier_order_id") for code, args in self.alerts() if code == "order_after_refund"}
        for theirs in supplier.bought.values():
            if theirs.status != "REFUNDED" and theirs.ref is not None:
                assert theirs.id in ours | told, f"{theirs.id} was charged for nobody"
        assert {message.state for message in self.messages} <= {"sent"}
        arrived = {
            (m.payload["order_id"], m.payload["part"]) for m in delivery.delivered if m.kind == "codes"
        }
        ended = {m.payload["order_id"] for m in delivery.delivered if m.kind == "order_ended"}
        for order in self.orders:
            parts = -(-order.fulfilled_quantity // 10)
            wanted = {(order.id, part) for part in range(parts)}
            assert wanted <= arrived if self.reader(order) is not None else not wanted & arrived
            assert (order.id in ended) == (self._booked(order)["refund"] > 0)
        assert {payment.state for payment in self.payments} <= {"credited", "unmatched", "refunded"}

    def alerts(self) -> list[tuple[str, dict[str, Any]]]:
        payloads = [_payload(m.payload) for m in self.messages if m.kind == "staff_alert"]
        return [(payload["code"], payload["args"]) for payload in payloads]

    def _ends(self) -> None:
        """An order is open, and an attempt in the air, as long as it has no moment of its end: indexes rest
        on that.
        """
        for order in self.orders:
            assert (order.finished_at is not None) == (order.status in FINAL), order
            for attempt in self.attempts[order.id]:
                assert (attempt.settled_at is None) == (attempt.state in {"sending", "unknown"}), attempt

    def _wallets(self) -> None:
        wallets: Counter[int] = Counter()
        expected: Counter[int] = Counter()
        for entry in self.entries:
            wallets[entry.customer_id] += entry.amount_centimes
            assert wallets[entry.customer_id] >= 0  # also on the way
            if entry.kind in BY_HAND | OF_PAYMENTS:
                expected[entry.customer_id] += entry.amount_centimes
        for order in self.orders:
            expected[order.customer_id] += order.refunded_centimes - _paid(order)
        for one in self.referrals:
            expected[one.inviter_id] += one.reward_centimes - one.taken_back_centimes
        assert {c: expected[c] for c in wallets} == dict(wallets)

    def _payment(self, payment: sa.Row[Any]) -> None:
        """A payment is one credit; what goes back has left the wallet when it is asked for, as far as it was
        there.
        """
        booked: Counter[str] = Counter()
        wallet = 0
        for entry in self.entries:
            if entry.customer_id != payment.customer_id:
                continue
            wallet += entry.amount_centimes
            if entry.kind in OF_PAYMENTS and f"{entry.subject}:".startswith(f"payment:{payment.id}:"):
                booked[entry.kind] += entry.amount_centimes
                if entry.kind == "payback" and entry.who == "payments":
                    assert wallet == 0 or not self.lost(payment)  # taken back: nothing is lost that was there
        assert booked["topup"] == payment.amount_centimes
        asked_back = payment.state in {"refund_requested", "refunded"}
        goes_back = payment.amount_centimes - self.lost(payment) if asked_back else 0
        assert payment.refunded_centimes == goes_back == -booked["payback"] - booked["payback_undone"]
        if payment.state == "unmatched":
            assert (payment.amount_centimes, payment.why is None) == (0, False)
        if payment.why is not None:
            told = [args for code, args in self.alerts() if code == "payment_unmatched"]
            assert payment.id in {args["payment"] for args in told}

    def lost(self, payment: sa.Row[Any]) -> int:
        """What of a payment that was taken back had been spent, in centimes: the staff are told."""
        (lost,) = {
            args["lost"]
            for code, args in self.alerts()
            if code in {"payment_taken_back", "receipt_false"} and args["payment"] == payment.id
        } or {"0"}
        return int(Decimal(lost) * 100)

    def _money(self, order: OrderRow) -> None:
        booked = self._booked(order)
        total = _paid(order)
        assert booked["purchase"] == -total
        assert booked["refund"] + booked["staff_refund"] == order.refunded_centimes <= total
        if order.status in FINAL:
            # The cards that came kept their share of what was paid, to the centime; unless staff gave some of
            # it back.
            assert total - booked["refund"] == total * order.fulfilled_quantity // order.quantity
            assert order.finished_at is not None
            assert (order.due_at, order.pay_by) == (None, None)
        else:
            assert (order.fulfilled_quantity, order.refunded_centimes) == (0, 0)
            # Somebody will look at it: a worker, the process that is placing it, or a person.
            looked_into = self.is_looked_into(order)
            assert order.due_at is not None or order.status in {"placing", "needs_review"} or looked_into
            assert (order.held_reason is None) == (order.status != "needs_review")
            if order.status == "awaiting_payment":
                # It does not expire while somebody looks at its receipt, or its page is asked about for the
                # last time.
                if order.pay_by is None:
                    assert looked_into or self.is_asked_about(order)
                else:
                    assert not looked_into

    def _booked(self, order: OrderRow) -> Counter[str]:
        """What its entries come to, by kind."""
        booked: Counter[str] = Counter()
        for entry in self.entries:
            if f"{entry.subject}:".startswith(f"order:{order.id}:"):
                booked[entry.kind] += entry.amount_centimes
        return booked

    def requests_for(self, order: OrderRow) -> list[Any]:
        """What was asked for an order, or for the basket that it was bought in."""
        basket_id = order.basket_id
        ids = {each.id for each in self.orders if basket_id is not None and each.basket_id == basket_id}
        return [request for request in self.requests if request.order_id in ids | {order.id}]

    def is_looked_into(self, order: OrderRow) -> bool:
        return any(request.state == "submitted" for request in self.requests_for(order))

    def is_asked_about(self, order: OrderRow) -> bool:
        awaited = any(request.awaited_until for request in self.requests_for(order))
        return awaited and order.due_at is not None

    def _codes(self) -> None:
        """Each discount is one use of a code, and no code is used more often than it may be."""
        by_order = {use.order_id: use for use in self.uses}
        for order in self.orders:
            use = by_order.pop(order.id, None)
            assert (use is not None) == (order.discount_centimes > 0) == (order.promo_id is not None)
            if use is not None:
                assert (use.promo_id, use.discount_centimes) == (order.promo_id, order.discount_centimes)
                assert (use.released_at is not None) == (order.status in GAVE_NOTHING)
        assert by_order == {}
        uses = {(use.promo_id, use.basket_id or use.order_id) for use in self.uses if use.released_at is None}
        live = Counter(promo_id for promo_id, _ in uses)
        for promo in self.promos:
            assert live[promo.id] <= promo.total_limit

    def _referrals(self) -> None:
        """Each reward is one entry, for the first order that a friend paid and got; refunds took their share,
        as far as it was there; each word of it was told.
        """
        by_id = {order.id: order for order in self.orders}
        told = Counter(_payload(m.payload)["entry_id"] for m in self.messages if m.kind == "referral")
        booked: Counter[tuple[str, int, int]] = Counter()
        for entry in self.entries:
            if entry.kind in OF_REFERRALS:
                booked[entry.kind, entry.customer_id, entry.order_id] += entry.amount_centimes
                assert told.pop(entry.id) == 1
        assert not told
        for one in self.referrals:
            theirs = [
                order
                for order in self.orders
                if order.customer_id == one.friend_id and order.fulfilled_quantity and _paid(order)
            ]
            if one.order_id is None:
                assert (one.outcome, one.reward_centimes, theirs) == (None, 0, [])
                continue
            order = by_id[one.order_id]
            first = min(order.finished_at for order in theirs)
            assert (order.customer_id, order.finished_at) == (one.friend_id, first)
            kept = _paid(order) * order.fulfilled_quantity // order.quantity
            assert one.paid_centimes == kept
            assert (one.reward_centimes > 0) == (one.outcome == "rewarded")
            assert 0 <= one.taken_back_centimes <= one.reward_centimes <= kept
            assert booked.pop(("referral", one.inviter_id, one.order_id), 0) == one.reward_centimes
            assert (
                booked.pop(("referral_undone", one.inviter_id, one.order_id), 0) == -one.taken_back_centimes
            )
        assert not booked

    def _cards(self, order: OrderRow, supplier: FakeSupplier) -> None:
        rows = self.cards[order.id]
        assert len(rows) == order.fulfilled_quantity
        for row in rows:
            sealed = SealedCard(row.key_id, row.nonce, row.sealed, row.fingerprint)
            card = self.shop.vault.open(sealed, order_id=order.id)
            assert (card.value, card.serial) in supplier.bought[order.supplier_order_id].cards

    def _attempts(self, order: OrderRow) -> None:
        states = [attempt.state for attempt in self.attempts[order.id]]
        live = [state for state in states if state in {"sending", "unknown", "accepted"}]
        assert len(live) <= 1
        has_theirs = order.supplier_order_id is not None
        assert has_theirs == (live == ["accepted"])
        assert has_theirs or order.status not in HAS_SUPPLIER_ORDER
        by_status = {
            "awaiting_payment": [[]],
            "expired": [[]],
            "cancelled": [[]],
            "paid": [[]],
            "placing": [["sending"]],
            "unknown": [["unknown"]],
            "rejected": [[]],
            "needs_review": [[]] if order.held_reason == "dearer" else [["unknown"], ["accepted"]],
        }
        assert live in by_status.get(order.status, [["accepted"]])

    def _told(self, order: OrderRow) -> None:
        told = Counter(
            message.kind
            for message in self.messages
            for payload in [_payload(message.payload)]
            if payload.get("order_id") == order.id
            or (order.basket_id is not None and payload.get("basket_id") == order.basket_id)
        )
        assert told["receipt"] == 1
        if self.reader(order) is None:
            assert (told["codes"], told["gift_link"] > 0) == (0, order.fulfilled_quantity > 0)
        else:
            assert told["codes"] >= -(-order.fulfilled_quantity // 10)
        claimed = order.id in self.gifts and self.gifts[order.id].state == "claimed"
        assert told["gift_claimed"] == claimed
        assert told["order_ended"] == int(self._booked(order)["refund"] > 0)

    def _nothing_twice(self, supplier: FakeSupplier) -> None:
        refs = Counter(theirs.ref for theirs in supplier.bought.values() if theirs.ref is not None)
        assert all(count == 1 for count in refs.values()), "one order was bought twice"
        ids = [order.supplier_order_id for order in self.orders if order.supplier_order_id is not None]
        assert len(set(ids)) == len(ids)
        fingerprints = [row.fingerprint for rows in self.cards.values() for row in rows]
        assert len(set(fingerprints)) == len(fingerprints), "one code was given out twice"


def _paid(order: OrderRow) -> int:
    if order.status in UNPAID:
        return 0
    return int(order.quantity * order.unit_price_centimes - order.discount_centimes)
