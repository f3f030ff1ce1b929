"""The campaign's own steps: stages opened, concluded, announced and closed; each moves the items that waited for it.

Coordinators take them, leaders the approval; the lane of the campaign's present place says which.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflows.domain.errors import NotOffered, NotYours
from workflows.domain.outcomes import Moved, Outcome
from workflows.domain.words import Words
from workflows.engine.net import By, Move, Reason
from workflows.operations.acts import Actor, OpenAct, checked_reason, open_act, repeated
from workflows.operations.campaigns.publishing import publish_catalogue
from workflows.operations.items.liaison import COLLECTION
from workflows.operations.items.screening import look_over_the_list
from workflows.operations.items.tokens import carry, settle_everything
from workflows.operations.processes import nets, open_stages
from workflows.store.campaigns import Campaign, CampaignPassage
from workflows.store.comments import unanswered
from workflows.store.items.rows import Item
from workflows.store.ledger import ledger

PUBLISHING = frozenset({"publish", "correct"})
CLOSING = "file"


def advance(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    action: str,
    reason: str | None = None,
    client_key: str | None = None,
) -> Outcome:
    """The campaign takes one step; items that waited for a stage now open move with it, in the same act.

    Closing collection computes the findings about the list; announcing and correcting freeze a version of the catalogue;
    closing files every item.

    Raises:
        NotOffered: the present place does not offer the action, or a guard refuses it (the sentence says which and why).
        NotYours: the present place belongs to another role.
        Unfit: a reason is missing.

    Source:
        ``bpmn/campaign.bpmn``.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    move = _checked_move(session, actor, campaign, action)
    text = checked_reason(reason, wanted=move.reason is Reason.text)
    act = open_act(session, actor, at, action, campaign=campaign, place=campaign.marking, reason=text, client_key=client_key)
    collecting = COLLECTION in open_stages(campaign)
    step_campaign(act, campaign, move.to, action)
    if collecting and COLLECTION not in open_stages(campaign):
        look_over_the_list(act, campaign)
    moved = settle_everything(act, campaign)
    if action in PUBLISHING:
        publish_catalogue(act, campaign, text)
    if not nets(campaign).campaign.offered(campaign.marking):
        moved += _file_all(act, campaign)
    outcome = Outcome(act.id, (Moved(move.marking, action, move.to, ()),))
    act.close(items=moved, outcome=outcome)
    return outcome


def obstacles(session: Session, campaign: Campaign, move: Move) -> tuple[Words, ...]:
    """What stands in the way of a campaign step now, as sentences; empty when it may be taken."""
    return tuple(sentence for guard in move.needs if (sentence := GUARDED[guard](session, campaign)) is not None)


def step_campaign(
    act: OpenAct, campaign: Campaign, to_marking: str, action: str, undoes: int | None = None, by: By = By.person
) -> None:
    """Record one step of the campaign's token."""
    campaign.passages += 1
    act.add(
        CampaignPassage(
            campaign_id=campaign.id,
            number=campaign.passages,
            act_id=act.id,
            from_marking=campaign.marking,
            to_marking=to_marking,
            action=action,
            by=by.value,
            at=act.at,
            undoes=undoes,
        )
    )
    campaign.marking = to_marking
    act.session.flush()


def _checked_move(session: Session, actor: Actor, campaign: Campaign, action: str) -> Move:
    net = nets(campaign).campaign
    place, move = net.places[campaign.marking], net.move(campaign.marking, action)
    if move is None or move.by is not By.person:
        raise NotOffered(f"采集现在处于“{place.name}”，没有这一步。", f"The campaign is at “{place.name_en}”, which does not offer this.")
    if place.lane != actor.role.zh:
        raise NotYours(f"这一步由{place.lane}办理。", f"This step is for another role ({place.lane}).")
    if found := obstacles(session, campaign, move):
        raise NotOffered("；".join(words.zh for words in found), "; ".join(words.en for words in found))
    return move


def _file_all(act: OpenAct, campaign: Campaign) -> int:
    """Move every settled item to its end, as the closing of the campaign does."""
    net = nets(campaign).item
    closing = {move.marking: move for move in net.moves.values() if move.by is By.closing}
    query = select(Item.marking, Item.id).where(Item.campaign_id == campaign.id, Item.marking.in_(list(closing)))
    chosen: dict[Move, list[int]] = {}
    for marking, item_id in act.session.execute(query):
        chosen.setdefault(closing[marking], []).append(item_id)
    carry(act, campaign, chosen)
    return sum(len(ids) for ids in chosen.values())


def _all_settled(session: Session, campaign: Campaign) -> Words | None:
    net = nets(campaign).item
    moving = [marking for marking, place in net.places.items() if place.counts == "in_progress"]
    count = session.scalar(select(func.count()).where(Item.campaign_id == campaign.id, Item.marking.in_(moving)))
    return Words(f"{count} 项在办，尚未办结", f"{count} items are still in progress") if count else None


def _ledger_balances(session: Session, campaign: Campaign) -> Words | None:
    book = ledger(session, campaign, nets(campaign).item)
    return None if book.balanced else Words(f"账实不符，差 {book.total.gap} 项", f"the ledger does not balance (gap {book.total.gap})")


def _nothing_unanswered(session: Session, campaign: Campaign) -> Words | None:
    count = session.scalar(select(func.count()).select_from(unanswered(campaign.id).subquery()))
    return Words(f"{count} 条意见未答复", f"{count} comments are unanswered") if count else None


GUARDED: dict[str, Callable[[Session, Campaign], Words | None]] = {
    "all_settled": _all_settled,
    "ledger_balances": _ledger_balances,
    "nothing_unanswered": _nothing_unanswered,
    "all_answered": _nothing_unanswered,
}
