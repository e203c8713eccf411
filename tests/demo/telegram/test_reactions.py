"""The bot's reaction below a message: one, which can be changed and taken away."""

import json

import pytest

from tests.demo.telegram.driver import AMINA, Driver, RefusalError


async def react(tg: Driver, message_id: int, *emoji: str) -> None:
    wanted = [{"type": "emoji", "emoji": one} for one in emoji]
    assert await tg.call("setMessageReaction", chat_id=AMINA, message_id=message_id, reaction=wanted)


async def refused(tg: Driver, message_id: int, *emoji: str) -> str:
    with pytest.raises(RefusalError) as refusal:
        await react(tg, message_id, *emoji)
    return str(refusal.value.description)


async def test_a_reaction_is_seen_changed_and_taken_away(tg: Driver) -> None:
    written = (await tg.does(AMINA, "send", text="hello"))["message_id"]
    await react(tg, written, "👍")
    assert (await tg.sees(AMINA))[-1]["reaction"] == "👍"
    assert tg.events("edit")[-1]["message"]["reaction"] == "👍"
    kept = json.loads(json.dumps(tg.telegram.dump()))
    tg.telegram.restore(kept)
    assert (await tg.sees(AMINA))[-1]["reaction"] == "👍"
    await react(tg, written, "🎉")
    assert (await tg.sees(AMINA))[-1]["reaction"] == "🎉"
    await react(tg, written)
    assert "reaction" not in (await tg.sees(AMINA))[-1]


async def test_what_telegram_does_not_know_or_have_is_refused(tg: Driver) -> None:
    written = (await tg.does(AMINA, "send", text="hello"))["message_id"]
    assert await refused(tg, written, "🧿") == "Bad Request: REACTION_INVALID"
    assert await refused(tg, written, "👍", "🎉") == "Bad Request: REACTIONS_TOO_MANY"
    assert len(await tg.violations()) == 2
    assert await refused(tg, written + 1000, "👍") == "Bad Request: message to react not found"
    assert len(await tg.violations()) == 2
    assert "reaction" not in (await tg.sees(AMINA))[-1]
