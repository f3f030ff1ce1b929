"""Which characters the embedded fonts can show, and what is printed for one they cannot.

The wheel's two free fonts stand for those of offices: Noto Serif SC for 仿宋, 楷体 and (heavier) 小标宋, Noto Sans SC for 黑体. PDF/A
allows no missing glyph, so a character that neither has is printed as 〓 with its code behind it: nothing is dropped in silence.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn

FONTS = Path(pylopdf_fonts_zh_cn.serif_path()).parent
LONGEST_RUN = 12
"""So many Latin letters and digits stand together before a line may break in them: codes and addresses stay in their cells."""

_RUN = re.compile(rf"[0-9A-Za-z/_.:\-]{{{LONGEST_RUN},}}")
_INVISIBLE = frozenset("\n\t \u3000\u200b\u00a0")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@cache
def shown() -> frozenset[int]:
    """Every code point that the serif or the sans font has a glyph for."""
    fonts = (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path())
    return frozenset(point for font in fonts for point in _mapped(Path(font).read_bytes()))


def printable(text: str) -> str:
    """The text with each character that has no glyph written as 〓(U+…), and places to break in long runs of Latin letters."""
    known = shown()
    if not all(ord(sign) in known or sign in _INVISIBLE for sign in text):
        text = "".join(sign if ord(sign) in known or sign in _INVISIBLE else f"〓(U+{ord(sign):04X})" for sign in text)
    return _RUN.sub(lambda run: "\u200b".join(re.findall(f".{{1,{LONGEST_RUN}}}", run[0])), text)


def in_xml(text: str) -> str:
    """The text without the few code points that no XML can hold, each written as 〓(U+…)."""
    return _NOT_IN_XML.sub(lambda found: f"〓(U+{ord(found[0]):04X})", text)


def _mapped(font: bytes) -> Iterator[int]:
    """The code points of a font's 32-bit character map (format 12), which both fonts have."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4s4xLL", font, 12 + 16 * place) for place in range(tables))
    start = next(offset for tag, offset, _length in records if tag == b"cmap")
    for place in range(struct.unpack_from(">H", font, start + 2)[0]):
        _platform, _encoding, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * place)
        if struct.unpack_from(">H", font, start + offset)[0] == 12:
            groups = struct.unpack_from(">L", font, start + offset + 12)[0]
            for group in range(groups):
                first, last, _glyph = struct.unpack_from(">LLL", font, start + offset + 16 + 12 * group)
                yield from range(first, last + 1)
            return
    raise ValueError("the font has no 32-bit character map")
