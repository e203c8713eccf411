"""Makes `shapes.json`, the trimmed table of what this Telegram understands and says, from the whole
specification.

    python -m bot.demo.telegram.botapi.shapes_build api.min.json

The specification is `api.min.json` of github.com/PaulSonOfLars/telegram-bot-api-spec (MIT licence, whose
notice the table keeps). Whatever is not named here is left out, so a request that uses it is refused instead
of being ignored.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, Final

TABLE: Final = Path(__file__).with_name("shapes.json")

SOURCE: Final = (
    "github.com/PaulSonOfLars/telegram-bot-api-spec, api.min.json at 160fd99507e1c7c77e92dc90f5993d724735b51c, "
    "trimmed and rewritten by shapes_build.py"
)
NOTICE: Final = """MIT License

Copyright (c) 2020 Paul Larsen

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""

METHODS: Final = """
getMe getUpdates setWebhook deleteWebhook getWebhookInfo
sendMessage sendPhoto sendDocument sendVoice sendInvoice sendChatAction forwardMessage copyMessage
editMessageText editMessageCaption editMessageMedia editMessageReplyMarkup
deleteMessage deleteMessages setMessageReaction
createForumTopic closeForumTopic reopenForumTopic
getFile getChat getChatMember answerCallbackQuery answerInlineQuery answerPreCheckoutQuery
createInvoiceLink refundStarPayment getStarTransactions getMyStarBalance
setMyCommands getMyCommands deleteMyCommands setChatMenuButton getChatMenuButton
setMyName getMyName setMyDescription getMyDescription setMyShortDescription getMyShortDescription
""".split()  # noqa: SIM905 - words, to be read as words

TYPES: Final = """
Update User Chat ChatFullInfo AcceptedGiftTypes Message MaybeInaccessibleMessage InaccessibleMessage MessageId MessageEntity LinkPreviewOptions
ForumTopic ForumTopicCreated ForumTopicClosed ForumTopicReopened
MessageOrigin MessageOriginUser PhotoSize Document Voice File InputFile InputMedia InputMediaDocument Invoice LabeledPrice SuccessfulPayment RefundedPayment
CallbackQuery InlineQuery PreCheckoutQuery ChatMemberUpdated ChatMember ChatMemberMember ChatMemberBanned
ChatMemberAdministrator ChatMemberLeft WebhookInfo
InlineKeyboardMarkup InlineKeyboardButton CopyTextButton ReplyKeyboardMarkup KeyboardButton ReplyKeyboardRemove
InlineQueryResult InlineQueryResultArticle InputMessageContent InputTextMessageContent InlineQueryResultsButton
ForceReply ReplyParameters BotCommand BotName BotDescription BotShortDescription
BotCommandScope BotCommandScopeDefault BotCommandScopeAllPrivateChats BotCommandScopeAllGroupChats
BotCommandScopeAllChatAdministrators BotCommandScopeChat BotCommandScopeChatAdministrators BotCommandScopeChatMember
MenuButton MenuButtonCommands MenuButtonDefault
ReactionType ReactionTypeEmoji
StarAmount StarTransactions StarTransaction TransactionPartner TransactionPartnerUser
""".split()  # noqa: SIM905 - words, to be read as words

# Known to Telegram, not played here: businesses, buttons that switch to inline mode, paid extras, a card
# provider's wishes.
LEFT_OUT: Final = frozenset(
    """
    business_connection_id direct_messages_topic_id inline_message_id allow_paid_broadcast
    guest_query_id switch_inline_query switch_inline_query_current_chat video_start_timestamp
    request_contact request_location game_short_name quote quote_parse_mode quote_entities quote_position checklist_task_id
    poll_option_id certificate ip_address thumbnail disable_content_type_detection subscription_period max_tip_amount
    suggested_tip_amounts provider_data photo_size photo_width photo_height need_name need_phone_number need_email
    need_shipping_address send_phone_number_to_provider send_email_to_provider is_flexible shipping_option_id
    """.split()  # noqa: SIM905 - see METHODS
)

_SIMPLE: Final = frozenset(("String", "Integer", "Float", "Boolean"))
_CONSTANT: Final = re.compile(r'(?:always|must be) ["“]?([a-z_]+)["”]?\.?$')


def build(spec: dict[str, Any]) -> dict[str, Any]:
    """The table: for each method its parameters, for each type its fields, as expressions like
    `[MessageEntity]!`.

    `|` parts alternatives, `[...]` is an array, `'word'` that one word, `!` at the end means required.
    """
    known = _SIMPLE | set(TYPES)
    return {
        "_source": SOURCE,
        "_license": NOTICE,
        "version": spec["version"],
        "methods": {
            name: {
                "params": _fields(spec["methods"][name], known),
                "returns": "|".join(_expression(kind) for kind in spec["methods"][name]["returns"]),
            }
            for name in METHODS
        },
        "types": {name: _type(name, spec, known) for name in TYPES},
    }


def _type(name: str, spec: dict[str, Any], known: frozenset[str]) -> dict[str, str] | list[str]:
    kind = spec["types"][name]
    subtypes = kind.get("subtypes") or [
        other for other, described in spec["types"].items() if name in described.get("subtype_of", ())
    ]
    if subtypes:
        return [subtype for subtype in subtypes if subtype in known]
    return _fields(kind, known)


def _fields(described: dict[str, Any], known: frozenset[str]) -> dict[str, str]:
    return {
        field["name"]: _field(field)
        for field in described.get("fields", ())
        if field["name"] not in LEFT_OUT
        and all(kind.removeprefix("Array of ").removeprefix("Array of ") in known for kind in field["types"])
    }


def _field(field: dict[str, Any]) -> str:
    constant = _CONSTANT.search(field["description"]) if field["types"] == ["String"] else None
    kind = f"'{constant[1]}'" if constant else "|".join(_expression(kind) for kind in field["types"])
    return kind + ("!" if field["required"] else "")


def _expression(kind: str) -> str:
    if kind.startswith("Array of "):
        return f"[{_expression(kind.removeprefix('Array of '))}]"
    return kind


if __name__ == "__main__":
    table = build(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    TABLE.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
