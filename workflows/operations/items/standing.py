"""Where chosen items stand, and who may not touch them: read once for a whole selection, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from workflows.domain.vocabulary import DEVOLVING_MODES, Severity
from workflows.engine.net import By
from workflows.operations.acts import Actor
from workflows.store.audit import Act
from workflows.store.base import TOLD, among, told
from workflows.store.campaigns import Campaign
from workflows.store.catalogue import PublishedCatalogue, PublishedRow
from workflows.store.comments import Comment, unanswered
from workflows.store.items.assignments import Assignment, Seat, seats
from workflows.store.items.findings import OPEN_WARNING
from workflows.store.items.opinions import Given, given_opinions
from workflows.store.items.rows import Item, ItemFinding, ItemVersion, Passage, Step, WithdrawalRequest, asked_back

BEFORE = aliased(Passage)
FOR_ME = or_(Act.on_behalf_of_id == bindparam("me"), Act.on_behalf_of_id == bindparam("stood_for"))
MINE = or_(Act.person_id == bindparam("me"), Act.person_id == bindparam("stood_for"), FOR_ME)
AUTHORED = or_(
    ItemVersion.author_id == bindparam("me"),
    ItemVersion.author_id == bindparam("stood_for"),
    ItemVersion.act_id.in_(select(Act.id).where(FOR_ME)),
)
NEWEST = (
    select(PublishedCatalogue.id)
    .where(PublishedCatalogue.campaign_id == bindparam("campaign"))
    .order_by(PublishedCatalogue.version.desc())
    .limit(1)
    .scalar_subquery()
)
# Each question is written once: a statement costs more to make than to run on a handful of items.
OPEN_COMMENTS = unanswered(bindparam("campaign")).with_only_columns(Comment.item_id).distinct().where(Comment.item_id.in_(TOLD))
FOUND = (
    select(ItemFinding.item_id, ItemFinding.severity)
    .distinct()
    .where(ItemFinding.item_id.in_(TOLD), or_(ItemFinding.severity == Severity.block.value, OPEN_WARNING))
)
REPORTED = select(Passage.item_id).distinct().join(Passage.step).where(Step.action == "report", Passage.item_id.in_(TOLD))
DEVOLVING = select(Item.id).where(Item.mode.in_(sorted(DEVOLVING_MODES)), Item.id.in_(TOLD))
UNREADY = select(Item.id).where(~Item.ready, Item.id.in_(TOLD))
ANNOUNCED = select(PublishedRow.item_id).where(PublishedRow.catalogue_id == NEWEST, PublishedRow.item_id.in_(TOLD))
ASKED_BACK = asked_back().with_only_columns(WithdrawalRequest.item_id).where(WithdrawalRequest.item_id.in_(TOLD))
WRITTEN = (
    select(Item.id)
    .distinct()
    .join(BEFORE, (BEFORE.item_id == Item.id) & (BEFORE.number == Item.passages - 1))
    .join(ItemVersion, (ItemVersion.item_id == Item.id) & (ItemVersion.act_id >= BEFORE.act_id))
    .where(Item.id.in_(TOLD), AUTHORED)
)
TOUCHED = (
    select(Passage.item_id)
    .distinct()
    .join(Passage.step)
    .join(Act, Act.id == Passage.act_id)
    .where(MINE, Act.role != bindparam("role"), Step.by == By.person.value, Passage.item_id.in_(TOLD))
)
# Most people never wrote an item and have one role: one look at them spares the look at every item.
EVER_WROTE = select(exists().where(AUTHORED))
EVER_IN_ANOTHER_ROLE = select(exists().where(MINE, Act.role != bindparam("role")))


class Standing(NamedTuple):
    """One item of a selection as it stands now; ``passages`` is its version for the compare-and-set."""

    id: int
    number: int
    marking: str
    passages: int
    versions: int
    department_id: int


STANDING = (
    select(*(Item.__table__.c[name] for name in Standing._fields))
    .where(Item.__table__.c.campaign_id == bindparam("campaign"), Item.__table__.c.id.in_(TOLD))
    .order_by(Item.__table__.c.id)
)


class Selection:
    """Items of one campaign looked at together. Each question is one query, asked at most once and only if needed."""

    def __init__(self, session: Session, campaign: Campaign, ids: Iterable[int]) -> None:
        """Read where the items stand; ids that are not of this campaign are absent from ``items``."""
        self.session, self.campaign = session, campaign
        self.ids = sorted(set(ids))
        self._told = told(self.ids)
        self._asked_of: dict[tuple[Actor, Select], set[int]] = {}
        found = session.connection().execute(STANDING, {"campaign": campaign.id, "ids": self._told}).all()
        self.items: Mapping[int, Standing] = {row[0]: Standing._make(row) for row in found}

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
        return self._ask(OPEN_COMMENTS, campaign=self.campaign.id)

    @property
    def warned(self) -> set[int]:
        """Items with a warning that nobody has answered for these values, of the rules or about the list."""
        return self._found[Severity.warn.value]

    @property
    def blocked(self) -> set[int]:
        """Items with a blocking finding."""
        return self._found[Severity.block.value]

    @cached_property
    def _found(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for item_id, severity in self.session.connection().execute(FOUND, {"ids": self._told}):
            found[severity].add(item_id)
        return found

    @cached_property
    def devolving(self) -> set[int]:
        """Items whose mode hands something down."""
        return self._ask(DEVOLVING)

    @cached_property
    def unready(self) -> set[int]:
        """Items that do not say enough to be reported."""
        return self._ask(UNREADY)

    @cached_property
    def reported_before(self) -> set[int]:
        """Items that were reported (报送) at least once."""
        return self._ask(REPORTED)

    @cached_property
    def announced(self) -> set[int]:
        """Items that stand in the newest published catalogue of the campaign."""
        return self._ask(ANNOUNCED, campaign=self.campaign.id)

    @cached_property
    def asked_back(self) -> set[int]:
        """Items whose department asked for them back and got no answer yet."""
        return self._ask(ASKED_BACK)

    @cached_property
    def opinions(self) -> Mapping[int, tuple[Given, ...]]:
        """The opinions that stand at the items' present visits, in the order in which they were given."""
        return given_opinions(self.session, Item.id.in_(among(self.ids)))

    @cached_property
    def seats(self) -> Mapping[int, tuple[Seat, ...]]:
        """Who the items are assigned to, in any round."""
        return seats(self.session, Assignment.item_id.in_(among(self.ids)))

    def written_by(self, actor: Actor) -> set[int]:
        """Items of which the actor, or the one they stand in for, wrote a version since the item entered the place before.

        A version written in the name of somebody is theirs as well as the writer's.

        Source:
            four eyes: deciding acts are not for the author.
        """
        who = {"me": actor.person_id, "stood_for": actor.on_behalf_of_id}
        return self._ask_of(actor, EVER_WROTE, WRITTEN, who)

    def touched_in_another_role(self, actor: Actor) -> set[int]:
        """Items on which the actor, or the one they stand in for, acted in another role: never two roles on one item."""
        who = {"me": actor.person_id, "stood_for": actor.on_behalf_of_id, "role": actor.role.value}
        return self._ask_of(actor, EVER_IN_ANOTHER_ROLE, TOUCHED, who)

    def _ask_of(self, actor: Actor, ever: Select, which: Select, who: Mapping[str, object]) -> set[int]:
        if (actor, which) not in self._asked_of:
            concerned = self.session.connection().execute(ever, who).scalar()
            self._asked_of[actor, which] = self._ask(which, **who) if concerned else set()
        return self._asked_of[actor, which]

    def _ask(self, question: Select, **given: object) -> set[int]:
        return set(self.session.connection().execute(question, {"ids": self._told, **given}).scalars().all())
