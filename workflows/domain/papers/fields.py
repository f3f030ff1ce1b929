"""The named fields that a wording may use: what each means, which paper knows it, and its value from a snapshot."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from workflows.domain.papers.kinds import KINDS, For
from workflows.domain.papers.snapshot import FIRST_ROUND, Snapshot
from workflows.domain.vocabulary import NEEDS_ANSWER, Answer, Kind
from workflows.domain.words import Words

NOT_SET = "（待定）"

FIELDS: Mapping[str, Words] = {
    "campaign_title": Words("采集工作的名称", "Name of the campaign"),
    "catalogue_title": Words("目录的名称", "Title of the catalogue"),
    "catalogue_number": Words("公告的文号", "Document number of the announcement"),
    "catalogue_version": Words("目录的版次", "Version of the catalogue"),
    "government": Words("发布公告的人民政府", "Government that announces"),
    "bureau": Words("主办的司法局", "Justice bureau in charge"),
    "day": Words("落款日期", "Day of the paper"),
    "departments": Words("各部门名称", "Names of the departments"),
    "subdistricts": Words("各街道名称", "Names of the subdistricts"),
    "department_count": Words("部门数", "Number of departments"),
    "subdistrict_count": Words("街道数", "Number of subdistricts"),
    "law_day": Words("适用法律的日期", "Day of the law"),
    "collection_until": Words("采集截止日", "Last day of collection"),
    "comments_until": Words("征求意见截止日", "Last day of comments"),
    "effective_on": Words("目录施行日", "Day the catalogue takes effect"),
    "filed_count": Words("各部门填报的事项数", "Items filed by departments"),
    "adopted_count": Words("拟调整（列入目录）的事项数", "Items on the catalogue"),
    "kept_count": Words("保留的事项数", "Items kept"),
    "in_progress_count": Words("还在办理的事项数", "Items in progress"),
    "ended_count": Words("作废及拆分合并的事项数", "Items voided, split or merged"),
    "by_kind": Words("目录分职权类别的项数", "Catalogue by kind"),
    "by_department": Words("目录分部门的项数", "Catalogue by department"),
    "kept_reasons": Words("保留事项分原因的项数", "Kept items by reason"),
    "heard_count": Words("征求过意见的事项数", "Items that were heard"),
    "comment_count": Words("收到的意见条数", "Comments received"),
    "asking_count": Words("其中需要答复的条数", "Of these, asking for an answer"),
    "used_count": Words("采纳的条数", "Comments adopted"),
    "used_in_part_count": Words("部分采纳的条数", "Adopted in part"),
    "declined_count": Words("不采纳的条数", "Declined"),
    "waiting_count": Words("待处理的条数", "Waiting for an answer"),
    "first_round_count": Words("第一轮审查过的事项数", "Items judged in the first round"),
    "later_round_count": Words("以后各轮审查过的事项数", "Items judged in later rounds"),
    "discussed_count": Words("研讨过的事项数", "Items discussed"),
    "unit": Words("这份文件所对的单位", "The unit this paper is for"),
    "own_count": Words("该单位调出或承接的事项数", "Items the unit hands over or receives"),
    "own_comments": Words("该单位的意见条数", "Comments of the unit"),
    "item_number": Words("事项编号", "Number of the item"),
    "item_name": Words("事项名称", "Name of the item"),
    "table": Words("表格（独占一行）", "The table, on a line of its own"),
}
"""Every field and what people see beside it."""

OPENS: Mapping[str, str] = {"collection_notice": "collection", "solicitation_letter": "solicitation"}
"""The stage that a paper opens."""
OF_A_UNIT = ("unit", "own_count", "own_comments")
OF_AN_ITEM = ("item_number", "item_name")
WITH_TABLE = frozenset(
    {"review_opinions", "minutes", "comment_form", "answers", "reply", "legality_opinion", "countersign"}
    | {"catalogue", "department_list", "subdistrict_list", "kept_list", "item_life"}
)


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields that a kind of paper knows, in the order of ``FIELDS``."""
    made_for = KINDS[kind].made_for
    of_units = made_for & {For.department, For.subdistrict, For.commenter} and For.item not in made_for
    left_out = set() if of_units else set(OF_A_UNIT)
    left_out |= set() if For.item in made_for else set(OF_AN_ITEM)
    left_out |= set() if kind in WITH_TABLE else {"table"}
    return tuple(field for field in FIELDS if field not in left_out)


def values_of(snapshot: Snapshot, whom: str = "", kind: str = "") -> dict[str, str]:
    """The value of every field but ``table``, for one unit's key or one item's number if the paper is for one.

    Args:
        kind: The kind of paper; one that opens a stage bears the day on which that stage opened.
    """
    told = {**_settings(snapshot), **_counts(snapshot), **_comments(snapshot), **_of(snapshot, whom)}
    return told | {"day": full_day(snapshot.opened.get(OPENS.get(kind, ""), snapshot.on))}


def full_day(day: dt.date | None) -> str:
    """2020年11月16日, as papers date; （待定） for a day not yet set."""
    return f"{day.year}年{day.month}月{day.day}日" if day else NOT_SET


def unit_name(snapshot: Snapshot, whom: str) -> str:
    """The unit a paper is for; 各单位 when it is for all."""
    return snapshot.name_of(whom) if whom else "各单位"


def _settings(snapshot: Snapshot) -> dict[str, str]:
    listed = snapshot.listed
    return {
        "campaign_title": snapshot.title,
        "catalogue_title": listed.title,
        "catalogue_number": listed.number or "（文号待定）",
        "catalogue_version": f"第{listed.version}版" if listed.version else "草案",
        "government": snapshot.offices.get("government", "区人民政府"),
        "bureau": snapshot.offices.get("justice_bureau", "区司法局"),
        "departments": "、".join(snapshot.departments.values()),
        "subdistricts": "、".join(snapshot.receivers.values()),
        "department_count": str(len(snapshot.departments)),
        "subdistrict_count": str(len(snapshot.receivers)),
        "law_day": full_day(snapshot.law_as_of),
        "collection_until": full_day(_deadline(snapshot, "collection")),
        "comments_until": full_day(snapshot.comments_until),
        "effective_on": full_day(listed.effective_on),
    }


def _counts(snapshot: Snapshot) -> dict[str, str]:
    counts, rows = snapshot.counts, snapshot.listed.rows
    kinds, departments = Counter(row.kind for row in rows), Counter(row.department for row in rows)
    reasons = Counter(item.kept for item in snapshot.items if item.counts == "kept" and item.kept)
    return {
        "filed_count": str(snapshot.filed),
        "adopted_count": str(len(rows)),
        "kept_count": str(counts["kept"]),
        "in_progress_count": str(counts["in_progress"]),
        "ended_count": str(counts["voided"] + counts["split_or_merged"]),
        "by_kind": _listing((kind.zh, kinds[kind]) for kind in Kind),
        "by_department": _listing((name, departments[name]) for name in snapshot.departments.values()),
        "kept_reasons": _listing((reason.zh, count) for reason, count in reasons.most_common()),
        "heard_count": str(snapshot.heard),
        "first_round_count": str(sum(FIRST_ROUND in rounds for rounds in snapshot.judged)),
        "later_round_count": str(sum(bool(rounds - {FIRST_ROUND}) for rounds in snapshot.judged)),
        "discussed_count": str(snapshot.discussed),
    }


def _comments(snapshot: Snapshot) -> dict[str, str]:
    asking = [comment for comment in snapshot.comments if comment.kind in NEEDS_ANSWER]
    answers = Counter(comment.answer for comment in snapshot.comments)
    return {
        "comment_count": str(len(snapshot.comments)),
        "asking_count": str(len(asking)),
        "used_count": str(answers[Answer.adopted]),
        "used_in_part_count": str(answers[Answer.adopted_in_part]),
        "declined_count": str(answers[Answer.declined]),
        "waiting_count": str(sum(comment.answer is None for comment in asking)),
    }


def _of(snapshot: Snapshot, whom: str) -> dict[str, str]:
    if whom.isdecimal():
        return {"item_number": whom, "item_name": snapshot.by_number[int(whom)].fields.name}
    own = (len(snapshot.rows_for(whom)), len(snapshot.comments_of(whom))) if whom else (len(snapshot.listed.rows), len(snapshot.comments))
    return {"unit": unit_name(snapshot, whom), "own_count": str(own[0]), "own_comments": str(own[1])}


def _listing(counts: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{name}{count}项" for name, count in counts if count) or "0项"


def _deadline(snapshot: Snapshot, stage: str) -> dt.date | None:
    return dt.date.fromisoformat(snapshot.deadlines[stage]) if stage in snapshot.deadlines else None
