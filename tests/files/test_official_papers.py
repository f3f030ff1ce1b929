"""Papers read back: the PDF through its text, fonts and geometry, the docx and the workbook through other libraries."""

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tests.domain.snapshots import LONG_NAME, MARKED_NAME, RARE_NAME, comment, snapshot, step
from tests.files.codes import shows_code
from workflows.domain.catalogue import COLUMNS, DEMONSTRATION
from workflows.domain.papers.composing import paper
from workflows.domain.papers.kinds import KINDS
from workflows.domain.papers.pages import Paper, Paragraph, Section, Table
from workflows.domain.vocabulary import Answer
from workflows.files.papers.codes import code_as_png
from workflows.files.papers.glyphs import printable, shown
from workflows.files.papers.official_docx import write_docx
from workflows.files.papers.official_pdf import write_pdf
from workflows.files.papers.paper_workbook import write_paper_workbook

ROOT = Path(__file__).parents[2]
MM = 72 / 25.4
ADDRESS = "https://example.org/verify/{digest}"
MANY = tuple(f"对第{number}种占用道路经营行为的行政处罚" for number in range(1, 61))


@pytest.fixture(scope="module")
def announced():
    """The announcement of sixty-four items, as PDF."""
    made = snapshot((*MANY, LONG_NAME, MARKED_NAME, RARE_NAME, "对排放污水行为的行政处罚"))
    with pdfplumber.open(io.BytesIO(write_pdf(paper("announcement", made, {}, address=ADDRESS)))) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def full():
    """Nothing but text, as PDF: sixty lines of it."""
    text = (Paragraph("字" * 28 * 60),)
    with pdfplumber.open(io.BytesIO(write_pdf(Paper("满", "局", snapshot().at, (Section("", text),))))) as pdf:
        yield pdf


def packed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def cells_of(pdf) -> str:
    """Every cell of every table, rows in order, without blanks."""
    return packed("".join(cell or "" for page in pdf.pages for table in page.extract_tables() for row in table for cell in row))


def runs_over(char, edge) -> bool:
    """Whether a letter or digit stands on an upright rule; the blank half of 《 at the start of a line may."""
    beside = edge["top"] < (char["top"] + char["bottom"]) / 2 < edge["bottom"]
    return char["text"].isascii() and char["text"].isalnum() and beside and char["x0"] + 0.5 < edge["x0"] < char["x1"] - 0.5


def body(page):
    return [char for char in page.chars if 15.9 < char["size"] < 16.1]


def test_a_page_is_a4_with_the_type_area_of_the_standard(full):
    page = full.pages[1]
    chars = body(page)
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    assert min(char["x0"] for char in chars) == pytest.approx(28 * MM, abs=1)
    assert max(char["x1"] for char in chars) == pytest.approx((28 + 156) * MM, abs=1.5)


def test_a_page_holds_22_lines_of_28_characters_between_its_margins(full):
    chars = body(full.pages[1])
    tops = sorted({round(char["top"]) for char in chars})
    assert len(tops) == 22 and len([char for char in chars if round(char["top"]) == tops[0]]) == 28
    lines = sorted({round(char["doctop"], 1) for char in chars})
    assert lines[1] - lines[0] == pytest.approx(225 * MM / 22, abs=0.2)
    baseline_box = full.pages[1].height - 37 * MM
    assert max(char["matrix"][5] for char in chars) == pytest.approx(baseline_box - 0.8 * 16, abs=0.5)


def test_body_is_16_points_and_the_title_22(announced):
    sizes = {round(char["size"], 1): char["text"] for char in announced.pages[0].chars}
    title = packed("".join(char["text"] for char in announced.pages[0].chars if round(char["size"]) == 22))
    assert title == "海珠区人民政府关于调整由街道办事处实施的行政执法职权事项的公告"
    assert {16.0, 22.0, 14.0} <= set(sizes)


def test_headings_are_set_in_the_sans_and_the_body_in_the_serif_font(announced):
    page = announced.pages[0]
    heading = next(char for char in page.chars if char["text"] == "一" and "Sans" in char["fontname"])
    line = "".join(char["text"] for char in page.chars if abs(char["top"] - heading["top"]) < 1)
    assert line == "一、承接的街道办事处" and any("Serif" in char["fontname"] for char in body(page))


def test_the_number_stands_under_the_title_in_tortoise_shell_brackets_and_the_day_in_full(announced):
    text = packed("".join(page.extract_text() for page in announced.pages[:2]))
    assert "的公告海府〔2020〕12号" in text and text.count("2020年9月1日") == 1


def test_pages_are_numbered_on_their_outer_side(announced):
    for number, page in enumerate(announced.pages, start=1):
        figures = [char for char in page.chars if round(char["size"], 1) == 14.0]
        assert packed("".join(char["text"] for char in figures)) == f"—{number}—"
        assert (figures[0]["x0"] > page.width / 2) == bool(number % 2)


def test_the_wide_table_lies_across_and_repeats_its_heading_on_every_page(announced):
    wide = [page for page in announced.pages if page.width > page.height]
    assert len(wide) >= 5 and announced.pages[0].width < announced.pages[0].height
    for page in wide:
        assert [packed(cell) for cell in page.extract_tables()[0][0]] == [words.zh for words in COLUMNS]


def test_every_row_of_the_catalogue_is_on_paper_once_and_uncut(announced):
    numbers = [row[0] for page in announced.pages if page.width > page.height for table in page.extract_tables() for row in table[1:]]
    assert numbers == [str(number) for number in range(1, 65)]
    assert packed(LONG_NAME) in cells_of(announced) and len(LONG_NAME) > 280


@pytest.mark.parametrize("kind", [kind for kind, one in KINDS.items() if one.table or kind == "reply"])
def test_headings_stand_on_one_line_and_nothing_runs_over_the_rules_of_its_cell(kind):
    whom = {"reply": "chigang", "department_list": "urban", "subdistrict_list": "chigang"}.get(kind, "")
    made = paper(kind, snapshot(), {}, whom)
    titles = {column.title for section in made.sections for block in section.blocks if isinstance(block, Table) for column in block.columns}
    with pdfplumber.open(io.BytesIO(write_pdf(made))) as pdf:
        printed = {cell for page in pdf.pages for table in page.extract_tables() for cell in table[0]}
        over = [char["text"] for page in pdf.pages for char in page.chars for edge in page.vertical_edges if runs_over(char, edge)]
    assert titles and titles <= printed and not over


def test_marks_in_a_name_are_text_and_rare_characters_are_there(announced):
    assert packed(MARKED_NAME) in cells_of(announced) and packed(RARE_NAME) in cells_of(announced)
    assert {ord(sign) for sign in "喆堃瑄曌垟"} <= shown()


def test_a_demonstration_and_the_digest_stand_on_every_page_of_the_catalogue(announced):
    digest = re.search(r"SHA-256([0-9a-f]{64})", packed(announced.pages[-1].extract_text()))[1]
    for page in announced.pages:
        text = packed(page.extract_text())
        assert packed(DEMONSTRATION.zh) in text
        assert (page.width < page.height) or digest in text


def test_all_fonts_are_embedded_and_it_says_it_is_pdf_a_2b(announced):
    announced.stream.seek(0)
    raw = announced.stream.read()
    fonts = {char["fontname"] for page in announced.pages for char in page.chars}
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"NotoSerifSC", "NotoSansSC"}
    assert raw.count(b"/FontFile3") >= len(fonts) and b"<pdfaid:part>2</pdfaid:part>" in raw and b"<pdfaid:conformance>B" in raw


@pytest.mark.parametrize("sign", ["\U0002a6a5", "😀", "\ue000"])
def test_a_character_without_a_glyph_is_printed_by_its_code(sign):
    made = Paper("字", "局", snapshot().at, (Section("题", (Paragraph(f"甲{sign}乙"),)),))
    with pdfplumber.open(io.BytesIO(write_pdf(made))) as pdf:
        assert f"甲〓(U+{ord(sign):04X})乙" in packed(pdf.pages[0].extract_text())


def test_a_long_code_may_break_and_a_short_one_stays():
    assert printable("02011050000301") == "020110500003\u200b01" and printable("0201105") == "0201105"


@pytest.mark.parametrize("kind", [kind for kind, one in KINDS.items() if len(one.made_for) == 1 or kind in ("comment_form", "item_life")])
def test_every_paper_is_written_as_pdf_and_docx_and_twice_the_same(kind):
    whom = {"reply": "chigang", "department_list": "urban", "subdistrict_list": "chigang", "item_life": "1"}.get(kind, "")
    made = paper(kind, snapshot(), {}, whom, ADDRESS)
    assert write_pdf(made) == write_pdf(made) and write_docx(made) == write_docx(made)


def eventful(steps: int, reason: int, versions: int, comments: int):
    """A snapshot whose second item has so many steps, versions and comments, and words of this length in them."""
    made = snapshot()
    whole = made.by_number[2]
    wrote = [replace(whole.versions[0], number=place, fields=replace(whole.fields, remarks=f"{place}" + "改" * reason))
             for place in range(1, versions + 1)]  # fmt: skip
    told = tuple(step("退回", round="first_round", reason=f"{place}" + "由" * reason) for place in range(steps))
    lively = replace(whole, steps=told, versions=(whole.versions[0], *wrote), fields=replace(whole.fields, scope_conduct="限" * reason))
    said = [replace(comment(place, "chigang", Answer.declined), item=2, proposal="议" * reason) for place in range(1, comments + 1)]
    return replace(made, items=(made.items[0], lively, *made.items[2:]), comments=tuple(said))


@pytest.mark.parametrize(("steps", "reason", "versions", "comments"), [
    (1, 4, 1, 0), (22, 40, 3, 4), (30, 500, 2, 0), (8, 500, 12, 6), (60, 6, 20, 30), (200, 500, 80, 100), (4, 23, 40, 0), (0, 500, 0, 90),
])  # fmt: skip
def test_the_file_of_an_item_takes_two_pages_however_much_befell_it(steps, reason, versions, comments):
    with pdfplumber.open(io.BytesIO(write_pdf(paper("item_life", eventful(steps, reason, versions, comments), {}, "2")))) as pdf:
        assert len(pdf.pages) <= 2 and packed(LONG_NAME) in cells_of(pdf)
        assert ("处有节略" in packed(pdf.pages[-1].extract_text())) == ("……" in cells_of(pdf))


def test_an_eventful_life_keeps_its_first_and_its_newest_steps():
    [section] = paper("item_life", eventful(200, 9, 1, 0), {}, "2").sections
    steps = next(block for block in section.blocks if isinstance(block, Table)).rows
    assert steps[0][4].startswith("0") and steps[1][4] == "……" and steps[-1][4].startswith("199") and len(steps) > 10


def test_a_departments_volume_holds_the_items_that_somebody_spoke_about_each_from_a_page_of_its_own():
    made = eventful(3, 20, 1, 2)
    with pdfplumber.open(io.BytesIO(write_pdf(paper("item_life", made, {}, "urban")))) as pdf:
        assert ["职权事项档案" in packed(page.extract_text()) for page in pdf.pages].count(True) == len(made.spoken_about("urban")) == 1
    assert [item.number for item in made.spoken_about("water")] == [5]


GROWTH = """
import resource
from tests.domain.snapshots import snapshot
from workflows.domain.papers.composing import paper
from workflows.files.papers.official_pdf import write_pdf
peaks = []
for turn in range(5):
    names = [f"对第{turn}类第{number}种占用道路经营行为的行政处罚" for number in range(700)]
    write_pdf(paper("catalogue", snapshot(names), {}))
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(peaks[-1] / peaks[0])
"""


def test_long_papers_one_after_the_other_take_no_more_memory_than_one():
    done = subprocess.run([sys.executable, "-c", GROWTH], capture_output=True, text=True, check=True, cwd=ROOT)
    assert float(done.stdout) < 1.4


def docx_of(kind="announcement", **more):
    return Document(io.BytesIO(write_docx(paper(kind, snapshot(**more), {}, address=ADDRESS))))


def test_the_docx_has_the_page_of_the_standard():
    first, _second, last = docx_of().sections
    measured = [round(length.mm) for length in (first.page_width, first.page_height, first.top_margin, first.left_margin)]
    assert measured == [210, 297, 37, 28] and round(last.page_width.mm) == 297
    assert round(first.page_width.mm - first.left_margin.mm - first.right_margin.mm) == 156
    grid = first._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines" and grid.get(qn("w:linePitch")) == "579"


def test_28_characters_of_the_docx_stand_on_a_line():
    body = next(paragraph for paragraph in docx_of().paragraphs if paragraph.text.startswith("为推进"))
    [spacing] = body.runs[0]._r.rPr.findall(qn("w:spacing"))
    wide = body.runs[0].font.size.pt + int(spacing.get(qn("w:val"))) / 20
    assert 28 * wide <= 156 * MM < 28.5 * wide


def test_the_docx_names_the_fonts_that_offices_have():
    fonts = {run.font.name for paragraph in docx_of().paragraphs for run in paragraph.runs}
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体"} <= fonts
    title = next(paragraph for paragraph in docx_of().paragraphs if "公告" in paragraph.text)
    assert (title.runs[0].font.name, title.runs[0].font.size.pt) == ("方正小标宋简体", 22)


def test_the_docx_repeats_the_heading_keeps_rows_whole_and_loses_no_cell():
    made = docx_of()
    rows = made.tables[1].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None and rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert [cell.text for cell in rows[0].cells] == [words.zh for words in COLUMNS]
    assert [tuple(cell.text for cell in row.cells) for row in rows[1:]] == [row.cells for row in snapshot().listed.rows]


def test_the_docx_counts_its_pages_on_both_sides_and_marks_a_demonstration():
    made = docx_of()
    assert made.settings.odd_and_even_pages_header_footer
    for section in made.sections:
        assert section.header.paragraphs[0].text == section.even_page_header.paragraphs[0].text == DEMONSTRATION.zh
        assert " PAGE " in section.footer._element.xml and section.footer.paragraphs[0].text.startswith("— ")
    assert snapshot().listed.digest in made.sections[-1].footer.paragraphs[1].text


def test_a_real_paper_carries_no_mark_of_a_demonstration():
    assert docx_of(demonstration=False).sections[0].header.paragraphs[0].text == ""


def test_a_code_is_drawn_where_the_catalogue_can_be_checked_and_left_out_where_not():
    assert len(docx_of("catalogue").inline_shapes) == 1 and code_as_png("x").startswith(b"\x89PNG")
    without = Document(io.BytesIO(write_docx(paper("catalogue", snapshot(), {}))))
    assert len(without.inline_shapes) == 0 and snapshot().listed.digest in without.paragraphs[-1].text


def test_the_code_on_the_printed_catalogue_is_that_of_its_own_digest():
    digest = snapshot().listed.digest
    with pdfplumber.open(io.BytesIO(write_pdf(paper("catalogue", snapshot(), {}, address=ADDRESS)))) as pdf:
        assert shows_code(pdf.pages[-1], ADDRESS.replace("{digest}", digest))
        assert not shows_code(pdf.pages[-1], ADDRESS.replace("{digest}", digest[::-1]))


def test_the_workbook_holds_the_rows_of_the_paper_as_text():
    made = paper("kept_list", snapshot(), {})
    page = load_workbook(io.BytesIO(write_paper_workbook(made))).active
    values = [[cell.value for cell in row] for row in page.iter_rows()]
    assert values[0][0] == DEMONSTRATION.zh and values[-1] == list(next(made.tables)[1].rows[0])
    assert page.print_title_rows == "$4:$4"


def test_nothing_of_a_docx_is_linked_to_the_outside():
    with zipfile.ZipFile(io.BytesIO(write_docx(paper("catalogue", snapshot(), {}, address=ADDRESS)))) as archive:
        assert not [name for name in archive.namelist() if b'TargetMode="External"' in archive.read(name)]
