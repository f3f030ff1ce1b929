"""What is kept in registers and used by campaigns: deployed sets of diagrams, editions of the law register."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.errors import Unfit
from workflows.domain.facts import FACT_NAMES
from workflows.domain.vocabulary import Role
from workflows.engine.compiler import as_json, compile_set
from workflows.files.law_register import RegisterRefused, read_register
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, open_act
from workflows.store.campaigns import DeployedSet
from workflows.store.laws import LawRegister, newest_register

LAW_KEEPERS = (Role.coordinator, Role.counsel, Role.system_manager)


def deploy_set(session: Session, *, actor: Actor, at: datetime, files: Mapping[str, bytes]) -> DeployedSet:
    """Diagrams and table are compiled, proved and kept under their digest; the same bytes are deployed once.

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
    act.register("deployed_set", compiled.signed, {"does": compiled.does, "files": sorted(files)})
    act.close()
    return deployed


def newest_set(session: Session) -> DeployedSet | None:
    """The set deployed last; None before the first."""
    return session.scalar(select(DeployedSet).order_by(DeployedSet.id.desc()).limit(1))


def load_laws(session: Session, *, actor: Actor, at: datetime, content: str) -> LawRegister:
    """The register of laws has this edition; the same text again changes nothing.

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
    act.close()
    return edition
