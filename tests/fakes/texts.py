"""The texts of a shop whose settings nobody changes."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.languages import LANGUAGES
from bot.shop.chat_settings.live_settings import Fixed
from handlers.ui.texts import TextLibrary


@dataclass(frozen=True)
class Said:
    shop_name: str
    default_language: str
    offered_languages: tuple[str, ...] = tuple(LANGUAGES)
    arabic_digits: bool = False


class FixedTexts(Fixed[Said]):
    def own_text(self, kind: str, language: str) -> None:
        return None


def library(
    shop_name: str = "Hanout",
    default_language: str = "ar",
    zone: ZoneInfo | None = None,
    *,
    arabic_digits: bool = False,
) -> TextLibrary:
    said = Said(shop_name, default_language, arabic_digits=arabic_digits)
    return TextLibrary(FixedTexts(said), zone=zone or ZoneInfo("Africa/Algiers"))
