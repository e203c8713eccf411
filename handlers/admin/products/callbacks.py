"""What the buttons about products say. A `field` is a field of `bot.shop.guides.wording`, with its language
behind a dot where it has one: `steps.ar`, `link`.
"""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class ProductShelves(Callback):
    """Staff: a page of the categories."""

    verb = "a-gd"
    page: int


@dataclass(frozen=True)
class ProductShelf(Callback):
    """Staff: a page of a category's products."""

    verb = "a-gdc"
    key: str
    page: int


@dataclass(frozen=True)
class StaffProduct(Callback):
    """Staff: all that is told of one product."""

    verb = "a-gdp"
    key: str


@dataclass(frozen=True)
class ProductField(Callback):
    """Staff: one thing that is told of it."""

    verb = "a-gdf"
    key: str
    field: str


@dataclass(frozen=True)
class WriteField(Callback):
    """Staff: say it in words of their own."""

    verb = "a-gdw"
    key: str
    field: str


@dataclass(frozen=True)
class SendPicture(Callback):
    """Staff: send its picture."""

    verb = "a-gds"
    key: str


@dataclass(frozen=True)
class EmptyField(Callback):
    """Staff: nothing is shown, whatever the brand has."""

    verb = "a-gde"
    key: str
    field: str


@dataclass(frozen=True)
class UsualField(Callback):
    """Staff: what the shop knows of the brand holds again."""

    verb = "a-gdu"
    key: str
    field: str


@dataclass(frozen=True)
class PreviewProduct(Callback):
    """Staff: as customers who read that language see it."""

    verb = "a-gdv"
    key: str
    language: str
