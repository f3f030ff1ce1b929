"""总览 as a workbook: where items rest, departments with their forecasts, the funnel, the ledger — one sheet each, as shown."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from webapp.locale import said
from webapp.overview.page import OverviewPage
from webapp.presentation import full_day, moment
from webapp.vocabulary import LEDGER_WORDS
from workflows.domain.words import Words
from workflows.files.sheet_writing import heading_style, new_book, style, write_text

Row = Sequence[object]
NAMES = {
    "places": Words("停在哪里", "Places"),
    "departments": Words("各部门进度", "Departments"),
    "funnel": Words("走到哪里", "Funnel"),
    "ledger": Words("台账", "Ledger"),
}
PLACES = tuple(
    Words(*pair) for pair in (("位置", "Place"), ("等谁", "Waits for"), ("项", "Items"), ("逾期", "Late"), ("最早到达", "Oldest since"))
)
DEPARTMENT = tuple(Words(*pair) for pair in (("部门", "Department"), ("在办", "In progress"), ("逾期", "Late")))
EXPECTED = (Words("预计审定", "Expected"), Words("怎样推算", "How it is worked out"))
FUNNEL = (Words("走到", "Reached"), Words("项", "Items"))
LEDGER = (Words("部门", "Department"), Words("类别", "Kind"), *(words for _key, words in LEDGER_WORDS), Words("差", "Gap"))


def overview_workbook(page: OverviewPage) -> bytes:
    """An xlsx; numbers stay as they are shown, texts stay texts."""
    content = io.BytesIO()
    with new_book(content) as book:
        for name, (heading, rows) in _sheets(page).items():
            sheet = book.add_worksheet(said(NAMES[name]))
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(heading) - 1, 16)
            forms = heading_style(book), style(book)
            for number, row in enumerate([[said(words) for words in heading], *rows]):
                for column, value in enumerate(row):
                    write_text(sheet, number, column, str(value), forms[number > 0])
    return content.getvalue()


def _sheets(page: OverviewPage) -> dict[str, tuple[Sequence[Words], Iterable[Row]]]:
    columns = tuple(column.name for column in page.columns)
    return {
        "places": ((*PLACES, Words(full_day(page.at), full_day(page.at))), _places(page)),
        "departments": ((*DEPARTMENT, *columns, *EXPECTED), _departments(page)),
        "funnel": (FUNNEL, [(said(Words("采集", "Filed")), page.filed), *((said(one.name), one.count) for one in page.funnel)]),
        "ledger": (LEDGER, _ledger(page)),
    }


def _places(page: OverviewPage) -> list[Row]:
    return [(said(one.name), said(one.who), one.count, one.late, moment(one.oldest)) for one in page.spots if one.count]


def _departments(page: OverviewPage) -> list[Row]:
    return [
        (row.name, row.count, row.late, *(cell.count for cell in row.cells), said(row.expected.said), said(row.expected.how))
        for row in page.departments
    ]


def _ledger(page: OverviewPage) -> list[Row]:
    return [
        (line.department, said(line.kind), *(line.counts[key] for key, _words in LEDGER_WORDS), line.gap)
        for line in (*page.lines, page.total)
    ]
