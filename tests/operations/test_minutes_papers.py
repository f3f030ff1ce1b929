"""会议纪要 of a seminar read back: the docx through python-docx, the PDF through its text and its pages."""

import datetime as dt
import io
import re

import pdfplumber
import pytest
from docx import Document

from tests.operations.house import House, penalty
from workflows.domain.errors import NotFound
from workflows.domain.seminars import Attendee
from workflows.domain.vocabulary import KeepReason
from workflows.operations.papers.meetings import minutes_file
from workflows.operations.seminars import Note, call_seminar, file_minutes, note_results, write_back

ALIKE = tuple(f"对第{number}号地块违法堆放物料行为的行政处罚" for number in range(1, 4))
NOTES = {
    1: Note("proceed", reason="名称相近，对象不同"),
    2: Note("keep", "no_capacity", "街道无专业人员", dissent="赤岗街道认为可以承接"),
}
CAME = [Attendee("区司法局", "张三", "主持"), Attendee("赤岗街道", "李四")]


@pytest.fixture
def held(house: House) -> House:
    """A seminar on three items, two with a result."""
    house.report(house.file(*map(penalty, ALIKE)))
    house.step("open_first_round")
    house.decide("reviewer", "discuss", [1, 2, 3], "是否重复")
    house.do(call_seminar, "coordinator", title="第一次研讨会", held_on=dt.date(2020, 9, 21), venue="区司法局三楼", item_ids=[1, 2, 3])
    house.do(note_results, "coordinator", number=1, notes=NOTES, attendees=CAME)
    return house


def written(house: House, form: str) -> bytes:
    return minutes_file(house.session, house.campaign, 1, form)[1]


def printed(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [re.sub(r"[\s\u200b]", "", page.extract_text()) for page in pdf.pages]


def test_the_docx_says_what_was_said_topic_by_topic(held: House):
    made = Document(io.BytesIO(written(held, "docx")))
    lines = [paragraph.text for paragraph in made.paragraphs if paragraph.text]
    assert lines[0] == "第1次研讨会会议纪要" and "出席：区司法局张三（主持）；赤岗街道李四" in lines
    assert f"结论：保留。理由：{KeepReason.no_capacity.zh}；街道无专业人员。" in lines
    assert lines.count("第1次研讨会会议纪要") == 1
    fonts = {run.font.name for paragraph in made.paragraphs if paragraph.text.startswith("议题") for run in paragraph.runs}
    assert fonts == {"黑体"}


def test_each_item_stands_once_in_the_table_with_its_result_and_dissent(held: House):
    results, came = Document(io.BytesIO(written(held, "docx"))).tables
    rows = {row.cells[1].text: [cell.text for cell in row.cells] for row in results.rows[1:]}
    assert [rows[number][4] for number in ("1", "2", "3")] == ["进入审查", "保留", "继续研讨"]
    assert rows["2"][6] == "赤岗街道认为可以承接" and rows["1"][3] == ALIKE[0]
    assert [[cell.text for cell in row.cells][:3] for row in came.rows[1:]] == [["区司法局", "张三", "主持"], ["赤岗街道", "李四", ""]]


def test_the_pdf_says_the_same_and_lays_the_table_across(held: House):
    content = written(held, "pdf")
    pages = printed(content)
    assert "第1次研讨会会议纪要" in pages[0] and "2020年9月21日" in "".join(pages)
    assert "赤岗街道认为可以承接" in "".join(pages)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert [page.width > page.height for page in pdf.pages].count(True) == 1


def test_a_draft_says_so_on_every_page_and_filed_minutes_print_the_filed_text(held: House):
    assert all("会议纪要草稿，未归档" in page for page in printed(written(held, "pdf")))
    held.do(note_results, "coordinator", number=1, notes={3: Note("proceed", reason="对象不同")})
    held.do(write_back, "coordinator", number=1)
    held.do(file_minutes, "coordinator", number=1, text="会议一致同意 <w:t>#emph[原样]")
    pages = printed(written(held, "pdf"))
    assert "会议一致同意<w:t>#emph[原样]" in pages[0] and not any("草稿" in page for page in pages)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_same_rows_give_the_same_bytes(held: House, form: str):
    assert written(held, form) == written(held, form)


@pytest.mark.parametrize(("number", "form"), [(9, "pdf"), (1, "xlsx"), (1, "")])
def test_there_are_no_minutes_of_what_was_not_held(held: House, number: int, form: str):
    with pytest.raises(NotFound):
        minutes_file(held.session, held.campaign, number, form)
