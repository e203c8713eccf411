"""What somebody wrote or sent in a chat, as the shop keeps it."""

from telegram import Message

from bot.shop.support.written import Written, WrittenKind

_FILES = (
    # An animation comes as a document too.
    WrittenKind.ANIMATION,
    WrittenKind.DOCUMENT,
    WrittenKind.VOICE,
    WrittenKind.AUDIO,
    WrittenKind.VIDEO,
    WrittenKind.VIDEO_NOTE,
)


def read_written(incoming: Message) -> Written | None:
    """What somebody wrote or sent; None for what cannot be passed on, such as a sticker or a place."""
    if incoming.text is not None:
        return Written(WrittenKind.TEXT, incoming.text)
    for kind in _FILES:
        file = getattr(incoming, kind.value)
        if file is not None:
            return Written(kind, incoming.caption, file.file_id, incoming.media_group_id)
    if incoming.photo:
        return Written(
            WrittenKind.PHOTO, incoming.caption, incoming.photo[-1].file_id, incoming.media_group_id
        )
    return None
