"""A shop's life with money in it: its ways to pay, the outside world's tills, and how somebody's act goes.

An act goes alone, at the same time as the next ones, or the process dies at it and the next process is told
of it again, as Telegram and the inbox do. `payers` and `givers_back` are the people; what must hold is here.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeVar

from bot.payments.methods.bank_card import CARD
from bot.payments.methods.stars import STARS
from bot.payments.methods.transfer import TRANSFER
from bot.shop.billing.intake import IncomingPayment, Received
from bot.shop.books.supplier_account.supplier_statement import SETTLES, compared, needed_since
from bot.shop.errors import PromoRefusedError, ShopError
from bot.shop.money import Money
from bot.shop.order_status import FINAL, GAVE_NOTHING
from bot.shop.prices.promo_codes import Promo
from bot.shop.quotes import Confirmation
from bot.shop.refs import short_key
from tests.fakes.pages import FakePages
from tests.fakes.stars import XTR, Charge, FakeStars
from tests.shop.life.alive import GOODS, PEOPLE, Alive, Work
from tests.shop.life.purses import INVITER, MOST_FOR_A_FRIEND, PERCENT_FOR_A_FRIEND, Paid, Purses
from tests.shop.paying_shop import PayingShop, mortal_paying_shop
from tests.shop.referrals.inviting import comes
from tests.shop.whole import STAFF

T = TypeVar("T")
CODE = Promo("LAST", amount=Money.of_dinars(37), total_limit=2)
TOGETHER, KILLED = "together", "killed"
HOW = ("alone", "alone", "alone", TOGETHER, KILLED)
PLENTY = Decimal(10**9)


class Draw(Protocol):
    """Whoever decides what happens next: one of these."""

    def __call__(self, things: Sequence[T], /) -> T: ...


class Act(NamedTuple):
    """Something that somebody does in the shop, and what they make of the answer."""

    name: str
    work: Work
    then: Callable[[Any], None]


def nothing(_answer: object) -> None:
    """Nobody makes anything of it."""


async def answer(work: Coroutine[Any, Any, T]) -> T | ShopError:
    """What a person is answered."""
    try:
        return await work
    except ShopError as error:
        return error


def way_of(charge: Charge) -> str:
    return STARS if charge.currency == XTR else CARD


class Cash(Alive):
    """`draw` decides for everybody; `reached` counts where the life has been."""

    shop: PayingShop

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.pages = FakePages()
        self.purses = Purses()
        self.together: list[Act] = []
        self.keys = 0
        self.reached: Counter[str] = Counter()
        super().__init__()

    def process(self) -> PayingShop:
        if not hasattr(self, "stars"):
            self.stars = FakeStars(self.clock)
        return mortal_paying_shop(
            self.db,
            self.clock,
            self.supplier,
            self.delivery,
            self.fate,
            pages=self.pages,
            stars=self.stars,
            invite_reward=MOST_FOR_A_FRIEND,
            invite_percent=PERCENT_FOR_A_FRIEND,
        )

    def open_shop(self) -> None:
        self.dice.seed(self.draw(range(1000)))
        self.supplier.refs = self.draw(("ignore", "echo"))
        self.run(self.shop.customer(INVITER))
        for person in PEOPLE:
            self.run(comes(self.shop, person, by=INVITER))
        code = self.run(self.shop.promos.propose(STAFF, CODE))
        self.run(self.shop.promos.start(STAFF, code.id, below_cost=False))
        self.work("stars")  # as at every start: what Telegram's ledger holds from before is not this shop's
        self.hold()

    # How an act goes.

    def do(
        self, name: str, work: Work, then: Callable[[Any], None] = nothing, how: str | None = None
    ) -> None:
        how = how or self.draw(HOW)
        acts = [*self.together, Act(name, work, then)]
        self.together = acts if how == TOGETHER else []
        if how == TOGETHER:
            return
        if how == KILLED and self.die_at(*(act.work() for act in acts), moments=self.draw(range(12))):
            self.reached.update(f"killed: {act.name}" for act in acts)
            self.run(super().check())  # people do not know yet what became of their acts
        if len(acts) > 1:
            self.reached.update(f"together: {act.name}" for act in acts)
        self._answered(acts)

    def _answered(self, acts: Sequence[Act]) -> None:
        async def answers() -> list[Any]:
            return list(await asyncio.gather(*(answer(act.work()) for act in acts)))

        for act, said in zip(acts, self.run(answers()), strict=True):
            self.reached[f"{act.name}: {_word(said)}"] += 1
            act.then(said)

    def finish_acts(self) -> None:
        """What somebody has begun goes on to its end."""
        while self.together:
            acts, self.together = self.together, []
            self._answered(acts)

    def key(self) -> str:
        self.keys += 1
        return f"act:{self.keys}"

    async def quote(self, person: int, goods: tuple[str, str], quantity: int, *, code: bool) -> Confirmation:
        """As far as the confirmation, with a code if it can be used."""
        checkout = self.shop.checkout
        choice = await checkout.open(person, short_key(goods[0]), short_key(goods[1]), message_id=7)
        quote = await checkout.choose_quantity(person, choice.draft_id, quantity, message_id=7)
        self.purses.shown(person, quote)
        if code:
            try:
                quote = await checkout.use_promo(person, quote.draft_id, CODE.code, message_id=7)
            except PromoRefusedError as error:
                self.reached[f"code: {error.reason}"] += 1
            self.purses.shown(person, quote)
        return quote

    async def hear(self, charge: Charge) -> Received:
        """Telegram tells of a payment."""
        return await self.shop.payment_intake.receive(
            IncomingPayment(
                way=way_of(charge),
                charge_id=charge.id,
                request_id=charge.payload,
                payer_id=charge.payer,
                currency=charge.currency,
                currency_amount=charge.amount,
                who="telegram",
            )
        )

    def float_is(self, dinars: Decimal) -> None:
        """The merchant takes money out of the supplier's account, or pays some in."""
        if change := dinars - self.supplier.balance_now:
            self.supplier._book("DEPOSIT" if change > 0 else "WITHDRAWAL", change, None)

    def works(self) -> dict[str, Work]:
        return super().works() | {
            "pay": self._payments_due,
            "links": self.shop.links.check_due,
            "stars": self.shop.stars.check_due,
            "remind": self.shop.transfer_proofs.remind,
        }

    async def _payments_due(self) -> None:
        await self.shop.waiting_orders.check_due()
        due = await self.shop.waiting_orders.check_due()
        assert due is None or due > self.clock.now(), "the worker would run without a pause"

    # What must hold.

    async def check(self) -> None:
        await super().check()
        for charge in self.stars.charges.values():
            self.purses.paid[way_of(charge), charge.id].gone_back = charge.gone_back
        self.purses.check(self.now)

    # How it ends.

    def trouble_ends(self) -> None:
        super().trouble_ends()
        self.stars.script.clear()
        self.pages.trouble = None
        self.float_is(PLENTY)
        for product, type_ in GOODS:
            self.supplier.shelves[product].types[type_].stock = 10**6

    async def last_words(self) -> None:
        await self.shop.staff_actions.maintenance(STAFF, False)
        for charge in self.stars.charges.values():
            # Telegram delivers what it kept; what Stars moved stands in its ledger besides.
            if charge.currency != XTR:
                await self.hear(charge)
                if charge.gone_back:
                    await self.shop.refunds_to_payer.done(CARD, charge.id)
        # Without anybody deciding on receipts, everything ends but what they hold up; then somebody does.
        await self.settle_down(lambda books, order: order.status in FINAL or books.is_looked_into(order))
        for waiting in await self.shop.transfer_proofs.waiting():
            view = await self.shop.transfer_proofs.view(waiting.request_id)
            key = (TRANSFER, view.request.id)
            paid = self.purses.paid.setdefault(key, Paid(view.request.customer_id, "DZD", None, set()))
            paid.worth = {view.request.amount.centimes}
            await self.shop.transfer_proofs.approve(STAFF, view.request.id, saw=view.mark)

    async def work_off(self) -> None:
        for person in PEOPLE:
            await self.shop.payment_requests.hurry(person)
        for name in ("links", "stars", "pay"):
            await self.works()[name]()
        await super().work_off()

    async def end_well(self) -> None:
        await super().end_well()
        self.purses.check_ended(self.now)
        self._look_back()
        await self._strays_are_shown()
        await self._the_account_agrees()
        await self._a_use_that_was_given_back_can_be_used()

    def _look_back(self) -> None:
        books = self.now
        for seen in (
            {f"order: {event.why}" for event in books.events},
            {f"{row.way} payment: {row.state}" for row in books.payments},
            {f"{row.way} request: {row.state}" for row in books.requests},
            {f"unmatched: {row.why}" for row in books.payments if row.why},
            {f"alert: {code}" for code, _ in books.alerts()},
            {f"a use of a code: {'given back' if use.released_at else 'kept'}" for use in books.uses},
            {f"a reward: {one.outcome}" for one in books.referrals},
            {
                f"a reward taken back: {'all' if one.taken_back_centimes == one.reward_centimes else 'a part'}"
                for one in books.referrals
                if one.taken_back_centimes
            },
        ):
            self.reached.update(seen)

    async def _strays_are_shown(self) -> None:
        pages = [await self.shop.refunds.payments(unmatched=True)]
        while (older := pages[-1].turns.older) is not None:
            pages.append(await self.shop.refunds.payments(older, unmatched=True))
        strays = {row.id for row in self.now.payments if row.state == "unmatched"}
        assert {stray.id for page in pages for stray in page.items} == strays

    async def _the_account_agrees(self) -> None:
        """As `check --books` compares the orders with the supplier's account; what was bought for nobody was
        told.
        """
        self.clock.tick(SETTLES.total_seconds())
        now = self.clock.now()
        since = now - timedelta(days=7)
        async with self.db.read() as conn:
            assert await needed_since(conn, since, now, methods=self.shop.methods) <= since
            statement = await compared(
                conn, self.supplier.ledger, since, now, methods=self.shop.methods, now=now
            )
        told = {
            args.get("supplier_order_id") for code, args in self.now.alerts() if code == "order_after_refund"
        }
        found = [each for each in statement.differences if each.args.get("supplier_order_id") not in told]
        assert [str(each) for each in found] == []
        assert (statement.on_the_way, statement.uncredited) == ((), ())

    async def _a_use_that_was_given_back_can_be_used(self) -> None:
        """Neither more uses than there are, nor one that is lost for ever."""
        held = len(
            {
                order.basket_id or order.id
                for order in self.now.orders
                if order.promo_id is not None and order.status not in GAVE_NOTHING
            }
        )
        await self.shop.customer(1003, dinars=5000)
        await self.shop.supplier_float.watch()  # orders are taken again once the supplier has answered
        quote = await self.quote(1003, GOODS[0], 1, code=True)
        assert bool(quote.discount) == (held < (CODE.total_limit or 0))


def _word(said: object) -> str:
    return type(said).__name__.removesuffix("Error") if isinstance(said, ShopError) else "done"
