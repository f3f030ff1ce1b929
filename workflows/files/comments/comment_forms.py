"""The two papers of 征求意见: 意见反馈表 that goes out, and 意见采纳情况表 that goes back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from workflows.domain.comments import AnsweredComment
from workflows.domain.vocabulary import NEEDS_ANSWER, OpinionKind
from workflows.files.comments.comment_workbook import COMMENT_HEADING
from workflows.files.sheet_writing import heading_style, new_book, style, title_style, write_text

_FORM_COLUMNS = ("number", "code", "name", "opinion", "change", "reason", "contact", "phone", "hidden_id")
_FORM_WIDTHS = (10, 16, 48, 12, 48, 48, 12, 16, 12)
_ANSWER_COLUMNS = ("序号", "意见单位", "事项名称", "意见类型", "意见内容", "采纳情况", "理由", "事项编号", "来源", "收到日期", "答复日期")
_ANSWER_WIDTHS = (7, 22, 40, 11, 50, 12, 50, 10, 10, 13, 13)
_HEADING_ROW, _FIRST_ROW, _BLANK_ROWS = 2, 3, 50


@dataclass(frozen=True, slots=True)
class CommentFormRow:
    """An item printed into the form; its id comes back in a hidden column."""

    number: int
    name: str
    code: str = ""
    hidden_id: str = ""


def write_comment_form(rows: Sequence[CommentFormRow] = (), *, unit: str = "", title: str = "意见反馈表") -> bytes:
    """The form as xlsx: the items printed, the opinions to choose, 50 blank lines for additions.

    Raises:
        TextTooLong: A cell would hold more than 32,767 characters.
    """
    content = io.BytesIO()
    with new_book(content) as book:
        page = book.add_worksheet("意见反馈表")
        _headed(book, page, title, f"反馈单位：{unit}", [COMMENT_HEADING.columns[about].words.zh for about in _FORM_COLUMNS], _FORM_WIDTHS)
        page.set_column(len(_FORM_COLUMNS) - 1, len(_FORM_COLUMNS) - 1, 12, None, {"hidden": True})
        body = style(book, num_format="@")
        for row, entry in enumerate(rows):
            texts = (str(entry.number), entry.code, entry.name, "", "", "", "", "", entry.hidden_id)
            _write(page, _FIRST_ROW + row, texts, body)
        for row in range(len(rows), len(rows) + _BLANK_ROWS):
            _write(page, _FIRST_ROW + row, [""] * len(_FORM_COLUMNS), body)
        page.data_validation(
            *(_FIRST_ROW, 3, _FIRST_ROW + len(rows) + _BLANK_ROWS - 1, 3),
            {
                "validate": "list",
                "source": [kind.zh for kind in OpinionKind],
                "input_title": "意见类型",
                "input_message": "没有意见也请选“无意见”或“同意”；不选视为未回复",
            },
        )
    return content.getvalue()


def write_answers(comments: Sequence[AnsweredComment], *, title: str = "意见采纳情况表") -> bytes:
    """The table that goes back to the units, numbered in the order given.

    A comment that asks for an answer and has none says 待处理; one that asks for none says 无须答复.

    Raises:
        TextTooLong: A cell would hold more than 32,767 characters.
    """
    content = io.BytesIO()
    with new_book(content) as book:
        page = book.add_worksheet("意见采纳情况表")
        _headed(book, page, title, f"共 {len(comments)} 条", _ANSWER_COLUMNS, _ANSWER_WIDTHS)
        body = style(book)
        for row, comment in enumerate(comments):
            _write(page, _FIRST_ROW + row, (str(row + 1), *_answer_texts(comment)), body)
    return content.getvalue()


def _answer_texts(comment: AnsweredComment) -> tuple[str, ...]:
    waiting = "待处理" if comment.kind in NEEDS_ANSWER else "无须答复"
    item = comment.item or "整个清单"
    number = str(comment.item_number) if comment.item_number is not None else ""
    days = comment.received_on.isoformat(), comment.answered_on.isoformat() if comment.answered_on else ""
    answer = comment.answer.zh if comment.answer else waiting
    return comment.unit, item, comment.kind.zh, comment.text, answer, comment.reason, number, comment.source.zh, *days


def _headed(
    book: xlsxwriter.Workbook, page: Worksheet, title: str, line: str, columns: Sequence[str], widths: Sequence[int]
) -> None:
    page.merge_range(0, 0, 0, len(columns) - 1, "", title_style(book))
    write_text(page, 0, 0, title, title_style(book))
    page.set_row(0, 36)
    write_text(page, 1, 0, line, style(book, border=0, text_wrap=False))
    for column, (name, width) in enumerate(zip(columns, widths, strict=True)):
        write_text(page, _HEADING_ROW, column, name, heading_style(book))
        page.set_column(column, column, width)
    page.freeze_panes(_FIRST_ROW, 0)
    page.repeat_rows(_HEADING_ROW)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write(page: Worksheet, row: int, texts: Sequence[str], form: xlsxwriter.format.Format) -> None:
    for column, text in enumerate(texts):
        write_text(page, row, column, text, form)
