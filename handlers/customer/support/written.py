"""What somebody wrote or sent in a chat, as the shop keeps it."""

from telegram import Message

from bot.shop.support.messages import Written


def read_written(incoming: Message) -> Written | None:
    """What somebody wrote or sent; None for what cannot be passed on, such as a sticker or a place."""
    if incoming.text is not None:
        return Written("text", incoming.text)
    # An animation comes as a document too.
    for kind in ("animation", "document", "voice", "audio", "video", "video_note"):
        file = getattr(incoming, kind)
        if file is not None:
            return Written(kind, incoming.caption, file.file_id, incoming.media_group_id)
    if incoming.photo:
        return Written("photo", incoming.caption, incoming.photo[-1].file_id, incoming.media_group_id)
    return None
