"""The demonstration campaign itself: its title, its days and the moves of its stages (演示数据)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workflows.domain.windows import Window

KEY = "demo-2020"
TITLE = "海珠区2020年街道综合行政执法职权调整（演示数据）"
ZONE = "Asia/Shanghai"
LAW_AS_OF = datetime.date(2020, 9, 1)
COMMENT_DAYS = 7
"""Days an item hears comments, counted from its own arrival; the window's end may be later."""


@dataclass(frozen=True, slots=True)
class StageStep:
    """One move of the campaign: on which day, by which action of ``bpmn/campaign.bpmn``, with which reason."""

    on: datetime.date
    action: str
    reason: str = ""


def _step(month: int, day: int, action: str, reason: str = "") -> StageStep:
    return StageStep(datetime.date(2020, month, day), action, reason)


STAGES = (
    _step(8, 31, "launch"),
    _step(9, 14, "open_first_round"),
    _step(9, 17, "reopen_collection", "有关部门来函补报遗漏事项，补充采集两个工作日。"),
    _step(9, 21, "open_first_round"),
    _step(9, 28, "open_solicitation"),
    _step(10, 13, "open_second_round"),
    _step(10, 20, "solicit_again", "部分事项承接范围有调整，再次征求有关街道意见。"),
    _step(10, 29, "open_second_round"),
    _step(11, 4, "submit"),
    _step(11, 12, "conclude"),
    _step(11, 16, "publish"),
)
"""Everything before a step has been decided when it is taken; late items are filed between the second and the third step."""
COLLECTION_ENDS_ON = datetime.date(2020, 9, 11)
COMMENTS_END_ON = datetime.date(2020, 10, 10)
DEADLINES = {
    "collection": COLLECTION_ENDS_ON,
    "first_round": datetime.date(2020, 9, 25),
    "solicitation": COMMENTS_END_ON,
    "second_round": datetime.date(2020, 11, 3),
    "approval": datetime.date(2020, 11, 13),
}
WINDOW = Window(datetime.date(2020, 9, 28), 4)
"""The days of departments, subdistricts and the public; they end with the hearing."""
EFFECTIVE_ON = datetime.date(2021, 1, 1)
