"""What the staff's buttons about reviews say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class StaffReviews(Callback):
    """Staff: all reviews, behind that one (0: the first page)."""

    verb = "a-rvs"
    behind: int


@dataclass(frozen=True)
class StaffReview(Callback):
    """Staff: one review."""

    verb = "a-rv"
    review_id: int


@dataclass(frozen=True)
class HideReview(Callback):
    """Staff: keeps its line from other customers (1), or shows it again (0)."""

    verb = "a-rvhide"
    review_id: int
    on: int


@dataclass(frozen=True)
class AnswerReview(Callback):
    """Staff: the shop's answer is typed next."""

    verb = "a-rvans"
    review_id: int


@dataclass(frozen=True)
class RemoveReviewAnswer(Callback):
    """Staff: the shop says nothing to it any more."""

    verb = "a-rvnoans"
    review_id: int
