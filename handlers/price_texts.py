"""Rules and promo codes in words. Pure functions, used by staff's screens, the dossier and the confirmation."""

from datetime import timedelta
from decimal import Decimal

from bot.shop.money import Money
from bot.shop.pricing import AnyKept, Kept, Limit, PriceRule, Scope
from bot.shop.promos import Promo
from handlers.texts import Change, Phrase, Texts


def rule_words(texts: Texts, rule: PriceRule | None) -> Phrase:
    """What a price rule says, in one line."""
    if rule is None:
        return Phrase(texts.plain("preview-auto"))
    if rule.set_price is not None:
        words = [texts.plain("rule-set", amount=rule.set_price)]
        if rule.confirmed_cost is not None and rule.set_price < rule.confirmed_cost:
            words.append(texts.plain("rule-loss", amount=rule.confirmed_cost))
        return Phrase(" · ".join(words))
    if rule.added and not rule.percent:
        words = [texts.plain("rule-only-added", amount=rule.added)]
    else:
        words = [texts.plain("rule-percent", percent=percent_words(rule.percent))]
        if rule.added:
            words.append(texts.plain("rule-added", amount=rule.added))
    if rule.least_margin:
        words.append(texts.plain("rule-least", amount=rule.least_margin))
    words.append(texts.plain("rule-step", amount=rule.step))
    return Phrase(" · ".join(words))


def limit_words(texts: Texts, limit: Limit) -> Phrase:
    """What a limit says, in one line."""
    words = []
    if limit.per_order is not None:
        words.append(texts.plain("limit-order", number=limit.per_order))
    if limit.per_day is not None:
        words.append(texts.plain("limit-day", number=limit.per_day))
    return Phrase(" · ".join(words) or texts.plain("limit-none"))


def source_words(texts: Texts, rule: AnyKept | Kept[PriceRule]) -> str:
    """Who set a rule and when."""
    if rule.staff_id is None or rule.at is None:
        return texts.plain("rule-by-settings")
    return texts.plain("rule-by", staff=str(rule.staff_id), at=rule.at)


def place_words(texts: Texts, title: str, scope: Scope | None = None) -> str:
    """A place's title; everything has none of its own."""
    return texts.plain("place-all") if scope is Scope.ALL or not title else title


def percent_words(percent: Decimal) -> str:
    """5 rather than 5.00, with the comma that people write here."""
    return f"{percent.normalize():f}".replace(".", ",")


def margin_percent(margin: Money, cost: Money) -> str:
    """A margin as a share of the cost, one decimal."""
    return percent_words((Decimal(margin.centimes) * 100 / cost.centimes).quantize(Decimal("0.1")))


def refusal(texts: Texts, reason: str, least: Money | None) -> str:
    """Why a code cannot be used."""
    if reason == "minimum":
        return texts.plain("promono-minimum", amount=least or Money.ZERO)
    return texts.word("promono", reason)


def takes_words(texts: Texts, promo: Promo) -> Phrase:
    """How much a code takes off."""
    if promo.percent is not None:
        return Phrase(texts.plain("promo-percent", percent=percent_words(promo.percent)))
    return Phrase(texts.plain("promo-amount", amount=Change(-(promo.amount or Money.ZERO))))


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
        words.append(texts.plain("promo-from", at=promo.starts_at))
    if promo.ends_at is not None:
        # It ends at midnight; people call that the evening before.
        words.append(texts.plain("promo-until", at=promo.ends_at - timedelta(minutes=1)))
    if promo.below_cost:
        words.append(texts.plain("promo-below"))
    return Phrase(" · ".join(words))
