"""The bureau's own wordings: each kept as a registered version with who and when, the newest in force, none ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, Unfit
from workflows.domain.outcomes import Outcome
from workflows.domain.papers.kinds import KINDS
from workflows.domain.papers.wording import Wording, built_in, problems
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, open_act, repeated
from workflows.store.campaigns import Campaign
from workflows.store.papers import registered, registrations

NOUN = "paper_wording"
WRITERS = (Role.coordinator,)


class BadWording(Unfit):
    """A wording that cannot be used; ``found`` names everything that is wrong with it."""

    def __init__(self, found: Sequence[Words]) -> None:
        """Keep every problem, and say them as one sentence."""
        super().__init__("".join(one.zh for one in found), " ".join(one.en for one in found))
        self.found = tuple(found)


@dataclass(frozen=True, slots=True)
class WordingVersion:
    """One version of a kind's wording; ``wording`` is None where the built-in one came back."""

    number: int
    at: datetime
    person: str
    wording: Wording | None


def wordings_in_force(session: Session) -> dict[str, Wording]:
    """The bureau's own wordings by kind of paper; a kind that is not there has the built-in one."""
    bodies = registered(session, (NOUN,))
    return {kind: Wording(body["title"], body["text"]) for (_noun, kind), body in bodies.items() if "text" in body and kind in KINDS}


def wording_in_force(session: Session, kind: str) -> Wording:
    """The wording that a kind of paper has now.

    Raises:
        NotFound: there is no such kind.
    """
    if kind not in KINDS:
        raise NotFound("没有这种文件。", "There is no such paper.")
    return wordings_in_force(session).get(kind) or built_in()[kind]


def versions_of(session: Session, kind: str) -> tuple[WordingVersion, ...]:
    """Every version that the bureau wrote of a kind, newest first."""
    return tuple(
        WordingVersion(row.number, row.at, row.person, Wording(row.body["title"], row.body["text"]) if "text" in row.body else None)
        for row in registrations(session, NOUN, kind)
    )


def write_wording(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, kind: str, wording: Wording, client_key: str | None = None
) -> Outcome:
    """The kind of paper has this wording from now on; the versions before it stay on record. The same wording again records nothing.

    Raises:
        NotYours: the actor is not the coordinator.
        NotFound: there is no such kind.
        BadWording: a field is wrong or missing; each is named.
    """
    must_hold(actor, WRITERS)
    before = wording_in_force(session, kind)
    if found := problems(kind, wording):
        raise BadWording(found)
    return _register(session, actor, at, campaign, kind, {"title": wording.title, "text": wording.text}, client_key, same=wording == before)


def return_to_built_in(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, kind: str, client_key: str | None = None
) -> Outcome:
    """The kind of paper has the wording of the house again; what the bureau wrote stays on record.

    Raises:
        NotYours: the actor is not the coordinator.
        NotFound: there is no such kind.
    """
    must_hold(actor, WRITERS)
    same = wording_in_force(session, kind) == built_in()[kind]
    return _register(session, actor, at, campaign, kind, {"built_in": True}, client_key, same=same)


def _register(
    session: Session, actor: Actor, at: datetime, campaign: Campaign, kind: str, body: dict, client_key: str | None, *, same: bool
) -> Outcome:
    if (done := repeated(session, client_key)) is not None:
        return Outcome(done.id)
    if same:
        return Outcome(None)
    act = open_act(session, actor, at, "write_wording", campaign=campaign, code=kind, client_key=client_key)
    act.register(NOUN, kind, body)
    outcome = Outcome(act.id)
    act.close(0, outcome)
    return outcome
