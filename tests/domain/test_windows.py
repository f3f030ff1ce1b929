"""The days of an audience: counted in working days, refused in words outside them."""

import datetime

import pytest

from workflows.domain.vocabulary import Audience
from workflows.domain.windows import Shut, Window, shut


def day(number, month=9):
    return datetime.date(2020, month, number)


WINDOW = Window(day(28), 7)


def test_the_first_day_does_not_count_and_holidays_move_the_last():
    assert WINDOW.last_on() == day(14, 10)


@pytest.mark.parametrize("written", ["2020-09-28", "2020-09-28+0", "2020-09-28+61", "soon+7", "2020-09-28+-7"])
def test_what_is_no_window_is_not_read(written):
    with pytest.raises(ValueError):
        Window.read(written)


@pytest.mark.parametrize(
    ("audience", "window", "on", "until", "heard_until", "found"),
    [
        (Audience.subdistrict, WINDOW, day(27), None, None, Shut("window_not_open", day(28))),
        (Audience.subdistrict, WINDOW, day(28), None, None, None),
        (Audience.subdistrict, WINDOW, day(14, 10), None, None, None),
        (Audience.subdistrict, WINDOW, day(15, 10), None, None, Shut("window_over", day(14, 10))),
        (Audience.subdistrict, WINDOW, day(15, 10), None, day(15, 10), None),
        (Audience.department, None, day(30), day(30), None, None),
        (Audience.department, None, day(1, 10), day(30), None, Shut("window_over", day(30))),
        (Audience.department, None, day(1, 10), None, None, None),
        (Audience.public, None, day(1, 10), None, None, Shut("window_not_open", None)),
    ],
)
def test_an_audience_is_heard_within_its_days(audience, window, on, until, heard_until, found):
    assert shut(audience, window, on, until, heard_until) == found
    assert window is None or Window.read(window.written) == window
