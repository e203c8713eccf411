"""Region slugs as people know the places."""

import pytest

from bot.shop.territories import territory
from handlers.ui.languages.regions import flag
from tests.fakes.texts import library


@pytest.mark.parametrize(
    ("slug", "code", "picture"),
    [
        ("germany", "DE", "🇩🇪"),
        ("united-kingdom", "GB", "🇬🇧"),
        ("united-states", "US", "🇺🇸"),
        ("dz", "DZ", "🇩🇿"),
        ("usa", "US", "🇺🇸"),
        ("saudi-arabia", "SA", "🇸🇦"),
        ("uae", "AE", "🇦🇪"),
        ("turkey", "TR", "🇹🇷"),
        ("europe", "150", ""),
        ("eu", "EU", "🇪🇺"),
        ("global", "001", "🌍"),
        ("atlantis", None, ""),
    ],
)
def test_slugs(slug: str, code: str | None, picture: str) -> None:
    assert (territory(slug), flag(slug)) == (code, picture)


def test_regions_read_in_each_language() -> None:
    texts = library()
    assert texts["ar"].region("saudi-arabia") == "المملكة العربية السعودية 🇸🇦"
    assert texts["fr"].region("united-kingdom") == "Royaume-Uni 🇬🇧"
    assert texts["en"].region("germany") == "Germany 🇩🇪"
    assert texts["fr"].region("new-atlantis") == "New Atlantis"
    assert texts["fr"].region(None) == "non précisée"
