"""/settings: what an owner changes in the chat, by buttons and one question at a time. It holds at once, in
all processes; what stands in the environment comes back with one button.
"""

from dataclasses import dataclass
from typing import Final

from bot.languages import LANGUAGES
from bot.shop.chat_settings.live_settings import OWN_TEXTS
from bot.shop.chat_settings.setting_list import Form, Group
from bot.shop.errors import BadSettingError
from bot.shop.roles.rights import Right
from handlers.admin.settings import screens, values
from handlers.admin.settings.callbacks import (
    FixedSettings,
    OpenSetting,
    OwnWords,
    PutSetting,
    ResetSetting,
    SettingGroup,
    ShopSettings,
    WriteSetting,
)
from handlers.profile import Profile
from handlers.ui import unknown
from handlers.ui.context import ShopContext
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press

_RIGHT: Final = Right.SET_UP
_ON_THE_PROFILE: Final = frozenset({"shop_name", "default_language"})
"""What Telegram itself shows of the shop, and is told anew."""


@dataclass(frozen=True)
class AskSetting(Question):
    """What shall this setting be?"""

    kind = "typing_setting"
    key: str


def handlers() -> list[Handler]:
    """The command, and what is pressed."""
    return [
        command("settings", settings_command, right=_RIGHT, place=185, alone=True),
        press(ShopSettings, open_settings, right=_RIGHT),
        press(SettingGroup, open_group, right=_RIGHT),
        press(OwnWords, open_own_words, right=_RIGHT),
        press(OpenSetting, open_setting, right=_RIGHT),
        press(PutSetting, put_setting, right=_RIGHT),
        press(ResetSetting, reset_setting, right=_RIGHT),
        press(FixedSettings, open_fixed, right=_RIGHT),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [press(WriteSetting, ask_setting, right=_RIGHT)]


def answers() -> dict[type[Question], list[Handler]]:
    """The value."""
    return {AskSetting: [answer(AskSetting, type_setting, right=_RIGHT)]}


async def settings_command(context: ShopContext) -> None:
    """/settings."""
    await context.show(screens.main_screen(context))


async def open_settings(context: ShopContext, pressed: ShopSettings) -> None:
    """All of them, from elsewhere."""
    del pressed
    await context.show(screens.main_screen(context))


async def open_group(context: ShopContext, pressed: SettingGroup) -> None:
    """Those of one screen."""
    if pressed.group not in set(Group):
        await unknown.answer_button(context)
        return
    await context.show(screens.group_screen(context, Group(pressed.group)))


async def open_own_words(context: ShopContext, pressed: OwnWords) -> None:
    """One kind of the merchant's own words."""
    if pressed.kind not in OWN_TEXTS:
        await unknown.answer_button(context)
        return
    await context.show(screens.words_screen(context, pressed.kind))


async def open_fixed(context: ShopContext, pressed: FixedSettings) -> None:
    """What is not changed here, and why."""
    del pressed
    await context.show(screens.fixed_screen(context))


async def open_setting(context: ShopContext, pressed: OpenSetting) -> None:
    """One setting: its value, where that is from, and what can be done."""
    if not _is_known(context, pressed.key):
        await unknown.answer_button(context)
        return
    await context.show(screens.setting_screen(context, pressed.key))


async def ask_setting(context: ShopContext, pressed: WriteSetting) -> State:
    """What shall it be?"""
    if not _is_known(context, pressed.key):
        await unknown.answer_button(context)
        return None
    await context.show(screens.question(context, pressed.key), apart=True)
    return AskSetting(pressed.key)


async def type_setting(context: ShopContext, asked: AskSetting) -> State:
    """What was typed holds now, or what it has to look like is said again and the question stays."""
    if not _is_known(context, asked.key):
        return END
    value = values.read(screens.form_of(context, asked.key), context.typed)
    why = context.texts.html("setting-refused")
    if value is not None:
        try:
            await _set(context, asked.key, value)
        except BadSettingError as error:
            why = screens.refusal(context, error)
        else:
            done = context.texts.html("setting-done")
            await context.show(screens.setting_screen(context, asked.key).headed(done))
            return END
    await context.show(screens.question(context, asked.key).headed(why))
    return asked


async def put_setting(context: ShopContext, pressed: PutSetting) -> None:
    """A value that needs no typing."""
    value = _pressed_value(context, pressed)
    if value is None:
        await unknown.answer_button(context)
        return
    try:
        await _set(context, pressed.key, value)
    except BadSettingError as error:
        await context.say(screens.refusal(context, error))
        return
    toast = context.texts.plain("setting-done")
    await context.show(screens.setting_screen(context, pressed.key), toast=toast)


async def reset_setting(context: ShopContext, pressed: ResetSetting) -> None:
    """What stands in the environment holds again."""
    if not _is_known(context, pressed.key):
        await unknown.answer_button(context)
        return
    try:
        await _set(context, pressed.key, None)
    except BadSettingError as error:
        await context.say(screens.refusal(context, error))
        return
    toast = context.texts.plain("setting-done")
    await context.show(screens.setting_screen(context, pressed.key), toast=toast)


async def _set(context: ShopContext, key: str, value: str | None) -> None:
    await context.services.live_settings.set(context.person_id, key, value)
    if key in _ON_THE_PROFILE:
        data = context.bot_data
        await Profile(context.bot, data.services.remembered, data.texts).publish()
        await data.menus.publish()


def _is_known(context: ShopContext, key: str) -> bool:
    kind, _, language = key.partition(".")
    changeable = context.services.live_settings.listed.changeable
    return key in changeable or (kind in OWN_TEXTS and language in LANGUAGES)


def _pressed_value(context: ShopContext, pressed: PutSetting) -> str | None:
    """None for what no button of this setting says."""
    match context.services.live_settings.listed.changeable.get(pressed.key), pressed.value:
        case Form.SWITCH, ("true" | "false") as value:
            return value
        case Form.LANGUAGE, code if code in LANGUAGES:
            return code
        case Form.LANGUAGES, code if code in LANGUAGES:
            offered = context.services.live_settings.now.offered_languages
            return ", ".join(one for one in LANGUAGES if (one in offered) != (one == code)) or code
        case Form.HOURS, values.NONE:
            return ""
        case _:
            return None
