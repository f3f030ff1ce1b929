"""The pictures of README and handbook are real, small, all of one width, and each is shown somewhere."""

import struct
import zlib

import pytest

from tools.house import HOUSE, tracked_files
from tools.pictures import LARGEST, PICTURES, SIZE, TARGET
from tools.small_png import SIGNATURE, small

TAKEN = sorted(picture.name for pictures in PICTURES.values() for picture in pictures)


def drawn(rows: list[list[tuple[int, int, int]]], kind: int = 0) -> bytes:
    """A PNG of these pixels; every row carries the same filter, computed for rows that are alike."""
    lines = b"".join(
        bytes([kind if n else 0]) + (bytes(3 * len(row)) if kind == 2 and n else bytes(sum(row, ()))) for n, row in enumerate(rows)
    )
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def pixels(png: bytes) -> list[tuple[int, int, int]]:
    palette = png[png.index(b"PLTE") + 4 :]
    start = png.index(b"IDAT") + 4
    lines, (width,) = zlib.decompress(png[start:-16]), struct.unpack(">I", png[16:20])
    places = [place for row in range(0, len(lines), width + 1) for place in lines[row + 1 : row + 1 + width]]
    return [tuple(palette[3 * place : 3 * place + 3]) for place in places]


def test_the_pictures_are_those_that_are_taken():
    assert [path.stem for path in sorted(TARGET.iterdir())] == TAKEN and len(TAKEN) <= 8


@pytest.mark.parametrize("name", TAKEN)
def test_a_picture_is_small_and_as_wide_as_an_office_screen(name):
    content = (TARGET / f"{name}.png").read_bytes()
    assert len(content) <= LARGEST and struct.unpack(">I", content[16:20]) == (SIZE["width"],)


@pytest.mark.parametrize("name", TAKEN)
def test_a_picture_is_shown_on_a_page(name):
    pages = [(HOUSE / page).read_text(encoding="utf-8") for page in tracked_files() if page.endswith(".md")]
    assert any(f"images/{name}.png" in page for page in pages)


@pytest.mark.parametrize("kind", [0, 2])
def test_a_small_picture_shows_the_same(kind):
    row = [(255, 255, 255), (0, 0, 0), (11, 89, 87)]
    shown = pixels(small(drawn([row, row], kind)))
    assert shown[:2] == [(255, 255, 255), (7, 7, 7)] or shown[:2] == [(255, 255, 255), (0, 0, 0)]
    assert len(shown) == 6 and all(abs(a - b) <= 4 for a, b in zip(shown[2], row[2], strict=True)) and shown[:3] == shown[3:]


def test_what_is_no_picture_is_refused():
    with pytest.raises(ValueError, match="not a PNG"):
        small(b"GIF89a")
