"""Papers that left the house are remembered by the digest of their file, so that anybody can ask later whether one is ours."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.domain.outcomes import Outcome
from workflows.operations.acts import Actor, open_act, repeated
from workflows.store.campaigns import Campaign
from workflows.store.catalogue import ISSUED, PublishedCatalogue, issued_among


def record_issued(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    papers: Mapping[str, bytes],
    version: PublishedCatalogue | None = None,
    client_key: str | None = None,
) -> Outcome:
    """Each of these files answers from now on that we issued it; one that was issued before is registered only once.

    Args:
        papers: Name of the file → its bytes, as they are handed out.
        version: The announced version of the catalogue that they print; None for papers about a draft or none.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    by_digest = {hashlib.sha256(content).hexdigest(): name for name, content in papers.items()}
    new = by_digest.keys() - issued_among(session, by_digest.keys())
    if not new:
        return Outcome(None, ())
    act = open_act(session, actor, at, "issue", campaign=campaign, client_key=client_key)
    for digest in sorted(new):
        body = {"campaign": campaign.key, "name": by_digest[digest], "version": version.version if version else None}
        act.register(ISSUED, digest, body | {"catalogue": version.digest if version else None})
    outcome = Outcome(act.id, ())
    act.close(outcome=outcome)
    return outcome
