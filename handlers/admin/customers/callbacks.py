"""What the buttons about customers say."""

from dataclasses import dataclass

from bot.shop.paging import FIRST, Cursor
from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class StaffCustomer(Callback):
    """Staff: one customer."""

    verb = "a-cust"
    user_id: int


@dataclass(frozen=True)
class CustomerList(Callback):
    """Staff: who came last, before that person (0: the first page)."""

    verb = "a-custs"
    behind: int


@dataclass(frozen=True)
class CustomerWallet(Callback):
    """Staff: a page of somebody's wallet, with who booked what."""

    verb = "a-cwal"
    user_id: int
    cursor: Cursor = FIRST


@dataclass(frozen=True)
class CustomerNotes(Callback):
    """Staff: what staff noted about somebody, before that note (0: the newest)."""

    verb = "a-cnotes"
    user_id: int
    behind: int


@dataclass(frozen=True)
class BookFor(Callback):
    """Staff: `credit` or `debit` this wallet; the amount is typed next."""

    verb = "a-cbook"
    user_id: int
    act: str


@dataclass(frozen=True)
class PickWallet(Callback):
    """Staff: this person is meant by the name that was typed; `key` names what was noted of the booking."""

    verb = "a-cpick"
    user_id: int
    key: str


@dataclass(frozen=True)
class WriteToCustomer(Callback):
    """Staff: the next message goes to this customer, as the shop's."""

    verb = "a-cmsg"
    user_id: int


@dataclass(frozen=True)
class WriteNote(Callback):
    """Staff: a note about somebody is typed next."""

    verb = "a-cnote"
    user_id: int


@dataclass(frozen=True)
class AskBan(Callback):
    """Staff: why somebody is not served any more is typed next."""

    verb = "a-cban"
    user_id: int


@dataclass(frozen=True)
class LiftBan(Callback):
    """Staff: they are served again."""

    verb = "a-cunban"
    user_id: int


@dataclass(frozen=True)
class AskOwnLimit(Callback):
    """Staff: how many cards a day somebody may buy is typed next."""

    verb = "a-clim"
    user_id: int


@dataclass(frozen=True)
class EndOwnLimit(Callback):
    """Staff: the shop's limits hold for them again."""

    verb = "a-climx"
    user_id: int


@dataclass(frozen=True)
class ChooseTheirLanguage(Callback):
    """Staff: in which language is somebody answered?"""

    verb = "a-clangs"
    user_id: int


@dataclass(frozen=True)
class SetTheirLanguage(Callback):
    """Staff: in this one."""

    verb = "a-clang"
    user_id: int
    language: str
