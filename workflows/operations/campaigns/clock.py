"""What time does: hearings end. Nothing else moves by the clock."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.outcomes import Outcome
from workflows.engine.net import By, Move
from workflows.operations.acts import CLOCK, open_act
from workflows.operations.items.standing import Selection
from workflows.operations.items.tokens import carry, hears
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import Item

UNOPPOSED, WITH_COMMENTS = "close_unopposed", "close_with_comments"


def close_hearings(session: Session, *, at: datetime, campaign: Campaign) -> Outcome:
    """Every item whose hearing ended before ``at`` goes on: with open comments to their answer, else to the next wait.

    Running it again changes nothing; an act is written only if an item moved.

    Source:
        ``bpmn/item_review.bpmn`` task ``hear_comments``.
    """
    net = nets(campaign).item
    hearing = [marking for marking in net.places if hears(net, marking)]
    due = select(Item.id).where(Item.campaign_id == campaign.id, Item.marking.in_(hearing), Item.hear_until <= at)
    chosen = Selection(session, campaign, session.scalars(due))
    if not chosen.items:
        return Outcome(None)
    moves: dict[Move, list[int]] = defaultdict(list)
    for item in chosen.items.values():
        word = WITH_COMMENTS if item.id in chosen.with_open_comments else UNOPPOSED
        move = net.moves[item.marking, word]
        assert move.by is By.clock
        moves[move].append(item.id)
    act = open_act(session, CLOCK, at, "close_hearings", campaign=campaign)
    outcome = Outcome(act.id, carry(act, campaign, moves))
    act.close(items=outcome.count, outcome=outcome)
    return outcome
