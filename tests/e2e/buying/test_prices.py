"""A price rule and a promo code from the merchant's chat to the customer's order, in processes, across a
kill.
"""

import pytest

from handlers.ui.texts import without_marks
from tests.e2e.lanes import Lane
from tests.e2e.processes import Person, wait_for
from tests.e2e.purchases import CREDIT, credit, offer, settled

pytestmark = pytest.mark.processes


def test_a_rule_and_a_code_made_in_the_chat_outlive_a_kill_and_make_the_price(mine: Lane) -> None:
    shop, world = mine.opens(), mine.world
    karim = world.admin()
    karim.sends("/start")
    asked = karim.sends("/margin ٢٠٪ step 100")["message_id"]
    preview, save = karim.sees_button("a-rok:", after=asked)
    assert "coût + 20 %" in without_marks(preview["text"])
    karim.presses(preview, save)
    karim.sees_button("a-rback:", after=asked)
    wait_for("the rule", lambda: shop.value("SELECT count(*) FROM rules WHERE state = 'active'") == 1)

    asked = karim.sends("/promo")["message_id"]
    for step in ("a-pnew", "a-pamt:200", "a-ppart:"):
        karim.taps(step, after=asked)
    wait_for("the question", lambda: _codes(karim, asked))
    # Killed in the middle of making a code: what is typed next is still about it.
    shop.kill()
    shop.opens()
    typed = karim.sends("eid27")["message_id"]
    karim.sees_text("EID27", after=typed)
    karim.taps("a-pgo:", after=typed)
    wait_for("the code", lambda: shop.value("SELECT count(*) FROM promos WHERE state = 'active'") == 1)

    lina = world.person(5001, "Lina", "ar")
    lina.sends("/start")
    lina.sees_button("shop:")
    credit(shop, lina, CREDIT)
    goods = world.goods()
    shown = offer(lina, goods, 2).message
    asked = shown["message_id"]
    lina.taps("promo:", after=asked - 1)
    wait_for("the question", lambda: not lina.buttons(lina.message(asked), "buy:"))
    wrong = lina.sends("nosuch")["message_id"]
    lina.sees_button("qty:", after=wrong)
    typed = lina.sends(" Eid٢٧ ")["message_id"]
    lina.taps("buy:", after=typed)
    settled(shop)

    [order] = shop.orders(lina)
    cost = round(goods.cost * 100)
    price = -(-cost * 120 // 100 // 10_000) * 10_000  # 20 %, up to whole hundreds of dinars
    assert (order["unit_cost_centimes"], order["unit_price_centimes"]) == (cost, price)
    assert order["discount_centimes"] == 20_000
    assert shop.wallet(lina) == CREDIT * 100 - 2 * price + 20_000
    asked = karim.sends(f"/order {order['ref']}")["message_id"]
    told = without_marks(karim.sees_text("EID27", after=asked)["text"])
    assert "coût + 20 %" in told
    assert world.violations() == []


def _codes(karim: Person, after: int) -> bool:
    """Whether the values of a part are on the screen."""
    return any(karim.buttons(message, "a-pset:") for message in karim.from_bot(after))
