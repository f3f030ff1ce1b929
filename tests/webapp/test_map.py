"""The map is the diagram as deployed; English readers get its own English labels."""

import re

from webapp.config import DIAGRAMS

CHINESE_LABEL = re.compile('name="[^"]*[\u4e00-\u9fff]')


def test_chinese_readers_get_the_bytes_that_were_signed(visit):
    assert visit("coordinator").client.get("/overview/item_review.bpmn").data == (DIAGRAMS / "item_review.bpmn").read_bytes()


def test_english_readers_get_no_chinese_label_and_the_same_drawing(visit):
    visitor = visit("coordinator").open("/language/en")
    drawn = visitor.client.get("/overview/item_review.bpmn").text
    assert CHINESE_LABEL.findall(drawn) == []
    assert 'name="First review round"' in drawn
    signed = (DIAGRAMS / "item_review.bpmn").read_text("utf-8")
    assert re.findall(r'id="([^"]+)"', drawn) == re.findall(r'id="([^"]+)"', signed)


def test_a_diagram_that_is_not_of_the_set_is_not_found(visit):
    assert visit("coordinator").open("/overview/somewhere.bpmn").status == 404
