"""The first screen: what somebody bought lately, what sells most, the categories; and how few taps follow."""

from bot.shop.shortcuts.shortcuts import COUNTED_FOR
from handlers.customer.welcome.home import MOST_CATEGORIES, MOST_LATELY, MOST_POPULAR
from tests.handlers.buying_steps import FRANCE, bought, confirm
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person

POPULAR = "🔥 🇫🇷 PlayStation Store France · 10 EUR"
LATELY = "🔁 🇫🇷 PlayStation Store France · 10 EUR"


async def test_a_first_visit_shows_the_categories_and_the_menu(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/shop")  # somebody has looked: the catalogue was read
    await sofiane.sends("/start")
    shelves = [category.title for category in floor.books.categories][:MOST_CATEGORIES]
    assert sofiane.buttons[: len(shelves)] == shelves
    assert "🛍️ Boutique" in sofiane.buttons
    assert "🔥" not in sofiane.screen
    assert "🔁" not in sofiane.screen


async def test_a_shop_that_never_read_its_catalogue_shows_its_menu_and_asks_nobody(
    floor: Floor, sofiane: Person
) -> None:
    floor.books.modes = floor.books.modes.turned({"stopped": True, "stopped_how": "503"})
    await sofiane.sends("/start")
    assert "🛍️ Boutique" in sofiane.buttons[0]


async def test_what_sells_is_two_taps_from_the_start_for_everybody(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await bought(floor, sofiane)
    floor.clock.tick(COUNTED_FOR.total_seconds())
    await floor.gives(AMINA, 10_000)
    await amina.sends("/start")
    assert POPULAR in amina.buttons
    assert "الأكثر طلبًا الآن" in amina.screen
    home = amina.last["message_id"]
    await amina.taps("🔥", "شراء")
    [order] = await floor.orders(AMINA)
    assert order.quantity == 1
    await floor.work()
    assert order.ref in str(amina.account.posts[home].seen())  # the same message all the way


async def test_what_i_bought_lately_stands_first_and_once(floor: Floor, sofiane: Person) -> None:
    await bought(floor, sofiane)
    await floor.gives(SOFIANE, 40_000)
    await confirm(sofiane, "1", "20 EUR")
    await sofiane.taps("Acheter")
    await floor.work()
    await floor.settle()
    await sofiane.sends("/start")
    assert sofiane.buttons[:2] == ["🔁 🇫🇷 PlayStation Store France · 20 EUR", LATELY]
    assert not any(label.startswith("🔥") for label in sofiane.buttons)  # it is the same
    assert "Vos derniers achats" in sofiane.screen
    await sofiane.taps("🔁", "Acheter")
    assert [order.type_name for order in await floor.orders(SOFIANE)] == ["20 EUR", "20 EUR", "10 EUR"]
    # From a screen deeper down the menu leads back to the same.
    await sofiane.sends("/wallet")
    await sofiane.taps("Menu")
    assert sofiane.buttons[1] == LATELY


async def test_what_cannot_be_bought_now_is_no_short_way(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await bought(floor, sofiane)
    floor.type_(FRANCE, "10 EUR").stock = 0
    floor.clock.tick(600)
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", FRANCE)  # now the shop knows
    await sofiane.sends("/start")
    assert LATELY not in sofiane.buttons
    await amina.sends("/start")
    assert POPULAR not in amina.buttons
    floor.type_(FRANCE, "10 EUR").stock = 5
    floor.clock.tick(600)
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", FRANCE)
    await sofiane.sends("/start")
    assert LATELY in sofiane.buttons
    await karim.sends(f"/hide {FRANCE} 10 EUR")
    await sofiane.sends("/start")
    assert LATELY not in sofiane.buttons


async def test_what_sells_most_is_counted_once_in_a_while(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await amina.sends("/start")
    await bought(floor, sofiane)
    await amina.sends("/start")
    assert POPULAR not in amina.buttons
    floor.clock.tick(COUNTED_FOR.total_seconds())
    await amina.sends("/start")
    assert POPULAR in amina.buttons


async def test_an_order_that_brought_nothing_is_no_short_way(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane, "1")
    await sofiane.taps("Acheter")
    await floor.work()
    await floor.settle("refunded")
    await sofiane.sends("/start")
    assert LATELY not in sofiane.buttons


async def test_the_first_screen_stays_short(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 500_000)
    for type_name in ("10 EUR", "20 EUR", "50 EUR", "100 EUR"):
        await confirm(sofiane, "1", type_name)
        await sofiane.taps("Acheter")
        await floor.work()
        await floor.settle()
        floor.clock.tick(COUNTED_FOR.total_seconds() / 2)
    await sofiane.sends("/start")
    assert sum(label.startswith("🔁") for label in sofiane.buttons) == MOST_LATELY
    assert sum(label.startswith("🔥") for label in sofiane.buttons) == 2 <= MOST_POPULAR


async def test_what_most_people_buy_sells_more_than_what_one_buys_often(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    for _ in range(3):
        await floor.gives(SOFIANE, 20_000)
        await confirm(sofiane, "1", "20 EUR")
        await sofiane.taps("Acheter")
        await floor.work()
        await floor.settle()
        floor.clock.tick(61)
    await bought(floor, sofiane)
    await floor.gives(AMINA, 20_000)
    await confirm(amina, "1")
    await amina.taps("شراء")
    await floor.work()
    await floor.settle()
    floor.clock.tick(COUNTED_FOR.total_seconds())
    await karim.sends("/start")
    popular = [label.rpartition(" · ")[2] for label in karim.buttons if label.startswith("🔥")]
    assert popular == ["10 EUR", "20 EUR"]
