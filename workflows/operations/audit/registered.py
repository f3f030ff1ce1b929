"""What the registers say of offices, people, campaigns and sets, as columns of their rows: rebuilt from them, and held against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from workflows.domain.campaigns import REMINDERS
from workflows.domain.opinions import Taking
from workflows.domain.words import Words
from workflows.engine.compiler import does, from_json, signed
from workflows.operations.audit.invariants import COLUMNS_DIFFER, Broken
from workflows.operations.campaigns.registers import SETS
from workflows.store.base import Record
from workflows.store.campaigns import Campaign, DeployedSet, participants
from workflows.store.papers import registered
from workflows.store.people import Organisation, Person

NOT_REGISTERED = Words("没有登记，或者登记的内容不全", "It was never registered, or something is missing in what was")
SET_DIFFERS = Words("流程文件、步骤表与登记的摘要不符", "Its files or its table differ from the digests that were registered")
PARTS = (("department", "departments"), ("receiver", "subdistricts"))
"""Each part in a campaign, and where the register names its organisations."""
PLAIN = ("title", "catalogue_title", "catalogue_number", "comment_days", "undo_minutes", "zone", "deadlines", "demonstration")
Body = Mapping[str, object]


def person_columns(body: Body) -> dict[str, object]:
    """Columns of a person; when they were disabled is no part of the body."""
    return {"name_digest": body["name"], "demonstration": body.get("demonstration", False)}


def campaign_columns(body: Body) -> dict[str, object]:
    """The settings of a campaign."""
    days = {name: _day(body[name]) for name in ("law_as_of", "comments_until", "effective_on")}
    later = {
        "windows": body.get("windows", {}),
        "reminders": body.get("reminders", list(REMINDERS)),
        "policies": body.get("policies", {}),
        "taking": body.get("taking", Taking.anyone.value),
    }
    return days | later | {name: body[name] for name in PLAIN}


def register_breaks(session: Session) -> Iterator[Broken]:
    """Rows that differ from what was last registered of them; a fixed number of queries for each campaign."""
    bodies = registered(session, ("organisation", "person", "campaign", SETS))
    for office in session.scalars(select(Organisation).order_by(Organisation.id)):
        yield from _compared(office, f"organisation/{office.key}", bodies.get(("organisation", office.key)), dict)
    for person in session.scalars(select(Person).order_by(Person.id)):
        yield from _compared(person, f"person/{person.account}", bodies.get(("person", person.account)), person_columns)
    for campaign in session.scalars(select(Campaign).order_by(Campaign.id)):
        body, where = bodies.get(("campaign", campaign.key)), f"campaign/{campaign.key}"
        yield from _compared(campaign, where, body, campaign_columns)
        for part, named in PARTS if body else ():
            if [office.key for office in participants(session, campaign, part)] != body.get(named):
                yield Broken("I2", where, COLUMNS_DIFFER.filled(names=named))
    for deployed in session.scalars(select(DeployedSet).options(undefer(DeployedSet.files), undefer(DeployedSet.compiled))):
        said = bodies.get((SETS, deployed.signed))
        if said is None or not _is_as_signed(deployed) or said.get("does") != deployed.does:
            yield Broken("I3", f"deployed_set/{deployed.signed[:12]}", SET_DIFFERS)


def _compared(row: Record, where: str, body: Body | None, columns_of: object) -> Iterator[Broken]:
    try:
        told = columns_of(body or {})
    except (LookupError, TypeError, ValueError):
        told = {}
    if not told:
        yield Broken("I2", where, NOT_REGISTERED)
        return
    differ = [name for name, value in told.items() if getattr(row, name, None) != value]
    if isinstance(row, Person) and bool(body.get("disabled")) != (row.disabled_at is not None):
        differ.append("disabled_at")
    if differ:
        yield Broken("I2", where, COLUMNS_DIFFER.filled(names=", ".join(differ)))


def _is_as_signed(deployed: DeployedSet) -> bool:
    files = {name: text.encode() for name, text in deployed.files.items()}
    try:
        told = from_json(deployed.compiled)
    except (LookupError, TypeError, AttributeError, ValueError):
        return False
    return signed(files) == deployed.signed and files == dict(told.files) and does(told.campaign, told.item, told.table) == deployed.does


def _day(written: object) -> date | None:
    return date.fromisoformat(written) if written else None
