"""Rules and promo codes in words. Pure functions, used
by staff's screens, the dossier and the confirmation.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from bot.shop.prices.rules import AnyStoredRule, Limit, PriceRule, Scope, StoredRule
from bot.shop.quotes import PromoRefusal
from handlers.ui.texts import Phrase, Texts


def rule_words(texts: Texts, rule: PriceRule | None) -> Phrase:
    """What a price rule says, in one line."""
    if rule is None:
        return Phrase(texts.plain("preview-auto"))
    if rule.set_price is not None:
        words = [texts.plain("rule-set", amount=rule.set_price)]
        if rule.confirmed_cost is not None and rule.set_price < rule.confirmed_cost:
            words.append(texts.plain("rule-loss", amount=rule.confirmed_cost))
        return Phrase.of(words)
    percent = texts.percent(rule.percent)
    if not rule.added:
        words = [texts.plain("rule-percent", percent=percent)]
    elif not rule.percent:
        words = [texts.plain("rule-only-added", amount=rule.added)]
    else:
        words = [texts.plain("rule-percent-and-added", percent=percent, amount=rule.added)]
    if rule.least_margin:
        words.append(texts.plain("rule-least", amount=rule.least_margin))
    words.append(texts.plain("rule-step", amount=rule.step))
    return Phrase.of(words)


def limit_words(texts: Texts, limit: Limit) -> Phrase:
    """What a limit says, in one line."""
    words = []
    if limit.per_order is not None:
        words.append(texts.plain("limit-order", number=limit.per_order))
    if limit.per_day is not None:
        words.append(texts.plain("limit-day", number=limit.per_day))
    return Phrase.of(words) or texts.plain("limit-none")


def source_words(texts: Texts, rule: AnyStoredRule | StoredRule[PriceRule]) -> str:
    """Who set a rule and when."""
    if rule.staff_id is None or rule.at is None:
        return texts.plain("rule-by-settings")
    return texts.plain("rule-by", staff=rule.staff_name or str(rule.staff_id), at=rule.at)


def place_words(texts: Texts, title: str, scope: Scope | None = None) -> str:
    """A place's title; everything has none of its own."""
    return texts.plain("place-all") if scope is Scope.ALL or not title else title


def margin_percent(texts: Texts, margin: Money, cost: Money) -> Phrase:
    """A margin as a share of the cost, one decimal."""
    share = (Decimal(abs(margin.centimes)) * 100 / cost.centimes).quantize(Decimal("0.1"))
    return texts.percent(share, "−" if share and margin < Money.ZERO else "")


def refusal(texts: Texts, reason: PromoRefusal, least: Money | None) -> str:
    """Why a code cannot be used."""
    if reason is PromoRefusal.MINIMUM:
        return texts.plain("promono-minimum", amount=least or Money.ZERO)
    return texts.word("promono", reason)


def takes_words(texts: Texts, promo: Promo) -> Phrase:
    """How much a code takes off."""
    if promo.percent is not None:
        return texts.percent(promo.percent, "−")
    return texts.change(-(promo.amount or Money.ZERO))


def where_words(texts: Texts, promo: Promo) -> Phrase:
    """What a code is for and how far it reaches, in one line."""
    words = [texts.plain("place-named", title=place_words(texts, promo.title, promo.scope))]
    if promo.total_limit is not None:
        words.append(texts.plain("promo-limit-total", number=promo.total_limit))
    if promo.customer_limit is not None:
        words.append(texts.plain("promo-limit-each", number=promo.customer_limit))
    if promo.least:
        words.append(texts.plain("promo-least", amount=promo.least))
    if promo.starts_at is not None:
        words.append(texts.plain("promo-from", at=_day(texts, promo.starts_at)))
    if promo.ends_at is not None:
        words.append(texts.plain("promo-until", at=_last_day(texts, promo.ends_at)))
    if promo.below_cost:
        words.append(texts.plain("promo-below"))
    return Phrase.of(words)


def _day(texts: Texts, at: datetime) -> datetime | date:
    """The day alone where it is meant as a whole."""
    local = at.astimezone(texts.zone)
    return local.date() if local.time() == time.min else at


def _last_day(texts: Texts, at: datetime) -> datetime | date:
    """What ends with a midnight holds through the day before."""
    last = _day(texts, at)
    return last if isinstance(last, datetime) else last - timedelta(days=1)
