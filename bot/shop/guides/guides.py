"""What the shop tells of a product beside its price: the merchant's own words over what is known of its
brand.

A merchant's words hold in their language; a reader of another one gets the brand's in theirs, and only where
there are none the merchant's in whichever language there is.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.clock import Clock
from bot.languages import LANGUAGES
from bot.shop.catalogue.catalogue import Catalogue, Product
from bot.shop.catalogue.known_brands import Brand, brand_of
from bot.shop.guides.wording import BY_LANGUAGE, as_kept, split_aliases
from bot.shop.refs import short_key
from storage.database import Database
from storage.goods import guides
from storage.goods.guides import GuideRow
from storage.house import staff
from storage.states import GuideField

_MOST_KEPT: Final = 2000  # products whose words are kept at hand
_SHOWN: Final = 80  # characters of a value in the audit log


@dataclass(frozen=True, slots=True)
class Guide:
    """What is told of one product in one language.

    `region` says what the product's region means for the reader's account; `region_is_own` that the merchant
    wrote it, so that it holds whatever the region is. `picture` is Telegram's id of a photo.
    """

    steps: tuple[str, ...] = ()
    link: str | None = None
    region: str | None = None
    region_is_own: bool = False
    note: str | None = None
    picture: str | None = None

    @property
    def says_how(self) -> bool:
        """Whether it says how or where a code is redeemed."""
        return bool(self.steps or self.link)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One thing that the merchant says; an empty `value`: nothing is shown, whatever the brand has."""

    value: str
    staff_id: int
    at: datetime


FieldKey = tuple[GuideField, str]
"""A field and its language, which is empty for what is the same in all of them."""
_Own = Mapping[FieldKey, OwnWords]


class ProductGuides:
    """Reads what is said of a product when it is first asked for, and keeps it until somebody says something
    else, here or in another process.
    """

    def __init__(self, db: Database, clock: Clock, catalogue: Catalogue) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue
        self._kept: OrderedDict[str, _Own] = OrderedDict()
        self._version = 0
        db.wake_ups.on_change(guides.CHANGED, lambda _: self.forget())

    @property
    def edition(self) -> int:
        """Another number after each change that this process has heard of."""
        return self._version

    async def guide(self, product_id: str, title: str, language: str) -> Guide:
        """What is told of the product to readers of that language. Asks no supplier."""
        own = await self.own(product_id)
        brand = await self.brand(product_id, title)
        steps = _said(
            own, GuideField.STEPS, language, None if brand is None else "\n".join(brand.steps[language])
        )
        region = _said(own, GuideField.REGION, language, None if brand is None else brand.region[language])
        link = own.get((GuideField.LINK, ""))
        picture = own.get((GuideField.PICTURE, ""))
        return Guide(
            steps=tuple(steps.splitlines()),
            link=(link.value or None) if link is not None else (None if brand is None else brand.link),
            region=region or None,
            region_is_own=brand is None or (GuideField.REGION, language) in own,
            note=_said(own, GuideField.NOTE, language, None) or None,
            picture=(picture.value or None) if picture is not None else None,
        )

    async def guide_behind(self, key: str, title: str, language: str) -> Guide:
        """The same for the product behind a key."""
        product = await self._catalogue.at_hand(key)
        return await self.guide("" if product is None else product.id, title, language)

    async def brand(self, product_id: str, title: str) -> Brand | None:
        """The brand of a product that is or was for sale."""
        known = await self._catalogue.at_hand(short_key(product_id))
        return brand_of(title, "" if known is None else known.category)

    async def own(self, product_id: str) -> _Own:
        """All that the merchant says of a product."""
        if (kept := self._kept.get(product_id)) is not None:
            self._kept.move_to_end(product_id)
            return kept
        version = self._version
        async with self._db.read() as conn:
            rows = await guides.of_product(conn, product_id)
        own = {(row.field, row.language): OwnWords(row.value, row.staff_id, row.set_at) for row in rows}
        if version == self._version:  # nobody said anything else since we read
            self._kept[product_id] = own
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return own

    async def told_of(self, products: Sequence[Product]) -> frozenset[str]:
        """The keys of those few products of which the merchant says something."""
        async with self._db.read() as conn:
            told = await guides.told_of(conn, [product.id for product in products])
        return frozenset(product.key for product in products if product.id in told)

    async def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """What else the merchant calls their products, by the supplier's ids."""
        async with self._db.read() as conn:
            kept = await guides.aliases(conn)
        return {product_id: split_aliases(value) for product_id, value in kept.items()}

    async def say(self, staff_id: int, product: Product, key: FieldKey, value: str | None) -> None:
        """Says it from now on, in all processes. An empty value: nothing is shown; None: what the shop knows
        of the brand holds again.

        Raises `BadGuideError` for what cannot be said; nothing changed then.
        """
        field, language = key
        if language not in (LANGUAGES if field in BY_LANGUAGE else {""}):
            raise ValueError(f"{field} is not said in {language!r}")
        kept = as_kept(field, value) if value else value
        now = self._clock.now()
        async with self._db.write() as conn:
            before = next(
                (
                    row.value
                    for row in await guides.of_product(conn, product.id)
                    if (row.field, row.language) == key
                ),
                None,
            )
            if kept is None:
                await guides.remove(conn, product.id, field, language)
            else:
                await guides.put(conn, GuideRow(product.id, field, language, kept, staff_id, now))
            said = f"{field}.{language}" if language else str(field)
            await staff.log(
                conn,
                staff_id=staff_id,
                action="product_guide",
                subject=f"product:{product.key}",
                at=now,
                detail=f"{product.title} · {said}: {_brief(before)} → {_brief(kept)}",
            )

    def forget(self) -> None:
        """What is at hand is out of date."""
        self._version += 1
        self._kept.clear()


def _said(own: _Own, field: GuideField, language: str, of_brand: str | None) -> str:
    """In the reader's language by the merchant, else by the brand, else in the first language there is."""
    if (mine := own.get((field, language))) is not None:
        return mine.value
    if of_brand is not None:
        return of_brand
    return next((words.value for code in LANGUAGES if (words := own.get((field, code))) and words.value), "")


def _brief(value: str | None) -> str:
    if value is None:
        return "–"
    line = " / ".join(value.splitlines())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
