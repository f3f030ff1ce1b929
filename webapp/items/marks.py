"""What the marks of a list are called, on the desk and in the list of items alike."""

from __future__ import annotations

from workflows.domain.vocabulary import Severity
from workflows.domain.words import Words

MARKS = {
    "mine": Words("分给我的", "Assigned to me"),
    "unassigned": Words("未分配", "Assigned to nobody"),
    "given": Words("我已给意见，等他人", "My opinion is in, others awaited"),
    "moved": Words("自上轮后有变", "Changed since the last opinion"),
    "unmoved": Words("自上轮后未变", "Unchanged since the last opinion"),
    "warn": Words("有警示", "Warned"),
    "comment": Words("有未了意见", "Comments open"),
    "disagreed": Words("意见不一", "Opinions differ"),
    "block": Severity.block.words,
    "aside": Words("须回避", "Not for me to decide"),
    "similar": Words("相似", "Similar names"),
    "asked_back": Words("申请撤回", "Asked back"),
    "none": Words("无标记", "No mark"),
}
"""In the order in which a reviewer looks at them."""
