"""Drawings are proved before they are obeyed, and replayed against what happened."""

import pytest

from webapp.cli.setting_up import DRAWN
from webapp.config import DIAGRAMS

FILES = [DIAGRAMS / name for name in DRAWN]


def test_the_houses_own_set_is_accepted_without_a_home(fresh, tmp_path):
    fresh.home, fresh.at = tmp_path / "nowhere", None
    told = fresh.told("process", "check", *FILES)
    assert told["item"]["places"] > 15 and told["item"]["moves"] > 40
    assert "可以部署" in fresh.run("process", "check", *FILES).stdout
    assert not fresh.home.exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_drawing_that_cannot_be_obeyed_is_refused_by_file_and_element(fresh, tmp_path, lang):
    drawn = (DIAGRAMS / "item_review.bpmn").read_text(encoding="utf-8")
    spoilt = tmp_path / "item_review.bpmn"
    spoilt.write_text(drawn.replace("<bpmn:process", "<!DOCTYPE x><bpmn:process", 1), encoding="utf-8")
    said = fresh.run("process", "check", *[file for file in FILES if file.name != spoilt.name], spoilt, status=3, lang=lang).stderr
    assert "item_review.bpmn" in said and "Traceback" not in said


def test_the_same_set_is_deployed_once_and_by_the_system_manager(collecting):
    signed = collecting.told("process", "check", *FILES)["signed"]
    told = collecting.told("process", "deploy", *FILES, "--as", "admin")
    assert (told["set"], told["signed"], told["proposed"]) == (1, signed, False)
    collecting.run("process", "deploy", *FILES, "--as", "xie", status=3)


def test_the_referee_agrees_with_what_happened(hearing):
    assert "与引擎一致" in hearing.run("process", "referee").stdout
    assert hearing.told("process", "referee", "--sample", 2, "--seed", 7) == []


def test_the_register_of_laws_is_loaded_once(collecting):
    text = '[[law]]\ntitle = "某某管理条例"\nlevel = "地方性法规"\n'
    first = collecting.told("laws", "import", collecting.file("laws.toml", text), "--as", "xie")
    assert first["laws"] == 1 and collecting.told("laws", "import", collecting.file("laws.toml", text), "--as", "xie") == first
    assert "TOML" in collecting.run("laws", "import", collecting.file("no.toml", "["), "--as", "xie", status=3).stderr
    collecting.run("laws", "import", collecting.file("laws.toml", text), "--as", "chen", status=3)
