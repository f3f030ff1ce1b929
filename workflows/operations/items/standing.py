"""Where chosen items stand, and who may not touch them: read once for a whole selection, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Select, TextClause, select
from sqlalchemy.orm import Session, aliased

from workflows.domain.vocabulary import Severity
from workflows.engine.net import By
from workflows.operations.acts import Actor
from workflows.store.audit import Act
from workflows.store.base import among
from workflows.store.campaigns import Campaign
from workflows.store.catalogue import PublishedCatalogue, PublishedRow
from workflows.store.comments import Comment, unanswered
from workflows.store.items.findings import OPEN_WARNING
from workflows.store.items.rows import Item, ItemFinding, ItemVersion, Passage, WithdrawalRequest, asked_back

BEFORE = aliased(Passage)


class Standing(NamedTuple):
    """One item of a selection as it stands now; ``passages`` is its version for the compare-and-set."""

    id: int
    number: int
    marking: str
    passages: int
    versions: int
    department_id: int
    ready: bool
    mode: str


class Selection:
    """Items of one campaign looked at together. Each question is one query, asked at most once and only if needed."""

    def __init__(self, session: Session, campaign: Campaign, ids: Iterable[int]) -> None:
        """Read where the items stand; ids that are not of this campaign are absent from ``items``."""
        self.session, self.campaign = session, campaign
        self.ids = sorted(set(ids))
        self._asked_of: dict[tuple[str, Actor], set[int]] = {}
        item = Item.__table__.c
        columns = [item[name] for name in Standing._fields]
        query = select(*columns).where(item.campaign_id == campaign.id, item.id.in_(self.told))
        self.items: Mapping[int, Standing] = {row[0]: Standing._make(row) for row in session.execute(query.order_by(item.id)).all()}

    @cached_property
    def told(self) -> TextClause:
        """All ids of the selection, written out once for every question about them."""
        return among(self.session, self.ids)

    @cached_property
    def by_marking(self) -> dict[str, tuple[Standing, ...]]:
        """The items by where they rest, ids ascending."""
        grouped: dict[str, list[Standing]] = defaultdict(list)
        for item in self.items.values():
            grouped[item.marking].append(item)
        return {marking: tuple(items) for marking, items in grouped.items()}

    @cached_property
    def with_open_comments(self) -> set[int]:
        """Items with a comment that asks for an answer and has none."""
        query = unanswered(self.campaign.id).with_only_columns(Comment.item_id).distinct()
        return self._set(query.where(Comment.item_id.in_(self.told)))

    @cached_property
    def warned(self) -> set[int]:
        """Items with a warning that nobody has answered for these values, of the rules or about the list."""
        return self._set(
            select(ItemFinding.item_id)
            .distinct()
            .where(ItemFinding.item_id.in_(self.told), OPEN_WARNING)
        )

    @cached_property
    def blocked(self) -> set[int]:
        """Items with a blocking finding."""
        rows = select(ItemFinding.item_id).distinct().where(ItemFinding.severity == Severity.block.value)
        return self._set(rows.where(ItemFinding.item_id.in_(self.told)))

    @cached_property
    def reported_before(self) -> set[int]:
        """Items that were reported (报送) at least once."""
        rows = select(Passage.item_id).distinct().where(Passage.action == "report")
        return self._set(rows.where(Passage.item_id.in_(self.told)))

    @cached_property
    def announced(self) -> set[int]:
        """Items that stand in the newest published catalogue of the campaign."""
        newest = select(PublishedCatalogue.id).where(PublishedCatalogue.campaign_id == self.campaign.id)
        newest = newest.order_by(PublishedCatalogue.version.desc()).limit(1).scalar_subquery()
        rows = select(PublishedRow.item_id).where(PublishedRow.catalogue_id == newest)
        return self._set(rows.where(PublishedRow.item_id.in_(self.told)))

    @cached_property
    def asked_back(self) -> set[int]:
        """Items whose department asked for them back and got no answer yet."""
        rows = asked_back().with_only_columns(WithdrawalRequest.item_id)
        return self._set(rows.where(WithdrawalRequest.item_id.in_(self.told)))

    def written_by(self, actor: Actor) -> set[int]:
        """Items of which the actor, or the one they stand in for, wrote a version since the item entered the place before.

        Source:
            four eyes: deciding acts are not for the author.
        """
        if ("written", actor) in self._asked_of:
            return self._asked_of["written", actor]
        rows = (
            select(Item.id)
            .distinct()
            .join(BEFORE, (BEFORE.item_id == Item.id) & (BEFORE.number == Item.passages - 1))
            .join(ItemVersion, (ItemVersion.item_id == Item.id) & (ItemVersion.act_id >= BEFORE.act_id))
            .where(Item.id.in_(self.told), ItemVersion.author_id.in_(_people(actor)))
        )
        return self._asked_of.setdefault(("written", actor), self._set(rows))

    def touched_in_another_role(self, actor: Actor) -> set[int]:
        """Items on which the actor, or the one they stand in for, acted in another role: never two roles on one item."""
        if ("touched", actor) in self._asked_of:
            return self._asked_of["touched", actor]
        rows = (
            select(Passage.item_id)
            .distinct()
            .join(Act, Act.id == Passage.act_id)
            .where(
                Act.person_id.in_(_people(actor)),
                Act.role != actor.role.value,
                Passage.by == By.person.value,
                Passage.item_id.in_(self.told),
            )
        )
        return self._asked_of.setdefault(("touched", actor), self._set(rows))

    def _set(self, query: Select) -> set[int]:
        return set(self.session.scalars(query).all())


def _people(actor: Actor) -> list[int]:
    return [person for person in (actor.person_id, actor.on_behalf_of_id) if person is not None]
