"""Marks by which lists are filtered: what each says of an item, as a condition that one statement can count beside others.

Some marks depend on who reads: what moved since their opinion, where they must stand aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import NEEDS_ANSWER, Severity
from workflows.engine.net import By
from workflows.store.audit import Act
from workflows.store.base import among
from workflows.store.comments import Comment, CommentAnswer, unanswered
from workflows.store.items.assignments import Assignment, handed_on
from workflows.store.items.findings import still_stands
from workflows.store.items.opinions import Opinion, at_present, shown, withdrawn
from workflows.store.items.rows import Item, ItemFinding, ItemVersion, Passage, Step, WithdrawalRequest, asked_back

ANY_CAMPAIGN = Comment.campaign_id
"""The campaign of each comment itself: the items asked about are of one campaign already."""

ALIKE = ("same_name", "similar_name")
"""Codes of the findings that say that another item is called nearly the same."""


class Reader(NamedTuple):
    """For whom a mark is meant; without a person nothing is theirs."""

    person_id: int | None = None
    organisation_id: int | None = None
    role: str = ""


NOBODY = Reader()


@lru_cache(maxsize=512)
def marked(name: str, reader: Reader = NOBODY) -> ColumnElement[bool]:
    """Whether an item carries this mark; an unknown name asks nothing. Made once for each reader: parts of statements cost more
    to make than to run on a page of items."""
    condition = MARKS.get(name)
    return condition(reader) if condition else true()


@lru_cache(maxsize=64)
def seen_act(reader: Reader) -> ScalarSelect[int]:
    """The act of the opinion that an item is measured by: the reader's last one, or else the last that anybody gave.

    What others say at a visit that is still open is not to be known before it closes.
    """
    opinion, act = aliased(Opinion), aliased(Act)
    mine = act.person_id == reader.person_id
    query = select(opinion.act_id).join(act, act.id == opinion.act_id)
    query = query.where(opinion.item_id == Item.id, or_(mine, shown(opinion)), ~withdrawn(opinion)).correlate(Item)
    return query.order_by(mine.desc(), opinion.visit.desc(), opinion.slot.desc()).limit(1).scalar_subquery()


@lru_cache(maxsize=64)
def seen_fields(reader: Reader) -> ScalarSelect[dict]:
    """What the item said when that opinion was given."""
    version = aliased(ItemVersion)
    query = select(version.fields).where(version.item_id == Item.id, version.act_id < seen_act(reader)).correlate(Item)
    return query.order_by(version.number.desc()).limit(1).scalar_subquery()


def marks_of(
    session: Session, ids: Iterable[int], names: Sequence[str], reader: Reader
) -> dict[int, tuple[frozenset[str], ItemFields | None]]:
    """For each item its marks among these, and what it said when last seen; None where nobody judged it."""
    columns = [marked(name, reader) for name in names]
    query = select(Item.id, seen_fields(reader), *columns).where(Item.id.in_(among(ids)))
    found = {}
    for item_id, fields, *carried in session.execute(query):
        carries = frozenset(name for name, does in zip(names, carried, strict=True) if does)
        found[item_id] = carries, ItemFields.from_json(fields) if fields else None
    return found


def _found(severity: str) -> Callable[[Reader], ColumnElement[bool]]:
    def condition(_reader: Reader) -> ColumnElement[bool]:
        finding = aliased(ItemFinding)
        return exists().where(finding.item_id == Item.id, still_stands(finding), finding.severity == severity)

    return condition


def _nothing_found(_reader: Reader) -> ColumnElement[bool]:
    finding = aliased(ItemFinding)
    return ~exists().where(finding.item_id == Item.id, still_stands(finding))


def _alike(_reader: Reader) -> ColumnElement[bool]:
    finding = aliased(ItemFinding)
    return exists().where(finding.item_id == Item.id, finding.code.in_(ALIKE))


def _asked_back(_reader: Reader) -> ColumnElement[bool]:
    return Item.id.in_(asked_back().with_only_columns(WithdrawalRequest.item_id))


def _open_comment(_reader: Reader) -> ColumnElement[bool]:
    return Item.id.in_(unanswered(ANY_CAMPAIGN).with_only_columns(Comment.item_id).where(Comment.item_id.is_not(None)))


def _moved(reader: Reader) -> ColumnElement[bool]:
    """A new wording, a comment that asks for a change, or an answer came after that opinion."""
    seen, version, said, answer = seen_act(reader), aliased(ItemVersion), aliased(Comment), aliased(CommentAnswer)
    written = exists().where(version.item_id == Item.id, version.act_id > seen)
    asked = exists().where(said.item_id == Item.id, said.kind.in_(sorted(NEEDS_ANSWER)), said.act_id > seen)
    answered = exists().where(said.item_id == Item.id, answer.comment_id == said.id, answer.act_id > seen)
    return or_(written, asked, answered)


def _unmoved(reader: Reader) -> ColumnElement[bool]:
    """Judged before and the same since; what the reader has judged in this review already is nothing to affirm."""
    return and_(seen_act(reader).is_not(None), ~_moved(reader), ~_judged_now(reader))


def _disagreed(reader: Reader) -> ColumnElement[bool]:
    """Two people's last opinions on it differ; on a visit that is open only those of the reader count."""
    (first, known), (second, also_known) = _last_opinion(reader), _last_opinion(reader)
    return exists().where(known, also_known, first.person_id < second.person_id, first.word != second.word)


def _last_opinion(reader: Reader) -> tuple[type[Act], ColumnElement[bool]]:
    """The act of an opinion on the item, and that it is the last of its person and may be known to the reader."""
    (opinion, act), (later, another) = ((aliased(Opinion), aliased(Act)) for _ in range(2))
    newer = exists().where(
        later.item_id == opinion.item_id, later.visit > opinion.visit, another.id == later.act_id,
        another.person_id == act.person_id, ~taken_back(later),
    )  # fmt: skip
    known = or_(shown(opinion), act.person_id == reader.person_id)
    return act, and_(opinion.item_id == Item.id, act.id == opinion.act_id, known, ~taken_back(opinion), ~newer)


def taken_back(opinion: type[Opinion]) -> ColumnElement[bool]:
    """Whether the act by which an opinion was given was undone for that item, or the opinion was taken back alone."""
    undoing, undone = aliased(Act), aliased(Passage)
    moved_back = exists().where(undoing.undoes_id == opinion.act_id, undone.act_id == undoing.id, undone.item_id == opinion.item_id)
    return or_(moved_back, withdrawn(opinion))


def _stands_aside(reader: Reader) -> ColumnElement[bool]:
    """The reader must leave it to somebody else: their own department's, their own wording, or acted on in another role.

    Source:
        four eyes; the same three objections refuse an act.
    """
    if reader.person_id is None:
        return false()
    before, version, passage, step, act = (aliased(table) for table in (Passage, ItemVersion, Passage, Step, Act))
    # Coalesced so that the few versions of the item are looked through, not the thousands of their author.
    wrote = exists().where(
        before.item_id == Item.id, before.number == Item.passages - 1,
        version.item_id == Item.id, version.act_id >= before.act_id, func.coalesce(version.author_id, 0) == reader.person_id,
    )  # fmt: skip
    acted = exists().where(
        passage.item_id == Item.id, step.act_id == passage.act_id, step.number == passage.step_number, step.by == By.person.value,
        act.id == passage.act_id, act.person_id == reader.person_id, act.role != reader.role,
    )  # fmt: skip
    own = Item.department_id == reader.organisation_id if reader.role == "reviewer" and reader.organisation_id else false()
    return or_(own, wrote, acted)


def _mine(reader: Reader) -> ColumnElement[bool]:
    """The reader holds a seat of the review it is in, and gave no opinion there yet."""
    return and_(_seat(Assignment.person_id == reader.person_id), ~_judged_now(reader))


def _given(reader: Reader) -> ColumnElement[bool]:
    """The reader's opinion is noted, and waits for those of others."""
    return _judged_now(reader)


def _unassigned(_reader: Reader) -> ColumnElement[bool]:
    return and_(Item.round != "", ~_seat(true()))


def _seat(whose: ColumnElement[bool]) -> ColumnElement[bool]:
    """A seat of the review in which the item is now."""
    return exists().where(Assignment.item_id == Item.id, Assignment.round == Item.round, whose, ~handed_on())


def _judged_now(reader: Reader) -> ColumnElement[bool]:
    opinion, act = aliased(Opinion), aliased(Act)
    own = or_(act.person_id == reader.person_id, act.on_behalf_of_id == reader.person_id)
    return exists().where(at_present(opinion), ~taken_back(opinion), act.id == opinion.act_id, own)


MARKS: Mapping[str, Callable[[Reader], ColumnElement[bool]]] = {
    **{severity.value: _found(severity.value) for severity in Severity},
    "none": _nothing_found,
    "comment": _open_comment,
    "asked_back": _asked_back,
    "similar": _alike,
    "moved": _moved,
    "unmoved": _unmoved,
    "disagreed": _disagreed,
    "aside": _stands_aside,
    "mine": _mine,
    "given": _given,
    "unassigned": _unassigned,
}
"""Every mark a list can be filtered by."""
