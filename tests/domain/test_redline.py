"""Two versions side by side: what came, what went, what says something else."""

from __future__ import annotations

import dataclasses

from tests.domain.test_catalogue import ROW, listed
from workflows.domain.redline import redline
from workflows.domain.vocabulary import Mode

OTHER = dataclasses.replace(ROW, number=2, item_number=30, name="对乱倒垃圾的行政处罚")


def test_equal_lists_have_no_redline():
    assert redline(listed(), listed(version=2)).equal


def test_a_row_that_came_and_one_that_went_are_named_by_item_not_by_place():
    new = dataclasses.replace(OTHER, number=1)
    found = redline(listed(rows=(ROW,)), listed(rows=(new,)))
    assert ([row.item_number for row in found.added], [row.item_number for row in found.removed], found.changed) == ([30], [17], ())


def test_a_moved_row_is_no_change():
    moved = (dataclasses.replace(OTHER, number=1), dataclasses.replace(ROW, number=2))
    assert redline(listed(rows=(ROW, OTHER)), listed(rows=moved)).equal


def test_each_changed_field_shows_both_texts_as_printed():
    after = dataclasses.replace(ROW, mode=Mode.devolve_in_part, scope="限于沿街商铺")
    (changed,) = redline(listed(), listed(rows=(after,))).changed
    assert [(field.name, field.before, field.after) for field in changed.fields] == [
        ("mode", "下放", "部分下放"), ("scope", "", "限于沿街商铺"),
    ]  # fmt: skip


def test_changes_are_counted_by_field():
    after = (dataclasses.replace(ROW, remarks="一"), dataclasses.replace(OTHER, remarks="二", code="1"))
    assert redline(listed(rows=(ROW, OTHER)), listed(rows=after)).by_field == {"code": 1, "remarks": 2}


def test_a_new_effective_day_stands_in_the_heading():
    found = redline(listed(), listed(effective_on=None))
    assert [(field.name, field.before, field.after) for field in found.heading] == [("effective_on", "2021-01-01", "")]
