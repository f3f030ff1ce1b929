import datetime

import pytest

from workflows.domain.forecast import forecast, steps_left

TODAY = datetime.date(2020, 9, 24)  # A Thursday; the National Day lies ahead.


@pytest.mark.parametrize(
    ("left", "done", "on"),
    [
        (0, 40, "2020-09-24"),  # nothing left
        (4, 40, "2020-09-25"),  # four a day, four left
        (5, 40, "2020-09-27"),  # one more takes the made-up Sunday
        (20, 40, "2020-09-30"),
        (24, 40, "2020-10-09"),  # over the holiday
        (10, 1, "2021-02-23"),
        (26, 1, None),  # beyond anything worth saying
        (10, 0, None),  # no pace
        (10, -3, None),  # more came back than went on
    ],
)
def test_a_department_is_done_when_its_pace_and_the_calendar_say_so(left, done, on):
    assert forecast(left, done, TODAY).on == (datetime.date.fromisoformat(on) if on else None)


def test_a_forecast_tells_its_pace():
    assert forecast(20, 45, TODAY).pace == 4.5


def test_steps_are_counted_back_from_where_nothing_is_left():
    ways = {"listed": ["approve"], "approve": ["review"], "review": ["approve", "mend", "fill_in"], "fill_in": ["mend"]}
    assert steps_left(["listed"], ways) == {"listed": 0, "approve": 1, "review": 2, "mend": 3, "fill_in": 3}
    assert "nowhere" not in steps_left(["listed"], {"nowhere": ["nowhere"]})
