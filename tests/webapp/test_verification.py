"""核验: anybody hands in a copy, or scans a code, and reads in plain words whether it was published."""

import io
import re
from dataclasses import replace

import openpyxl
import pdfplumber
import pytest
from sqlalchemy import func, select

from tests.files.codes import shows_code
from tests.operations.house import penalty
from tests.webapp.test_pages import CHINESE, INLINE, SWITCH
from tests.webapp.workplace import Visitor
from workflows.domain.catalogue import DEMONSTRATION
from workflows.files.catalogue.catalogue_workbook import write_catalogue_workbook
from workflows.operations.campaigns.publishing import published_catalogue
from workflows.store.audit import Registration
from workflows.store.catalogue import ISSUED


@pytest.fixture
def stranger(app, announced):
    return Visitor(app.test_client())


def hand_in(visitor, content: bytes, name="目录.xlsx"):
    visitor.open("/verify")
    return visitor.send("/verify", copy=(io.BytesIO(content), name))


def listed(house, version=None):
    return published_catalogue(house.session, house.campaign, version)


@pytest.mark.parametrize("version", [1, 2])
def test_a_stranger_learns_that_a_copy_is_equal_and_of_which_version(announced, stranger, version):
    page = hand_in(stranger, write_catalogue_workbook(listed(announced, version))).page
    assert "逐行逐字一致" in page and f"第 {version} 版" in page


def test_a_changed_letter_is_shown_beside_what_was_published(announced, stranger):
    content = write_catalogue_workbook(listed(announced))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = next(cell for cells in book.active.iter_rows() for cell in cells if cell.value == "对违法搭建窝棚行为的行政处罚")
    cell.value = "对违法搭建窝棚行为的行政检查"
    spoiled = io.BytesIO()
    book.save(spoiled)
    page = hand_in(stranger, spoiled.getvalue()).page
    assert "共 1 处" in page and "请勿作为执法依据" in page
    assert '<span data-state="deleted">检查</span>' in page and '<span data-state="inserted">处罚</span>' in page


def test_the_code_on_a_printed_copy_leads_to_the_same_answer(announced, stranger, visit):
    page = visit("coordinator").open("/catalogue").page
    address = re.search(r'href="http://localhost(/verify/[0-9a-f]{64})"', page)[1]
    assert '<svg viewBox=' in page and "属于已公布的目录" in stranger.open(address).page
    assert stranger.open("/verify/" + "0" * 64).status == 404 and "没有公布或发出过" in stranger.page


def test_every_printed_copy_leads_to_the_check_at_the_public_address(app, announced, stranger, visit):
    app.extensions["devolve"] = replace(app.extensions["devolve"], public_address="https://devolve.example")
    digest = listed(announced).digest
    coordinator = visit("coordinator")
    assert f'href="https://devolve.example/verify/{digest}"' in coordinator.open("/catalogue").page
    for path in ("catalogue.pdf", "announcement.pdf", "department_list.pdf?whom=urban", "subdistrict_list.pdf?whom=chigang"):
        with pdfplumber.open(io.BytesIO(coordinator.client.get(f"/papers/{path}").data)) as pdf:
            assert shows_code(pdf.pages[-1], f"https://devolve.example/verify/{digest}"), path
    assert "属于已公布的目录" in stranger.open(f"/verify/{digest}").page


def test_a_typed_digest_is_found_and_nonsense_is_answered(announced, stranger):
    digest = listed(announced).digest.upper()
    assert "属于已公布的目录" in stranger.open(f"/verify?digest={digest[:30]}+{digest[30:]}").page
    assert "不是摘要值" in stranger.open("/verify?digest=7").page


def test_the_pdf_that_was_downloaded_is_ours_and_one_byte_less_of_it_is_not(announced, stranger, visit):
    content = visit("liaison").client.get("/papers/catalogue.pdf").data
    page = hand_in(stranger, content, "renamed.pdf").page
    assert "这是我们发出的文件" in page and "职权调整事项目录-第2版.pdf" in page
    assert "不是我们发出的原件" in hand_in(stranger, content[:-1], "renamed.pdf").page


def test_a_paper_is_issued_once_and_a_draft_is_not(announced, stranger, visit):
    coordinator = visit("coordinator").client
    issued = select(func.count()).select_from(Registration).where(Registration.noun == ISSUED)
    for path in ("request.pdf?version=1", "request.pdf?version=1", "request.pdf?version=0"):
        content = coordinator.get(f"/papers/{path}").data
    announced.session.rollback()
    assert announced.session.scalar(issued) == 1
    assert "不是我们发出的原件" in hand_in(stranger, content, "请示.pdf").page


@pytest.mark.parametrize(("content", "said"), [(b"%PDF-1.4", "不是我们发出的原件"), (b"a,b\r\n1,2", "没有找到目录表格"), (b"", "空的")])
def test_what_is_no_list_is_answered_in_words(stranger, content, said):
    assert said in hand_in(stranger, content).page


def test_before_anything_is_published_nothing_is_confirmed_and_nothing_leaks(app, house):
    house.file(penalty("对占道经营的行政处罚"))
    visitor = Visitor(app.test_client())
    page = hand_in(visitor, "序号,事项名称\r\n1,对占道经营的行政处罚\r\n".encode(), "a.csv").page
    assert "还没有公布过目录" in page and "占道" not in page


def test_the_page_stands_alone_in_english_without_anything_inline(app, stranger):
    stranger.open("/language/en")
    page = SWITCH.sub("", stranger.open("/verify").page)
    assert CHINESE.search(page) is None and INLINE.search(page) is None and DEMONSTRATION.zh not in page
