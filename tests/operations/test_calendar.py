"""A changed calendar moves every due date in one act and says so; what has ended stays ended. The Spring Festival of 2020 for example."""

import datetime
from dataclasses import replace

import pytest

from tests.conftest import HOUSE
from tests.operations.house import SPEC, House, build, penalty
from webapp.database import carry_out
from workflows.domain.calendar import YearList
from workflows.domain.errors import NotYours
from workflows.domain.vocabulary import Door, Role
from workflows.files.calendar_file import read_calendar
from workflows.operations.acts import Actor
from workflows.operations.audit.verifying import verify
from workflows.operations.calendar import load_calendar

KEEPER = Actor(None, Role.system_manager, door=Door.cli)
EXTENDED = read_calendar((HOUSE / "docs" / "calendar.toml").read_text("utf-8"))


def day(text):
    return datetime.date.fromisoformat(text)


def days(first, last):
    return {day(first) + datetime.timedelta(n) for n in range((day(last) - day(first)).days + 1)}


ANNOUNCED = YearList(
    2020,
    EXTENDED[0].holidays - days("2020-01-31", "2020-02-02"),
    EXTENDED[0].made_up | {day("2020-02-01")},
    "国办发明电〔2019〕16号",
)


def load(house: House, *lists: YearList, at: str, who: Actor = KEEPER):
    instant = datetime.datetime.fromisoformat(f"{at}T09:00+08:00")
    return carry_out(lambda session: load_calendar(session, actor=who, at=instant, lists=lists), house.session)


@pytest.fixture
def spring(tmp_path):
    """A campaign of January and February 2020 whose window ends in the week after the festival."""
    due = {"solicitation": "2020-02-01", "approval": "2020-02-14"}
    spec = replace(SPEC, comments_until=day("2020-01-31"), comment_days=4, deadlines=due)
    house = build(f"sqlite:///{tmp_path / 'spring.sqlite'}", spec)
    house.step("launch")
    yield house
    house.session.close()
    house.session.get_bind().dispose()


def heard(house: House, at: str) -> int:
    house.now = datetime.datetime.fromisoformat(f"{at}T09:00+08:00")
    [item] = house.file(penalty("对乱倒垃圾的行政处罚"))
    house.report([item])
    house.step("open_first_round")
    house.decide("reviewer", "approve", [item])
    house.step("open_solicitation")
    return item


def ends(house: House, item: int) -> str:
    return (house.item(item).hear_until + datetime.timedelta(hours=8)).isoformat()[:16]


def test_the_extended_spring_festival_of_2020_moves_hearings_deadlines_and_the_window(spring):
    load(spring, ANNOUNCED, at="2020-01-10")
    item = heard(spring, "2020-01-21")
    assert ends(spring, item) == "2020-02-02T00:00"  # Four working days, the Saturday of 1 February the last of them.
    done = load(spring, *EXTENDED, at="2020-01-27")
    assert ends(spring, item) == "2020-02-05T00:00"
    assert [(one.what, one.key, str(one.before), str(one.after), one.items) for _key, one in done.moved] == [
        ("hearing", "", "2020-02-01", "2020-02-04", 1),
        ("deadline", "solicitation", "2020-02-01", "2020-02-03", 0),
        ("window", "", "2020-01-31", "2020-02-03", 0),
    ]
    assert verify(spring.session) == ()


def test_a_hearing_whose_time_had_come_is_not_opened_again(spring):
    load(spring, ANNOUNCED, at="2020-01-10")
    item = heard(spring, "2020-01-21")
    before = ends(spring, item)
    done = load(spring, *EXTENDED, at="2020-02-03")
    assert ends(spring, item) == before and "hearing" not in {one.what for _key, one in done.moved}


def test_a_hearing_is_never_shortened_into_the_past(spring):
    load(spring, *EXTENDED, at="2020-01-10")
    item = heard(spring, "2020-01-21")
    load(spring, ANNOUNCED, at="2020-02-03")
    assert ends(spring, item) == "2020-02-04T00:00"  # The day of the act is over first.


def test_the_same_list_again_changes_nothing(spring):
    assert load(spring, *EXTENDED, at="2020-01-10").act_id is not None
    assert load(spring, *EXTENDED, at="2020-01-11").act_id is None


def test_a_year_without_a_list_is_counted_anew_once_it_is_loaded(tmp_path):
    house = build(f"sqlite:///{tmp_path / 'far.sqlite'}", replace(SPEC, deadlines={"collection": "2099-10-01"}))
    done = load(house, YearList(2099, frozenset(days("2099-10-01", "2099-10-07")), frozenset(), "国办通知"), at="2099-01-05")
    assert [(str(one.before), str(one.after)) for _key, one in done.moved] == [("2099-10-01", "2099-10-08")]
    house.session.close()
    house.session.get_bind().dispose()


def test_only_the_system_manager_loads_lists(spring):
    with pytest.raises(NotYours):
        load(spring, *EXTENDED, at="2020-01-10", who=spring.people["coordinator"])
