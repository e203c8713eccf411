"""What comes to people by itself: codes, the end of an
order, changes of a wallet, alerts for staff. Pure rendering.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.shop.billing.wallet import Entry
from bot.shop.books.day_figures import unpacked
from bot.shop.books.discrepancies import CODES
from bot.shop.figures.sales import Sales
from bot.shop.guides.guides import Guide
from bot.shop.money import Money
from bot.shop.order_status import ChangeReason, OrderStatus
from bot.shop.orders.history import OrderView
from bot.shop.outbox.messages import CARDS_PER_MESSAGE
from bot.shop.paging import Cursor
from bot.shop.vault import Card
from handlers.admin.figures.callbacks import Stats
from handlers.admin.orders.callbacks import FoundOrders, SendMessageAgain, StaffOrderApart
from handlers.admin.overview.callbacks import panel_apart_button, panel_button
from handlers.admin.prices.callbacks import PricesApart
from handlers.admin.warnings.callbacks import WarningsApart
from handlers.customer.browsing.callbacks import Shop, ShopApart
from handlers.customer.guides.screens import order_guide_row
from handlers.customer.orders.callbacks import HideCodes, MyOrderApart
from handlers.customer.orders.screens import again_row, dead_codes_row
from handlers.customer.purchase_receipts.screens import receipt_row
from handlers.customer.wallet.callbacks import MyWallet
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import Keyboard, Row, button, copy_button, in_rows, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Secret, Texts, TextValue, escape
from handlers.words.alert import alert_text, as_many_as_fit
from handlers.words.day import day_text
from handlers.words.gift import staff_gift_line
from handlers.words.goods import product_name
from handlers.words.guide import redeem_lines, redeem_row
from handlers.words.sales import sales_text

LONGEST_CARDS = 2400  # characters
LONGEST_CARDS_WITH_GUIDE = 1600
_COPIES_IN_A_ROW = 2
_ENDED: dict[ChangeReason | None, str] = {
    ChangeReason.SOLD_OUT: "ended-sold-out",
    ChangeReason.DEARER: "ended-dearer",
}
_BOOKS = "books_"
_ABOUT_COSTS = frozenset({"price_jump", "price_below_cost"})
_WAITS = {"receipts": "waits-receipts", "orders": "waits-orders", "messages": "waits-messages"}


def fit_a_message(cards: Sequence[Card]) -> bool:
    """Whether the cards leave room for the words around them in Telegram's 4,096 characters."""
    return _characters(cards) <= LONGEST_CARDS


def codes_screen(
    texts: Texts,
    order: OrderView,
    cards: Sequence[Card],
    guide: Guide,
    *,
    first: int,
    again: bool,
    is_gift: bool = False,
) -> Screen:
    """Up to ten cards, each behind a spoiler; with the first of them, how they are redeemed. `first`
    counts from 1; `again` when it may have arrived before; `is_gift` for a friend of the order's customer.
    """
    blocks = [
        *_gift_head(texts, order, is_gift=is_gift and first == 1),
        _codes_head(texts, order, cards, first=first, again=again),
        texts.html("codes-tap", count=len(cards)),
        *_card_blocks(texts, order, cards, first=first),
    ]
    fits = _characters(cards) <= LONGEST_CARDS_WITH_GUIDE
    if first == 1 and fits and (about := redeem_lines(texts, order.region, guide)):
        blocks.append(about)
    blocks.append(_keep(texts, order, is_gift=is_gift))
    buttons = _codes_buttons(texts, order, cards, guide, first=first, how=not fits, is_gift=is_gift)
    return Screen("\n\n".join(blocks), buttons)


def codes_caption_screen(
    texts: Texts,
    order: OrderView,
    cards: Sequence[Card],
    guide: Guide,
    *,
    first: int,
    again: bool,
    is_gift: bool = False,
) -> Screen:
    """What stands beside a file of codes that are too long for a message."""
    head = _codes_head(texts, order, cards, first=first, again=again)
    told = [texts.html("codes-file", count=len(cards)), _keep(texts, order, is_gift=is_gift)]
    text = "\n\n".join([*_gift_head(texts, order, is_gift=is_gift and first == 1), head, *told])
    buttons = _codes_buttons(texts, order, cards, guide, first=first, how=True, is_gift=is_gift)
    return Screen(text, buttons)


def revealed_codes_screen(texts: Texts, order: OrderView, cards: Sequence[Card], *, first: int) -> Screen:
    """Up to ten cards, or none where a file holds them, for one of the staff."""
    head = texts.html("revealed-codes", ref=Code(order.ref))
    if gift := staff_gift_line(texts, order):
        head += f"\n{gift}"
    return Screen("\n\n".join([head, *_card_blocks(texts, order, cards, first=first)]))


def place_for_codes_screen(texts: Texts, order: OrderView) -> Screen:
    """What stands for a moment where revealed codes are going to be."""
    return Screen(texts.html("codes-come-here", ref=Code(order.ref)))


def codes_file(texts: Texts, order: OrderView, cards: Sequence[Card], *, first: int) -> bytes:
    """The codes as a text file: no marks, exactly the characters that were bought."""
    lines = []
    for number, card in enumerate(cards, first):
        lines.append(card.value if _is_the_only_one(order) else f"{number}. {card.value}")
        if card.serial:
            lines.append(texts.bare("card-serial", serial=card.serial))
    return "\n".join(lines).encode()


def order_ended_screen(texts: Texts, order: OrderView, balance: Money) -> Screen:
    """An order that ended otherwise than wished: what went back, and why, in plain words."""
    values: dict[str, TextValue] = {
        "ref": Code(order.ref),
        "product": product_name(texts, order.product_title),
        "type": order.type_name,
        "refunded": order.refunded,
        "balance": balance,
    }
    if order.status is OrderStatus.PARTIALLY_FILLED:
        values |= {"count": order.fulfilled_quantity, "quantity": order.quantity}
        text = texts.html("ended-partly", **values)
    else:
        text = texts.html(_ENDED.get(order.why, "ended-refunded"), **values)
    details = button(texts.plain("button-order-details"), MyOrderApart(order.ref))
    return Screen(text, keyboard([[details]]))


def wallet_changed_screen(texts: Texts, entry: Entry, balance: Money) -> Screen:
    """Money came in or went out by hand."""
    came_in = entry.amount > Money.ZERO
    amount = entry.amount if came_in else -entry.amount
    key = f"wallet-{'undone-' if entry.undoes else ''}{'in' if came_in else 'out'}"
    text = texts.html(key, amount=amount, balance=balance)
    if entry.note:
        text += "\n" + texts.html("wallet-note", note=entry.note)
    row: Row = [
        button(texts.plain("button-shop"), Shop(1)),
        button(texts.plain("button-wallet"), MyWallet()),
    ]
    return Screen(text, keyboard([row]))


def role_changed_screen(texts: Texts, role: str | None) -> Screen:
    """As what somebody works here from now on; None: no more."""
    if role is None:
        return Screen(texts.html("role-taken", shop=texts.shop_name), keyboard([[menu_button(texts)]]))
    title, may = texts.plain(f"role-{role}"), texts.plain(f"role-may-{role}")
    text = texts.html("role-given", shop=texts.shop_name, title=title, may=may)
    return Screen(text, keyboard([[panel_button(texts)]]))


def staff_alert_screen(texts: Texts, code: str, args: Mapping[str, Any]) -> Screen:
    """Something for the staff, with the order's details behind a button where it is about one.

    A difference in the books comes with what to do about it.
    """
    text = alert_text(texts, code, args)
    if (to_do := CODES.get(code.removeprefix(_BOOKS))) is not None and code.startswith(_BOOKS):
        if others := args.get("others"):
            text += "\n" + texts.html("books-others", count=others)
        text = f"📒 {text}\n{texts.html(f'todo-{to_do}')}"
    ref, message_id = args.get("ref"), args.get("message")
    row = [button(texts.plain("button-order-details"), StaffOrderApart(ref))] if isinstance(ref, str) else []
    if isinstance(message_id, int):
        row.append(button(texts.plain("button-message-again"), SendMessageAgain(message_id)))
    if code == "restored" and args.get("count"):
        row.append(button(texts.plain("button-found-orders"), FoundOrders(Cursor(0))))
    if code in _ABOUT_COSTS and (place := args.get("place")) is not None:
        row.append(button(texts.plain("button-prices"), PricesApart(place)))
    return Screen(text, keyboard([row or [panel_apart_button(texts)]]))


def while_quiet_screen(texts: Texts, lines: Sequence[Mapping[str, Any]], more: int) -> Screen:
    """What was held for somebody of the staff in their quiet hours; `more`: how many do not stand there."""
    parts = []
    for line in lines:
        since = texts.html("while-quiet-at", at=datetime.fromisoformat(line["at"]))
        part = f"{since}\n{alert_text(texts, line['code'], line['args'])}"
        if (over_at := line.get("over_at")) is not None:
            part += "\n" + texts.html("while-quiet-over", at=datetime.fromisoformat(over_at))
        parts.append(part)
    head = texts.html("alert-while_quiet", count=len(lines) + more)
    row = [button(texts.plain("button-warnings-back"), WarningsApart())]
    return Screen(as_many_as_fit(texts, head, parts, more=more), keyboard([row]))


def not_carried_out_screen(texts: Texts, *, words: Sequence[str], count: int, broken: bool = False) -> Screen:
    """What was too much or could not be handled: the first
    few in the sender's own words, then how many more.
    """
    lines = [texts.html("not-carried-out-broken") if broken else texts.html("not-carried-out", count=count)]
    lines += [texts.html("not-carried-out-words", words=one) for one in words]
    if words and (more := count - len(words)) > 0:
        lines.append(texts.html("not-carried-out-more", count=more))
    lines.append(texts.html("not-carried-out-again"))
    return Screen("\n".join(lines), keyboard([[menu_button(texts)]]))


def _gift_head(texts: Texts, order: OrderView, *, is_gift: bool) -> list[str]:
    """What stands above the codes of a gift, with its buyer's greeting."""
    if not is_gift:
        return []
    greeting = None if order.gift is None else order.gift.greeting
    said = [] if not greeting else [texts.html("gift-says", greeting=greeting)]
    return [texts.html("gift-for-you"), *said]


def _keep(texts: Texts, order: OrderView, *, is_gift: bool) -> str:
    """Where the codes are found again."""
    return texts.html("gift-keep" if is_gift else "codes-keep", count=order.fulfilled_quantity)


def _codes_head(texts: Texts, order: OrderView, cards: Sequence[Card], *, first: int, again: bool) -> str:
    text = texts.html(
        "codes", product=product_name(texts, order.product_title), type=order.type_name, ref=Code(order.ref)
    )
    if len(cards) < order.fulfilled_quantity:
        last = first + len(cards) - 1
        text += "\n" + texts.html("codes-part", first=first, last=last, count=order.fulfilled_quantity)
    return f"{text}\n\n{texts.html('codes-sent-again', count=len(cards))}" if again else text


def _card_blocks(texts: Texts, order: OrderView, cards: Sequence[Card], *, first: int) -> list[str]:
    """Each card behind a spoiler with its serial, numbered where the order brought several."""
    blocks = []
    for number, card in enumerate(cards, first):
        value = Secret(card.value)
        if _is_the_only_one(order):
            lines = [texts.html("card-only", value=value)]
        else:
            lines = [texts.html("card", number=number, value=value)]
        if card.serial:
            lines.append(texts.html("card-serial", serial=Secret(card.serial)))
        blocks.append("\n".join(lines))
    return blocks


def _is_the_only_one(order: OrderView) -> bool:
    return order.fulfilled_quantity == 1


def _characters(cards: Sequence[Card]) -> int:
    return sum(len(escape(card.value)) + len(escape(card.serial)) for card in cards)


def _codes_buttons(
    texts: Texts,
    order: OrderView,
    cards: Sequence[Card],
    guide: Guide,
    *,
    first: int,
    how: bool,
    is_gift: bool,
) -> Keyboard | None:
    """`how`: with a way to the steps, which do not stand in the message. A friend, who did not buy it, has
    no order to look at.
    """
    labelled = [
        (texts.plain("button-copy", number=number), card.value) for number, card in enumerate(cards, first)
    ]
    if _is_the_only_one(order):
        labelled = [(texts.plain("button-copy-only"), card.value) for card in cards]
    buttons = [made for label, value in labelled if (made := copy_button(label, value)) is not None]
    steps = order_guide_row(texts, order.ref) if how and first == 1 and guide.says_how else []
    dead = dead_codes_row(texts, order, (first - 1) // CARDS_PER_MESSAGE + 1)
    hide = [button(texts.plain("button-hide-codes", count=len(cards)), HideCodes(order.ref))]
    shop = button(texts.plain("button-shop"), ShopApart())
    details = [button(texts.plain("button-order-details"), MyOrderApart(order.ref))]
    copies = in_rows(buttons, _COPIES_IN_A_ROW)
    rows = [*copies, redeem_row(texts, guide), steps, hide]
    if is_gift:
        return keyboard([*rows, dead, [shop]])
    ways = [*receipt_row(texts, order), shop]
    return keyboard([*rows, again_row(texts, order), dead, details, ways])


def backup_part_screen(texts: Texts, name: str, number: int, count: int, *, gone: bool) -> Screen:
    """What stands beside a part of a backup, counted from 1, or in its place when it is not there."""
    values: dict[str, TextValue] = {"name": Code(name), "number": number, "count": count}
    if gone:
        return Screen(texts.html("backup-part-gone", **values), None)
    if count == 1:
        return Screen(texts.html("backup-whole", name=Code(name)), None)
    joined = Code(f"cat {name}.??? > {name}")
    return Screen(texts.html("backup-part", **values, command=joined), None)


def day_closed_screen(texts: Texts, figures: Mapping[str, Any], waits: Mapping[str, int]) -> Screen:
    """The message that closes a day; `waits`: how much waits for a person, by kind."""
    text = day_text(texts, unpacked(figures), "alert-day_closed")
    lines = [texts.html(_WAITS[kind], count=count) for kind, count in waits.items() if kind in _WAITS]
    if lines:
        text = "\n".join([f"{text}\n\n{texts.html('waits')}", *lines])
    return Screen(text, keyboard([[panel_apart_button(texts)]]))


def week_closed_screen(texts: Texts, sales: Sales, before: Sales) -> Screen:
    """The message at the end of a week; its picture is a press away."""
    row = [button(texts.plain("button-stats"), Stats(f"{sales.first}_{sales.last}"))]
    return Screen(sales_text(texts, sales, before, "alert-week_closed"), keyboard([row]))
