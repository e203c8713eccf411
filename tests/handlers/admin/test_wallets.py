"""Credits and debits: a large one is asked once more, each can be taken back for ten minutes."""

import pytest

from bot.shop.money import Money
from bot.shop.staff.audit import AuditWanted
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person

WORDS = {
    "fr": ("Ajouter 20 001 DA au portefeuille de Sofiane (1002)", "Oui", "Annuler", "C’est annulé"),
    "en": ("Put 20 001 DA into the wallet of Sofiane (1002)", "Yes", "Undo", "Undone"),
    "ar": ("هل تضيف 20 001 دج إلى محفظة Sofiane (1002)", "نعم", "تراجع", "تم التراجع"),
}


async def balance(floor: Floor) -> int:
    return (await floor.services.wallet.balance(SOFIANE)).centimes // 100


@pytest.mark.parametrize("language", WORDS)
async def test_a_large_credit_is_asked_once_more_and_taken_back(
    floor: Floor, karim: Person, sofiane: Person, language: str
) -> None:
    question, yes, undo, undone = WORDS[language]
    await floor.services.customers.choose_language(KARIM, language)
    await karim.sends("/credit 1002 20001 loyer")
    assert question in karim.screen.replace("\u00a0", " ")
    assert "loyer" in karim.screen
    assert await balance(floor) == 0
    message_id, data = karim.button(yes)
    await karim.presses(message_id, data)
    assert await balance(floor) == 20_001
    await karim.presses(message_id, data)  # an old view of the same button
    assert await balance(floor) == 20_001
    await floor.work()
    await karim.taps(undo)
    assert undone in karim.screen
    assert await balance(floor) == 0
    await floor.work()
    assert sofiane.sees("La boutique a annulé un ajout : 20 001 DA")
    lines = (await floor.services.audit_log.page(AuditWanted(subject="customer:1002"))).lines
    assert [line.action for line in lines] == ["undo", "credit"]


async def test_a_question_about_money_outlives_a_restart_and_a_no(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/credit 1002 30k")
    await karim.taps("Non")
    assert "Solde : 0 DA" in karim.screen
    floor.telegram.people.write(karim.account, "/credit 1002 30k")
    update_id, (_, body) = next(iter(floor.telegram.updates._pending.items()))
    await floor.handle()
    await floor.give(update_id, body)  # Telegram brings it again: two questions about one booking
    questions = [
        message["message_id"]
        for message in karim.messages
        if "30 000 DA" in message["text"].replace("\u00a0", " ")
    ]
    for message_id in questions[-2:]:
        await karim.taps("Oui", on=message_id)
    assert await balance(floor) == 30_000


async def test_what_is_not_above_the_setting_is_booked_at_once(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/credit 1002 20 000")
    assert await balance(floor) == 20_000
    await karim.sends("/debit 1002 20000")
    assert await balance(floor) == 0
    await karim.taps("Annuler")
    assert await balance(floor) == 20_000
    await floor.work()
    assert sofiane.sees("La boutique a annulé un retrait : 20 000 DA")
    await sofiane.sends("/wallet")
    assert "retrait annulé par la boutique" in sofiane.screen


async def test_an_undo_that_comes_too_late_or_twice_says_so(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/credit 1002 100")
    message_id, data = karim.button("Annuler")
    await karim.presses(message_id, data)
    await karim.presses(message_id, data)
    assert "déjà annulé" in karim.toast
    await karim.sends("/credit 1002 100", "/debit 1002 60")
    message_id, data = karim.button("Annuler", on=karim.messages[-2]["message_id"])
    await karim.presses(message_id, data)
    assert "il manque 60 DA" in karim.toast.replace("\u00a0", " ")
    floor.clock.tick(601)
    await karim.presses(message_id, data)
    assert "Plus de dix minutes" in karim.toast
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(40)


async def test_a_long_note_is_seen_to_be_cut_in_lists(floor: Floor, karim: Person, sofiane: Person) -> None:
    await karim.sends(f"/credit 1002 100 {'x' * 90}")
    await sofiane.sends("/wallet")
    assert "x" * 79 + "…" in sofiane.screen
    assert "x" * 80 not in sofiane.screen
