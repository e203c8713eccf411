"""How an order looks to staff: money, attempts, candidates,
timeline, and the decisions as buttons. Never a code.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.shop.billing.transfers.proof_views import OrderProof
from bot.shop.books.losses import Loss
from bot.shop.customers import NOBODY
from bot.shop.staff.audit import AuditLine
from bot.shop.staff.decisions import Decision, DecisionKind
from bot.shop.staff.order_review import AttemptView, Dossier
from handlers.admin.customers.callbacks import StaffCustomer
from handlers.admin.orders.callbacks import (
    AskDecision,
    AskWriteOff,
    FindOwner,
    OpenOrders,
    RefundOrder,
    RevealCodes,
    Serials,
    StaffOrder,
    WriteOrderNumber,
)
from handlers.admin.receipts.callbacks import OpenReceipt
from handlers.admin.team.audit_words import act_words, detail_words
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Phrase, Texts, TextValue, cut, tidy
from handlers.words.gift import staff_gift_line
from handlers.words.price import place_words, rule_words, source_words, takes_words

_LONGEST_TEXT = 4_000  # characters; Bot API sendMessage takes 4,096
_MOST_DEBITS = 2
_MOST_LOSSES = 1
_MOST_ACTS = 3
_LONGEST_NAME = 16
_LONGEST_REASON = 100
MOST_LINES = 5  # of attempts, candidates and events each: the newest, so that the message stays within 4,096


def dossier_screen(
    texts: Texts,
    dossier: Dossier,
    receipts: Sequence[OrderProof] = (),
    *,
    acts: Sequence[AuditLine] = (),
    names: Mapping[int, str] = MappingProxyType({}),
    shows_codes: bool = False,
    refunds: bool = False,
    gives: bool = False,
) -> Screen:
    """Everything about one order, with the receipts that were sent for it, and what staff did with it, newest
    first. `names` are those of staff in its timeline; `shows_codes`: whether the reader may see its codes;
    `refunds`: whether they may pay back what it cost; `gives`: say whose it is, where nobody knows.
    """
    order = dossier.order
    rows: list[Row] = [
        [button(decision_label(texts, dossier, decision), AskDecision(order.ref, decision.replace(":", ".")))]
        for decision in dossier.decisions
    ]
    rows += [
        [button(texts.plain("button-open-receipt", amount=receipt.amount), OpenReceipt(receipt.request_id))]
        for receipt in receipts[:MOST_LINES]
    ]
    if dossier.takes_number:
        rows.append([button(texts.plain("button-order-number"), WriteOrderNumber(order.ref))])
    if any(loss.is_open for loss in dossier.losses):
        rows.append([button(texts.plain("button-write-off"), AskWriteOff(order.ref))])
    if order.has_codes:
        cards = [button(texts.plain("button-serials"), Serials(order.ref))]
        if shows_codes:
            cards.append(button(texts.plain("button-reveal"), RevealCodes(order.ref)))
        rows.append(cards)
    if refunds and order.has_codes and order.refunded < order.total:
        rows.append([button(texts.plain("button-refund"), RefundOrder(order.ref))])
    if gives and order.customer_id == NOBODY:
        rows.append([button(texts.plain("button-whose-order"), FindOwner(order.ref))])
    if dossier.customer is not None:
        rows.append([button(f"👤 {dossier.customer.first_name}", StaffCustomer(dossier.customer.id))])
    rows.append(
        [
            button(texts.plain("button-refresh"), StaffOrder(order.ref)),
            button(texts.plain("button-open-orders"), OpenOrders()),
        ]
    )
    blocks = [
        _facts(texts, dossier),
        _attempts(texts, dossier),
        _evidence(texts, dossier),
        _candidates(texts, dossier),
        _receipts(texts, receipts),
        _losses(texts, dossier),
        _events(texts, dossier, names),
    ]
    text = "\n\n".join(block for block in blocks if block)
    if (done := _acts(texts, acts)) and len(text) + len(done) < _LONGEST_TEXT:
        text += f"\n\n{done}"  # an order in long doubt has no room for it; `/audit REF` has
    return Screen(text, keyboard(rows))


def decision_label(texts: Texts, dossier: Dossier, decision: Decision) -> str:
    """A decision's button."""
    if decision.kind is DecisionKind.ADOPT:
        return texts.plain("decision-adopt", number=_adopted(dossier, decision) + 1)
    return texts.plain(f"decision-{decision}")


def ask_text(texts: Texts, dossier: Dossier, decision: Decision) -> str:
    """What a decision does, as a question."""
    ref, total = Code(dossier.order.ref), dossier.order.total
    match decision.kind:
        case DecisionKind.ADOPT:
            candidate = dossier.candidates[_adopted(dossier, decision)]
            return texts.html("ask-adopt", ref=ref, id=Code(candidate.supplier_order_id))
        case DecisionKind.REFUND_DEBITED:
            debit = dossier.findings.debits[0]
            return texts.html("ask-refund_debited", ref=ref, total=total, amount=debit.amount, at=debit.at)
        case DecisionKind.REFUND | DecisionKind.REFUND_UNASKED:
            return texts.html(f"ask-{decision}", ref=ref, total=total)
        case DecisionKind.BUY_AT_LOSS:
            return texts.html("ask-buy_at_loss", ref=ref, cost=dossier.cost, loss=-dossier.margin)
        case DecisionKind.DELIVER | DecisionKind.LOOK_AGAIN:
            return texts.html(f"ask-{decision}", ref=ref)


def _adopted(dossier: Dossier, decision: Decision) -> int:
    """Which candidate an "adopt" means: the service lists both in the same order."""
    return [one for one in dossier.decisions if one.kind is DecisionKind.ADOPT].index(decision)


def _facts(texts: Texts, dossier: Dossier) -> str:
    order = dossier.order
    lines = [
        texts.html(
            "dossier",
            ref=Code(order.ref),
            status=texts.plain(f"status-{order.status}"),
            product=order.product_title,
            region=texts.region(order.region),
            type=order.type_name,
            quantity=order.quantity,
            price=order.unit_price,
            total=order.full_price,
            delivered=order.fulfilled_quantity,
            refunded=order.refunded,
            cost=dossier.cost,
            margin=dossier.margin,
        )
    ]
    if dossier.promo is not None:
        lines.append(
            texts.html(
                "dossier-promo",
                promo=dossier.promo.code,
                takes=takes_words(texts, dossier.promo),
                discount=-order.discount,
                price=order.full_price,
            )
        )
    if dossier.priced_by is not None:
        rule = dossier.priced_by
        lines.append(
            texts.html(
                "dossier-rule",
                rule=rule_words(texts, rule.rule),
                title=place_words(texts, rule.title, rule.scope),
                source=source_words(texts, rule),
                cost=dossier.unit_cost,
                price=order.unit_price,
            )
        )
    if dossier.charged is not None:
        lines.append(texts.html("dossier-charged", charged=dossier.charged))
    if dossier.supplier_order_id is not None:
        lines.append(texts.html("dossier-supplier-order", id=Code(dossier.supplier_order_id)))
    if dossier.customer is not None:
        customer = dossier.customer
        lines.append(texts.html("dossier-customer", name=customer.first_name, customer=Code(customer.id)))
    if gift := staff_gift_line(texts, order):
        lines.append(gift)
    if dossier.held_reason is not None:
        lines.append(texts.html("dossier-held", reason=texts.word("reason", dossier.held_reason)))
    return "\n".join(lines)


def _attempts(texts: Texts, dossier: Dossier) -> str:
    if not dossier.attempts:
        return ""
    lines = [_attempt(texts, attempt) for attempt in dossier.attempts[-MOST_LINES:]]
    return "\n".join([texts.html("dossier-attempts"), *lines])


def _attempt(texts: Texts, attempt: AttemptView) -> str:
    nothing = texts.plain("nothing-known")
    return texts.html(
        "dossier-attempt",
        at=attempt.sent_at,
        state=texts.word("attempt", attempt.state),
        code=attempt.error_code or nothing,
        request=Code(attempt.request_id or nothing),
    )


def _evidence(texts: Texts, dossier: Dossier) -> str:
    """What the supplier says of an order in doubt; and where nobody could be asked, just that."""
    if dossier.held_reason is None:
        return ""
    lines = [texts.html("dossier-unasked")] if dossier.unasked else []
    found = dossier.findings
    if found.status is not None:
        quantity = dossier.order.quantity
        lines.append(texts.html("dossier-came", status=found.status, cards=found.cards, quantity=quantity))
    if found.debits:
        lines.append(texts.html("dossier-debits"))
        lines += [
            texts.html(
                "dossier-debit",
                at=debit.at,
                amount=debit.amount,
                names=Code(debit.names or texts.plain("nothing-known")),
            )
            for debit in found.debits[:_MOST_DEBITS]
        ]
    elif not dossier.unasked and (dossier.takes_number or dossier.supplier_order_id is not None):
        lines.append(texts.html("dossier-no-debit"))
    return "\n".join(lines)


def _losses(texts: Texts, dossier: Dossier) -> str:
    if not dossier.losses:
        return ""
    open_last = sorted(dossier.losses, key=lambda loss: loss.is_open)
    lines = [_loss(texts, loss) for loss in open_last[-_MOST_LOSSES:]]
    return "\n".join([texts.html("dossier-losses"), *lines])


def _loss(texts: Texts, loss: Loss) -> str:
    says: dict[str, TextValue] = {"at": loss.debited_at, "amount": loss.amount}
    if loss.returned_at is not None:
        return texts.html("dossier-loss-returned", returned=loss.returned_at, **says)
    if loss.written_off_at is not None:
        reason = cut(loss.reason or "", _LONGEST_REASON)
        staff = Code(loss.written_off_by or texts.plain("nothing-known"))
        return texts.html("dossier-loss-written-off", staff=staff, reason=reason, **says)
    return texts.html("dossier-loss", **says)


def _candidates(texts: Texts, dossier: Dossier) -> str:
    if not dossier.candidates:
        return ""
    lines = [
        texts.html(
            "dossier-candidate",
            number=number,
            id=Code(candidate.supplier_order_id),
            status=candidate.status,
            at=candidate.time if candidate.time is not None else texts.plain("nothing-known"),
        )
        for number, candidate in enumerate(dossier.candidates[:MOST_LINES], 1)
    ]
    return "\n".join([texts.html("dossier-candidates"), *lines])


def _receipts(texts: Texts, receipts: Sequence[OrderProof]) -> str:
    lines = [
        texts.html(
            "dossier-receipt",
            amount=receipt.amount,
            at=receipt.sent_at,
            state=texts.plain(f"request-{receipt.state}"),
        )
        for receipt in receipts[:MOST_LINES]
    ]
    return "\n".join(lines)


def _events(texts: Texts, dossier: Dossier, names: Mapping[int, str]) -> str:
    lines = []
    for event in dossier.order.events[-MOST_LINES:]:
        says: dict[str, TextValue] = {
            "at": event.at,
            "status": texts.plain(f"status-{event.to_status}"),
            "why": texts.word("reason", event.why),
        }
        who = _who(texts, event.who, names)
        lines.append(
            texts.html("dossier-event", **says)
            if who is None
            else texts.html("dossier-event-by", who=who, **says)
        )
    return "\n".join([texts.html("order-timeline"), *lines])


def _acts(texts: Texts, acts: Sequence[AuditLine]) -> str:
    """What staff did, with amounts and reasons as the audit log has them."""
    if not acts:
        return ""
    lines = []
    for act in reversed(acts[:_MOST_ACTS]):
        line = texts.html(
            "dossier-act",
            at=act.at,
            name=tidy(act.staff, _LONGEST_NAME),
            what=act_words(texts, act.action),
        )
        if (details := detail_words(texts, {}, act)) is not None:
            line += "\n" + texts.html("audit-detail", details=details)
        lines.append(line)
    return "\n".join([texts.html("dossier-acts"), *lines])


def staff_of(who: str) -> int | None:
    """Which member of the staff made something happen, by number; None for anybody else."""
    kind, _, number = who.partition(":")
    return int(number) if kind == "staff" else None


def _who(texts: Texts, who: str, names: Mapping[int, str]) -> Phrase | None:
    """Who from outside the shop made something happen; None for what the shop does by itself."""
    if (staff_id := staff_of(who)) is not None:
        name = names.get(staff_id)
        number = Code(staff_id)
        return texts.plain(
            "who-staff", staff=number if name is None else f"{tidy(name, _LONGEST_NAME)}, {staff_id}"
        )
    kind = who.partition(":")[0]
    return texts.plain(f"who-{kind}") if texts.has(f"who-{kind}") else None
