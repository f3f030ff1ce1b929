"""The account balances, and the catalogue comes out in three forms."""

import csv
import hashlib

import pytest

from workflows.files.reading.sheets import read_grid_file


def test_the_ledger_balances_at_every_moment_and_ends_as_a_program_reads_it(announced):
    told = announced.told("ledger")
    assert (told["filed"], told["adopted"], told["kept"], list(told)[-1]) == (4, 3, 1, "balanced")
    said = announced.run("ledger").stdout
    assert "账实相符" in said and "集中行使更高效 1" in said
    assert "The ledger balances." in announced.run("ledger", lang="en").stdout


def test_the_catalogue_comes_out_in_three_forms_with_one_digest(announced):
    folder = announced.home.parent
    told = [announced.told("catalogue", "export", "--to", folder / f"c.{form}") for form in ("xlsx", "csv", "json")]
    assert {(one["version"], one["rows"]) for one in told} == {(1, 3)} and len({one["digest"] for one in told}) == 1
    assert hashlib.sha256((folder / "c.json").read_bytes()).hexdigest() == told[0]["digest"]
    rows = list(csv.reader((folder / "c.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][:3] == ["序号", "职权编码", "事项名称"] and "演示" in rows[0][0]
    assert any("对随地吐痰的行政处罚" in row for row in read_grid_file("c.xlsx", (folder / "c.xlsx").read_bytes())[0].rows)


def test_the_draft_is_asked_for_by_name(hearing, tmp_path):
    assert "draft" in hearing.run("catalogue", "export", "--to", tmp_path / "c.csv", status=3).stderr
    assert hearing.told("catalogue", "export", "--version", "draft", "--to", tmp_path / "c.csv")["rows"] == 0


@pytest.mark.parametrize(("words", "status"), [(("--version", "2"), 3), (("--version", "newest"), 2), (("--format", "odt"), 2)])
def test_a_version_or_form_that_is_not_there_is_not_written(announced, tmp_path, words, status):
    announced.run("catalogue", "export", *words, "--to", tmp_path / "c.csv", status=status)
    assert not (tmp_path / "c.csv").exists()


def test_a_correction_is_a_new_version_that_says_what_it_replaces(announced):
    announced.run("items", "decide", "strike", 2, "--as", "xie", "--code", "basis_lapsed", "--reason", "依据已废止")
    announced.run("campaign", "advance", "correct", "--as", "xie", "--reason", "删去一项")
    assert [(one["version"], one["replaces"]) for one in announced.told("catalogue", "list")] == [(1, None), (2, 1)]
    assert announced.told("catalogue", "export", "--version", "1", "--to", announced.home.parent / "c.csv")["rows"] == 3
    assert announced.told("catalogue", "export", "--to", announced.home.parent / "c.csv")["rows"] == 2


def test_a_copy_is_verified_by_its_rows_and_a_wrong_one_ends_with_status_one(announced):
    folder = announced.home.parent
    announced.run("catalogue", "export", "--to", folder / "c.csv")
    assert "第 1 版一致" in announced.run("catalogue", "verify", folder / "c.csv").stdout
    (folder / "c.csv").write_bytes((folder / "c.csv").read_bytes().replace("吐痰".encode(), "吐谈".encode()))
    told = announced.told("catalogue", "verify", folder / "c.csv", status=1)
    assert [cell["field"] for cell in told["wrong"]] == ["name"] and told["version"] == 1
    assert "1 处不一致" in announced.run("catalogue", "verify", folder / "c.csv", status=1).stdout


def test_two_versions_are_set_side_by_side(announced):
    announced.run("items", "decide", "strike", 2, "--as", "xie", "--code", "basis_lapsed", "--reason", "依据已废止")
    told = announced.told("catalogue", "redline", "1", "draft", "--to", announced.home.parent / "r.xlsx")
    assert (told["removed"], told["added"], (announced.home.parent / "r.xlsx").exists()) == ([2], [], True)
    assert "3 + 新列入 0 − 删去 1 = 2" in announced.run("catalogue", "redline", "1", "draft").stdout


def test_another_districts_list_is_compared(announced):
    theirs = announced.home.parent / "theirs.csv"
    theirs.write_text("序号,事项名称\n1,对随地吐痰行为的处罚\n2,对擅自饲养家禽的行政处罚\n", encoding="utf-8")
    told = announced.told("catalogue", "compare", theirs)
    assert (told["theirs"], len(told["reworded"]), [row["name"] for row in told["missing"]]) == (2, 1, ["对擅自饲养家禽的行政处罚"])


def test_the_item_library_names_rows_without_a_valid_code_and_ends_with_status_one(announced):
    file = announced.home.parent / "library.csv"
    told = announced.told("catalogue", "library", "--to", file, status=1)
    assert told["rows"] + len(told["unlisted"]) == 3 and file.exists()
    announced.run("catalogue", "library", "--to", file.with_suffix(".odt"), status=2)
