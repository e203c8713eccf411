"""What the shop tells of a product besides its price, in lines that several messages share."""

from telegram import InlineKeyboardButton

from bot.shop.guides.guides import Guide
from bot.shop.territories import WORLD, territory
from handlers.ui.keyboards import Row, tidy_label
from handlers.ui.texts import Texts


def works_anywhere(region: str | None) -> bool:
    """Whether nobody says in which region a card works, or it works in all of them."""
    return region is None or territory(region) == WORLD


def region_line(texts: Texts, region: str | None, guide: Guide) -> str:
    """What the region means for the reader's account; empty where nothing is known of it. What is known of
    the brand speaks of cards of one region.
    """
    if guide.region is None or (works_anywhere(region) and not guide.region_is_own):
        return ""
    return texts.html("guide-region", words=guide.region)


def note_line(texts: Texts, guide: Guide) -> str:
    """The merchant's note; empty where there is none."""
    return "" if guide.note is None else texts.html("guide-note", words=guide.note)


def steps_lines(texts: Texts, guide: Guide) -> str:
    """The steps, one in each line, below their heading; empty where nobody knows them."""
    if not guide.steps:
        return ""
    steps = [texts.html("guide-step", number=n, words=step) for n, step in enumerate(guide.steps, 1)]
    return "\n".join([texts.html("guide-steps"), *steps])


def redeem_lines(texts: Texts, region: str | None, guide: Guide) -> str:
    """What goes with a code: the steps, where it works, and what that means; empty where nothing is known."""
    where = "" if region is None else texts.html("guide-works-in", region=texts.region(region))
    lines = [steps_lines(texts, guide), where, region_line(texts, region, guide)]
    return "\n".join(line for line in lines if line)


def redeem_row(texts: Texts, guide: Guide) -> Row:
    """The way to the page on which codes are redeemed; empty where there is none."""
    if guide.link is None:
        return []
    return [InlineKeyboardButton(text=tidy_label(texts.plain("button-redeem-page")), url=guide.link)]
