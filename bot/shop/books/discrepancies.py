"""The names of what may not meet in the books: what each says, and what a person does about it.

Here in English, for the command line and the log; in the chat people read the same in their language
(`handlers/locales/*/books.ftl`). What is a difference at all is decided in `bot.shop.books.invariants` and
`bot.shop.books.supplier_account.order_lines`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.shop.money import Money

_TO_DO: Final[Mapping[str, str]] = {
    "order": "Look at /order and at the customer's wallet in /customer, then set it right with /credit, /debit or /refund.",
    "wallet": "Entries are written by the shop only: was the database changed by hand, or restored? Look at /customer, then"
    " set the wallet right with /credit or /debit.",
    "payment": "Look at /payments and at the payer's wallet in /customer, then set the wallet right with /credit or /debit.",
    "cards": "Look at /order, ask the customer which codes work, and refund with /refund what does not. Ask OneClickDz for codes"
    " that are missing or were sold twice.",
    "database": "The database was changed by hand or restored: keep a copy of it, and go back to the last backup that adds up.",
    "promo": "Look at /order; end the code with /promo if people use it more often than you allow.",
    "by_hand": "Look it up in the OneClickDz dashboard. If you did it there yourself, nothing is to be done. If not, change the"
    " API key.",
    "supplier": "Ask OneClickDz's support, with the numbers and the time that stand here.",
    "loss": "Ask OneClickDz's support for the goods or the money, with the amount and the time that stand here. When the money"
    " comes back, the shop sees it by itself. If it does not, write it off: /order, then the button there.",
    "link": "The shop asks the supplier about this link again after the next close. If the wallet stays without it, look in the"
    " OneClickDz dashboard and add it with /credit.",
}

# code: what it says, which of the above is to be done.
_ENGLISH: Final[Mapping[str, tuple[str, str]]] = {
    "wallet_below_zero": ("The wallet of customer {customer} went down to {amount} DZD.", "wallet"),
    "wallet_differs": (
        "The wallet of customer {customer} holds {found} DZD; its entries come to {expected} DZD.",
        "database",
    ),
    "entry_without_order": (
        "Entry {entry} of customer {customer} ({kind}, {amount} DZD, {subject}) belongs to no order of theirs.",
        "wallet",
    ),
    "entry_without_payment": (
        "Entry {entry} of customer {customer} ({kind}, {amount} DZD, {subject}) belongs to no payment of theirs.",
        "wallet",
    ),
    "entry_without_referral": (
        "Entry {entry} of customer {customer} ({kind}, {amount} DZD, {subject}) belongs to no invitation of theirs.",
        "wallet",
    ),
    "reward_not_booked": (
        "Customer {customer} was given {expected} DZD for inviting whoever made order {ref}; the wallet's entries say {found} DZD.",
        "wallet",
    ),
    "reward_taken_back_wrong": (
        "Of the reward of customer {customer} for order {ref}, {expected} DZD were taken back; {found} DZD left the wallet for it.",
        "wallet",
    ),
    "entry_wrong_way": (
        "Entry {entry} of customer {customer} ({kind}, {subject}) goes the wrong way: {amount} DZD.",
        "wallet",
    ),
    "payment_not_booked": (
        "Payment {payment} ({way}) counts {expected} DZD; the wallet's entries say {found} DZD.",
        "payment",
    ),
    "payback_wrong": (
        "Payment {payment} ({way}): {expected} DZD were given back to the payer; {found} DZD left the wallet for it.",
        "payment",
    ),
    "order_not_paid": (
        "Order {ref} costs {expected} DZD, but {found} DZD were taken from the wallet for it.",
        "order",
    ),
    "order_paid_for_nothing": (
        "Order {ref} is {status}, but {found} DZD were taken from the wallet for it.",
        "order",
    ),
    "refund_not_booked": (
        "Order {ref} says that {expected} DZD were given back; the wallet's entries say {found} DZD.",
        "order",
    ),
    "refund_wrong": (
        "Order {ref} is {status}: {expected} DZD are to be given back, {found} DZD were.",
        "order",
    ),
    "order_never_placed": ("Order {ref} is {status}, but no order at the supplier belongs to it.", "order"),
    "cards_differ": ("Order {ref} is {status}: it should have {expected} cards and has {found}.", "cards"),
    "card_without_order": (
        "{count} stored cards belong to order number {order}, which is not there.",
        "database",
    ),
    "card_twice": ("Orders {ref} and {other} have the same code.", "cards"),
    "card_repeated": ("Order {ref} has the same code twice.", "cards"),
    "promo_use_wrong": (
        "Order {ref} had {expected} DZD off by a promo code; {found} DZD are counted as a use of one for it.",
        "promo",
    ),
    "promo_use_kept": (
        "Order {ref} is {status}: whether its promo code counts as used does not go with that.",
        "promo",
    ),
    "promo_use_without_order": (
        "{count} uses of promo code {promo} belong to orders that are not there.",
        "database",
    ),
    "promo_over_limit": ("Promo code {promo} is used {found} times; its limit is {expected}.", "promo"),
    "promo_over_customer_limit": (
        "Customer {customer} used promo code {promo} {found} times; the limit for each is {expected}.",
        "promo",
    ),
    "debit_without_goods": (
        "The supplier took {amount} DZD at {at} for order {ref}, and nothing came for it.",
        "loss",
    ),
    "debit_without_order": (
        "The supplier took {amount} DZD at {at} for order {supplier_order_id}, which is none of ours.",
        "by_hand",
    ),
    "refund_without_order": (
        "The supplier gave {amount} DZD back at {at} for order {supplier_order_id}, which is none of ours.",
        "by_hand",
    ),
    "order_without_debit": (
        "Order {ref} ({supplier_order_id}) was delivered, but the supplier's account shows no debit for it.",
        "supplier",
    ),
    "debit_differs": (
        "Order {ref}: the supplier says it charged {expected} DZD, its account says {found} DZD.",
        "supplier",
    ),
    "refund_not_received": (
        "Order {ref} ({supplier_order_id}) is {status}: {expected} DZD should be back in your balance, {found} DZD are.",
        "supplier",
    ),
    "float_gap": (
        "The balance at the supplier jumps at {at}: {expected} DZD should have been there, {found} DZD were.",
        "supplier",
    ),
    "float_now": (
        "The balance at the supplier is {found} DZD; after the last line of its account it should be {expected} DZD.",
        "supplier",
    ),
    "payment_not_arrived": (
        "Payment {payment} ({charge}, {amount} DZD, {at}) has not arrived in your balance at the supplier.",
        "supplier",
    ),
    "payment_arrived_otherwise": (
        "Payment {payment} ({charge}): the customer paid {expected} DZD, {found} DZD arrived in your balance at the supplier.",
        "supplier",
    ),
    "deposit_not_credited": (
        "{amount} DZD arrived at {at} for payment link {charge} of customer {customer}, and no payment says so.",
        "link",
    ),
    "deposit_of_strange_link": (
        "{amount} DZD arrived at {at} for payment link {charge}, which the shop did not make.",
        "by_hand",
    ),
}
CODES: Final[Mapping[str, str]] = {code: to_do for code, (_, to_do) in _ENGLISH.items()}
"""Every name a difference can have, and the word for what is to be done about it."""
MOST_OF_A_NAME: Final = 20
"""How many differences of one name are kept; the others are counted."""
TO_DO: Final = frozenset(_TO_DO)
"""Every such word."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not meet. `matter` is what it is about, the same each time it is found.

    Amounts in `args` are dinars as text, `at` is a moment in ISO 8601.
    """

    code: str
    matter: str
    args: Mapping[str, str | int]

    def __str__(self) -> str:
        """What it says, in English."""
        said = dict(self.args)
        if "at" in said:
            said["at"] = f"{datetime.fromisoformat(str(said['at'])).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        return _ENGLISH[self.code][0].format(**said)

    @property
    def to_do(self) -> str:
        """What a person does about it, in English."""
        return _TO_DO[CODES[self.code]]


class Found:
    """What was found so far: each difference counted, and of each name the first few kept. When all is wrong,
    what stands of it is still a list that people read.
    """

    def __init__(self, most: int = MOST_OF_A_NAME) -> None:
        """`most`: how many of one name are kept."""
        self.named: list[Difference] = []
        self.counts: Counter[str] = Counter()
        self._most = most

    def add(self, found: Iterable[Difference]) -> None:
        """Counts them all."""
        for difference in found:
            self.counts[difference.code] += 1
            if self.counts[difference.code] <= self._most:
                self.named.append(difference)

    @property
    def more(self) -> Counter[str]:
        """How many more there were of each name than are kept."""
        return self.counts - Counter(difference.code for difference in self.named)


def of_ref(code: str, ref: str, **args: str | int) -> Difference:
    """A difference about one order."""
    return Difference(code, ref, {"ref": ref, **args})


def dinars(centimes: int) -> str:
    """An amount as it stands in `args`."""
    return str(Money(centimes).dinars)


def moment(at: datetime | None) -> str:
    """A moment as it stands in `args`; without one, the beginning of time as computers count it."""
    return (at or datetime.fromtimestamp(0, UTC)).astimezone(UTC).isoformat(timespec="seconds")
