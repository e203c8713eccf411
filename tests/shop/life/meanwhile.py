"""What the world does while people pay: shelves and prices move, the supplier has its moods, time passes,
workers work.
"""

from decimal import Decimal

from bot.supplier import KeyTrouble, NotFound, PaymentsOff, Unavailable
from tests.shop.life.alive import ANSWERS, AWAY, GOODS
from tests.shop.life.cash import PLENTY, Cash
from tests.shop.whole import STAFF

CHANGES = ("sold out", "dearer", "poor", "shut", "away", "cheaper")
PAGE_TROUBLES = {
    "401": KeyTrouble("INVALID_API_KEY", 401),
    "403": PaymentsOff("FORBIDDEN", 403),
    "404": NotFound("NOT_FOUND", 404),
    "500": Unavailable("INTERNAL_ERROR", 500),
    "timeout": Unavailable("READ_TIMEOUT"),
}


class Meanwhile(Cash):
    """Each method is one act, and draws what it needs to know."""

    def shelf_changes(self) -> None:
        self.something_moves(self.draw(GOODS))

    def something_moves(self, choice: tuple[str, str]) -> None:
        """What may not hold any more when the money comes."""
        product, type_ = choice
        goods = self.supplier.shelves[product].types[type_]
        what = self.draw(CHANGES)
        if what == "sold out":
            goods.stock = 0
        elif what in {"dearer", "cheaper"}:
            goods.cost = Decimal(1300 if what == "dearer" else 900)
        elif what == "poor":
            self.float_is(Decimal(500))
        elif what == "shut":
            self.run(self.shop.staff_actions.maintenance(STAFF, True))
        else:
            self.supplier.goes_away()

    def calm_down(self) -> None:
        """All is as it should be, for a while."""
        self.supplier.comes_back()
        self.pages.trouble = None
        self.float_is(PLENTY)
        for product, type_ in GOODS:
            self.supplier.shelves[product].types[type_].stock = 10**6
        self.run(self.shop.staff_actions.maintenance(STAFF, False))

    def trouble(self) -> None:
        """With the supplier or its pages."""
        what = self.draw(("supplier", "answers", "pages", "pages"))
        if what == "supplier":
            self.goes_away_or_comes_back(self.draw(AWAY))
        elif what == "answers":
            self.supplier.script.append(ANSWERS[self.draw(sorted(ANSWERS))])
        else:
            name = self.draw(sorted(PAGE_TROUBLES))
            self.pages.trouble = PAGE_TROUBLES[name]
            self.reached[f"pages in trouble: {name}"] += 1

    def time_passes(self) -> None:
        self.clock.tick(self.draw((1, 5, 30, 300, 2000)))

    def business(self) -> None:
        """What was paid is bought and delivered."""
        self.work("pay")
        self.work("place")
        for order_id in self.at_work():
            self.supplier_ends(
                order_id, self.draw(("FULFILLED", "FULFILLED", "PARTIALLY_FILLED", "REFUNDED"))
            )
        self.clock.tick(6)
        self.work("track")

    def work_alone(self) -> None:
        self.work(self.draw(sorted(self.works())))

    def work_together(self) -> None:
        self.work_at_once(dict.fromkeys(self.draw(sorted(self.works())) for _ in range(3)))

    def work_is_killed(self) -> None:
        name = self.draw(("links", "pay", "place", "send", "stars", "track"))
        if self.die_at(self.works()[name](), moments=self.draw(range(12))):
            self.reached[f"killed: {name}"] += 1
