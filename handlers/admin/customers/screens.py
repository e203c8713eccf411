"""How customers look to staff: the list, one in full, their wallet, the notes about them. Pure rendering."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from telegram import InlineKeyboardButton

from bot.languages import LANGUAGES
from bot.shop.customers import Customer
from bot.shop.people.dossiers import BookedEntry, BookedPage, CustomerDossier, Note, NotePage
from bot.shop.roles.rights import Right
from handlers.admin.customers.callbacks import (
    AskBan,
    AskOwnLimit,
    BookFor,
    ChooseTheirLanguage,
    CustomerList,
    CustomerNotes,
    CustomerWallet,
    LiftBan,
    StaffCustomer,
    WriteNote,
    WriteToCustomer,
)
from handlers.admin.orders.order_list import orders_of
from handlers.admin.orders.rows import order_rows
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.payments import SIGNS as PAYMENT_SIGNS
from handlers.admin.payments import OpenPayment
from handlers.admin.receipts.callbacks import OpenReceipt
from handlers.admin.tickets.callbacks import ShowTicket
from handlers.admin.tickets.screens import SIGNS as TICKET_SIGNS
from handlers.ui.callback_codec import Callback
from handlers.ui.keyboards import Row, button, in_rows, keyboard, turns_line, turns_row
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, cut, tidy
from handlers.words.payment import entry_line, shown_price
from handlers.words.person import person_words

CREDIT: Final = "credit"
DEBIT: Final = "debit"
_LONGEST_NAME: Final = 24
_LONGEST_NOTE: Final = 160  # characters beside everything else; their own page has all
_BUTTONS_IN_A_ROW: Final = 2


def person_buttons(texts: Texts, people: Sequence[Customer], to: Callable[[int], Callback]) -> list[Row]:
    """A row for each person."""
    return [
        [
            button(
                texts.plain(
                    "button-customer",
                    sign="⛔" if person.ban else "👤",
                    name=person_words(person.first_name, person.username, longest=_LONGEST_NAME),
                    id=person.id,
                ),
                to(person.id),
            )
        ]
        for person in people
    ]


def list_screen(texts: Texts, people: Sequence[Customer], *, older: int | None) -> Screen:
    """Who came last; `older`: there are more, before that person."""
    rows = person_buttons(texts, people, StaffCustomer)
    if older is not None:
        rows.append([button(texts.plain("button-customers-older"), CustomerList(older))])
    rows.append([panel_button(texts)])
    head = texts.html("customers-newest", example=Code("/customers amina"))
    return Screen(head, keyboard(rows))


def found_screen(texts: Texts, people: Sequence[Customer], words: str, *, more: bool) -> Screen:
    """Whom the words may mean; `more`: others, too."""
    head = texts.html("customers-found", words=words)
    if more:
        head += "\n" + texts.html("customers-more")
    rows = person_buttons(texts, people, StaffCustomer)
    rows.append([button(texts.plain("button-customers"), CustomerList(0))])
    return Screen(head, keyboard(rows))


def nobody_screen(texts: Texts, words: str) -> Screen:
    """The words mean nobody."""
    example = Code("/customers amina")
    text = texts.html("customers-none", words=words, example=example)
    return Screen(text, keyboard([[button(texts.plain("button-customers"), CustomerList(0))]]))


def dossier_screen(texts: Texts, dossier: CustomerDossier, rights: Collection[Right]) -> Screen:
    """One customer, with the buttons that somebody with these rights may press."""
    notes = dossier.notes
    blocks = [
        _facts(texts, dossier),
        _block(texts, "customer-entries", [booked_line(texts, one) for one in dossier.entries]),
        _block(texts, "customer-payments", _payments(texts, dossier)),
        _block(texts, "customer-receipts", _receipts(texts, dossier)),
        _block(texts, "customer-tickets", _tickets(texts, dossier)),
        _block(texts, "customer-notes", [_note(texts, one, _LONGEST_NOTE) for one in notes.items]),
    ]
    if dossier.orders:
        blocks.append(texts.html("customer-orders"))
    rows = [*order_rows(texts, dossier.orders), *_ways(texts, dossier, rights)]
    if dossier.customer.id:
        rows += _acts(texts, dossier.customer, rights)
    rows.append(
        [
            button(texts.plain("button-customers"), CustomerList(0)),
            panel_button(texts),
        ]
    )
    return Screen("\n\n".join(filter(None, blocks)), keyboard(rows))


def wallet_screen(texts: Texts, wallet: BookedPage) -> Screen:
    """A page of a wallet, with who booked what."""
    customer = wallet.customer
    head = texts.html(
        "customer-wallet", name=customer.first_name, customer=Code(customer.id), balance=wallet.balance
    )
    lines = [booked_line(texts, one) for one in wallet.items] or [texts.html("customer-wallet-none")]
    rows = [
        turns_row(texts, lambda to: CustomerWallet(customer.id, to), wallet.turns),
        _back(customer),
    ]
    text = "\n".join([head, "", *lines]) + turns_line(texts, wallet.turns)
    return Screen(text, keyboard(rows))


def notes_screen(texts: Texts, notes: NotePage, rights: Collection[Right]) -> Screen:
    """A page of notes."""
    customer = notes.customer
    head = texts.html("customer-notes-of", name=customer.first_name, customer=Code(customer.id))
    lines = [_note(texts, one) for one in notes.items] or [texts.html("customer-notes-none")]
    rows: list[Row] = []
    if notes.has_older:
        older = CustomerNotes(customer.id, notes.items[-1].id)
        rows.append([button(texts.plain("button-notes-older"), older)])
    if Right.SERVE_CUSTOMERS in rights:
        rows.append([button(texts.plain("button-note"), WriteNote(customer.id))])
    rows.append(_back(customer))
    return Screen("\n\n".join([head, *lines]), keyboard(rows))


def booked_line(texts: Texts, one: BookedEntry) -> str:
    """An entry, and who of the staff booked it."""
    line = entry_line(texts, one.entry)
    return line if one.staff is None else f"{line} · {texts.html('customer-by', staff=one.staff)}"


def _facts(texts: Texts, dossier: CustomerDossier) -> str:
    known = dossier.customer
    lines = [
        texts.html(
            "customer-dossier",
            name=person_words(known.first_name, known.username),
            customer=Code(known.id),
            language=LANGUAGES[known.language].name,
            since=known.created_at,
        )
    ]
    if known.seen_at is not None:
        lines.append(texts.html("customer-seen", at=known.seen_at))
    if known.ban is not None:
        lines.append(
            texts.html(
                "customer-banned", at=known.ban.at, staff=dossier.banned_by or "", reason=known.ban.reason
            )
        )
    if known.day_limit is not None:
        lines.append(texts.html("customer-limit", most=known.day_limit))
    if known.blocked:
        lines.append(texts.html("customer-blocks"))
    lines += _invitations(texts, dossier)
    return "\n".join([*lines, "", texts.html("customer-balance", balance=dossier.balance)])


def _invitations(texts: Texts, dossier: CustomerDossier) -> Iterator[str]:
    """By whom they were invited, and what their own invitations came to."""
    by, own = dossier.invited_by, dossier.has_invited
    if by is not None:
        yield texts.html("customer-invited-by", name=by.name, customer=Code(by.customer_id), at=by.at)
        outcome = texts.word("referraloutcome", by.outcome or "waiting")
        yield texts.html("customer-invited-outcome", outcome=outcome, reward=by.reward)
        if by.taken_back:
            yield texts.html("customer-invited-taken-back", amount=by.taken_back)
    if own.came:
        yield texts.html("customer-invited", came=own.came, rewards=own.rewards, earned=own.earned)


def _block(texts: Texts, head: str, lines: Sequence[str]) -> str:
    return "\n".join([texts.html(head), *lines]) if lines else ""


def _payments(texts: Texts, dossier: CustomerDossier) -> list[str]:
    return [
        texts.html(
            "customer-payment",
            sign=PAYMENT_SIGNS[paid.state],
            number=paid.id,
            price=shown_price(texts, paid.currency, paid.currency_amount),
            way=texts.word("by", paid.way),
            at=paid.at,
        )
        for paid in dossier.payments
    ]


def _receipts(texts: Texts, dossier: CustomerDossier) -> list[str]:
    return [
        texts.html(
            "customer-receipt", amount=sent.amount, state=texts.plain(f"request-{sent.state}"), at=sent.at
        )
        for sent in dossier.receipts
    ]


def _tickets(texts: Texts, dossier: CustomerDossier) -> list[str]:
    return [
        texts.html(
            "customer-ticket",
            sign=TICKET_SIGNS[ticket.state],
            number=ticket.id,
            kind=texts.plain(f"ticketkind-{ticket.kind}"),
            state=texts.plain(f"ticketstate-{ticket.state}"),
            at=ticket.state_at,
        )
        for ticket in dossier.tickets
    ]


def _note(texts: Texts, note: Note, longest: int | None = None) -> str:
    body = note.body if longest is None else cut(tidy(note.body, len(note.body)), longest)
    return texts.html("customer-note", at=note.at, staff=note.staff, words=body)


def _ways(texts: Texts, dossier: CustomerDossier, rights: Collection[Right]) -> list[Row]:
    """To all that belongs to them."""
    known = dossier.customer
    found: list[InlineKeyboardButton] = []
    if Right.SETTLE_PAYMENTS in rights:
        found += [
            button(
                texts.plain(
                    "button-customer-payment",
                    sign=PAYMENT_SIGNS[paid.state],
                    number=paid.id,
                    price=shown_price(texts, paid.currency, paid.currency_amount),
                ),
                OpenPayment(paid.id),
            )
            for paid in dossier.payments
        ]
    if Right.DECIDE_RECEIPTS in rights:
        found += [
            button(texts.plain("button-open-receipt", amount=sent.amount), OpenReceipt(sent.request_id))
            for sent in dossier.receipts
        ]
    if Right.ANSWER_TICKETS in rights:
        found += [
            button(texts.plain("button-open-ticket", number=ticket.id), ShowTicket(ticket.id))
            for ticket in dossier.tickets
        ]
    lists = [
        button(texts.plain("button-all-orders"), orders_of(known.id)),
        button(texts.plain("button-customer-wallet"), CustomerWallet(known.id)),
    ]
    if dossier.notes.items:
        lists.append(button(texts.plain("button-customer-notes"), CustomerNotes(known.id, 0)))
    return [*in_rows(found, _BUTTONS_IN_A_ROW), lists]


def _acts(texts: Texts, known: Customer, rights: Collection[Right]) -> list[Row]:
    rows: list[Row] = []
    if Right.MOVE_MONEY in rights:
        rows.append(
            [
                button(texts.plain("button-credit"), BookFor(known.id, CREDIT)),
                button(texts.plain("button-debit"), BookFor(known.id, DEBIT)),
            ]
        )
    if Right.SERVE_CUSTOMERS in rights:
        door = (
            button(texts.plain("button-ban"), AskBan(known.id))
            if known.ban is None
            else button(texts.plain("button-unban"), LiftBan(known.id))
        )
        rows += [
            [
                button(texts.plain("button-message"), WriteToCustomer(known.id)),
                button(texts.plain("button-note"), WriteNote(known.id)),
            ],
            [
                door,
                button(texts.plain("button-own-limit"), AskOwnLimit(known.id)),
                button(texts.plain("button-their-language"), ChooseTheirLanguage(known.id)),
            ],
        ]
    return rows


def _back(customer: Customer) -> Row:
    return [button(f"👤 {customer.first_name}", StaffCustomer(customer.id))]
