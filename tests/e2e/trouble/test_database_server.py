"""The shop as a process over PostgreSQL, whose server goes away in the middle of it all."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import postgres
from tests.e2e.lanes import Lane
from tests.e2e.processes import Person
from tests.e2e.purchases import CREDIT, assert_books_agree, assert_delivered, settled

pytestmark = [pytest.mark.processes, pytest.mark.postgresql]


@pytest.fixture
def server(postgres_server: postgres.Server) -> Iterator[postgres.Server]:
    """One that may be stopped, which the shared one may not."""
    folder = postgres.new_folder()
    server = postgres.Server(folder)
    server.start()
    yield server
    postgres.end(folder)


def test_people_buy_while_connections_break_and_the_server_starts_anew(
    server: postgres.Server, mine: Lane
) -> None:
    server.sql("CREATE DATABASE shop")
    mine.opens(DATABASE_URL=server.url("shop"))
    over = threading.Event()

    def breaks() -> None:
        while not over.wait(1):
            server.cut_connections()
        server.stop()
        over.wait(1)
        server.start()

    people: list[Person] = []
    with ThreadPoolExecutor(1) as trouble:
        offers = [mine.offered(number=number) for number in (0, 0, 0, 0)]
        broken = trouble.submit(breaks)
        for person, offer in offers[:2]:
            offer.buy()
            people.append(person)
        settled(mine.shop)
        over.set()
        for person, offer in offers[2:]:
            offer.buy()
            people.append(person)
        broken.result()
    settled(mine.shop, within=40)
    bought = 0
    for person in people:
        if not (orders := mine.shop.orders(person)):
            # Cut off three times in a row: nothing was done, and the person knows.
            assert mine.shop.wallet(person) == CREDIT * 100
            assert any("Réessayez" in toast["text"] for toast in person.toasts())
            continue
        (order,) = orders
        assert order["status"] == "fulfilled"
        assert_delivered(mine.world, mine.shop, order)
        bought += 1
    assert bought
    assert len(mine.world.asked("placeOrder")) == bought
    assert_books_agree(mine.world, mine.shop)
    status, said = mine.shop.runs("check", "--books")
    assert status == 0, said
    assert "add up" in said
