"""The screens of the settings."""

from bot.languages import LANGUAGES
from bot.shop.chat_settings.live_settings import OWN_TEXTS, SetInChat
from bot.shop.chat_settings.setting_list import Form, Group, Why
from bot.shop.errors import BadSettingError
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.settings import values
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
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, in_rows, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Phrase, Texts, TextValue, escape, isolated, tidy

_WORDS_IN = {Group.SHOP: ("greeting", "terms", "privacy"), Group.HOURS: ("closed",)}
_SHOWN_OF_FIXED = frozenset({Why.BOOKS, Why.ELSEWHERE, Why.SUPPLIER})
"""Settings whose values give nothing away."""


def main_screen(context: ShopContext) -> Screen:
    """All groups."""
    texts = context.texts
    groups = [button(texts.word("settinggroup", group), SettingGroup(group)) for group in Group]
    rows: list[Row] = [
        *in_rows(groups, 2),
        [button(texts.plain("button-fixed-settings"), FixedSettings())],
        [panel_button(texts)],
    ]
    changed = len(context.services.live_settings.set_in_chat)
    return Screen(texts.html("settings", count=changed), keyboard(rows))


def group_screen(context: ShopContext, group: Group) -> Screen:
    """The settings of one group with their values; ✏️ stands at those that were set in the chat."""
    texts, live = context.texts, context.services.live_settings
    lines, buttons = [], []
    for key in live.listed.groups[group]:
        name, value = texts.word("setting", key), _shown(context, key, live.now)
        lines.append(_line(name, value, changed=key in live.set_in_chat))
        buttons.append(button(name, OpenSetting(key)))
    for kind in _WORDS_IN.get(group, ()):
        name = texts.word("setting", kind)
        own = [code for code in LANGUAGES if texts_of(context, kind, code) is not None]
        value = texts.plain("setting-usual") if not own else Phrase.of([LANGUAGES[code].name for code in own])
        lines.append(_line(name, value, changed=bool(own)))
        buttons.append(button(name, OwnWords(kind)))
    text = f"<b>{escape(texts.word('settinggroup', group))}</b>\n\n" + "\n".join(lines)
    if group is Group.PAYING:
        ways = [texts.word("by", way) for way in context.services.payments.on]
        can = texts.html("settings-paying", way=Phrase.of(ways)) if ways else texts.html("settings-no-paying")
        text += f"\n\n{can}"
    rows: list[Row] = [*in_rows(buttons, 2), [button(texts.plain("button-settings"), ShopSettings())]]
    return Screen(text, keyboard(rows))


def words_screen(context: ShopContext, kind: str) -> Screen:
    """The merchant's own words of one kind, in each language."""
    texts = context.texts
    lines = [texts.html(f"ownwords-{kind}", most=OWN_TEXTS[kind])]
    for code, language in LANGUAGES.items():
        own = texts_of(context, kind, code)
        shown = texts.plain("setting-usual") if own is None else isolated(values.first_words(own))
        lines.append(_line(language.name, shown, changed=own is not None))
    group = next(group for group, kinds in _WORDS_IN.items() if kind in kinds)
    rows: list[Row] = [
        [button(language.name, OpenSetting(f"{kind}.{code}")) for code, language in LANGUAGES.items()],
        [button(texts.word("settinggroup", group), SettingGroup(group))],
    ]
    return Screen("\n".join(lines), keyboard(rows))


def setting_screen(context: ShopContext, key: str) -> Screen:
    """One setting: its value, where that is from, what stands in the environment, and what can be done."""
    texts, live = context.texts, context.services.live_settings
    set_, lines = live.set_in_chat.get(key), [f"<b>{escape(name_of(texts, key))}</b>"]
    if form_of(context, key) is Form.WORDS:
        lines.append(
            texts.html("setting-usual") if set_ is None else f"<blockquote>{escape(set_.value)}</blockquote>"
        )
        if set_ is not None:
            lines.append(_who(texts, set_))
    else:
        lines.append(_value(context, key))
        usual = "setting-from-env" if key in live.base.model_fields_set else "setting-from-default"
        if set_ is None:
            lines.append(texts.html(usual))
        else:
            before = _shown(context, key, live.base)
            lines += [_who(texts, set_), texts.html("setting-env-has", name=Code(key.upper()), value=before)]
    return Screen("\n".join(lines), keyboard(_ways(context, key, is_set=set_ is not None)))


def question(context: ShopContext, key: str) -> Screen:
    """What shall it be? With how it has to look."""
    texts, form = context.texts, form_of(context, key)
    about: dict[str, TextValue] = {"name": name_of(texts, key)}
    kind = key.partition(".")[0]
    if kind in OWN_TEXTS:
        about["most"] = OWN_TEXTS[kind]
    elif (bounds := context.services.live_settings.listed.bounds.get(key)) is not None:
        about |= {"least": texts.number(bounds[0]), "most": texts.number(bounds[1])}
    rows: list[Row] = [[button(texts.plain("button-leave-setting"), OpenSetting(key))]]
    return Screen(texts.html(f"settingform-{form}", **about), keyboard(rows))


def refusal(context: ShopContext, error: BadSettingError) -> str:
    """Why it cannot be that: in itself, or beside another setting."""
    texts, live = context.texts, context.services.live_settings
    if error.with_ is None:
        return texts.plain("setting-refused")
    value = _shown(context, error.with_, live.now)
    return texts.plain("setting-not-with", name=name_of(texts, error.with_), value=value)


def fixed_screen(context: ShopContext) -> Screen:
    """What is not changed here, and why. Nothing that could be a secret has its value there."""
    texts, now = context.texts, context.services.live_settings.now
    parts = []
    for why, keys in context.services.live_settings.listed.why_not.items():
        names = [
            f"{_code(key)} = {isolated(f'<code>{escape(tidy(str(getattr(now, key))))}</code>')}"
            if why in _SHOWN_OF_FIXED
            else _code(key)
            for key in keys
        ]
        parts.append(f"{texts.html(f'fixed-{why}')}\n" + ", ".join(names))
    rows: list[Row] = [[button(texts.plain("button-settings"), ShopSettings())]]
    return Screen("\n\n".join([texts.html("settings-fixed"), *parts]), keyboard(rows))


def form_of(context: ShopContext, key: str) -> Form:
    """How a setting is asked for. Raises KeyError for one that is not changed in the chat."""
    return Form.WORDS if "." in key else context.services.live_settings.listed.changeable[key]


def name_of(texts: Texts, key: str) -> str:
    """What a setting is called; of the merchant's own words, in which language."""
    kind, _, language = key.partition(".")
    name = texts.word("setting", kind)
    return name if not language else Phrase.of([name, LANGUAGES[language].name])


def texts_of(context: ShopContext, kind: str, language: str) -> str | None:
    """The merchant's own words in a language."""
    return context.services.live_settings.own_text(kind, language)


def _ways(context: ShopContext, key: str, *, is_set: bool) -> list[Row]:
    texts, now = context.texts, context.services.live_settings.now
    rows: list[Row] = []
    match form_of(context, key):
        case Form.SWITCH:
            to = not getattr(now, key)
            rows.append(
                [
                    button(
                        texts.plain("button-switch-on" if to else "button-switch-off"),
                        PutSetting(key, str(to).lower()),
                    )
                ]
            )
        case Form.LANGUAGE | Form.LANGUAGES as form:
            chosen = now.offered_languages if form is Form.LANGUAGES else (now.default_language,)
            marks = {True: "☑️", False: "⬜"}
            rows.append(
                [
                    button(f"{marks[code in chosen]} {language.name}", PutSetting(key, code))
                    for code, language in LANGUAGES.items()
                ]
            )
        case form:
            rows.append([button(texts.plain("button-change-setting"), WriteSetting(key))])
            if form is Form.HOURS and getattr(now, key):
                rows.append([button(texts.word("nohours", key), PutSetting(key, values.NONE))])
    if is_set:
        usual = "button-usual-words" if form_of(context, key) is Form.WORDS else "button-env-value"
        rows.append([button(texts.plain(usual), ResetSetting(key))])
    kind = key.partition(".")[0]
    if kind in OWN_TEXTS:
        rows.append([button(texts.word("setting", kind), OwnWords(kind))])
    else:
        group = next(
            group for group, keys in context.services.live_settings.listed.groups.items() if key in keys
        )
        rows.append([button(texts.word("settinggroup", group), SettingGroup(group))])
    return rows


def _shown(context: ShopContext, key: str, settings: object) -> str:
    return values.shown(context.texts, key, form_of(context, key), getattr(settings, key))


def _value(context: ShopContext, key: str) -> str:
    value = getattr(context.services.live_settings.now, key)
    if form_of(context, key) is Form.ACCOUNTS and value:
        return "\n".join(f"• {escape(isolated(tidy(line)))}" for line in value.split(";"))
    return escape(_shown(context, key, context.services.live_settings.now))


def _who(texts: Texts, set_: SetInChat) -> str:
    return texts.html("setting-from-chat", who=set_.staff_name, at=set_.at)


def _line(name: str, value: str, *, changed: bool) -> str:
    return f"{'✏️' if changed else '•'} {escape(name)}: <b>{escape(value)}</b>"


def _code(key: str) -> str:
    return f"<code>{key.upper()}</code>"
