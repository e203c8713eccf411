"""What the buttons of the settings say."""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class ShopSettings(Callback):
    """Owners: all settings."""

    verb = "a-conf"


@dataclass(frozen=True)
class SettingGroup(Callback):
    """Owners: those of one screen."""

    verb = "a-confg"
    group: str


@dataclass(frozen=True)
class OwnWords(Callback):
    """Owners: words of their own of one kind, in all languages."""

    verb = "a-confo"
    kind: str


@dataclass(frozen=True)
class OpenSetting(Callback):
    """Owners: one setting."""

    verb = "a-confs"
    key: str


@dataclass(frozen=True)
class WriteSetting(Callback):
    """Owners: type its value."""

    verb = "a-confw"
    key: str


@dataclass(frozen=True)
class PutSetting(Callback):
    """Owners: give it this value."""

    verb = "a-confp"
    key: str
    value: str


@dataclass(frozen=True)
class ResetSetting(Callback):
    """Owners: what stands in the environment holds again."""

    verb = "a-confr"
    key: str


@dataclass(frozen=True)
class FixedSettings(Callback):
    """Owners: what is not changed here, and why."""

    verb = "a-conff"
