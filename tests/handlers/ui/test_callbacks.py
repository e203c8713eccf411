"""Buttons: what `pack` writes, `unpack` reads; everything else is refused. What goes to Telegram for them."""

import json
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, TelegramObject
from telegram.constants import KeyboardButtonStyle

from bot.languages import LANGUAGES
from bot.shop.order_status import OrderStatus
from bot.shop.paging import Cursor
from bot.shop.refs import ALPHABET, REF_LENGTH, new_token, short_key
from handlers.admin.overview.callbacks import Overview, SetMaintenance
from handlers.customer.browsing.callbacks import Shop
from handlers.customer.orders.callbacks import MyOrder, MyOrders
from handlers.ui.callback_codec import (
    LARGEST_NUMBER,
    LONGEST,
    BadCallbackError,
    Callback,
    TakenVerbError,
    registered,
)
from handlers.ui.keyboards import button, copy_button, keyboard
from storage.rows import Edge

ALL = registered()
# What the services really hand out, at its longest.
VALUES = {
    "key": st.text().map(short_key),
    "after": st.integers(0, 2**52),
    "product_key": st.text().map(short_key),
    "type_key": st.text().map(short_key),
    "draft_id": st.builds(new_token),
    "line_id": st.builds(new_token),
    "basket_id": st.builds(new_token),
    "version": st.integers(1, 2**31),
    "payment_id": st.integers(0, 2**40),
    "message_id": st.integers(0, 2**52),
    "unmatched": st.integers(0, 1),
    "to": st.sampled_from(["wallet", "stars"]),
    "how": st.sampled_from(["credit", "back"]),
    "request_id": st.builds(new_token),
    "entry_id": st.integers(0, 2**52),
    "receipt_id": st.integers(0, 2**52),
    "saw": st.text("0123456789abcdef", min_size=10, max_size=10),
    "reason": st.sampled_from(["not_received", "other"]),
    "ref": st.text(ALPHABET, min_size=REF_LENGTH, max_size=REF_LENGTH),
    "decision": st.sampled_from(["look_again", "refund", "deliver", f"adopt.{short_key('x')}"]),
    "code": st.sampled_from(sorted(LANGUAGES)),
    "page": st.integers(0, 10_000),
    "cursor": st.builds(
        Cursor,
        st.integers(0, 10_000),
        st.none() | st.builds(Edge, st.integers(1, 2**52), newer=st.booleans()),
    ),
    "centimes": st.integers(0, 2**52),
    "quantity": st.integers(0, 10_000),
    "user_id": st.integers(0, 2**52),
    "deed": st.sampled_from(["price", "limit", "hide", "unhide"]),
    "act": st.sampled_from(["credit", "debit"]),
    "language": st.sampled_from(sorted(LANGUAGES)),
    "on": st.integers(0, 1),
    "role": st.sampled_from(["manager", "cashier", "support"]),
    "by": st.integers(0, 2**52),
    "like": st.integers(0, 2**31),
    "about": st.integers(0, 2**31),
    "behind": st.integers(0, 2**31),
    "status": st.just("any") | st.sampled_from(OrderStatus).map(str),
    "of": st.just("any") | st.integers(0, 2**52).map(lambda number: f"c{number}"),
    "ordinal": st.integers(0, date.max.toordinal()),
    "place": st.just("all")
    | st.text().map(lambda text: f"p.{short_key(text)}")
    | st.text().map(lambda text: f"t.{short_key(text)}.{short_key(text[::-1])}"),
    "mark": st.integers(1, 5),
    "percent": st.integers(0, 1_000),
    "number": st.integers(0, 10_000),
    "supplier_order_id": st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True),
    "part": st.sampled_from(["percent", "added", "amount", "until"]),
    "rule": st.sampled_from(["7p", "7.5p_50a_10s_30m", "99.99p_1000000a_1000s"]),
    "per_order": st.integers(0, 10_000),
    "per_day": st.integers(0, 10_000),
    "rule_id": st.integers(0, 2**52),
    "promo_id": st.integers(0, 2**52),
    "below_cost": st.integers(0, 1),
    "support_id": st.integers(0, 2**52),
    "ticket_id": st.integers(0, 2**52),
    "review_id": st.integers(0, 2**52),
    "reply_id": st.integers(0, 2**52),
    "which": st.sampled_from(["open", "mine", "all"]),
    "day": st.dates().map(str),
    "way": st.sampled_from(["stars", "card", "transfer", "ocpay"]),
    "dinars": st.integers(1, 10**7),
    "period": st.sampled_from(["today", "week", "month", "2026-11-01_2026-11-07"]),
    "kind": st.sampled_from(["orders", "payments", "ledger", "customers"]),
    "group": st.sampled_from(["shop", "paying"]),
    "hours": st.sampled_from(["shop", "none", "22-7", "0-9"]),
    "value": st.sampled_from(["true", "ar", "none"]),
    "broadcast_id": st.integers(0, 2**52),
    "audience": st.sampled_from(["all", "language.ar", "idle.180", f"bought.{short_key('x')}"]),
    "field": st.sampled_from(["link", "aliases", "region.ar", "picture"]),
    "format": st.sampled_from(["csv", "xlsx"]),
}


@st.composite
def a_callback(draw: st.DrawFn) -> Callback:
    kind = draw(st.sampled_from(ALL))
    return kind(**{name: draw(VALUES[name]) for name in (field.name for field in fields(kind))})


@given(a_callback())
def test_what_is_packed_is_read_again(callback: Callback) -> None:
    data = callback.pack()
    assert type(callback).unpack(data) == callback
    assert len(data.encode()) <= LONGEST


@given(a_callback())
def test_a_button_belongs_to_one_kind_only(callback: Callback) -> None:
    for kind in ALL:
        if kind is not type(callback):
            with pytest.raises(BadCallbackError):
                kind.unpack(callback.pack())


@given(st.sampled_from(ALL), st.text(max_size=80))
def test_whatever_comes_is_read_or_refused(kind: type[Callback], rest: str) -> None:
    for data in (rest, kind.verb + rest, f"{kind.verb}:{rest}"):
        try:
            read = kind.unpack(data)
        except BadCallbackError:
            continue
        assert read.pack() == data


@pytest.mark.parametrize("number", ["-1", "01", "1.0", "١", "", " 1", str(LARGEST_NUMBER + 1), "9" * 40])
def test_numbers_are_bounded_and_plain(number: str) -> None:
    with pytest.raises(BadCallbackError):
        Shop.unpack(f"{Shop.verb}:{number}")


def test_what_does_not_fit_is_not_packed() -> None:
    for value in ("a:b", "é", "", "x" * 80):
        with pytest.raises(ValueError, match="cannot be a button"):
            MyOrder(value).pack()


def test_verbs_are_different() -> None:
    assert len({kind.verb for kind in ALL}) == len(ALL)


def test_a_taken_verb_is_refused_where_it_is_defined() -> None:
    with pytest.raises(TakenVerbError, match="MyOrders"):
        type("Another", (Callback,), {"verb": MyOrders.verb})
    assert registered() == ALL


def test_a_keyboard_is_written_as_the_library_would_write_it() -> None:
    copies = copy_button("Copier", "ABCD-1234")
    assert copies is not None
    rows = [
        [button("Fermer", SetMaintenance(1), style=KeyboardButtonStyle.DANGER), button("↻", Overview())],
        [copies, InlineKeyboardButton("Page", url="https://example.org")],
    ]
    ours = keyboard([*rows, []])
    assert ours is not None
    theirs = InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    "Fermer",
                    callback_data=SetMaintenance(1).pack(),
                    style=KeyboardButtonStyle.DANGER,
                ),
                InlineKeyboardButton("↻", callback_data=Overview().pack()),
            ],
            rows[1],
        ]
    )
    assert ours.to_dict() == theirs.to_dict()
    assert json.loads(ours.to_json()) == json.loads(theirs.to_json())
    assert TelegramObject.to_dict(ours) == theirs.to_dict()


def test_buttons_that_say_or_do_something_else_are_not_the_same() -> None:
    close = button("Fermer", SetMaintenance(1))
    assert button("Fermer", SetMaintenance(0)).callback_data != close.callback_data
    assert button("Ouvrir", SetMaintenance(1)).text == "Ouvrir"
    assert button("Fermer", SetMaintenance(1), style=KeyboardButtonStyle.DANGER).style != close.style
