"""A title on several lines: no word is broken, and the lines are of nearly one length.

Source:
    GB/T 9704-2012, 7.3.1: a title that takes several lines is turned where the words are complete, its lines symmetrical and of fit length.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

WORDS = (
    "行政执法 行政处罚 行政检查 行政强制 综合 职权 执法 事项 目录 清单 名单 调整 下放 承接 采集 工作 街道办事处 街道 镇街 办事处 人民政府 "
    "第一轮 第二轮 审查 意见表 意见书 意见 采纳情况 采纳 情况 反馈 征求 开展 关于 审定 请示 公告 通知 复函 起草说明 会签单 研讨 会议纪要 "
    "合法性 不予 实施 档案 部门 管理局 委员会 执法局 年度"
).split()
"""Words of the titles that offices give such papers. What is none of them stays together as far as the next of them."""
PIECE = re.compile("|".join([*sorted(WORDS, key=len, reverse=True), r"[0-9A-Za-z]+年?", "[《“（]", "[》”）、，的和与]"]))
LEADS = frozenset({"关于", "由", "对"})
"""Words that stay with what follows."""
OPENS, FOLLOWS = frozenset("《“（"), frozenset("》”）、，的和与")
SIZE = 22
"""Points of a sign of a title."""
NARROW = 0.5
"""The room of a Latin letter or digit beside a Chinese sign."""


def title_lines(title: str, width: float) -> tuple[str, ...]:
    """The lines of a title, as few as hold it.

    Args:
        width: Of the type area, in millimetres.

    Returns:
        The title as one line if it fits; also where a word is longer than a line, for whoever sets it to turn.
    """
    pieces, signs = _pieces(title), int(width / 25.4 * 72 / SIZE)
    few = math.ceil(_width(title) / signs)
    if few > 1:
        for count in (few, few + 1):
            if lines := _turned(pieces, count, signs):
                return lines
    return (title,)


def _turned(pieces: Sequence[str], count: int, signs: int) -> tuple[str, ...]:
    """So many lines, their lengths as near to each other as whole words allow; none if they do not fit."""
    even = sum(map(_width, pieces)) / count

    @cache
    def best(first: int, left: int) -> tuple[float, tuple[str, ...]] | None:
        """The pieces from ``first`` on as ``left`` lines, with how far from even they are."""
        if left == 0:
            return (0.0, ()) if first == len(pieces) else None
        ways = []
        for end in range(first + 1, len(pieces) + 1):
            line = "".join(pieces[first:end])
            if _width(line) > signs:
                break
            if rest := best(end, left - 1):
                ways.append((rest[0] + (_width(line) - even) ** 2, (line, *rest[1])))
        return min(ways, default=None)

    found = best(0, count)
    return found[1] if found else ()


def _pieces(title: str) -> tuple[str, ...]:
    """The title cut where a line may end: behind a word and what belongs to it."""
    cut = list(_words(title))
    joined: list[str] = cut[:1]
    for before, piece in pairwise(cut):
        if before[-1] in OPENS or piece[0] in FOLLOWS or before in LEADS:
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)


def _words(title: str) -> Iterator[str]:
    last = 0
    for found in PIECE.finditer(title):
        if found.start() > last:
            yield title[last : found.start()]
        yield found.group()
        last = found.end()
    if last < len(title):
        yield title[last:]


def _width(text: str) -> float:
    return sum(1 if ord(sign) > 0x2000 else NARROW for sign in text)
