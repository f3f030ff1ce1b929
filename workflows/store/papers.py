"""What papers are made from, as it stood after one act: rows of the record up to a place in the chain, and nothing later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from workflows.store.audit import Act, Registration, Wording
from workflows.store.campaigns import Campaign, CampaignPassage
from workflows.store.catalogue import PublishedCatalogue
from workflows.store.comments import Comment, CommentAnswer
from workflows.store.items.rows import Filing, Item, ItemVersion, Passage, passages_told
from workflows.store.people import Organisation, Person

NAMES = aliased(Wording)
NAME = func.coalesce(NAMES.body, Person.account, "")


@dataclass(frozen=True, slots=True)
class Told:
    """Rows of a campaign up to an act. Its own steps by number, passages and versions by item and number, comments by number."""

    filings: Sequence[Row]
    passages: Sequence[Row]
    versions: Sequence[Row]
    comments: Sequence[Row]
    answers: Sequence[Row]
    steps: Sequence[Row]


def last_act(session: Session, campaign: Campaign) -> Act | None:
    """The newest act of a campaign; None before its first."""
    return session.scalar(select(Act).where(Act.campaign_id == campaign.id, _sealed()).order_by(Act.position.desc()).limit(1))


def act_at(session: Session, campaign: Campaign, position: int) -> Act | None:
    """The act of a campaign at a place in the chain; None for another campaign's or for none."""
    return session.scalar(select(Act).where(Act.campaign_id == campaign.id, Act.position == position))


def announced_by(session: Session, campaign: Campaign, version: int) -> Act | None:
    """The act that announced a version; None for one there is not."""
    query = select(Act).join(PublishedCatalogue, PublishedCatalogue.act_id == Act.id)
    return session.scalar(query.where(PublishedCatalogue.campaign_id == campaign.id, PublishedCatalogue.version == version))


def version_announced(session: Session, act: Act) -> int | None:
    """The version that this act announced; None if it announced none."""
    return session.scalar(select(PublishedCatalogue.version).where(PublishedCatalogue.act_id == act.id))


def told(session: Session, campaign: Campaign, position: int) -> Told:
    """The record of a campaign up to a place in the chain; six statements whatever the number of items."""
    here = Item.campaign_id == campaign.id
    filings = select(Filing.item_id, Filing.number, Filing.origin).where(Filing.campaign_id == campaign.id)
    passages = passages_told().add_columns(Act.at, Act.position, Act.role, NAME.label("person"), Wording.body.label("reason"))
    passages = _by_whom(passages, Passage)
    versions = _by_whom(select(ItemVersion.item_id, ItemVersion, Act.at, NAME.label("person")), ItemVersion)
    by_item = (Item.id, here)
    return Told(
        session.execute(_until(filings, Filing, position).order_by(Filing.number)).all(),
        session.execute(_of(passages, Passage, *by_item, position).order_by(Passage.item_id, Passage.number)).all(),
        session.execute(_of(versions, ItemVersion, *by_item, position).order_by(ItemVersion.item_id, ItemVersion.number)).all(),
        session.execute(_comments(campaign, position)).all(),
        session.execute(_answers(campaign, position)).all(),
        session.execute(_steps(campaign, position)).all(),
    )


def registered(session: Session, nouns: Sequence[str], position: int | None = None) -> dict[tuple[str, str], dict]:
    """(noun, key) → the newest body registered up to a place in the chain, or of all."""
    query = select(Registration.noun, Registration.key, Registration.body).join(Act, Act.id == Registration.act_id)
    query = query.where(Registration.noun.in_(nouns)).order_by(Registration.number)
    if position is not None:
        query = query.where(Act.position <= position)
    return {(noun, key): body for noun, key, body in session.execute(query)}


def registrations(session: Session, noun: str, key: str) -> Sequence[Row]:
    """Every version of one registered thing: number, body, when, by whom; newest first."""
    query = select(Registration.number, Registration.body, Act.at, NAME.label("person")).join(Act, Act.id == Registration.act_id)
    query = query.join(Person, Person.id == Act.person_id, isouter=True).join(NAMES, NAMES.digest == Person.name_digest, isouter=True)
    return session.execute(query.where(Registration.noun == noun, Registration.key == key).order_by(Registration.number.desc())).all()


def _comments(campaign: Campaign, position: int) -> Select:
    proposed, grounds = aliased(Wording), aliased(Wording)
    columns = (Comment, Act.at, proposed.body.label("proposed"), grounds.body.label("grounds"), Organisation.key.label("office"))
    query = select(*columns, Item.number.label("item")).join(Act, Act.id == Comment.act_id)
    query = query.join(proposed, proposed.digest == Comment.proposal, isouter=True)
    query = query.join(grounds, grounds.digest == Comment.basis, isouter=True).join(Item, Item.id == Comment.item_id, isouter=True)
    query = query.join(Organisation, Organisation.id == Comment.organisation_id, isouter=True)
    return query.where(Comment.campaign_id == campaign.id, Act.position <= position).order_by(Comment.number)


def _answers(campaign: Campaign, position: int) -> Select:
    query = select(CommentAnswer.comment_id, CommentAnswer.answer, Wording.body.label("reason"))
    query = query.join(Comment, Comment.id == CommentAnswer.comment_id).join(Act, Act.id == CommentAnswer.act_id)
    query = query.join(Wording, Wording.digest == CommentAnswer.reason, isouter=True)
    where = (Comment.campaign_id == campaign.id, Act.position <= position)
    return query.where(*where).order_by(CommentAnswer.comment_id, CommentAnswer.number)


def _steps(campaign: Campaign, position: int) -> Select:
    columns = (CampaignPassage.number, CampaignPassage.to_marking, CampaignPassage.undoes, CampaignPassage.at)
    query = select(*columns).join(Act, Act.id == CampaignPassage.act_id)
    return query.where(CampaignPassage.campaign_id == campaign.id, Act.position <= position).order_by(CampaignPassage.number)


def _by_whom(query: Select, record: type) -> Select:
    query = query.join(Act, Act.id == record.act_id).join(Person, Person.id == Act.person_id, isouter=True)
    query = query.join(NAMES, NAMES.digest == Person.name_digest, isouter=True)
    return query.join(Wording, Wording.digest == Act.reason, isouter=True) if record is Passage else query


def _until(query: Select, record: type, position: int) -> Select:
    return query.join(Act, Act.id == record.act_id).where(Act.position <= position)


def _of(query: Select, record: type, item_id: ColumnElement[int], here: ColumnElement[bool], position: int) -> Select:
    return query.join(Item, item_id == record.item_id).where(here, Act.position <= position)


def _sealed() -> ColumnElement[bool]:
    return Act.position.is_not(None)
