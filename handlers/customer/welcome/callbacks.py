"""What the buttons of the first screen, the main menu, the languages and the help say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class MainMenu(Callback):
    """The welcome with the main menu."""

    verb = "menu"


@dataclass(frozen=True)
class Languages(Callback):
    """The choice of languages."""

    verb = "langs"


@dataclass(frozen=True)
class ChooseLanguage(Callback):
    """One language."""

    verb = "lang"
    code: str


@dataclass(frozen=True)
class Help(Callback):
    """What the shop can do."""

    verb = "help"
