"""What only the coordinator does with items: set wording right at a discussion, answer a department that asks back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.domain.errors import NotYours, Unfit
from workflows.domain.items import ItemFields, changed_fields
from workflows.domain.left_out import left_out
from workflows.domain.outcomes import Moved, Outcome
from workflows.domain.vocabulary import Role
from workflows.engine.net import Desk, Place
from workflows.operations.acts import Actor, checked_reason, open_act, repeated
from workflows.operations.items.liaison import look_again
from workflows.operations.items.screening import current_fields, screened
from workflows.operations.items.standing import Selection
from workflows.operations.items.versions import add_versions
from workflows.operations.processes import nets
from workflows.store.base import among
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import WithdrawalAnswer, WithdrawalRequest, asked_back

MAY_SET_RIGHT = frozenset({"kind", "penalty_kinds", "form", "code", "related", "bases"})


def set_right(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    changes: Mapping[int, Mapping[str, object]],
    reason: str,
    client_key: str | None = None,
) -> Outcome:
    """Items at a discussion or at the answering of comments have a version with the fields set right; they stay where they are.

    Args:
        changes: Item id → field name → new value; only kind, penalty kinds, form, code, related items and bases.

    Raises:
        NotYours: the actor is not the coordinator.
        Unfit: another field, or no reason.

    Source:
        DESIGN: edits at discuss and answer, as a version with a reason.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    if actor.role is not Role.coordinator:
        raise NotYours("此处由协调员修改。", "Only the coordinator edits here.")
    if any(set(fields) - MAY_SET_RIGHT for fields in changes.values()):
        raise Unfit(
            "此处只能更正类别、处罚种类、强制方式、编码、关联事项和依据。",
            "Only kind, penalty kinds, form, code, related items and bases can be set right here.",
        )
    text = checked_reason(reason, wanted=True)
    chosen, now = Selection(session, campaign, changes), current_fields(session, changes)
    places = nets(campaign).item.places
    fit: dict = {}
    left = []
    for item in chosen.items.values():
        wanted: ItemFields = replace(now[item.id], **changes[item.id])
        if not may_be_set_right(places[item.marking]):
            left.append(left_out(item.id, item.number, "not_here"))
        elif changed_fields(now[item.id], wanted):
            fit[item] = wanted
    if not fit:
        return Outcome(None, (), tuple(left))
    act = open_act(session, actor, at, "set_right", campaign=campaign, reason=text, client_key=client_key)
    add_versions(act, fit)
    session.flush()
    screened(act, campaign, sorted(item.id for item in fit))
    look_again(act, campaign)
    outcome = Outcome(act.id, (Moved("", "set_right", "", tuple(sorted(item.id for item in fit))),), tuple(left))
    act.close(items=len(fit), outcome=outcome)
    return outcome


def decline_withdrawal(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    item_ids: Sequence[int],
    reason: str,
    client_key: str | None = None,
) -> Outcome:
    """The desk that holds the items declines the departments' requests to have them back; granting is keeping the item.

    Raises:
        Unfit: no reason.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    text = checked_reason(reason, wanted=True)
    chosen, places = Selection(session, campaign, item_ids), nets(campaign).item.places
    fit, left = [], []
    for item in chosen.items.values():
        if item.id not in chosen.asked_back:
            left.append(left_out(item.id, item.number, "not_asked"))
        elif places[item.marking].lane != actor.role.zh:
            left.append(left_out(item.id, item.number, "not_your_desk", lane=places[item.marking].lane))
        else:
            fit.append(item.id)
    if not fit:
        return Outcome(None, (), tuple(left))
    act = open_act(session, actor, at, "decline_withdrawal", campaign=campaign, reason=text, client_key=client_key)
    pending = asked_back().where(WithdrawalRequest.item_id.in_(among(fit)))
    act.add(*(WithdrawalAnswer(request_id=row.id, act_id=act.id, answer="declined") for row in session.scalars(pending)))
    outcome = Outcome(act.id, (Moved("", "decline_withdrawal", "", tuple(sorted(fit))),), tuple(left))
    act.close(items=len(fit), outcome=outcome)
    return outcome


def may_be_set_right(place: Place) -> bool:
    """Whether the coordinator edits items here: at a discussion and at the answering of comments."""
    return place.desk is Desk.answer or discusses(place)


def discusses(place: Place) -> bool:
    """Whether this is a place of discussion (研讨): the coordinator decides there and no version is judged."""
    return place.desk is Desk.decide and not place.visits and place.lane == Role.coordinator.zh
