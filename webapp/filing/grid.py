"""The grid of 填报: every row as text with what is wrong beside its cell, and the drafts that come back from it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterable, Mapping

from flask import Response, abort, request
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from webapp.acting import act, actor, campaign, campaign_net, item_net, read, role, sight
from webapp.identity import now
from webapp.items.differences import FIELD_WORDS
from webapp.locale import said
from webapp.presentation import asset, clock, day
from workflows.domain.findings import shown_at
from workflows.domain.items import ItemFields, missing_for_report
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import Form, Kind, Mode, OwnerLevel, Role, Severity
from workflows.domain.words import Words
from workflows.engine.net import Desk
from workflows.files.items.collection_template import EDITABLE, form_texts
from workflows.operations.items.drafting import DraftedRow, TypedRow, drafted_rows, save_drafts
from workflows.operations.items.screening import findings_in
from workflows.store.base import among
from workflows.store.campaigns import participants
from workflows.store.items.listing import ItemFilter, ListedRow, ids_of_numbers, listed_whole, rows_of_ids
from workflows.store.items.returns import Return, returns_of
from workflows.store.items.rows import Item

STATES = {
    "wrong": (Words("有误", "Blocked"), "red"),
    "returned": (Words("退回", "Returned"), "amber"),
    "unfilled": (Words("未填", "Incomplete"), ""),
    "drafted": (Words("草稿", "Draft"), ""),
    "saved": (Words("已存", "Saved"), "act"),
}
ICONS = {"wrong": "warn", "returned": "undo", "unfilled": "empty", "drafted": "clock", "saved": "check"}
GRID_WORDS = {
    "label": Words("填报表格", "Grid of items to fill in"),
    "number": Words("编号", "No."),
    "state": Words("状态", "State"),
    "department": Words("部门", "Department"),
    "all": Words("全部", "All"),
    "wrong": Words("有误：", "Blocked: "),
    "begin": Words("粘贴或填写事项名称", "Paste or type a name"),
    "none": Words("没有在填报的事项。", "Nothing is at filling in."),
    "saving": Words("正在保存…", "Saving…"),
    "saved": Words("已自动保存", "Saved"),
    "unsaved": Words("尚未保存，正在重试；内容还在本页。", "Not saved yet, trying again; what you typed is still on this page."),
    "signed_out": Words("登录已过期：请在新标签页登录，本页会接着保存。", "Signed out: sign in in another tab and this page goes on."),
    "read_only": Words("编号和状态不能改写，其余已粘贴。", "Number and state cannot be written over; the rest was pasted."),
    "unread": Words("表格没有读出，请刷新；下面的列表照常可用。", "The grid could not be read; reload, or use the list."),
}
BODY_BYTES = 4 * 1024 * 1024
CLOSED = {"kind": Kind, "mode": Mode, "form": Form, "owner_level": OwnerLevel}
WIDE = {"name": 300, "bases": 230, "receivers": 190, "scope_conduct": 160, "remarks": 160}
APPLIED = Words("已存为正式版本 {count} 项。", "{count} items have a new version.")
NOT_YET = Words("另有 {count} 行草稿有误或已过期，仍为草稿。", " {count} rows with errors or out of date stay drafts.")
DISCARDED = Words("已放弃草稿 {count} 行。", "{count} rows of drafts were thrown away.")
STALE = Words("此项之后有了新的版本，草稿按旧版写成；请核对后重新填写。", "A newer version stands; the draft was written on the old one.")


def grid_columns() -> list[dict[str, object]]:
    """The columns that may be filled in, in the order of the form: key, name, width, and the words of a closed list."""
    first = ("name", "kind", "bases", "mode", "penalty_kinds", "form")
    order = (*first, *(column for column in EDITABLE if column not in (*first, "code")), "code")
    return [
        {"field": column, "title": said(FIELD_WORDS[column]), "width": WIDE.get(column, 116), "words": _choices(column)} for column in order
    ]


def grid_answer() -> Response:
    """All rows at filling in that the reader may fill in, and the rows they began."""
    places = tuple(place.marking for place in item_net().places.values() if place.desk is Desk.fill_in)
    listed = listed_whole(read(), sight(), ItemFilter(places=places))
    drafts = drafted_rows(read(), actor=actor(), campaign=campaign())
    return _json({"rows": _rows(listed, drafts, None), "drafts": len(drafts)})


def saved_answer() -> Response:
    """The rows of the request are drafts of the reader; the answer says what each of them reads as now."""
    typed = _typed()
    refused = act(save_drafts, rows=typed)
    keys = {row.row for row in typed} - set(refused)
    numbers = {int(key) for key in keys if key.isdecimal()}
    listed = rows_of_ids(read(), campaign().id, ids_of_numbers(read(), sight(), numbers))
    drafts = drafted_rows(read(), actor=actor(), campaign=campaign())
    body = {"rows": _rows(listed, drafts, keys), "refused": list(refused), "drafts": len(drafts), "at": clock(now())}
    return _json(body)


def applied_words(outcome: Outcome) -> tuple[Words, str]:
    """What to tell after drafts were made versions of, and its tone."""
    said_, left = APPLIED.filled(count=outcome.count), len(outcome.left_out)
    rest = NOT_YET.filled(count=left) if left else Words("", "")
    return Words(said_.zh + rest.zh, said_.en + rest.en), "amber" if left or not outcome.count else "act"


def grid_settings() -> dict[str, object]:
    """What the script of the grid is told: words in the reader's language, columns, the token of its requests."""
    words = {key: said(value) for key, value in GRID_WORDS.items()}
    words["states"] = {key: said(label) for key, (label, _tone) in STATES.items()}
    words["tones"] = {key: tone for key, (_label, tone) in STATES.items() if tone in ("red", "amber")}
    words["icons"] = ICONS
    start = item_net().start
    add = role() is Role.liaison and campaign_net().places[campaign().marking].opens >= {"collection"} and start in item_net().places
    return {"words": words, "columns": grid_columns(), "icons": asset("icons.svg"), "token": generate_csrf(), "add": add}


def _typed() -> list[TypedRow]:
    if (request.content_length or 0) > BODY_BYTES:
        abort(413)
    body = request.get_json(silent=True)
    rows = body.get("rows") if isinstance(body, dict) else None
    if not isinstance(rows, dict) or not all(map(_well_formed, rows.items())):
        abort(400)
    return [TypedRow(key, row["cells"], row.get("version")) for key, row in rows.items()]


def _well_formed(entry: tuple[str, object]) -> bool:
    key, row = entry
    if not isinstance(row, dict) or not isinstance(row.get("cells"), dict) or len(key) > 40:
        return False
    version = row.get("version")
    return (version is None or (type(version) is int and 0 < version < 10**9)) and all(isinstance(t, str) for t in row["cells"].values())


def _rows(listed: Iterable[ListedRow], drafts: Iterable[DraftedRow], only: Collection[str] | None) -> list[dict[str, object]]:
    listed = list(listed)
    drafted = {draft.row: draft for draft in drafts if only is None or draft.row in only}
    begun = [draft for draft in drafted.values() if draft.item is None]
    names = {office.key: office.short_name for office in participants(read(), campaign(), "receiver")}
    versions = dict(read().execute(select(Item.id, Item.versions).where(Item.id.in_(among([row.id for row in listed])))).all())
    back = returns_of(read(), [row.id for row in listed])
    says = {row.id: _says(row, drafted.get(str(row.number))) for row in listed}
    says |= {-place: draft.fields for place, draft in enumerate(begun, start=1) if draft.fields is not None}
    found = _blocking({key: fields for key, fields in says.items() if fields is not None})
    rows = [_row(row, versions[row.id], drafted.get(str(row.number)), found.get(row.id, {}), back.get(row.id), names) for row in listed]
    return rows + [_begun(draft, found.get(-place, {})) for place, draft in enumerate(begun, start=1)]


def _says(row: ListedRow, draft: DraftedRow | None) -> ItemFields | None:
    return row.fields if draft is None else draft.fields


def _blocking(says: Mapping[int, ItemFields]) -> dict[int, dict[str, str]]:
    """For each row, by column, what the rules would block it for."""
    found: dict[int, dict[str, str]] = {}
    for key, findings in findings_in(read(), campaign(), says).items():
        for finding in findings:
            if finding.severity is Severity.block:
                found.setdefault(key, {}).setdefault(shown_at(finding.code), f"{said(finding.message)}（{finding.citation}）")
    return found


def _row(
    row: ListedRow, version: int, draft: DraftedRow | None, blocked: dict[str, str], back: Return | None, names: Mapping[str, str]
) -> dict[str, object]:
    printed = {column: text for column, text in form_texts(row.fields, names).items() if text and column in EDITABLE}
    told: dict[str, object] = {"row": str(row.number), "number": row.number, "version": version, "base": printed}
    if role() is not Role.liaison:
        told["department"] = row.department
    if back is not None:
        told["note"] = note_of(back)
    if draft is not None:
        told |= {"cells": dict(draft.cells), "version": version}
    wrong = (_wrong(draft) if draft else {}) or blocked
    needs = missing_for_report(_says(row, draft) or row.fields)
    return told | {"wrong": wrong, "state": _state(wrong, needs, draft, back)}


def _begun(draft: DraftedRow, blocked: dict[str, str]) -> dict[str, object]:
    wrong = _wrong(draft) or blocked
    needs = missing_for_report(draft.fields) if draft.fields else ("name",)
    return {"row": draft.row, "base": {}, "cells": dict(draft.cells), "wrong": wrong, "state": _state(wrong, needs, draft, None)}


def _wrong(draft: DraftedRow) -> dict[str, str]:
    if draft.stale:
        return {"name": said(STALE)}
    return {column: said(problem.message).split("：", 1)[-1].split(": ", 1)[-1] for column, problem in draft.wrong.items()}


def _state(wrong: Mapping, needs: Collection[str], draft: DraftedRow | None, back: Return | None) -> str:
    if wrong:
        return "wrong"
    if needs:
        return "unfilled"
    if draft is not None:
        return "drafted"
    return "returned" if back is not None else "saved"


def note_of(back: Return) -> str:
    """Who sent an item back, why and when."""
    who = said(Role(back.role)) if back.reason else said(Words("合规筛查", "Screening"))
    return f"{who}：{back.reason or said(Words('筛查阻断，请按提示修改', 'blocked, see what is wrong'))} {day(back.at)}"


def _choices(column: str) -> list[str]:
    return [term.zh for term in CLOSED[column]] if column in CLOSED else []


def _json(body: object) -> Response:
    """The body as JSON, packed where the browser takes it packed: a thousand rows are half a megabyte of repeated words."""
    plain = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    answer = Response(mimetype="application/json")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        plain = gzip.compress(plain, 5)
        answer.headers["Content-Encoding"] = "gzip"
    answer.set_data(plain)
    return answer
