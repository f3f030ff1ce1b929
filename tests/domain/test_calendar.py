import datetime

import pytest

from workflows.domain.calendar import (
    Calendar,
    add_working_days,
    day_of,
    end_of_day,
    estimated,
    is_working_day,
    official,
    published_list,
    working_days_between,
)

ZONE = "Asia/Shanghai"


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "works"),
    [
        ("2020-01-19", True),  # a Sunday made up for the Spring Festival
        ("2020-01-24", False),
        ("2020-01-31", False),  # the festival was extended to 2 February
        ("2020-02-02", False),
        ("2020-02-03", True),
        ("2020-04-26", True),  # a Sunday made up for May
        ("2020-05-05", False),
        ("2020-06-28", True),  # a Sunday made up for the Dragon Boat Festival
        ("2020-09-05", False),
        ("2020-09-27", True),  # a Sunday made up for the National Day
        ("2020-10-01", False),
        ("2020-10-08", False),
        ("2020-10-10", True),  # a Saturday made up for the National Day
    ],
)
def test_holidays_and_make_up_days_of_2020(on, works):
    assert is_working_day(day(on)) is works


@pytest.mark.parametrize(
    ("start", "working_days", "end"),
    [
        ("2020-09-24", 5, "2020-09-30"),
        ("2020-09-30", 1, "2020-10-09"),
        ("2020-09-30", 2, "2020-10-10"),
        ("2020-01-23", 1, "2020-02-03"),
        ("2020-09-05", 0, "2020-09-05"),
    ],
)
def test_a_deadline_in_working_days_passes_over_holidays(start, working_days, end):
    assert add_working_days(day(start), working_days) == day(end)
    assert working_days_between(day(start), day(end)) == working_days


def test_working_days_backwards_are_negative():
    assert working_days_between(day("2020-10-09"), day("2020-09-30")) == -1


def test_a_deadline_does_not_lie_behind():
    with pytest.raises(ValueError, match="-1"):
        add_working_days(day("2020-09-01"), -1)


def test_a_year_without_an_official_list_counts_monday_to_friday_and_says_so():
    assert official(2020) and not official(2090)
    assert [is_working_day(datetime.date(2090, 1, 2) + datetime.timedelta(days)) for days in range(7)] == [True] * 5 + [False] * 2
    assert estimated(day("2020-12-31"), day("2090-01-04")) and not estimated(day("2020-09-01"), day("2020-09-30"))


def test_a_day_ends_when_the_next_one_begins_in_the_campaigns_zone():
    assert end_of_day(day("2020-09-30"), ZONE) == datetime.datetime(2020, 9, 30, 16, tzinfo=datetime.UTC)


@pytest.mark.parametrize(("hour", "minute", "on"), [(15, 59, "2020-09-30"), (16, 0, "2020-10-01")])
def test_an_instant_falls_on_a_day_of_the_campaigns_zone(hour, minute, on):
    assert day_of(datetime.datetime(2020, 9, 30, hour, minute, tzinfo=datetime.UTC), ZONE) == day(on)


def test_an_instant_without_a_zone_falls_on_no_day():
    with pytest.raises(ValueError, match="zone"):
        day_of(datetime.datetime(2020, 9, 30), ZONE)  # noqa: DTZ001 an instant without a zone is what is refused


def test_the_list_that_comes_with_the_house_says_what_is_counted_by():
    listed = published_list(2020)
    days = [datetime.date(2020, 1, 1) + datetime.timedelta(days) for days in range(366)]
    assert [is_working_day(day, Calendar((listed,))) for day in days] == [is_working_day(day) for day in days]
    assert published_list(1999) is None
