import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from workflows.domain.findings import (
    NEAR_AT_MOST,
    Finding,
    ListedItem,
    finding_key,
    findings_from,
    list_findings,
    name_core,
    near_names,
    outcome,
    unanswered,
)
from workflows.domain.items import Basis, ItemFields
from workflows.domain.vocabulary import Kind, Mode, Severity
from workflows.domain.words import Words

ROW = {"code": "unknown_law", "severity": "warn", "citation": "登记册", "zh": "待核", "en": "To check"}
WARNING = Finding("unknown_law", Severity.warn, "登记册", Words("待核", "To check"))
BLOCK = Finding("freeze", Severity.block, "强制法", Words("不得", "Never"))
NOTE = Finding("older_version", Severity.note, "登记册", Words("旧", "Old"))
ITEM = ItemFields("对倾倒垃圾的行政处罚", kind=Kind.penalty, mode=Mode.devolve, bases=(Basis("某条例", "第一条"),))


def listed(number, name, kind=Kind.penalty, mode=Mode.devolve, kept=False, **more):
    return ListedItem(number * 100, number, ItemFields(name, kind=kind, mode=mode, **more), kept)


def codes(rows):
    return {item_id: [finding.code for finding in findings] for item_id, findings in list_findings(rows).items()}


def test_rows_of_the_table_become_findings_each_code_once():
    assert findings_from([ROW, ROW | {"zh": "又"}, ROW | {"code": "other"}]) == (WARNING, dataclasses.replace(WARNING, code="other"))


@pytest.mark.parametrize(
    ("findings", "word"),
    [((), "clear"), ((NOTE,), "clear"), ((WARNING, NOTE), "warn"), ((WARNING, BLOCK), "block")],
)
def test_the_heaviest_finding_decides(findings, word):
    assert outcome(findings, ITEM, ()) == word


def test_an_answered_warning_stays_answered_while_its_values_stay():
    key = finding_key(WARNING, ITEM)
    assert outcome((WARNING,), ITEM, {key}) == "clear"
    assert unanswered((WARNING, NOTE), dataclasses.replace(ITEM, remarks="另改", name="另名"), {key}) == ()


def test_a_warning_is_open_again_when_what_it_judged_changes():
    key = finding_key(WARNING, ITEM)
    assert unanswered((WARNING,), dataclasses.replace(ITEM, bases=(Basis("另条例"),)), {key}) == (WARNING,)
    assert unanswered((dataclasses.replace(WARNING, citation="另一部法"),), ITEM, {key})


def test_a_finding_nobody_described_judged_everything():
    other = dataclasses.replace(WARNING, code="drawn_later")
    assert finding_key(other, ITEM) != finding_key(other, dataclasses.replace(ITEM, remarks="另改"))


def test_a_block_stays_whatever_was_answered():
    assert outcome((BLOCK,), ITEM, {finding_key(BLOCK, ITEM)}) == "block"


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("对生产经营假林木种子的行政处罚", "对生产经营劣林木种子的行政处罚", "similar_name"),
        ("对毁坏林木行为的处罚", "对毁坏林地行为的处罚", "similar_name"),
        ("对乱倒垃圾的处罚", "对乱倒垃圾行为的行政处罚", "same_name"),
        ("对乱倒垃圾（含餐厨）的处罚", "对乱倒垃圾(含餐厨)的处罚", "same_name"),
    ],
)
def test_equal_and_nearly_equal_names_are_flagged_on_both_items_by_number(one, other, code):
    found = list_findings([listed(3, one), listed(8, other)])
    assert {item_id: [finding.code for finding in findings] for item_id, findings in found.items()} == {300: [code], 800: [code]}
    assert "第8号" in found[300][0].message.zh and "第3号" in found[800][0].message.en


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("对在城市道路随地吐痰的行政处罚", "对在公园绿地随地吐痰的行政处罚"),
        ("对擅自占用绿地的行政处罚", "对擅自占用绿化用地的行政处罚"),
        ("偷水", "偷电"),
    ],
)
def test_names_that_differ_in_more_are_two_items(one, other):
    assert list_findings([listed(1, one), listed(2, other)]) == {}


def test_a_penalty_and_its_inspection_may_have_one_name():
    rows = [listed(1, "对取水的行政处罚", related=(2,)), listed(2, "对取水的行政检查", kind=Kind.inspection)]
    assert list_findings(rows) == {}


def test_long_names_may_differ_in_a_little_more_and_still_be_near():
    long = "对在噪声敏感建筑物集中区域内从事产生环境噪声污染的建筑施工作业未按规定公告附近居民"
    assert codes([listed(1, long), listed(2, long.replace("公告", "告知"))]) == {100: ["similar_name"], 200: ["similar_name"]}


def test_name_endings_make_no_difference():
    assert name_core("对乱倒垃圾行为的行政处罚") == name_core("对乱倒垃圾的处罚") == name_core("乱倒垃圾") == "乱倒垃圾"


def test_a_compulsory_or_inspection_item_wants_its_penalty():
    rows = [listed(1, "对取水的检查", kind=Kind.inspection), listed(2, "扣押取水设备", kind=Kind.compulsory_measure)]
    assert codes(rows) == {100: ["without_penalty"], 200: ["without_penalty"]}


@pytest.mark.parametrize("stays", [{"mode": Mode.keep}, {"kept": True}])
def test_a_penalty_that_goes_without_its_inspection_is_said_on_both(stays):
    rows = [listed(1, "对取水的处罚"), listed(2, "对取水的检查", kind=Kind.inspection, related=(1,), **stays)]
    assert codes(rows) == {100: ["left_behind"], 200: ["left_behind"]}


def test_an_inspection_that_goes_without_its_penalty_is_said_on_both():
    rows = [listed(1, "对取水的处罚", mode=Mode.defer), listed(2, "对取水的检查", kind=Kind.inspection, related=(1,))]
    assert codes(rows) == {100: ["left_behind"], 200: ["left_behind"]}


def test_items_that_all_stay_leave_nobody_behind():
    rows = [listed(1, "对取水的处罚", mode=Mode.keep), listed(2, "对取水的检查", kind=Kind.inspection, mode=Mode.keep)]
    assert codes(rows) == {}


def test_a_related_item_nobody_knows_is_named():
    found = list_findings([listed(1, "对取水的处罚", related=(7,))])
    assert found[100][0].code == "unknown_related" and "第7号" in found[100][0].message.zh


def test_one_code_twice_is_said_on_each():
    rows = [listed(1, "甲行为", code="440202001000"), listed(2, "乙情形", code=" 440202001000")]
    assert codes(rows) == {100: ["code_twice"], 200: ["code_twice"]}


@pytest.mark.parametrize(
    ("code", "kind", "disagree"),
    [
        ("440602001000", Kind.penalty, True),
        ("440202001000", Kind.penalty, False),
        ("440302001000", Kind.compulsory_execution, False),
        ("HZ-CG-1", Kind.inspection, False),
        ("440102001000", None, False),
    ],
)
def test_a_national_code_says_its_kind(code, kind, disagree):
    assert codes([listed(1, "甲", kind=kind, code=code, mode=Mode.keep)]) == ({100: ["code_and_kind"]} if disagree else {})


def test_a_flood_of_equal_names_names_a_few_and_counts_the_rest():
    found = list_findings([listed(number, "对取水的处罚") for number in range(1, 21)])
    message = found[100][0].message.zh
    assert message.count("第") == 5 and "（19）" in message


def test_a_flood_of_long_nearly_equal_names_is_flagged_and_not_listed_out():
    found = list_findings([listed(number, "甲" * 1000 + str(number)) for number in range(1, 301)])
    assert len(found) == 300
    assert max(len(findings[0].message.zh) for findings in found.values()) < 6000


def test_very_long_names_are_near_only_within_five_differences():
    long = "甲乙丙丁戊己庚辛壬癸" * 30
    assert codes([listed(1, long), listed(2, long[:-5] + "子丑寅卯辰")]) == {100: ["similar_name"], 200: ["similar_name"]}
    assert codes([listed(1, long), listed(2, long[:-6] + "子丑寅卯辰巳")]) == {}


@st.composite
def families(draw):
    """Names and what a few slips of the pen make of them, up to the lengths where five differences are allowed."""
    letters = st.sampled_from("甲乙丙")
    found = set()
    for length in draw(st.lists(st.sampled_from([4, 5, 19, 39, 40, 41, 59, 60, 99, 100, 103]), min_size=1, max_size=3)):
        core = draw(st.text(letters, min_size=length, max_size=length))
        found.add(core)
        for _ in range(draw(st.integers(0, 4))):
            changed = list(core)
            for at in draw(st.lists(st.integers(0, length - 1), max_size=7)):
                changed[min(at, len(changed)) : min(at, len(changed)) + draw(st.integers(0, 1))] = draw(st.text(letters, max_size=1))
            found.add("".join(changed))
    return sorted(found)


@given(families())
def test_the_short_way_to_near_names_finds_what_comparing_all_finds(cores):
    ordered = sorted((core for core in cores if len(core) >= 4), key=lambda core: (len(core), core))
    compared = []
    for index, core in enumerate(ordered):
        most = min(max(1, len(core) // 20), 5)
        near = [(core, other) for other in ordered[:index] if Levenshtein.distance(core, other) <= most]
        compared += near[:NEAR_AT_MOST]
    assert list(near_names(cores)) == compared
