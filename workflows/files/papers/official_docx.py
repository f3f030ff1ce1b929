"""A paper as docx, to be edited and printed in an office: fonts are named as offices have them, the page is that of GB/T 9704-2012.

Text goes in escaped, so no mark in a name is ever XML. The same paper gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.section import Section as Page
from docx.section import _Footer, _Header
from docx.shared import Mm, Pt
from lxml.etree import _Element

from workflows.domain.papers.pages import Block, Code, Paper, Section
from workflows.domain.papers.titles import title_lines
from workflows.files.papers.codes import code_as_png
from workflows.files.papers.docx_parts import BODY_FONT, NAMESPACE, PITCH, block_xml, foot_xml, mark_xml, tiny_xml, title_xml

HeadOrFoot = _Header | _Footer
MARGINS = {False: (37, 35, 28, 26), True: (28, 26, 35, 37)}
"""Top, bottom, left, right in millimetres; the type area of a landscape page is the upright one turned."""
GRID = f'<w:docGrid %s w:type="lines" w:linePitch="{PITCH}"/>'
_NUMBER_LINE, _FOOT_LINE, _BELOW = 6.4, 4.2, 7


def write_docx(paper: Paper) -> bytes:
    """The paper as docx."""
    document = Document()
    _basics(document, paper)
    before = None
    for section in paper.sections:
        page = document.add_section(WD_SECTION.NEW_PAGE) if before else document.sections[0]
        if before:
            _shrink(document)
        if before is None or not _same_page(before, section):
            _page(page, section, paper.mark)
        _write(document, section)
        before = section
    content = io.BytesIO()
    document.save(content)
    return _same_bytes(content, paper)


def _same_page(one: Section, other: Section) -> bool:
    """Whether a section goes on with the page, head and foot of the one before it, as a new section does by itself."""
    return (one.landscape, one.foot) == (other.landscape, other.foot)


def _basics(document: Docx, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = paper.sections[0].title[:255], paper.author, ""
    properties.created = properties.modified = paper.made_at.replace(tzinfo=None)
    properties.last_modified_by = paper.author
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(16), BODY_FONT
    normal.element.rPr.rFonts.set(_w("eastAsia"), BODY_FONT)
    document.settings.odd_and_even_pages_header_footer = True


def _page(page: Page, section: Section, mark: str) -> None:
    upright = (Mm(210), Mm(297))
    page.page_width, page.page_height = upright[::-1] if section.landscape else upright
    page.orientation = WD_ORIENT.LANDSCAPE if section.landscape else WD_ORIENT.PORTRAIT
    top, bottom, left, right = MARGINS[section.landscape]
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(top), Mm(bottom), Mm(left), Mm(right)
    page.header_distance = Mm(top - 15)
    page.footer_distance = Mm(bottom - _BELOW - _NUMBER_LINE - (_FOOT_LINE if section.foot else 0))
    for old in page._sectPr.findall(_w("docGrid")):
        page._sectPr.remove(old)
    if not section.landscape:
        page._sectPr.append(parse_xml(GRID % NAMESPACE))
    for part, texts in ((page.header, mark_xml(mark)), (page.even_page_header, mark_xml(mark))):
        _fill(part, texts)
    _fill(page.footer, foot_xml(section.foot, "right"))
    _fill(page.even_page_footer, foot_xml(section.foot, "left"))


def _fill(part: HeadOrFoot, texts: Iterator[str]) -> None:
    part.is_linked_to_previous = False
    element = part._element
    for old in list(element):
        element.remove(old)
    for text in texts:
        element.append(parse_xml(text))


def _write(document: Docx, section: Section) -> None:
    for text in title_xml(section.label, "\n".join(title_lines(section.title, section.width))):
        _append(document, text)
    for block in section.blocks:
        _append_block(document, block, section.width)


def _append_block(document: Docx, block: Block, wide: int) -> None:
    if isinstance(block, Code):
        document.add_paragraph().add_run().add_picture(io.BytesIO(code_as_png(block.text)), width=Mm(28))
        paragraph = document.paragraphs[-1]
        paragraph.paragraph_format.keep_with_next = True
    for text in block_xml(block, wide):
        _append(document, text)


def _append(document: Docx, text: str) -> None:
    document.element.body.sectPr.addprevious(parse_xml(text))


def _shrink(document: Docx) -> None:
    """The paragraph that carries a section's end takes no room, so that a full page is not followed by an empty one."""
    ending: _Element = document.element.body.sectPr.getprevious()
    small = parse_xml(tiny_xml())
    ending.pPr.insert(0, small.pPr.find(_w("spacing")))


def _same_bytes(content: io.BytesIO, paper: Paper) -> bytes:
    """The same archive with the paper's day on every part, whatever the clock of the machine says."""
    moment = paper.made_at.timetuple()[:6]
    again = io.BytesIO()
    with zipfile.ZipFile(content) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name, moment), made.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
