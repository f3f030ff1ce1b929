"""Who held what on which day is asked at the terminal, and answered with its proof."""

import pytest


def test_a_corrected_list_gives_an_item_back_from_its_own_day(announced):
    announced.on("2021-03-01")
    announced.run("items", "decide", "strike", 2, "--as", "xie", "--code", "basis_lapsed", "--reason", "依据已废止")
    announced.run("campaign", "advance", "correct", "--as", "xie", "--reason", "删去一项")
    days = ("2020-12-31", "2021-02-28", "2021-03-01")
    held = {day: announced.told("ownership", "holder", 2, "--on", day)["held"]["holders"] for day in days}
    assert held["2020-12-31"] == held["2021-03-01"] == ["urban_management"] and "urban_management" not in held["2021-02-28"]
    proof = announced.told("ownership", "holder", 2)["proof"]
    assert [(link["ground"], link["version"]) for link in proof] == [("reported", 0), ("listed", 1), ("removed", 2)]
    said = announced.run("ownership", "history", 2).stdout
    assert "至 2020-12-31" in said and "2021-01-01 至 2021-02-28" in said and "2021-03-01 起" in said


def test_the_answer_is_a_sentence_in_either_language(announced):
    assert "2021-01-01 由全部街道行使。" in announced.run("ownership", "holder", 1, "--on", "2021-01-01").stdout
    assert "On 2020-12-01 it is held by" in announced.run("ownership", "holder", 1, "--on", "2020-12-01", lang="en").stdout
    assert "未下放的部分由" in announced.run("ownership", "holder", 3, "--on", "2021-01-01").stdout


def test_load_and_transfers_count_the_same_hands(announced):
    rows = announced.told("ownership", "load", "--on", "2021-01-01")
    table = announced.told("ownership", "transfers", "--on", "2021-01-01")
    assert sum(row["items"] for row in rows) == sum(map(sum, table["counts"])) == 3 * len(table["subdistricts"])
    assert "不重复" in announced.run("ownership", "transfers", "--on", "2021-01-01").stdout
    assert "部分下放" in announced.run("ownership", "load", "--on", "2021-01-01").stdout


def test_what_a_repeal_and_a_merger_take_along_is_told(announced):
    fallout = announced.told("ownership", "repeal", "城市市容和环境卫生管理条例", "--article", "第三十四条", "--on", "2021-01-01")
    assert (fallout["falls"], [row["item"] for row in fallout["rows"]]) == ([1, 2, 3], [1, 2, 3])
    assert "失去依据 4 项：1-4" in announced.run("ownership", "repeal", "城市市容和环境卫生管理条例", "--on", "2021-01-01").stdout
    merger = announced.told("ownership", "merge", "urban_management", "water", "--on", "2021-01-01")
    assert (merger["owned"], merger["handed_over"]) == ([3, 4], [1, 2, 3])
    assert "委托书须重签" in announced.run("ownership", "merge", "urban_management", "water").stdout


def test_a_sound_campaign_has_nothing_impossible_and_nothing_in_the_way(announced):
    assert announced.told("ownership", "faults")["overlaps"] == [] and "同日重叠：0" in announced.run("ownership", "faults").stdout
    assert announced.told("ownership", "obstacles") == announced.told("ownership", "behind", "--proposed") == []
    assert "没有" in announced.run("ownership", "behind", "--on", "2021-01-01").stdout
    assert "第三十四条" not in announced.run("ownership", "articles", "--on", "2021-01-01").stdout


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("holder", 99), 3),
        (("history", 99), 3),
        (("holder", "99999999999999"), 2),
        (("holder", 1, "--on", "昨天"), 2),
        (("repeal", "无此法"), 3),
        (("merge", "water", "water"), 3),
        (("merge", "water", "nobody"), 3),
    ],
)
def test_what_is_not_there_is_refused_in_words(collected, words, status):
    said = collected.run("ownership", *words, status=status)
    assert said.stderr and "Traceback" not in said.stderr
