"""/backup, what it brings, and what /admin says of it, for an owner in each language."""

from pathlib import Path

import pytest

from bot.backup.folder import backups_in
from bot.settings import Settings
from tests.backup.backing import RECIPIENT, put, remove
from tests.handlers.shopfloor import KARIM, Floor, Person, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def settings(settings: Settings, folder: Path | None) -> Settings:
    if folder is None:
        return settings
    changes = {"backup_recipient": RECIPIENT, "backup_folder": str(folder), "backup_send": True}
    return settings.model_copy(update=changes)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ("بدأ أخذ نسخة احتياطية", "اكتملت النسخة الاحتياطية", "هي مشفّرة", "آخر نسخة احتياطية")),
        (
            "fr",
            ("La sauvegarde est en", "La sauvegarde est prête", "Elle est chiffrée", "Dernière sauvegarde"),
        ),
        ("en", ("A backup is being taken", "The backup is ready", "It is encrypted", "Last backup")),
    ],
)
async def test_an_owner_asks_for_a_backup_is_told_and_gets_the_file(
    floor: Floor, folder: Path, language: str, words: tuple[str, str, str, str]
) -> None:
    begun, there, file, overview = words
    karim = floor.person(KARIM, language)
    await karim.sends("/start", "/backup")
    assert begun in karim.screen
    await run(floor.worker("backups"))
    await floor.work()
    assert karim.sees(there, file)
    (backup,) = backups_in(folder)
    assert [each["document"]["file_name"] for each in karim.messages if "document" in each] == [backup.name]
    await karim.sends("/admin")
    assert overview in karim.screen


async def test_a_failure_stands_in_the_overview_until_it_is_over(
    floor: Floor, karim: Person, folder: Path
) -> None:
    put(folder, b"no folder")
    await karim.sends("/admin")
    assert "Pas encore de sauvegarde" in karim.screen
    await run(floor.worker("backups"))
    await floor.work()
    assert "La sauvegarde a échoué : le dossier" in karim.screen.replace("\u00a0", " ")
    await karim.sends("/admin")
    assert "Aucune sauvegarde n’a réussi depuis le" in karim.screen
    remove(folder)
    await karim.sends("/backup")
    await run(floor.worker("backups"))
    await floor.work()
    assert karim.sees("Les sauvegardes réussissent de nouveau", "La sauvegarde est prête")


async def test_a_file_that_went_before_it_was_sent_is_named(
    floor: Floor, karim: Person, folder: Path
) -> None:
    await karim.sends("/backup")
    await run(floor.worker("backups"))
    remove(backups_in(folder)[0].path)
    await floor.work()
    assert karim.sees("n’est plus sur cette machine")


async def test_for_customers_there_is_no_such_command(floor: Floor, amina: Person) -> None:
    await amina.sends("/nonsense")
    answer = amina.screen
    await amina.sends("/backup")
    assert amina.screen == answer


@pytest.mark.parametrize("folder", [None])
async def test_a_shop_without_a_key_says_how_to_get_one(floor: Floor, karim: Person) -> None:
    await karim.sends("/backup")
    assert "backup-key" in karim.screen
    await karim.sends("/admin")
    assert "BACKUP_RECIPIENT" in karim.screen
