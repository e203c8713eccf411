"""/settings: what an owner changes in the chat, as owners and customers see it."""

import pytest
import sqlalchemy as sa

from bot.shop.chat_settings.setting_list import Form
from handlers.admin.settings.values import read
from storage.house import chat_settings
from storage.tables import audit_log
from tests.handlers import shopfloor
from tests.handlers.buying_steps import choose, confirm
from tests.handlers.shopfloor import KARIM, Floor, Person
from tests.handlers.stars import TAKES_STARS


async def opens(karim: Person, *buttons: str) -> None:
    await karim.sends("/settings")
    await karim.taps(*buttons)


async def audited(floor: Floor) -> list[tuple[str, str | None]]:
    query = sa.select(audit_log).filter_by(action="setting").order_by(audit_log.c.id)
    async with floor.db.read() as conn:
        return [(row.subject, row.detail) for row in await conn.execute(query)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ("المتجر", "اسم المتجر", "تغيير", "ضبطه هنا", "الرجوع إلى قيمة", "القيمة الأصلية")),
        (
            "fr",
            (
                "La boutique",
                "Nom de la boutique",
                "Modifier",
                "Réglé ici",
                "Revenir à la valeur",
                "par défaut",
            ),
        ),
        ("en", ("The shop", "Shop’s name", "Change", "Set here", "Back to .env", "own default")),
    ],
)
async def test_the_shops_name_is_changed_and_taken_back(
    floor: Floor, amina: Person, language: str, words: tuple[str, ...]
) -> None:
    owner = floor.person(KARIM, language)
    await owner.sends("/start", "/settings")
    group, name, change, from_chat, back, usual = words
    await owner.taps(group, name)
    assert usual in owner.screen
    await owner.taps(change)
    await owner.sends("Souk <Bab> El Oued")
    assert "Souk <Bab> El Oued" in owner.screen
    assert from_chat in owner.screen
    await amina.sends("/start")
    assert "Souk <Bab> El Oued" in amina.screen
    await owner.taps(back)
    await amina.sends("/start")
    assert "Hanout" in amina.screen
    assert await audited(floor) == [
        ("setting:shop_name", "– → Souk <Bab> El Oued"),
        ("setting:shop_name", "Souk <Bab> El Oued → –"),
    ]


async def test_a_value_that_cannot_be_is_said_and_the_question_stays(floor: Floor, karim: Person) -> None:
    await opens(karim, "Limites", "Recharge minimale", "Modifier")
    for wrong in ("beaucoup", "0", "60 000"):
        await karim.sends(wrong)
        assert "/cancel" in karim.screen
    assert "Cela ne va pas avec « Recharge maximale » : 50 000 DA" in karim.screen
    assert floor.services.live_settings.now.topup_least == 500
    await karim.sends("٢ ٠٠٠")
    assert "2 000 DA" in karim.screen
    assert floor.services.live_settings.now.topup_least == 2000
    await opens(karim, "Limites", "Recharge minimale", "Modifier")
    await karim.sends("/cancel")
    assert "Rien n’a changé" in karim.screen
    await karim.sends("700")
    assert floor.services.live_settings.now.topup_least == 2000


async def test_a_half_answered_question_outlives_a_restart(
    floor: Floor, karim: Person, settings: shopfloor.Settings
) -> None:
    await opens(karim, "Alertes", "Alerter", "Modifier")
    async with shopfloor.opened(settings, floor.db, floor.clock) as again:
        person = again.person(KARIM)
        await person.sends("7 500")
        assert "7 500 DA" in person.screen
        assert again.services.live_settings.now.low_float == 7500


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_outside_the_hours_people_look_but_do_not_buy(
    floor: Floor, karim: Person, language: str
) -> None:
    closed, opens_word = {
        "ar": ("المتجر مغلق", "يفتح"),
        "fr": ("Nous sommes fermés", "Ouverture"),
        "en": ("We are closed", "We open"),
    }[language]
    customer = floor.person(1002, language)
    local = floor.clock.now().astimezone(floor.shop.settings.zone)
    opens_at = f"{(local.hour + 2) % 24:02}:00"
    await opens(karim, "Horaires", "Heures d’ouverture", "Modifier")
    await karim.sends(f"{opens_at}-{(local.hour + 3) % 24:02}:30")
    await customer.sends("/start")
    assert closed in customer.screen
    assert opens_at in customer.screen
    await choose(customer, by_menu=True)
    assert closed in customer.toast
    assert opens_word in customer.toast
    assert opens_at in customer.toast
    await opens(karim, "Horaires", "Phrase de fermeture", "Français", "Modifier")
    await karim.sends("On dort.")
    await customer.sends("/start")
    assert ("On dort." in customer.screen) == (language == "fr")
    await opens(karim, "Horaires", "Heures d’ouverture", "Toujours ouvert")
    await confirm(customer)


async def test_own_words_take_the_place_of_the_usual_ones(floor: Floor, karim: Person, amina: Person) -> None:
    await opens(karim, "La boutique", "Mot d’accueil", "العربية", "Modifier")
    await karim.sends("أسعار <اليوم>\n\nبطاقات فقط")
    await amina.sends("/start")
    assert "أسعار <اليوم>\n\nبطاقات فقط" in amina.screen
    await opens(karim, "La boutique", "Conditions", "العربية", "Modifier")
    await karim.sends("لا نرجع شيئًا.")
    await amina.sends("/terms")
    assert "لا نرجع شيئًا." in amina.screen
    await karim.sends("/terms")
    assert "biens numériques" in karim.screen
    await opens(karim, "La boutique", "Conditions", "العربية", "Revenir au texte habituel")
    await amina.sends("/terms")
    assert "لا نرجع شيئًا." not in amina.screen


@TAKES_STARS
async def test_a_way_to_pay_is_closed_and_its_rate_changed_at_once(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await confirm(sofiane, "1")
    assert "⭐ Telegram Stars · 1 116 ⭐" in sofiane.buttons
    old = sofiane.button("⭐")
    await opens(karim, "Moyens de paiement", "Telegram Stars", "Désactiver")
    await sofiane.presses(*old)
    assert [m for m in sofiane.messages if "invoice" in m] == []
    await opens(karim, "Moyens de paiement", "Telegram Stars", "Activer")
    await opens(karim, "Moyens de paiement", "Dinars pour une Star", "Modifier")
    await karim.sends("5,0")
    await confirm(sofiane, "1")
    assert "⭐ Telegram Stars · 558 ⭐" in sofiane.buttons
    await sofiane.taps("⭐")
    await floor.work()
    assert sofiane.last["invoice"]["total_amount"] == 558


async def test_accounts_for_transfers_are_set_line_by_line(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await opens(karim, "Moyens de paiement", "Comptes pour les virements", "Modifier")
    await karim.sends("pas de libellé")
    assert floor.services.live_settings.now.transfer_account is None
    await karim.sends("CCP: 0012345678 clé 90\nNom: Karim B.")
    assert "• CCP: 0012345678 clé 90\n• Nom: Karim B." in karim.screen
    await opens(karim, "Moyens de paiement")
    assert "Vos clients peuvent payer par" in karim.screen
    await confirm(sofiane, "1")
    assert any("irement" in label for label in sofiane.buttons)


async def test_a_language_that_is_not_offered_is_neither_shown_nor_spoken(
    floor: Floor, karim: Person, amina: Person
) -> None:
    await opens(karim, "La boutique", "Langues proposées", "العربية")
    assert "Cela ne va pas avec" in karim.toast  # it is the one for all others
    await opens(karim, "La boutique", "Langue pour tous les autres", "Français")
    await opens(karim, "La boutique", "Langues proposées", "العربية")
    await amina.sends("/language")
    assert amina.buttons == ["Français", "English"]
    assert "langue" in amina.screen
    await amina.presses(amina.last["message_id"], "lang:ar")
    assert "langue" in amina.screen


async def test_what_is_not_changed_here_says_why_and_shows_no_secret(floor: Floor, karim: Person) -> None:
    await opens(karim, "Ce qui ne se change pas ici")
    assert "BOT_TOKEN" in karim.screen
    assert "MARGIN_PERCENT = 5" in karim.screen
    for secret in floor.shop.settings.secrets():
        assert str(secret) not in karim.screen
    for key in ("bot_token", "database_url", "nothing", "greeting.xx"):
        await karim.presses(karim.last["message_id"], f"a-confs:{key}")
        await karim.presses(karim.last["message_id"], f"a-confp:{key}:true")
        await karim.presses(karim.last["message_id"], f"a-confw:{key}")
        await karim.presses(karim.last["message_id"], f"a-confr:{key}")
    async with floor.db.read() as conn:
        assert await chat_settings.all_set(conn) == []


async def test_every_setting_has_a_name_and_a_screen_in_every_language(floor: Floor, karim: Person) -> None:
    live = floor.services.live_settings
    for language in ("ar", "fr", "en"):
        texts = floor.application.bot_data.texts[language]
        for key in live.listed.changeable:
            assert texts.has(f"setting-{key}"), key
        for why in live.listed.why_not:
            assert texts.has(f"fixed-{why}")
    for key in live.listed.changeable:
        await karim.sends("/settings")
        await karim.presses(karim.last["message_id"], f"a-confs:{key}")
        assert "par défaut" in karim.screen or ".env" in karim.screen
        await karim.presses(karim.last["message_id"], f"a-confw:{key}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9-22", "09:00-22:00"),
        ("الأحد-الخميس ٩:٠٠-٢٢:٠٠؛ الجمعه 14-22", None),
        ("الأحد-الخميس ٩:٠٠-٢٢:٠٠؛ الجمعة 14-22", "mon,tue,wed,thu,sun 09:00-22:00; fri 14:00-22:00"),
        ("الاحد، الاثنين 9-22", "mon,sun 09:00-22:00"),
        ("dimanche-jeudi 9h-22h\nven. 14h-22h", "mon,tue,wed,thu,sun 09:00-22:00; fri 14:00-22:00"),
        ("Sat, Sun 10:00–02:00", "sat,sun 10:00-02:00"),
        ("toujours", None),
        ("", None),
    ],
)
def test_hours_are_typed_with_days_of_any_language(typed: str, kept: str | None) -> None:
    assert read(Form.HOURS, typed) == kept
