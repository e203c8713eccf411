"""Files in the age format (https://age-encryption.org/v1), which the program `age` opens too.

The library holds Python's lock while it encrypts what it reads by itself, so it is handed streams of ours:
between two pieces whoever answers people has a turn.
"""

import io
import threading
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

import pyrage
from pyrage.x25519 import Identity, Recipient

from storage.snapshots.snapshot import CopyTrouble
from storage.snapshots.threads import StoppedError

__all__ = [
    "BackupError",
    "Identity",
    "Recipient",
    "identities",
    "new_identity",
    "recipient",
    "seal",
    "unseal",
]

_GZIP: Final = 31  # zlib's word for its largest window, in gzip's format
_LEVEL: Final = 3  # most of what can be won, in a third of the time
_GZIP_MAGIC: Final = b"\x1f\x8b"
_PIECE: Final = 1 << 18


class BackupError(Exception):
    """A backup cannot be taken or put back. The text says why and what to do, for people."""

    def __init__(self, text: str, trouble: CopyTrouble = CopyTrouble.OTHER) -> None:
        super().__init__(text)
        self.trouble = trouble


def recipient(text: str) -> Recipient:
    """The key that backups are encrypted to. Raises ValueError for what is none."""
    try:
        return Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise ValueError("no recipient") from None


def new_identity(now: datetime) -> tuple[str, str]:
    """A fresh identity as the lines of its file, and its recipient."""
    identity = Identity.generate()
    public = str(identity.to_public())
    return f"# created: {now:%Y-%m-%dT%H:%M:%SZ}\n# public key: {public}\n{identity}", public


def identities(text: str) -> list[Identity]:
    """The identities in a file. Raises `BackupError` when there is none."""
    found = []
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                found.append(Identity.from_str(line.strip()))
            except pyrage.IdentityError:
                raise BackupError(
                    "The identity file holds something else. It has a line AGE-SECRET-KEY-1..., as"
                    " `python -m bot backup-key` or age-keygen made it."
                ) from None
    if not found:
        raise BackupError("The identity file holds no identity (a line AGE-SECRET-KEY-1...).")
    return found


def seal(source: Path, target: IO[bytes], to: Recipient, *, packs: bool, stop: threading.Event) -> None:
    """Encrypts a file, compressed before if `packs`. Raises `StoppedError` soon after `stop` is set."""
    with source.open("rb") as plain:
        reading = _Packed(plain, stop) if packs else _Plain(plain, stop)
        _call(lambda: pyrage.encrypt_io(reading, target, [to]), stop)


def unseal(
    source: IO[bytes], target: IO[bytes], identities: Sequence[Identity], stop: threading.Event
) -> None:
    """Decrypts a backup, and unpacks what was compressed.

    Raises:
        BackupError: it is no backup, damaged, or was made for another identity.
        StoppedError: `stop` was set.
    """
    writing = _Unpacked(target)
    try:
        _call(
            lambda: pyrage.decrypt_io(_Plain(source, stop), writing, list(identities)),
            stop,
        )
    except pyrage.DecryptError as error:
        if "matching keys" in str(error):
            raise BackupError(
                "The backup was not made for this identity. Give the file with the identity that belonged to"
                " BACKUP_RECIPIENT when it was made."
            ) from None
        raise BackupError(f"The file is no backup, or its beginning is damaged ({error}).") from None
    except (OSError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's, not the file's
        raise BackupError(
            f"The backup is damaged or not whole ({error}). Take another one, or copy it anew."
        ) from None
    if not writing.is_whole:
        raise BackupError("The backup is not whole: its end is missing. Copy it anew.")


class _Plain(io.RawIOBase):
    """A file, read as it is."""

    def __init__(self, source: IO[bytes], stop: threading.Event) -> None:
        super().__init__()
        self._source = source
        self._stop = stop

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._stop.is_set():
            raise StoppedError
        return self._source.read(size)


class _Packed(_Plain):
    """A file, read compressed."""

    def __init__(self, source: IO[bytes], stop: threading.Event) -> None:
        super().__init__(source, stop)
        self._packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
        self._left = b""
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._left) < size):
            if piece := super().read(_PIECE):
                self._left += self._packer.compress(piece)
            else:
                self._left += self._packer.flush()
                self._ended = True
        given = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(given) :]
        return given


class _Unpacked(io.RawIOBase):
    """Writes into a file what it is handed, unpacked if it was compressed."""

    def __init__(self, target: IO[bytes]) -> None:
        super().__init__()
        self._target = target
        self._unpacker: Any = None
        self._begun = False

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        data = bytes(piece)
        if not self._begun:
            self._begun = True
            if data.startswith(_GZIP_MAGIC):
                self._unpacker = zlib.decompressobj(wbits=_GZIP)
        self._target.write(data if self._unpacker is None else self._unpacker.decompress(data))
        return len(data)

    @property
    def is_whole(self) -> bool:
        """Whether the end of what was compressed has come."""
        return self._begun and (self._unpacker is None or self._unpacker.eof)


def _call(work: Callable[[], object], stop: threading.Event) -> None:
    """The library hands on errors of our streams in other words."""
    try:
        work()
    except Exception:
        if stop.is_set():
            raise StoppedError from None
        raise
