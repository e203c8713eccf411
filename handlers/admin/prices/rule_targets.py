"""Which goods does the merchant mean? Found by what they
typed, or asked for, with what they wished on each button.
"""

from collections.abc import Callable, Sequence

from bot.shop.catalogue.rule_targets import RuleTarget
from handlers.admin.prices.callbacks import Prices
from handlers.admin.prices.typed_rules import ALL
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, tidy
from handlers.words.price import place_words

MOST_CHOICES = 10
Wished = Callable[[RuleTarget], Callback]


async def find_places(context: ShopContext, words: str) -> tuple[RuleTarget, ...]:
    """All places that the words can mean."""
    return await context.services.pricelist.find("all" if words.casefold() in ALL else words)


async def one_place(context: ShopContext, words: str, wished: Wished) -> RuleTarget | None:
    """The one place that is meant; None when the person was told that there is none, or asked which."""
    found = await find_places(context, words)
    if len(found) == 1:
        return found[0]
    if found:
        await ask_which_place(context, found, wished)
    else:
        await say_place_not_found(context, words)
    return None


async def ask_which_place(
    context: ShopContext, places: Sequence[RuleTarget], wished: Wished, why: str = ""
) -> None:
    """Asks which is meant; each button does what was wished."""
    await context.show(choices_screen(context.texts, places, wished, why))


async def say_place_not_found(context: ShopContext, words: str) -> None:
    """Nothing is called so."""
    texts = context.texts
    choose = keyboard([[button(texts.plain("button-prices"), Prices("all", 1))]])
    await context.show(Screen(texts.html("place-not-found", words=words), choose))


def choices_screen(texts: Texts, places: Sequence[RuleTarget], wished: Wished, why: str = "") -> Screen:
    """Which of these is meant? The first few; more words leave fewer."""
    shown = places[:MOST_CHOICES]
    parts = [why or texts.html("place-which")]
    if len(places) > len(shown):
        parts.append(texts.html("place-more", count=len(places) - len(shown)))
    rows = [[button(tidy(place_words(texts, place.title)), wished(place))] for place in shown]
    return Screen("\n\n".join(parts), keyboard(rows))
