"""What the sandbox sells: a believable Algerian dealer's list, with wholesale prices in dinars.

Data only. It has on purpose all that a shop must cope with: sold-out types, a disabled product, a product
without a price, a category longer than a screen, and a category that is no gift card at all.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Final


@dataclass
class CardType:
    """A denomination: wholesale price in centimes and live stock."""

    id: str
    name: str
    price: int
    stock: int


@dataclass
class Product:
    """A brand and region. `code` and `serial` are patterns for `bot.demo.supplier.cards`."""

    id: str
    title: str
    region: str | None
    code: str
    serial: str
    enabled: bool = True
    types: list[CardType] = field(default_factory=list)


@dataclass
class Category:
    """A shelf of the catalogue."""

    title: str
    products: list[Product]


_Row = tuple[str, str, int]
_Shelf = tuple[str, str, str, tuple[tuple[str, str | None, tuple[_Row, ...]], ...]]

_PLAYSTATION: Final[_Shelf] = (
    "PlayStation",
    "XXXX-XXXX-XXXX",
    "9999999999",
    (
        (
            "PlayStation Store France",
            "france",
            (
                ("10 EUR", "2648.40", 64),
                ("20 EUR", "5287.15", 41),
                ("50 EUR", "13196.80", 18),
                ("100 EUR", "26311.25", 6),
                ("PS Plus Essential 1 month", "2374.90", 27),
                ("PS Plus Essential 12 months", "18942.60", 0),
            ),
        ),
        (
            "PlayStation Store USA",
            "united-states",
            (
                ("10 USD", "2386.75", 88),
                ("25 USD", "5951.30", 52),
                ("50 USD", "11874.20", 23),
                ("100 USD", "23702.55", 9),
            ),
        ),
        (
            "PlayStation Store Germany",
            "germany",
            (("10 EUR", "2651.35", 35), ("25 EUR", "6604.70", 14), ("50 EUR", "13204.10", 0)),
        ),
        (
            "PlayStation Store United Kingdom",
            "united-kingdom",
            (("10 GBP", "3098.45", 22), ("20 GBP", "6187.90", 17), ("50 GBP", "15442.35", 4)),
        ),
        (
            "PlayStation Store Saudi Arabia",
            "saudi-arabia",
            (("10 USD", "2404.60", 73), ("20 USD", "4801.85", 58), ("50 USD", "11981.40", 12)),
        ),
        (
            "PlayStation Store UAE",
            "united-arab-emirates",
            (("10 USD", "2409.15", 46), ("20 USD", "4812.30", 31), ("60 USD", "14398.75", 5)),
        ),
        (
            "PlayStation Store Turkey",
            "turkey",
            (("250 TRY", "1742.80", 60), ("500 TRY", "3471.25", 25), ("1000 TRY", "6928.90", 0)),
        ),
        (
            "PlayStation Store Spain",
            "spain",
            (("10 EUR", "2649.95", 19), ("20 EUR", "5291.40", 11), ("50 EUR", "13201.65", 3)),
        ),
        (
            "PlayStation Store Italy",
            "italy",
            (("10 EUR", "2650.10", 0), ("20 EUR", "5290.55", 0), ("50 EUR", "13199.20", 0)),
        ),
        (
            "PlayStation Store Poland",
            "poland",
            (("50 PLN", "3186.40", 21), ("100 PLN", "6359.75", 8), ("200 PLN", "12703.10", 2)),
        ),
    ),
)

_STEAM: Final[_Shelf] = (
    "Steam",
    "XXXXX-XXXXX-XXXXX",
    "9999 9999 9999",
    (
        (
            "Steam Wallet USA",
            "united-states",
            (
                ("5 USD", "1248.30", 120),
                ("10 USD", "2471.85", 95),
                ("20 USD", "4938.60", 40),
                ("50 USD", "12331.45", 15),
                ("100 USD", "24647.90", 0),
            ),
        ),
        (
            "Steam Wallet Europe",
            "europe",
            (("5 EUR", "1361.20", 80), ("10 EUR", "2706.35", 66), ("20 EUR", "5407.70", 28)),
        ),
        (
            "Steam Wallet Global",
            "global",
            (("5 USD", "1274.55", 50), ("10 USD", "2528.15", 37), ("25 USD", "6301.80", 10)),
        ),
    ),
)

_XBOX: Final[_Shelf] = (
    "Xbox",
    "XXXXX-XXXXX-XXXXX-XXXXX-XXXXX",
    "",
    (
        (
            "Xbox Gift Card USA",
            "united-states",
            (("10 USD", "2402.25", 44), ("25 USD", "5988.70", 20), ("50 USD", "11963.35", 7)),
        ),
        (
            "Xbox Gift Card France",
            "france",
            (("10 EUR", "2663.80", 26), ("25 EUR", "6641.50", 13), ("50 EUR", "13268.95", 0)),
        ),
        (
            "Xbox Game Pass Ultimate",
            "global",
            (("1 month", "3184.65", 33), ("3 months", "9427.20", 12), ("12 months", "36118.40", 1)),
        ),
    ),
)

_GOOGLE: Final[_Shelf] = (
    "Google Play",
    "XXXX-XXXX-XXXX-XXXX-XXXX",
    "99999999999",
    (
        (
            "Google Play USA",
            "united-states",
            (
                ("5 USD", "1219.45", 140),
                ("10 USD", "2423.10", 110),
                ("25 USD", "6038.85", 45),
                ("50 USD", "12059.60", 16),
            ),
        ),
        (
            "Google Play France",
            "france",
            (("5 EUR", "1338.75", 70), ("15 EUR", "3987.30", 34), ("25 EUR", "6638.55", 19)),
        ),
        (
            "Google Play Saudi Arabia",
            "saudi-arabia",
            (("20 SAR", "1312.60", 55), ("50 SAR", "3264.90", 39), ("100 SAR", "6517.25", 21)),
        ),
    ),
)

_APPLE: Final[_Shelf] = (
    "iTunes",
    "XXXXXXXXXXXXXXXX",
    "XX9999999999",
    (
        (
            "iTunes USA",
            "united-states",
            (
                ("5 USD", "1206.90", 90),
                ("10 USD", "2397.40", 84),
                ("25 USD", "5974.15", 36),
                ("100 USD", "23846.70", 5),
            ),
        ),
        (
            "iTunes France",
            "france",
            (("10 EUR", "2638.25", 48), ("25 EUR", "6577.80", 22), ("50 EUR", "13141.35", 9)),
        ),
        (
            "iTunes Turkey",
            "turkey",
            (("100 TRY", "718.55", 65), ("250 TRY", "1768.20", 30), ("500 TRY", "3522.60", 0)),
        ),
    ),
)

_FREE_FIRE: Final[_Shelf] = (
    "Free Fire",
    "9999-9999-9999-9999",
    "999999999",
    (
        (
            "Free Fire Diamonds",
            "global",
            (
                ("100 + 10 diamonds", "243.65", 500),
                ("210 + 21 diamonds", "486.30", 420),
                ("530 + 53 diamonds", "1211.75", 260),
                ("1080 + 108 diamonds", "2418.40", 130),
                ("2200 + 220 diamonds", "4829.95", 40),
            ),
        ),
        (
            "Free Fire MENA",
            "middle-east",
            (
                ("Weekly membership", "452.10", 90),
                ("Monthly membership", "1796.85", 35),
                ("Booyah pass", "691.40", 0),
            ),
        ),
    ),
)

_PUBG: Final[_Shelf] = (
    "PUBG Mobile",
    "XXXXXXXXXXXXXXXXXX",
    "999999999999",
    (
        (
            "PUBG Mobile UC Global",
            "global",
            (
                ("60 UC", "229.80", 600),
                ("325 UC", "1142.35", 310),
                ("660 UC", "2276.90", 180),
                ("1800 UC", "5683.25", 60),
                ("3850 UC", "11354.50", 24),
                ("8100 UC", "22687.15", 0),
            ),
        ),
        (
            "PUBG New State NC",
            "global",
            (("300 NC", "238.45", 40), ("1580 NC", "1190.70", 25), ("3580 NC", "2388.20", 10)),
        ),
    ),
)

_ROBLOX: Final[_Shelf] = (
    "Roblox",
    "999-999-9999",
    "XXXX99999999",
    (
        (
            "Roblox Global",
            "global",
            (
                ("10 USD (800 Robux)", "2391.55", 75),
                ("25 USD (2200 Robux)", "5962.40", 33),
                ("50 USD (4500 Robux)", "11906.75", 8),
            ),
        ),
        (
            "Roblox Europe",
            "europe",
            (("10 EUR", "2644.30", 29), ("20 EUR", "5278.85", 15), ("50 EUR", "13170.60", 0)),
        ),
    ),
)

_NETFLIX: Final[_Shelf] = (
    "Netflix",
    "XXX9999999XXXX",
    "",
    (
        (
            "Netflix Turkey",
            "turkey",
            (("200 TRY", "1427.35", 32), ("400 TRY", "2842.80", 18), ("700 TRY", "4961.15", 6)),
        ),
        (
            "Netflix France",
            "france",
            (("25 EUR", "6612.90", 14), ("50 EUR", "13208.45", 7), ("100 EUR", "26394.20", 2)),
        ),
    ),
)

_TOP_UPS: Final[_Shelf] = (
    "Mobile & Internet",
    "9999999999999999",
    "99999999999",
    (
        (
            "Idoom ADSL",
            "dz",
            (("500 DZD", "486.50", 200), ("1000 DZD", "973.00", 200), ("2000 DZD", "1946.00", 120)),
        ),
        (
            "Idoom 4G",
            "dz",
            (("500 DZD", "488.25", 90), ("1000 DZD", "976.50", 90), ("2500 DZD", "2441.25", 30)),
        ),
    ),
)

DISABLED: Final = "PUBG New State NC"
PRICELESS: Final = "Netflix France"
"""Sold out of prices, not of cards: the supplier shows 0 for what it does not sell at the moment."""


@cache
def identifier(*names: str) -> str:
    """The 24-hex id of a product or type: the same on every machine and in every run."""
    return sha256("/".join(names).encode()).hexdigest()[:24]


def catalogue() -> list[Category]:
    """A fresh copy of the catalogue, as on the first day."""
    shelves = (_PLAYSTATION, _STEAM, _XBOX, _GOOGLE, _APPLE, _FREE_FIRE, _PUBG, _ROBLOX, _NETFLIX, _TOP_UPS)
    return [
        Category(shelf, [_product(title, region, code, serial, rows) for title, region, rows in products])
        for shelf, code, serial, products in shelves
    ]


def _product(title: str, region: str | None, code: str, serial: str, rows: tuple[_Row, ...]) -> Product:
    types = [
        CardType(
            id=identifier(title, name),
            name=name,
            price=0 if title == PRICELESS else int(Decimal(price) * 100),
            stock=stock,
        )
        for name, price, stock in rows
    ]
    return Product(identifier(title), title, region, code, serial, title != DISABLED, types)
