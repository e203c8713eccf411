"""What customers and staff do in a conversation with the shop: sending files, and replying."""

from typing import Any

from bot.demo.telegram.botapi.shapes import Upload
from tests.handlers.shopfloor import Person, text_of

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


async def uploads(
    person: Person, kind: str = "photo", *, caption: str = "", reply_to: int | None = None
) -> None:
    file = Upload("a.png", PNG, "image/png") if kind == "photo" else Upload("a.txt", b"x", "text/plain")
    person.floor.telegram.people.upload(person.account, kind, file, caption=caption, reply_to=reply_to)
    await person.floor.handle()


async def replies(person: Person, message: dict[str, Any], text: str) -> None:
    person.floor.telegram.people.write(person.account, text, reply_to=message["message_id"])
    await person.floor.handle()


def newest_with(person: Person, words: str) -> dict[str, Any]:
    return next(message for message in reversed(person.messages) if words in text_of(message))
