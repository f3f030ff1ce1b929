"""The life of one item, for its page: passages with who and why, versions, findings, comments with their answers, lineage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from workflows.domain.calendar import day_of
from workflows.domain.comments import AnsweredComment
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import NEEDS_ANSWER, Answer, CommentSource, OpinionKind
from workflows.store.audit import Act, Wording
from workflows.store.base import among
from workflows.store.comments import Comment, CommentAnswer, CommentArrival, CommentQuote, TakenUp, unanswered
from workflows.store.items.rows import Item, ItemFinding, ItemVersion, Lineage, Passage, WithdrawalRequest, asked_back, passages_told
from workflows.store.people import Person

STOOD_FOR = aliased(Person)
"""In whose name an act was done."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One passage as people read it. ``person`` is empty for stages, rules and the clock; ``items`` counts the whole act.

    ``stood_for`` is in whose name the person acted, empty for their own.
    """

    number: int
    act_id: int
    at: datetime
    person: str
    role: str
    from_marking: str
    to_marking: str
    action: str
    by: str
    code: str
    reason: str
    items: int
    version: int
    undoes: int | None
    stood_for: str = ""


@dataclass(frozen=True, slots=True)
class WrittenVersion:
    """One version with when, by whom, in whose name (empty: their own) and why."""

    version: ItemVersion
    at: datetime
    person: str
    reason: str
    word: str
    stood_for: str = ""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer to a comment."""

    answer: str
    reason: str
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class HeardComment:
    """One comment with its item (None for 新增) and all answers, oldest first; the last counts.

    ``quote`` are the words it is about and ``start`` where they began in its field then; ``received_on`` is told by staff;
    ``became`` the number of the item that an adopted 新增 became.
    """

    id: int
    number: int
    at: datetime
    unit: str
    kind: str
    source: str
    field: str
    item_version: int | None
    proposal: str
    basis: str
    item_number: int | None
    item_name: str
    marking: str
    answers: tuple[GivenAnswer, ...] = ()
    organisation_id: int | None = None
    quote: str = ""
    start: int = 0
    received_on: date | None = None
    became: int | None = None

    @property
    def asks(self) -> bool:
        """Whether its kind asks for an answer."""
        return self.kind in NEEDS_ANSWER


def item_in_sight(session: Session, sight: ColumnElement[bool], number: int) -> Item | None:
    """The item with this number; None if there is none or it is not the reader's to see: both alike."""
    query = select(Item).options(joinedload(Item.department)).where(sight, Item.number == number)
    return session.scalars(query).first()


def happenings(session: Session, item_id: int) -> list[Happening]:
    """Every passage of an item, oldest first."""
    query = _told(passages_told().add_columns(Act, Person, Wording.body, STOOD_FOR).join(Act, Act.id == Passage.act_id))
    rows = session.execute(query.where(Passage.item_id == item_id).order_by(Passage.number))
    return [
        Happening(
            number=row.number,
            act_id=row.act_id,
            at=row.Act.at,
            person=row.Person.name if row.Person else "",
            role=row.Act.role,
            from_marking=row.from_marking,
            to_marking=row.to_marking,
            action=row.action,
            by=row.by,
            code=row.code,
            reason=row.body or "",
            items=row.Act.items,
            version=row.item_version,
            undoes=row.undoes,
            stood_for=row[-1].name if row[-1] else "",
        )
        for row in rows
    ]


def written_versions(session: Session, item_id: int) -> list[WrittenVersion]:
    """Every version of an item, oldest first."""
    query = select(ItemVersion, Act, Person, Wording.body, STOOD_FOR).select_from(ItemVersion)
    query = _told(query.join(Act, Act.id == ItemVersion.act_id))
    rows = session.execute(query.where(ItemVersion.item_id == item_id).order_by(ItemVersion.number))
    return [
        WrittenVersion(version, act.at, person.name if person else "", reason or "", act.word, stood_for.name if stood_for else "")
        for version, act, person, reason, stood_for in rows
    ]


def findings_of(session: Session, item_id: int) -> list[ItemFinding]:
    """What stands found against an item, as first written."""
    return list(session.scalars(select(ItemFinding).where(ItemFinding.item_id == item_id).order_by(ItemFinding.id)))


@dataclass(frozen=True, slots=True)
class AskedBack:
    """A department's request to have its item back that waits for an answer."""

    at: datetime
    person: str
    reason: str


def pending_request(session: Session, item_id: int) -> AskedBack | None:
    """The request that waits for an answer; None if there is none."""
    query = asked_back().with_only_columns(Act.at, Person, Wording.body).select_from(WithdrawalRequest)
    query = _told(query.join(Act, Act.id == WithdrawalRequest.act_id)).where(WithdrawalRequest.item_id == item_id)
    row = session.execute(query.limit(1)).first()
    return AskedBack(row[0], row[1].name if row[1] else "", row[2] or "") if row else None


def relatives(session: Session, item_id: int) -> list[tuple[str, bool, Item]]:
    """Items it was split into or made of: (kind, whether the other is the parent, the other)."""
    other = aliased(Item)
    query = select(Lineage.kind, Lineage.parent_id, other).join(other, other.id.in_((Lineage.parent_id, Lineage.child_id)))
    rows = session.execute(query.where(or_(Lineage.parent_id == item_id, Lineage.child_id == item_id), other.id != item_id))
    return [(kind, parent_id == item.id, item) for kind, parent_id, item in rows]


def heard_comments(session: Session, which: Iterable[ColumnElement[bool]], *, after: int = 0, limit: int = 1_000) -> list[HeardComment]:
    """Comments that meet the conditions, by number behind ``after``; comments without an item need a condition of their own."""
    proposed, grounds, became = aliased(Wording), aliased(Wording), aliased(Item)
    beside = (CommentQuote.words, CommentQuote.start, CommentArrival.received_on, became.number)
    query = (
        select(Comment, Act.at, proposed.body, grounds.body, Item.number, Item.name, Item.marking, *beside)
        .join(Act, Act.id == Comment.act_id)
        .join(proposed, proposed.digest == Comment.proposal, isouter=True)
        .join(grounds, grounds.digest == Comment.basis, isouter=True)
        .join(Item, Item.id == Comment.item_id, isouter=True)
        .join(CommentQuote, CommentQuote.comment_id == Comment.id, isouter=True)
        .join(CommentArrival, CommentArrival.comment_id == Comment.id, isouter=True)
        .join(TakenUp, TakenUp.comment_id == Comment.id, isouter=True)
        .join(became, became.id == TakenUp.item_id, isouter=True)
        .where(*which, Comment.number > after)
        .order_by(Comment.number)
        .limit(limit)
    )
    rows = session.execute(query).all()
    answers = answers_given(session, [row[0].id for row in rows])
    return [_heard(row, tuple(answers.get(row[0].id, ()))) for row in rows]


def answered_comments(session: Session, which: Iterable[ColumnElement[bool]], zone: str) -> list[AnsweredComment]:
    """Comments that meet the conditions with what became of them, by number, as the papers print them; days are those of the zone."""
    return [_answered(comment, zone) for comment in heard_comments(session, which, limit=200_000)]


def _answered(comment: HeardComment, zone: str) -> AnsweredComment:
    last = comment.answers[-1] if comment.answers else None
    return AnsweredComment(
        number=comment.number,
        unit=comment.unit,
        item_number=comment.item_number,
        item=comment.item_name,
        kind=OpinionKind(comment.kind),
        text="\n".join(part for part in (comment.proposal, comment.basis) if part),
        source=CommentSource(comment.source),
        received_on=comment.received_on or day_of(comment.at, zone),
        answer=Answer(last.answer) if last else None,
        reason=last.reason if last else "",
        answered_on=day_of(last.at, zone) if last else None,
    )


def commented_items(
    session: Session, which: Iterable[ColumnElement[bool]], *, after: int = 0, limit: int = 20
) -> tuple[list[int], bool]:
    """Ids of the items with comments that meet the conditions, by number behind ``after``; and whether more follow."""
    found = select(Comment.item_id).where(*which)
    query = select(Item.id).where(Item.id.in_(found), Item.number > after).order_by(Item.number).limit(limit + 1)
    ids = list(session.scalars(query))
    return ids[:limit], len(ids) > limit


def versions_said(session: Session, item_ids: Iterable[int]) -> dict[tuple[int, int], ItemFields]:
    """What every version of these items says, by item id and number; one query."""
    query = select(ItemVersion).where(ItemVersion.item_id.in_(among(item_ids)))
    return {(version.item_id, version.number): version.says for version in session.scalars(query)}


def _heard(row: tuple, answers: tuple[GivenAnswer, ...]) -> HeardComment:
    comment, at, proposal, basis, number, name, marking, words, start, received_on, became = row
    return HeardComment(
        comment.id,
        comment.number,
        at,
        comment.unit,
        comment.kind,
        comment.source,
        comment.field,
        comment.item_version,
        proposal or "",
        basis or "",
        number,
        name or "",
        marking or "",
        answers,
        comment.organisation_id,
        quote=words or "",
        start=start or 0,
        received_on=received_on,
        became=became,
    )


def answers_given(session: Session, comment_ids: list[int]) -> dict[int, list[GivenAnswer]]:
    """The answers to these comments, oldest first, by comment id; one query, none where there are no comments."""
    if not comment_ids:
        return {}
    query = select(CommentAnswer, Act, Person, Wording.body).select_from(CommentAnswer).join(Act, Act.id == CommentAnswer.act_id)
    query = query.join(Person, Person.id == Act.person_id, isouter=True)
    query = query.join(Wording, Wording.digest == CommentAnswer.reason, isouter=True)
    found: dict[int, list[GivenAnswer]] = {}
    ordered = query.where(CommentAnswer.comment_id.in_(among(comment_ids))).order_by(
        CommentAnswer.comment_id, CommentAnswer.number
    )
    for answer, act, person, reason in session.execute(ordered):
        found.setdefault(answer.comment_id, []).append(GivenAnswer(answer.answer, reason or "", act.at, person.name if person else ""))
    return found


def _told(query: Select) -> Select:
    query = query.join(Person, Person.id == Act.person_id, isouter=True)
    query = query.join(STOOD_FOR, STOOD_FOR.id == Act.on_behalf_of_id, isouter=True)
    return query.join(Wording, Wording.digest == Act.reason, isouter=True)


@dataclass(frozen=True, slots=True)
class CommentTotals:
    """How comments were used: all of them, those that ask for no answer, and by answer; the rest waits."""

    count: int
    quiet: int
    answered: Mapping[str, int]

    @property
    def waiting(self) -> int:
        """Comments that ask for an answer and have none."""
        return self.count - self.quiet - sum(self.answered.values())


def comments_of(session: Session, campaign_id: int, organisation_id: int | None) -> int:
    """How many comments an organisation gave in a campaign, 无意见 among them."""
    query = select(func.count()).where(Comment.campaign_id == campaign_id, Comment.organisation_id == organisation_id)
    return session.scalar(query)


def open_comment() -> ColumnElement[bool]:
    """The comment asks for an answer and has none."""
    return Comment.id.in_(unanswered(Comment.campaign_id).with_only_columns(Comment.id).correlate(None))


def comment_totals(session: Session, which: Iterable[ColumnElement[bool]]) -> CommentTotals:
    """Sums over the comments that meet the conditions; the last answer of each counts."""
    each = aliased(CommentAnswer)
    last = select(func.max(each.number)).where(each.comment_id == Comment.id).scalar_subquery()
    query = select(Comment.kind, CommentAnswer.answer, func.count()).join(
        CommentAnswer, (CommentAnswer.comment_id == Comment.id) & (CommentAnswer.number == last), isouter=True
    )
    count, quiet, answered = 0, 0, Counter()
    for kind, answer, number in session.execute(query.where(*which).group_by(Comment.kind, CommentAnswer.answer)):
        count += number
        if answer:
            answered[answer] += number
        elif kind not in NEEDS_ANSWER:
            quiet += number
    return CommentTotals(count, quiet, answered)
