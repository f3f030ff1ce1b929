"""采集表 come in: what becomes of each row, and that the same file twice changes nothing."""

from __future__ import annotations

import csv
import io

from sqlalchemy import func, select

from tests.operations.house import House, penalty
from workflows.files.reading.sheets import read_grid_file
from workflows.operations.items.importing import ImportReport, Workbook, import_items
from workflows.operations.items.liaison import fill_in_items
from workflows.operations.items.screening import current_fields
from workflows.store.audit import Act, FiledDocument
from workflows.store.items.rows import ImportedRow, Item

HEADING = ["序号", "职权编码", "事项名称", "职权类别", "实施依据", "原实施部门", "调整方式", "备注"]
BASIS = "《城市市容和环境卫生管理条例》第三十四条"


def workbook(*rows: tuple[str, ...], name: str = "采集表.csv") -> Workbook:
    text = io.StringIO()
    csv.writer(text).writerows([HEADING, *rows])
    content = text.getvalue().encode("utf-8-sig")
    return Workbook(name, content, read_grid_file(name, content))


def row(number: int, name: str, code: str = "", kind: str = "行政处罚", office: str = "城管", remarks: str = "") -> tuple[str, ...]:
    return str(number), code, name, kind, BASIS, office, "下放", remarks


def bring(house: House, book: Workbook, who: str = "coordinator", **options) -> ImportReport:
    return house.do(import_items, who, workbook=book, **options)


def numbers(house: House) -> list[str]:
    return list(house.session.scalars(select(Item.name).order_by(Item.number)))


def test_rows_become_items_with_their_raw_cells_and_the_file_is_kept(house: House) -> None:
    book = workbook(row(1, "对随地吐痰的处罚"), row(2, "对占道堆物的处罚", office="区水务局"))
    report = bring(house, book)
    assert (report.added, report.errors) == (2, ())
    assert numbers(house) == ["对随地吐痰的处罚", "对占道堆物的处罚"]
    assert house.session.scalar(select(FiledDocument.content)) == book.content
    assert house.session.scalars(select(ImportedRow.raw)).first()["实施依据"] == BASIS


def test_the_same_file_twice_changes_nothing(house: House) -> None:
    book = workbook(row(1, "对随地吐痰的处罚", code="A1"), row(2, "对占道堆物的处罚"))
    bring(house, book)
    acts = house.session.scalar(select(func.count(Act.id)))
    again = bring(house, book)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert house.session.scalar(select(func.count(Act.id))) == acts


def test_an_old_file_does_not_take_back_a_later_edit(house: House) -> None:
    book = workbook(row(1, "对随地吐痰的处罚"))
    bring(house, book)
    house.do(fill_in_items, "liaison", texts={1: penalty("对随地吐痰行为的行政处罚")})
    again = bring(house, book)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    assert current_fields(house.session, [1])[1].name == "对随地吐痰行为的行政处罚"


def test_one_wrong_row_keeps_the_whole_file_out_unless_good_rows_are_accepted(house: House) -> None:
    book = workbook(row(1, "对随地吐痰的处罚"), row(2, "占道许可", kind="行政许可"))
    refused = bring(house, book)
    assert refused.refused and [(one.cell, one.code) for one in refused.errors] == [("D3", "kind_unknown")]
    assert numbers(house) == []
    assert bring(house, book, accept_good_rows=True).added == 1


def test_a_changed_row_changes_the_item_it_means_by_code_even_under_a_new_name(house: House) -> None:
    bring(house, workbook(row(1, "对随地吐痰的处罚", code="A1")))
    report = bring(house, workbook(row(1, "对随地吐痰、便溺的处罚", code="A1")))
    assert (report.added, report.changed) == (0, 1)
    assert numbers(house) == ["对随地吐痰、便溺的处罚"] and house.item(1).versions == 2


def test_an_item_not_at_filling_in_is_refused_by_name(house: House) -> None:
    bring(house, workbook(row(1, "对随地吐痰的处罚", code="A1")))
    house.decide("liaison", "send_for_endorsement", [1])
    report = bring(house, workbook(row(1, "对随地吐痰、便溺的处罚", code="A1")))
    assert [one.code for one in report.errors] == ["not_at_fill_in"] and "部门审签" in report.errors[0].message.zh


def test_a_row_that_means_several_items_is_an_error(house: House) -> None:
    twins = [penalty("对随地吐痰的处罚"), penalty("对随地吐痰的处罚", scope_conduct="限于公园")]
    house.file(*twins)
    report = bring(house, workbook(row(1, "对随地吐痰的处罚", remarks="")))
    assert [one.code for one in report.errors] == ["several_candidates"] and "1、2" in report.errors[0].message.zh


def test_absent_items_stay_and_are_listed(house: House) -> None:
    house.file(penalty("对乱扔果皮的处罚"))
    assert bring(house, workbook(row(1, "对随地吐痰的处罚"))).absent == (1,)
    assert len(numbers(house)) == 2


def test_a_liaison_brings_rows_of_the_own_department_only(house: House) -> None:
    report = bring(house, workbook(row(1, "对随地吐痰的处罚"), row(2, "对占道的处罚", office="水务局")), who="liaison")
    assert [(one.cell, one.code) for one in report.errors] == [("C3", "other_department")]


def test_a_dry_run_says_the_same_and_writes_nothing(house: House) -> None:
    report = bring(house, workbook(row(1, "对随地吐痰的处罚")), dry_run=True)
    assert (report.added, report.act_id, numbers(house)) == (1, None, [])


def test_a_repeated_client_key_has_one_effect(house: House) -> None:
    book = workbook(row(1, "对随地吐痰的处罚"))
    first = bring(house, book, client_key="k1")
    again = bring(house, workbook(row(1, "别的事项的处罚")), client_key="k1")
    assert (again.act_id, again.added) == (first.act_id, 1) and len(numbers(house)) == 1


def test_an_item_for_a_subdistrict_nobody_knows_is_not_reported_until_somebody_says_who(house: House) -> None:
    heading = [*HEADING, "承接街道"]
    text = io.StringIO()
    csv.writer(text).writerows([heading, [*row(1, "对随地吐痰的处罚"), "观湖街道办事处"]])
    content = text.getvalue().encode("utf-8-sig")
    bring(house, Workbook("采集表.csv", content, read_grid_file("采集表.csv", content)))
    house.decide("liaison", "send_for_endorsement", [1])
    assert [left.code for left in house.decide("head", "report", [1]).left_out] == ["ready_to_report"]
    house.decide("head", "send_back", [1], "写明承接街道")
    house.do(fill_in_items, "liaison", texts={1: penalty("对随地吐痰的处罚", receivers=("chigang",))})
    house.decide("liaison", "send_for_endorsement", [1])
    assert house.decide("head", "report", [1]).count == 1
