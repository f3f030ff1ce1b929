"""Keeping a filter under a name, and letting it go. Nothing of it is audited: it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotYours, Unfit
from workflows.operations.acts import Actor
from workflows.store.campaigns import Campaign
from workflows.store.items.listing import SEES_ALL
from workflows.store.saved_filters import SavedFilter, own_filters

LONGEST_NAME = 30
MOST_FILTERS = 30


def save_filter(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, name: str, asked: Mapping[str, Sequence[str]], audience: str
) -> SavedFilter:
    """The filter stands under this name for its person; one of that name is replaced.

    Args:
        name: 1 to 30 characters.
        asked: The filter as it stands in an address, without what is empty.
        audience: ``mine`` or ``staff``, who may use it.

    Raises:
        Unfit: no name or too long a one, nothing asked, or 30 filters kept already.
        NotYours: shared by somebody who is not of the staff.
    """
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Unfit("请给筛选起名（1 至 30 字）。", "Please name the filter (1 to 30 characters).")
    if not asked:
        raise Unfit("还没有选任何筛选，无可保存。", "Nothing is filtered yet, so there is nothing to save.")
    if audience == "staff" and actor.role not in SEES_ALL:
        raise NotYours("只有工作组成员可以共享筛选。", "Only the staff of the campaign may share filters.")
    kept = {row.name: row for row in own_filters(session, campaign.id, actor.person_id)}
    if name not in kept and len(kept) >= MOST_FILTERS:
        raise Unfit("最多保存 30 个筛选，请先删去不用的。", "At most 30 filters can be kept; remove one first.")
    row = kept.get(name) or SavedFilter(campaign_id=campaign.id, person_id=actor.person_id, name=name)
    row.asked, row.shared, row.saved_at = {key: list(values) for key, values in asked.items()}, audience == "staff", at
    session.add(row)
    session.flush()
    return row


def forget_filter(session: Session, *, actor: Actor, at: datetime, campaign: Campaign, filter_id: int) -> None:
    """The filter is gone, for whoever it was shared with too; the items it found are untouched.

    Raises:
        NotFound: there is none, or it is somebody else's: both alike.
    """
    mine = SavedFilter.id == filter_id, SavedFilter.campaign_id == campaign.id, SavedFilter.person_id == actor.person_id
    if session.scalar(select(SavedFilter.id).where(*mine)) is None:
        raise NotFound("没有这个筛选。", "There is no such filter.")
    session.execute(delete(SavedFilter).where(*mine))
