"""Lists, forms out and in, and everything people do with items, from the command line."""

import json

import pytest

from tests.webapp.cli.house import LIST
from workflows.files.reading.sheets import read_grid_file

BAD = "事项名称,职权类别,实施依据,调整方式\n对甲的行政处罚,行政许可,《甲法》第一条,下放\n对乙的行政处罚,行政处罚,《乙法》第一条,下放\n"


def test_the_list_is_filtered_and_read_by_programs(collected):
    rows = collected.told("items", "list")
    waiting = [(number, "await_first_round") for number in (1, 2, 3)]
    assert [(row["number"], row["place"]) for row in rows] == [*waiting, (4, "kept")]
    assert [row["number"] for row in collected.told("items", "list", "--place", "kept")] == [4]
    assert [row["number"] for row in collected.told("items", "list", "--mode", "部分下放", "--department", "城管局")] == [3]
    assert collected.told("items", "list", "--department", "water") == []
    assert "集中行使更高效" in collected.run("items", "list").stdout


def test_an_unknown_place_or_department_is_answered_with_the_list(collected):
    assert "await_first_round" in collected.run("items", "list", "--place", "moon", status=3).stderr
    assert "urban_management" in collected.run("items", "list", "--department", "moon", status=3).stderr


def test_one_item_is_shown_whole(collected):
    told = collected.told("items", "show", 3)
    assert told["fields"]["scope_conduct"] or told["fields"]["scope_object"] or told["fields"]["scope_place"]
    assert [one["action"] for one in told["passages"]][:3] == ["file", "send_for_endorsement", "report"]
    assert "内街" in collected.run("items", "show", 3).stdout
    collected.run("items", "show", 99, status=3)


def test_the_form_goes_out_with_the_items_and_comes_back_unchanged(collecting):
    collecting.run("items", "import", collecting.file("list.csv", LIST), "--department", "城管局", "--as", "chen")
    form = collecting.home.parent / "form.xlsx"
    assert collecting.told("items", "template", "--department", "城管局", "--with-items", "--to", form)["items"] == 4
    done = collecting.told("items", "import", form, "--as", "chen", status=1)
    assert (done["act_id"], done["unchanged"], done["added"], done["changed"]) == (None, 4, 0, 0)


def test_nothing_comes_in_while_a_row_has_an_error_unless_good_rows_are_accepted(collecting):
    file = collecting.file("bad.csv", BAD)
    words = ("items", "import", file, "--department", "城管局", "--as", "chen")
    report = collecting.home.parent / "report.xlsx"
    assert "一行也没有写入" in collecting.run(*words, "--report", report, status=1).stdout
    assert collecting.told("items", "list") == []
    assert read_grid_file("report.xlsx", report.read_bytes())
    assert collecting.told(*words, "--accept-good-rows", status=1)["added"] == 1


def test_a_dry_run_imports_nothing(collecting):
    words = ("items", "import", collecting.file("list.csv", LIST), "--department", "城管局", "--as", "chen")
    assert collecting.told(*words, "--dry-run")["added"] == 4
    assert collecting.told("items", "list") == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00\x01\x02", b"%PDF-1.4"])
def test_a_file_that_is_no_workbook_is_refused_in_words(collecting, content):
    target = collecting.home.parent / "list.xlsx"
    target.write_bytes(content)
    said = collecting.run("items", "import", target, "--as", "chen", status=3)
    assert said.stderr and "Traceback" not in said.stderr


def test_a_liaison_imports_for_the_own_department_only(collecting):
    file = collecting.file("list.csv", LIST)
    collecting.run("items", "import", file, "--department", "水务局", "--as", "chen", status=1)
    assert collecting.told("items", "list") == []
    collecting.run("items", "import", file, "--department", "城管局", "--as", "lin", status=3)


def test_a_dry_run_of_a_decision_moves_nothing_and_its_digest_is_kept_to(collected):
    collected.run("campaign", "advance", "open_first_round", "--as", "xie")
    planned = collected.told("items", "decide", "approve", "1-3", "--as", "lin", "--dry-run")
    assert planned["count"] == 3 and collected.place(1) == "review_first_round"
    collected.run("items", "decide", "return", 3, "--as", "lin", "--reason", "补正")
    words = ("items", "decide", "approve", "--waiting", "--as", "lin")
    assert "重新预演" in collected.run(*words, "--expect", planned["digest"], status=3).stderr
    now = collected.told(*words, "--dry-run")
    assert collected.told(*words, "--expect", now["digest"])["count"] == 2


def test_what_is_left_out_is_listed_with_why_and_the_status_tells(collected):
    collected.run("campaign", "advance", "open_first_round", "--as", "xie")
    said = collected.run("items", "decide", "approve", "1-4", "--as", "lin", status=1).stdout
    assert "已办理 3 项" in said and "(4)" in said
    told = collected.told("items", "decide", "approve", "1-4", "--as", "lin", status=1)
    assert (told["act"], {one["number"] for one in told["left_out"]}) == (None, {1, 2, 3, 4})
    assert "Nothing was done" in collected.run("items", "decide", "approve", 1, "--as", "lin", status=1, lang="en").stdout


def test_numbers_come_from_a_file_too(collected):
    collected.run("campaign", "advance", "open_first_round", "--as", "xie")
    numbers = collected.file("numbers.txt", "1 2\n3\n")
    assert collected.told("items", "decide", "approve", "--numbers-from", numbers, "--as", "lin")["count"] == 3


@pytest.mark.parametrize("words", [(), ("0x7",), ("1-",), ("-",), ("1-999999",), ("9" * 19,), ("--reason", "x")])
def test_a_selection_that_says_nothing_readable_is_a_matter_of_usage(collected, words):
    collected.run("items", "decide", "approve", *words, "--as", "lin", status=2)


def test_a_number_that_no_item_has_stops_the_whole_command(collected):
    assert "77" in collected.run("items", "decide", "approve", "1,77", "--as", "lin", status=3).stderr


def test_another_roles_desk_is_left_out_and_a_code_must_be_of_the_list(collected):
    collected.run("items", "decide", "keep", 1, "--as", "xie", "--code", "because", "--reason", "x", status=2)
    assert "协调员" in collected.run("items", "decide", "keep", 1, "--as", "lin", "--code", "other", "--reason", "x", status=1).stdout


def test_an_act_is_undone_by_its_number_by_who_did_it(collected):
    collected.run("campaign", "advance", "open_first_round", "--as", "xie")
    act = collected.told("items", "decide", "approve", "1-3", "--as", "lin")["act"]
    assert "由协调员撤销" in collected.run("items", "undo", act, "--as", "zhou", status=3).stderr
    collected.run("items", "undo", act, "--as", "lin")
    assert collected.place(1) == "review_first_round"
    collected.run("items", "undo", 99_999, "--as", "lin", status=3)


def test_items_are_filed_filled_in_split_and_merged(collecting):
    words = ("--department", "城管局", "--as", "chen")
    collecting.run("items", "add", *words, "--set", "name=对甲和乙的行政处罚", "--set", "kind=行政处罚", "--set", "bases=《甲法》第一条")
    texts = [{"name": "对丙的行政处罚", "kind": "penalty"}, {"name": "对丁的行政处罚", "mode": "下放"}]
    more = collecting.file("more.json", json.dumps(texts))
    collecting.run("items", "add", *words, "--from", more)
    collecting.run("items", "fill-in", "1-3", "--as", "chen", "--set", "mode=下放", "--set", "penalty_kinds=罚款,警告")
    fields = collecting.told("items", "show", 1)["fields"]
    assert (fields["mode"], fields["penalty_kinds"], fields["bases"][0]["law"]) == ("devolve", ["fine", "warning"], "甲法")
    collecting.run("items", "split", 1, "--as", "chen", "--part", "对甲的行政处罚", "--part", "对乙的行政处罚", "--reason", "两个行为")
    collecting.run("items", "merge", 4, 5, "--as", "chen", "--reason", "同一行为")
    told = collecting.told("ledger")
    assert (told["filed"], told["parts_made"], told["split_away"], told["merged_away"], told["balanced"]) == (3, 2, 1, 1, True)


def test_wording_may_come_from_a_file_item_by_item(collecting):
    collecting.run("items", "import", collecting.file("list.csv", LIST), "--department", "城管局", "--as", "chen")
    texts = [{"number": 1, "name": "改名", "bases": [{"law": "甲法", "article": "第一条", "level": "法律"}]}, {"number": 2, "mode": None}]
    collecting.run("items", "fill-in", "--from", collecting.file("t.json", json.dumps(texts)), "--as", "chen")
    assert collecting.told("items", "show", 1)["fields"]["bases"][0]["level"] == "law"
    assert collecting.told("items", "show", 2)["fields"]["mode"] is None


@pytest.mark.parametrize(
    "text",
    ["{", "{}", '[{"name": "x"}]', '[{"number": 1, "colour": "x"}]', '[{"number": 1, "mode": "fly"}]', '[{"number": 1, "bases": [1]}]'],
)
def test_a_file_of_wording_that_says_nothing_readable_is_a_matter_of_usage(collecting, text):
    collecting.run("items", "add", "--department", "城管局", "--as", "chen", "--set", "name=甲")
    collecting.run("items", "fill-in", "--from", collecting.file("t.json", text), "--as", "chen", status=2)


@pytest.mark.parametrize("setting", ["colour=red", "mode=fly", "name", "related=x", "penalty_kinds=罚款,飞"])
def test_a_field_that_cannot_say_that_is_a_matter_of_usage(collected, setting):
    collected.run("items", "fill-in", 1, "--as", "chen", "--set", setting, status=2)


def test_items_past_filling_in_are_left_out_by_name(collected):
    assert "不在填报" in collected.run("items", "fill-in", 1, "--as", "chen", "--set", "name=新名", status=1).stdout


def test_a_department_asks_back_and_the_desk_answers(collected):
    collected.run("items", "ask-back", 1, "--as", "chen", "--reason", "重复")
    collected.run("items", "ask-back", 2, "--as", "he", "--reason", "不是本部门的", status=3)
    collected.run("items", "decline", 1, "--as", "xie", "--reason", "不重复")
    collected.run("items", "ask-back", 1, "--as", "liang", "--reason", "确属重复")
    collected.run("items", "decide", "keep", 1, "--as", "xie", "--code", "duplicate", "--reason", "同意撤回")
    assert collected.place(1) == "kept"


def test_the_coordinator_sets_wording_right_at_a_discussion_only(collecting):
    collecting.run("items", "add", "--department", "城管局", "--as", "chen", "--set", "name=对甲的行政处罚", "--set", "kind=行政处罚",
                   "--set", "mode=下放", "--set", "penalty_kinds=罚款", "--set", "bases=《从未听说的办法》第一条")  # fmt: skip
    collecting.run("items", "decide", "send_for_endorsement", 1, "--as", "chen")
    collecting.run("items", "set-right", 1, "--as", "xie", "--set", "code=A1", "--reason", "补编码", status=1)
    collecting.run("items", "decide", "report", 1, "--as", "liang")
    assert collecting.place(1) == "discuss_item"
    collecting.run("items", "set-right", 1, "--as", "xie", "--set", "code=A1", "--reason", "补编码")
    collecting.run("items", "set-right", 1, "--as", "xie", "--set", "name=新名", "--reason", "不许", status=3)
    assert collecting.told("items", "show", 1)["fields"]["code"] == "A1"
