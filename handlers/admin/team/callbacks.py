"""What the buttons about the shop's staff and about what they did say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class Team(Callback):
    """Staff: a page of who works here."""

    verb = "a-team"
    page: int


@dataclass(frozen=True)
class TeamMember(Callback):
    """Staff: one of them, or somebody who may get a role."""

    verb = "a-mem"
    user_id: int


@dataclass(frozen=True)
class AskNewMember(Callback):
    """Staff: who shall work here, typed next."""

    verb = "a-memnew"


@dataclass(frozen=True)
class AskRole(Callback):
    """Staff: shall this person get that role?"""

    verb = "a-askrole"
    user_id: int
    role: str


@dataclass(frozen=True)
class GiveRole(Callback):
    """Staff: yes, they shall."""

    verb = "a-role"
    user_id: int
    role: str


@dataclass(frozen=True)
class AskTakeRole(Callback):
    """Staff: shall this person work here no more?"""

    verb = "a-askgo"
    user_id: int


@dataclass(frozen=True)
class TakeRole(Callback):
    """Staff: yes, no more."""

    verb = "a-go"
    user_id: int


@dataclass(frozen=True)
class Audit(Callback):
    """Staff: what was done. By this person; the same act as in that line of the log, about the same as in
    that line, on the day of that ordinal, before that line: 0 for any.
    """

    verb = "a-log"
    by: int
    like: int
    about: int
    ordinal: int
    behind: int


@dataclass(frozen=True)
class AuditPeople(Callback):
    """Staff: whose acts shall be seen, beside what else was chosen."""

    verb = "a-logby"
    like: int
    about: int
    ordinal: int


@dataclass(frozen=True)
class AuditActions(Callback):
    """Staff: which acts shall be seen, beside what else was chosen."""

    verb = "a-logdo"
    by: int
    about: int
    ordinal: int
