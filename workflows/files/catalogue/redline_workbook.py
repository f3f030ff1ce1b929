"""花脸稿 as a workbook: what changed field by field, what came, what went."""

from __future__ import annotations

from workflows.domain.catalogue import COLUMNS, DEMONSTRATION, Catalogue
from workflows.domain.redline import FIELD_WORDS, HEADING_WORDS, Redline
from workflows.files.table_workbook import TableSheet, write_table_workbook


def write_redline_workbook(found: Redline) -> bytes:
    """Three sheets: 改动 (both texts side by side), 新列入, 删去; each says which versions are compared."""
    lines = (f"{version_name(found.before)} → {version_name(found.after)}", *digests(found))
    columns = tuple(words.zh for words in COLUMNS)
    heading = [("", "", HEADING_WORDS[field.name].zh, field.before, field.after) for field in found.heading]
    changed = [
        (row.after.item_number, row.after.name, FIELD_WORDS[field.name].zh, field.before, field.after)
        for row in found.changed
        for field in row.fields
    ]
    wide = frozenset({2, 4})
    return write_table_workbook(
        (
            TableSheet("改动", lines, ("事项编号", "事项名称", "字段", "原文", "现文"), [*heading, *changed], frozenset({1, 3, 4})),
            TableSheet("新列入", lines, columns, [row.cells for row in found.added], wide),
            TableSheet("删去", lines, columns, [row.cells for row in found.removed], wide),
        )
    )


def version_name(listed: Catalogue) -> str:
    """第 2 版, or 草案."""
    return f"第 {listed.version} 版（{len(listed.rows)} 项）" if listed.version else f"草案（{len(listed.rows)} 项）"


def digests(found: Redline) -> tuple[str, ...]:
    """The digests of both lists, and that they are of a demonstration where they are."""
    said = tuple(f"{version_name(listed)} SHA-256 {listed.digest}" for listed in (found.before, found.after))
    return (*said, DEMONSTRATION.zh) if found.after.demonstration else said
