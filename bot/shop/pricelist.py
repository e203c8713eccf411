"""The merchant's view of prices: what each type costs, what it is sold for and why, and what a new rule would do.

A price rule takes two acts: `propose` shows its effect on all that is known, `save` puts it in force. A set price below
the cost is refused until it is confirmed for that type, at the cost that was shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.shop.catalogue import Catalogue, Product, goods_of
from bot.shop.errors import BadAmountError, BelowCostError, NotForSaleError, NotFoundError
from bot.shop.money import Money
from bot.shop.pricing import AnyKept, Book, Goods, Hidden, Kept, Limit, Priced, PriceRule, Scope
from bot.shop.promos import Promo
from bot.shop.refs import short_key
from bot.shop.rulebook import Rulebook
from bot.shop.stock import TypeNow


@dataclass(frozen=True, slots=True)
class Place:
    """Something a rule can be for. `key` stands for it in buttons and commands: all, c.K, p.K, t.K.K."""

    key: str
    title: str
    goods: Goods


@dataclass(frozen=True, slots=True)
class Line:
    """One type on a sheet, with its price as it is now; `sold` is False when customers cannot see or buy it."""

    place: Place
    name: str
    priced: Priced
    sold: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rules about one place: `rule` makes its prices, `own` says whether it is the place's own."""

    place: Place
    above: Place | None
    rule: Kept[PriceRule]
    own: bool
    limit: Limit
    order_limit: int
    hidden: bool
    hidden_here: bool
    children: tuple[Place, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Worst:
    """The type that earns least."""

    name: str
    priced: Priced


@dataclass(frozen=True, slots=True)
class Preview:
    """What a proposed rule would do to the types that are known. `unseen` products were never asked for their types."""

    id: int
    rule: Kept[PriceRule | None]
    types: int
    changed: int
    unseen: int
    lowest: Worst | None
    below_cost: Worst | None


@dataclass(frozen=True, slots=True)
class PromoEffect:
    """What a promo code would do to one card of each known type: for `capped` of them it reaches below the cost."""

    types: int
    capped: int
    lowest: Worst | None


class Pricelist:
    """Staff's view; the acts are in the audit log (see `Rulebook`)."""

    def __init__(self, catalogue: Catalogue, rulebook: Rulebook) -> None:
        self._catalogue = catalogue
        self._rulebook = rulebook

    async def rules(self) -> tuple[AnyKept, ...]:
        """All rules in force but the settings', prices first, the widest first."""
        kinds, scopes = [PriceRule, Limit, Hidden], list(Scope)
        book = await self._rulebook.book()
        return tuple(
            sorted(book.rules, key=lambda rule: (kinds.index(type(rule.says)), scopes.index(rule.scope)))
        )

    async def place(self, key: str) -> Place:
        """The place behind a key. Raises `NotFoundError`."""
        try:
            return await self._place(key)
        except NotForSaleError as error:
            raise NotFoundError from error

    async def find(self, words: str) -> tuple[Place, ...]:
        """Places that are meant by a key or by words of their title: exactly so called, else all that hold the words."""
        try:
            return (await self.place(words.lower()),)
        except NotFoundError:
            pass
        wanted = words.casefold().split()
        everything = await self._places()
        exact = [place for place in everything if place.title.casefold().split() == wanted]
        if exact:
            # A category and a product may share a name; the narrower one is reached through the wider.
            return (exact[0],)
        return _with_words(wanted, everything) or _with_words(wanted, await self._type_places())

    async def sheet(self, key: str) -> Sheet:
        """All about one place. Raises `NotFoundError`, and `SupplierAwayError` for a product that was never read."""
        place = await self.place(key)
        book = await self._rulebook.book()
        goods = place.goods
        children: tuple[Place, ...] = ()
        lines: tuple[Line, ...] = ()
        above = None
        if goods.scope is Scope.ALL:
            children = tuple(_category(c.key, c.title) for c in await self._catalogue.all_categories())
        elif goods.scope is Scope.CATEGORY:
            above = _ALL
            children = tuple([p for p in await self._places() if p.goods.category == goods.category][1:])
        else:
            category, product = await self._catalogue.place(key.split(".")[1])
            types = await self._catalogue.all_types(product)
            above = (
                _product(product) if goods.scope is Scope.TYPE else _category(category.key, category.title)
            )
            lines = tuple(_line(book, product, type_) for type_ in types if goods.type_id in {None, type_.id})
        own, limit = book.of(PriceRule, goods), book.of(Limit, goods)
        return Sheet(
            place,
            above,
            book.price_rule(goods),
            own is not None,
            limit.says if limit is not None and isinstance(limit.says, Limit) else Limit(),
            book.order_limit(goods),
            book.is_hidden(goods),
            book.of(Hidden, goods) is not None,
            children,
            lines,
        )

    async def propose(self, staff_id: int, key: str, says: PriceRule | None) -> Preview:
        """A new price rule for a place, not in force yet; None: none of its own. Raises `BadAmountError`, `NotFoundError`."""
        place = await self.place(key)
        if says is not None and says.set_price is not None and place.goods.scope is not Scope.TYPE:
            raise BadAmountError
        cost = await self._cost(place.goods)
        seen: dict[str, Any] = {} if cost is None else {"seen_cost": cost.centimes}
        rule_id = await self._rulebook.propose(staff_id, place.goods, place.title, says, **seen)
        return await self.preview(rule_id)

    async def propose_end(self, staff_id: int, rule_id: int) -> Preview:
        """As `propose` with None, for a rule in force whose goods may be gone. Raises `NotFoundError`."""
        for rule in (await self._rulebook.book()).rules:
            if rule.id == rule_id and isinstance(rule.says, PriceRule):
                made = await self._rulebook.propose(
                    staff_id, _goods(rule.scope, rule.target), rule.title, None
                )
                return await self.preview(made)
        raise NotFoundError

    async def renewed(self, staff_id: int, rule_id: int) -> Preview:
        """A proposal anew, with the cost as it is now. Raises `NotFoundError`."""
        rule, _ = await self._rulebook.proposal(rule_id)
        goods = _goods(rule.scope, rule.target)
        cost = await self._cost(goods)
        seen: dict[str, Any] = {} if cost is None else {"seen_cost": cost.centimes}
        return await self.preview(
            await self._rulebook.propose(staff_id, goods, rule.title, rule.says, **seen)
        )

    async def preview(self, rule_id: int) -> Preview:
        """What a proposal would do now. Raises `NotFoundError`."""
        rule, _ = await self._rulebook.proposal(rule_id)
        before = await self._rulebook.book()
        as_kept = Kept(rule.says or PriceRule(), rule.scope, rule.target, rule.title, rule.id, rule.staff_id)
        after = before.without(as_kept) if rule.says is None else before.with_rule(as_kept)
        known = await self._catalogue.known_types()
        changed = types = 0
        lowest: Worst | None = None
        below: Worst | None = None
        for product, type_ in _each(known):
            goods = goods_of(product, type_)
            if goods.targets().get(rule.scope) != rule.target:
                continue
            types += 1
            now = after.priced(goods, type_.cost)
            changed += now.price != before.priced(goods, type_.cost).price
            worst = Worst(f"{product.title} {type_.name}", now)
            if lowest is None or now.margin < lowest.priced.margin:
                lowest = worst
            if not now.rule.says.may_sell(type_.cost) and now.rule.id == rule.id:
                below = worst
        concerned = [p for p in known if goods_of(p).targets().get(rule.scope) == rule.target]
        unseen = sum(not known[product] for product in concerned)
        return Preview(rule_id, rule, types, changed, unseen, lowest, below)

    async def weigh_promo(self, promo: Promo) -> PromoEffect:
        """What a code would do if nothing held it back. `lowest` is the type that would earn least."""
        book = await self._rulebook.book()
        free = replace(promo, below_cost=True)
        types = capped = 0
        lowest: Worst | None = None
        for product, type_ in _each(await self._catalogue.known_types()):
            goods = goods_of(product, type_)
            if goods.targets().get(promo.scope) != promo.target:
                continue
            priced = book.priced(goods, type_.cost)
            left = replace(priced, price=priced.price - free.discount(priced.price, priced.cost))
            types += 1
            capped += left.margin < Money.ZERO
            if lowest is None or left.margin < lowest.priced.margin:
                lowest = Worst(f"{product.title} {type_.name}", left)
        return PromoEffect(types, capped, lowest)

    async def save(self, staff_id: int, rule_id: int, *, loss_confirmed: bool = False) -> bool:
        """Puts a proposal in force; False when somebody was first.

        Raises `BelowCostError` for a set price below the cost, unless `loss_confirmed` at a cost no lower than now's.
        """
        try:
            rule, body = await self._rulebook.proposal(rule_id)
        except NotFoundError:
            return False
        says = rule.says
        if says is not None and says.set_price is not None:
            cost = await self._cost(_goods(rule.scope, rule.target))
            if loss_confirmed and body.get("seen_cost") is not None:
                says = replace(says, confirmed_cost=Money(body["seen_cost"]))
            if cost is not None and not says.may_sell(cost):
                raise BelowCostError(cost)
        return await self._rulebook.put_in_force(staff_id, rule_id, says)

    async def limit(self, staff_id: int, key: str, limit: Limit) -> None:
        """Sets a place's limits. Raises `BadAmountError`, `NotFoundError`."""
        place = await self.place(key)
        await self._rulebook.limit(staff_id, place.goods, place.title, limit)

    async def hide(self, staff_id: int, key: str, *, hidden: bool) -> None:
        """Takes a place off the shelves or puts it back. Everything is not hidden: /maintenance closes the shop."""
        place = await self.place(key)
        if place.goods.scope is Scope.ALL:
            raise NotFoundError
        await self._rulebook.hide(staff_id, place.goods, place.title, hidden=hidden)

    async def _cost(self, goods: Goods) -> Money | None:
        """What one type costs now; None for anything wider, or a type that is gone."""
        if goods.product_id is None or goods.type_id is None:
            return None
        try:
            _, product = await self._catalogue.place(short_key(goods.product_id))
        except NotForSaleError:
            return None
        types = await self._catalogue.all_types(product)
        return next((type_.cost for type_ in types if type_.id == goods.type_id), None)

    async def _place(self, key: str) -> Place:
        kind, *keys = key.split(".")
        match kind, keys:
            case "all", []:
                return _ALL
            case "c", [category_key]:
                for category in await self._catalogue.all_categories():
                    if category.key == category_key:
                        return _category(category.key, category.title)
            case "p", [product_key]:
                return _product((await self._catalogue.place(product_key))[1])
            case "t", [product_key, type_key]:
                _, product = await self._catalogue.place(product_key)
                for type_ in await self._catalogue.all_types(product):
                    if short_key(type_.id) == type_key:
                        return _type(product, type_)
            case _:
                pass
        raise NotFoundError

    async def _places(self) -> list[Place]:
        """Each category, followed by its products."""
        places: list[Place] = []
        for category in await self._catalogue.all_categories():
            places.append(_category(category.key, category.title))
            places += [_product(product) for product in category.products]
        return places

    async def _type_places(self) -> list[Place]:
        return [_type(product, type_) for product, type_ in _each(await self._catalogue.known_types())]


def _with_words(words: list[str], places: list[Place]) -> tuple[Place, ...]:
    """Those so called; else those with all the words; else those that hold them somewhere: 10 is in 100."""
    titles = [(place, place.title.casefold()) for place in places if words]
    exact = tuple(place for place, title in titles if title.split() == words)
    whole = tuple(place for place, title in titles if set(words) <= set(title.split()))
    return exact or whole or tuple(place for place, title in titles if all(word in title for word in words))


_ALL = Place("all", "", Goods())


def _category(key: str, title: str) -> Place:
    return Place(f"c.{key}", title, Goods(title))


def _product(product: Product) -> Place:
    return Place(f"p.{product.key}", product.title, goods_of(product))


def _type(product: Product, type_: TypeNow) -> Place:
    title = f"{product.title} {type_.name}"
    return Place(f"t.{product.key}.{short_key(type_.id)}", title, goods_of(product, type_))


def _line(book: Book, product: Product, type_: TypeNow) -> Line:
    place = _type(product, type_)
    priced = book.priced(place.goods, type_.cost)
    return Line(place, type_.name, priced, book.sells(place.goods, type_.cost))


def _each(known: dict[Product, tuple[TypeNow, ...]]) -> Iterator[tuple[Product, TypeNow]]:
    for product, types in known.items():
        for type_ in types:
            yield product, type_


def _goods(scope: Scope, target: str) -> Goods:
    """The goods that a rule is kept for, as far as its target says."""
    match scope:
        case Scope.ALL:
            return Goods()
        case Scope.CATEGORY:
            return Goods(target)
        case Scope.PRODUCT:
            return Goods(product_id=target)
        case Scope.TYPE:
            product_id, _, type_id = target.partition("/")
            return Goods(product_id=product_id, type_id=type_id)
