"""Conversation states: on disk before the update that changed them is done, and only what changed."""

import pytest
from sqlalchemy import event
from telegram import Update
from telegram.ext import CallbackContext, CommandHandler, ConversationHandler, MessageHandler, filters

from bot.telegram.conversations import ConversationStore
from bot.telegram.incoming.arrivals import Arrival
from storage.database import Database
from tests.telegram.bot_api import message_update
from tests.telegram.conftest import Shop


def command(update_id: int, person: int, text: str) -> Arrival:
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return Arrival.of(message_update(update_id, person, text, entities=entities))


def says(update_id: int, person: int, text: str) -> Arrival:
    return Arrival.of(message_update(update_id, person, text))


def conversation(heard: list[str]) -> ConversationHandler[CallbackContext]:
    async def begin(_update: Update, _context: object) -> str:
        return "amount"

    async def amount(update: Update, _context: object) -> str | None:
        text = str(update.effective_message.text)
        heard.append(text)
        if text == "bad":
            raise LookupError("this step fails")
        return "confirm" if text.isdigit() else None

    async def confirm(_update: Update, _context: object) -> int:
        heard.append("confirmed")
        return ConversationHandler.END

    return ConversationHandler(
        entry_points=[CommandHandler("buy", begin)],
        states={
            "amount": [MessageHandler(filters.TEXT, amount)],
            "confirm": [MessageHandler(filters.TEXT, confirm)],
        },
        fallbacks=[],
        name="buy",
        persistent=True,
    )


async def take(shop: Shop, *arrivals: Arrival) -> None:
    await shop.intake.accept(arrivals)
    await shop.settles()


async def states_on_disk(db: Database) -> dict[tuple[int | str, ...], object]:
    return await ConversationStore(db).get_conversations("buy")


async def test_a_state_is_on_disk_when_its_update_is_done_and_a_restart_goes_on_from_it(shop: Shop) -> None:
    heard: list[str] = []
    shop.application.add_handler(conversation(heard))
    await shop.application.initialize()
    await take(shop, command(1, 7, "/buy"), says(2, 7, "12"), command(3, 8, "/buy"))
    assert await states_on_disk(shop.db) == {(7, 7): "confirm", (8, 8): "amount"}

    restarted = shop.again()
    restarted.application.add_handler(conversation(heard))
    await restarted.application.initialize()
    await take(restarted, says(4, 7, "yes"))
    assert heard == ["12", "confirmed"]
    assert await states_on_disk(shop.db) == {(8, 8): "amount"}
    await restarted.close()


async def test_a_failing_step_leaves_the_state_and_the_person_free_to_go_on(shop: Shop) -> None:
    heard: list[str] = []
    errors: list[Exception | None] = []

    async def on_error(_update: object, context: CallbackContext) -> None:
        errors.append(context.error)

    shop.application.add_handler(conversation(heard))
    shop.application.add_error_handler(on_error)
    await shop.application.initialize()
    await take(shop, command(1, 7, "/buy"), says(2, 7, "bad"), says(3, 7, "5"))
    assert [type(error) for error in errors] == [LookupError]
    assert await states_on_disk(shop.db) == {(7, 7): "confirm"}
    assert await shop.waiting() == []


async def test_only_changes_are_written(db: Database) -> None:
    store = ConversationStore(db)
    written: list[str] = []

    def note(*executing: object) -> None:
        statement = str(executing[2])
        if "conversations" in statement:
            written.append(statement.split(maxsplit=1)[0])

    event.listen(db._writer.sync_engine, "before_cursor_execute", note)
    await store.update_conversation("buy", (1, 1), "amount")
    await store.flush()
    await store.update_conversation("buy", (1, 1), "amount")
    await store.update_conversation("buy", (2, 2), None)
    await store.flush()
    await store.flush()
    assert written == ["INSERT"]
    await store.update_conversation("buy", (1, 1), None)
    await store.flush()
    assert written == ["INSERT", "DELETE"]


async def test_what_could_not_be_written_is_written_next_time(db: Database) -> None:
    store = ConversationStore(db)
    await store.update_conversation("buy", (1, 1), "amount")
    await store.update_conversation("buy", (2, 2), "amount")

    def refuse(*_executing: object) -> None:
        raise OSError("disk full")

    event.listen(db._writer.sync_engine, "before_cursor_execute", refuse)
    with pytest.raises(OSError, match="disk full"):
        await store.flush()
    event.remove(db._writer.sync_engine, "before_cursor_execute", refuse)
    await store.update_conversation("buy", (2, 2), "confirm")
    await store.flush()
    assert await states_on_disk(db) == {(1, 1): "amount", (2, 2): "confirm"}


async def test_a_state_that_is_no_string_is_an_error_of_the_conversation(db: Database) -> None:
    with pytest.raises(TypeError, match="not a string"):
        await ConversationStore(db).update_conversation("buy", (1, 1), 3)
