"""What papers say: every number from one snapshot, every sentence from a wording whose fields are checked by name."""

import dataclasses

import pytest

from tests.domain.snapshots import MARKED_NAME, snapshot
from workflows.domain.catalogue import DEMONSTRATION
from workflows.domain.items import ItemFields
from workflows.domain.papers.composing import paper, stamp
from workflows.domain.papers.fields import FIELDS, fields_of, values_of
from workflows.domain.papers.kinds import KINDS, For
from workflows.domain.papers.lives import FIELD_NAMES
from workflows.domain.papers.pages import Paragraph, Signature, Style
from workflows.domain.papers.wording import Wording, built_in, filled, paragraphs, problems

WRONG = [
    ("决定将{adopted_cuont}项", "adopted_cuont"),
    ("决定将{adopted_count.__class__}项", "adopted_count.__class__"),
    ("决定将{adopted_count[0]}项", "adopted_count[0]"),
    ("决定将{adopted_count!r}项", "adopted_count"),
    ("决定将{adopted_count:>99999999}项", "adopted_count"),
    ("决定将{}项", "“”"),
    ("决定将{0}项", "0"),
    ("决定将{own_count}项", "own_count"),
    ("决定将{adopted_count项", "花括号"),
    ("决定将}项", "花括号"),
    ("决定将\x07项", "控制字符"),
]


def text_of(made):
    return "\n".join(block.text for section in made.sections for block in section.blocks if isinstance(block, Paragraph))


def someone(kind):
    made_for = KINDS[kind].made_for
    return "" if For.campaign in made_for else "1" if For.item in made_for else "urban" if For.department in made_for else "chigang"


def test_the_wordings_of_the_house_have_no_fault_and_there_is_one_for_each_paper():
    assert set(built_in()) == set(KINDS)
    assert {kind: problems(kind, wording) for kind, wording in built_in().items() if problems(kind, wording)} == {}


@pytest.mark.parametrize(("line", "named"), WRONG)
def test_a_wrong_field_is_named_with_its_line(line, named):
    wording = built_in()["announcement"]
    found = problems("announcement", Wording(wording.title, f"{wording.text}\n{line}"))
    assert len(found) == 1 and named in found[0].zh and f"第 {len(wording.text.splitlines()) + 1} 行" in found[0].zh


def test_a_missing_field_is_named():
    found = problems("announcement", Wording("公告", "决定将{adopted_count}项调整。"))
    assert [words.zh for words in found] == ["缺少字段“{effective_on}”（目录施行日）。"]


def test_a_table_stands_alone_and_once():
    assert "独占一行" in problems("catalogue", Wording("目录", "见{table}"))[0].zh
    assert "一次" in problems("catalogue", Wording("目录", "{table}\n{table}"))[0].zh
    assert "缺少字段“{table}”" in problems("catalogue", Wording("目录", "略"))[0].zh


def test_nothing_is_said_without_title_or_text_and_nothing_without_end():
    assert problems("catalogue", Wording(" ", "{table}")) and problems("catalogue", Wording("目录", " "))
    assert "20,000" in problems("catalogue", Wording("目录", "{table}\n" + "长" * 20_000))[0].zh


def test_a_value_with_braces_is_text_and_a_doubled_brace_is_a_brace():
    assert filled("《{item_name}》{{附}}", {"item_name": MARKED_NAME}) == f"《{MARKED_NAME}》{{附}}"


def test_every_field_has_its_meaning_and_its_value():
    values = values_of(snapshot(), "chigang") | values_of(snapshot(), "1")
    assert set(values) | {"table"} == set(FIELDS)
    assert all(set(fields_of(kind)) <= set(FIELDS) for kind in KINDS)


@pytest.mark.parametrize(
    ("line", "style"),
    [
        ("一、采集范围", Style.heading),
        ("（一）逐项填报", Style.subheading),
        ("一、本公告自2021年起施行。", Style.body),
        ("各街道办事处：", Style.body),
    ],
)
def test_headings_are_known_by_how_officials_write_them(line, style):
    assert [one.style for one in paragraphs(Wording("题", f"正文。\n{line}"), {})][1] is style


def test_an_address_on_the_first_line_stands_flush():
    first = next(paragraphs(Wording("题", "{departments}：\n正文。"), {"departments": "甲局、乙局"}))
    assert first == Paragraph("甲局、乙局：", Style.flush)


@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_of_a_demonstration_says_so(kind):
    assert paper(kind, snapshot(), {}, someone(kind)).mark == DEMONSTRATION.zh
    assert paper(kind, snapshot(demonstration=False), {}, someone(kind)).mark == ""


def test_the_announcement_counts_what_the_catalogue_lists_and_carries_both_annexes():
    made = paper("announcement", snapshot(), {})
    assert "决定将4项行政执法职权" in text_of(made) and "自2021年1月1日起施行" in text_of(made)
    assert [section.label for section in made.sections] == ["", "附件1", "附件2"]
    assert made.sections[2].blocks[0].rows == tuple(row.cells for row in snapshot().listed.rows)
    assert Signature("海珠区人民政府", "2020年9月1日") in made.sections[0].blocks


def test_a_paper_that_opens_a_stage_bears_the_day_of_the_opening():
    assert Signature("海珠区司法局", "2020年8月3日") in paper("collection_notice", snapshot(), {}).sections[0].blocks
    assert Signature("海珠区司法局", "2020年9月1日") in paper("solicitation_letter", snapshot(), {}).sections[0].blocks


def test_a_subdistrict_lists_what_it_receives_and_a_department_what_it_hands_over():
    made = (("subdistrict_list", "xingang"), ("subdistrict_list", "chigang"), ("department_list", "urban"))
    counts = [len(next(paper(kind, snapshot(), {}, whom).tables)[1].rows) for kind, whom in made]
    assert counts == [3, 4, 4]


def test_the_numbers_of_a_list_are_those_of_the_catalogue():
    [(_section, table)] = paper("subdistrict_list", snapshot(), {}, "xingang").tables
    assert [row[0] for row in table.rows] == ["1", "3", "4"]


def test_a_reply_holds_the_comments_of_that_unit_alone():
    made = paper("reply", snapshot(), {}, "chigang")
    [(_section, table)] = made.tables
    assert [row[0] for row in table.rows] == ["1", "3"] and "反馈意见2条" in text_of(made)
    assert [row[4] for row in table.rows] == ["采纳", "待处理"]


def test_what_is_kept_stands_with_its_reason_and_what_was_discussed_in_the_minutes():
    kept, discussed = (next(iter(paper(kind, snapshot(), {}).tables))[1].rows for kind in ("kept_list", "minutes"))
    assert kept == (("5", "水务局", "对某项保留行为的行政处罚", "专业技术性强", "需要专门设备"),)
    assert [row[:1] + row[3:5] for row in discussed] == [("5", "保留", "需要专门设备")]


def test_the_bureaus_own_wording_is_what_the_paper_says():
    own = {"announcement": Wording("公告（{day}）", "共{adopted_count}项，{effective_on}起。")}
    made = paper("announcement", snapshot(), own)
    assert made.sections[0].title == "公告（2020年9月1日）" and text_of(made).startswith("共4项，2021年1月1日起。")


def test_every_printed_catalogue_carries_version_and_digest():
    listed = snapshot().listed
    for kind, whom in (("catalogue", ""), ("department_list", "urban"), ("subdistrict_list", "chigang"), ("announcement", "")):
        section = paper(kind, snapshot(), {}, whom).sections[-1]
        assert section.foot == stamp(snapshot()) and listed.digest in section.foot and "第1版" in section.foot


def test_a_draft_is_called_a_draft():
    assert "目录草案" in stamp(snapshot(version=0)) and values_of(snapshot(version=0))["catalogue_version"] == "草案"


def test_the_file_of_an_item_knows_every_field_by_name():
    assert set(FIELD_NAMES) == {field.name for field in dataclasses.fields(ItemFields)}
