"""What must never happen, looked for in the whole store: every invariant, by name and place.

Reads only. The number of queries depends on the number of campaigns, published versions and batches of 5,000 items.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from sqlalchemy import Column, exists, func, select, union
from sqlalchemy.orm import Session

from workflows.domain.catalogue import canonical, digest
from workflows.domain.words import Words
from workflows.engine.net import By
from workflows.engine.referee import OffTheDrawing, replay
from workflows.operations.acts import wording_digest
from workflows.operations.audit.invariants import Book, Broken, item_breaks, token_breaks, unnumbered
from workflows.operations.audit.readable import unreadable
from workflows.operations.audit.rebuilding import catalogues_again
from workflows.operations.audit.registered import register_breaks
from workflows.operations.audit.retracing import trails
from workflows.operations.campaigns.publishing import published_catalogue
from workflows.operations.processes import Eras, eras, nets
from workflows.operations.undoing import effective
from workflows.store.audit import Act, FiledDocument, Registration, Wording
from workflows.store.campaigns import Campaign, CampaignPassage
from workflows.store.catalogue import published
from workflows.store.chain import breaks, orphans
from workflows.store.comments import Comment, CommentAnswer
from workflows.store.items.assignments import Assignment
from workflows.store.items.opinions import Opinion, OpinionWithdrawal, noted
from workflows.store.items.rows import Filing, Item, ItemVersion, Passage
from workflows.store.ledger import ledger

OPENED = "open"
Way = tuple[int, str, tuple[str, ...], str]
Ways = dict[tuple[str, Way], Words | None]
OF_ITEMS = (Passage, ItemVersion, OpinionWithdrawal, Assignment)

NOT_TO_BE_CHECKED = Words(
    "无法核对，所依据的记录缺失或者读不出（{cause}）", "It cannot be checked: what it rests on is missing or unreadable ({cause})"
)
NO_ANCHOR = Words("链上位置 {position} 没有这一摘要，链尾可能被截", "The chain has no such hash at place {position}; its tail may be cut")
WORDING_DIFFERS = Words("文字与其摘要不符", "The wording differs from its digest")
NOT_THERE = Words("已答复的办理不在库中", "It was acknowledged and is not there")
OTHER_COUNT = Words("答复时为 {said} 项，库中为 {found} 项", "It was acknowledged with {said} items, {found} are there")
NOT_WHOLE = Words("办理记 {said} 项，所写记录为 {found} 项", "The act counts {said} items, its rows are of {found}")
NO_ITEM = Words("有填报记录而没有事项", "It was filed and there is no such item")
LOST_ANCHOR = Words("意见所针对的事项版本不存在", "The version of the item it is about does not exist")
NO_UNIT = Words("意见没有单位", "The comment names no unit")
DOCUMENT_DIFFERS = Words("文件内容与其摘要不符", "The content differs from its digest")
CATALOGUE_DIFFERS = Words("第 {version} 版目录与由记录重算的不一致", "Version {version} differs from what the record gives")
UNBALANCED = Words("台账不平，差 {gap} 项", "The ledger does not balance, the gap is {gap}")
OFF_THE_DRAWING = Words("图中走到“{found}”，记在“{rests}”", "By the drawing it rests at “{found}”, on record at “{rests}”")
OTHER_SET = Words("所用流程与记录的流程不符", "It keeps another set than the one on record")
NOT_DRAWN = Words("图中不能这样走：{cause}", "The drawing does not go this way: {cause}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the chain that was written down outside: on a printed catalogue, in a file."""

    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What a client's own journal says of one act: its key, and the number of items it was answered; None without an answer."""

    client_key: str
    acknowledged: int | None = None


def verify(session: Session, *, anchors: Iterable[Anchor] = (), journal: Iterable[Intent] = ()) -> tuple[Broken, ...]:
    """Every break of an invariant, in the order of their names; empty when the store is sound.

    I1 tokens, I2 numbering and registers, I3 chain, wordings and sets, I4 a client's journal, I5 visits, I6 four eyes,
    I7 comments, I8 documents, I9 catalogues, I10 ledger. Values that cannot be read at all are told alone.
    """
    if unread := tuple(unreadable(session)):
        return unread
    acts = {act.id: act for act in session.execute(select(*_act_columns()))}
    found = [*_chain(session), *_anchors(session, anchors), *_journal(session, journal), *_documents(session)]
    found += _looked_at("I2", "registration", lambda: register_breaks(session))
    for campaign in session.scalars(select(Campaign).order_by(Campaign.id)):
        found += _looked_at("I1", f"campaign/{campaign.key}", partial(_of_campaign, session, campaign, acts))
        sound = not any(broken.invariant in ("I1", "I2") for broken in found)
        found += _looked_at("I9", f"catalogue/{campaign.key}", partial(_catalogues, session, campaign)) if sound else []
    return tuple(sorted(found, key=lambda broken: (int(broken.invariant[1:]), broken.where)))


def _of_campaign(session: Session, campaign: Campaign, acts: Mapping[int, object]) -> Iterator[Broken]:
    book = Book(campaign, nets(campaign).item, eras(session, campaign), acts, _policies(session, campaign))
    yield from _campaign_token(session, book)
    yield from _filed_items(session, campaign)
    for trail in trails(session, campaign):
        yield from _looked_at("I2", f"item/{trail.item_id}", partial(item_breaks, book, trail))
    yield from _comments(session, campaign)
    yield from _balance(session, book)


def _looked_at(invariant: str, where: str, check: Callable[[], Iterable[Broken]]) -> list[Broken]:
    """What a check finds. One that cannot be finished, for what it rests on is missing or of another shape, is a break itself."""
    found: list[Broken] = []
    try:
        found.extend(check())
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        found.append(Broken(invariant, where, NOT_TO_BE_CHECKED.filled(cause=f"{type(error).__name__}: {error}")))
    return found


def _policies(session: Session, campaign: Campaign) -> list[tuple[int, dict]]:
    """The policies of a campaign's rounds as registered, with the act, oldest first."""
    query = select(Registration.act_id, Registration.body).where(Registration.noun == "campaign", Registration.key == campaign.key)
    return [(act_id, body.get("policies", {})) for act_id, body in session.execute(query.order_by(Registration.number))]


def last_anchor(session: Session) -> Anchor | None:
    """Where the chain ends now, to be kept outside; None before the first act."""
    row = session.execute(select(Act.position, Act.hash).order_by(Act.position.desc()).where(Act.position.is_not(None)).limit(1)).first()
    return Anchor(*row) if row else None


def referee(session: Session, campaign: Campaign, *, sample: int | None = None, seed: int = 0) -> tuple[Broken, ...]:
    """Tokens of a campaign that a fresh real engine leads elsewhere than the record, the campaign's own among them.

    Args:
        sample: So many items, drawn from ``seed``; None for all.
    """
    kept, found = eras(session, campaign), []
    ids = list(session.scalars(select(Item.id).where(Item.campaign_id == campaign.id).order_by(Item.id)))
    chosen = set(ids if sample is None else random.Random(seed).sample(ids, min(sample, len(ids))))
    ways: Ways = {}
    for trail in trails(session, campaign):
        if trail.item_id in chosen and trail.passages:
            messages = _refereed(kept, "item", trail.passages, trail.item.marking, ways)
            found += [Broken("I1", f"item/{trail.item_id}", message) for message in messages]
    messages = _refereed(kept, "campaign", _campaign_passages(session, campaign), campaign.marking, ways)
    return (*found, *(Broken("I1", f"campaign/{campaign.key}", message) for message in messages))


def _refereed(kept: Eras, process: str, passages: Sequence, rests: str, ways: Ways) -> list[Words]:
    """How the engine disagrees with the passages of one token, leg by leg; what was asked before is answered from ``ways``."""
    messages = []
    for way in legs(kept, passages, rests):
        if (process, way) not in ways:
            ways[process, way] = _replayed(kept, process, way)
        messages += [ways[process, way]] if ways[process, way] else []
    return messages


def legs(kept: Eras, passages: Sequence, rests: str) -> list[Way]:
    """The passages that still count, cut where the set changed; each leg starts where the one before it, or the change, left the token.

    Returns:
        For each leg the era, its start, its actions and where it must end.
    """
    standing = effective(passages)
    numbered = groupby(standing, key=lambda passage: kept.number(passage.act_id))
    cut = [(era, list(leg)) for era, leg in numbered]
    ways = []
    for index, (era, leg) in enumerate(cut):
        moved = leg[0].from_marking in ("", None) or leg[0].by == By.change
        start = leg[0].to_marking if moved else leg[0].from_marking
        end = rests if index == len(cut) - 1 else leg[-1].to_marking
        ways.append((era, start, tuple(passage.action for passage in leg[moved:]), end))
    return ways


def _replayed(kept: Eras, process: str, way: Way) -> Words | None:
    era, start, actions, rests = way
    try:
        reached = replay(kept.sets[era], process, actions, start=start)
    except OffTheDrawing as error:
        return NOT_DRAWN.filled(cause=error)
    return None if reached == rests else OFF_THE_DRAWING.filled(found=reached, rests=rests)


def _act_columns() -> list[Column]:
    return [column for column in Act.__table__.c if column.name != "result"]


def _chain(session: Session) -> Iterator[Broken]:
    for where, message in (*breaks(session), *orphans(session)):
        yield Broken("I3", where, message)
    for row in session.execute(select(Wording.digest, Wording.salt, Wording.body).where(Wording.body.is_not(None))):
        if wording_digest(row.salt or "", row.body) != row.digest:
            yield Broken("I3", f"wording/{row.digest[:12]}", WORDING_DIFFERS)


def _anchors(session: Session, anchors: Iterable[Anchor]) -> Iterator[Broken]:
    wanted = list(anchors)
    if not wanted:
        return
    there = dict(session.execute(select(Act.position, Act.hash)).all())
    for anchor in wanted:
        if there.get(anchor.position) != anchor.hash:
            yield Broken("I3", f"anchor/{anchor.position}", NO_ANCHOR.filled(position=anchor.position))


def _journal(session: Session, journal: Iterable[Intent]) -> Iterator[Broken]:
    intents = {intent.client_key: intent for intent in journal}
    if not intents:
        return
    keyed = select(Act.client_key, Act.id, Act.items).where(Act.client_key.is_not(None))
    there = {row.client_key: row for row in session.execute(keyed)}
    wrote = _items_written(session)
    for key, intent in intents.items():
        act, where = there.get(key), f"client_key/{key}"
        if act is None:
            if intent.acknowledged is not None:
                yield Broken("I4", where, NOT_THERE)
            continue
        if intent.acknowledged not in (None, act.items):
            yield Broken("I4", where, OTHER_COUNT.filled(said=intent.acknowledged, found=act.items))
        if act.items != wrote.get(act.id, 0):
            yield Broken("I4", where, NOT_WHOLE.filled(said=act.items, found=wrote.get(act.id, 0)))


def _items_written(session: Session) -> dict[int, int]:
    """For each act the number of items that its rows are of, or of comments and answers it wrote."""
    moved = [select(record.act_id.label("act_id"), record.item_id.label("item_id")) for record in OF_ITEMS]
    moved.append(select(Opinion.act_id, Opinion.item_id).join(Item, Item.id == Opinion.item_id).where(noted()))
    rows = union(*moved).subquery()
    wrote = dict(session.execute(select(rows.c.act_id, func.count()).group_by(rows.c.act_id)).all())
    for record in (Comment, CommentAnswer):
        wrote |= dict(session.execute(select(record.act_id, func.count()).group_by(record.act_id)).all())
    return wrote


def _documents(session: Session) -> Iterator[Broken]:
    query = select(FiledDocument.id, FiledDocument.digest, FiledDocument.content)
    for row in session.execute(query.execution_options(yield_per=10)):
        if hashlib.sha256(row.content).hexdigest() != row.digest:
            yield Broken("I8", f"filed_document/{row.id}", DOCUMENT_DIFFERS)


def _campaign_token(session: Session, book: Book) -> Iterator[Broken]:
    campaign = book.campaign
    passages, where = _campaign_passages(session, campaign), f"campaign/{campaign.key}"
    if book.eras.sets[-1].signed != campaign.deployed_set.signed:
        yield Broken("I1", where, OTHER_SET)
    for message in token_breaks(book.eras, "campaign", passages, campaign.marking, OPENED):
        yield Broken("I1", where, message)
    for message in unnumbered(Words("阶段步骤", "Steps"), [passage.number for passage in passages], campaign.passages):
        yield Broken("I2", where, message)


def _campaign_passages(session: Session, campaign: Campaign) -> list:
    table = CampaignPassage.__table__
    return session.execute(select(table).where(table.c.campaign_id == campaign.id).order_by(table.c.number)).all()


def _filed_items(session: Session, campaign: Campaign) -> Iterator[Broken]:
    """Items are numbered without gap, and every filing has its item."""
    numbers = session.scalars(select(Item.number).where(Item.campaign_id == campaign.id).order_by(Item.number))
    for message in unnumbered(Words("事项", "Items"), list(numbers), campaign.items_numbered):
        yield Broken("I2", f"campaign/{campaign.key}", message)
    lost = select(Filing.item_id).where(Filing.campaign_id == campaign.id, ~exists().where(Item.id == Filing.item_id))
    for item_id in session.scalars(lost):
        yield Broken("I2", f"item/{item_id}", NO_ITEM)


def _comments(session: Session, campaign: Campaign) -> Iterator[Broken]:
    version = exists().where(ItemVersion.item_id == Comment.item_id, ItemVersion.number == Comment.item_version)
    query = select(Comment.id, Comment.number, Comment.unit, Comment.item_id, version.label("anchored"))
    comments = session.execute(query.where(Comment.campaign_id == campaign.id).order_by(Comment.number)).all()
    for message in unnumbered(Words("意见", "Comments"), [comment.number for comment in comments], campaign.comments_numbered):
        yield Broken("I7", f"campaign/{campaign.key}", message)
    for comment in comments:
        if comment.item_id is not None and not comment.anchored:
            yield Broken("I7", f"comment/{comment.id}", LOST_ANCHOR)
        if not comment.unit.strip():
            yield Broken("I7", f"comment/{comment.id}", NO_UNIT)
    answers = select(CommentAnswer.comment_id, func.count(), func.min(CommentAnswer.number), func.max(CommentAnswer.number))
    for comment_id, count, first, last in session.execute(answers.group_by(CommentAnswer.comment_id)):
        if (first, last) != (1, count):
            yield Broken("I7", f"comment/{comment_id}", next(unnumbered(Words("答复", "Answers"), [first, last], count)))


def _balance(session: Session, book: Book) -> Iterator[Broken]:
    shown = set(session.scalars(select(Item.marking).where(Item.campaign_id == book.campaign.id).distinct()))
    if shown <= set(book.net.places):
        totals = ledger(session, book.campaign, book.net)
        for row in totals.rows:
            if row.gap:
                yield Broken("I10", f"ledger/{row.department_id}/{row.kind}", UNBALANCED.filled(gap=row.gap))
        if totals.strays:
            yield Broken("I10", f"campaign/{book.campaign.key}", UNBALANCED.filled(gap=totals.strays))


def _catalogues(session: Session, campaign: Campaign) -> Iterator[Broken]:
    """Every published version against the one recomputed from the record; asked only where tokens and versions are sound."""
    again = catalogues_again(session, campaign)
    for frozen in published(session, campaign.id):
        shown, recomputed = published_catalogue(session, campaign, frozen.version), again.get(frozen.version)
        if recomputed is None or canonical(shown) != canonical(recomputed) or digest(recomputed) != frozen.digest:
            yield Broken("I9", f"catalogue/{campaign.key}/{frozen.version}", CATALOGUE_DIFFERS.filled(version=frozen.version))
