"""Whole messages, put together from many lines, with values as long as they really get, against Telegram's
limits.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.languages import LANGUAGES
from bot.shop.books.losses import Loss
from bot.shop.catalogue.catalogue import Offer, Product, ProductPage
from bot.shop.catalogue.price_sheets import Line, Preview, PromoEffect, Sheet, Worst
from bot.shop.catalogue.rule_targets import RuleTarget
from bot.shop.customers import Customer
from bot.shop.gifts.gifts import LONGEST_GREETING
from bot.shop.lost_orders.investigation import Debit, Findings
from bot.shop.lost_orders.recovery import Candidate
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.orders.history import GiftView, OrderEvent
from bot.shop.prices.promo_codes import Promo
from bot.shop.prices.rules import MOST_ADDED, Limit, Priced, PriceRule, RuleScopeKey, Scope, StoredRule
from bot.shop.quotes import Choice, Confirmation
from bot.shop.roles.rights import StaffRole
from bot.shop.search.search import Found, Hit
from bot.shop.staff.audit import AuditLine
from bot.shop.staff.decisions import Decision, DecisionKind
from bot.shop.staff.order_review import AttemptView, Dossier
from bot.shop.vault import Card
from handlers.admin.orders.screens import MOST_LINES, decision_label, dossier_screen
from handlers.admin.prices.callbacks import SetLimits, SetRule
from handlers.admin.prices.rule_targets import choices_screen
from handlers.admin.prices.screens import (
    limits_screen,
    parts_screen,
    preview_screen,
    rules_screen,
    sheet_screen,
)
from handlers.admin.promos.screens import SCREENS, making_screen, part_screen, places_screen
from handlers.customer.browsing.screens import product_screen
from handlers.customer.buying.screens import choice_screen, confirmation_screen
from handlers.customer.guides.screens import order_guide_screen, product_guide_screen
from handlers.customer.orders.screens import order_card, order_screen
from handlers.customer.search.screens import results_screen
from handlers.delivery import screens
from handlers.ui.keyboards import page_of
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, without_marks
from handlers.words.order import timeline
from storage.states import GiftState
from tests.fakes.texts import library
from tests.handlers.samples import AT, LONG_GUIDE, LONG_TITLE, order_view
from tests.handlers.shopfloor import SOFIANE, Floor, Person
from tests.handlers.telegram_limits import fits, length

S = OrderStatus
LONG_RULE = PriceRule(Decimal("999.99"), MOST_ADDED, MOST_ADDED, MOST_ADDED)
LONG_PROMO = Promo(
    "W" * 24,
    amount=MOST_ADDED,
    scope=Scope.PRODUCT,
    target="P1",
    title=LONG_TITLE,
    total_limit=1_000_000,
    customer_limit=1_000_000,
    least=MOST_ADDED,
    starts_at=AT,
    ends_at=AT + timedelta(days=900),
    id=2**52,
)


@pytest.fixture(params=sorted(LANGUAGES))
def texts(request: pytest.FixtureRequest) -> Texts:
    return library()[request.param]


def long_order(**changes: Any) -> Any:
    statuses = [S.PAID, S.PLACING, S.UNKNOWN, S.NEEDS_REVIEW] * 30
    events = tuple(
        OrderEvent(AT + timedelta(minutes=n), None, status, "debit_without_order", "staff:4503599627370496")
        for n, status in enumerate(statuses)
    )
    long = {"product_title": LONG_TITLE, "type_name": LONG_TITLE, "quantity": 100, "fulfilled_quantity": 100}
    long |= {"discount": Money(99_999_999_99), "promo": "W" * 24}
    return order_view(**{**long, "events": events, **changes})


def test_codes_of_the_longest_kind_fit_a_message(texts: Texts) -> None:
    cards = tuple(Card("W" * 150, "9" * 90) for _ in range(10))
    assert screens.fit_a_message(cards)
    screen = screens.codes_screen(texts, long_order(), cards, LONG_GUIDE, first=1, again=True, is_gift=True)
    assert fits(screen)
    assert "Z" * 70 not in screen.text
    assert not screens.fit_a_message((Card("W" * 2_401, ""),))
    caption = screens.codes_caption_screen(
        texts, long_order(), cards, LONG_GUIDE, first=1, again=True, is_gift=True
    )
    assert length(caption.text) <= 1_024
    assert fits(caption)


def test_a_gift_with_the_longest_greeting_fits_its_messages(texts: Texts) -> None:
    greeting = "W" * LONGEST_GREETING
    order = long_order(gift=GiftView(GiftState.CLAIMED, greeting, AT), status=S.FULFILLED)
    for cards in (
        tuple(Card("W" * 150, "9" * 90) for _ in range(10)),
        tuple(Card("W" * 100, "9" * 60) for _ in range(10)),
    ):
        screen = screens.codes_screen(texts, order, cards, LONG_GUIDE, first=1, again=True, is_gift=True)
        assert fits(screen)
        assert greeting in screen.text
        caption = screens.codes_caption_screen(
            texts, order, cards, LONG_GUIDE, first=1, again=True, is_gift=True
        )
        assert length(caption.text) <= 1_024
        assert fits(caption)
    assert fits(order_screen(texts, order, None))


def test_as_many_codes_as_stand_beside_the_longest_guide_fit_a_message(texts: Texts) -> None:
    cards = tuple(Card("W" * 100, "9" * 60) for _ in range(10))
    screen = screens.codes_screen(texts, long_order(), cards, LONG_GUIDE, first=1, again=True, is_gift=True)
    assert fits(screen)
    assert screen.text.count("Z" * 70) == 8


def test_the_longest_guide_fits_the_screens_that_show_it(texts: Texts) -> None:
    product = Product("k" * 13, "P1", LONG_TITLE, "united-arab-emirates", "c")
    offers = tuple(Offer(f"{n:013d}", LONG_TITLE, Money(99_999_999_99), 9_999) for n in range(30))
    page = ProductPage(product, "k" * 13, offers, AT)
    assert fits(product_screen(texts, page, 1, LONG_GUIDE))
    assert fits(product_guide_screen(texts, product.key, product.title, product.region, LONG_GUIDE))
    much = Money(99_999_999_99)
    confirmation = Confirmation(
        "d" * 16,
        product.key,
        LONG_TITLE,
        product.region,
        LONG_TITLE,
        9_999,
        100,
        99,
        much,
        much,
        much,
        much,
        AT,
    )
    assert fits(confirmation_screen(texts, confirmation, 2**52, LONG_GUIDE))
    assert fits(order_guide_screen(texts, "W" * 10, product.title, product.region, LONG_GUIDE))


def test_the_longest_dossier_fits_a_message(texts: Texts) -> None:
    dossier = Dossier(
        order=long_order(status=S.NEEDS_REVIEW, fulfilled_quantity=0),
        customer=Customer(2**52, "W" * 64, "W" * 32, "fr", AT, False),
        supplier_order_id="W" * 40,
        cost=Money(99_999_999_99),
        charged=Money(99_999_999_99),
        margin=Money(-99_999_999_99),
        attempts=tuple(AttemptView(AT, "not_placed", "W" * 40, "W" * 60) for _ in range(30)),
        candidates=tuple(Candidate("W" * 40, "PARTIALLY_FILLED", AT) for _ in range(30)),
        held_reason="card_known_from_another_order",
        decisions=(
            Decision(DecisionKind.LOOK_AGAIN),
            *(Decision(DecisionKind.ADOPT, f"{n:013d}") for n in range(30)),
            Decision(DecisionKind.REFUND),
        ),
        findings=Findings(
            debits=tuple(Debit("L", Money(99_999_999_99), AT, "W" * 40) for _ in range(30)),
            status="PARTIALLY_FILLED",
            cards=100,
        ),
        unasked=True,
        losses=tuple(Loss(Money(99_999_999_99), AT, "W" * 40, None, AT, 2**52, "W" * 200) for _ in range(30)),
        priced_by=StoredRule(LONG_RULE, Scope.TYPE, title=LONG_TITLE, id=1, staff_id=2**52, at=AT),
    )
    acts = [AuditLine(1, AT, 2**52, "W" * 64, "refund_unasked", "order:W", "W" * 400, "W" * 64)] * 30
    assert fits(dossier_screen(texts, dossier, acts=acts, names={2**52: "W" * 64}))
    assert str(MOST_LINES) in decision_label(
        texts, dossier, Decision(DecisionKind.ADOPT, f"{MOST_LINES - 1:013d}")
    )


def test_the_longest_sheet_rules_and_preview_fit_a_message(texts: Texts) -> None:
    key = f"t.{'a' * 13}.{'b' * 13}"
    place = RuleTarget(key, LONG_TITLE, RuleScopeKey("c", "p", "t"))
    rule = StoredRule(LONG_RULE, Scope.TYPE, "p/t", LONG_TITLE, 1, 2**52, AT)
    limit = StoredRule(Limit(10_000, 10_000), Scope.TYPE, "p/t", LONG_TITLE, 2, 2**52, AT)
    priced = Priced(Money(99_999_999_99), Money(99_999_999_99), rule)
    for scope_place in (place, replace(place, goods=RuleScopeKey("c", "p"))):
        lines = tuple(Line(place, LONG_TITLE, priced, sold=False) for _ in range(30))
        children = tuple(place for _ in range(30))
        sheet = Sheet(
            place=scope_place,
            above=place,
            rule=rule,
            own=True,
            margin=LONG_RULE,
            limit=limit.rule,
            order_limit=10_000,
            hidden_by=rule,
            hidden_here=False,
            hidden_inside=999,
            children=children,
            lines=lines,
            stale_since=AT,
        )
        assert fits(sheet_screen(texts, sheet, 1))
        assert fits(parts_screen(texts, sheet))
        assert fits(limits_screen(texts, sheet, undo=SetLimits(key, 10_000, 10_000)))
    assert fits(rules_screen(texts, [rule, limit] * 20, 1))
    assert fits(choices_screen(texts, [place] * 100, lambda one: SetRule(one.key, "9.99p_99999a_999s")))
    worst = Worst(LONG_TITLE, priced)
    preview = Preview(2**52, place, rule, rule, rule, 9_999, 9_999, 9_999, 9_999, worst)
    assert fits(preview_screen(texts, replace(preview, below_cost=worst)))
    assert fits(preview_screen(texts, replace(preview, steep=worst)))
    assert fits(preview_screen(texts, replace(preview, steep_percent=True)))


def test_the_longest_code_in_the_making_fits_a_message(texts: Texts) -> None:
    place = RuleTarget(f"p.{'a' * 13}", LONG_TITLE, RuleScopeKey("c", "p"))
    worst = Worst(LONG_TITLE, Priced(Money(99_999_999_99), Money(99_999_999_99), StoredRule(LONG_RULE)))
    effect = PromoEffect(9_999, 9_999, 9_999, 9_999, worst)
    for taken in (True, False):
        assert fits(making_screen(texts, LONG_PROMO, effect, taken=taken))
    for part in SCREENS:
        assert fits(part_screen(texts, LONG_PROMO, part, lambda days: AT + timedelta(days=days)))
    assert fits(places_screen(texts, LONG_PROMO, place, (place, [place] * 30), 1))


async def test_a_page_of_the_longest_codes_fits_a_message(floor: Floor, karim: Person) -> None:
    for n in range(9):
        made = await floor.services.promos.propose(2001, replace(LONG_PROMO, code=f"{'W' * 22}-{n}"))
        assert await floor.services.promos.start(2001, made.id, below_cost=True)
    await karim.sends("/promo")
    assert "W-8" in karim.screen  # and the fake would have refused anything too long


def test_the_longest_receipt_and_timeline_fit_a_message(texts: Texts) -> None:
    order = long_order(status=S.PARTIALLY_FILLED, refunded=Money(99_999_999_99), fulfilled_quantity=99)
    screen = order_card(texts, order)
    assert fits(screen)
    assert fits(Screen(f"{screen.text}\n\n{timeline(texts, order)}"))


def test_the_ends_of_orders_fit_a_message(texts: Texts) -> None:
    for status in (S.PARTIALLY_FILLED, S.REFUNDED, S.REJECTED):
        assert fits(screens.order_ended_screen(texts, long_order(status=status), Money(1)))


def test_every_status_has_its_receipt(texts: Texts) -> None:
    for status in OrderStatus:
        assert fits(order_card(texts, order_view(status=status, quantity=3, fulfilled_quantity=2)))


async def test_the_longest_wallet_and_customer_fit_a_message(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    for n in range(10):
        await floor.services.wallet_adjustments.credit(
            2001, SOFIANE, 1_000_000, f"{n} <&> " * 40, key=f"k{n}"
        )
    await sofiane.sends("/wallet")
    await karim.sends("/customer 1002")
    assert "1 000 000 DA" in sofiane.screen
    assert "Derniers mouvements" in karim.screen  # and the fake would have refused anything too long


async def test_long_names_do_not_cut_price_and_stock_off_a_button(floor: Floor, sofiane: Person) -> None:
    floor.type_("PlayStation Store France", "10 EUR").name = "A very long name of a denomination " * 3
    floor.product("PlayStation Store France").title = "PlayStation " * 16
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", "PlayStation PlayStation")
    assert "2 790 DA · 64 en stock" in sofiane.buttons[0]
    await sofiane.taps("A very long name")
    assert "Vérifiez votre commande" in sofiane.screen


def test_long_names_do_not_cut_the_price_off_a_result(texts: Texts) -> None:
    products = [Product("k" * 13, "id", f"PlayStation Store {name * 40}", "france", "c") for name in "ab"]
    dear = Offer("l" * 13, "PS Plus Essential 12 months" * 3, Money.of_dinars(1_234_567), 9)
    found = Found(tuple(Hit(product, dear) for product in products), is_sure=True)
    screen = results_screen(texts, "psn" * 100, found, 1, key="k" * 13)
    assert screen.keyboard is not None
    for row in screen.keyboard.inline_keyboard[:2]:
        assert without_marks(texts.money(dear.price)) in without_marks(row[0].text)


def test_pages_hold_everything_once() -> None:
    items = list(range(17))
    pages = [page_of(items, page)[0] for page in (1, 2, 3)]
    assert [one for page in pages for one in page] == items
    assert page_of(items, 99)[1:] == (3, 3)
    assert page_of([], 1) == ([], 1, 1)


def test_quick_quantities_never_exceed_what_there_is(texts: Texts) -> None:
    for most in (1, 2, 4, 10, 100):
        choice = Choice("d", "k", "p", None, "c", "t", Money(1), most, most)
        screen = choice_screen(texts, choice)
        assert screen.keyboard is not None
        labels = [button.text for button in screen.keyboard.inline_keyboard[0]]
        assert labels == [str(n) for n in (1, 2, 3, 5, 10) if n <= most]


async def test_a_full_page_of_staff_and_of_their_acts_fits_a_message(floor: Floor, karim: Person) -> None:
    for user_id in range(3001, 3012):
        await floor.services.customers.seen(
            user_id, first_name=LONG_TITLE[:64], username="W" * 32, telegram_language="fr"
        )
        await floor.services.staff_keeping.give(2001, user_id, StaffRole.MANAGER)
    for n in range(9):
        await floor.services.wallet_adjustments.credit(3001, 3002, 1_000_000, LONG_TITLE, key=f"k{n}")
    await karim.sends("/staff", "/audit")
    assert "W &" in karim.screen  # and the fake would have refused anything too long
