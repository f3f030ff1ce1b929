"""The list as a workbook: every row of the filter, nothing cut, nothing turned into a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

import xlsxwriter

from webapp.acting import place_words
from webapp.items.one_page import move_words
from webapp.locale import said
from webapp.presentation import ZONE
from workflows.domain.catalogue import bases_text, scope_text
from workflows.domain.vocabulary import KeepReason, Role
from workflows.domain.words import Words
from workflows.store.items.decisions import LastDecision
from workflows.store.items.listing import ListedRow

COLUMNS = (
    (Words("编号", "Number"), 8),
    (Words("事项名称", "Name"), 60),
    (Words("职权类别", "Kind"), 16),
    (Words("原实施部门", "Department"), 20),
    (Words("停在", "Rests at"), 20),
    (Words("调整方式", "Mode"), 12),
    (Words("职权编码", "Code"), 18),
    (Words("实施依据", "Bases"), 60),
    (Words("下放范围", "Scope"), 40),
    (Words("保留理由", "Kept because"), 20),
    (Words("备注", "Remarks"), 30),
    (Words("最近一次办理", "Last act"), 24),
    (Words("由谁办理", "By whom"), 14),
    (Words("办理日期", "Day of it"), 12),
    (Words("办理理由", "Its reason"), 50),
)


def listed_workbook(rows: Iterable[ListedRow], decisions: Mapping[int, LastDecision]) -> io.BytesIO:
    """An xlsx in memory, strings as strings; ``decisions`` by item id."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet(said(Words("事项", "Items")))
    head, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, said(name), head)
    sheet.freeze_panes(1, 2)
    for number, row in enumerate(rows, start=1):
        sheet.write_number(number, 0, row.number)
        for column, text in enumerate([*_cells(row), *_decided(decisions.get(row.id))], start=1):
            sheet.write_string(number, column, text, wrap)
    book.close()
    target.seek(0)
    return target


def _cells(row: ListedRow) -> list[str]:
    kept = said(KeepReason(row.kept_reason)) if row.kept_reason else ""
    fields = row.fields
    return [
        row.name,
        said(row.kind),
        row.department,
        said(place_words(row.marking)),
        said(row.mode),
        row.code,
        bases_text(fields.bases),
        scope_text(fields),
        kept,
        fields.remarks,
    ]


def _decided(decision: LastDecision | None) -> list[str]:
    if decision is None:
        return []
    did = said(move_words(decision.from_marking, decision.action))
    code = said(KeepReason(decision.code)) if decision.code else ""
    day = decision.at.astimezone(ZONE).date().isoformat()
    return [did, said(Role(decision.role)), day, said(Words("：", ": ")).join(part for part in (code, decision.reason) if part)]
