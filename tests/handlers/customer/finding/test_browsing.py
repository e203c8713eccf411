"""Looking around: screens that stand alone, pages, deep links; and nothing is written."""

import sqlite3
from contextlib import closing

from tests.handlers.buying_steps import FRANCE, choose
from tests.handlers.shopfloor import Floor, Person


async def test_browsing_writes_nothing(floor: Floor, sofiane: Person, database_url: str) -> None:
    with closing(sqlite3.connect(database_url.partition("///")[2], isolation_level=None)) as onlooker:

        def writes() -> int:
            """Changes whenever somebody else commits a change."""
            return int(onlooker.execute("PRAGMA data_version").fetchone()[0])

        async def look_around() -> None:
            await sofiane.sends("/shop")
            await sofiane.taps("PlayStation", FRANCE, "Retour", "Menu")

        await look_around()  # the first who looks fills the caches
        before = writes()
        await look_around()
        assert writes() == before
        await choose(sofiane)
        assert writes() != before


async def test_a_deep_link_opens_the_product(floor: Floor, sofiane: Person) -> None:
    listing = await floor.services.catalogue.categories()
    product = listing.categories[0].products[0]
    await sofiane.sends(f"/start p_{product.key}")
    assert product.title in sofiane.screen
    assert any("DA" in label for label in sofiane.buttons)
    await sofiane.sends("/start p_nosuchproduct")
    assert "n’est plus vendue" in sofiane.screen
    assert any("Boutique" in label for label in sofiane.buttons)


async def test_long_categories_are_paged(floor: Floor, sofiane: Person) -> None:
    category = max(floor.books.categories, key=lambda one: len(one.products))
    await sofiane.sends("/shop")
    await sofiane.taps(category.title)
    seen = set(sofiane.buttons)
    assert "Page 1 sur 2" in sofiane.screen
    await sofiane.taps("Suivant")
    assert "Page 2 sur 2" in sofiane.screen
    seen |= set(sofiane.buttons)
    enabled = [product.title for product in category.products if product.enabled]
    assert all(any(title in label for label in seen) for title in enabled)
    await sofiane.taps("Précédent")
    assert "Page 1 sur 2" in sofiane.screen


async def test_a_product_that_somebody_found_sold_out_is_marked_in_its_category(
    floor: Floor, sofiane: Person
) -> None:
    italy = "PlayStation Store Italy"
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", "Suivant")
    assert not any("épuisé" in label for label in sofiane.buttons)
    await sofiane.taps(italy, "Retour", "Suivant")
    [marked] = [label for label in sofiane.buttons if "épuisé" in label]
    assert italy in marked
    assert marked.startswith("❌")


async def test_a_screen_too_old_to_edit_is_sent_anew(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/shop")
    before = len(sofiane.messages)
    _, data = sofiane.button("PlayStation")
    await sofiane.presses(999_999, data)
    assert len(sofiane.messages) == before + 1
    assert FRANCE in " ".join(sofiane.buttons)


async def test_pressing_the_same_screen_twice_is_quiet(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/shop")
    message_id, data = sofiane.button("PlayStation")
    for _ in range(2):
        floor.telegram.people.press(sofiane.account, message_id, data)
    sent = len(sofiane.messages)
    await floor.handle()
    assert len(sofiane.messages) == sent
    assert [toast["text"] for toast in sofiane.toasts[-2:]] == ["", ""]


async def test_a_screen_is_shown_although_the_press_cannot_be_answered(sofiane: Person, floor: Floor) -> None:
    await sofiane.sends("/shop")
    floor.api.refuse_next("answerCallbackQuery", 502, "Bad Gateway")
    await sofiane.taps("PlayStation")
    assert FRANCE in " ".join(sofiane.buttons)
