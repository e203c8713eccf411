"""Promo codes: what one takes off an order, when it may not be used, and how the merchant makes and ends
them.

A code is counted in the transaction that makes the order, so its last use goes to one person. It never takes
an order below zero, nor below its cost unless the merchant confirmed that for the code.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import ROUND_FLOOR, Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.errors import BadAmountError, NotFoundError, PromoRefusedError, TooManyTriesError
from bot.shop.money import Money
from bot.shop.outbox.alerts import Alerts
from bot.shop.paging import paged
from bot.shop.prices import guess_limiter
from bot.shop.prices.rules import MOST_ADDED, RuleScopeKey, Scope
from bot.shop.quotes import PromoRefusal
from bot.shop.refs import new_ref
from storage.database import Database
from storage.goods import promos
from storage.goods.promos import PromoRow
from storage.house import outliving, staff
from storage.states import PromoState

__all__ = ["Promo", "PromoPage", "PromoResult", "PromoState", "Promos", "promo_code", "promo_of"]

_CODE = re.compile(r"[\w-]{3,24}")
_DINAR = 100
_MOST_USES = 1_000_000
_DAYS = 30
_MADE_UP = 8  # letters of a made-up code
_TELL_AGAIN = timedelta(hours=12)
_ALL_OF_IT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Promo:
    """One code. Exactly one of `percent` and `amount` is set; a limit that is None is none."""

    code: str
    percent: Decimal | None = None
    amount: Money | None = None
    scope: Scope = Scope.ALL
    target: str = ""
    title: str = ""
    total_limit: int | None = None
    customer_limit: int | None = None
    least: Money = Money.ZERO
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    below_cost: bool = False
    id: int = 0
    state: PromoState = PromoState.PROPOSED
    used: int = 0

    def discount(self, total: Money, cost: Money) -> Money:
        """What it takes off an order of that price and cost, in whole dinars: the shop asks for no
        centimes.
        """
        if self.percent is not None:
            wanted = Decimal(total.centimes) * self.percent / 100
        else:
            wanted = Decimal((self.amount or Money.ZERO).centimes)
        most = total if self.below_cost else total - cost
        dinars = (min(wanted, Decimal(most.centimes)) / _DINAR).to_integral_value(rounding=ROUND_FLOOR)
        return Money(max(0, int(dinars) * _DINAR))

    def refusal(
        self, goods: RuleScopeKey, total: Money, cost: Money, now: datetime, uses: tuple[int, int]
    ) -> PromoRefusal | None:
        """Why it cannot be used for this order; None when it can. `uses`: in all, and by this customer."""
        objections = {
            PromoRefusal.UNKNOWN: self.state != PromoState.ACTIVE,
            PromoRefusal.NOT_YET: self.starts_at is not None and now < self.starts_at,
            PromoRefusal.OVER: self.ends_at is not None and now >= self.ends_at,
            PromoRefusal.USED_BY_YOU: self.customer_limit is not None and uses[1] >= self.customer_limit,
            PromoRefusal.USED_UP: self.total_limit is not None and uses[0] >= self.total_limit,
            PromoRefusal.OTHER_GOODS: goods.targets().get(self.scope) != self.target,
            PromoRefusal.MINIMUM: total < self.least,
            PromoRefusal.NO_GAIN: not self.discount(total, cost),
        }
        return next((reason for reason, holds in objections.items() if holds), None)

    @property
    def is_sound(self) -> bool:
        """Whether every number in it is one that a merchant can mean."""
        limits = [limit for limit in (self.total_limit, self.customer_limit) if limit is not None]
        one = (self.percent is None) != (self.amount is None)
        percent = self.percent is None or Decimal(0) < self.percent <= _ALL_OF_IT
        amount = self.amount is None or Money.ZERO < self.amount <= MOST_ADDED
        return (
            one
            and percent
            and amount
            and promo_code(self.code) == self.code
            and Money.ZERO <= self.least <= MOST_ADDED
            and all(1 <= limit <= _MOST_USES for limit in limits)
            and (self.starts_at is None or self.ends_at is None or self.starts_at < self.ends_at)
        )


@dataclass(frozen=True, slots=True)
class PromoResult:
    """What a code comes to for an order: its discount, or why there is none. Without a code, neither."""

    code: str | None = None
    discount: Money = Money.ZERO
    refused: PromoRefusal | None = None
    least: Money | None = None


@dataclass(frozen=True, slots=True)
class PromoPage:
    """Some codes, newest first; pages count from 1."""

    items: tuple[Promo, ...]
    page: int
    pages: int


class Promos:
    """Codes as checkout and staff need them. Every act of staff is in the audit log."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts

    async def typed_by(self, customer_id: int, typed: str) -> Promo:
        """The active code a customer typed; whoever writes too many codes that do not exist has to wait.

        Raises `PromoRefusedError`, `TooManyTriesError`.
        """
        code = promo_code(typed)
        if code is None:
            raise PromoRefusedError(PromoRefusal.UNKNOWN)  # words, not a guess
        # One transaction, so that no two tries at once count as one.
        async with self._db.write() as conn:
            until = await guess_limiter.next_free(conn, customer_id, self._clock)
            if until is not None:
                raise TooManyTriesError(until)
            row = await promos.by_code(conn, code)
            if row is None and await guess_limiter.count_mistake(conn, customer_id, self._clock):
                await self._alerts.raise_in(
                    conn, "promo_guessing", matter="codes", quiet=_TELL_AGAIN, customer=customer_id
                )
        if row is None:
            raise PromoRefusedError(PromoRefusal.UNKNOWN)
        return promo_of(row)

    async def evaluate(
        self,
        conn: AsyncConnection,
        promo_id: int | None,
        customer_id: int,
        goods: RuleScopeKey,
        *,
        total: Money,
        cost: Money,
    ) -> PromoResult:
        """What the code comes to at this moment, for this customer and order."""
        row = None if promo_id is None else await promos.get(conn, promo_id)
        if row is None:
            return PromoResult()
        promo = promo_of(row)
        uses = await promos.uses(conn, promo.id, customer_id)
        refused = promo.refusal(goods, total, cost, self._clock.now(), uses)
        if refused is not None:
            return PromoResult(promo.code, refused=refused, least=promo.least)
        return PromoResult(promo.code, promo.discount(total, cost))

    async def use(
        self,
        conn: AsyncConnection,
        promo_id: int,
        *,
        order_id: int,
        customer_id: int,
        discount: Money,
        basket_id: str | None = None,
    ) -> None:
        """Counts one use, in the transaction that makes the order and after `evaluate` in it. The orders of
        one basket share a use.
        """
        await promos.use(
            conn,
            promo_id=promo_id,
            order_id=order_id,
            customer_id=customer_id,
            discount_centimes=discount.centimes,
            used_at=self._clock.now(),
            basket_id=basket_id,
        )

    def made_up(
        self, zone: ZoneInfo, *, percent: Decimal | None = None, amount: Money | None = None
    ) -> Promo:
        """A code with a name that nobody guesses: once for each customer, for thirty days."""
        ends_at = self.day_after(_DAYS + 1, zone)
        code = new_ref()[:_MADE_UP]
        return Promo(code, percent=percent, amount=amount, customer_limit=1, ends_at=ends_at)

    def day_after(self, days: int, zone: ZoneInfo) -> datetime:
        """The beginning of the day that many days after today; ends there, a code holds for the day before
        too.
        """
        day = self._clock.now().astimezone(zone).date() + timedelta(days=days)
        return datetime.combine(day, time(), zone)

    def is_over(self, promo: Promo) -> bool:
        """Whether its time has passed."""
        return promo.ends_at is not None and promo.ends_at <= self._clock.now()

    async def propose(self, staff_id: int, promo: Promo) -> Promo:
        """Writes a code down that nobody can use yet. Raises `BadAmountError`, also when its time has
        passed.
        """
        if not promo.is_sound or self.is_over(promo):
            raise BadAmountError
        async with self._db.write() as conn:
            promo_id = await promos.add(
                conn,
                code=promo.code,
                percent=None if promo.percent is None else str(promo.percent),
                amount_centimes=None if promo.amount is None else promo.amount.centimes,
                scope=promo.scope,
                target=promo.target,
                title=promo.title,
                total_limit=promo.total_limit,
                customer_limit=promo.customer_limit,
                least_centimes=promo.least.centimes,
                starts_at=promo.starts_at,
                ends_at=promo.ends_at,
                below_cost=0,
                state=PromoState.PROPOSED,
                staff_id=staff_id,
                made_at=self._clock.now(),
            )
        return await self.get(promo_id)

    async def get(self, promo_id: int) -> Promo:
        """One code, in whatever state. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            row = await promos.get(conn, promo_id)
        if row is None:
            raise NotFoundError
        return promo_of(row)

    async def start(self, staff_id: int, promo_id: int, *, below_cost: bool) -> bool:
        """People can use the code from now on; False when it has started before, or another active one is
        written so.
        """
        now = self._clock.now()
        try:
            async with self._db.write() as conn:
                row = await promos.change(
                    conn,
                    promo_id,
                    expected=PromoState.PROPOSED,
                    to=PromoState.ACTIVE,
                    active_at=now,
                    below_cost=int(below_cost),
                )
                if row is None:
                    return False
                await staff.log(
                    conn,
                    staff_id=staff_id,
                    action="promo_started",
                    subject=f"promo:{row.id}",
                    at=now,
                    detail=_detail(row),
                )
        except IntegrityError:
            return False
        return True

    async def end(self, staff_id: int, promo_id: int) -> bool:
        """Nobody can use the code any more; False when it had ended. Orders already made keep their
        discount.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await promos.change(
                conn,
                promo_id,
                expected=PromoState.ACTIVE,
                to=PromoState.ENDED,
                ended_at=now,
                ended_by=staff_id,
            )
            if row is None:
                return False
            await outliving.code_ended(conn, promo_id)
            await staff.log(
                conn,
                staff_id=staff_id,
                action="promo_ended",
                subject=f"promo:{row.id}",
                at=now,
                detail=row.code,
            )
        return True

    async def named(self, typed: str) -> Promo | None:
        """The active code somebody typed."""
        code = promo_code(typed)
        if code is None:
            return None
        async with self._db.read() as conn:
            row = await promos.by_code(conn, code)
        return None if row is None else promo_of(row)

    async def page(self, page: int = 1) -> PromoPage:
        """Active codes with how often they were used."""
        async with self._db.read() as conn:
            rows, page, pages = await paged(
                lambda offset, limit: promos.page(conn, offset=offset, limit=limit), page
            )
        return PromoPage(tuple(promo_of(row, used=row.used) for row in rows), page, pages)


def promo_code(typed: str) -> str | None:
    """A code as it is kept, of what somebody typed: capitals, plain digits; None for what cannot be a
    code.
    """
    letters = unicodedata.normalize("NFKC", typed).strip().upper()
    code = "".join(str(unicodedata.digit(letter, letter)) for letter in letters)
    return code if _CODE.fullmatch(code) else None


def promo_of(row: PromoRow, *, used: int = 0) -> Promo:
    """A code from its row."""
    return Promo(
        row.code,
        None if row.percent is None else Decimal(row.percent),
        None if row.amount_centimes is None else Money(row.amount_centimes),
        row.scope,
        row.target,
        row.title,
        row.total_limit,
        row.customer_limit,
        Money(row.least_centimes),
        row.starts_at,
        row.ends_at,
        bool(row.below_cost),
        row.id,
        row.state,
        used,
    )


def _detail(row: PromoRow) -> str:
    takes = f"{row.percent}%" if row.percent is not None else f"{Money(row.amount_centimes or 0).dinars} DZD"
    below = ", also below cost" if row.below_cost else ""
    return f"{row.code}: {takes}{below}"
