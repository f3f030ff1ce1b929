"""docs/workbooks.md tells offices every column name that the readers know."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.files.comments.comment_workbook import COMMENT_COLUMNS
from workflows.files.items.item_columns import ITEM_COLUMNS
from workflows.files.reading import grid

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "workbooks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("column", [column for column in (*ITEM_COLUMNS, *COMMENT_COLUMNS) if column.field != "unread"])
def test_every_name_of_a_column_is_on_the_page(column):
    if column.field in ("hidden_id", "item_version", "hidden_bases"):
        assert column.words.zh in PAGE
    else:
        assert f"| {column.words.zh} | {' · '.join('、'.join(labels) for labels in column.ranks)} |" in PAGE


@pytest.mark.parametrize("limit", [grid.ROWS, grid.CELL_CHARACTERS, grid.ENTRIES, grid.COLUMNS])
def test_every_limit_is_on_the_page(limit):
    assert f"{limit:,} " in PAGE
