"""Three wordings held against each other: what one side changed comes in, what both changed is asked."""

import pytest

from workflows.domain.items import ItemFields
from workflows.domain.merging import three_way

BASE = ItemFields("甲", remarks="旧", owner="区")


@pytest.mark.parametrize(
    ("theirs", "mine", "only_mine", "both"),
    [
        (BASE, BASE, (), ()),
        (BASE, ItemFields("乙", remarks="旧", owner="区"), ("name",), ()),
        (ItemFields("甲", remarks="新", owner="区"), BASE, (), ()),
        (ItemFields("甲", remarks="新", owner="区"), ItemFields("甲", remarks="新", owner="市"), ("owner",), ()),
        (ItemFields("甲", remarks="系统", owner="区"), ItemFields("乙", remarks="工作簿", owner="区"), ("name",), ("remarks",)),
    ],
)
def test_a_field_is_theirs_mine_or_both(theirs, mine, only_mine, both):
    merge = three_way(BASE, theirs, mine)
    assert (merge.only_mine, merge.both) == (only_mine, both)


def test_nothing_but_what_the_workbook_changed_can_be_taken():
    merge = three_way(BASE, ItemFields("甲", remarks="系统", owner="区"), ItemFields("乙", remarks="工作簿", owner="区"))
    assert merge.taking(()) == merge.theirs
    assert merge.taking(("name", "remarks", "owner")) == ItemFields("乙", remarks="工作簿", owner="区")
    assert merge.taking(merge.only_mine) == ItemFields("乙", remarks="系统", owner="区")
