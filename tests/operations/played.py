"""A finished campaign with something of everything: kept, returned, mended, split, commented, undone, announced, corrected."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.operations.house import House, penalty, small_house
from webapp.database import carry_out, engine_for
from workflows.domain.vocabulary import Answer, KeepReason, Mode, OpinionKind
from workflows.operations.acts import open_act
from workflows.operations.comments.commenting import NewComment, answer_comments, give_comments
from workflows.operations.items.liaison import fill_in_items, split_item
from workflows.operations.undoing import undo_act
from workflows.store.audit import FiledDocument
from workflows.store.comments import Comment
from workflows.store.items.rows import Lineage

NAMES = (
    "对随地吐痰行为的行政处罚",
    "对擅自占用城市绿地行为的行政处罚",
    "对未按规定倾倒餐厨垃圾行为的行政处罚",
    "对施工现场未设置围挡行为的行政处罚",
    "对损毁公共供水设施行为的行政处罚",
    "对乱贴小广告行为的行政处罚",
    "对河道内违法堆放物料行为的行政处罚",
)
KEPT = KeepReason.no_capacity
CONTENT = b"collection form as handed in"


def play(house: House) -> None:
    """From the collection, which is open, to a corrected catalogue."""
    first, second, third, fourth, fifth = house.file(*map(penalty, NAMES[:5]))
    [own] = house.file(penalty(NAMES[5], mode=Mode.keep))
    [water] = house.file(penalty(NAMES[6]), who="water_liaison")
    _hand_in_a_document(house)
    house.do(fill_in_items, "liaison", texts={second: penalty(NAMES[1], remarks="限于区管绿地")})
    parts = [penalty(NAMES[4].replace("公共", kind)) for kind in ("居住区", "市政道路消防")]
    house.do(split_item, "liaison", item_id=fifth, parts=parts, reason="一条两事")
    parts = list(house.session.scalars(select(Lineage.child_id).where(Lineage.parent_id == fifth)))
    house.decide("liaison", "send_for_endorsement", [own])
    house.decide("head", "keep", [own], "专业性强", KeepReason.too_specialised)
    house.report([first, second, third, fourth, *parts])
    house.report([water], "water_")
    house.step("open_first_round")
    _first_round(house, first, second, third, fourth, [*parts, water])
    house.step("open_solicitation")
    _hear(house, second)
    house.step("open_second_round")
    left = [first, second, third, *parts, water]
    house.decide("reviewer", "approve", left)
    house.step("submit")
    house.decide("leader", "approve", left)
    house.step("conclude", who="leader")
    house.step("publish")
    house.decide("coordinator", "strike", [third], "依据已废止", KeepReason.basis_lapsed)
    house.step("correct", "更正一项")


class Played:
    """A finished campaign on file, copied for each test that spoils it."""

    def __init__(self, folder: Path) -> None:
        """Play it once."""
        house = small_house(folder)
        play(house)
        house.session.close()
        house.session.get_bind().dispose()
        self.file = folder / "store.sqlite"

    def copy(self, folder: Path) -> Path:
        """A copy of the store, to be spoiled."""
        return Path(shutil.copy(self.file, folder / "copy.sqlite"))


def opened(file: Path) -> Session:
    """A reading session on a store."""
    return Session(engine_for(f"sqlite:///{file}"), expire_on_commit=False)


def _hand_in_a_document(house: House) -> None:
    def hand_in(session: Session) -> None:
        act = open_act(session, house.people["liaison"], house.now, "hand_in", campaign=house.campaign)
        act.add(FiledDocument(act_id=act.id, name="采集表.xlsx", digest=hashlib.sha256(CONTENT).hexdigest(), content=CONTENT))
        act.close()

    carry_out(hand_in, house.session)


def _first_round(house: House, first: int, second: int, third: int, fourth: int, rest: list[int]) -> None:
    house.decide("reviewer", "return", [third], "依据条款不准")
    house.do(fill_in_items, "liaison", texts={third: replace(penalty(NAMES[2]), remarks="依据已更正")})
    house.report([third])
    house.decide("reviewer", "reject", [fourth], "街道无人员", KEPT)
    hasty = house.decide("reviewer", "approve", [first, second, *rest], client_key="first-approval")
    house.do(undo_act, "reviewer", act_id=hasty.act_id)
    house.decide("reviewer", "approve", [first, second, third, *rest], client_key="second-approval")


def _hear(house: House, item: int) -> None:
    office = house.people["officer"].organisation_id
    given = NewComment(OpinionKind.modify, "赤岗街道", item, proposal="建议写明时限", organisation_id=office)
    house.do(give_comments, "officer", comments=[given])
    [comment] = house.session.scalars(select(Comment.id))
    house.wait_for_hearings()
    for answer in (Answer.declined, Answer.adopted):
        house.do(answer_comments, "coordinator", answers={comment: answer}, reason="已研究")
    house.decide("coordinator", "answered", [item])
