"""The command menus: who sees what, in which language, and how seldom Telegram is told."""

import asyncio
from typing import Any

import pytest

import handlers
from bot.languages import LANGUAGES
from bot.shop.roles.rights import Right
from handlers.ui.context import ShopContext
from handlers.ui.menus import Commands, Menus
from handlers.ui.routing import TakenCommandError, command, commands_of
from tests.handlers.shopfloor import KARIM, Floor, Person

CUSTOMER_COMMANDS, STAFF_COMMANDS = handlers.commands().customers, handlers.commands().staff


def menu_calls(floor: Floor) -> list[Any]:
    return [call for call in floor.api.calls if call[0] in {"setMyCommands", "deleteMyCommands"}]


async def names(floor: Floor, user_id: int) -> list[str]:
    seen = floor.telegram.profile.seen_by(floor.telegram.chats.people[user_id])
    return [entry["command"] for entry in seen]


async def test_customers_and_staff_have_their_own_menus(floor: Floor, karim: Person, sofiane: Person) -> None:
    await handlers.tell_menus(floor.application)
    assert await names(floor, sofiane.id) == list(CUSTOMER_COMMANDS)
    assert await names(floor, karim.id) == [*STAFF_COMMANDS, *CUSTOMER_COMMANDS]
    languages = {params.get("language_code") for _, params in menu_calls(floor)}
    assert languages == {None, *LANGUAGES}


async def test_telegram_is_told_only_what_changed(floor: Floor, karim: Person) -> None:
    await handlers.tell_menus(floor.application)
    told = len(menu_calls(floor))
    assert told
    await restarted(floor).publish()
    await karim.sends("/start")
    assert len(menu_calls(floor)) == told


async def test_an_admin_who_has_not_started_gets_the_menu_when_they_do(floor: Floor, sofiane: Person) -> None:
    karim = floor.person(KARIM)
    await restarted(floor).publish()
    assert await names(floor, sofiane.id) == list(CUSTOMER_COMMANDS)
    assert await names(floor, KARIM) == list(CUSTOMER_COMMANDS)  # no chat yet, so no menu of its own
    await karim.sends("/start")
    assert await names(floor, KARIM) == [*STAFF_COMMANDS, *CUSTOMER_COMMANDS]


@pytest.mark.settings(admin_ids=(KARIM, KARIM + 1))
async def test_who_arrives_while_the_menus_are_published_is_given_theirs_once(floor: Floor) -> None:
    menus, bot = restarted(floor), floor.application.bot

    class Meanwhile:
        """Karim presses Start when the menus have just passed him by."""

        came = False

        async def set_my_commands(self, **params: Any) -> bool:
            if getattr(params["scope"], "chat_id", None) == KARIM + 1 and not self.came:
                self.came = True
                floor.person(KARIM)
                floor.telegram.people.write(floor.telegram.chats.people[KARIM], "/start")
                await restarted(floor).arrived(KARIM)
            return await bot.set_my_commands(**params)

    menus._bot = Meanwhile()  # type: ignore[assignment]
    await menus.publish()
    assert menus._bot.came  # type: ignore[attr-defined]
    told = len(menu_calls(floor))
    await restarted(floor).publish()
    assert [
        params["scope"]
        for _, params in menu_calls(floor)[told:]
        if str(KARIM) in str(params["scope"]) and str(KARIM + 1) not in str(params["scope"])
    ] == []


@pytest.mark.parametrize("later", range(3))
async def test_publishing_and_an_arrival_side_by_side_are_both_noted(floor: Floor, later: int) -> None:
    """`later`: how long a note takes to be read, in turns of the loop."""
    floor.person(KARIM)
    floor.telegram.people.write(floor.telegram.chats.people[KARIM], "/start")
    remembered = floor.services.remembered
    menus = restarted(floor)

    class Slow:
        """Notes that take a while, as on a busy disk."""

        async def remembered(self, key: str) -> str | None:
            found = await remembered.remembered(key)
            for _ in range(5 * later):
                await asyncio.sleep(0)
            return found

        async def remember(self, key: str, note: str) -> None:
            await remembered.remember(key, note)

    menus._remembered = Slow()  # type: ignore[assignment]
    await asyncio.gather(menus.publish(), menus.arrived(KARIM))
    told = len(menu_calls(floor))
    await restarted(floor).publish()
    assert len(menu_calls(floor)) == told


async def test_who_is_no_admin_any_more_loses_the_menu(floor: Floor, karim: Person) -> None:
    await handlers.tell_menus(floor.application)
    floor.services.staff_members._owners = frozenset()
    floor.services.staff_members._forget(None)
    await restarted(floor).publish()
    assert await names(floor, karim.id) == list(CUSTOMER_COMMANDS)
    assert len([name for name, _ in menu_calls(floor) if name == "deleteMyCommands"]) == len(LANGUAGES) + 1


async def test_trouble_with_menus_does_not_stop_the_shop(floor: Floor) -> None:
    floor.api.time_out_next("setMyCommands")
    await handlers.tell_menus(floor.application)
    await restarted(floor).publish()
    assert len(menu_calls(floor)) > 1


def restarted(floor: Floor) -> Menus:
    """The menus as the next process makes them: it knows only what was remembered."""
    data = floor.application.bot_data
    data.menus = Menus(
        floor.application.bot,
        floor.services.staff_members,
        floor.services.remembered,
        data.texts,
        handlers.commands(),
    )
    menus: Menus = data.menus
    return menus


async def test_an_admin_is_welcomed_when_menus_cannot_be_published(floor: Floor) -> None:
    karim = floor.person(KARIM)
    floor.api.time_out_next("setMyCommands")
    await karim.sends("/start")
    assert "Bienvenue" in karim.screen


def test_the_menus_are_what_is_hung_in() -> None:
    async def nothing(context: ShopContext) -> None:
        del context

    hung = [
        command("b", nothing, place=2),
        command("c", nothing),
        command("a", nothing, right=Right.SEE_PANEL, place=1),
    ]
    assert commands_of([*hung, command("d", nothing, place=1), hung[0]]) == Commands(
        ("d", "b"), {"a": Right.SEE_PANEL}
    )
    with pytest.raises(TakenCommandError, match="b"):
        commands_of([*hung, command("b", nothing, place=3)])
