"""The merchant's view of prices: what each type costs, what it is sold for and why, and what a new rule would
do.

A price rule takes two acts: `propose` shows its effect on all that is known, `save` puts it in force. A set
price below the cost is refused until it is confirmed for that type, at the cost that was shown.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.shop.catalogue.catalogue import Catalogue, Product, goods_of
from bot.shop.catalogue.price_sheets import Line, Preview, PromoEffect, Sheet, Worst
from bot.shop.catalogue.rule_targets import Places, RuleTarget, each, kept_place, type_place
from bot.shop.catalogue.stock import TypeNow
from bot.shop.errors import BadAmountError, BelowCostError, NotForSaleError, NotFoundError
from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import (
    AnyStoredRule,
    Hidden,
    Limit,
    Priced,
    PriceRule,
    RuleScopeKey,
    RuleSet,
    Scope,
    StoredRule,
)
from bot.shop.prices.safety import Safety, safety
from bot.shop.refs import short_key

_STEEP = 2
"""How many times its cost a price may be before the merchant is asked whether that is meant."""
_STEEP_PERCENT = Decimal(100)


class Pricelist:
    """Staff's view; the acts are in the audit log (see `RuleStore`)."""

    def __init__(self, catalogue: Catalogue, rule_store: RuleStore) -> None:
        self._catalogue = catalogue
        self._rule_store = rule_store
        self._places = Places(catalogue)

    async def rules(self) -> tuple[AnyStoredRule, ...]:
        """All rules in force but the settings', prices first, the widest first."""
        kinds, scopes = [PriceRule, Limit, Hidden], list(Scope)
        rule_set = await self._rule_store.rule_set()
        return tuple(
            sorted(rule_set.rules, key=lambda rule: (kinds.index(type(rule.rule)), scopes.index(rule.scope)))
        )

    async def place(self, key: str) -> RuleTarget:
        """The place behind a key. Raises `NotFoundError`."""
        return await self._places.at(key)

    async def find(self, words: str) -> tuple[RuleTarget, ...]:
        """All places that the words can mean."""
        return await self._places.find(words)

    async def inside(self, place: RuleTarget) -> tuple[RuleTarget, ...]:
        """What a place consists of. Raises `SupplierAwayError` for types that were never read."""
        return await self._places.inside(place)

    async def above(self, place: RuleTarget) -> RuleTarget | None:
        """The next wider place; None for everything."""
        return await self._places.above(place)

    async def sheet(self, key: str) -> Sheet:
        """All about one place. Raises `NotFoundError`, and `SupplierAwayError` for a product that was never
        read.
        """
        place = await self.place(key)
        rule_set = await self._rule_store.rule_set()
        goods = place.goods
        inside = await self._places.inside(place)
        own, limit, here = (
            rule_set.of(PriceRule, goods),
            rule_set.of(Limit, goods),
            rule_set.of(Hidden, goods),
        )
        return Sheet(
            place,
            await self._places.above(place),
            rule_set.price_rule(goods),
            own is not None,
            rule_set.margin_rule(goods),
            limit.rule if limit is not None and isinstance(limit.rule, Limit) else Limit(),
            rule_set.order_limit(goods),
            rule_set.hidden_by(goods),
            here is not None,
            sum(rule_set.of(Hidden, child.goods) is not None for child in inside),
            () if goods.product_id is not None else inside,
            *await self._lines(rule_set, place),
        )

    async def propose(self, staff_id: int, key: str, price_rule: PriceRule | None) -> Preview:
        """A new price rule for a place, not in force yet; None: none of its own. Raises `BadAmountError`,
        `NotFoundError`.
        """
        place = await self.place(key)
        if (
            price_rule is not None
            and price_rule.set_price is not None
            and place.goods.scope is not Scope.TYPE
        ):
            raise BadAmountError
        return await self._propose(staff_id, place, price_rule)

    async def propose_end(self, staff_id: int, rule_id: int) -> Preview:
        """As `propose` with None, for a rule in force whose goods may be gone. Raises `NotFoundError`."""
        for rule in (await self._rule_store.rule_set()).rules:
            if rule.id == rule_id and isinstance(rule.rule, PriceRule):
                return await self._propose(staff_id, kept_place(rule.scope, rule.target, rule.title), None)
        raise NotFoundError

    async def propose_undo(self, staff_id: int, rule_id: int) -> Preview:
        """What held before a rule was saved, proposed again. Raises `NotFoundError`."""
        before = await self._rule_store.replaced(rule_id)
        return await self._propose(
            staff_id, kept_place(before.scope, before.target, before.title), before.rule
        )

    async def undo(self, staff_id: int, rule_id: int) -> tuple[Preview, bool]:
        """Puts what held before a rule back in force at once where that makes nothing cheaper, while the rule
        still holds.

        Else nothing changes yet: the proposal, and False. Raises `NotFoundError`.
        """
        preview = await self.propose_undo(staff_id, rule_id)
        done = preview.may_act_at_once and await self._rule_store.put_in_force(
            staff_id, preview.id, preview.rule.rule, instead_of=rule_id
        )
        price_rule = preview.rule.rule
        if not done and price_rule is not None and price_rule.confirmed_cost is not None:
            # A loss that was confirmed once is asked about again.
            preview = await self._propose(staff_id, preview.place, replace(price_rule, confirmed_cost=None))
        return preview, done

    async def end_price(self, staff_id: int, rule_id: int) -> tuple[Preview, bool]:
        """Ends a price rule at once where that stops a sale below cost; else the proposal, and False.

        Raises `NotFoundError`.
        """
        preview = await self.propose_end(staff_id, rule_id)
        done = (
            preview.may_act_at_once
            and preview.safety is Safety.STOPS_LOSS
            and await self._rule_store.put_in_force(staff_id, preview.id, None, instead_of=rule_id)
        )
        return preview, done

    async def proposed(self, rule_id: int) -> StoredRule[PriceRule | None]:
        """A proposal as it was made. Raises `NotFoundError` when it is none any more."""
        return (await self._rule_store.proposal(rule_id))[0]

    async def renewed(self, staff_id: int, rule_id: int) -> Preview:
        """A proposal anew, with the cost as it is now. Raises `NotFoundError`."""
        rule, _ = await self._rule_store.proposal(rule_id)
        return await self._propose(staff_id, kept_place(rule.scope, rule.target, rule.title), rule.rule)

    async def preview(self, rule_id: int) -> Preview:
        """What a proposal would do now; asks for a few of the types that nobody knows yet. Raises
        `NotFoundError`.
        """
        rule, _ = await self._rule_store.proposal(rule_id)
        before = await self._rule_store.rule_set()
        stored = StoredRule(
            rule.rule or PriceRule(), rule.scope, rule.target, rule.title, rule.id, rule.staff_id
        )
        after = before.without(stored) if rule.rule is None else before.with_rule(stored)
        known = await self._known(rule.scope, rule.target)
        both = [
            (
                f"{product.title} {type_.name}",
                before.priced(goods, type_.cost),
                after.priced(goods, type_.cost),
            )
            for product, type_ in each(known)
            if (goods := goods_of(product, type_)).targets().get(rule.scope) == rule.target
        ]
        effects = [(Worst(name, then), now.price) for name, now, then in both]
        by_it = [worst for worst, _ in effects if worst.priced.rule.id == rule.id]
        dearest = max(by_it, key=lambda worst: _times(worst.priced), default=None)
        place = kept_place(rule.scope, rule.target, rule.title)
        goods = _known_goods(place, known)
        unseen = sum(types is None for types in known.values())
        return Preview(
            rule_id,
            place,
            rule,
            before.price_rule(goods),
            after.price_rule(goods),
            len(effects),
            sum(worst.priced.price != price for worst, price in effects),
            len(known),
            unseen,
            lowest=min((worst for worst, _ in effects), key=lambda worst: worst.priced.margin, default=None),
            below_cost=next((w for w in by_it if not w.priced.rule.rule.may_sell(w.priced.cost)), None),
            steep=dearest if dearest is not None and _times(dearest.priced) > _STEEP else None,
            steep_percent=rule.rule is not None and rule.rule.percent > _STEEP_PERCENT,
            safety=safety(
                [(now, then) for _, now, then in both],
                before.price_rule(goods).rule,
                after.price_rule(goods).rule,
                unseen=unseen > 0,
            ),
        )

    async def weigh_promo(self, promo: Promo) -> PromoEffect:
        """What a code would do if nothing held it back. `lowest` is the type that would earn least."""
        rule_set = await self._rule_store.rule_set()
        free = replace(promo, below_cost=True)
        types = capped = 0
        lowest: Worst | None = None
        known = await self._known(promo.scope, promo.target)
        for product, type_ in each(known):
            goods = goods_of(product, type_)
            if goods.targets().get(promo.scope) != promo.target:
                continue
            priced = rule_set.priced(goods, type_.cost)
            cards = max(1, -(-promo.least.centimes // max(1, priced.price.centimes)))
            if cards > rule_set.order_limit(goods):
                continue  # no order of these comes to the least total
            whole = replace(priced, price=priced.price * cards, cost=priced.cost * cards)
            left = replace(whole, price=whole.price - free.discount(whole.price, whole.cost))
            types += 1
            capped += left.margin < Money.ZERO
            if lowest is None or left.margin < lowest.priced.margin:
                lowest = Worst(f"{product.title} {type_.name}", left)
        return PromoEffect(types, capped, len(known), sum(t is None for t in known.values()), lowest)

    async def save(self, staff_id: int, rule_id: int, *, loss_confirmed: bool = False) -> bool:
        """Puts a proposal in force; False when somebody was first.

        Raises `BelowCostError` for a set price below the cost, unless `loss_confirmed` at a cost no lower
        than now's, and `RuleChangedError` when another rule was saved for these goods since.
        """
        try:
            rule, body = await self._rule_store.proposal(rule_id)
        except NotFoundError:
            return False
        price_rule = rule.rule
        if price_rule is not None and price_rule.set_price is not None:
            cost = await self._cost(kept_place(rule.scope, rule.target, rule.title).goods)
            if loss_confirmed and body.get("seen_cost") is not None:
                price_rule = replace(price_rule, confirmed_cost=Money(body["seen_cost"]))
            if cost is not None and not price_rule.may_sell(cost):
                raise BelowCostError(cost)
        return await self._rule_store.put_in_force(staff_id, rule_id, price_rule)

    async def limit(self, staff_id: int, key: str, limit: Limit) -> None:
        """Sets a place's limits. Raises `BadAmountError`, `NotFoundError`."""
        place = await self.place(key)
        await self._rule_store.limit(staff_id, place.goods, place.title, limit)

    async def hide(self, staff_id: int, key: str, *, hidden: bool) -> None:
        """Takes a place off the shelves or puts it back. Everything is not hidden: /maintenance closes the
        shop.
        """
        place = await self.place(key)
        if place.goods.scope is Scope.ALL:
            raise NotFoundError
        await self._rule_store.hide(staff_id, place.goods, place.title, hidden=hidden)

    async def end(self, staff_id: int, rule_id: int) -> AnyStoredRule:
        """Ends a limit or a hiding, though its goods may be gone; what ended. Raises `NotFoundError`."""
        return await self._rule_store.end(staff_id, rule_id)

    async def _propose(self, staff_id: int, place: RuleTarget, price_rule: PriceRule | None) -> Preview:
        cost = await self._cost(place.goods)
        seen: dict[str, Any] = {} if cost is None else {"seen_cost": cost.centimes}
        return await self.preview(
            await self._rule_store.propose(staff_id, place.goods, place.title, price_rule, **seen)
        )

    async def _known(self, scope: Scope, target: str) -> dict[Product, tuple[TypeNow, ...] | None]:
        """The products that a rule concerns with their types, after a look at some of those that nobody
        knows.
        """
        known = await self._catalogue.known_types()
        wanted = target.partition("/")[0]
        concerned = [
            product
            for product in known
            if goods_of(product).targets().get(min(scope, Scope.PRODUCT, key=list(Scope).index)) == wanted
        ]
        await self._catalogue.read_some(concerned)
        known = await self._catalogue.known_types()
        return {product: known[product] for product in concerned if product in known}

    async def _lines(self, rule_set: RuleSet, place: RuleTarget) -> tuple[tuple[Line, ...], datetime | None]:
        """The types of a place, and since when their costs are old."""
        if place.goods.product_id is None:
            return (), None
        _, product = await self._catalogue.place(place.key.split(".")[1])
        types = await self._catalogue.all_types(product)
        lines = (
            _line(rule_set, product, type_) for type_ in types if place.goods.type_id in {None, type_.id}
        )
        return tuple(lines), self._catalogue.costs_since(product)

    async def _cost(self, goods: RuleScopeKey) -> Money | None:
        """What one type costs now; None for anything wider, or a type that is gone."""
        if goods.product_id is None or goods.type_id is None:
            return None
        try:
            _, product = await self._catalogue.place(short_key(goods.product_id))
            types = await self._catalogue.all_types(product)
        except NotForSaleError:
            return None
        return next((type_.cost for type_ in types if type_.id == goods.type_id), None)


def _line(rule_set: RuleSet, product: Product, type_: TypeNow) -> Line:
    place = type_place(product, type_)
    priced = rule_set.priced(place.goods, type_.cost)
    return Line(place, type_.name, priced, rule_set.sells(place.goods, type_.cost))


def _times(priced: Priced) -> Decimal:
    """How many times its cost a price is."""
    return Decimal(priced.price.centimes) / priced.cost.centimes


def _known_goods(place: RuleTarget, known: Mapping[Product, object]) -> RuleScopeKey:
    """The place's goods with their category, which a rule's target does not hold; needed to see which rule is
    above.
    """
    category = next((product.category for product in known), None)
    return replace(place.goods, category=category) if place.goods.product_id is not None else place.goods
