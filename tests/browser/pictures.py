"""The README's pictures, taken on the way through the tests when HANOUT_PICTURES names a folder (`make
pictures`), and the screens that somebody wants to look at, when HANOUT_SCREENS names one.

The README's pictures are kept small with a palette of 256 colours. No image library: this is all the PNG
that is needed.
"""

import math
import os
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.async_api import Locator, expect

FOLDER = os.environ.get("HANOUT_PICTURES")
SCREENS = os.environ.get("HANOUT_SCREENS")
LARGEST = 120_000  # bytes
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS = 256
_AROUND = 12  # what is left free above and below a message, in pixels
Colour = tuple[int, int, int]


def are_taken() -> bool:
    """Whether anybody looks at pictures of this run."""
    return FOLDER is not None or SCREENS is not None


async def picture(place: Locator, name: str) -> None:
    """Keeps a picture of this part of the page, if pictures are asked for."""
    if FOLDER is None:
        return
    await expect(place.page.get_by_test_id("toast")).to_have_count(0)
    await place.page.mouse.move(0, 0)
    await place.page.evaluate("document.fonts.ready")
    small = with_palette(await place.screenshot(animations="disabled", caret="hide"))
    assert len(small) <= LARGEST, f"{name} has {len(small)} bytes"
    _keep(Path(FOLDER) / f"{name}.png", small)


async def picture_of_message(chat: Locator, message: Locator, name: str) -> None:
    """Keeps a picture of a chat's newest message as `picture` does, and all of it: the window is as high for
    that moment as the message needs.
    """
    if FOLDER is None:
        return
    page, scroller = chat.page, chat.locator(".scroller")
    size, needed = page.viewport_size, await message.bounding_box()
    seen = await scroller.bounding_box()
    assert size is not None
    assert needed is not None
    assert seen is not None
    higher = max(0, math.ceil(needed["height"] + 2 * _AROUND - seen["height"]))
    await page.set_viewport_size({"width": size["width"], "height": size["height"] + higher})
    await scroller.evaluate("node => node.scrollTo(0, node.scrollHeight)")
    await expect(message).to_be_in_viewport(ratio=1)
    await picture(message, name)
    await page.set_viewport_size(size)


async def screen(place: Locator, name: str) -> None:
    """Keeps this part of the page as it is, if somebody wants to look through the screens."""
    if SCREENS is None:
        return
    await expect(place.page.get_by_test_id("toast")).to_have_count(0)
    await place.page.evaluate("document.fonts.ready")
    _keep(Path(SCREENS) / f"{name}.png", await place.screenshot(animations="disabled", caret="hide"))


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def with_palette(png: bytes) -> bytes:
    """The same picture in at most 256 colours. Takes what a browser writes: 8 bits, RGB or RGBA, no
    interlacing.
    """
    chunks = dict(_chunks(png))
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, interlaced) == (8, 0)
    size = {2: 3, 6: 4}[kind]
    rows = [
        [(row[at], row[at + 1], row[at + 2]) for at in range(0, len(row), size)]
        for row in _rows(zlib.decompress(chunks[b"IDAT"]), width * size, size)
    ]
    boxes = _boxes(Counter(colour for row in rows for colour in row))
    place = {colour: number for number, box in enumerate(boxes.values()) for colour in box}
    lines = b"".join(b"\0" + bytes(place[colour] for colour in row) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return _SIGNATURE + b"".join(
        _chunk(name, content)
        for name, content in (
            (b"IHDR", head),
            (b"PLTE", b"".join(map(bytes, boxes))),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )


def _boxes(counted: "Counter[Colour]") -> dict[Colour, list[Colour]]:
    """Median cut: the box of colours that varies most, weighed by its pixels, is halved until there are
    enough.

    Each box by the colour that stands for it: the most frequent one.
    """
    weighed = [_weighed(list(counted), counted)]
    while len(weighed) < _COLOURS and (widest := max(weighed))[0]:
        weighed.remove(widest)
        _, channel, box = widest
        box.sort(key=lambda colour: colour[channel])
        half, seen, cut = sum(counted[c] for c in box) / 2, 0, 0
        while cut < len(box) - 1 and (not cut or seen < half):
            seen += counted[box[cut]]
            cut += 1
        weighed += [_weighed(box[:cut], counted), _weighed(box[cut:], counted)]
    return {max(box, key=lambda colour: counted[colour]): box for *_, box in weighed}


def _weighed(box: list[Colour], counted: "Counter[Colour]") -> tuple[float, int, list[Colour]]:
    """How much a box wants to be halved, by which channel, and itself."""
    spread, channel = max((max(c[n] for c in box) - min(c[n] for c in box), n) for n in range(3))
    return spread * sum(counted[c] for c in box) ** 0.5, channel, box


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    assert png.startswith(_SIGNATURE)
    at, data = len(_SIGNATURE), b""
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        content = png[at + 8 : at + 8 + length]
        at += length + 12
        if name == b"IDAT":
            data += content
        else:
            yield name, content
    yield b"IDAT", data


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _rows(data: bytes, length: int, size: int) -> Iterator[bytearray]:
    """Undoes PNG's five line filters."""
    above = bytearray(length)
    for start in range(0, len(data), length + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + length])
        for at in range(length):
            left = row[at - size] if at >= size else 0
            corner = above[at - size] if at >= size else 0
            row[at] = (row[at] + _guess(kind, left, above[at], corner)) & 255
        yield row
        above = row


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:  # Paeth's
        flat = left + up - corner
        return min((left, up, corner), key=lambda value: abs(flat - value))
    return (0, left, up, (left + up) // 2)[kind]
