"""A message to many is sent, pauses, goes on and ends. The message that says how far it is stays where it was
begun; the worker that sends edits it.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.shop.broadcasts.views import Broadcast, BroadcastState
from bot.shop.errors import BroadcastMovedError
from bot.shop.roles.rights import Right
from handlers.admin.broadcasts import screens
from handlers.admin.broadcasts.callbacks import (
    AskSend,
    AskStopBroadcast,
    PauseBroadcast,
    ResumeBroadcast,
    SendBroadcast,
    ShowBroadcast,
    StopBroadcast,
)
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, press
from handlers.ui.texts import TimeOfDay

_RIGHT: Final = Right.BROADCAST


def handlers() -> list[Handler]:
    """What is pressed."""
    return [
        press(ShowBroadcast, show, right=_RIGHT),
        press(AskSend, ask_send, right=_RIGHT),
        press(SendBroadcast, send, right=_RIGHT),
        press(PauseBroadcast, pause, right=_RIGHT),
        press(ResumeBroadcast, resume, right=_RIGHT),
        press(AskStopBroadcast, ask_stop, right=_RIGHT),
        press(StopBroadcast, stop, right=_RIGHT),
    ]


async def show(context: ShopContext, pressed: ShowBroadcast) -> None:
    """A draft, or how far it is."""
    await _show(context, await context.services.broadcasts.get(pressed.broadcast_id))


async def ask_send(context: ShopContext, pressed: AskSend) -> None:
    """To how many, in how long? Send it?"""
    broadcast = await context.services.broadcasts.get(pressed.broadcast_id)
    if broadcast.state is not BroadcastState.DRAFT:
        await _show(context, broadcast)
        return
    estimate = await context.services.broadcasts.estimate(broadcast.id)
    hour = TimeOfDay(context.now)
    await context.show(screens.confirm_screen(context.texts, broadcast, estimate, hour))


async def send(context: ShopContext, pressed: SendBroadcast) -> None:
    """It begins; this message says how far it is."""
    broadcasts = context.services.broadcasts
    await _steer(
        context,
        pressed.broadcast_id,
        lambda: broadcasts.start(context.person_id, pressed.broadcast_id, message_id=context.message_id),
    )


async def pause(context: ShopContext, pressed: PauseBroadcast) -> None:
    """Nobody else for now."""
    broadcasts = context.services.broadcasts
    await _steer(
        context, pressed.broadcast_id, lambda: broadcasts.pause(context.person_id, pressed.broadcast_id)
    )


async def resume(context: ShopContext, pressed: ResumeBroadcast) -> None:
    """It goes on."""
    broadcasts = context.services.broadcasts
    await _steer(
        context, pressed.broadcast_id, lambda: broadcasts.resume(context.person_id, pressed.broadcast_id)
    )


async def ask_stop(context: ShopContext, pressed: AskStopBroadcast) -> None:
    """End it for good? Asked apart: the message that says how far it is goes on saying it."""
    broadcast = await context.services.broadcasts.get(pressed.broadcast_id)
    await context.show(screens.stop_screen(context.texts, broadcast), apart=True)


async def stop(context: ShopContext, pressed: StopBroadcast) -> None:
    """It ends."""
    broadcasts = context.services.broadcasts
    await _steer(
        context, pressed.broadcast_id, lambda: broadcasts.stop(context.person_id, pressed.broadcast_id)
    )


async def _steer(context: ShopContext, broadcast_id: int, act: Callable[[], Awaitable[Broadcast]]) -> None:
    """Does it and shows what holds; where it was done before, or by a colleague, only what holds."""
    try:
        broadcast = await act()
    except BroadcastMovedError:
        broadcast = await context.services.broadcasts.get(broadcast_id)
    await _show(context, broadcast)


async def _show(context: ShopContext, broadcast: Broadcast) -> None:
    if broadcast.state is BroadcastState.DRAFT:
        await context.show(screens.draft_screen(context.texts, broadcast))
    else:
        await context.show(screens.progress_screen(context.texts, broadcast))
