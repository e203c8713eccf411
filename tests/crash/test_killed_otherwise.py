"""kill -9 at worse moments: while it clears up after the last kill, among several buyers, with money, again
and again.
"""

import pytest

from tests.crash.scenes.purchases import (
    while_a_webhook_delivers_the_press,
    while_the_rest_of_an_order_is_refunded,
)
from tests.crash.scenes.worse_moments import (
    after_the_merchant_heard_that_the_wallet_was_filled,
    again_and_again_and_a_little_later_each_time,
    among_three_buyers_of_the_same_goods,
    before_the_merchant_hears_that_the_wallet_was_filled,
    while_looking_for_a_lost_order_after_the_answer,
    while_looking_for_a_lost_order_before_the_answer,
)
from tests.e2e.conftest import Play

pytestmark = pytest.mark.processes


def test_killed_at_a_worse_moment(plays: Play) -> None:
    plays(
        again_and_again_and_a_little_later_each_time,
        among_three_buyers_of_the_same_goods,
        while_looking_for_a_lost_order_before_the_answer,
        while_looking_for_a_lost_order_after_the_answer,
        before_the_merchant_hears_that_the_wallet_was_filled,
        after_the_merchant_heard_that_the_wallet_was_filled,
        while_the_rest_of_an_order_is_refunded,
        while_a_webhook_delivers_the_press,
    )
