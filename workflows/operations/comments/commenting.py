"""征求意见: comments come in from subdistricts, departments and the public, and each that asks for it is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflows.domain.anchors import Anchor, found_in
from workflows.domain.calendar import day_of
from workflows.domain.errors import NotFound, NotYours, Unfit
from workflows.domain.items import ItemFields
from workflows.domain.left_out import left_out
from workflows.domain.outcomes import LeftOut, Moved, Outcome
from workflows.domain.vocabulary import Answer, Audience, CommentSource, OpinionKind, Role
from workflows.domain.windows import AUDIENCES, day_words
from workflows.operations.acts import Actor, OpenAct, checked_reason, open_act, repeated
from workflows.operations.comments.windows import shut_to
from workflows.operations.items.screening import current_fields
from workflows.operations.items.standing import Selection
from workflows.operations.items.tokens import hears, own_comment_days
from workflows.operations.processes import nets
from workflows.store.base import among
from workflows.store.calendar import loaded_calendar
from workflows.store.campaigns import Campaign
from workflows.store.comments import Comment, CommentAnswer, CommentArrival, CommentQuote
from workflows.store.consultation import CommentReceipt
from workflows.store.items.rows import Item

COMMENTERS = frozenset({*AUDIENCES, Role.coordinator})
STAFF = frozenset({Role.coordinator})
FIELDS = frozenset(ItemFields.__dataclass_fields__)
OF_THE_LIST = frozenset({OpinionKind.add, OpinionKind.no_opinion, OpinionKind.modify})
"""What may be said of the list as a whole."""

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class NewComment:
    """One opinion as given. ``item_id`` is None for 新增, which anchors to the campaign; ``field`` empty for the whole item.

    ``item_version`` is the version that was read, the present one by default; ``code_digest`` that of the receipt of the public;
    ``quote`` are the words it is about, as they stand in the field; ``received_on`` the day it reached the bureau, for what staff
    register.
    """

    kind: OpinionKind
    unit: str
    item_id: int | None = None
    field: str = ""
    proposal: str = ""
    basis: str = ""
    contact: str = ""
    organisation_id: int | None = None
    source: CommentSource = CommentSource.page
    quote: str = ""
    received_on: date | None = None
    item_version: int | None = None
    code_digest: str = ""


def give_comments(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    comments: Sequence[NewComment],
    client_key: str | None = None,
) -> Outcome:
    """The comments stand, anchored to item, field and the version that was read; those that cannot are left out by name.

    Items hear comments while they rest where the clock closes the hearing, each audience within its window; a coordinator may
    register late ones until the item is settled (adopted, kept or ended).

    Raises:
        NotYours: the role gives no comments, or speaks for another organisation.
        Unfit: a comment that asks for a change says none, a field is unknown, words it is about do not stand in the item, it was
            received later than today, or a text is over 2,000 characters.

    Source:
        意见反馈表; FEATURES: comments never lose their anchor.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    _may_comment(actor, comments, day_of(at, campaign.zone))
    chosen = Selection(session, campaign, [comment.item_id for comment in comments if comment.item_id is not None])
    hearing = Hearing(session, chosen, actor, at)
    fit, left = [], []
    for comment in comments:
        objection = hearing.objection(comment)
        left.append(objection) if objection else fit.append(comment)
    if not fit:
        return Outcome(None, (), tuple(left))
    anchors = _anchors(session, fit)
    act = open_act(session, actor, at, "comment", campaign=campaign, client_key=client_key)
    for comment, anchor in zip(fit, anchors, strict=True):
        campaign.comments_numbered += 1
        version = comment.item_version or (chosen.items[comment.item_id].versions if comment.item_id is not None else None)
        _record(act, campaign, comment, version, anchor)
    outcome = Outcome(act.id, (Moved("", "comment", "", tuple(sorted({c.item_id for c in fit if c.item_id}))),), tuple(left))
    act.close(items=len(fit), outcome=outcome)
    return outcome


def answer_comments(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    answers: Mapping[int, Answer],
    reason: str | None = None,
    client_key: str | None = None,
) -> Outcome:
    """Each comment has one more answer, with the same reason; earlier answers stay beside it.

    Args:
        answers: Comment id → how it was used. 部分采纳 and 不采纳 need a reason.

    Raises:
        NotYours: the actor is not the coordinator.
        NotFound: a comment is not of this campaign.
        Unfit: a reason is missing.

    Source:
        意见采纳情况表.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    if actor.role is not Role.coordinator:
        raise NotYours("意见由协调员答复。", "Comments are answered by the coordinator.")
    text = checked_reason(reason, wanted=any(answer is not Answer.adopted for answer in answers.values()))
    found = select(Comment).where(Comment.campaign_id == campaign.id, Comment.id.in_(among(answers)))
    comments = {comment.id: comment for comment in session.scalars(found)}
    if len(comments) < len(answers):
        raise NotFound("没有这条意见。", "There is no such comment.")
    act = open_act(session, actor, at, "answer", campaign=campaign, reason=text, client_key=client_key)
    given = select(CommentAnswer.comment_id, func.max(CommentAnswer.number)).where(CommentAnswer.comment_id.in_(among(answers)))
    earlier_numbers = dict(session.execute(given.group_by(CommentAnswer.comment_id)).all())
    for comment_id, answer in sorted(answers.items()):
        number = earlier_numbers.get(comment_id, 0) + 1
        act.add(CommentAnswer(comment_id=comment_id, number=number, act_id=act.id, answer=answer.value, reason=act.row.reason))
    outcome = Outcome(act.id, (Moved("", "answer", "", tuple(sorted({c.item_id for c in comments.values() if c.item_id}))),))
    act.close(items=len(answers), outcome=outcome)
    return outcome


def _may_comment(actor: Actor, comments: Sequence[NewComment], today: date) -> None:
    if actor.role not in COMMENTERS:
        raise NotYours("您的身份不能提出意见。", "Your role gives no comments.")
    for comment in comments:
        if actor.role not in STAFF and comment.organisation_id != actor.organisation_id:
            raise NotYours("只能代表本单位提出意见。", "You may speak for your own organisation only.")
        _must_be_fit(comment, today)


def _must_be_fit(comment: NewComment, today: date) -> None:
    if comment.field and comment.field not in FIELDS:
        raise Unfit("没有这个字段，请从列表中选择。", "There is no such field; choose one from the list.")
    if comment.kind in (OpinionKind.modify, OpinionKind.add) and not comment.proposal.strip():
        raise Unfit("“修改”“新增”须写明建议内容。", "Modify and Add need a proposal.")
    if comment.item_id is None and comment.kind not in OF_THE_LIST:
        raise Unfit("请指明意见针对的事项。", "Say which item the comment is about.")
    if comment.received_on is not None and comment.received_on > today:
        raise Unfit("收到日期不能晚于今天。", "It cannot have been received later than today.")
    if max(len(comment.proposal), len(comment.basis), len(comment.contact)) > LONGEST:
        raise Unfit("意见内容最多 2,000 字，请精简。", "A comment has at most 2,000 characters.")


def _anchors(session: Session, comments: Sequence[NewComment]) -> list[Anchor | None]:
    """Where the words of each comment stand; None for comments that point at none."""
    says = current_fields(session, {comment.item_id for comment in comments if comment.quote and comment.item_id is not None})
    found = []
    for comment in comments:
        anchor = found_in(says[comment.item_id], comment.quote, comment.field) if comment.quote and comment.item_id in says else None
        if comment.quote and anchor is None:
            raise Unfit("原文里没有这几个字，请照抄事项中的原文。", "These words do not stand in the item; copy them as they are.")
        found.append(anchor)
    return found


def _record(act: OpenAct, campaign: Campaign, comment: NewComment, version: int | None, anchor: Anchor | None) -> None:
    row = Comment(
        act_id=act.id,
        campaign_id=campaign.id,
        number=campaign.comments_numbered,
        item_id=comment.item_id,
        item_version=version,
        field=anchor.field if anchor else comment.field,
        organisation_id=comment.organisation_id,
        unit=comment.unit,
        kind=comment.kind.value,
        source=comment.source.value,
        proposal=act.word(comment.proposal),
        basis=act.word(comment.basis),
        contact=act.word(comment.contact),
    )
    act.add(row)
    if anchor is None and comment.received_on is None and not comment.code_digest:
        return
    act.session.flush()
    if anchor is not None:
        act.add(CommentQuote(comment_id=row.id, act_id=act.id, start=anchor.start, words=anchor.words))
    if comment.received_on is not None:
        act.add(CommentArrival(comment_id=row.id, act_id=act.id, received_on=comment.received_on))
    if comment.code_digest:
        act.add(CommentReceipt(comment_id=row.id, act_id=act.id, code_digest=comment.code_digest))


class Hearing:
    """Who may comment on what now: the places that hear, and the window of the actor's audience."""

    def __init__(self, session: Session, chosen: Selection, actor: Actor, at: datetime) -> None:
        """Read when the chosen items arrived."""
        self.chosen, self.staff = chosen, actor.role in STAFF
        self.audience = AUDIENCES.get(actor.role)
        self.today, self.calendar = day_of(at, chosen.campaign.zone), loaded_calendar(session)
        arrived = select(Item.id, Item.entered_at).where(Item.id.in_(among(chosen.ids)))
        self.arrived = dict(session.execute(arrived).all()) if chosen.ids else {}
        self.heard_until = {instant: own_comment_days(chosen.campaign, instant, self.calendar) for instant in set(self.arrived.values())}

    def objection(self, comment: NewComment) -> LeftOut | None:
        """Why the comment cannot be recorded; None where it can."""
        if comment.item_id is None:
            return self._shut(0, 0, None)
        item = self.chosen.items.get(comment.item_id)
        if item is None:
            return left_out(comment.item_id, 0, "not_found")
        net = nets(self.chosen.campaign).item
        late_by_staff = self.staff and net.places[item.marking].counts == "in_progress"
        if not hears(net, item.marking):
            return None if late_by_staff else left_out(item.id, item.number, "not_hearing")
        by_arrival = self.audience is not Audience.public  # The public reads one list with one last day.
        own = self.heard_until[self.arrived[item.id]] if by_arrival else None
        return self._shut(item.id, item.number, own)

    def _shut(self, item_id: int, number: int, heard_until: date | None) -> LeftOut | None:
        if self.staff:
            return None
        found = shut_to(self.chosen.campaign, self.audience, self.today, self.calendar, heard_until)
        if found is None:
            return None
        day = day_words(found.on)
        words = {"audience": self.audience.zh, "audience_en": self.audience.en.lower(), "day": day.zh, "day_en": day.en}
        return left_out(item_id, number, found.code, **words)
