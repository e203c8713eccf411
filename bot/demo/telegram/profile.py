"""What the bot says of itself: commands by scope and language, its name, descriptions and menu button.

Sources: Bot API `setMyCommands` and "Determining list of commands". The language of a person's app decides
what they see; there are private chats only.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from bot.demo.telegram.chats import Chats, Person
from bot.demo.telegram.wire import InvalidError, RefusedError

Params = dict[str, Any]

MOST_COMMANDS: Final = 100
MOST_COMMAND_DESCRIPTION: Final = 256
_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE: Final = re.compile(r"[a-z]{2}|")
_TEXTS: Final = {"name": 64, "description": 512, "short_description": 120}
_DEFAULT_BUTTON: Final = {"type": "commands"}


_GIFTS: Final = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
_NO_GIFTS: Final = dict.fromkeys(_GIFTS, False)


class Profile:
    """The bot's own settings."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._commands: dict[str, list[dict[str, str]]] = {}
        self._texts: dict[str, str] = {}
        self._buttons: dict[str, dict[str, Any]] = {}

    def methods(self) -> dict[str, Callable[[Params], Any]]:
        """What it answers, by method name."""
        texts: dict[str, Callable[[Params], Any]] = {}
        for field in _TEXTS:
            name = "".join(word.capitalize() for word in field.split("_"))
            texts[f"setMy{name}"] = partial(self._set_text, field)
            texts[f"getMy{name}"] = partial(self._get_text, field)
        return texts | {
            "getMe": self.me,
            "getChat": self.chat,
            "setMyCommands": self.set_commands,
            "getMyCommands": self.get_commands,
            "deleteMyCommands": self.delete_commands,
            "setChatMenuButton": self.set_button,
            "getChatMenuButton": self.get_button,
        }

    def me(self, _params: Params) -> dict[str, Any]:
        """`getMe`."""
        return {
            **self._chats.bot,
            "can_join_groups": False,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def chat(self, params: Params) -> dict[str, Any]:
        """`getChat` of a person who has pressed Start, or of a group; others the bot does not know."""
        if params["chat_id"] in self._chats.groups:
            group = self._chats.reach_group(params["chat_id"])
            return {
                **group.chat,
                "accent_color_id": 1,
                "max_reaction_count": 11,
                "accepted_gift_types": _NO_GIFTS,
            }
        person = self._chats.people.get(params["chat_id"])
        if person is None or not person.started:
            raise RefusedError("chat not found")
        return {
            **person.chat,
            "accent_color_id": person.id % 7,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(_GIFTS, True),
        }

    def set_commands(self, params: Params) -> bool:
        """`setMyCommands`; an empty list deletes."""
        if len(params["commands"]) > MOST_COMMANDS:
            raise InvalidError("BOT_COMMANDS_TOO_MUCH")
        for command in params["commands"]:
            if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
                raise InvalidError("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= MOST_COMMAND_DESCRIPTION:
                raise InvalidError("BOT_COMMAND_DESCRIPTION_INVALID")
        commands = [
            {"command": one["command"].removeprefix("/"), "description": one["description"]}
            for one in params["commands"]
        ]
        self._put(self._place(params), commands)
        return True

    def delete_commands(self, params: Params) -> bool:
        """`deleteMyCommands`: narrower lists give way to wider ones again."""
        self._put(self._place(params), [])
        return True

    def get_commands(self, params: Params) -> list[dict[str, str]]:
        """`getMyCommands` of exactly that scope and language."""
        return self._commands.get(self._place(params), [])

    def seen_by(self, person: Person) -> list[dict[str, str]]:
        """The menu in that person's chat: the narrowest scope, and in it their language first."""
        language = (person.language_code or "")[:2]
        for scope in (f"chat {person.id}", "all_private_chats", "default"):
            for place in (f"{scope} {language}", f"{scope} "):
                if self._commands.get(place):
                    return self._commands[place]
        return []

    def _put(self, place: str, commands: list[dict[str, str]]) -> None:
        if commands:
            self._commands[place] = commands
        else:
            self._commands.pop(place, None)
        self._chats.hub.publish("commands")

    def _place(self, params: Params) -> str:
        scope = params.get("scope") or {"type": "default"}
        language = _language(params)
        if "chat_id" not in scope:
            return f"{scope['type']} {language}"
        if scope["type"] != "chat":
            raise InvalidError("there are no administrators in the private chat")
        person = self._chats.people.get(scope["chat_id"])
        if person is None or not person.started:
            raise RefusedError("chat not found")
        return f"chat {person.id} {language}"

    def _set_text(self, field: str, params: Params) -> bool:
        text = params.get(field, "")
        if len(text) > _TEXTS[field]:
            raise InvalidError(f"{field} is too long")
        self._texts[f"{field} {_language(params)}"] = text
        if field == "name" and not _language(params) and text:
            self._chats.bot = {**self._chats.bot, "first_name": text}
        self._chats.hub.publish("commands")
        return True

    def _get_text(self, field: str, params: Params) -> dict[str, str]:
        return {field: self._text(field, params)}

    def _text(self, field: str, params: Params) -> str:
        own = self._texts.get(f"{field} {_language(params)}") or self._texts.get(f"{field} ")
        return own or (str(self._chats.bot["first_name"]) if field == "name" else "")

    def set_button(self, params: Params) -> bool:
        """`setChatMenuButton`, for one chat or for all."""
        button = params.get("menu_button") or {"type": "default"}
        chat_id = params.get("chat_id")
        self._buttons[str(self._chats.reach(chat_id).id) if chat_id else ""] = button
        self._chats.hub.publish("commands")
        return True

    def get_button(self, params: Params) -> dict[str, Any]:
        """`getChatMenuButton`."""
        for place in (str(params.get("chat_id", "")), ""):
            button = self._buttons.get(place)
            if button and button["type"] != "default":
                return button
        return _DEFAULT_BUTTON

    def seen(self) -> dict[str, Any]:
        """The bot as the page shows it."""
        texts = {field: self._text(field, {}) for field in _TEXTS}
        return {**self._chats.bot, **texts, "texts": self._texts}

    def dump(self) -> dict[str, Any]:
        """Everything, fit for JSON."""
        return {
            "commands": self._commands,
            "texts": self._texts,
            "buttons": self._buttons,
            "first_name": self._chats.bot["first_name"],
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Replaces everything with what was dumped."""
        self._commands, self._texts, self._buttons = (
            dict(kept["commands"]),
            dict(kept["texts"]),
            dict(kept["buttons"]),
        )
        self._chats.bot = {**self._chats.bot, "first_name": kept["first_name"]}


def _language(params: Params) -> str:
    language = params.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise InvalidError("invalid language code specified")
    return str(language)
