"""How an order looks to staff: money, attempts, candidates, timeline, and the decisions as buttons. Never a code."""

from collections.abc import Sequence

from bot.shop.receipt_views import OrderReceipt
from bot.shop.review import AttemptView, Dossier
from handlers.keyboards import Row, button, keyboard
from handlers.price_texts import place_words, rule_words, source_words, takes_words
from handlers.screens import Screen
from handlers.staff_callbacks import AskDecision, OpenOrders, OpenReceipt, StaffCustomer, StaffOrder
from handlers.texts import Code, Phrase, Texts, TextValue

_OUTSIDE = frozenset({"customer", "telegram", "ocpay"})
MOST_LINES = 6  # of attempts, candidates and events each: the newest, so that the message stays within 4,096


def dossier_screen(texts: Texts, dossier: Dossier, receipts: Sequence[OrderReceipt] = ()) -> Screen:
    """Everything about one order, with the receipts that were sent for it."""
    order = dossier.order
    rows: list[Row] = [
        [button(decision_label(texts, dossier, decision), AskDecision(order.ref, decision.replace(":", ".")))]
        for decision in dossier.decisions
    ]
    rows += [
        [button(texts.plain("button-open-receipt", amount=receipt.amount), OpenReceipt(receipt.request_id))]
        for receipt in receipts[:MOST_LINES]
    ]
    if dossier.customer is not None:
        rows.append([button(f"👤 {dossier.customer.first_name}", StaffCustomer(dossier.customer.id))])
    rows.append(
        [
            button(texts.plain("button-refresh"), StaffOrder(order.ref)),
            button(texts.plain("button-open-orders"), OpenOrders(1)),
        ]
    )
    blocks = [
        _facts(texts, dossier),
        _attempts(texts, dossier),
        _candidates(texts, dossier),
        _receipts(texts, receipts),
        _events(texts, dossier),
    ]
    return Screen("\n\n".join(block for block in blocks if block), keyboard(rows))


def decision_label(texts: Texts, dossier: Dossier, decision: str) -> str:
    """A decision's button."""
    if decision.startswith("adopt:"):
        return texts.plain("decision-adopt", number=_adopted(dossier, decision) + 1)
    return texts.plain(f"decision-{decision}")


def ask_text(texts: Texts, dossier: Dossier, decision: str) -> str:
    """What a decision does, as a question."""
    ref = Code(dossier.order.ref)
    if decision.startswith("adopt:"):
        candidate = dossier.candidates[_adopted(dossier, decision)]
        return texts.html("ask-adopt", ref=ref, id=Code(candidate.supplier_order_id))
    if decision == "refund":
        return texts.html("ask-refund", ref=ref, total=dossier.order.total)
    return texts.html("ask-deliver" if decision == "deliver" else "ask-look_again", ref=ref)


def _adopted(dossier: Dossier, decision: str) -> int:
    """Which candidate an "adopt" means: the service lists both in the same order."""
    return [choice for choice in dossier.decisions if choice.startswith("adopt:")].index(decision)


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
                rule=rule_words(texts, rule.says),
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


def _receipts(texts: Texts, receipts: Sequence[OrderReceipt]) -> str:
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


def _events(texts: Texts, dossier: Dossier) -> str:
    lines = []
    for event in dossier.order.events[-MOST_LINES:]:
        says: dict[str, TextValue] = {
            "at": event.at,
            "status": texts.plain(f"status-{event.to_status}"),
            "why": texts.word("reason", event.why),
        }
        who = _who(texts, event.who)
        lines.append(
            texts.html("dossier-event", **says)
            if who is None
            else texts.html("dossier-event-by", who=who, **says)
        )
    return "\n".join([texts.html("order-timeline"), *lines])


def _who(texts: Texts, who: str) -> Phrase | None:
    """Who from outside the shop made something happen; None for what the shop does by itself."""
    kind, _, number = who.partition(":")
    if kind == "staff":
        return texts.plain("who-staff", staff=Code(number))
    return texts.plain(f"who-{kind}") if kind in _OUTSIDE else None
