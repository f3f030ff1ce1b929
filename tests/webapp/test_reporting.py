"""报送 through its page: counts, what screening will say, the scan, and what the coordinator sees of it."""

import io

import pytest

from tests.files.test_attachments import PDF
from tests.operations.house import penalty
from workflows.domain.vocabulary import Form, Kind, Mode


@pytest.fixture
def waiting(house):
    seizure = penalty("对违规排水设备的扣押", kind=Kind.compulsory_measure, form=Form.seize, penalty_kinds=(), mode=Mode.entrust)
    texts = [penalty("对甲行为的行政处罚"), seizure, penalty("对丙行为的行政处罚", mode=Mode.keep)]
    house.decide("liaison", "send_for_endorsement", house.file(*texts))
    house.file(penalty("对丁行为的行政处罚", kind=None))
    return house


def test_the_head_sees_the_whole_return_before_signing(waiting, visit):
    page = visit("head").open("/reporting").page
    assert "报送 2 项" in page and "留下 1 项" in page and "请另办“同意保留”" in page
    assert "筛查将阻断" in page and "强制措施" in page
    assert "还在填报 1 项" in page and "还差：" in page


def test_the_return_goes_up_with_its_scan_and_the_coordinator_opens_it(waiting, visit):
    visit("head").open("/reporting").send("/reporting/sign", files=(io.BytesIO(PDF), "盖章扫描件.pdf"))
    page = visit("coordinator").open("/reporting").page
    assert "城管" in page and "报送 2 项" in page and "盖章扫描件.pdf" in page
    assert "盖章扫描件.pdf" in visit("reviewer").open("/items/1").page


def test_a_scan_may_be_added_after_the_report(waiting, visit):
    visitor = visit("head").open("/reporting").send("/reporting/sign")
    assert "没有盖章扫描件" in visitor.page
    act_id = visitor.page.split("/attachments/acts/")[1].split("\"")[0]
    visitor.send(f"/attachments/acts/{act_id}", files=(io.BytesIO(PDF), "后补.pdf"))
    assert "后补.pdf" in visitor.page and "没有盖章扫描件" not in visitor.page


def test_a_department_sees_its_own_reports_only(waiting, visit):
    visit("head").open("/reporting").send("/reporting/sign")
    page = visit("water_head").open("/reporting").page
    assert "还没有报送" in page and "没有等您审签的事项" in page and "城管" not in page


def test_a_report_is_taken_back_only_while_something_of_it_is_untouched(waiting, visit):
    visitor = visit("head").open("/reporting").send("/reporting/sign")
    assert "撤回本次报送" in visitor.page
    waiting.step("open_first_round")
    assert "撤回本次报送" in visitor.open("/reporting").page  # The seizure was sent back by the rules, and nobody acted on it.
    waiting.decide("liaison", "send_for_endorsement", [2])
    assert "报送记录" in visitor.open("/reporting").page and "撤回本次报送" not in visitor.page
