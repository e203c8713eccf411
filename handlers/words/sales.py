"""What was sold over some days as people read it, in `/stats` and in
the message at the end of a week: one text for both.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Final

from bot.shop.figures.sales import Sales
from bot.shop.money import Money
from handlers.ui.texts import Change, Phrase, Texts, escape

MOST_PRODUCTS: Final = 5
_MOST_REASONS: Final = 6
_MOST_METHODS: Final = 8


def sales_text(texts: Texts, sales: Sales, before: Sales, head: str = "stats") -> str:
    """All figures under the message `head`; `before` is as many days before these."""
    title = texts.html(head, days=span_phrase(texts, sales))
    if sales.is_empty:
        parts = [[texts.html("stats-nothing"), *_before(texts, sales, before)], list(_missing(texts, sales))]
    else:
        parts = [
            list(part(texts, sales))
            for part in (_products, _hours, _delivery, _methods, _failures, _customers, _missing)
        ]
        parts.insert(0, list(_total(texts, sales, before)))
    return "\n\n".join([title, *("\n".join(part) for part in parts if part)])


def span_phrase(texts: Texts, sales: Sales) -> Phrase:
    """Which days these are."""
    first, last = texts.day(sales.first), texts.day(sales.last)
    return (
        texts.plain("stats-day", day=first)
        if first == last
        else texts.plain("stats-days", first=first, last=last)
    )


def _total(texts: Texts, sales: Sales, before: Sales) -> Iterator[str]:
    yield texts.html("stats-sales", amount=sales.earned, margin=sales.margin, share=_share(texts, sales))
    ended = sales.delivered + sum(
        one.orders for one in sales.failures if one.status.value != "partially_filled"
    )
    yield texts.html("stats-orders", delivered=sales.delivered, ended=ended, cards=sales.cards)
    yield from _before(texts, sales, before)


def _before(texts: Texts, sales: Sales, before: Sales) -> Iterator[str]:
    if before.earned and not before.missing:
        change = sales.earned - before.earned
        yield texts.html("stats-before", amount=before.earned, change=Change(change) if change else change)


def _share(texts: Texts, sales: Sales) -> Phrase:
    """The margin in percent of what was earned."""
    if sales.earned <= Money.ZERO:
        return texts.percent(0)
    percent = Decimal(sales.margin.centimes * 100) / Decimal(sales.earned.centimes)
    rounded = abs(percent.quantize(Decimal("0.1")))
    return texts.percent(rounded, sign="−" if percent < 0 else "")


def _products(texts: Texts, sales: Sales) -> Iterator[str]:
    if sales.products:
        yield texts.html("stats-products")
    for number, product in enumerate(sales.products[:MOST_PRODUCTS], 1):
        yield texts.html(
            "stats-product",
            number=number,
            title=product.title,
            cards=product.cards,
            sold=product.sold,
            margin=product.margin,
        )


def _hours(texts: Texts, sales: Sales) -> Iterator[str]:
    if sales.hours:
        busiest = max(sorted(sales.hours), key=lambda hour: sales.hours[hour])
        yield texts.html(
            "stats-hour",
            begin=Phrase(texts.figures(f"{busiest:02}:00")),
            end=Phrase(texts.figures(f"{(busiest + 1) % 24:02}:00")),
            orders=sales.hours[busiest],
        )


def _delivery(texts: Texts, sales: Sales) -> Iterator[str]:
    if sales.median is not None and sales.p95 is not None:
        yield texts.html(
            "stats-delivery",
            median=texts.duration(timedelta(seconds=sales.median)),
            most=texts.duration(timedelta(seconds=sales.p95)),
        )


def _methods(texts: Texts, sales: Sales) -> Iterator[str]:
    if sales.methods:
        yield texts.html("stats-methods")
    for one in sales.methods[:_MOST_METHODS]:
        yield texts.html(
            "stats-method", method=texts.word("by", one.method), amount=one.amount, count=one.payments
        )


def _failures(texts: Texts, sales: Sales) -> Iterator[str]:
    if sales.failures:
        yield texts.html("stats-failures", count=sum(one.orders for one in sales.failures))
    for one in sales.failures[:_MOST_REASONS]:
        yield texts.html(
            "stats-failure", why=texts.word("reason", one.why), count=one.orders, amount=one.amount
        )
    if sales.unpaid:
        yield texts.html("stats-unpaid", count=sum(one.orders for one in sales.unpaid))


def _customers(texts: Texts, sales: Sales) -> Iterator[str]:
    paid = sales.new_customers + sales.orders_of_known
    if paid:
        share = Decimal(sales.orders_of_known * 100 // paid)
        yield texts.html(
            "stats-customers",
            new=sales.new_customers,
            known=sales.orders_of_known,
            share=texts.percent(share),
        )


def _missing(texts: Texts, sales: Sales) -> Iterator[str]:
    if sales.missing:
        yield texts.html("stats-missing", count=sales.missing)


__all__ = ["escape", "sales_text", "span_phrase"]
