"""报送: the head of a department signs off everything it has ready, as one act, with the stamped scan on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.errors import Stale
from workflows.domain.outcomes import Outcome
from workflows.engine.net import By, Net
from workflows.operations.acts import Actor, repeated
from workflows.operations.attachments import HandedIn
from workflows.operations.items.deciding import Plan, decide_items, plan
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import Item
from workflows.store.items.sign_offs import REPORT


def places_of_report(net: Net) -> tuple[str, ...]:
    """Where a person may report an item: 部门审签, at the first filing and at each mending."""
    return tuple(marking for marking in net.places if (move := net.move(marking, REPORT)) is not None and move.by is By.person)


def whole_return(session: Session, *, actor: Actor, campaign: Campaign) -> Plan | None:
    """What signing off the actor's whole return would move and what it would leave, and why; None where nothing waits for it."""
    ids = _ids(session, actor, campaign)
    return plan(session, actor=actor, campaign=campaign, item_ids=ids, action=REPORT) if ids else None


def sign_off_return(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    fixed: str,
    scans: Sequence[HandedIn] = (),
    client_key: str | None = None,
) -> Outcome:
    """Everything of the actor's department that may be reported is reported in one act; the scans hang on that act.

    Args:
        fixed: The digest of the plan that was shown; another one is refused.
        scans: 盖章扫描件; more may be hung on the act afterwards.

    Raises:
        Stale: something was sent, edited or decided since the page was shown; nothing is done.
        Unfit: a scan is not taken; nothing is done.

    Source:
        ``bpmn/file_item.bpmn`` task ``endorse_item``.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    planned = whole_return(session, actor=actor, campaign=campaign)
    if planned is None or planned.digest != fixed:
        raise Stale("打开此页之后情况有变，未作任何改动。请刷新核对后再报送。", "Things changed since the page was opened; look again.")
    return decide_items(
        session,
        actor=actor,
        at=at,
        campaign=campaign,
        item_ids=_ids(session, actor, campaign),
        action=REPORT,
        client_key=client_key,
        papers=scans,
    )


def _ids(session: Session, actor: Actor, campaign: Campaign) -> list[int]:
    waiting = Item.marking.in_(places_of_report(nets(campaign).item))
    own = Item.department_id == actor.organisation_id
    return list(session.scalars(select(Item.id).where(Item.campaign_id == campaign.id, own, waiting).order_by(Item.id)))
