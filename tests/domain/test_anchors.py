"""Words that a comment is about are found again when the text changes, or said to be gone; the comment is never dropped."""

import pytest

from workflows.domain.alike import piles
from workflows.domain.anchors import Anchor, Placed, found_in, placed, stretches
from workflows.domain.items import Basis, ItemFields
from workflows.domain.vocabulary import Anchoring

THEN = ItemFields(name="对乱倒垃圾行为的行政处罚", scope_conduct="限于餐饮、洗车，洗车须取样检测")
QUOTED = Anchor("scope_conduct", 8, "洗车")


@pytest.mark.parametrize(
    ("conduct", "found"),
    [
        (THEN.scope_conduct, Placed(Anchoring.unchanged, 8, 10)),
        ("洗车除外；限于餐饮，洗车须取样检测", Placed(Anchoring.moved, 10, 12)),
        ("限于餐饮、洗车", Placed(Anchoring.moved, 5, 7)),
        ("限于餐饮", Placed(Anchoring.changed)),
        ("", Placed(Anchoring.changed)),
    ],
)
def test_words_are_found_again_where_they_moved_or_said_to_be_gone(conduct, found):
    assert placed(QUOTED, THEN, ItemFields(name=THEN.name, scope_conduct=conduct)) == found


def test_a_change_elsewhere_leaves_a_field_as_it_was_but_not_the_item():
    now = ItemFields(name="对乱倒生活垃圾行为的行政处罚", scope_conduct=THEN.scope_conduct)
    assert placed(Anchor("scope_conduct"), THEN, now).state is Anchoring.unchanged
    assert placed(Anchor(), THEN, now).state is Anchoring.changed and placed(Anchor(), THEN, THEN).state is Anchoring.unchanged
    assert placed(Anchor("name"), THEN, now).state is Anchoring.changed


def test_words_are_looked_for_in_every_field_that_can_be_quoted():
    fields = ItemFields(name="甲", bases=(Basis("城市绿化条例", "第二十七条"),))
    assert found_in(fields, "第二十七条").field == "bases" and found_in(fields, "第二十七条", "name") is None


def test_the_stretches_of_a_text_are_the_text():
    cut = stretches("限于餐饮、洗车", {1: (0, 4), 2: (2, 7)})
    assert "".join(one.text for one in cut) == "限于餐饮、洗车"
    assert [(one.text, one.marks, one.ends) for one in cut] == [
        ("限于", (1,), ()),
        ("餐饮", (1, 2), (1,)),
        ("、洗车", (2,), (2,)),
    ]


def test_comments_that_say_nearly_the_same_lie_together():
    said = ["吊销许可证不宜由街道实施", "增加时限", "吊销许可证不宜由街道实施。", "吊销许可证件不宜由街道来实施", "", "增加时限"]
    assert piles(said) == ((0, 2, 3), (1, 5), (4,))
