"""What a rule or a promo code can be for, and how the merchant names it: by a key, by its name, by some of
its words.

Nothing is guessed: words that fit several places give all of them, and a person chooses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.shop.catalogue.catalogue import Catalogue, Category, Product, category_key, category_title, goods_of
from bot.shop.catalogue.stock import TypeNow
from bot.shop.errors import NotForSaleError, NotFoundError
from bot.shop.prices.rules import RuleScopeKey, Scope
from bot.shop.refs import short_key


@dataclass(frozen=True, slots=True)
class RuleTarget:
    """Something a rule can be for. `key` stands for it in buttons and commands: all, c.K, p.K, t.K.K."""

    key: str
    title: str
    goods: RuleScopeKey


EVERYTHING = RuleTarget("all", "", RuleScopeKey())


class Places:
    """Finds places; what is hidden is there too."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def at(self, key: str) -> RuleTarget:
        """The place behind a key. Raises `NotFoundError`."""
        try:
            return await self._at(key)
        except NotForSaleError as error:
            raise NotFoundError from error

    async def find(self, words: str) -> tuple[RuleTarget, ...]:
        """Places that are meant by a key or by words of their title: exactly so called, else all that hold
        the words.
        """
        try:
            return (await self.at(words.lower()),)
        except NotFoundError:
            pass
        wanted = words.casefold().split()
        everything = await self._wide()
        exact = [place for place in everything if place.title.casefold().split() == wanted]
        if exact:
            # A category and a product may share a name; the narrower one is reached through the wider.
            # Several of one kind are all offered, but for categories that one rule is for.
            wanted_scope = exact[0].goods.scope
            alike = {
                place.goods.target: place for place in reversed(exact) if place.goods.scope is wanted_scope
            }
            return tuple(reversed(alike.values()))
        return _with_words(wanted, everything) or _with_words(wanted, await self._types(wanted))

    async def inside(self, place: RuleTarget) -> tuple[RuleTarget, ...]:
        """What a place consists of: categories, products, types. Raises `SupplierAwayError` for types never
        read.
        """
        match place.goods.scope:
            case Scope.ALL:
                return tuple(category_place(c) for c in await self._catalogue.all_categories())
            case Scope.CATEGORY:
                return tuple([p for p in await self._wide() if p.goods.category == place.goods.category][1:])
            case Scope.PRODUCT:
                _, product = await self._catalogue.place(place.key.split(".")[1])
                return tuple(type_place(product, type_) for type_ in await self._catalogue.all_types(product))
            case Scope.TYPE:
                return ()

    async def above(self, place: RuleTarget) -> RuleTarget | None:
        """The next wider place; None for everything."""
        match place.goods.scope:
            case Scope.ALL:
                return None
            case Scope.CATEGORY:
                return EVERYTHING
            case scope:
                category, product = await self._catalogue.place(place.key.split(".")[1])
                return product_place(product) if scope is Scope.TYPE else category_place(category)

    async def _at(self, key: str) -> RuleTarget:
        kind, *keys = key.split(".")
        match kind, keys:
            case "all", []:
                return EVERYTHING
            case "c", [key_]:
                for category in await self._catalogue.all_categories():
                    if key_ in {category.key, category_key(category.target)}:
                        return category_place(category)
            case "p", [product_key]:
                return product_place((await self._catalogue.place(product_key))[1])
            case "t", [product_key, type_key]:
                _, product = await self._catalogue.place(product_key)
                for type_ in await self._catalogue.all_types(product):
                    if short_key(type_.id) == type_key:
                        return type_place(product, type_)
            case _:
                pass
        raise NotFoundError

    async def _wide(self) -> list[RuleTarget]:
        """Each category, followed by its products."""
        places: list[RuleTarget] = []
        for category in await self._catalogue.all_categories():
            places.append(category_place(category))
            places += [product_place(product) for product in category.products]
        return places

    async def _types(self, words: Sequence[str]) -> list[RuleTarget]:
        """All types that are known. Those of products with one of the words in their title are asked for, if
        they are not.
        """
        known = await self._catalogue.known_types()
        named = [product for product in known if set(words) & set(product.title.casefold().split())]
        if any(known[product] is None for product in named):
            await self._catalogue.read_some(named)
            known = await self._catalogue.known_types()
        return [type_place(product, type_) for product, type_ in each(known)]


def category_place(category: Category) -> RuleTarget:
    """A category as a place."""
    return RuleTarget(f"c.{category.key}", category.title, RuleScopeKey(category.target))


def product_place(product: Product) -> RuleTarget:
    """A product as a place."""
    return RuleTarget(f"p.{product.key}", product.title, goods_of(product))


def type_place(product: Product, type_: TypeNow) -> RuleTarget:
    """A type as a place."""
    title = f"{product.title} {type_.name}"
    return RuleTarget(f"t.{product.key}.{short_key(type_.id)}", title, goods_of(product, type_))


def kept_place(scope: Scope, target: str, title: str) -> RuleTarget:
    """The place that a rule is kept for, as far as its target says; its goods may be gone."""
    match scope:
        case Scope.ALL:
            return EVERYTHING
        case Scope.CATEGORY:
            return RuleTarget(f"c.{category_key(target)}", category_title(target), RuleScopeKey(target))
        case Scope.PRODUCT:
            return RuleTarget(f"p.{short_key(target)}", title, RuleScopeKey(product_id=target))
        case Scope.TYPE:
            product_id, _, type_id = target.partition("/")
            key = f"t.{short_key(product_id)}.{short_key(type_id)}"
            return RuleTarget(key, title, RuleScopeKey(product_id=product_id, type_id=type_id))


def each(known: Mapping[Product, tuple[TypeNow, ...] | None]) -> Iterator[tuple[Product, TypeNow]]:
    """Each type that is known, with its product."""
    for product, types in known.items():
        for type_ in types or ():
            yield product, type_


def _with_words(words: Sequence[str], places: Sequence[RuleTarget]) -> tuple[RuleTarget, ...]:
    """Those so called; else those with all the words; else those that hold them somewhere: 10 is in 100."""
    titles = [(place, place.title.casefold()) for place in places if words]
    exact = tuple(place for place, title in titles if title.split() == words)
    whole = tuple(place for place, title in titles if set(words) <= set(title.split()))
    return exact or whole or tuple(place for place, title in titles if all(word in title for word in words))
