"""The demonstration has a home of its own, is played once, and says who may sign in there."""

import pytest

from tests.webapp.cli.house import Terminal
from webapp.demonstration import UNTIL
from workflows.demonstration.campaign import STAGES


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    terminal = Terminal(tmp_path_factory.mktemp("house"))
    return terminal, terminal.told("demo")


def test_the_demonstration_ends_as_the_annual_report_says(played):
    _terminal, told = played
    book = told["ledger"]
    assert (book["filed"], book["adopted"], book["kept"], book["in_progress"], book["balanced"]) == (1289, 963, 326, 0, True)


def test_it_is_played_once_and_shown_again(played):
    terminal, told = played
    assert terminal.told("demo") == told
    said = terminal.run("demo").stdout
    assert told["password"] in said and "1289 = 963 + 326" in said and "协调员" in said


def test_its_catalogue_lies_in_its_home(played):
    home = played[0].home / "demo"
    there = {path.name for path in home.iterdir()}
    assert {"catalogue.xlsx", "catalogue.csv", "catalogue.json", "devolve.sqlite", "DEMONSTRATION"} <= there


def test_it_verifies_and_its_people_may_act_there(played):
    inside = Terminal(played[0].home / "demo")
    assert inside.told("verify")["sound"]
    inside.run("campaign", "advance", "publish", "--as", "shencha1", status=3)


def test_a_folder_that_is_no_demonstration_is_left_alone(tmp_path):
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "letter.txt").write_text("dear", encoding="utf-8")
    for words in (("demo",), ("demo", "--reset")):
        assert "不动它" in Terminal(tmp_path).run(*words, status=4).stderr
    assert (tmp_path / "demo" / "letter.txt").exists()


def test_it_is_played_until_a_stage_has_just_begun_and_no_other_is_taken_for_it(tmp_path):
    terminal = Terminal(tmp_path)
    assert terminal.told("demo", "--until", "collection")["ledger"]["in_progress"] > 1000
    assert "接着走" in terminal.run("demo", "--until", "collection").stdout
    assert "--reset" in terminal.run("demo", "--until", "approval", status=4).stderr


@pytest.mark.parametrize(("stage", "opens"), [("first_round", "open_first_round"), ("second_round", "open_second_round")])
def test_a_round_is_stopped_at_where_it_opens_first_and_nothing_is_decided(stage, opens):
    taken = [step.action for step in STAGES[: UNTIL[stage]]]
    assert taken.count(opens) == 1 and taken[-1] == opens
