"""Comments with what became of them, as the papers of 征求意见 print them: frozen values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workflows.domain.vocabulary import Answer, CommentSource, OpinionKind


@dataclass(frozen=True, slots=True)
class AnsweredComment:
    """One comment and how it was used: a row of 意见采纳情况表 and of the written reply to its unit.

    ``item_number`` is None for the list as a whole. ``reason`` is never empty where the comment was not adopted in full.
    ``received_on`` is the day it reached the bureau, ``answered_on`` that of its last answer.
    """

    number: int
    unit: str
    item_number: int | None
    item: str
    kind: OpinionKind
    text: str
    source: CommentSource
    received_on: datetime.date
    answer: Answer | None = None
    reason: str = ""
    answered_on: datetime.date | None = None
