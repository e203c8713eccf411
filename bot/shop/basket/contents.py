"""What a customer is shown of their basket, and why it cannot be bought as it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.shop.errors import AlreadyDoneError, ChooseAgainError, LookAgainError
from bot.shop.money import Money
from bot.shop.quotes import PromoRefusal


class LineProblem(StrEnum):
    """Why a line cannot be bought as it stands."""

    NOT_FOR_SALE = "not-for-sale"
    SOLD_OUT = "sold-out"
    TOO_MANY = "too-many"
    """There are fewer, or fewer may be ordered at once: `BasketLine.most`."""


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One type in a basket. `most` is what may be asked for at once; `old_price` what one card cost when it
    was last shown, where that was something else.
    """

    line_id: str
    product_key: str
    product_title: str
    region: str | None
    type_name: str
    quantity: int
    most: int
    unit_price: Money
    discount: Money = Money.ZERO
    problem: LineProblem | None = None
    old_price: Money | None = None

    @property
    def full_price(self) -> Money:
        """What the cards cost together, before a promo code."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class BasketView:
    """A basket as it is bought with its button: at these prices and no others.

    `total` is what is to be paid for the lines that can be bought, `missing` what the wallet lacks for it.
    `unread`: the prices are those that were shown last, since the supplier could not be asked.
    """

    id: str
    version: int
    lines: tuple[BasketLine, ...]
    discount: Money
    total: Money
    wallet: Money
    expires_at: datetime
    promo: str | None = None
    promo_refused: PromoRefusal | None = None
    promo_least: Money | None = None
    unread: bool = False

    @property
    def missing(self) -> Money:
        """What the wallet lacks."""
        return max(Money.ZERO, self.total - self.wallet)

    @property
    def may_be_bought(self) -> bool:
        """Whether nothing has to be changed, and nothing read, before."""
        return not self.unread and all(line.problem is None for line in self.lines)

    @property
    def moved(self) -> tuple[BasketLine, ...]:
        """The lines whose price is another one since they were last shown."""
        return tuple(line for line in self.lines if line.old_price is not None)


class BasketGoneError(ChooseAgainError):
    """The basket behind this button is empty by now."""


class BasketFullError(ChooseAgainError):
    """A basket holds at most so many different types."""

    def __init__(self, most: int) -> None:
        super().__init__(f"a basket holds {most} types")
        self.most = most


class BasketChangedError(LookAgainError):
    """The basket is not, or cannot be bought, as it stood beside this button: `view` is what holds now."""

    def __init__(self, view: BasketView) -> None:
        super().__init__("the basket is another one by now")
        self.view = view


class BasketBoughtError(AlreadyDoneError):
    """This basket has been bought; `basket_id` leads to its orders."""

    def __init__(self, basket_id: str) -> None:
        super().__init__("the basket was bought")
        self.basket_id = basket_id
