import datetime

import pytest

from tests.conftest import HOUSE
from workflows.domain.errors import Unfit
from workflows.files.calendar_file import checked_list, read_calendar, read_lines


def test_the_example_in_docs_is_the_list_of_2020():
    [listed] = read_calendar((HOUSE / "docs" / "calendar.toml").read_text("utf-8"))
    assert (listed.year, len(listed.holidays), len(listed.made_up)) == (2020, 30, 6)


def test_days_and_stretches_are_typed_line_by_line():
    rows = read_lines("2027-01-01\n\n2027-02-05 至 2027-02-07\n")
    listed = checked_list({"year": 2027, "source": "国办", "holidays": rows})
    assert sorted(listed.holidays)[-1] == datetime.date(2027, 2, 7) and len(listed.holidays) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("holidays = 1", "一年一张表"),
        ("[[list]]\nyear = 2027\nsource = 'x'\nholidays = [2026-01-01]", "不在 2027 年"),
        ("[[list]]\nyear = 2027\nsource = ' '", "通知"),
        ("[[list]]\nyear = 2027\nsource = 'x'\nmade_up = [2027-02-05]", "不是周末"),
        ("[[list]]\nyear = 2027\nsource = 'x'\nholidays = [2027-02-06]\nmade_up = [2027-02-06]", "又放假又上班"),
        ("[[list]]\nyear = 2027\nsource = 'x'\nholidays = [{ from = 2027-02-06, until = 2027-02-05 }]", "须为日期"),
        ("[[list]]\nyear = 2027\nsource = 'x'\nnotes = 'y'", "没有这一项"),
        ("[[list]]\nyear = 2027\nsource = 'x'\n[[list]]\nyear = 2027\nsource = 'x'", "写了两次"),
    ],
)
def test_a_list_that_cannot_be_read_says_where(text, said):
    with pytest.raises(Unfit, match=said):
        read_calendar(text)


def test_a_line_that_is_no_day_is_quoted():
    with pytest.raises(Unfit, match="明天"):
        read_lines("明天")
