"""What a department's list says is read cell by cell, and every doubt is named by its place."""

from __future__ import annotations

import pytest

from tests.files.offices import DEPARTMENTS, SUBDISTRICTS, csv, sheet, xls, xlsx
from workflows.domain.vocabulary import Form, Kind, Mode, PenaltyKind
from workflows.files.items.item_workbook import EMPTY, HIDDEN, NO_HEADING, ReadingOptions, read_items
from workflows.files.reading.reading_child import read_in_child

HEADING = ("序号", "事项名称", "职权类别", "实施依据", "原实施部门", "承接街道", "调整方式", "备注")
ROW = ("1", "对占用城市道路的行政处罚", "行政处罚", "《城市道路管理条例》第四十二条", "城管局", "赤岗街道、新港街道", "下放", "")


def reading(*sheets, **options):
    return read_items(sheets, departments=DEPARTMENTS, subdistricts=SUBDISTRICTS, options=ReadingOptions(**options))


def codes(read):
    return [(problem.cell, problem.code) for problem in read.problems]


def column(label, *cells):
    """A sheet of one column beside complete names and departments."""
    rows = [("事项名称", "职权类别", "原实施部门", label)]
    rows += [(f"对第{number}类行为的行政处罚", "行政处罚", "城管局", cell) for number, cell in enumerate(cells, 1)]
    return sheet(*rows)


def test_a_complete_row_is_an_item_without_a_finding():
    read = reading(sheet(HEADING, ROW))
    (row,) = read.rows
    assert read.problems == ()
    assert (row.sheet, row.row_number, row.department, row.hidden_id, row.item_version) == ("Sheet1", 2, "chengguan", None, None)
    assert (row.fields.name, row.fields.kind, row.fields.mode) == (ROW[1], Kind.penalty, Mode.devolve)
    assert [(basis.law, basis.article) for basis in row.fields.bases] == [("城市道路管理条例", "第四十二条")]
    assert row.fields.receivers == ("chigang", "xingang")
    assert row.raw == {label: text for label, text in zip(HEADING, ROW, strict=True) if text}


def test_titles_reporting_body_and_a_heading_of_two_rows_are_understood():
    read = reading(
        sheet(
            ("附件1",),
            (),
            ("海珠区职权事项采集表", "", "", ""),
            ("填表单位（盖章）：海珠区水务局　　填表日期：2020年9月1日",),
            ("序号", "事项名称", "实施依据", ""),
            ("", "", "设定依据", "处罚依据"),
            ("1", "对在河道弃土的行政处罚", "《水法》第三十七条", "《水法》第六十六条"),
            merged=((2, 0, 2, 3), (4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 4, 3)),
        )
    )
    (row,) = read.rows
    assert row.department == "shuiwu"
    assert [basis.article for basis in row.fields.bases] == ["第三十七条", "第六十六条"]
    assert row.raw["实施依据/处罚依据"] == "《水法》第六十六条"


def test_merged_cells_are_filled_down_and_a_merged_name_is_one_item():
    read = reading(
        sheet(
            ("部门", "事项名称", "类别", "依据"),
            ("城管局", "对占道的行政处罚", "行政处罚", "《甲条例》第一条"),
            ("", "", "", "《乙条例》第二条"),
            ("", "对占道的行政检查", "行政检查", "《甲条例》第三条"),
            merged=((1, 0, 3, 0), (1, 1, 2, 1), (1, 2, 2, 2)),
        )
    )
    assert read.problems == ()
    assert [(row.row_number, row.department, len(row.fields.bases)) for row in read.rows] == [(2, "chengguan", 2), (4, "chengguan", 1)]


def test_a_department_left_empty_below_the_first_row_is_taken_from_above_and_said():
    read = reading(sheet(("部门", "事项名称"), ("城管局", "甲的行政检查"), ("", "乙的行政检查"), ("同上", "丙的行政检查")))
    assert [row.department for row in read.rows] == ["chengguan"] * 3
    assert [each for each in codes(read) if each[1] == "department_filled_down"] == [
        ("A3", "department_filled_down"),
        ("A4", "department_filled_down"),
    ]


def test_one_sheet_a_department_and_group_titles_name_the_department():
    rows = (("序号", "事项名称", "类别"), ("1", "甲的检查", "检查"))
    read = reading(
        sheet(*rows, name="1.水务局"),
        sheet(rows[0], ("一、城管局（共 1 项）",), rows[1], ("二、水务局",), ("2", "乙的检查", "检查"), merged=((1, 0, 1, 2),)),
    )
    assert [row.department for row in read.rows] == ["shuiwu", "chengguan", "shuiwu"]
    assert [each.text for each in read.skipped] == ["一、城管局（共 1 项）", "二、水务局"]
    assert read.problems == ()


def test_repeated_headings_totals_notes_and_numbers_alone_are_skipped_by_name():
    read = reading(
        sheet(HEADING, ROW, HEADING, ("2",), ("合计", "1"), ("注：本表一式两份",), ("填表人：李某", "", "审核人：王某"), (), ("以下空白",))
    )
    assert [(each.row_number, each.reason.zh) for each in read.skipped] == [
        (3, "重复的表头"),
        (4, "只有序号"),
        (5, "合计行"),
        (6, "注释或落款"),
        (7, "注释或落款"),
        (9, "注释或落款"),
    ]
    assert len(read.rows) == 1 and read.problems == ()


def test_a_second_table_further_down_is_read_by_its_own_heading():
    read = reading(
        sheet(
            ("事项名称", "类别", "部门"),
            ("甲的处罚", "处罚", "城管局"),
            ("检查事项", "部门", "检查依据"),
            ("乙的检查", "水务局", "《水法》第六条"),
        )
    )
    assert [(row.fields.name, row.department) for row in read.rows] == [("甲的处罚", "chengguan"), ("乙的检查", "shuiwu")]


def test_sheets_that_are_not_read_are_listed_with_their_reason():
    read = reading(sheet(HEADING, ROW), sheet(name="空"), sheet(HEADING, ROW, name="隐", hidden=True), sheet(("通讯录",), name="其他"))
    assert [(each.name, each.rows, each.ignored) for each in read.sheets] == [
        ("Sheet1", 1, None),
        ("空", 0, EMPTY),
        ("隐", 0, HIDDEN),
        ("其他", 0, NO_HEADING),
    ]
    assert [problem.message.zh for problem in read.problems] == ["工作表“其他”：这张工作表没有可识别的表头，未读取。如有事项，请补上表头。"]


def test_a_kind_that_is_not_collected_is_an_error_that_says_what_to_write():
    read = reading(sheet(HEADING, ROW[:2] + ("行政许可",) + ROW[3:]))
    (problem,) = read.errors
    assert read.rows == () and (problem.cell, problem.row_number) == ("C2", 2)
    assert problem.message.zh == (
        "第 2 行 C 列：职权类别写的是“行政许可”，不在本次采集类别。请改为行政处罚、行政检查、行政强制措施或行政强制执行，或删去此行。"
    )


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("行政处罚", Kind.penalty),
        ("处罚", Kind.penalty),
        (" 行政 处罚 ", Kind.penalty),
        ("02", Kind.penalty),
        ("2", Kind.penalty),
        ("监督检查", Kind.inspection),
        ("行政强制", Kind.compulsory),
        ("行政强制措施", Kind.compulsory_measure),
        ("行政强制（执行）", Kind.compulsory_execution),
    ],
)
def test_spellings_of_a_kind(cell, kind):
    assert reading(sheet(("事项名称", "职权类别", "部门"), ("甲", cell, "城管局"))).rows[0].fields.kind is kind


@pytest.mark.parametrize(
    ("heading", "name", "kind", "code"),
    [
        ("事项名称", "对占道的处罚", Kind.penalty, "kind_suggested"),
        ("事项名称", "对占道的监督检查", Kind.inspection, "kind_suggested"),
        ("事项名称", "对违法建设的强制执行", Kind.compulsory_execution, "kind_suggested"),
        ("事项名称", "对有关场所的查封、扣押", Kind.compulsory_measure, "kind_suggested"),
        ("违法行为", "擅自占道", Kind.penalty, "kind_suggested"),
        ("检查事项", "占道经营", Kind.inspection, "kind_suggested"),
        ("事项名称", "擅自占道", None, "kind_missing"),
    ],
)
def test_without_a_kind_the_name_only_suggests_one(heading, name, kind, code):
    read = reading(sheet((heading, "部门"), (name, "城管局")))
    assert (read.rows[0].fields.kind, [problem.code for problem in read.warnings]) == (kind, [code])


def test_the_person_importing_can_say_kind_and_department():
    read = reading(sheet(("事项名称",), ("甲",)), default_kind=Kind.inspection, default_department="shuiwu")
    assert [(row.fields.kind, row.department) for row in read.rows] == [(Kind.inspection, "shuiwu")] and read.problems == ()


def test_an_unknown_department_is_an_error_unless_one_was_named_at_import():
    rows = sheet(("事项名称", "类别", "部门"), ("甲", "检查", "市档案局"))
    assert codes(reading(rows)) == [("C2", "department_unknown")]
    read = reading(rows, default_department="shuiwu")
    assert (codes(read), read.rows[0].fields.owner) == ([("C2", "department_replaced")], "市档案局")


@pytest.mark.parametrize(
    ("cell", "mode", "found"),
    [
        ("下放", Mode.devolve, []),
        ("部分下放", Mode.devolve_in_part, []),
        ("委托实施", Mode.entrust, []),
        ("保留", Mode.keep, []),
        ("暂缓", Mode.defer, []),
        ("", None, []),
        ("研究", None, ["mode_unknown"]),
    ],
)
def test_spellings_of_a_mode(cell, mode, found):
    read = reading(column("调整方式", cell))
    assert (read.rows[0].fields.mode, [problem.code for problem in read.problems]) == (mode, found)


def test_the_extent_of_a_transfer_suggests_a_mode():
    read = reading(column("划转范围", "全部", "部分"))
    assert [row.fields.mode for row in read.rows] == [Mode.devolve, Mode.devolve_in_part]
    assert codes(read) == [("D2", "mode_suggested"), ("D3", "mode_suggested")]


@pytest.mark.parametrize("cell", ["各街道办事处", "全部街道", "18个街道", "各街道", ""])
def test_all_subdistricts_are_no_list_of_names(cell):
    read = reading(column("承接单位", cell))
    assert (read.rows[0].fields.receivers, read.problems) == ((), ())


def test_subdistricts_nobody_knows_are_kept_as_place_and_said():
    read = reading(column("承接单位", "赤岗街道办事处，观湖街道办事处"))
    assert read.rows[0].fields.receivers == ("chigang", "?观湖街道办事处")
    assert read.rows[0].fields.scope_place == "赤岗街道办事处，观湖街道办事处"
    assert codes(read) == [("D2", "receivers_unknown")]


def test_penalty_kinds_are_stated_in_a_list_and_only_suggested_by_prose():
    read = reading(column("处罚种类", "警告、罚款", "处二千元以上二万元以下罚款，并没收工具"))
    assert read.rows[0].fields.penalty_kinds == (PenaltyKind.fine, PenaltyKind.warning)
    assert read.rows[1].fields.penalty_kinds == (PenaltyKind.confiscation, PenaltyKind.fine)
    assert codes(read) == [("D3", "penalty_kinds_suggested")]


def test_more_than_five_bases_are_said_and_named():
    cell = "".join(f"《第{number}条例》第{number}条" for number in "一二三四五六七")
    read = reading(column("实施依据", cell))
    assert len(read.rows[0].fields.bases) == 5 and read.rows[0].raw["实施依据"] == cell
    assert "未收：《第六条例》第六条、《第七条例》第七条" in read.problems[0].message.zh


def test_a_column_of_laws_goes_with_a_column_of_articles():
    read = reading(sheet(("所属法律法规", "事项名称", "设定依据(条款)", "部门"), ("《公路法》", "甲的处罚", "【第四十六条】", "城管局")))
    assert [(basis.law, basis.article) for basis in read.rows[0].fields.bases] == [("公路法", "第四十六条")]


@pytest.mark.parametrize(
    ("label", "cell", "field", "value"),
    [
        ("强制方式", "查封", "form", Form.seal),
        ("关联事项", "12、7", "related", (7, 12)),
        ("备注（选填）", "仅限于主干道\r\n以外", "remarks", "仅限于主干道\n以外"),
        ("下放范围", "仅包括占道经营", "scope_conduct", "仅包括占道经营"),
        ("委托期限", "三年", "entrust_term", "三年"),
        ("职 权 编 码", "4401 0502 1001", "code", "440105021001"),
    ],
)
def test_other_columns_keep_what_they_say(label, cell, field, value):
    read = reading(column(label, cell))
    assert (getattr(read.rows[0].fields, field), read.problems) == (value, ())


def test_names_keep_every_letter_but_the_line_breaks_of_a_narrow_cell():
    name = "对" + "擅自占用城市道路、" * 30 + "行为的行政处罚"
    read = reading(sheet(("事项名称", "部门", "类别"), (f"　{name[:9]}\r\n {name[9:]} ", "城管局", "处罚")))
    assert read.rows[0].fields.name == name


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (("甲", "440105021001", ""), ("乙", "440105021001", ""), "code_twice"),
        (("甲", "", ""), ("甲。", "", ""), "item_twice"),
        (("甲", "440105021001", ""), ("甲", "", ""), "item_twice"),
        (("甲", "440105021001", ""), ("甲", "440105021002", ""), None),
        (("甲", "", "限主干道"), ("甲", "", "限支路"), None),
    ],
)
def test_rows_that_claim_to_be_the_same_item_are_named_to_each_other(first, second, found):
    read = reading(sheet(("事项名称", "职权编码", "备注", "类别", "部门"), (*first, "处罚", "城管局"), (*second, "处罚", "城管局")))
    assert codes(read) == ([("A2", found), ("A3", found)] if found else [])
    assert len(read.rows) == (0 if found else 2)
    assert not found or "工作表“Sheet1”第 3 行" in read.problems[0].message.zh


def test_the_same_name_may_stand_under_two_departments():
    read = reading(sheet(("事项名称", "类别", "部门"), ("甲", "处罚", "城管局"), ("甲", "处罚", "水务局")))
    assert len(read.rows) == 2 and read.problems == ()


def test_two_equally_good_columns_stop_the_sheet():
    read = reading(sheet(("事项名称", "权力事项名称", "部门"), ("甲", "乙", "城管局")))
    assert (codes(read), read.rows) == ([("B1", "column_twice")], ())
    assert reading(sheet(("违法行为", "事项名称", "部门"), ("甲", "乙的处罚", "城管局"))).rows[0].fields.name == "乙的处罚"


def test_the_same_list_reads_the_same_from_every_format():
    rows = (("采集表",), HEADING, ROW)
    files = [
        xlsx({"Sheet1": rows}),
        xls({"Sheet1": rows}),
        csv(rows),
        csv(rows, "gb18030"),
        csv(rows, "utf-8"),
        csv(rows, "utf-16"),
    ]
    read = [reading(*read_in_child("Sheet1.dat", content)) for content in files]
    assert all(each == read[0] for each in read) and len(read[0].rows) == 1
