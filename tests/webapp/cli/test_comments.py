"""征求意见 from the command line: forms out, comments in, answers, the table that goes back."""

import pytest

from workflows.files.reading.sheets import read_grid_file

FORM = "目录序号,事项名称,意见类型,修改建议,理由和依据,联系人,联系电话\n"


def test_a_comment_is_given_by_a_subdistrict_and_answered(hearing):
    hearing.run("comments", "add", "修改", "--item", 3, "--as", "feng", "--proposal", "范围应包括内街巷", "--field", "scope_place")
    hearing.run("comments", "add", "无意见", "--item", 1, "--as", "feng")
    assert [one["number"] for one in hearing.told("comments", "list", "--open")] == [1]
    assert "理由" in hearing.run("comments", "answer", "不采纳", 1, "--as", "xie", status=3).stderr
    hearing.run("comments", "answer", "不采纳", 1, "--as", "xie", "--reason", "已在范围内")
    answered = hearing.told("comments", "list")[0]
    assert (answered["answer"], answered["reason"], answered["unit"]) == ("declined", "已在范围内", "赤岗街道办事处")


def test_an_item_with_a_comment_waits_for_its_answer(hearing):
    hearing.run("comments", "add", "修改", "--item", 3, "--as", "feng", "--proposal", "缩小范围")
    hearing.on("2020-10-19").run("clock")
    assert (hearing.place(1), hearing.place(3)) == ("await_second_round", "answer_comments")
    assert "还有意见没有答复" in hearing.run("items", "decide", "answered", 3, "--as", "xie", status=1).stdout
    hearing.run("comments", "answer", "采纳", "--all-open", "--as", "xie")
    hearing.run("items", "decide", "answered", 3, "--as", "xie")


def test_the_coordinator_registers_what_came_by_letter(hearing):
    hearing.run("comments", "add", "同意", "--item", 1, "--as", "xie", status=3)
    hearing.run("comments", "add", "新增", "--as", "xie", "--unit", "新港", "--source", "来函", "--proposal", "增加犬只管理")
    assert hearing.told("comments", "list")[0]["unit"] == "新港街道办事处"


def test_the_form_goes_out_and_comes_back(hearing):
    form, answers = hearing.home.parent / "form.xlsx", hearing.home.parent / "answers.xlsx"
    assert hearing.told("comments", "form", "--unit", "chigang", "--to", form)["items"] == 3
    rows = "1,对随地吐痰的行政处罚,无意见,,,冯,\n3,,修改,缩小范围,没有人手,冯,020-1234\n,,新增,犬只管理,居民要求,冯,\n"
    filled = hearing.file("filled.csv", FORM + rows)
    hearing.run("comments", "import", filled, "--as", "feng")
    assert [(one["item"], one["kind"]) for one in hearing.told("comments", "list")] == [(1, "no_opinion"), (3, "modify"), (None, "add")]
    assert hearing.told("comments", "answers", "--to", answers)["comments"] == 3
    assert "没有人手" not in str(hearing.run("verify").stdout) and read_grid_file("a.xlsx", answers.read_bytes())


@pytest.mark.parametrize(("row", "status"), [("99,,修改,甲,乙,,", 3), ("1,,胡说,甲,乙,,", 1), (",没有这一项,删除,不要,乙,,", 3)])
def test_a_form_with_a_wrong_row_brings_nothing_in(hearing, row, status):
    hearing.run("comments", "import", hearing.file("f.csv", FORM + "1,,无意见,,,,\n" + row + "\n"), "--as", "feng", status=status)
    assert hearing.told("comments", "list") == []


def test_a_program_reads_what_is_wrong_with_a_form(hearing):
    told = hearing.told("comments", "import", hearing.file("f.csv", FORM + "1,,胡说,甲,乙,,\n"), "--as", "feng", status=1)
    assert told["act"] is None and told["problems"][0]["cell"]


def test_nobody_speaks_for_another_unit(hearing):
    assert "本单位" in hearing.run("comments", "add", "同意", "--item", 1, "--as", "feng", "--unit", "新港", status=3).stderr
    hearing.run("comments", "add", "同意", "--item", 1, "--as", "lin", "--unit", "新港", status=3)


def test_which_comments_are_answered_is_said_one_way(hearing):
    hearing.run("comments", "answer", "采纳", "--as", "xie", status=2)
    hearing.run("comments", "answer", "采纳", 1, "--all-open", "--as", "xie", status=2)
    hearing.run("comments", "answer", "采纳", 7, "--as", "xie", status=3)


def test_the_days_of_an_audience_are_set_and_shown(hearing):
    hearing.run("comments", "set-window", "公众", "2020-11-02", 7, "--as", "xie", "--reason", "改期")
    assert hearing.told("comments", "windows")["public"] == "2020-11-02+7"
    hearing.run("comments", "set-window", "公众", "2020-11-02", 7, "--as", "feng", status=3)
