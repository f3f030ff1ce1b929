"""The annual report of 2020, item 13, walked through the pages by everybody who had a part in it, without script.

Two departments stand for the six, three subdistricts for the eighteen, fourteen powers for the 1,289.
"""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from tests.files.offices import xlsx
from tests.operations.house import penalty
from tests.stories.conftest import must_hold
from tests.stories.desk import Clerk, Workplace, opened
from tests.webapp.workplace import POSTS
from workflows.domain.vocabulary import Role

MOST_STATEMENTS = 20
PAGES = ("/todo", "/overview", "/items", "/comments", "/catalogue")
DESKS = {Role.department_head, Role.coordinator, Role.reviewer, Role.leader}
BLIND = {Role.system_manager, Role.security_manager, Role.audit_manager}
STREET = "《城市市容和环境卫生管理条例》第{}条"
HEADING = ["序号", "事项名称", "职权类别", "处罚种类", "实施依据", "调整方式", "备注"]
CONDUCTS = {
    "随地吐痰": "三十四",
    "乱扔果皮纸屑": "三十四",
    "擅自张贴宣传品": "三十六",
    "临街工地不设护栏": "三十四",
    "运输车辆沿途撒漏": "三十四",
    "擅自拆除环境卫生设施": "三十八",
    "不履行门前卫生责任": "三十四",
    "不按规定倾倒垃圾": "三十四",
}
DETAINED, INSPECTED, DEFERRED = "盗窃市容设施", "户外招牌", "饲养家禽家畜"
FOREIGN, LATE = "擅自排放污水", "擅自移动排水设施"


@pytest.fixture
def workplace(tmp_path) -> Workplace:
    """The campaign of 2020 as the coordinator finds it in the morning: opened, not begun."""
    for place in opened(tmp_path):
        yield place
        must_hold(place.house)


def test_the_campaign_of_2020_as_its_annual_report_tells_it(workplace: Workplace) -> None:
    the_coordinator_launches_the_collection(workplace)
    the_department_hands_in_its_workbook_and_takes_what_the_row_report_calls_good(workplace)
    another_department_fills_in_by_hand(workplace)
    the_liaison_sends_for_endorsement_and_the_head_reports_or_keeps(workplace)
    screening_blocks_one_until_it_is_mended_and_warns_of_one_that_is_discussed(workplace)
    the_first_round_is_opened_and_decided_in_bulk_undone_and_decided_again(workplace)
    one_is_returned_for_correction_and_comes_back(workplace)
    the_subdistricts_are_heard_and_a_late_item_arrives(workplace)
    the_public_reads_the_list_and_agrees(workplace)
    the_hearing_ends_and_the_coordinator_answers(workplace)
    the_second_round_passes_what_is_left(workplace)
    the_leader_approves_and_the_catalogue_is_announced(workplace)
    everybody_reads_the_same_catalogue_and_takes_it_home(workplace)


# 部署


def the_coordinator_launches_the_collection(place: Workplace) -> None:
    coordinator = place.clerk("coordinator").open("/todo").says("采集工作：部署", "启动采集")
    coordinator.open("/overview").press("启动采集").says("采集工作现处于“采集”", "没有在办事项")
    all_pages_say(place.clerk("coordinator"), "0 = 在办 0 + 拟下放 0 + 保留 0 账实相符")


# 采集


def the_department_hands_in_its_workbook_and_takes_what_the_row_report_calls_good(place: Workplace) -> None:
    liaison = place.clerk("liaison").open("/filing").says("没有在填报的事项")
    liaison.open("/filing/upload").press("上传并检查", workbook=(io.BytesIO(the_workbook()), "采集表-城管局.xlsx"))
    liaison.says("采集表-城管局.xlsx", "读到 12 行", "可存入 11 项", "有误 1 处", "涉及 1 行", "还没有存入任何一行")
    liaison.says("第 15 行 C 列", "行政许可", "请改为行政处罚、行政检查、行政强制措施或行政强制执行")
    report = liaison.at
    marked = load_workbook(io.BytesIO(liaison.client.get(report + "/report.xlsx").data))
    assert "行政许可" in marked["城管局"]["C15"].comment.text
    assert liaison.ledger.startswith("0 = ")
    liaison.press("只存无误的 11 项").says("新增 11 项", "城市管理和综合执法局 11 项")
    again = liaison.open(report).says("可存入 0 项", "不变 11", "没有可存入的行")
    assert "只存无误的" not in again.page.text
    all_pages_say(place.clerk("coordinator"), "11 = 在办 11 + 拟下放 0 + 保留 0 账实相符")


def another_department_fills_in_by_hand(place: Workplace) -> None:
    water = place.clerk("water_liaison").open("/filing/new")
    water.press("保存", **written(FOREIGN, "第四十九条")).says("已新增 1 项", "可送审签 1 项，共 1 项")
    assert water.open("/items").says("共 1 项", FOREIGN).numbers() == [12]
    all_pages_say(place.clerk("coordinator"), "12 = 在办 12 + 拟下放 0 + 保留 0 账实相符")


def the_liaison_sends_for_endorsement_and_the_head_reports_or_keeps(place: Workplace) -> None:
    for liaison, head in (("liaison", "head"), ("water_liaison", "water_head")):
        place.clerk(liaison).open("/filing").press("送审签", all="1").says("将办理").press("送审签")
        decide_all(place.clerk(head), "报送", leaving={"饲养家禽": "调整方式不是下放"} if head == "head" else {})
    head = place.clerk("head").open("/desk").says(DEFERRED)
    head.press("同意保留", all="1").says("须选择理由代码并写明理由", "没有可办理的事项")
    head.press("重新预览", code="cross_border", reason="涉及活禽防疫，由区统一处理").press("同意保留 1 项").says("同意保留 1 项 → 保留")
    all_pages_say(place.clerk("coordinator"), "12 = 在办 11 + 拟下放 0 + 保留 1 账实相符")


# 筛查与研讨


def screening_blocks_one_until_it_is_mended_and_warns_of_one_that_is_discussed(place: Workplace) -> None:
    liaison = place.clerk("liaison").open("/filing").says("有误 1", DETAINED)
    [number] = liaison.boxes(DETAINED)
    liaison.open(f"/filing/{number}").says("限制人身自由的行政处罚不得下放街道", "第十六条")
    liaison.press("保存", penalty_kinds=["fine"]).says("已存")
    liaison.open("/filing").press("送审签", number=[number]).press("送审签 1 项")
    decide_all(place.clerk("head"), "报送")
    coordinator = place.clerk("coordinator").open("/desk").says("研讨", INSPECTED, "警示")
    [warned] = coordinator.boxes(INSPECTED)
    coordinator.open(f"/items/{warned}").says("有警示").press("进入审查").says("须写明理由")
    coordinator.press("重新预览", reason="检查随处罚一并下放，研讨会 9 月 3 日议定").press("进入审查 1 项")
    all_pages_say(place.clerk("coordinator"), "12 = 在办 11 + 拟下放 0 + 保留 1 账实相符")


# 第一轮审查


def the_first_round_is_opened_and_decided_in_bulk_undone_and_decided_again(place: Workplace) -> None:
    place.clerk("coordinator").open("/overview").press("开始审查").says("采集工作现处于“第一轮审查”")
    reviewer = place.clerk("reviewer").open("/desk").says("第一轮审查", "11 项")
    reviewer.press("同意", all="1").says("还没有作任何决定", "将办理 10 项", "10 项 → 待征求意见")
    reviewer.says("不能办理 1 项", "有未处理的警示，通过须写明理由", INSPECTED)
    reviewer.press("同意 10 项").says("同意 10 项 → 待征求意见", "尚无人处理其中任何一项", "1 项", INSPECTED)
    reviewer.press("撤销第").says("已撤销，10 项回到原处", "11 项")
    [rejected], [returned] = reviewer.boxes("擅自拆除环境卫生设施"), reviewer.boxes("不履行门前卫生责任")
    reviewer.press("不予下放", number=[rejected], code="few_objects", reason="三年内没有案件").press("不予下放 1 项").says(
        "不予下放 1 项 → 保留"
    )
    reviewer.press("退回", number=[returned], reason="条例第三十四条没有此项义务").press("退回 1 项").says("退回 1 项")
    reviewer.press("同意", all="1", reason="检查与处罚一并下放").says("将办理 9 项").press("同意 9 项").says("同意 9 项 → 待征求意见")
    everybody_reads(place, "12 = 在办 10 + 拟下放 0 + 保留 2 账实相符")


def one_is_returned_for_correction_and_comes_back(place: Workplace) -> None:
    liaison = place.clerk("liaison").open("/filing").says("退回 1")
    [number] = liaison.boxes("不履行门前卫生责任")
    liaison.open(f"/items/{number}").says("审查员 reviewer 退回", "条例第三十四条没有此项义务").open(f"/filing/{number}")
    laws = {"basis_law": ["城市市容和环境卫生管理条例", "", "", "", ""], "basis_article": ["第三十四条第（三）项", "", "", "", ""]}
    liaison.press("保存", remarks="已补到项", **laws, basis_level=["administrative_regulation", "", "", "", ""]).says("已存")
    liaison.open("/filing").press("送审签", all="1").press("送审签 1 项")
    decide_all(place.clerk("head"), "报送")
    decide_all(place.clerk("reviewer"), "同意")
    place.clerk("auditor").open(f"/items/{number}").says("第三十四条第（三）项", "第 2 版", "已补到项", "待征求意见")


# 征求意见


def the_subdistricts_are_heard_and_a_late_item_arrives(place: Workplace) -> None:
    officer = place.clerk("officer").open("/items").says("还没有事项")
    place.clerk("coordinator").open("/overview").press("征求意见").says("采集工作现处于“征求意见”")
    officer.open("/todo").says("征求意见 10 项").open("/items").says("共 10 项")
    comment_on(officer, number_of(officer, "乱扔果皮纸屑"), "modify", "建议写明仅限公共场所", "街道无权进入住宅小区内部")
    comment_on(officer, number_of(officer, "运输车辆沿途撒漏"), "delete", "", "跨街道行驶，街道难以取证")
    place.clerk("office_head").open("/comments").press("对其余 10 项无意见").says("已对 10 项回复无意见")
    coordinator = place.clerk("coordinator").open("/overview").press("补充采集", reason="水务局补报一项").says("现处于“采集”")
    place.clerk("water_liaison").open("/filing/new").press("保存", **written(LATE, "第五十六条")).says("已新增 1 项")
    all_pages_say(place.clerk("coordinator"), "13 = 在办 11 + 拟下放 0 + 保留 2 账实相符")
    place.clerk("water_liaison").open("/filing").press("送审签", all="1").press("送审签 1 项")
    decide_all(place.clerk("water_head"), "报送")
    coordinator.open("/overview").press("开始审查").open("/overview").press("征求意见")
    decide_all(place.clerk("reviewer"), "同意")
    assert number_of(officer.open("/items").says("共 11 项"), LATE) == 13


def the_public_reads_the_list_and_agrees(place: Workplace) -> None:
    anybody = Clerk(place.app.test_client(), "anybody", place.counted).open("/consultation")
    assert anybody.status == 404
    coordinator = place.clerk("coordinator").open("/windows").press("更改期限", public_from="2020-09-01", public_days="5")
    coordinator.says("期限已更改").open("/moderation").press("公开清单 11 项").says("清单已公开，共 11 项")
    number = number_of(coordinator, "擅自张贴宣传品")
    anybody.open("/consultation").says("拟由区级部门交给街道办事处办理", "擅自张贴宣传品").open(f"/consultation/{number}")
    anybody.press("发出意见", kind="agree").says("意见已收到", "回执码")
    coordinator.open("/todo").says("公众意见 1 条待审核").open("/moderation").press("展示").says("已处理 1 条")
    anybody.open(f"/consultation/{number}").says("大家的意见", "赞成", "今后拟由所在街道办事处以自己的名义办理")


def the_hearing_ends_and_the_coordinator_answers(place: Workplace) -> None:
    place.days_pass(60)
    coordinator = place.clerk("coordinator").open("/todo").says("意见 2 条未答复", "意见处理 2 项")
    coordinator.open("/desk").press("答复完毕", all="1").says("不能办理 2 项", "还有意见没有答复")
    coordinator.open("/comments").says("赤岗街道", "建议写明仅限公共场所", "跨街道行驶")
    coordinator.press("答复所选", nth=1, answer="declined", reason="").says_why(400, "请写明理由")
    coordinator.open("/comments").press("答复所选", nth=1, answer="declined", reason="可由两街道联合取证").says("已答复 1 条")
    coordinator.press("答复所选", answer="adopted").says("已答复 1 条", "没有未答复的意见")
    coordinator.open("/desk")
    [revised] = coordinator.boxes("乱扔果皮纸屑")
    coordinator.press("退回修改", number=[revised], reason="按赤岗街道意见写明范围").press("退回修改 1 项")
    coordinator.open("/desk").press("答复完毕", all="1").press("答复完毕 1 项").says("答复完毕 1 项 → 待第二轮审查")
    liaison = place.clerk("liaison").open(f"/filing/{revised}")
    liaison.press("保存", scope_conduct="仅限公共场所，住宅小区内部除外").says("已存")
    liaison.open("/filing").press("送审签", all="1").press("送审签 1 项")
    decide_all(place.clerk("head"), "报送")
    place.clerk("officer").open("/comments?state=all").says("采纳", "不采纳", "可由两街道联合取证")


# 第二轮审查与审定


def the_second_round_passes_what_is_left(place: Workplace) -> None:
    place.clerk("coordinator").open("/overview").press("开始审查").says("采集工作现处于“第二轮审查”")
    reviewer = place.clerk("reviewer").open("/desk").says("第二轮审查", "11 项")
    reviewer.press("同意", all="1", reason="两轮意见一致").says("将办理 11 项").press("同意 11 项").says("同意 11 项 → 待审定")
    all_pages_say(place.clerk("coordinator"), "13 = 在办 11 + 拟下放 0 + 保留 2 账实相符")


def the_leader_approves_and_the_catalogue_is_announced(place: Workplace) -> None:
    coordinator = place.clerk("coordinator").open("/catalogue").says("还不能公告，因为", "11 项在办，尚未办结")
    coordinator.open("/overview").press("报请审定").says("采集工作现处于“审定”")
    leader = place.clerk("leader").open("/overview").says("还不能办理", "11 项在办，尚未办结")
    decide_all(leader, "审定通过")
    everybody_reads(place, "13 = 在办 0 + 拟下放 11 + 保留 2 账实相符")
    leader.open("/overview").press("审定办结").says("采集工作现处于“公告”")
    coordinator = place.clerk("coordinator").open("/catalogue").says("草案", "11 项")
    coordinator.press("发布公告").says("采集工作现处于“实施”").open("/catalogue?version=1").says("第 1 版（已公告）", "11 项")


# 目录


def everybody_reads_the_same_catalogue_and_takes_it_home(place: Workplace) -> None:
    taken = {account: catalogue_of(place.clerk(account)) for account in ("officer", "head", "water_liaison", "auditor", "leader")}
    [rows] = {tuple(map(tuple, rows)) for rows in taken.values()}
    heading, *listed = rows
    assert heading[:4] == ("序号", "职权编码", "事项名称", "职权类别") and len(listed) == 11
    names = [row[2] for row in listed]
    assert f"对{LATE}行为的行政处罚" in names and not any(DEFERRED in name or "擅自拆除" in name for name in names)
    [revised] = [row for row in listed if "乱扔果皮纸屑" in row[2]]
    assert "仅限公共场所，住宅小区内部除外" in revised and "全部街道" in revised
    assert [row[5] for row in listed] == ["城市管理和综合执法局"] * 9 + ["水务局"] * 2


def test_who_only_reads_finds_nothing_to_press(workplace: Workplace) -> None:
    workplace.house.step("launch")
    workplace.house.file(penalty("对随地吐痰行为的行政处罚"))
    for account in ("auditor", "counsel"):
        clerk = workplace.clerk(account)
        for path in (*PAGES, "/items/1"):
            pressed = {button.words for form in clerk.open(path).page.forms if form.method == "post" for button in form.buttons}
            assert pressed == {"退出登录"}, f"{account} at {path}: {pressed}"
        clerk.open("/desk").says_why(403, "您的身份不能打开此页", "请在右上角核对当前身份")


def test_a_list_of_hundreds_asks_no_more_than_a_list_of_one(workplace: Workplace) -> None:
    house = workplace.house
    house.step("launch")
    first, *rest = house.file(*(penalty(f"对第{number}种不文明行为的行政处罚") for number in range(301)))
    house.report([first])
    house.step("open_first_round")
    reviewer = workplace.clerk("reviewer")
    few = {path: reviewer.open(path).cost for path in (*PAGES, "/desk")}
    house.report(rest)
    many = {path: reviewer.open(path).cost for path in (*PAGES, "/desk")}
    assert many == few and max(many.values()) <= MOST_STATEMENTS
    reviewer.says("301 项")


def decide_all(clerk: Clerk, word: str, leaving: dict[str, str] | None = None) -> None:
    """Preview the word over the whole desk, read what stays and why, decide."""
    clerk.open("/desk").press(word, all="1")
    for name, why in (leaving or {}).items():
        clerk.says("不能办理 1 项", name, why)
    clerk.press(f"{word} ").says(f"{word} ", "→")


def everybody_reads(place: Workplace, equation: str) -> None:
    """The campaign's people read the same equation on each page; a department or subdistrict one of its own on all of its pages."""
    for account, (role, office) in POSTS.items():
        if role not in BLIND:
            all_pages_say(place.clerk(account), equation if office is None else place.clerk(account).open("/todo").ledger)


def all_pages_say(clerk: Clerk, equation: str) -> None:
    """Each page that somebody may open carries this equation, and none asks the database too much."""
    role = POSTS[clerk.account][0]
    for path in PAGES + (("/desk",) if role in DESKS else ()) + (("/filing",) if role is Role.liaison else ()):
        assert clerk.open(path).status == 200, f"{clerk.account} at {path}: {clerk.status}"
        assert clerk.ledger == equation, f"{clerk.account} at {path} reads “{clerk.ledger}”"
        assert clerk.cost <= MOST_STATEMENTS, f"{clerk.account} at {path} asks {clerk.cost} questions"


def written(conduct: str, article: str) -> dict[str, object]:
    """A penalty on the drainage regulation, as typed into the form of one item."""
    first = {"basis_law": "《城镇排水与污水处理条例》", "basis_article": article, "basis_level": "administrative_regulation"}
    words = {"name": f"对{conduct}行为的行政处罚", "kind": "penalty", "mode": "devolve", "penalty_kinds": ["fine"]}
    return words | {name: [text, "", "", "", ""] for name, text in first.items()}


def comment_on(clerk: Clerk, number: int, kind: str, proposal: str, basis: str) -> None:
    """Open the item, follow 提出意见, send the form."""
    assert f"/comments/add?item={number}" in clerk.open(f"/items/{number}").answer.text
    clerk.open(f"/comments/add?item={number}").press("发出意见", kind=kind, proposal=proposal, basis=basis).says("意见已记录")


def number_of(clerk: Clerk, name: str) -> int:
    """The number of the item with these words in its name, found by searching for them."""
    [number] = clerk.open(f"/items?q={name}").says("筛出 1 项").numbers()
    return number


def catalogue_of(clerk: Clerk) -> list[list[str]]:
    """The announced rows as somebody downloads them: xlsx and csv say the same."""
    files = {form: clerk.client.get(f"/catalogue/download.{form}?version=1").data for form in ("xlsx", "csv")}
    lines = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(files["xlsx"])).active
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(cells) if row[0] == "序号")
    assert [row for row in cells[start:] if any(row)] == lines
    return lines


def the_workbook() -> bytes:
    """What the department sends: a title, 填表单位, a heading, and twelve rows, one of them a licence that is not collected here."""
    fined = ("行政处罚", "警告、罚款")
    rows = [[f"对{conduct}行为的行政处罚", *fined, STREET.format(article), "下放", ""] for conduct, article in CONDUCTS.items()]
    rows += [
        [f"对{DETAINED}行为的行政处罚", "行政处罚", "罚款、行政拘留", STREET.format("三十九"), "下放", ""],
        [f"对{INSPECTED}设置情况的行政检查", "行政检查", "", "", "下放", ""],
        [f"对在市区{DEFERRED}行为的行政处罚", "行政处罚", "罚款", STREET.format("三十五"), "不下放", "涉及活禽"],
        ["户外广告设置许可", "行政许可", "", STREET.format("十一"), "下放", ""],
    ]
    body = [[str(number), *row] for number, row in enumerate(rows, 1)]
    return xlsx({"城管局": [["2020年街道职权调整事项采集表"], ["填表单位：城市管理和综合执法局"], HEADING, *body]})
