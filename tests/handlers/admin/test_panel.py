"""The panel: what waits for a person stands first with its number, and each sees what is theirs."""

import pytest

from bot.shop.outbox.messages import REFUSED, MessageKind, tell
from storage.states import StaffRole
from tests.handlers.buying_steps import bought, confirm
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person

WORDS = {
    "fr": ("À décider (1)", "Non livrés (1)", "attend votre décision : 1", "Le fournisseur répond", "Marge"),
    "en": ("To decide (1)", "Undelivered (1)", "needs your decision: 1", "The supplier answers", "Margin"),
    "ar": ("تنتظر قرارك (1)", "رسائل لم تصل (1)", ": 1", "المورّد يجيب", "هامش"),
}


async def troubled(floor: Floor, sofiane: Person) -> str:
    """A held order, and a message that Telegram refuses; the order's ref."""
    await bought(floor, sofiane)
    await confirm(sofiane, "2")
    await sofiane.taps("Acheter")
    await floor.work()
    floor.books.modes = floor.books.modes.turned({"cards": "missing"})
    await floor.settle()
    async with floor.db.write() as conn:
        await tell(
            conn,
            key="refused",
            chat_id=SOFIANE,
            kind=MessageKind.ROLE_CHANGED,
            payload={"role": None},
            now=floor.clock.now(),
        )
        await conn.exec_driver_sql(
            f"UPDATE messages SET tries = 1, last_error = '{REFUSED}too odd', due_at = due_at + 3600000"
            " WHERE key = 'refused'"
        )
    return (await floor.orders(SOFIANE))[0].ref


@pytest.mark.parametrize("language", WORDS)
async def test_what_waits_for_a_person_stands_first_with_its_number(
    floor: Floor, karim: Person, sofiane: Person, language: str
) -> None:
    ref = await troubled(floor, sofiane)
    await floor.services.customers.choose_language(KARIM, language)
    await karim.sends("/admin")
    held, undelivered, state, answers, margin = WORDS[language]
    assert held in karim.buttons[0]
    assert undelivered in karim.buttons[1]
    for words in (state, answers, margin):
        assert words in karim.screen
    panel = karim.last["message_id"]
    await karim.taps(held, on=panel)
    assert karim.last["message_id"] == panel
    assert any(ref in label for label in karim.buttons)
    await karim.sends("/admin")
    await karim.taps(undelivered)
    for words in ("Sofiane (1002)", "too odd"):
        assert words in karim.screen
    await karim.taps("🔁 1")
    await floor.work()
    await karim.sends("/undelivered")
    assert "too odd" not in karim.screen


async def test_who_serves_customers_sees_no_money_and_no_buttons_of_others(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await troubled(floor, sofiane)
    await floor.services.staff_keeping.give(KARIM, SOFIANE, StaffRole.SUPPORT)
    await sofiane.sends("/admin")
    for words in ("Chez le fournisseur", "Marge"):
        assert words not in sofiane.screen
    assert any("Non livrés (1)" in label for label in sofiane.buttons)
    assert not any("Reçus" in label or "Paiements" in label or "Prix" in label for label in sofiane.buttons)
    await floor.services.staff_keeping.give(KARIM, SOFIANE, StaffRole.CASHIER)
    await sofiane.sends("/admin")
    assert any("Reçus" in label for label in sofiane.buttons)
    assert not any("Non livrés" in label for label in sofiane.buttons)


@pytest.mark.parametrize(
    ("language", "outside", "no_orders"),
    [
        ("ar", "خارج أوقات العمل", "لا تُستقبل الطلبات"),
        ("fr", "Hors des heures d’ouverture", "Aucune commande n’est prise"),
        ("en", "Outside the opening hours", "No orders are taken"),
    ],
)
async def test_the_panel_says_why_nobody_can_buy_now(
    floor: Floor, language: str, outside: str, no_orders: str
) -> None:
    karim = floor.person(KARIM, language)
    await karim.sends("/admin")
    assert outside not in karim.screen
    await floor.services.live_settings.set(KARIM, "opening_hours", "12:00-13:30")  # it is 10:00 in Algiers
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    await floor.worker("float").run_once()
    await karim.sends("/admin")
    assert outside in karim.screen
    assert "12:00" in karim.screen
    assert no_orders not in karim.screen
    floor.clock.tick(11 * 60)
    await karim.sends("/admin")
    assert no_orders in karim.screen
    floor.books.modes = floor.books.modes.turned({"stopped": False})
    await floor.worker("float").run_once()
    floor.clock.tick(110 * 60)  # and now it is 12:01
    await karim.sends("/admin")
    assert outside not in karim.screen
    assert no_orders not in karim.screen


async def test_the_float_lasts_so_many_days(floor: Floor, karim: Person, sofiane: Person) -> None:
    floor.books.set_balance(50_000_00)
    await bought(floor, sofiane)  # costs 2 648,40 DA
    for _ in range(2):
        floor.clock.tick(86_400)
        await floor.services.supplier_float.watch()
        await floor.services.daily_close.close_when_due()
        await floor.services.sales_book.keep_when_due()
    await karim.sends("/admin")
    assert "De quoi tenir environ" in karim.screen
    floor.books.set_balance(1_000_00)
    await karim.sends("/balance", "/admin")
    assert "moins d’un jour" in karim.screen


async def test_another_panel_takes_the_buttons_of_the_one_before(floor: Floor, karim: Person) -> None:
    await karim.sends("/admin")
    first = karim.last["message_id"]
    await karim.taps("Actualiser", on=first)
    assert karim.last["message_id"] == first
    assert karim.data(first)
    await karim.taps("Toutes les commandes", on=first)
    await karim.sends("/admin")
    second = karim.last["message_id"]
    assert karim.data(first) == []
    assert karim.data(second)
    await karim.sends("/start")
    third = karim.last["message_id"]
    await karim.taps("Tableau de bord", on=third)
    assert karim.data(second) == []
    assert "aujourd’hui" in karim.screen
