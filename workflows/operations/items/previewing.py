"""Look before the act: what one word would move is fixed under a digest, and the act carries the digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workflows.domain.errors import Stale
from workflows.domain.outcomes import Outcome
from workflows.operations.acts import Actor, checked_reason, repeated
from workflows.operations.items.deciding import Plan, decide_items, plan
from workflows.operations.items.standing import Selection
from workflows.store.campaigns import Campaign
from workflows.store.chain import canonical
from workflows.store.items.previews import Preview, preview_of

KEPT_FOR = timedelta(days=2)


def fix_preview(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    item_ids: Sequence[int],
    action: str,
    reason: str | None = None,
    code: str | None = None,
) -> tuple[Preview, Plan]:
    """The selection, the word and the reason are kept under a digest, with what they would do now. Moves nothing.

    Previews older than two days, of anybody, are gone afterwards.

    Raises:
        Unfit, NotFound: as ``deciding.plan``.
    """
    planned = plan(session, actor=actor, campaign=campaign, item_ids=item_ids, action=action, reason=reason, code=code)
    chosen = Selection(session, campaign, item_ids)
    items = [[item.id, item.passages] for item in sorted(chosen.items.values(), key=lambda item: item.id)]
    text = checked_reason(reason, wanted=False)
    digest = hashlib.sha256(canonical([campaign.id, action, code, text, items])).hexdigest()
    preview = Preview(
        digest=digest,
        person_id=actor.person_id,
        role=actor.role.value,
        campaign_id=campaign.id,
        action=action,
        code=code or None,
        reason=text,
        items=items,
        made_at=at,
    )
    session.execute(delete(Preview).where(Preview.made_at < at - KEPT_FOR))
    session.add(preview)
    session.flush()
    return preview, planned


def decide_preview(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, digest: str, client_key: str | None = None
) -> Outcome:
    """Exactly the previewed items move; one that somebody acted on since is left out by name.

    Raises:
        Stale: there is no such preview of this person in this role and campaign.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    shown = preview_of(session, digest, actor.person_id)
    if shown is None or shown.campaign_id != campaign.id or shown.role != actor.role.value:
        raise Stale("预览已失效，请重新预览后办理。", "The preview is gone; preview again.")
    return decide_items(
        session,
        actor=actor,
        at=at,
        campaign=campaign,
        item_ids=[item_id for item_id, _passages in shown.items],
        action=shown.action,
        reason=shown.reason,
        code=shown.code,
        client_key=client_key,
        expected={item_id: passages for item_id, passages in shown.items},
    )
