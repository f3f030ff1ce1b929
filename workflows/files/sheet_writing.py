"""Workbooks are written from text alone: no text becomes a formula, a link or a number, none is cut, none stops the writing.

The same content gives the same bytes: no clock is asked.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workflows.domain.words import Words

LONGEST_TEXT = 32_767
"""Characters a cell of a workbook can hold."""

TITLE_FONT, HEADING_FONT, BODY_FONT = "方正小标宋_GBK", "黑体", "仿宋_GB2312"
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_MADE_AT = dt.datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook knows no zone


class TextTooLong(ValueError):
    """A cell would hold more than 32,767 characters; ``words`` say where. Nothing is cut, so nothing is written."""

    def __init__(self, row: int, column: int, length: int) -> None:
        self.words = Words(
            f"第 {row + 1} 行第 {column + 1} 列有 {length:,} 个字，超过工作簿每格 32,767 字上限，无法导出。请精简该项文字。",
            f"Row {row + 1}, column {column + 1} has {length:,} characters, more than a workbook's 32,767. Shorten the text.",
        )
        super().__init__(self.words.zh)


@contextmanager
def new_book(content: io.BytesIO) -> Iterator[xlsxwriter.Workbook]:
    """A workbook that is written into ``content`` when the block ends."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": _MADE_AT})
        yield book


def style(book: xlsxwriter.Workbook, **more: object) -> Format:
    """Body text: 仿宋, wrapped, framed; ``more`` changes it."""
    return book.add_format({"font_name": BODY_FONT, "font_size": 11, "text_wrap": True, "valign": "vcenter", "border": 1, **more})


def title_style(book: xlsxwriter.Workbook) -> Format:
    """The title over a table: 小标宋, size 2, centred."""
    return book.add_format({"font_name": TITLE_FONT, "font_size": 22, "align": "center", "valign": "vcenter"})


def heading_style(book: xlsxwriter.Workbook, **more: object) -> Format:
    """Column names: 黑体, centred, grey."""
    return style(book, font_name=HEADING_FONT, align="center", bg_color="#EDEFF2", **more)


def write_text(page: Worksheet, row: int, column: int, text: str, form: Format | None = None) -> None:
    """One text in one cell, as it is; places count from 0.

    Raises:
        TextTooLong: More than 32,767 characters.
    """
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(row, column, len(text))
    if text:
        page.write_string(row, column, writable(text), form)
    elif form is not None:
        page.write_blank(row, column, None, form)


def writable(text: str) -> str:
    """The text with the few code points no workbook can hold written as _xFFFF_."""
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name a sheet may have: at most 31 characters, none of []:*?/\\, not taken yet; added to ``taken``."""
    plain = _NOT_IN_NAMES.sub("_", wanted).strip("'")[:_LONGEST_NAME] or "Sheet"
    name, number = plain, 2
    while name.casefold() in taken:
        ending = f" ({number})"
        name, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name
