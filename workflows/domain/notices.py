"""Notices as sentences: somebody was nudged, or something is due."""

from __future__ import annotations

import datetime

from workflows.domain.words import Words

NUDGED = Words("协调员催办：“{place}”有 {items:,} 项等您办理。", "You are asked to go on: {items:,} items wait for you at “{place}”.")
DUE = Words("“{place}”还有 {items:,} 项等您办理，{day}到期。", "{items:,} items wait for you at “{place}”, due on {day}.")
OVERDUE = Words("“{place}”还有 {items:,} 项等您办理，{day}已经到期。", "{items:,} items wait for you at “{place}”; they were due on {day}.")
SENTENCES = {"nudge": NUDGED, "reminder": DUE, "overdue": OVERDUE}


def notice_words(word: str, place: Words, items: int, due_on: datetime.date | None = None) -> Words:
    """The sentence of one notice.

    Args:
        word: nudge, reminder (before the day or on it) or overdue.
        place: What the place is called.
    """
    sentence = SENTENCES[word]
    zh = f"{due_on.month}月{due_on.day}日" if due_on else ""
    en = due_on.isoformat() if due_on else ""
    return Words(sentence.zh.format(place=place.zh, items=items, day=zh), sentence.en.format(place=place.en, items=items, day=en))
