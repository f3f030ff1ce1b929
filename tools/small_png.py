"""A screenshot made small: its colours are rounded to a palette, which pages of text and thin rules hardly show.

Reads what browsers write (8 bits a channel, RGB or RGBA, not interlaced) and writes a palette PNG.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}
PALETTE = 256
STEP = 8
ROUND = bytes(min(255, round((255 - value) / STEP) * STEP) ^ 255 for value in range(256))


def small(png: bytes) -> bytes:
    """The same picture with at most 256 colours, each channel rounded by at most half of ``STEP``; transparency is dropped.

    Raises:
        ValueError: It is not a PNG of the kind that browsers write.
    """
    chunks = _chunks(png)
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if depth != 8 or kind not in CHANNELS or interlaced:
        raise ValueError("not a picture of 8 bits a channel, RGB or RGBA, row by row")
    rows = _rows(zlib.decompress(chunks[b"IDAT"]), width, height, CHANNELS[kind])
    pixels = [_colours(row.translate(ROUND), CHANNELS[kind]) for row in rows]
    counts = Counter(colour for row in pixels for colour in row)
    palette = [colour for colour, _ in counts.most_common(PALETTE)]
    place = {colour: _nearest(colour, palette) if n >= PALETTE else n for n, colour in enumerate(dict(counts.most_common()))}
    lines = b"".join(b"\0" + bytes(place[colour] for colour in row) for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, body) for name, body in parts)


def _chunks(png: bytes) -> dict[bytes, bytes]:
    if not png.startswith(SIGNATURE):
        raise ValueError("not a PNG")
    found, at = {}, len(SIGNATURE)
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        found[name] = found.get(name, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    return found


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _rows(raw: bytes, width: int, height: int, step: int) -> list[bytearray]:
    """The rows without the filters of the PNG standard, section 9."""
    size, above, rows = width * step, bytearray(width * step), []
    for number in range(height):
        start = number * (size + 1)
        row = bytearray(raw[start + 1 : start + 1 + size])
        _unfilter(raw[start], row, above, step)
        rows.append(row)
        above = row
    return rows


def _unfilter(kind: int, row: bytearray, above: bytearray, step: int) -> None:
    for at in range(len(row) if kind else 0):
        left = row[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        guess = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner) if kind == 4 else 0)[kind]
        row[at] = (row[at] + guess) & 255


def _paeth(left: int, up: int, corner: int) -> int:
    near = ((abs(up - corner), left), (abs(left - corner), up), (abs(left + up - 2 * corner), corner))
    return min(near, key=lambda pair: pair[0])[1]


def _colours(row: bytes, step: int) -> list[bytes]:
    return [bytes(row[at : at + 3]) for at in range(0, len(row), step)]


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(range(len(palette)), key=lambda n: sum((a - b) ** 2 for a, b in zip(colour, palette[n], strict=True)))
