"""A life of money: all that anybody can do, drawn one after the other."""

import random
from collections import Counter

from tests.shop.life.givers_back import GiversBack

STEPS = 40


class MoneysLife(GiversBack):
    """All that anybody can do, drawn one after the other."""

    # Each as often as it is to happen among the others.
    ACTS = (
        *("order", "order", "order_and_pay", "order_and_pay", "order_and_pay", "top_up", "top_up"),
        *("pay_an_invoice", "pay_an_invoice", "pay_an_invoice", "pay_oddly", "hear_late"),
        *("change_mind", "change_mind", "on_the_page", "on_the_page"),
        *("send_a_receipt", "decide_on_a_receipt", "decide_on_a_receipt", "settle_a_stray_payment"),
        *("send_a_payment_back", "refund", "refund", "refund", "take_back", "book"),
        *("shelf_changes", "trouble", "time_passes", "business", "business", "business"),
        *("work_alone", "work_alone", "work_together", "work_is_killed", "work_is_killed"),
    )

    def begin(self) -> None:
        self.open_shop()
        for _ in range(3):
            self.order_and_pay()
            self.hold()

    def step(self) -> None:
        getattr(self, self.draw(self.ACTS))()
        self.hold()
        self.clock.tick(self.draw((0, 1)))

    def end(self) -> None:
        self.finish_acts()
        self.run(self.end_well())


def walk(seed: int, kind: type[MoneysLife] = MoneysLife) -> Counter[str]:
    """A life of that kind in which dice decide; where it has been."""
    life = kind(random.Random(seed).choice)
    try:
        life.begin()
        for _ in range(STEPS):
            life.step()
        life.end()
    finally:
        life.close()
    return life.reached
