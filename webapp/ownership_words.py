"""What people read about ownership: grounds of a proof, kinds of faults, descents, days."""

from __future__ import annotations

import datetime as dt

from workflows.domain.ownership.questions import Ground
from workflows.domain.words import Words

GROUNDS = {
    Ground.reported: Words("部门报送", "Reported by its department"),
    Ground.moved: Words("转由另一部门", "Moved to another department"),
    Ground.split: Words("拆分而来", "Part of a split item"),
    Ground.merged: Words("并入本项", "Merged into it"),
    Ground.listed: Words("列入目录并施行", "Listed, in effect"),
    Ground.listed_again: Words("新版目录继续列入", "Listed again"),
    Ground.removed: Words("新版目录不再列入，收回", "No longer listed, given back"),
}
FAULTS = {
    "contested": Words("两个部门报送（请核对）", "Reported by two departments (check)"),
    "duplicated": Words("同一部门重复（请核对）", "Twice under one department (check)"),
    "orphaned": Words("无主", "Held by nobody ever"),
    "overlaps": Words("同日重叠", "Overlapping claims"),
    "gaps": Words("某日无人行使", "Days without a holder"),
    "cycles": Words("循环", "Circles"),
}
DESCENTS = {
    "split_into": Words("{on} 拆分，关联第 {item} 项", "Split on {on}: item {item}"),
    "merged_from": Words("{on} 合并，关联第 {item} 项", "Merged on {on}: item {item}"),
}


def span_words(from_on: dt.date | None, until_on: dt.date | None) -> Words:
    """Days from … to …, both included; open ends in words."""
    if from_on is None and until_on is None:
        return Words("一直", "throughout")
    if from_on is None:
        return Words(f"至 {until_on}", f"until {until_on}")
    return Words(f"{from_on} 至 {until_on}", f"{from_on} to {until_on}") if until_on else Words(f"{from_on} 起", f"from {from_on}")
