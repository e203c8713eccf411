"""The bot's messages: sending, editing, deleting, forwarding, copying, and "typing".

Each method takes parameters whose shape is already checked and returns what the Bot API returns, or raises
RefusedError with Telegram's words. Payments are in `payments`.
"""

from collections.abc import Callable
from typing import Any, Final

from bot.demo.telegram.chats import Chats, Room
from bot.demo.telegram.files import Files
from bot.demo.telegram.html import utf16_length
from bot.demo.telegram.keyboards import checked, is_inline
from bot.demo.telegram.rooms.groups import Group
from bot.demo.telegram.rooms.posts import Message, Post
from bot.demo.telegram.text import formatted, is_visible
from bot.demo.telegram.wire import InvalidError, RefusedError

Params = dict[str, Any]

MOST_TEXT: Final = 4096
EFFECTS: Final = frozenset(
    (
        "5104841245755180586",  # fire
        "5107584321108051014",  # thumb up
        "5159385139981059251",  # heart
        "5046509860389126442",  # party
    )
)
"""Those that everybody may use, by their ids at Telegram."""
MOST_CAPTION: Final = 1024
MOST_DELETED: Final = 100
DELETABLE_SECONDS: Final = 48 * 3600
NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_ACTIONS: Final = frozenset(
    (
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    )
)  # fmt: skip
# What belongs to a message's frame and not to what it says; a copy and an edit make their own.
_FRAME: Final = frozenset(
    (
        "message_id",
        "from",
        "chat",
        "date",
        "edit_date",
        "reply_to_message",
        "forward_origin",
        "has_protected_content",
        "message_thread_id",
        "is_topic_message",
    )
)


class Messages:
    """Carries out the message methods on the shared chats."""

    def __init__(self, chats: Chats, files: Files) -> None:
        self._chats = chats
        self._files = files

    def methods(self) -> dict[str, Callable[[Params], Any]]:
        """What it answers, by method name."""
        return {
            "sendMessage": self.send_message,
            "sendPhoto": self.send_photo,
            "sendDocument": self.send_document,
            "sendVoice": self.send_voice,
            "sendChatAction": self.send_chat_action,
            "editMessageText": self.edit_text,
            "editMessageCaption": self.edit_caption,
            "editMessageMedia": self.edit_media,
            "editMessageReplyMarkup": self.edit_markup,
            "deleteMessage": self.delete,
            "deleteMessages": self.delete_many,
            "forwardMessage": self.forward,
            "copyMessage": self.copy,
        }

    def send_message(self, params: Params) -> Message:
        """`sendMessage`."""
        return self.send(params, self._text(params))

    def send_photo(self, params: Params) -> Message:
        """`sendPhoto`: a file or a `file_id`, no addresses."""
        self._chats.reach(params["chat_id"])  # a refusal must not leave a stored file behind
        content = {"photo": self._files.photo(params["photo"]), **self._caption(params)}
        if params.get("has_spoiler"):
            content["has_media_spoiler"] = True
        return self.send(params, content)

    def send_document(self, params: Params) -> Message:
        """`sendDocument`: a file or a `file_id`, no addresses."""
        self._chats.reach(params["chat_id"])
        return self.send(
            params, {"document": self._files.document(params["document"]), **self._caption(params)}
        )

    def send_voice(self, params: Params) -> Message:
        """`sendVoice`: a file or a `file_id`, no addresses."""
        self._chats.reach(params["chat_id"])
        voice = self._files.voice(params["voice"], params.get("duration", 0))
        return self.send(params, {"voice": voice, **self._caption(params)})

    def send(self, params: Params, content: Message, *, invoice: dict[str, Any] | None = None) -> Message:
        """Posts whatever content with the parameters that all send methods share."""
        markup = checked(params.get("reply_markup"), invoice=invoice is not None)
        person = self._chats.reach(params["chat_id"])
        if params.get("protect_content"):
            content["has_protected_content"] = True
        if effect := params.get("message_effect_id"):
            if isinstance(person, Group) or effect not in EFFECTS:
                raise InvalidError("EFFECT_ID_INVALID")
            content["effect_id"] = effect
        content |= _topic(person, params.get("message_thread_id"))
        reply = params.get("reply_parameters")
        if reply:
            content |= self._reply(person, reply)
        self._chats.may_send(person)
        return self._chats.post(person, content, from_bot=True, markup=markup, invoice=invoice).message

    def _reply(self, person: Room, reply: Params) -> Message:
        if reply.get("chat_id", person.id) != person.id:
            raise InvalidError("replies to other chats are not played here")
        target = person.posts.get(reply["message_id"])
        if target is not None:
            return {"reply_to_message": without_reply(target.message)}
        if reply.get("allow_sending_without_reply"):
            return {}
        raise RefusedError("message to be replied not found")

    def _text(self, params: Params) -> Message:
        text, entities = formatted(
            params.get("text", ""),
            params.get("parse_mode"),
            params.get("entities"),
            find_user=self._chats.find_user,
        )
        if not is_visible(text):
            raise InvalidError("text must be non-empty" if params.get("text") else "message text is empty")
        if utf16_length(text) > MOST_TEXT:
            raise InvalidError("message is too long")
        content: Message = {"text": text}
        if entities:
            content["entities"] = entities
        if params.get("link_preview_options"):
            content["link_preview_options"] = params["link_preview_options"]
        return content

    def _caption(self, params: Params) -> Message:
        caption, entities = formatted(
            params.get("caption", ""),
            params.get("parse_mode"),
            params.get("caption_entities"),
            find_user=self._chats.find_user,
        )
        if utf16_length(caption) > MOST_CAPTION:
            raise InvalidError("message caption is too long")
        content: Message = {}
        if caption:
            content["caption"] = caption
        if entities:
            content["caption_entities"] = entities
        if params.get("show_caption_above_media"):
            content["show_caption_above_media"] = True
        return content

    def edit_text(self, params: Params) -> Message:
        """`editMessageText`; without a keyboard it takes the old one away."""
        content = self._text(params)
        person, post = self._to_edit(params)
        if "text" not in post.message:
            raise RefusedError("there is no text in the message to edit")
        return self._edit(person, post, content, params)

    def edit_caption(self, params: Params) -> Message:
        """`editMessageCaption`; without a keyboard it takes the old one away."""
        content = self._caption(params)
        person, post = self._to_edit(params)
        media = {
            name: post.message[name]
            for name in ("photo", "document", "voice", "has_media_spoiler")
            if name in post.message
        }
        if not media:
            raise RefusedError("there is no caption in the message to edit")
        return self._edit(person, post, media | content, params)

    def edit_media(self, params: Params) -> Message:
        """`editMessageMedia`: a document, also in place of a text; without a keyboard it takes the old one
        away.
        """
        media = params["media"]
        caption = self._caption(media)
        person, post = self._to_edit(params)
        if not {"text", "photo", "document", "voice"} & post.message.keys():
            raise RefusedError("there is no media in the message to edit")
        return self._edit(person, post, {"document": self._files.document(media["media"]), **caption}, params)

    def edit_markup(self, params: Params) -> Message:
        """`editMessageReplyMarkup`."""
        person, post = self._to_edit(params)
        return self._edit(person, post, _content(post.message), params)

    def _to_edit(self, params: Params) -> tuple[Room, Post]:
        if "chat_id" not in params or "message_id" not in params:
            raise InvalidError("message identifier is not specified")
        person = self._chats.reach(params["chat_id"])
        post = person.posts.get(params["message_id"])
        if post is None:
            raise RefusedError("message to edit not found")
        # Bot API, "Updating messages": only without reply markup, or with an inline keyboard.
        if not post.from_bot or (post.markup is not None and not is_inline(post.markup)):
            raise RefusedError("message can't be edited")
        return person, post

    def _edit(self, person: Room, post: Post, content: Message, params: Params) -> Message:
        markup = checked(params.get("reply_markup"), invoice=post.invoice is not None)
        if content == _content(post.message) and markup == post.markup:
            raise RefusedError(NOT_MODIFIED)
        self._chats.may_send(person)
        frame = {name: value for name, value in post.message.items() if name in _FRAME}
        self._chats.edit(person, post, frame | content, markup)
        return post.message

    def delete(self, params: Params) -> bool:
        """`deleteMessage`: own and the person's messages of the last 48 hours."""
        person = self._chats.reach(params["chat_id"], writing=False)
        post = person.posts.get(params["message_id"])
        if post is None:
            raise RefusedError("message to delete not found")
        if not self._deletable(post):
            raise RefusedError("message can't be deleted")
        self._chats.delete(person, [params["message_id"]])
        return True

    def delete_many(self, params: Params) -> bool:
        """`deleteMessages`: those that are gone already are passed over."""
        if not 1 <= len(params["message_ids"]) <= MOST_DELETED:
            raise InvalidError("too many message identifiers specified")
        person = self._chats.reach(params["chat_id"], writing=False)
        posts = [person.posts[one] for one in params["message_ids"] if one in person.posts]
        self._chats.delete(person, [post.message["message_id"] for post in posts if self._deletable(post)])
        return True

    def _deletable(self, post: Post) -> bool:
        return self._chats.now() - int(post.message["date"]) < DELETABLE_SECONDS

    def forward(self, params: Params) -> Message:
        """`forwardMessage`; protected content stays where it is."""
        source = self._source(params, "forward")
        origin = {"type": "user", "sender_user": source.message["from"], "date": source.message["date"]}
        return self.send(
            params, {**_content(source.message), "forward_origin": origin}, invoice=source.invoice
        )

    def copy(self, params: Params) -> dict[str, int]:
        """`copyMessage`; protected content stays where it is, which is stricter than Telegram is with
        bots.
        """
        source = self._source(params, "copy")
        if source.invoice is not None:
            raise RefusedError("message can't be copied")
        content = _content(source.message)
        if "caption" in params and "text" not in content:
            content = {name: held for name, held in content.items() if not name.startswith("caption")}
            content |= self._caption(params)
        return {"message_id": self.send(params, content)["message_id"]}

    def _source(self, params: Params, deed: str) -> Post:
        person = self._chats.reach(params["from_chat_id"], writing=False)
        source = person.posts.get(params["message_id"])
        if source is None:
            raise RefusedError(f"message to {deed} not found")
        if source.message.get("has_protected_content"):
            raise RefusedError("message has protected content and can't be forwarded")
        return source

    def send_chat_action(self, params: Params) -> bool:
        """`sendChatAction`."""
        if params["action"] not in _ACTIONS:
            raise InvalidError("wrong parameter action in request")
        person = self._chats.reach(params["chat_id"])
        self._chats.hub.publish("typing", chat_id=person.id, action=params["action"])
        return True


def _topic(room: Room, topic_id: int | None) -> Message:
    """What a message of the bot says of the topic that it goes to. Raises RefusedError."""
    if isinstance(room, Group):
        return room.frame(topic_id, by_bot=True)
    if topic_id is not None:
        raise RefusedError("message thread not found")
    return {}


def without_reply(message: Message) -> Message:
    """A message as it appears inside another one: what it answered itself is not repeated (Bot API
    `Message`).
    """
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def _content(message: Message) -> Message:
    return {name: value for name, value in message.items() if name not in _FRAME and name != "reply_markup"}
