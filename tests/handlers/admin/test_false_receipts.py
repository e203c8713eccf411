"""A receipt that staff approved and that proves false, in three languages."""

import pytest

from bot.languages import LANGUAGES
from handlers.admin.receipts.receipts import LONGEST_REASON
from handlers.customer.paying.screens import proof_false_screen
from tests.fakes.texts import library
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, text_of
from tests.handlers.telegram_limits import fits
from tests.handlers.transfers import TAKES_TRANSFERS, tops_up, uploads

pytestmark = TAKES_TRANSFERS

WORDS = {
    "ar": ("الوصل مزوّر", "الناقص", "أُخبر الزبون", "تبيّن أنه مزوّر", "غير صحيح", "ما زال ناقصًا"),
    "fr": (
        "Il est faux",
        "il manque",
        "est prévenu",
        "Reconnu faux",
        "s’est révélé faux",
        "Il manque encore",
    ),
    "en": ("It is false", "missing", "customer is told", "Proved false", "proved false", "Still missing"),
}


@pytest.mark.parametrize("language", WORDS)
async def test_an_approved_receipt_that_proves_false_is_taken_out_with_a_reason(
    floor: Floor, sofiane: Person, karim: Person, language: str
) -> None:
    false, missing, done, stands, told, owed = WORDS[language]
    await tops_up(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.taps("Accepter")
    await floor.services.wallet_adjustments.debit(KARIM, SOFIANE, 400, None, key="spent")
    for who in (KARIM, SOFIANE):
        await floor.services.customers.choose_language(who, language)
    await floor.work()
    copy = next(message["message_id"] for message in karim.messages if "photo" in message)
    await karim.taps(false, on=copy)
    assert missing in karim.screen
    await karim.sends("x" * (LONGEST_REASON + 1))
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 600
    await karim.sends("<b>Montage</b>")
    assert done in karim.screen
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 0
    await floor.work()
    mine = next(text_of(message) for message in reversed(sofiane.messages) if told in text_of(message))
    assert owed in mine
    assert "<b>Montage</b>" in mine
    seen = text_of(next(message for message in karim.messages if message["message_id"] == copy))
    assert stands in seen
    assert not karim.data(copy)
    await sofiane.sends("/wallet")
    assert "-600" in sofiane.screen.replace("\u2212", "-")


async def test_a_button_of_before_says_that_it_was_done(floor: Floor, sofiane: Person, karim: Person) -> None:
    await tops_up(sofiane)
    await uploads(sofiane, "TX 1")
    await karim.taps("Accepter")
    await floor.work()
    copy = next(message["message_id"] for message in karim.messages if "photo" in message)
    (data,) = karim.data(copy)
    await karim.presses(copy, data)
    await karim.sends("faux")
    await karim.presses(copy, data)
    assert "déjà été retiré" in f"{karim.screen} {karim.toasts}"
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 0


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_longest_reason_fits_the_customers_message(language: str) -> None:
    payload = {"centimes": 99_999_999_99, "taken": 1, "reason": "& <W> " * 33}
    assert fits(proof_false_screen(library()[language], payload))
