"""Files that people and the bot sent, kept in memory: identifiers, photo sizes, limits, downloads.

Photos keep one size, the original. Reads just enough of PNG, JPEG, GIF and WebP to know how large a picture
is.
"""

import base64
import mimetypes
import secrets
import struct
from dataclasses import asdict, dataclass
from typing import Any, Final

from bot.demo.telegram.botapi.shapes import Upload
from bot.demo.telegram.wire import InvalidError, RefusedError

MOST_PHOTO_BYTES: Final = 10 << 20
MOST_DOCUMENT_BYTES: Final = 50 << 20
MOST_DOWNLOAD_BYTES: Final = 20 << 20
_MOST_SIDES: Final = 10_000
_MOST_RATIO: Final = 20


@dataclass(frozen=True, slots=True)
class Stored:
    """One file. `width` is 0 for what is not a photo."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    content: bytes
    width: int = 0
    height: int = 0


class Files:
    """All files by `file_id`, and by path for downloads."""

    def __init__(self) -> None:
        self._files: dict[str, Stored] = {}
        self._paths: dict[str, Stored] = {}
        self._count = 0

    def photo(self, given: Upload | str) -> list[dict[str, Any]]:
        """What a message says of a photo, from an upload or a known `file_id`. Raises InvalidError,
        RefusedError.
        """
        if isinstance(given, str):
            stored = self.known(given)
            if not stored.width:
                raise RefusedError("can't use file of type Document as Photo")
        else:
            if len(given.content) > MOST_PHOTO_BYTES:
                raise InvalidError("file is too big")
            size = picture_size(given.content)
            if size is None:
                raise InvalidError("IMAGE_PROCESS_FAILED")
            if sum(size) > _MOST_SIDES or max(size) > _MOST_RATIO * min(size):
                raise InvalidError("PHOTO_INVALID_DIMENSIONS")
            stored = self._store(given, "photos", "AgAC", *size)
        return [
            {
                **_names(stored),
                "width": stored.width,
                "height": stored.height,
                "file_size": len(stored.content),
            }
        ]

    def document(self, given: Upload | str) -> dict[str, Any]:
        """What a message says of a document. Raises InvalidError, RefusedError."""
        if isinstance(given, str):
            stored = self.known(given)
            if stored.width:
                raise RefusedError("can't use file of type Photo as Document")
        else:
            if len(given.content) > MOST_DOCUMENT_BYTES:
                raise InvalidError("file is too big")
            stored = self._store(given, "documents", "BQAC")
        return {
            **_names(stored),
            "file_name": stored.name,
            "mime_type": stored.mime_type,
            "file_size": len(stored.content),
        }

    def voice(self, given: Upload | str, duration: int) -> dict[str, Any]:
        """What a message says of a voice. Raises InvalidError, RefusedError."""
        stored = self.known(given) if isinstance(given, str) else self._store(given, "voice", "AwAC")
        return {
            **_names(stored),
            "duration": duration,
            "mime_type": stored.mime_type,
            "file_size": len(stored.content),
        }

    def known(self, file_id: str) -> Stored:
        """The file with that id. Raises RefusedError; addresses on the Web are refused too, the demo calls
        nobody.
        """
        if file_id.startswith(("http://", "https://")):
            raise RefusedError("failed to get HTTP URL content")
        if file_id not in self._files:
            raise RefusedError("wrong file_id or the file is temporarily unavailable")
        return self._files[file_id]

    def get(self, params: dict[str, Any]) -> dict[str, Any]:
        """`getFile`."""
        stored = self.known(params["file_id"])
        if len(stored.content) > MOST_DOWNLOAD_BYTES:
            raise RefusedError("file is too big")
        return {**_names(stored), "file_size": len(stored.content), "file_path": stored.path}

    def at(self, path: str) -> Stored | None:
        """The file to be downloaded from that path."""
        return self._paths.get(path)

    def _store(self, given: Upload, folder: str, prefix: str, width: int = 0, height: int = 0) -> Stored:
        if not given.content:
            raise InvalidError("file must be non-empty")
        self._count += 1
        name = given.name.rpartition("/")[2] or f"file_{self._count}"
        kind = mimetypes.guess_type(name)[0] or given.content_type
        ending = mimetypes.guess_extension(kind) or ""
        stored = Stored(
            file_id=prefix + secrets.token_urlsafe(32),
            unique_id=secrets.token_urlsafe(10),
            path=f"{folder}/file_{self._count}{ending}",
            name=name,
            mime_type=kind,
            content=given.content,
            width=width,
            height=height,
        )
        self._files[stored.file_id] = self._paths[stored.path] = stored
        return stored

    def dump(self) -> list[dict[str, Any]]:
        """All files, fit for JSON."""
        return [
            {**asdict(stored), "content": base64.b64encode(stored.content).decode()}
            for stored in self._files.values()
        ]

    def restore(self, kept: list[dict[str, Any]]) -> None:
        """Replaces everything with what was dumped."""
        stored = [Stored(**{**one, "content": base64.b64decode(one["content"])}) for one in kept]
        self._files = {one.file_id: one for one in stored}
        self._paths = {one.path: one for one in stored}
        self._count = max(self._count, len(stored))


def _names(stored: Stored) -> dict[str, Any]:
    return {"file_id": stored.file_id, "file_unique_id": stored.unique_id}


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, GIF or WebP picture; None for anything else."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
            return struct.unpack(">II", content[16:24])
        if content[:6] in (b"GIF87a", b"GIF89a"):
            return struct.unpack("<HH", content[6:10])
        if content[:4] == b"RIFF" and content[8:16] == b"WEBPVP8X":
            return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
        if content.startswith(b"\xff\xd8"):
            return _jpeg_size(content)
    except struct.error:
        pass
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - every JPEG marker begins with FF
        marker, length = struct.unpack(">BH", content[place + 1 : place + 4])
        # Start of frame: C0 to CF without the tables C4, C8 and CC.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # noqa: PLR2004 - marker codes of JPEG
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None
