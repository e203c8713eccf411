"""Orders in doubt: all the evidence on one page, and the decisions that only a person may take."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.books import losses
from bot.shop.books.losses import FoundLoss, Loss
from bot.shop.customers import Customer, Customers
from bot.shop.errors import NotFoundError, SupplierAwayError
from bot.shop.lost_orders.investigation import Debit, Findings, NumberRefusal
from bot.shop.lost_orders.recovery import Candidate, LostOrderRecovery
from bot.shop.money import Money
from bot.shop.order_status import GAVE_NOTHING, AttemptState, ChangeReason, HeldReason, OrderStatus
from bot.shop.orders.history import OrderView, views
from bot.shop.orders.lifecycle import InTransaction, end_without_cards, move, supplier_number
from bot.shop.orders.tracking import Tracking
from bot.shop.prices.promo_codes import Promo, promo_of
from bot.shop.prices.rules import PriceRule, Scope, StoredRule
from bot.shop.refs import short_key, typed_ref
from bot.shop.staff.decisions import Decision, DecisionKind, open_decisions
from bot.shop.supplier_access.calls import asking_supplier
from bot.supplier import Lane, SupplierClient, SupplierOrder
from storage.database import Database
from storage.goods import promos, rules
from storage.goods.rules import NamedRuleRow
from storage.house import staff
from storage.purchases import attempts, orders
from storage.purchases.attempts import AttemptRow
from storage.purchases.orders import OrderRow

log = structlog.get_logger(__name__)

S = OrderStatus
_PATIENCE = 10.0
"""Seconds that whoever opens an order waits for the supplier; what is late could not be asked."""


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One call of `placeOrder` as the admin sees it."""

    sent_at: datetime
    state: AttemptState
    error_code: str | None
    request_id: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one order, for staff: cost and margin too. Never a code."""

    order: OrderView
    customer: Customer | None
    supplier_order_id: str | None
    cost: Money
    charged: Money | None
    margin: Money
    attempts: tuple[AttemptView, ...]
    candidates: tuple[Candidate, ...]
    """Of `findings`, the orders at the supplier that may be this one."""
    held_reason: HeldReason | None
    decisions: tuple[Decision, ...]
    findings: Findings = field(default_factory=Findings)
    """What the supplier's list and account say of an order in doubt."""
    unasked: bool = False
    """The supplier could not be asked for all of that: what is not there may only be unknown."""
    losses: tuple[Loss, ...] = ()
    """Money that the supplier took for this order without giving goods."""
    priced_by: StoredRule[PriceRule] | None = None
    """The rule that made the price, as it was then."""
    promo: Promo | None = None

    @property
    def takes_number(self) -> bool:
        """Whether staff may say by its number which order at the supplier it is."""
        return self.order.status is S.NEEDS_REVIEW and any(
            a.state is AttemptState.UNKNOWN for a in self.attempts
        )

    def decision(self, word: str) -> Decision | None:
        """The decision that is spelled so, if it may be taken."""
        return next((decision for decision in self.decisions if decision == word), None)

    @property
    def unit_cost(self) -> Money:
        """What one card was to cost when it was sold."""
        return Money(self.cost.centimes // self.order.quantity)


class Review:
    """Reads all that is known of an order, and carries out what a person decides about it."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        *,
        customers: Customers,
        lost_orders: LostOrderRecovery,
        tracking: Tracking,
        patience: float = _PATIENCE,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._customers = customers
        self._lost_orders = lost_orders
        self._tracking = tracking
        self._patience = patience

    async def dossier(self, ref: str) -> Dossier:
        """One order with its evidence; for one in doubt the supplier is asked. Raises `NotFoundError`."""
        row = await self._row(ref)
        async with self._db.read() as conn:
            view = (await views(conn, [row]))[0]
            tried = await attempts.of_order(conn, row.id)
            rule = None if row.rule_id is None else await rules.get(conn, row.rule_id)
            promo = None if row.promo_id is None else await promos.get(conn, row.promo_id)
            lost = await losses.of_order(conn, row.id)
        try:
            customer: Customer | None = await self._customers.get(row.customer_id)
        except NotFoundError:
            customer = None
        findings, unasked = await self._evidence(row, tried[-1] if tried else None)
        candidates = tuple(Candidate(item.order_id, item.status, item.time) for item in findings.candidates)
        missing = sum((loss.amount for loss in lost if loss.returned_at is None), Money.ZERO)
        cost = Money(row.unit_cost_centimes) * row.quantity
        charged = None if row.charged_centimes is None else Money(row.charged_centimes)
        return Dossier(
            order=view,
            customer=customer,
            supplier_order_id=row.supplier_order_id,
            cost=cost,
            charged=charged,
            margin=view.total - view.refunded - _spent(row, cost, charged) - missing,
            attempts=tuple(AttemptView(a.sent_at, a.state, a.error_code, a.request_id) for a in tried),
            candidates=candidates,
            held_reason=row.held_reason,
            decisions=open_decisions(row, findings, unasked=unasked),
            findings=findings,
            unasked=unasked,
            losses=lost,
            priced_by=_priced_by(row, rule),
            promo=None if promo is None else promo_of(promo),
        )

    async def decide(self, staff_id: int, ref: str, word: str) -> Dossier:
        """Carries out the decision that is spelled so, once; what holds after.

        Raises `NotFoundError`, `SupplierAwayError`.
        """
        before = await self.dossier(ref)
        if (decision := before.decision(word)) is None:
            return before
        row = await self._row(ref)

        async def audit(conn: AsyncConnection) -> None:
            await staff.log(
                conn, staff_id=staff_id, action=decision, subject=f"order:{row.ref}", at=self._clock.now()
            )

        await self._carry_out(row, decision, before.findings, who=f"staff:{staff_id}", audit=audit)
        return await self.dossier(ref)

    async def check_number(self, ref: str, number: str) -> NumberRefusal | None:
        """Why the supplier's order of that number cannot be this one; None when it can.

        Raises `NotFoundError`, `SupplierAwayError`.
        """
        row = await self._row(ref)
        async with self._db.read() as conn:
            tried = await attempts.of_order(conn, row.id)
            known = await attempts.known_supplier_ids(conn, [number])
        if row.status != S.NEEDS_REVIEW or not tried or tried[-1].state is not AttemptState.UNKNOWN:
            return NumberRefusal.MOVED_ON
        if known:
            return NumberRefusal.TAKEN
        return await self._lost_orders.investigation.refusal(tried[-1], number)

    async def adopt_number(self, staff_id: int, ref: str, number: str) -> NumberRefusal | None:
        """Takes the supplier's order of that number for this one, as a staff member says; why not, else None.

        Alone for the goods: what is being placed just now is another's. Raises as `check_number`.
        """
        row = await self._row(ref)

        async def audit(conn: AsyncConnection) -> None:
            await staff.log(
                conn,
                staff_id=staff_id,
                action="adopt_number",
                subject=f"order:{row.ref}",
                at=self._clock.now(),
                detail=number,
            )

        async with self._lost_orders.alone(row):
            if (refused := await self.check_number(ref, number)) is not None:
                return refused
            async with self._db.read() as conn:
                attempt = (await attempts.of_order(conn, row.id))[-1]
            await self._lost_orders.adopt(
                row,
                attempt,
                number,
                who=f"staff:{staff_id}",
                expected=OrderStatus.NEEDS_REVIEW,
                also=audit,
            )
        return None if (await self._row(ref)).supplier_order_id == number else NumberRefusal.MOVED_ON

    async def write_off(self, staff_id: int, ref: str, reason: str) -> bool:
        """Staff expect no money back for an order's debits without goods. False when none is open.

        Raises `NotFoundError`.
        """
        row = await self._row(ref)
        async with self._db.write() as conn:
            return await losses.write_off(conn, row, staff_id=staff_id, reason=reason, at=self._clock.now())

    async def _carry_out(
        self, row: OrderRow, decision: Decision, findings: Findings, *, who: str, audit: InTransaction
    ) -> None:
        """The act and its line in the audit log in one transaction; whoever comes second leaves neither."""
        match decision.kind:
            case DecisionKind.LOOK_AGAIN:
                await self._look_again(row, who, audit)
            case DecisionKind.ADOPT:
                await self._adopt(row, decision.key, who, audit)
            case DecisionKind.DELIVER:
                await self._deliver(row, who, audit)
            case DecisionKind.BUY_AT_LOSS:
                await self._buy_at_loss(row, who, audit)
            case DecisionKind.REFUND | DecisionKind.REFUND_DEBITED | DecisionKind.REFUND_UNASKED:
                await self._refund(row, findings, who, audit)
            case _:
                assert_never(decision.kind)

    async def _look_again(self, row: OrderRow, who: str, audit: InTransaction) -> None:
        now = self._clock.now()
        to = S.PROCESSING if row.supplier_order_id else S.UNKNOWN
        async with self._db.write() as conn:
            moved = await move(
                conn,
                row.id,
                expected=[S.NEEDS_REVIEW],
                to=to,
                why=ChangeReason.LOOK_AGAIN,
                who=who,
                now=now,
                due_at=now,
                checks=0,
                held_reason=None,
            )
            if moved is not None:
                await audit(conn)

    async def _refund(self, row: OrderRow, findings: Findings, who: str, audit: InTransaction) -> None:
        """The customer's money goes back; what the supplier took for the order is noted as a loss with it."""
        now = self._clock.now()
        to = S.REFUNDED if row.supplier_order_id else S.REJECTED
        dearer = row.held_reason is HeldReason.DEARER
        why = ChangeReason.DEARER if dearer else ChangeReason.STAFF_REFUND
        async with self._db.write() as conn:
            ended = await end_without_cards(
                conn, row.id, expected=[S.NEEDS_REVIEW], to=to, why=why, who=who, now=now
            )
            if ended:
                state = AttemptState.DEBITED if findings.debits else AttemptState.GIVEN_UP
                lost = None
                for attempt in await attempts.of_order(conn, row.id):
                    if await attempts.settle(
                        conn, attempt.id, expected=[AttemptState.UNKNOWN], state=state, settled_at=now
                    ):
                        lost = attempt.id
                # One order is debited once: of several debits that may be its own the likeliest.
                await losses.note(conn, _losses(row, lost, findings.debits[:1]), at=now)
                await audit(conn)

    async def _buy_at_loss(self, row: OrderRow, who: str, audit: InTransaction) -> None:
        """Releases an order held because it became dearer. If it becomes dearer still, it is held again."""
        now = self._clock.now()
        async with self._db.write() as conn:
            # Held for another reason by now, it may have been bought already: then nothing is decided here.
            current = await orders.get(conn, row.id)
            if (current.held_reason, current.unit_cost_centimes) != (
                HeldReason.DEARER,
                row.unit_cost_centimes,
            ):
                return
            moved = await move(
                conn,
                row.id,
                expected=[S.NEEDS_REVIEW],
                to=S.PAID,
                why=ChangeReason.BOUGHT_AT_LOSS,
                who=who,
                now=now,
                due_at=now,
                checks=0,
                held_reason=None,
            )
            if moved is not None:
                await audit(conn)

    async def _deliver(self, row: OrderRow, who: str, audit: InTransaction) -> None:
        """Delivers the cards that the supplier shows for a held order, whole or not; the rest is refunded.

        Nothing happens while the supplier may still add cards, or when none of them can be delivered.
        """
        with asking_supplier():
            answer = await self._supplier.order(supplier_number(row), lane=Lane.PLACING)
        got = self._tracking.deliverable(answer, row.quantity)
        status = S.FULFILLED if len(got) == row.quantity else S.PARTIALLY_FILLED
        if got and answer.is_final:
            await self._tracking.finish(
                row, answer, status, got, who=who, expected=S.NEEDS_REVIEW, also=audit
            )

    async def _adopt(self, row: OrderRow, key: str, who: str, audit: InTransaction) -> None:
        async with self._db.read() as conn:
            attempt = (await attempts.of_order(conn, row.id))[-1]
        for item in await self._lost_orders.candidates(attempt):
            if short_key(item.order_id) == key:
                await self._lost_orders.adopt_chosen(row, attempt, item.order_id, who=who, also=audit)

    async def _evidence(self, row: OrderRow, attempt: AttemptRow | None) -> tuple[Findings, bool]:
        """What the supplier says of an order in doubt, and whether some of that could not be asked."""
        if attempt is None or row.status not in {S.UNKNOWN, S.NEEDS_REVIEW}:
            return Findings(), False
        if row.supplier_order_id is None and attempt.state is not AttemptState.UNKNOWN:
            return Findings(), False
        try:
            async with asyncio.timeout(self._patience):
                if row.supplier_order_id is not None:
                    return await self._lost_orders.investigation.of_placed(row), False
                return await self._lost_orders.findings(attempt), False
        except (SupplierAwayError, TimeoutError):
            log.info("the evidence for an order could not be read", order=row.ref)
        candidates: tuple[SupplierOrder, ...] = ()
        if row.supplier_order_id is None:
            # The list may answer while the account does not.
            with suppress(SupplierAwayError, TimeoutError):
                async with asyncio.timeout(self._patience):
                    candidates = await self._lost_orders.candidates(attempt)
        return Findings(candidates), True

    async def _row(self, ref: str) -> OrderRow:
        async with self._db.read() as conn:
            row = await orders.by_ref(conn, typed_ref(ref))
        if row is None:
            raise NotFoundError
        return row


def _priced_by(order: OrderRow, rule: NamedRuleRow | None) -> StoredRule[PriceRule] | None:
    if order.price_rule is None:
        return None  # sold before rules were kept
    body = json.loads(order.price_rule)
    price_rule, scope = PriceRule.read(body), Scope(body["scope"])
    if rule is None:
        return StoredRule(price_rule, scope, title=body["title"])
    title, at = body["title"], rule.active_at
    return StoredRule(price_rule, scope, rule.target, title, rule.id, rule.staff_id, at, rule.staff_name)


def _spent(row: OrderRow, cost: Money, charged: Money | None) -> Money:
    """What an order cost us in goods; nothing if it ended without any (losses stand beside it)."""
    if charged is not None:
        return charged
    return Money.ZERO if row.status in GAVE_NOTHING else cost


def _losses(row: OrderRow, attempt_id: int | None, debits: Sequence[Debit]) -> list[FoundLoss]:
    return [
        FoundLoss(row.id, row.ref, debit.amount, debit.at, attempt_id, debit.line_id, debit.names)
        for debit in debits
    ]
