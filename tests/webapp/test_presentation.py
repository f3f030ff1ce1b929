"""Numbers, days and long names as officials write them."""

import datetime as dt
from dataclasses import dataclass

import pytest

from webapp.presentation import bars, clock, day, full_day, middle, moment, number, short_kind
from workflows.domain.vocabulary import Kind

LATE = dt.datetime(2020, 11, 22, 17, 30, tzinfo=dt.UTC)


@dataclass
class Part:
    count: int


def test_an_instant_is_told_in_the_campaigns_zone():
    assert (day(LATE), clock(LATE), moment(LATE)) == ("11月23日", "01:30", "11月23日 01:30")
    assert full_day(LATE) == "2020年11月23日 周一"


def test_english_readers_get_english_days(app):
    with app.test_request_context() as context:
        context.session["language"] = "en"
        assert full_day(dt.date(2020, 11, 23)) == "Mon 23 Nov 2020"


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (1289, "1,289"), (None, "—")])
def test_numbers_are_grouped_by_thousands(value, shown):
    assert number(value) == shown


def test_a_long_name_is_cut_in_the_middle_so_that_its_end_stays():
    name = "对" + "未经批准擅自" * 10 + "影响市容行为的行政处罚"
    assert len(middle(name, 30)) == 30
    assert middle(name, 30).endswith("行为的行政处罚")
    assert middle("对擅自占道的处罚", 30) == "对擅自占道的处罚"


def test_a_kind_is_short_in_narrow_columns():
    assert [short_kind(kind) for kind in (Kind.penalty, Kind.compulsory_measure, None)] == ["处罚", "强制措施", "—"]


def test_bars_stand_side_by_side_and_fill_the_whole():
    stacked = bars([Part(1), Part(0), Part(3)])
    assert [(left, width) for _, left, width in stacked] == [("0.000%", "25.000%"), ("25.000%", "75.000%")]


def test_no_parts_make_no_bars():
    assert bars([]) == []
