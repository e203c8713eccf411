"""Finds what is for sale by what somebody typed: the one door to this room.

The catalogue's names are put together once and again when they change; a search then asks nobody, but for the
types of a product that was named with an amount and that nobody has looked at yet.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.shop.catalogue.catalogue import Catalogue, Offer, Product, goods_of, offers_of
from bot.shop.catalogue.known_brands import Brand, brand_of
from bot.shop.errors import SupplierAwayError
from bot.shop.guides.guides import ProductGuides
from bot.shop.prices.rule_store import RuleStore
from bot.shop.search.keyboards import typed_on_other_keyboards
from bot.shop.search.matcher import Entry, Match, Matcher
from bot.shop.search.query import Query, read_query
from bot.shop.search.type_names import asks_for_a_type, fit
from bot.shop.territories import territory

SURE: Final = 0.5
"""The share of what was typed that has to be explained for an answer to be more than a guess."""
MOST_FOUND: Final = 80
_WORTH_SHOWING: Final = 0.2
_NEAR: Final = 0.25
"""How much worse than the best a result may be."""
_WRONG_KEYBOARD: Final = 0.8  # only a very good reading of other keys is believed
_MOST_LOOKED_AT: Final = 3  # products whose types are asked for while somebody waits
_AT_ONCE: Final = 50  # products whose names are read before others have their turn
_RENEWED_AFTER: Final = timedelta(minutes=1)
"""New names of types wait so long; new products do not."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A product, or one type of it where the words say which."""

    product: Product
    offer: Offer | None = None


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
        self._made_of: tuple[datetime | None, int] | None = None
        self._made_at = clock.now()
        self._made_with: int | None = None
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
                if _best(meant) >= _WRONG_KEYBOARD:
                    query, matches = other, meant
                    break
        scored = await self._with_types(query, matches, may_ask=may_ask)
        best = max((one.score for one in scored), default=0.0)
        if best < _WORTH_SHOWING:
            return Found(())
        # As good as each other: what can be bought comes first, else the supplier's order stays.
        scored.sort(
            key=lambda one: (-round(one.score, 3), one.hit.offer is not None and not one.hit.offer.stock)
        )
        hits = tuple(one.hit for one in scored if one.score >= best - _NEAR)
        return Found(hits[:MOST_FOUND], best >= SURE)

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
        offers = await self._offers([match.item for match in asking], may_ask=may_ask)
        scored: list[_Scored] = []
        for match in matches:
            fits = [
                _Scored(match.score + more, Hit(match.item, offer))
                for offer in offers.get(match.item, ())
                if (more := fit(query, match, offer.name)) is not None
            ]
            best = max((one.score for one in fits), default=0.0)
            scored += [one for one in fits if one.score == best] or [_Scored(match.score, Hit(match.item))]
        return scored

    async def _offers(
        self, products: Sequence[Product], *, may_ask: bool
    ) -> dict[Product, tuple[Offer, ...]]:
        known = await self._catalogue.known_types(products)
        unread = [product for product in products[:_MOST_LOOKED_AT] if known[product] is None]
        if unread and may_ask:
            with suppress(SupplierAwayError):  # the product is found all the same
                await self._catalogue.read_some(unread)
                known = await self._catalogue.known_types(products)
        rule_set = await self._rule_store.rule_set()
        return {product: offers_of(rule_set, product, types) for product, types in known.items() if types}

    async def _keep_up(self) -> None:
        """Puts the names together anew when they have changed."""
        await self._catalogue.all_categories()  # reads what another process has read anew
        if self._is_old():
            async with self._lock:
                if self._is_old():  # nobody did it meanwhile
                    await self._put_together()

    def _is_old(self) -> bool:
        if self._made_with != self._guides.edition:
            return True
        now, before = self._catalogue.readings, self._made_of
        if before is None or now[0] != before[0]:
            return True
        return now != before and self._clock.passed(self._made_at) >= _RENEWED_AFTER

    async def _put_together(self) -> None:
        made_of, made_at = self._catalogue.readings, self._clock.now()
        edition, own = self._guides.edition, await self._guides.aliases()
        known = await self._catalogue.known_types()
        entries = []
        for product, types in known.items():
            names = [type_.name for type_ in types or ()]
            entries.append(_entry(product, names, own.get(product.id, ())))
            if len(entries) % _AT_ONCE == 0:
                await asyncio.sleep(
                    0
                )  # thousands take some tenths of a second: others are answered meanwhile
        self._matcher = Matcher(entries)
        self._made_of, self._made_at, self._made_with = made_of, made_at, edition


def _entry(product: Product, type_names: Sequence[str], own: Sequence[str]) -> Entry[Product]:
    """`own`: what the merchant calls it besides."""
    brand: Brand | None = brand_of(product.title, product.category)
    return Entry(
        product,
        product.title,
        territory(product.region) if product.region else None,
        names=(brand.latin, brand.arabic) if brand else (),
        aliases=(*((*brand.titles, *brand.aliases) if brand else ()), *own),
        type_names=tuple(type_names),
    )


def _best(matches: Sequence[Match[Product]]) -> float:
    return matches[0].score if matches else 0.0
