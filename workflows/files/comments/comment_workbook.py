"""意见反馈表 coming back from units: every filled row a comment, every empty one counted as not answered.

Silence is never taken for 无意见: a printed row in which nobody chose an opinion and nobody wrote is not a comment.

Source: the columns of 意见反馈表 (unit, catalogue number or code, item, kind of opinion, change, reason, contact, phone).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workflows.domain.folding import folded
from workflows.domain.vocabulary import NEEDS_ANSWER, OpinionKind
from workflows.domain.words import Words
from workflows.files.items.item_cells import cleaned, control_character, one_line
from workflows.files.reading.grid import CELL_CHARACTERS, CellMark, Sheet, spread
from workflows.files.reading.headings import Column, HeadingWords
from workflows.files.reading.problems import Gravity, Problem, cell_problem, sheet_problem
from workflows.files.reading.tables import Line, Skipped, read_table, reporting_bodies

COMMENT_COLUMNS = (
    Column("hidden_id", Words("系统标识", "System id"), (("系统标识",),)),
    Column("number", Words("目录序号", "Catalogue number"), (("目录序号", "事项序号", "事项编号"), ("序号", "编号"))),
    Column("code", Words("职权编码", "Code"), (("职权编码", "事项代码", "事项编码", "编码"),)),
    Column("name", Words("事项名称", "Item"), (("事项名称", "职权名称", "职权事项", "涉及事项", "条目"), ("事项",))),
    Column("unit", Words("反馈单位", "Unit"), (("反馈单位", "意见单位", "提出单位"), ("单位", "单位名称", "部门", "街道", "街道办事处"))),
    Column("opinion", Words("意见类型", "Kind of opinion"), (("意见类型", "意见种类", "意见类别", "反馈类型"), ("意见", "反馈意见"))),
    Column(
        "change",
        Words("修改建议", "Proposed change"),
        (("修改建议", "具体意见", "意见内容", "修改意见", "建议内容", "意见建议"),),
        joined=True,
    ),
    Column(
        "reason",
        Words("理由和依据", "Reason and basis"),
        (("理由和依据", "理由及依据", "理由依据", "理由", "依据", "修改理由"),),
        joined=True,
    ),
    Column("contact", Words("联系人", "Contact"), (("联系人", "填报人", "经办人"),)),
    Column("phone", Words("联系电话", "Phone"), (("联系电话", "电话", "联系方式"),)),
)
COMMENT_HEADING = HeadingWords(COMMENT_COLUMNS, required="opinion")

_OPINIONS: Mapping[OpinionKind, Sequence[str]] = {
    OpinionKind.agree: ("无异议", "赞成", "同意承接"),
    OpinionKind.no_opinion: ("没有意见", "无"),
    OpinionKind.modify: ("修改意见", "建议修改"),
    OpinionKind.delete: ("建议删除", "不同意", "不承接", "不同意承接", "删去"),
    OpinionKind.add: ("增加", "建议新增", "建议增加"),
}
_OPINION_OF = {folded(label): kind for kind in OpinionKind for label in (kind.zh, kind.value, *_OPINIONS[kind])}
_LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment as the unit wrote it.

    ``unit`` is the organisation's key. ``number`` is the catalogue number printed in the form; 新增 may have no number, code or name.
    ``row_number`` counts from 1; ``opinion_column``, from 0, is where the opinion stands.
    """

    sheet: str
    row_number: int
    unit: str
    hidden_id: str | None
    number: int | None
    code: str
    name: str
    opinion: OpinionKind
    change: str
    reason: str
    contact: str
    phone: str
    raw: Mapping[str, str]
    opinion_column: int = 0


@dataclass(frozen=True, slots=True)
class CommentReading:
    """All that a form said. ``rows`` holds only rows without an error; ``unanswered`` counts the printed rows left empty."""

    rows: tuple[CommentRow, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    unanswered: int

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The findings that keep something out."""
        return tuple(problem for problem in self.problems if problem.gravity is Gravity.error)


def read_comments(sheets: Sequence[Sheet], *, units: Mapping[str, str], default_unit: str | None = None) -> CommentReading:
    """The comments of a feedback form with every finding.

    Args:
        sheets: As ``read_in_child`` gives them.
        units: Name or alias to the organisation's key.
        default_unit: Key of the unit for rows and sheets that name none, such as the unit of the account that uploads.
    """
    known = {folded(name): key for name, key in units.items()}
    problems: list[Problem] = []
    skipped: list[Skipped] = []
    readings: list[_CommentReading] = []
    for sheet in sheets:
        table = None if sheet.hidden or not sheet.rows else read_table(spread(sheet), COMMENT_HEADING)
        if table is None:
            continue
        problems.extend(table.problems)
        skipped.extend(table.skipped)
        unit = next((known[folded(body)] for body in reporting_bodies(table.above) if folded(body) in known), default_unit)
        readings += [_CommentReading(line, known, unit) for line in table.lines] if not table.problems else []
    answered = [reading for reading in readings if reading.says_anything]
    if not readings and not problems:
        problems.append(sheet_problem("", "no_heading", wanted="意见类型"))
    rows = [row for reading in answered if (row := reading.row())]
    problems.extend(problem for reading in answered for problem in reading.problems)
    return _without_twins(rows, problems, skipped, len(readings) - len(answered))


@dataclass(slots=True)
class _CommentReading:
    """The reading of one line of the form."""

    line: Line
    known: Mapping[str, str]
    unit: str | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def says_anything(self) -> bool:
        """Whether somebody chose an opinion or wrote one."""
        return any(self._text(about) for about in ("opinion", "change", "reason"))

    def row(self) -> CommentRow | None:
        """The comment of the line; None if an error keeps it out."""
        self.problems.extend(_cell_problems(self.line))
        unit, opinion, number = self._unit(), self._opinion(), self._number()
        change, reason = self._text("change"), self._text("reason")
        code, name = "".join(self._text("code").split()), one_line(self.line.text("name"))
        hidden_id = self._text("hidden_id") or None
        if opinion is not OpinionKind.add and not (hidden_id or code or name or number is not None):
            self._say("name", "comment_number_missing")
        if opinion in NEEDS_ANSWER and not (change or reason):
            self._say("change", "change_missing", kind=opinion.words)
        if unit is None or opinion is None or any(problem.gravity is Gravity.error for problem in self.problems):
            return None
        sheet, (row, column) = self.line.table.sheet.name, self.line.place("opinion", "opinion")
        said = (unit, hidden_id, number, code, name, opinion, change, reason, self._text("contact"), self._text("phone"))
        return CommentRow(sheet, row + 1, *said, self.line.raw(), column)

    def _say(self, about: str, code: str, **values: object) -> None:
        row, column = self.line.place(about, "opinion")
        self.problems.append(cell_problem(self.line.table.sheet.name, row, column, code, **values))

    def _text(self, about: str) -> str:
        return cleaned(self.line.text(about))

    def _unit(self) -> str | None:
        text = self._text("unit")
        found = self.known.get(folded(text)) if text else self.unit
        if found is None:
            self._say("unit", "unit_unknown" if text else "unit_missing", text=text)
        return found

    def _opinion(self) -> OpinionKind | None:
        text = self._text("opinion")
        found = _OPINION_OF.get(folded(text))
        if not text:
            self._say("opinion", "opinion_missing")
        elif found is None:
            self._say("opinion", "opinion_unknown", text=text)
        return found

    def _number(self) -> int | None:
        text = self._text("number")
        if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER:
            return int(text)
        if text:
            self._say("number", "choice_unknown", field=COMMENT_HEADING.columns["number"].words, text=text)
        return None


def _cell_problems(line: Line) -> Iterator[Problem]:
    sheet = line.table.sheet.name
    for row, column, text in line.cells():
        character = control_character(text)
        if character:
            yield cell_problem(sheet, row, column, "control_character", character=character)
        if len(text) > CELL_CHARACTERS:
            yield cell_problem(sheet, row, column, "too_long", count=f"{len(text):,}")
    for about in COMMENT_HEADING.columns:
        for row, column, mark in line.marks(about):
            if mark in (CellMark.formula, CellMark.error):
                yield cell_problem(sheet, row, column, "formula" if mark is CellMark.formula else "cell_error")


def _without_twins(
    rows: Sequence[CommentRow], problems: Sequence[Problem], skipped: Sequence[Skipped], unanswered: int
) -> CommentReading:
    """One unit has one word on one item; 新增 may come several times."""
    first: dict[tuple[str, object], CommentRow] = {}
    twins: dict[int, Problem] = {}
    for row in rows:
        item = row.hidden_id or row.number or row.code or folded(row.name)
        other = first.setdefault((row.unit, item), row) if row.opinion is not OpinionKind.add else row
        if other is not row:
            twins[id(row)] = _twin(row, other)
            twins.setdefault(id(other), _twin(other, row))
    kept = tuple(row for row in rows if id(row) not in twins)
    return CommentReading(kept, (*problems, *twins.values()), tuple(skipped), unanswered)


def _twin(row: CommentRow, other: CommentRow) -> Problem:
    words = Words(f"工作表“{other.sheet}”第 {other.row_number} 行", f"Sheet “{other.sheet}” row {other.row_number}")
    return cell_problem(row.sheet, row.row_number - 1, row.opinion_column, "comment_twice", other=words)
