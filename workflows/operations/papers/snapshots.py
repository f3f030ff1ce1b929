"""A campaign read as it stood after one act of the chain; whatever was done later changes nothing in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from workflows.domain.calendar import day_of
from workflows.domain.catalogue import Catalogue
from workflows.domain.errors import NotFound
from workflows.domain.items import ItemFields
from workflows.domain.papers.snapshot import Snapshot, SnapshotComment, SnapshotItem, Step, Wrote
from workflows.domain.vocabulary import Answer, KeepReason, OpinionKind, Role
from workflows.engine.net import Net
from workflows.operations.campaigns.publishing import Adopted, heading_as_of, listed, published_catalogue
from workflows.operations.items.tokens import hears
from workflows.operations.processes import nets
from workflows.operations.undoing import effective
from workflows.store.audit import Act
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import by_item
from workflows.store.papers import Told, act_at, announced_by, last_act, registered, told, version_announced
from workflows.store.people import Organisation

DISCUSSED, APPROVAL = "discuss", "approval"
NO_SNAPSHOT = ("没有这一版或这一次办理的数据。", "There is no such version or act.")


def snapshot_now(session: Session, campaign: Campaign) -> Snapshot:
    """The campaign after its newest act."""
    return _snapshot(session, campaign, last_act(session, campaign))


def snapshot_of_version(session: Session, campaign: Campaign, version: int) -> Snapshot:
    """The campaign after the act that announced a version of its catalogue.

    Raises:
        NotFound: there is no such version.
    """
    return _snapshot(session, campaign, announced_by(session, campaign, version))


def snapshot_after(session: Session, campaign: Campaign, position: int) -> Snapshot:
    """The campaign after the act at a place in the chain.

    Raises:
        NotFound: there is no such act, or it is another campaign's.
    """
    return _snapshot(session, campaign, act_at(session, campaign, position))


def _snapshot(session: Session, campaign: Campaign, act: Act | None) -> Snapshot:
    if act is None:
        raise NotFound(*NO_SNAPSHOT)
    net, record = nets(campaign).item, told(session, campaign, act.position)
    bodies = registered(session, ("organisation", "campaign"), act.position)
    settings = bodies["campaign", campaign.key]
    names = {key: body["name"] for (noun, key), body in bodies.items() if noun == "organisation"}
    offices = dict(session.execute(select(Organisation.key, Organisation.kind)).all())
    keys = dict(session.execute(select(Organisation.id, Organisation.key)).all())
    items = tuple(_items(record, net, keys))
    return Snapshot(
        position=act.position,
        chain_hash=act.hash or "",
        at=act.at,
        zone=campaign.zone,
        key=campaign.key,
        title=settings["title"],
        demonstration=campaign.demonstration,
        law_as_of=_day(settings["law_as_of"]),
        comments_until=_day(settings["comments_until"]),
        deadlines=settings["deadlines"],
        opened=_opened(campaign, record),
        departments={key: names[key] for key in settings["departments"]},
        receivers={key: names[key] for key in settings["subdistricts"]},
        offices={offices[key]: name for key, name in names.items() if offices[key] in ("government", "justice_bureau")},
        filed=sum(filing.origin == "filed" for filing in record.filings),
        items=items,
        comments=tuple(_comments(record, items)),
        listed=_listed(session, campaign, act, items),
    )


def _opened(campaign: Campaign, record: Told) -> dict[str, dt.date]:
    """The day on which each stage first opened; an opening that was taken back does not count."""
    places, days = nets(campaign).campaign.places, {}
    for step in effective(record.steps):
        place = places.get(step.to_marking)
        for stage in place.opens if place else ():
            days.setdefault(stage, day_of(step.at, campaign.zone))
    return days


def _listed(session: Session, campaign: Campaign, act: Act, items: Sequence[SnapshotItem]) -> Catalogue:
    """The version that the act announced; else the draft of that moment."""
    version = version_announced(session, act)
    if version is not None:
        return published_catalogue(session, campaign, version)
    ids = dict(session.execute(select(Organisation.key, Organisation.id)).all())
    adopted = [
        Adopted(0, item.number, ids[item.department], item.versions[-1].number, item.fields) for item in items if item.counts == "adopted"
    ]
    return listed(heading_as_of(session, campaign, act.position), 0, adopted)


def _items(record: Told, net: Net, keys: Mapping[int, str]) -> Iterable[SnapshotItem]:
    passages, versions = by_item(record.passages), by_item(record.versions)
    for filing in record.filings:
        own, wrote = passages[filing.item_id], versions[filing.item_id]
        standing = effective(own)
        place = net.places[standing[-1].to_marking]
        last = wrote[-1].ItemVersion
        yield SnapshotItem(
            number=filing.number,
            department=keys[last.department_id],
            fields=last.says,
            place=place.name,
            counts=place.counts,
            kept=_reason(next((one.code for one in reversed(standing) if one.code), "")) if place.counts == "kept" else None,
            heard=any(hears(net, row.to_marking) for row in own),
            steps=tuple(_step(row, net, {one.number for one in standing}) for row in own),
            versions=tuple(_wrote(row) for row in wrote),
        )


def _step(row: Row, net: Net, standing: set[int]) -> Step:
    origin = net.places.get(row.from_marking)
    move = net.move(row.from_marking, row.action)
    to = net.places[row.to_marking]
    return Step(
        at=row.at,
        act=row.position,
        person=row.person,
        role=Role(row.role),
        place=origin.name if origin else "",
        word="撤销" if row.undoes is not None else move.label if move else "填报",
        to=to.name,
        code=_reason(row.code),
        reason=row.reason or "",
        round=origin.round if origin and origin.visits and origin.round != APPROVAL else "",
        discussed=bool(origin) and origin.element.startswith(DISCUSSED),
        standing=row.number in standing,
    )


def _wrote(row: Row) -> Wrote:
    return Wrote(row.ItemVersion.number, row.at, row.person, ItemFields.from_json(row.ItemVersion.fields))


def _comments(record: Told, items: Sequence[SnapshotItem]) -> Iterable[SnapshotComment]:
    last = {row.comment_id: row for row in record.answers}
    names = {item.number: item.fields.name for item in items}
    for row in record.comments:
        comment, answer = row.Comment, last.get(row.Comment.id)
        yield SnapshotComment(
            number=comment.number,
            at=row.at,
            office=row.office or "",
            unit=comment.unit,
            item=row.item,
            item_name=names.get(row.item, ""),
            kind=OpinionKind(comment.kind),
            proposal=row.proposed or "",
            basis=row.grounds or "",
            answer=Answer(answer.answer) if answer else None,
            reason=(answer.reason or "") if answer else "",
        )


def _reason(code: str) -> KeepReason | None:
    return KeepReason(code) if code in set(KeepReason) else None


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
