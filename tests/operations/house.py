"""A small campaign to act in: two departments, three subdistricts, one person for each role, on a real database."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp.config import DIAGRAMS
from webapp.database import carry_out, engine_for
from workflows.domain.campaigns import CampaignSpec, OfficeSpec
from workflows.domain.items import Basis, ItemFields
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import Door, Kind, LawLevel, Mode, PenaltyKind, Role
from workflows.files.law_register import own_register_text
from workflows.operations.acts import CLOCK, Actor
from workflows.operations.campaigns.campaigning import advance
from workflows.operations.campaigns.clock import close_hearings
from workflows.operations.campaigns.opening import open_campaign
from workflows.operations.campaigns.registers import deploy_set, load_laws
from workflows.operations.items.deciding import decide_items
from workflows.operations.items.liaison import NewItem, file_items
from workflows.operations.people import add_person
from workflows.store.base import Record
from workflows.store.campaigns import Campaign, campaign_of
from workflows.store.items.rows import Item
from workflows.store.people import organisation_of

DEPARTMENTS = (OfficeSpec("urban", "城市管理和综合执法局", "城管"), OfficeSpec("water", "水务局", "水务"))
SUBDISTRICTS = tuple(OfficeSpec(key, f"{name}街道", name) for key, name in (("chigang", "赤岗"), ("xingang", "新港"), ("binjiang", "滨江")))
SPEC = CampaignSpec(
    key="2020",
    title="2020年采集",
    catalogue_title="街道办事处行政执法职权事项调整目录",
    law_as_of=datetime.date(2020, 9, 1),
    comments_until=datetime.date(2020, 9, 30),
    departments=DEPARTMENTS,
    subdistricts=SUBDISTRICTS,
)
ROLES = {
    "liaison": (Role.liaison, "urban"),
    "head": (Role.department_head, "urban"),
    "water_liaison": (Role.liaison, "water"),
    "water_head": (Role.department_head, "water"),
    "coordinator": (Role.coordinator, None),
    "reviewer": (Role.reviewer, None),
    "water_reviewer": (Role.reviewer, "water"),
    "third_reviewer": (Role.reviewer, None),
    "leader": (Role.leader, None),
    "officer": (Role.subdistrict, "chigang"),
}
DRAWN = ("campaign.bpmn", "item_review.bpmn", "file_item.bpmn", "screening.dmn")


def penalty(name: str, **fields: object) -> ItemFields:
    """A penalty that screening finds nothing in."""
    return ItemFields(
        **{
            "name": name,
            "kind": Kind.penalty,
            "penalty_kinds": (PenaltyKind.fine,),
            "bases": (Basis("城市市容和环境卫生管理条例", "第三十四条", LawLevel.administrative_regulation),),
            "mode": Mode.devolve,
        }
        | fields
    )


@dataclass
class House:
    """A store with one campaign; each method is one act in its own committed transaction."""

    session: Session
    now: datetime.datetime = NOON
    people: dict[str, Actor] = field(default_factory=dict)
    key: str = "2020"

    @property
    def campaign(self) -> Campaign:
        """The campaign as it stands."""
        return campaign_of(self.session, self.key)

    def do(self, operation, who: str, **words) -> Outcome:
        """One operation by somebody, one minute after the last."""
        self.now += datetime.timedelta(minutes=1)
        actor = self.people[who]
        return carry_out(lambda session: operation(session, actor=actor, at=self.now, campaign=self.campaign, **words), self.session)

    def step(self, action: str, reason: str | None = None, who: str = "coordinator") -> Outcome:
        """One step of the campaign."""
        return self.do(advance, who, action=action, reason=reason)

    def file(self, *fields: ItemFields, who: str = "liaison") -> list[int]:
        """Items filed by a liaison; their ids."""
        office = self.people[who].organisation_id
        return list(self.do(file_items, who, items=[NewItem(office, one) for one in fields]).moved[0].item_ids)

    def decide(self, who: str, action: str, ids: list[int], reason: str | None = None, code: str | None = None, **words) -> Outcome:
        """One word over items."""
        return self.do(decide_items, who, item_ids=ids, action=action, reason=reason, code=code, **words)

    def report(self, ids: list[int], who: str = "") -> Outcome:
        """Endorsed and reported by the department."""
        self.decide(f"{who}liaison" if who else "liaison", "send_for_endorsement", ids)
        return self.decide(f"{who}head" if who else "head", "report", ids)

    def wait_for_hearings(self) -> Outcome:
        """Time passes until all hearings have ended."""
        self.now += datetime.timedelta(days=60)
        return carry_out(lambda session: close_hearings(session, at=self.now, campaign=self.campaign), self.session)

    def at(self, item_id: int) -> str:
        """Where an item rests."""
        return self.session.scalar(select(Item.marking).where(Item.id == item_id))

    def item(self, item_id: int) -> Item:
        """An item as it stands."""
        return self.session.get_one(Item, item_id, populate_existing=True)


def reviewed_by(folder: Path, policy: str, **settings: object) -> House:
    """The small house where both rounds are reviewed under this policy."""
    return small_house(folder, spec=replace(SPEC, policies={"first_round": policy, "second_round": policy}, **settings))


def drawn() -> dict[str, bytes]:
    """The diagrams and the table as they stand in the house."""
    return {name: (DIAGRAMS / name).read_bytes() for name in DRAWN}


def build(url: str, spec: CampaignSpec = SPEC, files: dict[str, bytes] | None = None) -> House:
    """A fresh store under ``url`` with the campaign open and everybody appointed."""
    engine = engine_for(url)
    house = House(Session(engine, expire_on_commit=False))

    def found(session: Session) -> None:
        Record.metadata.create_all(session.connection())
        load_laws(session, actor=CLOCK, at=NOON, content=own_register_text())
        deployed = deploy_set(session, actor=CLOCK, at=NOON, files=files or drawn())
        open_campaign(session, actor=CLOCK, at=NOON, spec=spec, deployed=deployed)
        for account, (role, office) in ROLES.items():
            person = add_person(session, actor=CLOCK, at=NOON, account=account, name=account, password_hash=None)
            organisation = organisation_of(session, office).id if office else None
            house.people[account] = Actor(person.id, role, organisation, Door.cli)

    carry_out(found, house.session)
    return house


def small_house(folder: Path, files: dict[str, bytes] | None = None, spec: CampaignSpec = SPEC) -> House:
    """A fresh SQLite store in a folder, launched: collection is open."""
    house = build(f"sqlite:///{folder / 'store.sqlite'}", spec, files)
    house.step("launch")
    return house
