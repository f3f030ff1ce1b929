"""A copy in hand is read as it is, whatever it was saved as, and every letter that was not published is seen."""

from __future__ import annotations

import dataclasses
import io
import json

import docx
import openpyxl
import pytest

from tests.files.test_catalogue_files import listed, row
from workflows.domain.catalogue import COLUMNS
from workflows.domain.verification import nearest, verification
from workflows.files.catalogue.catalogue_text import write_catalogue_csv, write_catalogue_json
from workflows.files.catalogue.catalogue_workbook import write_catalogue_workbook
from workflows.files.catalogue.copy_in_hand import read_copy
from workflows.files.reading.grid import FileRefused
from workflows.files.reading.papers import read_paper_file
from workflows.files.reading.reading_child import read_in_child

LISTED = listed(
    row(1, name="对占道经营的行政处罚", bases="《条例》第一条\n《办法》第二条", code="=1+1"),
    row(2, name="对随地吐痰的行政处罚"),
    row(3, name="对随地吐痰的行政处罚", department="乙"),
    demonstration=True,
)


def word(cells=lambda row: row.cells, above=()) -> bytes:
    """The list as a Word document: the lines, then one table."""
    paper = docx.Document()
    for line in above:
        paper.add_paragraph(line)
    table = paper.add_table(0, len(COLUMNS))
    for texts in ([words.zh for words in COLUMNS], *map(cells, LISTED.rows)):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def held(content: bytes, name: str = "目录"):
    return read_copy(read_paper_file(name, content))


WRITERS = {"xlsx": write_catalogue_workbook, "csv": write_catalogue_csv, "json": write_catalogue_json}
COPIES = {form: write(LISTED) for form, write in WRITERS.items()} | {"docx": word()}


@pytest.mark.parametrize("form", COPIES)
def test_what_was_written_out_equals_what_was_published(form):
    found = verification(held(COPIES[form]), LISTED)
    assert found.equal and found.matched == 3


def test_the_child_reads_word_and_json_and_refuses_them_elsewhere():
    assert verification(read_copy(read_in_child("a.docx", COPIES["docx"], reader="paper")), LISTED).equal
    with pytest.raises(FileRefused):
        read_in_child("a.docx", COPIES["docx"])


def test_one_letter_is_found_with_its_place():
    book = openpyxl.load_workbook(io.BytesIO(COPIES["xlsx"]))
    cell = next(cell for cells in book.active.iter_rows() for cell in cells if cell.value == "对随地吐痰的行政处罚")
    cell.value = "对随地吐谈的行政处罚"
    spoiled = io.BytesIO()
    book.save(spoiled)
    (wrong,) = verification(held(spoiled.getvalue()), LISTED).wrong
    assert (wrong.row, wrong.field, wrong.said, wrong.place) == (2, "name", "对随地吐谈的行政处罚", f"目录 {cell.row}")


def test_a_row_taken_out_and_one_put_in_are_named():
    new = row(2, name="对私设摊位的行政处罚")
    changed = dataclasses.replace(LISTED, rows=(LISTED.rows[0], LISTED.rows[2], new))
    found = verification(held(write_catalogue_csv(changed)), LISTED)
    assert [one.number for one in found.missing] == [] and [(one.row, one.field) for one in found.wrong] == [(2, "name")]
    shorter = verification(held(write_catalogue_csv(dataclasses.replace(LISTED, rows=LISTED.rows[:2]))), LISTED)
    assert [one.number for one in shorter.missing] == [3]
    longer = verification(held(write_catalogue_csv(dataclasses.replace(LISTED, rows=(*LISTED.rows, row(4, name="假"))))), LISTED)
    assert [one.cells["name"] for one in longer.extra] == ["假"]


def test_a_changed_effective_day_over_equal_rows_is_found():
    said = word(above=["自2022年5月1日起施行"])
    assert [(one.field, one.said) for one in verification(held(said), LISTED).wrong] == [("effective_on", "2022-05-01")]


def test_json_that_says_another_title_is_not_equal():
    plain = json.loads(COPIES["json"]) | {"title": "别的目录"}
    assert [one.field for one in verification(held(json.dumps(plain).encode()), LISTED).wrong] == ["digest"]


def test_json_written_with_other_blanks_is_the_same():
    assert verification(held(json.dumps(json.loads(COPIES["json"]), indent=2).encode()), LISTED).equal


def test_columns_that_a_copy_leaves_out_are_said():
    book = openpyxl.Workbook()
    book.active.append(["序号", "事项名称"])
    for one in LISTED.rows:
        book.active.append([str(one.number), one.name])
    content = io.BytesIO()
    book.save(content)
    found = verification(held(content.getvalue()), LISTED)
    assert found.agrees and not found.equal and "bases" in found.unsaid


def test_the_version_a_copy_claims_is_the_one_it_is_compared_with():
    second = dataclasses.replace(LISTED, version=3, digest="b" * 64)
    assert nearest(held(COPIES["xlsx"]), [LISTED, second]).listed is LISTED


@pytest.mark.parametrize("content", [b"{", b'{"rows": 1}', b'{"rows": [1]}', b'{"a":' * 5000, word()[:900]])
def test_what_cannot_be_read_is_refused_with_words(content):
    with pytest.raises(FileRefused):
        held(content)
