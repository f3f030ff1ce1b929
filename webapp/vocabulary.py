"""Words that templates look up by their code: reasons, kinds of comment, answers, fields, parts of sums."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from werkzeug.local import LocalProxy

from webapp.acting import new_key, place_words
from webapp.frame import frame_of_page
from webapp.items.differences import FIELD_WORDS
from workflows.domain.vocabulary import Answer, CommentSource, KeepReason, OpinionKind
from workflows.domain.words import Words
from workflows.store.items.history import CommentTotals

KEYS_OF_MOVES = {"approve": "a", "return": "r", "reject": "x", "discuss": "d", "remand": "r", "proceed": "a"}
LEDGER_WORDS = (
    ("filed", Words("填报", "Filed")),
    ("parts_made", Words("拆出", "Parts made")),
    ("moved_in", Words("移入", "Moved in")),
    ("in_progress", Words("在办", "In progress")),
    ("adopted", Words("拟下放", "To devolve")),
    ("kept", Words("保留", "Kept")),
    ("voided", Words("作废", "Voided")),
    ("split_away", Words("拆分", "Split")),
    ("merged_away", Words("合并", "Merged")),
    ("moved_out", Words("移出", "Moved out")),
)


@dataclass(frozen=True)
class SumPart:
    """One part of a sum with its name."""

    key: str
    name: Words
    count: int


def comment_parts(totals: CommentTotals) -> list[SumPart]:
    """How comments were used, as parts of the whole; those that wait last."""
    parts = [SumPart(answer.value, answer.words, totals.answered.get(answer.value, 0)) for answer in Answer]
    parts.append(SumPart("quiet", Words("同意或无意见", "Agree or none"), totals.quiet))
    return [*parts, SumPart("waiting", Words("未答复", "Unanswered"), totals.waiting)]


def reason_words(code: str) -> Words:
    """The label of a reason code."""
    return KeepReason(code).words if code in set(KeepReason) else Words(code, code)


def teach(app: Flask) -> None:
    """Templates know these look-ups, and the frame of the page once they ask for it."""
    app.jinja_env.globals.update(
        frame=LocalProxy(frame_of_page),
        new_key=new_key,
        place_words=place_words,
        reason_words=reason_words,
        opinion_words=lambda code: OpinionKind(code).words,
        source_words=lambda code: CommentSource(code).words,
        answer_words=lambda code: Answer(code).words,
        field_words=lambda name: FIELD_WORDS.get(name, Words(name, name)),
        answer_terms=tuple(Answer),
        comment_parts=comment_parts,
        keys_of_moves=KEYS_OF_MOVES,
        ledger_words=LEDGER_WORDS,
    )
