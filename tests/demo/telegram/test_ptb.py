"""The real python-telegram-bot, over real HTTP, finds a Telegram it can work with."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.request import HTTPXRequest

from bot.demo.events import EventHub
from bot.demo.faults import Faults
from bot.demo.server import bind, serving
from bot.demo.telegram import Telegram
from bot.demo.telegram.chats import DEMO_TOKEN
from tests.demo.telegram.driver import AMINA

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2:DeprecationWarning")


class Outside:
    """Telegram on a real port, and the people's side of it."""

    def __init__(
        self, url: str, telegram: Telegram, faults: Faults, people: httpx.AsyncClient, bot: Bot
    ) -> None:
        self.url = url
        self.telegram = telegram
        self.faults = faults
        self.people = people
        self.bot = bot

    async def does(self, deed: str, **body: object) -> dict[str, int]:
        answer = await self.people.post(f"/demo/users/{AMINA}/{deed}", json=body)
        assert answer.status_code == 200, answer.text
        done: dict[str, int] = answer.json()
        return done


def bot_at(url: str, token: str = DEMO_TOKEN) -> Bot:
    ways = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    return Bot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=ways[0],
        get_updates_request=ways[1],
    )


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    hub = EventHub()
    faults = Faults(hub)
    telegram = Telegram(hub, faults)
    app = Starlette(routes=[*telegram.routes(), *telegram.control_routes()])
    async with (
        serving(app, bind(0)) as url,
        httpx.AsyncClient(base_url=url, verify=False) as people,
        bot_at(url) as bot,
    ):
        yield Outside(url, telegram, faults, people, bot)
        telegram.close()
        assert not telegram.violations


async def test_a_conversation_with_everything_a_shop_says(outside: Outside) -> None:
    bot = outside.bot
    assert (bot.username, bot.id) == ("hanout_demo_bot", 700000001)
    await outside.does("send", text="/start gift-1")
    (update,) = await bot.get_updates(timeout=5, allowed_updates=["message", "callback_query"])
    assert update.message is not None
    assert update.message.parse_entities([MessageEntity.BOT_COMMAND]) == {
        update.message.entities[0]: "/start"
    }

    sent = await bot.send_message(
        chat_id=AMINA,
        text="🎁 <b>Votre code</b>: <tg-spoiler><code>ABCD-&lt;1&gt;</code></tg-spoiler>",
        parse_mode="HTML",
        protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id=update.message.message_id),
        reply_markup=InlineKeyboardMarkup(
            [
                [InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="ABCD-<1>"))],
                [InlineKeyboardButton(text="Buy", callback_data="buy:1", style="success")],
            ]
        ),
    )
    assert sent.parse_entities() == {
        sent.entities[0]: "Votre code",
        sent.entities[1]: "ABCD-<1>",
        sent.entities[2]: "ABCD-<1>",
    }
    assert {entity.type for entity in sent.entities} == {"bold", "code", "spoiler"}
    assert sent.has_protected_content
    assert sent.reply_to_message is not None
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].copy_text == CopyTextButton(text="ABCD-<1>")

    await outside.does("press", message_id=sent.message_id, data="buy:1")
    (press,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
    assert press.callback_query is not None
    assert press.callback_query.message == sent
    assert await bot.answer_callback_query(callback_query_id=press.callback_query.id, text="Un instant…")
    edited = await bot.edit_message_text(
        chat_id=AMINA,
        message_id=sent.message_id,
        text="Livré 🎁 ABCD",
        entities=[MessageEntity(MessageEntity.SPOILER, 9, 4), MessageEntity(MessageEntity.CODE, 9, 4)],
    )
    assert not isinstance(edited, bool)
    assert edited.parse_entity(edited.entities[0]) == "ABCD"
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text(
            chat_id=AMINA, message_id=sent.message_id, text="Livré 🎁 ABCD", entities=edited.entities
        )


async def test_the_rest_of_what_a_shop_needs(outside: Outside) -> None:
    bot = outside.bot
    await outside.does("send", text="/start")
    await bot.set_my_commands(
        [BotCommand("shop", "La boutique")], scope=BotCommandScopeChat(AMINA), language_code="fr"
    )
    assert await bot.get_my_commands(scope=BotCommandScopeChat(AMINA), language_code="fr") == (
        BotCommand("shop", "La boutique"),
    )
    await bot.set_my_name(name="Hanout")
    await bot.send_chat_action(chat_id=AMINA, action="typing")
    asked = await bot.send_message(
        chat_id=AMINA, text="?", reply_markup=ForceReply(input_field_placeholder="1-10")
    )
    document = await bot.send_document(
        chat_id=AMINA, document=b"AAA\nBBB", filename="codes.txt", caption="codes"
    )
    assert document.document is not None
    file = await bot.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"AAA\nBBB"
    await bot.delete_message(chat_id=AMINA, message_id=asked.message_id)
    invoice = await bot.send_invoice(
        chat_id=AMINA, title="Carte", description="Dix euros", payload="order-1", provider_token="", currency="XTR",
        prices=[LabeledPrice("Carte", 250)], start_parameter="order-1",
    )  # fmt: skip
    offset = (await bot.get_updates())[-1].update_id + 1
    paying = asyncio.create_task(outside.does("pay", message_id=invoice.message_id))
    (asked_first,) = await bot.get_updates(offset=offset, timeout=5)
    assert asked_first.pre_checkout_query is not None
    await bot.answer_pre_checkout_query(pre_checkout_query_id=asked_first.pre_checkout_query.id, ok=True)
    await paying
    (told,) = await bot.get_updates(offset=asked_first.update_id + 1, timeout=5)
    assert told.message is not None
    assert told.message.successful_payment is not None
    charge = told.message.successful_payment.telegram_payment_charge_id
    assert (await bot.get_star_transactions()).transactions[0].id == charge
    assert await bot.refund_star_payment(user_id=AMINA, telegram_payment_charge_id=charge)
    assert (await bot.get_my_star_balance()).amount == 0
    assert await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""


async def test_errors_arrive_as_ptbs_own(outside: Outside) -> None:
    bot = outside.bot
    await outside.does("send", text="/start")
    offset = (await bot.get_updates())[-1].update_id + 1
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(chat_id=4004, text="x")
    outside.faults.add({"api": "telegram", "method": "sendMessage", "status": 429, "retry_after": 3})
    with pytest.raises(RetryAfter, match="Flood control exceeded"):
        await bot.send_message(chat_id=AMINA, text="x")
    older = asyncio.create_task(bot.get_updates(offset=offset, timeout=30))
    while outside.telegram.updates._poll is None:  # noqa: ASYNC110 - nobody is told when a poll begins to wait
        await asyncio.sleep(0.001)
    async with bot_at(outside.url) as second:
        newer = asyncio.create_task(second.get_updates(offset=offset, timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        await outside.does("block", blocked=True)
        assert (await newer)[0].my_chat_member is not None
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(chat_id=AMINA, text="x")
    stranger = bot_at(outside.url, "700000001:wrong")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_a_poller_that_went_away_holds_nobody_up(outside: Outside) -> None:
    poll = asyncio.create_task(outside.people.post(f"/bot{DEMO_TOKEN}/getUpdates", data={"timeout": "50"}))
    while outside.telegram.updates._poll is None:  # noqa: ASYNC110 - nobody is told when a poll begins to wait
        await asyncio.sleep(0.001)
    poll.cancel()
    async with asyncio.timeout(5):
        while outside.telegram.updates._poll is not None:  # noqa: ASYNC110 - nor when it ends
            await asyncio.sleep(0.001)
