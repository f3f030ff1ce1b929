"""Whatever everybody does, in whatever order, nothing breaks: seeded walks of random acts, then verified, refereed and rebuilt."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.operations.house import House, penalty, reviewed_by
from webapp.database import carry_out, engine_for
from workflows.domain.errors import Refused
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import Answer, Mode, OpinionKind
from workflows.operations.audit.rebuilding import export_audit, rebuild
from workflows.operations.audit.verifying import referee, verify
from workflows.operations.comments.commenting import NewComment, answer_comments, give_comments
from workflows.operations.items.coordinator import decline_withdrawal, set_right
from workflows.operations.items.liaison import ask_back, fill_in_items, merge_items, split_item
from workflows.operations.processes import nets
from workflows.operations.undoing import undo_act
from workflows.store.audit import Act
from workflows.store.base import Record
from workflows.store.comments import Comment
from workflows.store.items.rows import Item

CHARACTERS = "城市水务住房卫生街道河涌绿地道路工程燃气餐厨垃圾消毒井盖"
DESKS = {
    "部门联络员": ("liaison", "water_liaison"),
    "部门负责人": ("head", "water_head"),
    "协调员": ("coordinator",),
    "审查员": ("reviewer", "water_reviewer", "third_reviewer"),
    "审定领导": ("leader",),
}
LIAISONS = DESKS["部门联络员"]


class Crowd:
    """People who try anything; what is refused is counted, what fails otherwise fails the test."""

    def __init__(self, house: House, seed: int) -> None:
        """Draw everything from the seed."""
        self.house, self.chance, self.tried = house, random.Random(seed), Counter()

    def act(self) -> None:
        """One random act."""
        [(doing, _)] = self.chance.choices(list(SHARES.items()), weights=list(SHARES.values()))
        try:
            doing(self)
            self.tried["done"] += 1
        except Refused:
            self.tried["refused"] += 1

    def text(self) -> ItemFields:
        name = "".join(self.chance.choice(CHARACTERS) for _ in range(12))
        return penalty(f"对{name}行为的行政处罚", mode=self.chance.choice(list(Mode)))

    def some(self, record: type[Record] = Item, most: int = 6) -> list[int]:
        ids = list(self.house.session.scalars(select(record.id).order_by(record.id)))
        self.house.session.rollback()
        return self.chance.sample(ids, min(len(ids), self.chance.randint(1, most)))

    def file(self) -> None:
        self.house.file(*(self.text() for _ in range(self.chance.randint(1, 4))), who=self.chance.choice(LIAISONS))

    def decide(self) -> None:
        ids, net = self.some(), nets(self.house.campaign).item
        marking = self.house.at(ids[0])
        words = [move.action for move in net.offered(marking)] or ["approve"]
        who = self.chance.choice(DESKS.get(net.places[marking].lane, ("reviewer",)))
        reason, code = self.chance.choice([None, "已研究"]), self.chance.choice([None, "other"])
        self.house.decide(who, self.chance.choice(words), ids, reason, code)

    def step(self) -> None:
        campaign = self.house.campaign
        words = [move.action for move in nets(campaign).campaign.offered(campaign.marking)] or ["close"]
        self.house.step(self.chance.choice(words), "已研究", who=self.chance.choice(["coordinator", "leader"]))

    def undo(self) -> None:
        newest = list(self.house.session.scalars(select(Act.id).order_by(Act.id.desc()).limit(8)))
        self.house.do(undo_act, self.chance.choice(["coordinator", *DESKS["审查员"]]), act_id=self.chance.choice(newest))

    def fill_in(self) -> None:
        self.house.do(fill_in_items, self.chance.choice([*LIAISONS, "coordinator"]), texts={item: self.text() for item in self.some()})

    def split(self) -> None:
        self.house.do(split_item, self.chance.choice(LIAISONS), item_id=self.some()[0], parts=[self.text(), self.text()], reason="一条两事")

    def merge(self) -> None:
        ids = self.some(most=3)
        self.house.do(merge_items, self.chance.choice(LIAISONS), item_ids=ids, survivor_id=ids[0], reason="两条一事")

    def comment(self) -> None:
        office = self.house.people["officer"].organisation_id
        kind = self.chance.choice(list(OpinionKind))
        given = [NewComment(kind, "赤岗街道", item, proposal="建议", organisation_id=office) for item in self.some()]
        self.house.do(give_comments, "officer", comments=given)

    def answer(self) -> None:
        answers = {comment: self.chance.choice(list(Answer)) for comment in self.some(Comment)}
        self.house.do(answer_comments, "coordinator", answers=answers, reason="已研究")

    def set_right(self) -> None:
        changes = {item: {"code": str(self.chance.randint(1, 99))} for item in self.some()}
        self.house.do(set_right, "coordinator", changes=changes, reason="编码有误")


SHARES: dict[Callable[[Crowd], object], int] = {
    Crowd.file: 8,
    Crowd.decide: 50,
    Crowd.step: 8,
    Crowd.undo: 8,
    Crowd.fill_in: 5,
    Crowd.split: 3,
    Crowd.merge: 3,
    Crowd.comment: 4,
    Crowd.answer: 2,
    Crowd.set_right: 2,
    lambda crowd: crowd.house.wait_for_hearings(): 5,
    lambda crowd: crowd.house.do(ask_back, crowd.chance.choice(LIAISONS), item_ids=crowd.some(most=1), reason="仍需集中行使"): 3,
    lambda crowd: crowd.house.do(decline_withdrawal, "coordinator", item_ids=crowd.some(), reason="区里已定"): 1,
}


def walk(house: House, seed: int, acts: int) -> None:
    """Random acts, then every proof at once."""
    crowd = Crowd(house, seed)
    house.file(*(crowd.text() for _ in range(6)))
    for _ in range(acts):
        crowd.act()
    house.session.rollback()
    assert crowd.tried["done"] > acts / 3 and crowd.tried["refused"]
    assert verify(house.session) == () == referee(house.session, house.campaign)
    lines = list(export_audit(house.session))
    again = Session(engine_for("sqlite://"))
    carry_out(lambda session: Record.metadata.create_all(session.connection()), again)
    carry_out(lambda session: rebuild(session, lines), again)
    assert verify(again) == () and list(export_audit(again)) == lines
    again.close()
    again.get_bind().dispose()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_and_fifty_acts_in_any_order_leave_a_sound_store(house: House, seed: int) -> None:
    walk(house, seed, 150)


@pytest.mark.parametrize(("seed", "policy"), [(3, "both")])
def test_several_reviewers_in_any_order_leave_a_sound_store(tmp_path, seed: int, policy: str) -> None:
    walk(reviewed_by(tmp_path, policy), seed, 150)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(10, 20))
@pytest.mark.parametrize("policy", ["any", "both", "2 of 3", "veto of 2"])
def test_many_acts_in_any_order_leave_a_sound_store(tmp_path, seed: int, policy: str) -> None:
    walk(reviewed_by(tmp_path, policy), seed, 400)
