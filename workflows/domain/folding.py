"""One key for texts that people would read as the same: width, case, blanks and variants of punctuation folded away.

The text itself is always kept as written; the key is only for comparing. Words are never dropped, so "假林木种子" and
"劣林木种子" stay two.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

_SAME_PUNCTUATION = {
    **dict.fromkeys("、，,﹐﹑､;；", ","),
    **dict.fromkeys("。．.｡", "."),
    **dict.fromkeys("（(〔[［【﹙❨{｛", "("),
    **dict.fromkeys("）)〕]］】﹚❩}｝", ")"),
    **dict.fromkeys("《〈<＜«‹", "<"),
    **dict.fromkeys("》〉>＞»›", ">"),
    **dict.fromkeys("-－‐‑‒–—―─﹣−~～〜∼", "-"),
    **dict.fromkeys("：:﹕∶", ":"),
    **dict.fromkeys("·•・‧∙⋅", "·"),
}
_QUOTES = "“”‘’\"'＂＇「」『』〝〞`´"
_TABLE = str.maketrans({**_SAME_PUNCTUATION, **dict.fromkeys(_QUOTES, None)})
_NOT_SEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_ENDINGS = ".,"
_WIDE = {mark: mark + 0xFEE0 for mark in range(0x21, 0x7F)}


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """The comparison key of a text; folding a key again changes nothing.

    Folded away: compatibility forms and width (NFKC), case, every blank and unseen character, quotation marks,
    variants of one punctuation mark, a stop or comma at the end.
    """
    key = _folded_once(text)
    while (again := _folded_once(key)) != key:
        key = again
    return key


def _folded_once(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_TABLE)
    seen = plain if plain.isalnum() else "".join(mark for mark in plain if unicodedata.category(mark) not in _NOT_SEEN)
    return unicodedata.normalize("NFKC", seen).rstrip(_ENDINGS)


def spellings(text: str) -> tuple[str, ...]:
    """The ways in which the words of a search may have been written: as typed, in half and full width, simplified and traditional.

    What is stored keeps its own writing and its own key; only what is looked for is varied. Empty for a text of blanks.
    """
    typed = text.strip()
    plain = unicodedata.normalize("NFKC", typed)
    simplified = _converter("t2s").convert(plain)
    ways = (typed, plain, simplified, _converter("s2t").convert(simplified), simplified.translate(_WIDE))
    return tuple(dict.fromkeys(way for way in ways if way))


@cache
def _converter(direction: str) -> OpenCC:
    return OpenCC(direction)
