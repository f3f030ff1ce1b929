"""Which papers there are, for whom each is made, in which files, and who may read it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from workflows.domain.words import Words


class For(enum.StrEnum):
    """For whom a paper is made: once a campaign, for each department, each subdistrict, each unit that commented, each item."""

    campaign = "campaign"
    department = "department"
    subdistrict = "subdistrict"
    commenter = "commenter"
    item = "item"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper. ``made_for`` beside the campaign as a whole; ``table``: it is also a workbook.

    ``open``: departments and subdistricts may read what concerns them from the launch on; ``announced``: once it is announced.
    """

    key: str
    words: Words
    about: Words
    made_for: frozenset[For] = frozenset({For.campaign})
    table: bool = False
    open: bool = False
    announced: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The files it can be written as."""
        return ("docx", "pdf", "xlsx") if self.table else ("docx", "pdf")


OFFICES = frozenset({For.department, For.subdistrict})

_ALL = (
    PaperKind(
        "collection_notice",
        Words("采集通知", "Collection notice"),
        Words("部署采集：范围、要求、时限", "Launch: scope, requirements, deadline"),
        open=True,
    ),
    PaperKind(
        "review_opinions",
        Words("第一轮审查意见表", "Opinions of the first round"),
        Words("逐项的审查结论和理由", "Verdict and reason, item by item"),
        table=True,
    ),
    PaperKind(
        "minutes",
        Words("研讨会议纪要", "Minutes of the seminars"),
        Words("研讨过的事项、结论和理由", "Items discussed, what came of it and why"),
        table=True,
    ),
    PaperKind(
        "solicitation_letter",
        Words("征求意见函", "Letter asking for comments"),
        Words("发各部门、各街道", "To departments and subdistricts"),
        open=True,
    ),
    PaperKind(
        "comment_form",
        Words("意见反馈表", "Feedback form"),
        Words("随函发出，逐项填写意见", "Goes with the letter, one line an item"),
        OFFICES | {For.campaign},
        table=True,
        open=True,
    ),
    PaperKind(
        "answers",
        Words("意见采纳情况表", "How comments were used"),
        Words("每条意见的采纳情况和理由", "Each comment, its answer and the reason"),
        table=True,
    ),
    PaperKind(
        "reply",
        Words("意见采纳情况复函", "Reply to a unit"),
        Words("逐个单位答复其意见的采纳情况", "Tells each unit how its comments were used"),
        frozenset({For.commenter}),
        open=True,
    ),
    PaperKind(
        "legality_opinion",
        Words("合法性审查意见书", "Opinion on legality"),
        Words("第二轮审查的结论", "What the second round concluded"),
    ),
    PaperKind("request", Words("请示", "Request for approval"), Words("附起草说明和目录", "With drafting note and catalogue")),
    PaperKind("drafting_note", Words("起草说明", "Drafting note"), Words("背景、过程、主要内容", "Background, process, contents")),
    PaperKind("countersign", Words("会签单", "Countersignature sheet"), Words("各部门会签", "Signed by the departments")),
    PaperKind(
        "announcement",
        Words("公告", "Announcement"),
        Words("附承接街道名单和目录", "With the subdistricts and the catalogue"),
        announced=True,
    ),
    PaperKind(
        "catalogue",
        Words("职权调整事项目录", "Catalogue"),
        Words("单独印制的目录", "The catalogue on its own"),
        table=True,
        announced=True,
    ),
    PaperKind(
        "department_list",
        Words("部门调出事项清单", "List of a department"),
        Words("该部门调整出去的事项", "What the department hands over"),
        frozenset({For.department}),
        table=True,
        open=True,
    ),
    PaperKind(
        "subdistrict_list",
        Words("街道承接事项清单", "List of a subdistrict"),
        Words("该街道承接的事项", "What the subdistrict receives"),
        frozenset({For.subdistrict}),
        table=True,
        announced=True,
    ),
    PaperKind(
        "kept_list",
        Words("不予调整事项清单", "List of what is kept"),
        Words("保留在部门的事项和理由", "What departments keep, and why"),
        table=True,
    ),
    PaperKind(
        "item_life",
        Words("一事一档", "One item, its file"),
        Words(
            "一个事项从填报到结果的全过程，两页；部门的一册收入说过理由或者提过意见的事项",
            "The whole life of one item on two pages; a department's volume holds those that somebody gave a reason or an opinion on",
        ),
        frozenset({For.item, For.department}),
    ),
)
KINDS: Mapping[str, PaperKind] = {kind.key: kind for kind in _ALL}
"""Every kind by its key, in the order of the work."""
