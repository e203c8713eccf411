"""What staff see of a message to many, and what its readers see."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from telegram import InlineKeyboardButton

from bot.languages import LANGUAGES
from bot.shop.broadcasts.audiences import PER_MINUTE, Estimate
from bot.shop.broadcasts.views import TO_SHOP, Audience, AudienceKind, Broadcast, BroadcastState, LinkButton
from bot.shop.catalogue.rule_targets import RuleTarget
from handlers.admin.broadcasts.callbacks import (
    AskBoughtProduct,
    AskBroadcastButtons,
    AskSend,
    AskStopBroadcast,
    NoBroadcastButtons,
    PauseBroadcast,
    PickAudience,
    ResumeBroadcast,
    SendBroadcast,
    SetAudience,
    ShowBroadcast,
    StopBroadcast,
    WriteBroadcast,
)
from handlers.customer.broadcasts.callbacks import SHOP, FromBroadcast, LeaveBroadcasts
from handlers.ui.keyboards import Row, button, keyboard, tidy_label
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Phrase, Texts, TimeOfDay

IDLE_DAYS: Final = (30, 60, 90, 180)
EXAMPLE: Final = Code("https://example.com")
_WEB: Final = ("https://", "http://")


def message_screen(texts: Texts, broadcast: Broadcast) -> Screen:
    """The message as its readers get it, in the form that its writer gave it."""
    rows: list[Row] = [[_link(each)] for each in broadcast.buttons]
    rows.append([button(texts.plain("button-broadcast-leave"), LeaveBroadcasts())])
    return Screen(broadcast.body, keyboard(rows))


def _link(link: LinkButton) -> InlineKeyboardButton:
    if link.target.startswith(_WEB):
        return InlineKeyboardButton(text=tidy_label(link.title), url=link.target)
    return button(link.title, FromBroadcast(SHOP if link.target == TO_SHOP else link.target))


def draft_screen(texts: Texts, broadcast: Broadcast) -> Screen:
    """A draft: for whom it is, and what can be changed before it is sent."""
    text = texts.html(
        "broadcast-draft", audience=audience_text(texts, broadcast.audience), count=len(broadcast.buttons)
    )
    ways: list[Row] = [
        [button(texts.plain("button-broadcast-send"), AskSend(broadcast.id))],
        [
            button(texts.plain("button-broadcast-audience"), PickAudience(broadcast.id)),
            button(texts.plain("button-broadcast-buttons"), AskBroadcastButtons(broadcast.id)),
        ],
        [button(texts.plain("button-broadcast-rewrite"), WriteBroadcast(broadcast.id))],
    ]
    return Screen(text, keyboard(ways))


def audience_text(texts: Texts, audience: Audience) -> Phrase:
    """For whom it is."""
    match audience.kind:
        case AudienceKind.ALL:
            return texts.plain("audience-all")
        case AudienceKind.LANGUAGE:
            return texts.plain("audience-language", language=LANGUAGES[audience.value or "ar"].name)
        case AudienceKind.BOUGHT:
            return texts.plain("audience-bought", product=audience.title or "")
        case AudienceKind.IDLE:
            return texts.plain("audience-idle", days=int(audience.value or 0))
        case AudienceKind.WALLET:
            return texts.plain("audience-wallet")


def audiences_screen(texts: Texts, broadcast: Broadcast) -> Screen:
    """For whom?"""
    choices = [Audience(AudienceKind.ALL), Audience(AudienceKind.WALLET)]
    choices += [Audience(AudienceKind.LANGUAGE, code) for code in LANGUAGES]
    choices += [Audience(AudienceKind.IDLE, str(days)) for days in IDLE_DAYS]
    rows: list[Row] = [
        [
            button(
                audience_text(texts, choice),
                SetAudience(broadcast.id, ".".join(filter(None, (choice.kind.value, choice.value)))),
            )
        ]
        for choice in choices
    ]
    rows.append([button(texts.plain("button-audience-bought"), AskBoughtProduct(broadcast.id))])
    rows.append([button(texts.plain("button-back"), ShowBroadcast(broadcast.id))])
    return Screen(texts.html("broadcast-whom"), keyboard(rows))


def products_screen(texts: Texts, broadcast_id: int, places: Sequence[RuleTarget]) -> Screen:
    """Which of these products?"""
    rows: list[Row] = [
        [button(place.title, SetAudience(broadcast_id, f"{AudienceKind.BOUGHT}.{place.key.split('.')[1]}"))]
        for place in places
    ]
    rows.append([button(texts.plain("button-back"), PickAudience(broadcast_id))])
    return Screen(texts.html("broadcast-which-product"), keyboard(rows))


def ask_buttons_screen(texts: Texts, broadcast: Broadcast) -> Screen:
    """What are its buttons?"""
    rows: list[Row] = [[button(texts.plain("button-back"), ShowBroadcast(broadcast.id))]]
    if broadcast.buttons:
        rows.insert(0, [button(texts.plain("button-broadcast-no-buttons"), NoBroadcastButtons(broadcast.id))])
    return Screen(texts.html("ask-broadcast-buttons", example=EXAMPLE), keyboard(rows))


def confirm_screen(texts: Texts, broadcast: Broadcast, estimate: Estimate, hour: TimeOfDay) -> Screen:
    """To how many, in how long, and at which hour. Send it?"""
    audience = audience_text(texts, broadcast.audience)
    back = button(texts.plain("button-back"), ShowBroadcast(broadcast.id))
    if not estimate.people:
        return Screen(texts.html("broadcast-nobody", audience=audience), keyboard([[back]]))
    key = "broadcast-sure-more" if estimate.or_more else "broadcast-sure"
    text = texts.html(
        key, audience=audience, count=estimate.people, minutes=_about(texts, estimate.minutes), hour=hour
    )
    return Screen(
        text, keyboard([[button(texts.plain("button-yes-send"), SendBroadcast(broadcast.id)), back]])
    )


def progress_screen(texts: Texts, broadcast: Broadcast, *, others: int = 0) -> Screen:
    """How far it is, or what it came to. `others`: how many more wait behind it."""
    counts = texts.html(
        "broadcast-counts",
        sent=broadcast.sent,
        blocked=broadcast.blocked,
        refused=broadcast.refused,
        doubtful=broadcast.doubtful,
    )
    people = max(broadcast.people or 0, broadcast.done)
    left = math.ceil((people - broadcast.done) / PER_MINUTE)
    head = texts.html(
        f"broadcast-{broadcast.state}",
        audience=audience_text(texts, broadcast.audience),
        done=broadcast.done,
        count=people,
        minutes=_about(texts, left),
    )
    text = f"{head}\n\n{counts}"
    if others:
        text += "\n\n" + texts.html("broadcast-others", count=others)
    return Screen(text, keyboard(_steering(texts, broadcast)))


def _about(texts: Texts, minutes: int) -> Phrase:
    return texts.duration(timedelta(minutes=max(1, minutes)))


def _steering(texts: Texts, broadcast: Broadcast) -> list[Row]:
    stop = button(texts.plain("button-broadcast-stop"), AskStopBroadcast(broadcast.id))
    refresh = button(texts.plain("button-refresh"), ShowBroadcast(broadcast.id))
    match broadcast.state:
        case BroadcastState.RUNNING:
            pause = button(texts.plain("button-broadcast-pause"), PauseBroadcast(broadcast.id))
            return [[pause, stop], [refresh]]
        case BroadcastState.PAUSED:
            resume = button(texts.plain("button-broadcast-resume"), ResumeBroadcast(broadcast.id))
            return [[resume, stop]]
        case _:
            return []


def stop_screen(texts: Texts, broadcast: Broadcast) -> Screen:
    """End it for good?"""
    row = [
        button(texts.plain("button-yes"), StopBroadcast(broadcast.id)),
        button(texts.plain("button-no"), ShowBroadcast(broadcast.id)),
    ]
    return Screen(texts.html("broadcast-sure-stop"), keyboard([row]))
