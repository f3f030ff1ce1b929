"""What subdistricts, departments and the public of the demonstration say in 征求意见, and how it is answered (演示数据)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workflows.demonstration.fates import Fate
from workflows.demonstration.organisations import DEPARTMENTS, SUBDISTRICTS
from workflows.domain.vocabulary import Answer, CommentSource, OpinionKind

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class PlannedComment:
    """One line of an 意见反馈表 and its answer.

    ``by`` is an organisation's key or ``PUBLIC``. 同意 and 无意见 have no answer; ``answer_reason`` is there where 部分采纳 or 不采纳
    need one. Contact and telephone are made up and say so.
    """

    by: str
    kind: OpinionKind
    source: CommentSource
    proposal: str = ""
    reason: str = ""
    answer: Answer | None = None
    answer_reason: str = ""
    contact: str = "演示联络员"
    phone: str = "020-00000000"


_MODIFY: Sequence[tuple[str, str]] = (
    ("下放范围增加“限于一般案件”", "重大案件街道缺少法制审核力量，建议仍由区级部门办理。"),
    ("承接时间推迟至持证人员到位以后", "我街道现有持证执法人员不足，需先行培训。"),
    ("明确暂扣物品由区级部门统一保管", "街道没有符合要求的存放场所。"),
    ("备注中写明与区级部门的职责边界", "避免交接以后出现多头执法或者无人负责。"),
    ("限于街道日常巡查发现的情形", "隐蔽性强的违法行为街道难以取证。"),
)
_DELETE: Sequence[tuple[str, str]] = (
    ("建议不下放本项", "辖区内没有此类执法对象，承接以后无案可办。"),
    ("建议由区级部门保留", "认定需要专业检测，街道不具备条件。"),
    ("建议本批暂不下放", "执法装备和经费尚未落实，难以承接。"),
)
_ANSWERS: Sequence[tuple[Answer, str]] = (
    (Answer.adopted, ""),
    (Answer.adopted_in_part, "采纳关于职责边界的建议，在指导意见中写明；下放范围不作限制。"),
    (Answer.declined, "该项高频多发、易发现易处置，区级部门将安排带教三个月，仍予下放。"),
)
_SOURCES = (CommentSource.workbook, CommentSource.page, CommentSource.paper, CommentSource.meeting, CommentSource.phone)

WITHOUT_ITEM = (
    PlannedComment(
        "pazhou",
        OpinionKind.add,
        CommentSource.workbook,
        "建议新增会展场馆临时搭建的安全检查",
        "琶洲会展活动密集，街道巡查中经常发现此类问题。",
        Answer.declined,
        "该项由公安和消防救援机构实施，不属于本次六个部门的职权，已转有关部门研究。",
    ),
    PlannedComment(
        PUBLIC,
        OpinionKind.add,
        CommentSource.page,
        "建议把共享单车乱停放也交给街道管理",
        "路口经常被占满，找街道反映说没有执法权。",
        Answer.declined,
        "法律、法规对该行为没有设定行政处罚，不能作为处罚事项下放，已作为管理建议转交。",
    ),
)
"""Comments of kind 新增, which belong to the campaign and to no item."""


def comments_for(fate: Fate, turn: int) -> tuple[PlannedComment, ...]:
    """The comments an item of that fate gets; ``turn`` counts the items of the fate from 0 and varies who says what."""
    make = _BY_FATE.get(fate)
    return make(turn) if make else ()


def _agreement(turn: int) -> tuple[PlannedComment, ...]:
    kinds = (OpinionKind.agree, OpinionKind.no_opinion)
    first = PlannedComment(_subdistrict(turn), kinds[turn % 2], _SOURCES[turn % 5])
    second = PlannedComment(_subdistrict(turn + 7), kinds[(turn + 1) % 2], _SOURCES[(turn + 1) % 5])
    return (first, second) if turn % 3 == 0 else (first,)


def _discussed(turn: int) -> tuple[PlannedComment, ...]:
    """One comment to answer; every third item gets a second one, every fourth somebody who agrees."""
    said = [_modify(turn) if turn % 4 else _delete(turn, _ANSWERS[2])]
    if turn % 3 == 0:
        said.append(_modify(turn + 5, by=DEPARTMENTS[turn % len(DEPARTMENTS)].key))
    if turn % 4 == 1:
        said.append(PlannedComment(_subdistrict(turn + 9), OpinionKind.agree, CommentSource.workbook))
    if turn % 18 == 2:
        said.append(_modify(turn + 1, by=PUBLIC, source=CommentSource.page))
    return tuple(said)


def _revised(turn: int) -> tuple[PlannedComment, ...]:
    proposal, reason = _MODIFY[0]
    return (PlannedComment(_subdistrict(turn), OpinionKind.modify, CommentSource.workbook, proposal, reason, Answer.adopted),)


def _refused(turn: int) -> tuple[PlannedComment, ...]:
    return _delete(turn, _ANSWERS[0]), _delete(turn, _ANSWERS[0], by=_subdistrict(turn + 5))


def _modify(turn: int, by: str = "", source: CommentSource | None = None) -> PlannedComment:
    proposal, reason = _MODIFY[turn % len(_MODIFY)]
    answer, answer_reason = _ANSWERS[turn % len(_ANSWERS)]
    return PlannedComment(
        by or _subdistrict(turn), OpinionKind.modify, source or _SOURCES[turn % 5], proposal, reason, answer, answer_reason
    )


def _delete(turn: int, answered: tuple[Answer, str], by: str = "") -> PlannedComment:
    proposal, reason = _DELETE[turn % len(_DELETE)]
    return PlannedComment(by or _subdistrict(turn), OpinionKind.delete, _SOURCES[turn % 3], proposal, reason, *answered)


def _subdistrict(turn: int) -> str:
    return SUBDISTRICTS[turn % len(SUBDISTRICTS)].key


_BY_FATE: Mapping[Fate, Callable[[int], tuple[PlannedComment, ...]]] = {
    Fate.adopt_after_agreement: _agreement,
    Fate.adopt_after_comment: _discussed,
    Fate.adopt_after_revision: _revised,
    Fate.keep_after_comments: _refused,
}
