"""What is kept in registers and used by campaigns: deployed sets of diagrams, editions of the law register."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotOffered, NotYours, Unfit
from workflows.domain.facts import FACT_NAMES
from workflows.domain.vocabulary import Role
from workflows.engine.compiler import as_json, compile_set
from workflows.files.law_register import RegisterRefused, read_register
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, open_act
from workflows.operations.items.screening import screen_again
from workflows.operations.processes import nets
from workflows.store.audit import Act, Registration
from workflows.store.campaigns import Campaign, DeployedSet
from workflows.store.laws import LawRegister, newest_register

SETS = "deployed_set"
LAW_KEEPERS = (Role.coordinator, Role.counsel, Role.system_manager)


def deploy_set(session: Session, *, actor: Actor, at: datetime, files: Mapping[str, bytes]) -> DeployedSet:
    """Diagrams and table are compiled, proved and kept under their digest, proposed until somebody else confirms them.

    What the installation itself deploys, before there is anybody, is in force at once. The same bytes are deployed once.

    Raises:
        NotYours: the actor is not the system manager.
        workflows.engine.refusals.Refused: by element id, why the set is not accepted.
    """
    must_hold(actor, (Role.system_manager,))
    compiled = compile_set(files, facts=FACT_NAMES)
    found = session.scalar(select(DeployedSet).where(DeployedSet.signed == compiled.signed))
    if found is not None:
        return found
    deployed = DeployedSet(
        signed=compiled.signed,
        does=compiled.does,
        files={name: content.decode("utf-8") for name, content in sorted(files.items())},
        compiled=as_json(compiled),
    )
    session.add(deployed)
    act = open_act(session, actor, at, "deploy_set")
    proposed = {"proposed": True} if actor.person_id is not None else {}
    act.register(SETS, compiled.signed, {"does": compiled.does, "files": sorted(files)} | proposed)
    act.close()
    return deployed


def confirm_set(session: Session, *, actor: Actor, at: datetime, signed: str) -> DeployedSet:
    """A proposed set is in force: campaigns opened from now on keep it, running ones may go over to it.

    Raises:
        NotYours: the actor is not the security manager, or proposed it.
        NotFound: no deployed set has this digest, or several begin with it.
        NotOffered: it is in force already.

    Source:
        TRUST rule 5: deploying a model takes two people.
    """
    must_hold(actor, (Role.security_manager,))
    deployed = set_signed(session, signed)
    newest = newest_registrations(session)[deployed.signed]
    if not newest.body.get("proposed"):
        raise NotOffered("这套流程已经启用。", "This set is in force already.")
    if session.get_one(Act, newest.act_id).person_id == actor.person_id:
        raise NotYours("提出部署的人不能自己确认，须由另一人确认。", "Who proposed a set cannot confirm it; somebody else must.")
    act = open_act(session, actor, at, "confirm_set")
    act.register(SETS, deployed.signed, {name: said for name, said in newest.body.items() if name != "proposed"})
    act.close()
    return deployed


def in_force(session: Session, deployed: DeployedSet) -> bool:
    """Whether a set was confirmed, and is not only proposed."""
    return not newest_registrations(session)[deployed.signed].body.get("proposed")


def newest_registrations(session: Session) -> dict[str, Registration]:
    """The newest version on the register of every set, by digest."""
    query = select(Registration).where(Registration.noun == SETS).order_by(Registration.number)
    return {row.key: row for row in session.scalars(query)}


def set_signed(session: Session, signed: str) -> DeployedSet:
    """The deployed set whose digest begins so.

    Raises:
        NotFound: none does, or several.
    """
    chosen = DeployedSet.signed.startswith(signed, autoescape=True)
    rows = session.scalars(select(DeployedSet).where(chosen).limit(2)).all() if signed else []
    if len(rows) != 1:
        raise NotFound("没有签名如此的已部署流程，或不止一套。", "No deployed set, or more than one, is signed like this.")
    return rows[0]


def newest_set(session: Session) -> DeployedSet | None:
    """The set that came into force last; None before the first."""
    confirmed = [row for row in newest_registrations(session).values() if not row.body.get("proposed")]
    last = max(confirmed, key=lambda row: row.act_id, default=None)
    return set_signed(session, last.key) if last else None


def load_laws(session: Session, *, actor: Actor, at: datetime, content: str) -> LawRegister:
    """The register of laws has this edition, and campaigns not yet closed are screened again by it; the same text again changes nothing.

    Raises:
        NotYours: the actor is neither coordinator, counsel nor system manager.
        Unfit: the text is no law register (the sentence says where).
    """
    must_hold(actor, LAW_KEEPERS)
    try:
        read_register(content)
    except RegisterRefused as error:
        raise Unfit(*error.why) from error
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
    newest = newest_register(session)
    if newest is not None and newest.digest == digest:
        return newest
    act = open_act(session, actor, at, "load_laws")
    edition = LawRegister(act_id=act.id, digest=digest, content=content)
    act.add(edition)
    session.flush()
    for campaign in session.scalars(select(Campaign).order_by(Campaign.id)).all():
        if nets(campaign).campaign.offered(campaign.marking):
            screen_again(act, campaign)
    act.close()
    return edition
