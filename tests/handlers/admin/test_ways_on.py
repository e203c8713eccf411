"""No message of the shop is a dead end: whoever reads it finds the next step below it."""

import pytest

from bot.languages import LANGUAGES
from bot.shop.outbox.alert_kinds import KINDS
from handlers.admin.overview.callbacks import Overview, OverviewApart
from handlers.admin.warnings.callbacks import MyQuietHours
from handlers.customer.support.callbacks import WriteToShop
from handlers.customer.welcome.callbacks import MainMenu
from handlers.delivery.screens import not_carried_out_screen, role_changed_screen, staff_alert_screen
from handlers.ui.texts import without_marks
from tests.fakes.texts import library
from tests.handlers.buying_steps import confirm
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person

ROOM = {2: 20, 3: 10, 4: 7, 5: 6}
"""Characters that a phone shows of each of so many buttons in a row."""
LONGEST_ALONE = 64
PANEL, PANEL_APART, MENU = Overview().pack(), OverviewApart().pack(), MainMenu().pack()


def under(person: Person) -> list[str]:
    return person.data(person.last["message_id"])


def cramped(person: Person, message_id: int) -> list[str]:
    """The labels that a phone breaks or cuts, as others stand beside them."""
    markup = person.account.posts[message_id].markup or {}
    rows = [[without_marks(one["text"]) for one in row] for row in markup.get("inline_keyboard", [])]
    return [label for row in rows for label in row if len(label) > ROOM.get(len(row), LONGEST_ALONE)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_screen_of_the_panel_is_read_on_a_phone_and_leads_back(
    floor: Floor, language: str
) -> None:
    karim = floor.person(KARIM, language)
    await karim.sends("/start", "/admin")
    panel = karim.last["message_id"]
    ways = [*karim.data(panel), MyQuietHours().pack()]
    tight = set(cramped(karim, panel))
    assert len(ways) > 15
    for way in ways:
        before = karim.last["message_id"]
        await karim.presses(panel, way)
        shown = karim.last["message_id"] if karim.last["message_id"] != before else panel
        assert PANEL in karim.data(shown) or way == MyQuietHours().pack(), way
        tight |= set(cramped(karim, shown))
        await karim.sends("/admin")
        panel = karim.last["message_id"]
    assert tight == set()


@pytest.mark.parametrize(
    "typed", ["/credit", "/maintenance maybe", "/balance now", "/order", "/limit", "/x y"]
)
async def test_what_was_typed_wrongly_ends_with_the_way_to_the_panel(karim: Person, typed: str) -> None:
    await karim.sends(typed)
    assert PANEL in under(karim)


async def test_a_panel_opened_from_under_an_alert_leaves_the_alert_standing(
    floor: Floor, karim: Person
) -> None:
    await floor.services.alerts.raise_("ref_refused", matter="ref")
    await floor.work()
    alert, words = karim.last["message_id"], karim.screen
    assert under(karim) == [PANEL_APART]
    await karim.taps("Tableau de bord", on=alert)
    assert karim.last["message_id"] != alert
    assert PANEL in under(karim)
    assert karim.sees(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alert_has_a_button(language: str) -> None:
    texts = library()[language]
    known = {"difference_over": {"difference": "ref_refused", "known": {}, "at": "2026-11-30T09:00:00+00:00"}}
    for code in set(KINDS) - {"day_closed", "week_closed", "while_quiet"}:
        assert staff_alert_screen(texts, code, known.get(code, {})).keyboard is not None, code


async def test_a_refused_erasure_ends_with_the_menu(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    await sofiane.taps("Acheter")
    await sofiane.sends("/forget")
    assert "encore en cours" in sofiane.screen
    assert under(sofiane) == [MENU]


async def test_a_question_that_was_left_ends_with_the_menu(sofiane: Person) -> None:
    await sofiane.sends("/support", "/cancel")
    assert under(sofiane) == [MENU]


async def test_nothing_stands_under_a_farewell(sofiane: Person) -> None:
    await sofiane.sends("/forget")
    await sofiane.presses(sofiane.last["message_id"], "my-go:0", force=True)
    assert "ne vous connaissons plus" in sofiane.screen
    assert under(sofiane) == []


async def test_whoever_is_banned_finds_the_way_to_write(floor: Floor, karim: Person, sofiane: Person) -> None:
    await floor.services.customer_care.ban(karim.id, SOFIANE, "test")
    await sofiane.sends("/shop")
    assert under(sofiane) == [WriteToShop().pack()]


def test_what_comes_by_itself_leads_on_too() -> None:
    texts = library()["ar"]
    for screen in (
        not_carried_out_screen(texts, words=["/shop"], count=1),
        role_changed_screen(texts, None),
        role_changed_screen(texts, "cashier"),
    ):
        assert screen.keyboard is not None
