"""A catalogue of 2,000 products in the supplier's shape: brands, regions and denominations as a large dealer
has them. The same in every run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final

from bot.demo.supplier.catalogue import CardType, Category, Product, identifier

PRODUCTS: Final = 2_000


@dataclass(frozen=True)
class Place:
    """A region as the supplier writes it: the slug, the word in titles, and the currency of its cards."""

    slug: str
    title: str
    currency: str


PLACES: Final = tuple(
    Place(*row)
    for row in (
        ("france", "France", "EUR"),
        ("united-states", "USA", "USD"),
        ("turkey", "Turkey", "TRY"),
        ("saudi-arabia", "Saudi Arabia", "SAR"),
        ("united-arab-emirates", "UAE", "AED"),
        ("germany", "Germany", "EUR"),
        ("spain", "Spain", "EUR"),
        ("italy", "Italy", "EUR"),
        ("united-kingdom", "United Kingdom", "GBP"),
        ("egypt", "Egypt", "EGP"),
        ("morocco", "Morocco", "MAD"),
        ("tunisia", "Tunisia", "TND"),
        ("kuwait", "Kuwait", "KWD"),
        ("qatar", "Qatar", "QAR"),
        ("belgium", "Belgium", "EUR"),
        ("netherlands", "Netherlands", "EUR"),
        ("portugal", "Portugal", "EUR"),
        ("poland", "Poland", "PLN"),
        ("canada", "Canada", "CAD"),
        ("brazil", "Brazil", "BRL"),
        ("india", "India", "INR"),
        ("japan", "Japan", "JPY"),
        ("switzerland", "Switzerland", "CHF"),
        ("sweden", "Sweden", "SEK"),
        ("australia", "Australia", "AUD"),
        ("austria", "Austria", "EUR"),
        ("ireland", "Ireland", "EUR"),
        ("greece", "Greece", "EUR"),
        ("jordan", "Jordan", "JOD"),
        ("oman", "Oman", "OMR"),
        ("bahrain", "Bahrain", "BHD"),
        ("lebanon", "Lebanon", "USD"),
        ("europe", "Europe", "EUR"),
        ("global", "Global", "USD"),
    )
)
_MONEY: Final = {
    "EUR": (5, 10, 15, 20, 25, 50, 100),
    "USD": (5, 10, 15, 20, 25, 50, 100),
    "GBP": (5, 10, 20, 25, 50, 100),
    "TRY": (50, 100, 250, 500, 1000),
    "SAR": (20, 50, 100, 200, 500),
    "AED": (20, 50, 100, 200, 500),
    "EGP": (100, 250, 500, 1000),
    "MAD": (50, 100, 200, 500),
    "TND": (20, 50, 100),
    "KWD": (5, 10, 20),
    "QAR": (50, 100, 200),
    "PLN": (50, 100, 200),
    "CAD": (10, 25, 50, 100),
    "BRL": (30, 60, 100, 250),
    "INR": (500, 1000, 2000),
    "JPY": (1000, 3000, 5000, 10000),
    "CHF": (10, 25, 50, 100),
    "SEK": (100, 200, 500),
    "AUD": (10, 25, 50, 100),
    "JOD": (5, 10, 20),
    "OMR": (5, 10, 20),
    "BHD": (5, 10, 20),
}


@dataclass(frozen=True)
class Family:
    """A product without its region. `names` are its types; without any they are amounts of money."""

    title: str
    category: str
    regions: int
    names: tuple[str, ...] = ()


_MONTHS: Final = ("1 month", "3 months", "12 months")
_ASKED_FOR: Final = (
    Family("PlayStation Store", "PlayStation", 34),
    Family("PlayStation Plus Essential", "PlayStation", 20, _MONTHS),
    Family("PlayStation Plus Extra", "PlayStation", 20, _MONTHS),
    Family("Steam Wallet", "Steam", 34),
    Family("Xbox Gift Card", "Xbox", 34),
    Family("Xbox Game Pass Ultimate", "Xbox", 20, _MONTHS),
    Family("Google Play", "Google Play", 34),
    Family("iTunes", "iTunes", 34),
    Family("Amazon", "Amazon", 30),
    Family("Netflix", "Netflix", 30),
    Family("Nintendo eShop", "Nintendo", 30),
    Family("Nintendo Switch Online", "Nintendo", 20, ("3 months", "12 months")),
    Family("Spotify Premium", "Spotify", 30, _MONTHS),
    Family("Roblox", "Roblox", 25),
    Family("Razer Gold", "Razer Gold", 30),
    Family("Discord Nitro", "Discord", 1, ("1 month", "12 months")),
    Family("Discord Nitro Basic", "Discord", 1, ("1 month", "12 months")),
    Family("Twitch Gift Card", "Twitch", 25),
    Family("Riot Access", "Riot", 25),
    Family("Valorant Points", "Riot", 20, ("475 VP", "1000 VP", "2050 VP", "5350 VP")),
    Family("League of Legends RP", "Riot", 20, ("575 RP", "1380 RP", "2800 RP")),
    Family("Fortnite V-Bucks", "Fortnite", 12, ("1000 V-Bucks", "2800 V-Bucks", "5000 V-Bucks")),
    Family("EA Play", "EA", 20, ("1 month", "12 months")),
    Family("EA FC Points", "EA", 20, ("500 points", "1050 points", "2800 points", "5900 points")),
    Family("Battle.net", "Battle.net", 25),
    Family("Minecraft Java & Bedrock", "Minecraft", 5, ("Deluxe edition", "Standard edition")),
    Family("Minecraft Minecoins", "Minecraft", 5, ("330 coins", "1720 coins", "3500 coins")),
    Family("Call of Duty Points", "Call of Duty", 10, ("200 CP", "1100 CP", "2400 CP")),
)
_EVERYWHERE: Final = (
    Family(
        "PUBG Mobile UC", "PUBG Mobile", 0, ("60 UC", "325 UC", "660 UC", "1800 UC", "3850 UC", "8100 UC")
    ),
    Family("PUBG New State NC", "PUBG Mobile", 0, ("300 NC", "1580 NC", "3580 NC")),
    Family(
        "Free Fire Diamonds",
        "Free Fire",
        0,
        ("100 + 10 diamonds", "210 + 21 diamonds", "530 + 53 diamonds", "1080 + 108 diamonds"),
    ),
    Family("Free Fire Membership", "Free Fire", 0, ("Weekly membership", "Monthly membership")),
    Family("Mobile Legends Diamonds", "Mobile Legends", 0, ("86 diamonds", "172 diamonds", "706 diamonds")),
    Family("Genshin Impact Crystals", "Games", 0, ("60 crystals", "330 crystals", "1090 crystals")),
    Family("Clash of Clans Gems", "Games", 0, ("80 gems", "500 gems", "1200 gems")),
    Family("Yalla Ludo Diamonds", "Games", 0, ("830 diamonds", "2320 diamonds", "5150 diamonds")),
    Family("Jawaker Tokens", "Games", 0, ("9000 tokens", "27000 tokens", "90000 tokens")),
    Family("Bigo Live Diamonds", "Live", 0, ("100 diamonds", "500 diamonds", "1000 diamonds")),
    Family("TikTok Coins", "Live", 0, ("70 coins", "350 coins", "1400 coins")),
    Family("Binance USDT", "Binance", 0, ("10 USDT", "25 USDT", "50 USDT", "100 USDT")),
    Family("Shahid VIP", "Films", 0, ("1 month", "3 months", "12 months")),
    Family("Anghami Plus", "Music", 0, ("1 month", "3 months", "12 months")),
    Family("Canva Pro", "Software", 0, ("1 month", "12 months")),
    Family("ChatGPT Plus", "Software", 0, ("1 month", "3 months")),
    Family("Microsoft Office 365", "Software", 0, ("Personal 12 months", "Family 12 months")),
    Family("Windows 11 Pro", "Software", 0, ("1 PC", "3 PC")),
    Family("NordVPN", "Software", 0, ("1 month", "12 months", "24 months")),
    Family("Kaspersky Standard", "Software", 0, ("1 device 12 months", "3 devices 12 months")),
)
_SHOPS: Final = (
    *("Crunchyroll", "Deezer Premium", "Disney Plus", "Apple TV", "YouTube Premium", "Paramount Plus"),
    *("Uber", "Uber Eats", "Airbnb", "Booking.com", "Hotels.com", "FlixBus", "Deliveroo", "Careem"),
    *("IKEA", "Zara", "Shein", "H&M", "Adidas", "Nike", "Decathlon", "Sephora", "Zalando", "Primark"),
    *("Carrefour", "Lidl", "FNAC", "MediaMarkt", "eBay", "Noon", "Starbucks", "Mango", "Puma", "ASOS"),
    *("Visa Prepaid", "Mastercard Prepaid", "Paysafecard", "Neosurf", "Skrill", "Bitnovo", "Crypto Voucher"),
    *("Meta Quest", "GOG", "Blizzard Gift Card", "Ubisoft", "Rockstar Shark Card", "Garena Shells"),
    *("TomTom", "Hulu", "Sony Liv", "Rakuten TV", "Lego", "Foot Locker", "Marks & Spencer", "Swarovski"),
    *("Body Shop", "Lush", "Rituals", "Douglas", "Footshop", "Jules", "Celio", "Kiabi", "Etam", "Camaieu"),
    *("Cultura", "Conforama", "Darty", "Boulanger", "Leroy Merlin", "Castorama", "Brico", "Wish"),
)


def big_catalogue() -> list[Category]:
    """The catalogue, as the demo's supplier would hand it out."""
    shelves: dict[str, list[Product]] = {}
    for family, product in islice(_products(), PRODUCTS):
        shelves.setdefault(family.category, []).append(product)
    return [Category(title, products) for title, products in shelves.items()]


def family_and_region(title: str) -> tuple[str, str]:
    """Which product that is without its region, and where it works."""
    return _TITLES[title]


def _products() -> Iterator[tuple[Family, Product]]:
    for family in _ASKED_FOR:
        for place in _places_of(family):
            yield family, _product(family, place, f"{family.title} {place.title}")
    for family in _EVERYWHERE:
        yield family, _product(family, PLACES[-1], family.title)
    for place in PLACES:
        for title in _SHOPS:
            family = Family(title, f"Shops {place.title}", 0)
            yield family, _product(family, place, f"{title} {place.title}")


def _places_of(family: Family) -> tuple[Place, ...]:
    if family.regions == 1:
        return PLACES[-1:]
    return (*PLACES[-2:], *PLACES[: family.regions - 2])


def _product(family: Family, place: Place, title: str) -> Product:
    names = family.names or tuple(f"{amount} {place.currency}" for amount in _MONEY[place.currency])
    # The last type of every fifth product is sold out, as suppliers have it.
    last = len(names) - 1 if len(title) % 5 == 0 else -1
    types = [
        CardType(identifier(title, name), name, int(Decimal(1000 + 100 * at) * 100), 0 if at == last else 20)
        for at, name in enumerate(names)
    ]
    return Product(identifier(title), title, place.slug, "XXXX-XXXX", "999999", types=types)


def _titles() -> dict[str, tuple[str, str]]:
    found = islice(_products(), PRODUCTS)
    return {product.title: (family.title, product.region or "") for family, product in found}


_TITLES: Final = _titles()
