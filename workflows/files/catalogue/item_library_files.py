"""The item library as workbook, CSV and JSON: the coded rows, and beside them every row that has no valid code with the reason."""

from __future__ import annotations

import json

from workflows.domain.catalogue import DEMONSTRATION
from workflows.domain.item_library import COLUMNS, ItemLibrary
from workflows.files.reading.comma_text import write_comma_text
from workflows.files.table_workbook import TableSheet, write_table_workbook

FORMAT = {"item-library": "devolve", "format": 1}


def write_library_workbook(library: ItemLibrary) -> bytes:
    """Two sheets: 事项库, and 未入库 with the reason of each row."""
    listed = library.listed
    lines = (f"{listed.title} 第 {listed.version} 版，入库 {len(library.rows)} 项，未入库 {len(library.unlisted)} 项",)
    lines = (*lines, DEMONSTRATION.zh) if listed.demonstration else lines
    labels = tuple(words.zh for words in COLUMNS.values())
    refused = [(one.row.number, one.row.code, one.row.name, one.row.department, one.why.zh) for one in library.unlisted]
    return write_table_workbook(
        (
            TableSheet("事项库", lines, labels, [tuple(row.values()) for row in library.rows], frozenset({1, 4, 8})),
            TableSheet("未入库", lines, ("目录序号", "编码", "事项名称", "原实施部门", "原因"), refused, frozenset({2, 4})),
        )
    )


def write_library_csv(library: ItemLibrary) -> bytes:
    """The coded rows alone, under the English names of the columns, for a program: no line above, none below."""
    return write_comma_text([tuple(COLUMNS), *(tuple(row.values()) for row in library.rows)])


def write_library_json(library: ItemLibrary) -> bytes:
    """The coded rows and the others, with the version and digest of the catalogue they are from."""
    listed = library.listed
    plain = FORMAT | {
        "campaign": listed.campaign_key,
        "version": listed.version,
        "digest": listed.digest,
        "demonstration": listed.demonstration,
        "rows": list(library.rows),
        "unlisted": [{"row": one.row.number, "code": one.row.code, "name": one.row.name, "why": one.why.zh} for one in library.unlisted],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()
