"""Undo (撤销, 撤回): one act is taken back, for the items on which nothing later hangs.

Undo is never drawn. It appends passages that name what they take back; replay drops a passage and its reversal in pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotOffered
from workflows.domain.left_out import left_out
from workflows.domain.outcomes import LeftOut, Moved, Outcome
from workflows.domain.vocabulary import Role
from workflows.operations.acts import Actor, OpenAct, open_act, repeated
from workflows.operations.campaigns.campaigning import step_campaign
from workflows.operations.campaigns.remapping import go_back, moved_since, newest_change
from workflows.operations.items.opinions import opinions_of_act, take_back_opinions, together
from workflows.operations.items.standing import Selection
from workflows.operations.items.tokens import take_back
from workflows.operations.processes import CHANGE, eras, nets
from workflows.store.audit import Act
from workflows.store.base import among
from workflows.store.campaigns import Campaign, CampaignPassage
from workflows.store.catalogue import PublishedCatalogue
from workflows.store.comments import Comment
from workflows.store.items.opinions import Opinion, withdrawn
from workflows.store.items.rows import Item, ItemVersion, Lineage, Passage, Step, WithdrawalRequest, by_item, passages_told

HANGING = (ItemVersion, WithdrawalRequest, Comment)


def undo_act(session: Session, *, actor: Actor, at: datetime, campaign: Campaign, act_id: int, client_key: str | None = None) -> Outcome:
    """Items that an act moved rest again where they were before its first passage; items somebody acted on since are named.

    A campaign's act (a stage opened, another set of diagrams) is undone whole or not at all; an act under a set that the campaign
    keeps no more, not at all. Opinions given stay on record with their visit. Where several reviewers decide together, an opinion
    that decided nothing yet is taken back too; once all have been shown, by the coordinator alone.

    Raises:
        NotFound: no such act in this campaign, or somebody else's and the actor is not the coordinator: both answer alike.
        NotOffered: the act made items, split or merged them, published, was an undo itself, or moved nothing.

    Source:
        DESIGN: undo is one act.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    row = session.get(Act, act_id)
    if row is None or row.campaign_id != campaign.id or (row.person_id != actor.person_id and actor.role is not Role.coordinator):
        raise NotFound("您没有办过这项；他人的办理由协调员撤销。", "You did no such act; the acts of others are undone by the coordinator.")
    _refuse_what_stays(session, row)
    _refuse_other_sets(session, campaign, row)
    step = session.scalar(select(CampaignPassage).where(CampaignPassage.act_id == act_id))
    changed = row.word == CHANGE
    noted, left, shown = opinions_of_act(session, campaign, actor, row)
    back, later = _undoable(session, campaign, act_id, shown)
    left += later
    if step is not None and (left or campaign.passages != step.number):
        raise NotOffered(
            f"已有 {len(left)} 项在此之后办理，阶段步骤须整体撤销，现已不能撤销。",
            f"{len(left)} items were acted on since; a stage step is undone whole or not at all.",
        )
    if changed and (left or moved_since(session, campaign, act_id)):
        raise NotOffered(
            "改图之后已有办理，不能撤销；可以再演练一次，改回原来的流程。",
            "Something was done since; the change cannot be undone. Rehearse a change back to the former set instead.",
        )
    if step is None and not changed and not back and not noted:
        return Outcome(None, (), tuple(left))
    act = open_act(session, actor, at, "undo", campaign=campaign, undoes_id=act_id, client_key=client_key)
    if step is not None:
        step_campaign(act, campaign, step.from_marking, "undo", undoes=step.number)
    taken = go_back(act, campaign, back) if changed else _take_back_all(act, campaign, back)
    moved = (*taken, *take_back_opinions(act, noted))
    outcome = Outcome(act.id, moved, tuple(sorted(left, key=lambda one: one.item_id)))
    act.close(items=outcome.count, outcome=outcome)
    return outcome


def effective(passages: Sequence[Row]) -> list[Row]:
    """The passages that still count: each reversal drops what it takes back and itself. Input in order of numbers."""
    standing: list[Row] = []
    for passage in passages:
        if passage.undoes is None:
            standing.append(passage)
        else:
            standing = [earlier for earlier in standing if earlier.number < passage.undoes]
    return standing


def _refuse_what_stays(session: Session, row: Act) -> None:
    made = session.scalar(select(func.count()).where(Step.act_id == row.id, Step.from_marking == ""))
    related = session.scalar(select(func.count()).where(Lineage.act_id == row.id))
    announced = session.scalar(select(func.count()).where(PublishedCatalogue.act_id == row.id))
    if made or related or announced or row.undoes_id is not None:
        raise NotOffered("填报、拆分合并、公告和撤销本身不能撤销。", "Filing, splits, merges, announcements and undos cannot be undone.")


def _refuse_other_sets(session: Session, campaign: Campaign, row: Act) -> None:
    kept = eras(session, campaign)
    former = kept.sets[kept.number(row.id)].signed != campaign.deployed_set.signed
    if former or (row.word == CHANGE and newest_change(session, campaign) != row.id):
        raise NotOffered("此后采集改用了另一套流程，不能撤销。", "The campaign went over to another set since; this cannot be undone.")


def _undoable(
    session: Session, campaign: Campaign, act_id: int, shown: Set[int]
) -> tuple[dict[tuple[str, str, int], list[int]], list[LeftOut]]:
    """Items to take back, grouped by (present marking, marking before, first passage), and those with something later.

    Args:
        shown: Ids of items that stay since all opinions on them have been shown.
    """
    query = select(Passage.item_id, func.min(Passage.number), func.max(Passage.number)).where(Passage.act_id == act_id)
    spans = {row[0]: (row[1], row[2]) for row in session.execute(query.group_by(Passage.item_id))}
    firsts = select(Passage.item_id, Passage.number, Step.from_marking).join(Passage.step).where(Passage.act_id == act_id)
    before = {(item_id, number): marking for item_id, number, marking in session.execute(firsts)}
    chosen = Selection(session, campaign, spans)
    touched = _touched_since(session, campaign, chosen.ids, act_id)
    back: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    left = []
    for item_id, (first, last) in sorted(spans.items()):
        item = chosen.items[item_id]
        if item.passages != last or item_id in touched:
            left.append(left_out(item_id, item.number, "acted_on"))
        elif item_id in shown:
            left.append(left_out(item_id, item.number, "opinions_shown"))
        else:
            back[item.marking, before[item_id, first], first].append(item_id)
    return back, left


def _touched_since(session: Session, campaign: Campaign, ids: Iterable[int], act_id: int) -> set[int]:
    touched: set[int] = set()
    if together(campaign):
        given = select(Opinion.item_id).where(Opinion.item_id.in_(among(ids)), Opinion.act_id > act_id, ~withdrawn())
        touched |= set(session.scalars(given))
    for record in HANGING:
        rows = select(record.item_id).where(record.item_id.in_(among(ids)), record.act_id > act_id)
        touched |= set(session.scalars(rows))
    return touched


def _take_back_all(act: OpenAct, campaign: Campaign, back: Mapping[tuple[str, str, int], list[int]]) -> tuple[Moved, ...]:
    net, moved = nets(campaign).item, []
    for (marking, before, first), ids in sorted(back.items()):
        take_back(act, campaign, before, marking, sorted(ids), first)
        if net.places[before].counts == "kept":
            _restore_kept_reasons(act.session, ids)
        moved.append(Moved(marking, "undo", before, tuple(sorted(ids))))
    return tuple(moved)


def _restore_kept_reasons(session: Session, ids: Sequence[int]) -> None:
    query = passages_told().where(Passage.item_id.in_(among(ids))).order_by(Passage.item_id, Passage.number)
    for item_id, passages in by_item(session.execute(query)).items():
        code = next((passage.code for passage in reversed(effective(passages)) if passage.code), "")
        session.execute(update(Item).where(Item.id == item_id).values(kept_reason=code))
