"""A campaign back at collection with one item at every place where an item can rest before the end."""

from __future__ import annotations

from tests.operations.house import House, penalty
from workflows.domain.vocabulary import KeepReason, OpinionKind
from workflows.operations.comments.commenting import NewComment, give_comments
from workflows.operations.items.liaison import split_item

NAMES = (
    *("随地吐痰", "乱扔果皮", "焚烧落叶", "乱倒垃圾", "占道经营", "乱贴广告", "高空抛物", "违规饲养", "露天烧烤"),
    *("毁坏绿地", "乱挖道路", "制造噪声", "乱停车辆", "夜间施工", "倾倒污水", "围堵河道", "私接水管"),
)
MENDING = "mend_for_second_round"


def one_everywhere(house: House) -> dict[str, int]:
    """From an open collection through two rounds to an approval and back to collection; marking → the item left there."""
    left = _through_the_first_round(house)
    items = left.pop("going_on")
    left |= _through_the_second_round(house, items)
    house.step("return", "再审", who="leader")
    left["await_approval"] = _passed(house, left.pop("third_in_round_two"))
    house.step("solicit_again", "补征意见")
    left["await_second_round"] = _passed(house, left.pop("third_in_round_one"))
    house.wait_for_hearings()
    left["hear_comments"] = _passed(house, left.pop("second_in_round_one"))
    house.step("reopen_collection", "补充采集")
    left["await_solicitation"] = _passed(house, left.pop("first_in_round_one"))
    [left["await_first_round"]] = house.file(penalty("对补报行为的处罚"))
    house.report([left["await_first_round"]])
    return left


def _through_the_first_round(house: House) -> dict:
    ids = house.file(*(penalty(f"对{name}的处罚") for name in NAMES))
    filling, endorsing, void, split, *reported = ids
    house.decide("liaison", "send_for_endorsement", [endorsing])
    house.decide("liaison", "void", [void], "重复填报")
    house.do(split_item, "liaison", item_id=split, parts=[penalty("对甲行为的处罚"), penalty("对乙行为的处罚")], reason="按行为拆分")
    house.report(reported)
    house.step("open_first_round")
    discussed, rejected, here, first, second, third, *going_on = reported
    house.decide("reviewer", "discuss", [discussed], "职责不清")
    house.decide("reviewer", "reject", [rejected], "集中更好", KeepReason.better_centralised)
    house.decide("reviewer", "approve", going_on)
    left = {"filing/fill_in_item": filling, "filing/endorse_item": endorsing, "voided": void, "replaced": split, "kept": rejected}
    left |= {"discuss_item": discussed, "review_first_round": here, "going_on": going_on}
    return left | {"first_in_round_one": first, "second_in_round_one": second, "third_in_round_one": third}


def _through_the_second_round(house: House, items: list[int]) -> dict[str, int]:
    house.step("open_solicitation")
    office, (opposed, here, mending, endorsing, third, awaiting, adopted) = house.people["officer"].organisation_id, items
    opinion = NewComment(OpinionKind.modify, "赤岗街道", opposed, proposal="建议写明时限", organisation_id=office)
    house.do(give_comments, "officer", comments=[opinion])
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "return", [mending, endorsing], "范围不清")
    house.decide("liaison", "send_for_endorsement", [endorsing])
    house.decide("reviewer", "approve", [awaiting, adopted])
    house.step("submit")
    house.decide("leader", "approve", [adopted])
    left = {"answer_comments": opposed, "review_second_round": here, "third_in_round_two": third, "approve_item": awaiting}
    return left | {f"{MENDING}/fill_in_item": mending, f"{MENDING}/endorse_item": endorsing, "adopted": adopted}


def _passed(house: House, item: int) -> int:
    house.decide("reviewer", "approve", [item])
    return item
