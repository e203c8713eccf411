"""What stands in the audit log, as staff read it: amounts, names, rules and settings in their language."""

import re
from pathlib import Path

import pytest

from bot.languages import LANGUAGES
from bot.settings.from_chat import SETTING_LIST
from bot.shop.staff.audit import AuditLine
from handlers.admin.team.audit_words import detail_words, subject_words
from handlers.ui.texts import without_marks
from handlers.words.person import person_words
from tests.fakes.texts import library
from tests.handlers.samples import AT
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person

ROOT = Path(__file__).parents[4]
RULE = '{"percent": "7", "added": 5000, "step": 1000, "least_margin": 0, "set_price": null, "confirmed_cost": null}'
GUIDE = "PSN France · steps.ar: – → Ouvrez l’application"


def read(language: str, action: str, subject: str, detail: str | None, whom: str | None = None) -> str:
    texts = library()[language]
    line = AuditLine(1, AT, KARIM, "Karim", action, subject, detail, whom)
    details = detail_words(texts, SETTING_LIST.changeable, line)
    said = without_marks(subject_words(texts, subject, whom))
    return said if details is None else f"{said} | {without_marks(details)}"


@pytest.mark.parametrize(
    ("action", "subject", "detail", "whom", "said"),
    [
        (
            "credit",
            "customer:1002",
            "20000 DZD: espèces",
            "Sofiane",
            "client Sofiane (1002) | 20 000 DA · espèces",
        ),
        ("undo", "customer:1002", "credit 200 DZD", "Sofiane", "client Sofiane (1002) | crédit · 200 DA"),
        (
            "refund",
            "order:CDFGHJ2346",
            "500.50 DZD to wallet",
            None,
            "commande CDFGHJ2346 | 500,50 DA au portefeuille",
        ),
        (
            "refund",
            "order:CDFGHJ2346",
            "500 DZD to stars: faux",
            None,
            "commande CDFGHJ2346 | 500 DA au payeur · faux",
        ),
        ("write_off", "order:CDFGHJ2346", "500 DZD: jamais", None, "commande CDFGHJ2346 | 500 DA · jamais"),
        ("approve", "transfer:01J8ZK", "2000", "Amina", "reçu · Amina | 2 000 DA"),
        ("false_receipt", "transfer:01J8ZK", "200.00 DZD: faux", "Amina", "reçu · Amina | 200 DA · faux"),
        ("reject", "transfer:01J8ZK", "unreadable", "Amina", "reçu · Amina | le reçu est illisible"),
        ("reject", "transfer:01J8ZK", "autre banque", "Amina", "reçu · Amina | autre banque"),
        ("maintenance", "shop", "True De retour à 18 h", None, "la boutique | fermée · De retour à 18 h"),
        ("maintenance", "shop", "False", None, "la boutique | ouverte"),
        (
            "setting",
            "setting:low_float",
            "– → 20000",
            None,
            "réglage · Alerter si le solde passe sous | pas réglé ici → 20 000 DA",
        ),
        ("setting", "setting:take_stars", "false → true", None, "réglage · Telegram Stars | inactif → actif"),
        ("quiet_hours", "staff:2001", "=", "Karim", "équipe Karim (2001) | comme la boutique"),
        ("quiet_hours", "staff:2001", "–", "Karim", "équipe Karim (2001) | Aucune"),
        (
            "role_given",
            "staff:2001",
            "support → cashier",
            "Karim",
            "équipe Karim (2001) | Assistance → Caissier",
        ),
        (
            "price_rule",
            "type:psn-5",
            f"PSN 5: {RULE}",
            None,
            "montant | PSN 5 · coût + 7 % + 50 DA · arrondi vers le haut à 10 DA",
        ),
        ("price_rule", "all", "Tout: auto", None, "tout | Tout · sans règle propre"),
        (
            "limit",
            "product:psn",
            'PSN: {"per_order": 3, "per_day": null}',
            None,
            "carte | PSN · 3 par commande",
        ),
        ("limit", "product:psn", "PSN: none", None, "carte | PSN · sans limite propre"),
        ("hidden", "category:Jeux", "Jeux: {}", None, "catégorie | Jeux · masqué"),
        ("hidden", "category:Jeux", "Jeux: none", None, "catégorie | Jeux · réaffiché"),
        ("promo_started", "promo:4", "RAMADAN: 10%", None, "code promo | RAMADAN · −10 %"),
        (
            "promo_started",
            "promo:4",
            "AID: 200 DZD, also below cost",
            None,
            "code promo | AID · −200 DA · même à perte",
        ),
        ("promo_ended", "promo:4", "AID", None, "code promo | AID"),
        (
            "customer_limit",
            "customer:1002",
            "3",
            "Sofiane",
            "client Sofiane (1002) | 3 par client et par jour",
        ),
        ("customer_language", "customer:1002", "ar", None, "client 1002 | العربية"),
        (
            "export",
            "ledger",
            "2026-09-01 2026-09-28",
            None,
            "Écritures des portefeuilles | 1 sept. 2026 – 28 sept. 2026",
        ),
        ("answer", "customer:1002", "support:17", "Sofiane", "client Sofiane (1002)"),
        (
            "give_order",
            "order:CDFGHJ2346",
            "1002",
            "Sofiane",
            "commande CDFGHJ2346 · Sofiane | Sofiane (1002)",
        ),
        ("ban", "customer:1002", "insultes", "Sofiane", "client Sofiane (1002) | insultes"),
        (
            "product_guide",
            "product:psn",
            GUIDE,
            None,
            "carte | PSN France · Activation · العربية · – → Ouvrez l’application",
        ),
        ("credit", "payment:12", "250 DZD", "Amina", "paiement 12 · Amina | 250 DA"),
    ],
)
def test_an_act_is_read_in_the_readers_words(
    action: str, subject: str, detail: str, whom: str | None, said: str
) -> None:
    assert read("fr", action, subject, detail, whom) == said


@pytest.mark.parametrize(
    ("action", "detail"),
    [("price_rule", "PSN: {broken}"), ("export", "then"), ("credit", "much"), ("limit", "{}")],
)
def test_what_another_shop_wrote_stands_there_as_it_is(action: str, detail: str) -> None:
    assert read("fr", action, "shop", detail) == f"la boutique | {detail}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_act_that_is_written_has_its_words(language: str) -> None:
    written = {
        found
        for path in (ROOT / "bot").rglob("*.py")
        if "staff" in (source := path.read_text("utf-8"))
        for found in re.findall(r'action="([a-z_]+)"', source)
    }
    assert {"export", "setting"} <= written
    assert {act for act in written if not library()[language].has(f"act-{act}")} == set()


async def test_the_log_shows_no_key_and_no_raw_amount(floor: Floor, karim: Person, sofiane: Person) -> None:
    await karim.sends(f"/credit {SOFIANE} 2000 espèces", "/maintenance on", "/maintenance off")
    await floor.services.live_settings.set(KARIM, "low_float", "20000")
    await floor.services.customer_care.limit(KARIM, SOFIANE, 3)
    await karim.sends("/export orders")
    await karim.sends("/audit")
    for words in ("2 000 DA · espèces", "client Sofiane (1002)", "réglage modifié", "20 000 DA", "fermée"):
        assert words in karim.screen, words
    for raw in ("DZD", "low_float", "True", "customer:", "setting:"):
        assert raw not in karim.screen, raw


def test_somebody_without_a_username_leaves_no_gap() -> None:
    assert without_marks(person_words("Karim", None)) == "Karim"
    assert without_marks(person_words("Karim", "karim_b")) == "Karim @karim_b"
