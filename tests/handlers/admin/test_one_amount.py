"""An amount is the same amount behind every command, however it is written."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.shop.money import Money
from bot.shop.prices.rules import PriceRule
from handlers.admin.prices.typed_rules import PriceWish, price_wishes, read_rule, words_of
from handlers.admin.promos.typed import promo_wish
from handlers.admin.refunds import Wish, read_refund_wish
from handlers.admin.wallets import Booking, read_booking
from handlers.ui import typed

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@st.composite
def written(draw: st.DrawFn) -> tuple[int, str]:
    """An amount in whole dinars, and one way to write it as one word."""
    dinars = draw(st.integers(1, 999_999))
    sign = draw(st.sampled_from(["", ".", ",", "'"]))
    said = f"{dinars:,}".replace(",", sign)
    if dinars % 100 == 0 and dinars >= 1000 and draw(st.booleans()):
        said = f"{dinars / 1000:g}k"
    if draw(st.booleans()):
        said = said.translate(ARABIC)
    return dinars, said + draw(st.sampled_from(["", "DA", "دج"]) if "k" not in said else st.just(""))


@given(written())
def test_one_spelling_is_one_amount_everywhere(one: tuple[int, str]) -> None:
    dinars, said = one
    money = Money.of_dinars(dinars)
    assert typed.dinars(said) == dinars
    assert read_booking(["1002", said, "note"]) == Booking(1002, dinars, "note")
    assert read_refund_wish(["CDFGHJ2346", said, "note"]) == Wish("CDFGHJ2346", dinars, "note")
    assert PriceWish("Steam", dinars) in price_wishes(words_of(["Steam", said]))
    promo = promo_wish(words_of(["EID", said, "min", said]), ZoneInfo("UTC"))
    assert promo is not None
    assert (promo.promo.amount, promo.promo.least) == (money, money)
    rule = read_rule(words_of(["min", said]), PriceRule())
    assert rule is not None
    assert rule.least_margin == money
