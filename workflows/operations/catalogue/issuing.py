"""Papers that left the house are remembered by the digest of their file, so that anybody can ask later whether one is ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.domain.catalogue import Catalogue
from workflows.domain.outcomes import Outcome
from workflows.operations.acts import Actor, open_act, repeated
from workflows.store.campaigns import Campaign
from workflows.store.catalogue import ISSUED, issued_among


def record_issued(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    papers: Mapping[str, str],
    listed: Catalogue,
    client_key: str | None = None,
) -> Outcome:
    """Each of these files answers from now on that we issued it; what is registered already, and whatever is of a draft, is not registered.

    Args:
        papers: Name of the file → the SHA-256 of its bytes as they are handed out, lower-case hex.
        listed: The version of the catalogue that they were made with.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    by_digest = {digest: name for name, digest in papers.items()}
    new = by_digest.keys() - issued_among(session, by_digest.keys())
    if not new or not listed.version:
        return Outcome(None, ())
    act = open_act(session, actor, at, "issue", campaign=campaign, client_key=client_key)
    for digest in sorted(new):
        body = {"campaign": campaign.key, "name": by_digest[digest], "version": listed.version, "catalogue": listed.digest}
        act.register(ISSUED, digest, body)
    outcome = Outcome(act.id, ())
    act.close(outcome=outcome)
    return outcome
