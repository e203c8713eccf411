"""Finds what is for sale by what somebody typed: the one door to this room.

The catalogue's names are put together once and again when they change; a search then asks nobody, but for the
types of a product that was named with an amount and that nobody has looked at yet.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.shop.catalogue.catalogue import Catalogue, KnownTypes, Offer, Product, goods_of, offers_of
from bot.shop.catalogue.known_brands import Brand, brand_of
from bot.shop.catalogue.stock import TypeNow
from bot.shop.errors import SupplierAwayError
from bot.shop.guides.guides import ProductGuides
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import RuleSet
from bot.shop.search.keyboards import typed_on_other_keyboards
from bot.shop.search.matcher import Entry, Match, Matcher
from bot.shop.search.query import Query, read_query
from bot.shop.search.type_names import asks_for_a_type, fit
from bot.shop.territories import territory

SURE: Final = 0.5
"""The share of what was typed that has to be explained for an answer to be more than a guess."""
MOST_FOUND: Final = 80
_WORTH_SHOWING: Final = 0.2
_GUESSES: Final = 3  # results where most of the words mean nothing here
_NEAR: Final = 0.25
"""How much worse than the best a result may be."""
_WRONG_KEYBOARD: Final = 0.8  # only a very good reading of other keys is believed
_MOST_LOOKED_AT: Final = 3  # products whose types are asked for while somebody waits
_AT_ONCE: Final = 50  # products whose names are read before others have their turn
_RENEWED_AFTER: Final = timedelta(minutes=1)
"""New names of types wait so long; new products and aliases do not."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A product, or one type of it where the words say which."""

    product: Product
    offer: Offer | None = None
    is_sold_out: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first. `is_sure` is False for a guess: most of the words mean nothing here."""

    hits: tuple[Hit, ...]
    is_sure: bool = False

    @property
    def only_product(self) -> Product | None:
        """The product, where there is one and no type of it was named."""
        return self.hits[0].product if len(self.hits) == 1 and self.hits[0].offer is None else None


@dataclass(frozen=True, slots=True)
class _Readings:
    """What the names were put together from."""

    products_read_at: datetime | None
    guides: int
    types_renamed: int


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    hit: Hit


class Search:
    """Searches the catalogue as customers see it."""

    def __init__(
        self, catalogue: Catalogue, guides: ProductGuides, rule_store: RuleStore, clock: Clock
    ) -> None:
        self._catalogue = catalogue
        self._guides = guides
        self._rule_store = rule_store
        self._clock = clock
        self._matcher: Matcher[Product] = Matcher(())
        self._made_of: _Readings | None = None
        self._made_at = clock.now()
        self._lock = asyncio.Lock()

    async def find(self, words: str, *, may_ask: bool = True) -> Found:
        """What the words can mean. Raises `SupplierAwayError` when the catalogue was never read.

        With an amount, and if it `may_ask`, the supplier is asked for types that nobody has looked at.
        """
        await self._keep_up()
        query = read_query(words)
        matches = await self._shown(query)
        if _best(matches) < SURE:
            for other in map(read_query, typed_on_other_keyboards(words)):
                meant = await self._shown(other)
                if meant and _best(meant) * other.weight >= _WRONG_KEYBOARD * other.weight_of_names:
                    query, matches = other, meant
                    break
        scored = await self._with_types(query, matches, may_ask=may_ask)
        best = max((one.score for one in scored), default=0.0)
        if best < _WORTH_SHOWING:
            return Found(())
        # As good as each other: what can be bought comes first, else the supplier's order stays.
        scored.sort(key=lambda one: (-round(one.score, 3), one.hit.is_sold_out))
        hits = tuple(one.hit for one in scored if one.score >= best - _NEAR)
        return Found(hits[:MOST_FOUND], True) if best >= SURE else Found(hits[:_GUESSES])

    async def _shown(self, query: Query) -> list[Match[Product]]:
        rule_set = await self._rule_store.rule_set()
        return [
            match
            for match in self._matcher.find(query, MOST_FOUND)
            if not rule_set.is_hidden(goods_of(match.item))
        ]

    async def _with_types(
        self, query: Query, matches: Sequence[Match[Product]], *, may_ask: bool
    ) -> list[_Scored]:
        asking = [match for match in matches if asks_for_a_type(query, match)]
        known = await self._types([match.item for match in asking], may_ask=may_ask)
        rule_set = await self._rule_store.rule_set()
        scored: list[_Scored] = []
        for match in matches:
            types = known.get(match.item) or ()
            fitting = _fitting(query, match, types, rule_set) or _affordable(query, match, types, rule_set)
            if not fitting:
                sold_out = self._catalogue.is_sold_out(match.item, rule_set)
                fitting = [_Scored(match.score, Hit(match.item, is_sold_out=sold_out))]
            scored += fitting
        return scored

    async def _types(self, products: Sequence[Product], *, may_ask: bool) -> KnownTypes:
        known = await self._catalogue.known_types(products)
        unread = [product for product in products[:_MOST_LOOKED_AT] if known[product] is None]
        if unread and may_ask:
            with suppress(SupplierAwayError):  # the product is found all the same
                await self._catalogue.read_some(unread)
                known = await self._catalogue.known_types(products)
        return known

    async def _keep_up(self) -> None:
        """Puts the names together anew when they have changed."""
        await self._catalogue.all_categories()  # reads what another process has read anew
        if self._is_old():
            async with self._lock:
                if self._is_old():  # nobody did it meanwhile
                    await self._put_together()

    def _readings(self) -> _Readings:
        products_read_at, types_renamed = self._catalogue.readings
        return _Readings(products_read_at, self._guides.edition, types_renamed)

    def _is_old(self) -> bool:
        now, before = self._readings(), self._made_of
        if before is None or replace(now, types_renamed=before.types_renamed) != before:
            return True
        return now != before and self._clock.passed(self._made_at) >= _RENEWED_AFTER

    async def _put_together(self) -> None:
        made_of, made_at = self._readings(), self._clock.now()
        known = await self._catalogue.known_types()
        aliases = await self._guides.aliases()
        entries = []
        for product, types in known.items():
            own = aliases.get(product.id, ())
            entries.append(_entry(product, own, [type_.name for type_ in types or ()]))
            if len(entries) % _AT_ONCE == 0:
                # Thousands take some tenths of a second: others are answered meanwhile.
                await asyncio.sleep(0)
        self._matcher = Matcher(entries)
        self._made_of, self._made_at = made_of, made_at


def _fitting(
    query: Query, match: Match[Product], types: Sequence[TypeNow], rule_set: RuleSet
) -> list[_Scored]:
    """The types of a product that are named best, and sold."""
    fits = [(more, type_) for type_ in types if (more := fit(query, match, type_.name)) is not None]
    for best in sorted({more for more, _ in fits}, reverse=True):
        if offers := offers_of(rule_set, match.item, [type_ for more, type_ in fits if more == best]):
            return [_Scored(match.score + best, Hit(match.item, offer, not offer.stock)) for offer in offers]
    return []


def _affordable(
    query: Query, match: Match[Product], types: Sequence[TypeNow], rule_set: RuleSet
) -> list[_Scored]:
    """The dearest type that a number of dinars pays for, where somebody named that instead of a type."""
    if query.budget is None:
        return []
    at, most = query.budget
    within = [
        offer for offer in offers_of(rule_set, match.item, types) if offer.stock and offer.price <= most
    ]
    if not within:
        return []
    explained = (query.weights[at] + query.weights[at + 1]) / query.weight
    dearest = max(within, key=lambda offer: offer.price)
    return [_Scored(match.score + explained, Hit(match.item, dearest))]


def _entry(product: Product, own: Sequence[str], type_names: Sequence[str]) -> Entry[Product]:
    """`own` is what the merchant calls the product besides: as good as its title."""
    brand: Brand | None = brand_of(product.title, product.category)
    return Entry(
        product,
        product.title,
        territory(product.region) if product.region else None,
        names=(*own, brand.latin, brand.arabic) if brand else tuple(own),
        aliases=(*brand.titles, *brand.aliases) if brand else (),
        type_names=tuple(type_names),
    )


def _best(matches: Sequence[Match[Product]]) -> float:
    return matches[0].score if matches else 0.0
