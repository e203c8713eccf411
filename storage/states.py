"""The words that tables keep for states, reasons and outcomes: each enum once. What they mean is for
`bot.shop` to say.
"""

from enum import StrEnum


class OrderStatus(StrEnum):
    """Where an order stands in its life."""

    AWAITING_PAYMENT = "awaiting_payment"
    PAID = "paid"
    PLACING = "placing"
    UNKNOWN = "unknown"
    PROCESSING = "processing"
    FULFILLED = "fulfilled"
    PARTIALLY_FILLED = "partially_filled"
    REFUNDED = "refunded"
    REJECTED = "rejected"
    NEEDS_REVIEW = "needs_review"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class HeldReason(StrEnum):
    """Why a person must decide about an order."""

    DEARER = "dearer"
    # a final answer of the supplier that does not add up
    OTHER_GOODS = "other_goods"
    OTHER_QUANTITY = "other_quantity"
    EMPTY_CARD = "empty_card"
    SAME_CARD_TWICE = "same_card_twice"
    CARDS_DO_NOT_ADD_UP = "cards_do_not_add_up"
    SANDBOX_CARD = "sandbox_card"
    CARD_KNOWN_FROM_ANOTHER_ORDER = "card_known_from_another_order"
    # an order whose answer was lost
    SEVERAL_CANDIDATES = "several_candidates"
    ACCEPTED_BUT_NOT_FOUND = "accepted_but_not_found"
    OTHER_TIME = "other_time"
    DEBIT_WITHOUT_ORDER = "debit_without_order"
    NO_EVIDENCE = "no_evidence"


class ChangeReason(StrEnum):
    """Why an order's status changed, as its events tell it."""

    BOUGHT = "bought"
    PAYMENT_ASKED = "payment_asked"
    MONEY_CAME = "money_came"
    SENDING = "sending"
    ACCEPTED = "accepted"
    NO_ANSWER = "no_answer"
    FOUND = "found"
    PROVED_ABSENT = "proved_absent"
    HELD = "held"
    LOOK_AGAIN = "look_again"
    RESTORED = "restored"  # the database was put back, and does not know what became of it
    BOUGHT_AT_LOSS = "bought_at_loss"
    STAFF_REFUND = "staff_refund"
    DEARER = "dearer"
    # back into the queue
    SUPPLIER_AWAY = "supplier_away"
    REF_REFUSED = "ref_refused"
    # rejected: the supplier gave a final "no", or none of its answers for too long
    SOLD_OUT = "sold_out"
    NO_FLOAT = "no_float"
    REFUSED = "refused"
    SUPPLIER_AWAY_TOO_LONG = "supplier_away_too_long"
    # ended before it was paid
    NOT_PAID_IN_TIME = "not_paid_in_time"
    CUSTOMER_CANCELLED = "customer_cancelled"
    PRICE_CHANGED = "price_changed"
    FLOAT_TOO_LOW = "float_too_low"
    # as the supplier says it ended
    FULFILLED = "fulfilled"
    PARTIALLY_FILLED = "partially_filled"
    REFUNDED = "refunded"


class RequestState(StrEnum):
    """Where a request for money stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REJECTED = "rejected"


class PaymentState(StrEnum):
    """Where a payment that came stands."""

    CREDITED = "credited"
    UNMATCHED = "unmatched"
    REFUND_REQUESTED = "refund_requested"
    REFUNDED = "refunded"


class MismatchReason(StrEnum):
    """Why a payment that came could not be matched with what was asked for."""

    UNKNOWN = "unknown"
    OTHER_PAYER = "other_payer"
    OTHER_AMOUNT = "other_amount"


class WrittenKind(StrEnum):
    """As what somebody wrote to the shop, or the shop to them; Telegram's own names."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    ANIMATION = "animation"
    VIDEO_NOTE = "video_note"


class TicketKind(StrEnum):
    """What a customer's conversation with the shop is about."""

    QUESTION = "question"
    ORDER = "order"
    PAYMENT = "payment"
    DEAD_CODE = "dead_code"


class TicketState(StrEnum):
    """Where such a conversation stands."""

    OPEN = "open"  # nobody of the staff has taken it
    TAKEN = "taken"
    WAITING = "waiting"  # it was answered: the customer writes next
    CLOSED = "closed"


class StaffRole(StrEnum):
    """As what somebody works in the shop; the rights of each stand in `bot.shop.roles.rights`."""

    OWNER = "owner"
    MANAGER = "manager"
    CASHIER = "cashier"
    SUPPORT = "support"


class PictureKind(StrEnum):
    """As what a customer sent the picture of a transfer's receipt."""

    PHOTO = "photo"
    DOCUMENT = "document"


class AttemptState(StrEnum):
    """What is known of one call of `placeOrder`."""

    SENDING = "sending"
    ACCEPTED = "accepted"
    NOT_PLACED = "not_placed"
    UNKNOWN = "unknown"
    # how an unknown one ended: proved absent, refunded with a debit found, or refunded without proof
    ABSENT = "absent"
    DEBITED = "debited"
    GIVEN_UP = "given_up"


class DraftState(StrEnum):
    """Whether a draft may still become an order, or a basket its orders."""

    OPEN = "open"
    BOUGHT = "bought"
    DROPPED = "dropped"


class GiftState(StrEnum):
    """Who may read the codes of an order that was bought for a friend."""

    OPEN = "open"  # nobody yet
    CLAIMED = "claimed"  # the friend who opened the link first
    REVOKED = "revoked"  # its buyer, who took it back


class EntryKind(StrEnum):
    """What put money into a wallet, or took it out."""

    CREDIT = "credit"
    DEBIT = "debit"
    TOPUP = "topup"
    PURCHASE = "purchase"
    REFUND = "refund"
    STAFF_REFUND = "staff_refund"
    PAYBACK = "payback"
    PAYBACK_UNDONE = "payback_undone"
    REFERRAL = "referral"
    REFERRAL_UNDONE = "referral_undone"


class ReferralOutcome(StrEnum):
    """What an invitation brought whoever invited, once the friend's first paid order was delivered."""

    REWARDED = "rewarded"
    LIMIT = "limit"  # they had had their rewards of the month
    LOST = "lost"  # the friend had taken back a payment that was spent
    BARRED = "barred"  # they were not served any more, worked in the shop or were erased
    NOTHING = "nothing"  # nobody was rewarded at that time, or it came to less than a dinar


class SalesPart(StrEnum):
    """By what the sales of a day are kept."""

    ALL = "all"
    """Orders that ended; what was earned and what it cost, as the books say it."""
    PRODUCT = "product"
    """Cards that came, by product."""
    HOUR = "hour"
    """Orders that were paid, by the hour of the shop's clock."""
    METHOD = "method"
    """Payments that came, by payment method."""
    OUTCOME = "outcome"
    """Orders that ended, by status and reason: `rejected:sold_out`."""
    DELIVERY = "delivery"
    """Orders whose codes arrived, by how long that took since they were paid."""
    CUSTOMER = "customer"
    """Orders that were paid, by whether it was their customer's first one."""


class RuleKind(StrEnum):
    """What a merchant's rule is about."""

    PRICE = "price"
    LIMIT = "limit"
    HIDDEN = "hidden"


class Scope(StrEnum):
    """What a rule or a promo code is for, widest first."""

    ALL = "all"
    CATEGORY = "category"
    PRODUCT = "product"
    TYPE = "type"


class RuleState(StrEnum):
    """Whether a rule holds."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    ENDED = "ended"


class PromoState(StrEnum):
    """Whether a promo code may be used."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    ENDED = "ended"


class MessageKind(StrEnum):
    """What a message is about; its payload holds ids only."""

    RECEIPT = "receipt"  # {order_id|basket_id}: the one message of an order, or of a basket's, that lives
    CODES = "codes"  # {order_id, part, new?}: for whoever may read them; `new` when they have just come
    GIFT_LINK = "gift_link"  # {order_id}: an order for a friend has come; for its buyer, with the link
    GIFT_CLAIMED = "gift_claimed"  # {order_id}: for its buyer
    ORDER_ENDED = "order_ended"  # {order_id}: money came back, and why
    ROLE_CHANGED = "role_changed"  # {role|null}: as what somebody works here from now on
    WALLET_CHANGED = "wallet_changed"  # {entry_id}
    STAFF_ALERT = "staff_alert"  # {code, args}
    PAYMENT = "payment"  # {request_id}: what was asked for, alive like a receipt; an invoice is sent once
    MONEY_CAME = "money_came"  # {payment_id|null, order_id|null, outcome}
    MONEY_BACK = "money_back"  # {to, centimes, paid, currency, reason, ref}
    PROOF_FALSE = "proof_false"  # {centimes, taken, reason}: an approved receipt proved false
    NOT_CARRIED_OUT = "not_carried_out"  # {words, count, broken}: what was too much or failed
    ANSWER = "answer"  # {text, keyboard, staff?}: an answer that Telegram did not take at once
    SUPPORT = "support"  # {support_id, silent}: what a customer wrote or staff answered, a copy for each of the staff
    SUPPORT_ANSWER = "support_answer"  # {support_id}: an answer of the shop's, for the customer
    TICKET = "ticket"  # {ticket_id, news, staff_id|null, minutes?}: what became of a ticket, for the staff
    TICKET_CLOSED = "ticket_closed"  # {ticket_id}: for the customer
    DEAD_CODE = "dead_code"  # {ticket_id, staff_id}: what the supplier's support needs, for one of the staff
    REVEALED_CODES = "revealed_codes"  # {order_id, part}: for one of the staff who may see them, for a minute
    DELETION = "deletion"  # {telegram_message_id}: a message that is taken out of its chat again
    REACTION = "reaction"  # {telegram_message_id}: to a customer's own message, when it did what they hoped
    BACKUP_PART = "backup_part"  # {name, part, parts}: a part of a backup's file, for an owner
    BACK_IN_STOCK = (
        "back_in_stock"  # {product_key, type_key, product, region, type, price}: who waited for it
    )
    PRICE_DROP = "price_drop"  # the same, and {before}: the price that its customer knew
    REVIEW_REQUEST = "review_request"  # {order_ids}: how was what these brought? One order of each product
    REVIEW_ANSWER = "review_answer"  # {review_id}: the shop answers what its customer said of a product
    REFERRAL = "referral"  # {entry_id}: whoever invited a friend got a reward, or it was taken back
    PROOF = "transfer"  # {request_id, receipt_id}: a receipt to decide on, one copy for each of the staff


class MessageState(StrEnum):
    """Where a message to be told stands. What is parked waits until its chat can be reached again."""

    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"
    FAILED = "failed"


class InboxState(StrEnum):
    """Where an update that came from Telegram stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class GuideField(StrEnum):
    """What a merchant says of a product beside its price. The first three are said in each language."""

    STEPS = "steps"  # how its codes are redeemed, a line for each step
    REGION = "region"  # what its region means for a buyer's account
    NOTE = "note"
    LINK = "link"  # where its codes are redeemed
    PICTURE = "picture"  # Telegram's id of a photo
    ALIASES = "aliases"  # what else people call it, between commas


class BroadcastState(StrEnum):
    """Where a message to many stands."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


class AudienceKind(StrEnum):
    """Whom a message to many is for; all but the first say more in a value."""

    ALL = "all"
    LANGUAGE = "language"  # who reads that language
    BOUGHT = "bought"  # who was delivered something of that product
    IDLE = "idle"  # who has ordered nothing for so many days
    WALLET = "wallet"  # whose wallet is not empty


class BroadcastOutcome(StrEnum):
    """What became of a message to many for one person."""

    SENT = "sent"
    BLOCKED = "blocked"  # the bot is blocked there, or the account is gone
    REFUSED = "refused"  # Telegram did not take it
    DOUBTFUL = "doubtful"  # nobody knows whether it arrived; it is not sent again
