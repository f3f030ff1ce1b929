"""A running campaign goes over to another drawing from the command line: rehearsed, changed, taken back."""

import pytest

from tests.engine.third_round import with_third_round
from tests.operations.house import drawn


@pytest.fixture
def third(hearing):
    """The digest of a deployed set with a third round."""
    folder = hearing.home.parent / "third"
    folder.mkdir()
    for name, content in with_third_round(drawn()).items():
        (folder / name).write_bytes(content)
    return hearing.told("process", "deploy", *sorted(folder.iterdir()), "--as", "admin")["signed"]


@pytest.fixture
def confirmed(hearing, third):
    """The same, confirmed by somebody else."""
    assert hearing.told("process", "confirm", third[:12], "--as", "guard")["proposed"] is False
    return third


def test_a_rehearsal_tells_people_and_programs_and_changes_nothing(hearing, third):
    before = hearing.told("campaign", "status")
    told = hearing.told("process", "rehearse", third[:12])
    assert (told["after"], told["refusals"], told["without_image"]) == (third, [], [])
    assert sum(way["items"] for way in told["ways"]) == told["items"] == sum(before["items"].values())
    assert "演练摘要" in hearing.run("process", "rehearse", third).stdout
    assert "can be finished" in hearing.run("process", "rehearse", third, lang="en").stdout
    assert hearing.told("campaign", "status") == before


def test_a_set_is_in_force_when_a_second_person_has_confirmed_it(hearing, third):
    digest = hearing.told("process", "rehearse", third)["rehearsed"]
    words = ("process", "change", third, "--rehearsed", digest, "--reason", "增加一轮", "--as", "xie")
    assert "尚未由另一人确认" in hearing.run(*words, status=3).stderr
    hearing.run("process", "confirm", third, "--as", "admin", status=3)
    assert "已启用" in hearing.run("process", "confirm", third, "--as", "guard").stdout
    assert "in force already" in hearing.run("process", "confirm", third, "--as", "guard", status=3, lang="en").stderr
    hearing.run(*words)


def test_the_change_is_made_as_rehearsed_and_taken_back(hearing, confirmed):
    third = confirmed
    digest = hearing.told("process", "rehearse", third)["rehearsed"]
    words = ("process", "change", third, "--rehearsed", digest, "--reason", "增加一轮", "--as", "xie")
    act = hearing.told(*words)["act"]
    assert hearing.run("process", "referee").exit_code == hearing.run("verify").exit_code == 0
    hearing.run("process", "rehearse", third, status=3)
    assert hearing.told("items", "undo", act, "--as", "xie")["act"] == act + 1
    assert hearing.told("process", "rehearse", third)["rehearsed"] == digest
    assert hearing.run("verify").exit_code == 0


@pytest.mark.parametrize(("lang", "said"), [("zh", "不是现行流程中的环节"), ("en", "is no place of the present drawing")])
def test_a_place_that_does_not_exist_is_named_in_the_language_of_the_reader(hearing, third, lang, said):
    done = hearing.run("process", "rehearse", third, "--item", "attic=kept", status=1, lang=lang)
    assert "item_review.bpmn#attic" in done.stderr and said in done.stderr


def test_a_map_is_written_old_equals_new_and_a_set_must_be_deployed(hearing, third):
    assert "旧环节=新环节" in hearing.run("process", "rehearse", third, "--stage", "solicit", status=3).stderr
    assert "没有签名如此" in hearing.run("process", "rehearse", "feedbeef", status=3).stderr
