"""The first screen."""

from tests.handlers.shopfloor import Person


async def test_start_welcomes_by_name_in_the_readers_language(amina: Person, sofiane: Person) -> None:
    assert "أهلًا وسهلًا بك أمينة في Hanout" in amina.screen
    assert "Bienvenue chez Hanout, Sofiane" in sofiane.screen
    assert sofiane.buttons == [
        "🛍️ Boutique",
        "📦 Mes commandes",
        "👛 Portefeuille",
        "⭐ Favoris",
        "🌐 Langue",
        "❓ Aide",
    ]
