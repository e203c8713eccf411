"""Roles given and taken in the chat: what the one who does it sees, what the other one can do from then."""

from bot.languages import LANGUAGES
from bot.shop.roles.rights import Right
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person

NADIA, LINA = 2011, 2012


def newcomer(floor: Floor, user_id: int, name: str, language: str, username: str | None = None) -> Person:
    floor.telegram.chats.add(user_id, name, username=username, language_code=language)
    return floor.person(user_id)


async def menu(floor: Floor, user_id: int) -> list[str]:
    found = await floor.application.bot.get_my_commands(
        scope={"type": "chat", "chat_id": user_id}  # type: ignore[arg-type]
    )
    return [command.command for command in found]


async def test_a_cashier_is_made_told_and_works_and_is_one_no_more(floor: Floor, karim: Person) -> None:
    nadia = newcomer(floor, NADIA, "Nadia", "fr")
    await nadia.sends("/start", "/admin")
    assert "Je ne connais pas cette commande" in nadia.screen
    await karim.sends(f"/staff add {NADIA} caissier")
    assert f"✅ Nadia ({NADIA}) travaille maintenant ici : Caissier" in karim.screen
    await floor.work()
    assert "Vous travaillez maintenant chez Hanout : Caissier" in nadia.screen
    assert (await menu(floor, NADIA))[:6] == ["admin", "warnings", "open", "order", "customers", "credit"]
    await nadia.taps("📊 Tableau de bord")
    assert "Chez le fournisseur" not in nadia.screen
    assert not any(
        word in label for label in nadia.buttons for word in ("Prix", "Clôture", "Équipe", "Fermer")
    )
    await nadia.sends("/start")
    assert nadia.buttons[0] == "📊 Tableau de bord"
    await newcomer(floor, LINA, "Lina", "ar").sends("/start")
    await nadia.sends(f"/credit {NADIA} 500")
    assert "Personne ne décide de son propre argent" in nadia.screen
    await nadia.sends(f"/credit {LINA} 20001")
    assert (
        "Vous pouvez créditer et débiter 20 000 DA par jour. Il reste 20 000 DA aujourd’hui." in nadia.screen
    )
    await nadia.sends(f"/credit {LINA} 500")
    assert "ajoutés" in nadia.screen
    await nadia.sends("/admin")
    await karim.sends(f"/staff remove {NADIA}")
    assert f"✅ Nadia ({NADIA}) ne travaille plus ici." in karim.screen
    await nadia.taps("📂")
    assert nadia.toast == "Vous ne pouvez plus faire cela."
    await floor.work()
    assert "Vous ne travaillez plus chez Hanout" in nadia.screen
    await nadia.sends("/admin")
    assert "Je ne connais pas cette commande" in nadia.screen
    assert await menu(floor, NADIA) == []


async def test_roles_are_given_and_taken_by_buttons_and_a_slip_is_asked_about(
    floor: Floor, karim: Person
) -> None:
    lina = newcomer(floor, LINA, "Lina", "ar", username="lina_dz")
    await lina.sends("/start")
    await karim.sends("/admin")
    await karim.taps("👔 Équipe", "➕")
    await karim.sends("12 3")
    assert "12 3" in karim.screen
    await karim.sends("@lina_dz")
    assert "Lina @lina_dz (2012) ne travaille pas ici" in karim.screen
    await karim.taps("Donner le rôle : Assistance")
    assert "Lina (2012) doit-il travailler ici comme : Assistance ?" in karim.screen
    assert floor.services.staff_members.staff_ids == {KARIM}
    await karim.taps("✅ Oui : Assistance")
    assert "Assistance : Lina @lina_dz (2012)" in karim.screen
    await floor.work()
    assert "أنت تعمل الآن في Hanout بصفة: دعم الزبائن" in lina.screen
    await karim.taps("Ne travaille plus ici", "Oui, retirer le rôle")
    assert "Lina" not in karim.screen
    await floor.work()
    assert "لم تعد تعمل في Hanout" in lina.screen


async def test_a_username_is_shown_before_it_gets_a_role(floor: Floor, karim: Person) -> None:
    await floor.services.staff_keeping.sync_owners()  # as at each start
    lina = newcomer(floor, LINA, "Lina", "en", username="lina_dz")
    await lina.sends("/start")
    await karim.sends("/staff add @lina_dz manager")
    assert "Lina (2012) doit-il travailler ici" in karim.screen
    assert not floor.services.staff_members.is_staff(LINA)
    await karim.taps("✅ Oui : Gérant")
    await floor.work()
    assert "You now work at Hanout as: Manager" in lina.screen
    await lina.sends("/staff")
    assert "Owner: Karim" in lina.screen
    await lina.taps("Owner · Karim")
    assert "Owners are listed in ADMIN_IDS" in lina.screen
    assert not any("Make them" in label for label in lina.buttons)
    await lina.sends("/staff remove 2001")
    assert "Owners are listed in ADMIN_IDS" in lina.screen
    await lina.sends("/staff add 2012 support")
    assert "Nobody changes their own role" in lina.screen
    await lina.sends("/staff add 1002 owner")
    assert "Owners are listed in ADMIN_IDS" in lina.screen
    assert not floor.services.staff_members.is_staff(SOFIANE)


async def test_who_has_never_written_is_told_when_they_come(floor: Floor, karim: Person) -> None:
    nadia = newcomer(floor, NADIA, "Nadia", "fr")
    await karim.sends(f"/staff add {NADIA} support")
    assert "Personne n’a encore écrit à la boutique sous ce numéro" in karim.screen
    await floor.work()
    await nadia.sends("/start")
    await floor.work()
    assert nadia.sees("Vous travaillez maintenant chez Hanout : Assistance")


async def test_what_is_typed_wrongly_is_said(floor: Floor, karim: Person) -> None:
    for typed, answer in (
        ("add", "Comme ceci : /staff add 1001 cashier"),
        ("add 1002 chef", "« chef » n’est pas un rôle"),
        ("add x! cashier", "x!"),
        ("add @nobody cashier", "Personne que la boutique connaît ne s’appelle @nobody"),
        ("remove 1002", "(1002) ne travaille pas ici"),
    ):
        await karim.sends(f"/staff {typed}")
        assert answer in karim.screen, typed
    assert floor.services.staff_members.staff_ids == {KARIM}


async def test_what_was_done_is_found_in_the_chat(floor: Floor, karim: Person, sofiane: Person) -> None:
    nadia = newcomer(floor, NADIA, "Nadia", "fr")
    await nadia.sends("/start")
    await karim.sends(f"/staff add {NADIA} caissier")
    for amount in range(10, 20):
        await nadia.sends(f"/credit {SOFIANE} {amount} espèces")
    await karim.sends("/audit")
    assert "Nadia · crédit · client Sofiane (1002)" in karim.screen
    assert "19 DA · espèces" in karim.screen
    assert "rôle donné" not in karim.screen
    await karim.taps("Plus anciennes")
    assert "Karim · rôle donné · équipe Nadia (2011)" in karim.screen
    assert "Caissier" in karim.screen
    await karim.taps("👤 Par qui", "Nadia")
    assert "Par : Nadia (2011)" in karim.screen
    await karim.taps("⚙️ Quoi", "rôle donné")
    assert "Rien de tel n’a été fait" in karim.screen
    await karim.sends(f"/audit customer:{SOFIANE} crédit")
    await karim.taps("Plus anciennes")
    assert "Seulement : crédit" in karim.screen
    assert "Au sujet de : client Sofiane (1002)" in karim.screen
    assert "10 DA" in karim.screen
    await karim.taps("Hier")
    assert "Rien de tel" in karim.screen
    await karim.sends("/audit perhaps")
    assert "Je ne comprends pas « perhaps »" in karim.screen
    await nadia.sends("/audit")
    assert "Je ne connais pas cette commande" in nadia.screen


async def test_the_staff_reads_each_language(floor: Floor, karim: Person) -> None:
    for language, words in zip(LANGUAGES, ("العاملون في المتجر", "L’équipe", "Who works here"), strict=True):
        await karim.sends("/language")
        await karim.taps(LANGUAGES[language].name)
        await karim.sends("/staff")
        assert words in karim.screen
        await karim.sends("/audit")
        assert karim.screen
    assert Right.KEEP_STAFF in await floor.services.staff_members.rights_of(KARIM)
