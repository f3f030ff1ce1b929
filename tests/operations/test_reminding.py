"""Reminders come before the day, on it and after it, each once, to whoever is waited for; a jump of the clock brings no storm."""

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.operations.house import SPEC, House, build, penalty
from webapp.database import carry_out
from workflows.domain.calendar import PUBLISHED
from workflows.domain.vocabulary import Door, Role
from workflows.operations.acts import Actor
from workflows.operations.mailing import gather_digests, set_address
from workflows.operations.nudging import nudge
from workflows.operations.people import appoint
from workflows.operations.reminding import remind, reminder_reached
from workflows.store.mails import Mail
from workflows.store.notices import Notice

KEEPER = Actor(None, Role.system_manager, door=Door.cli)
APPOINTER = Actor(None, Role.security_manager, door=Door.cli)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("today", "reached"),
    [
        ("2020-09-25", None),
        ("2020-09-27", -3),  # a Sunday made up for the holiday
        ("2020-09-28", -3),
        ("2020-09-30", 0),
        ("2020-10-08", 0),  # still the holiday
        ("2020-10-10", 2),
        ("2020-12-01", 2),
    ],
)
def test_the_last_reminder_that_has_come_is_the_one_that_is_due(today, reached):
    assert reminder_reached((-3, 0, 2), day("2020-09-30"), day(today), PUBLISHED) == reached


@pytest.fixture
def due(tmp_path):
    """Two items wait at a liaison's desk; collection is due on 30 September."""
    house = build(f"sqlite:///{tmp_path / 'due.sqlite'}", replace(SPEC, deadlines={"collection": "2020-09-30"}))
    carry_out(lambda session: employ(session, house), house.session)
    house.step("launch")
    house.file(penalty("对乱倒垃圾的行政处罚"), penalty("对占道经营的行政处罚"))
    yield house
    house.session.close()
    house.session.get_bind().dispose()


def employ(session, house):
    for account, role, office in (("liaison", Role.liaison, "urban"), ("coordinator", Role.coordinator, None)):
        words = {"account": account, "role": role, "organisation": office}
        appoint(session, actor=APPOINTER, at=house.now, from_on=day("2020-09-01"), **words)
    set_address(session, actor=KEEPER, at=house.now, account="liaison", address="liaison@example.org")


def on(house: House, today: str, job, hour: int = 9):
    at = datetime.datetime.fromisoformat(f"{today}T{hour:02}:00+08:00")
    return carry_out(lambda session: job(session, at=at, campaign=house.campaign), house.session)


def notices(house: House) -> list[tuple[str, int]]:
    return [(row.word, row.items) for row in house.session.scalars(select(Notice).order_by(Notice.id))]


def test_each_reminder_is_given_once_before_on_and_after_the_day(due):
    told = [on(due, today, remind) for today in ("2020-09-25", "2020-09-27", "2020-09-28", "2020-09-30", "2020-09-30", "2020-10-10")]
    assert told == [0, 1, 0, 1, 0, 1]
    assert notices(due) == [("reminder", 2), ("reminder", 2), ("overdue", 2)]


def test_days_on_which_nothing_ran_are_made_up_by_one_reminder(due):
    assert [on(due, "2020-11-02", remind), on(due, "2020-11-03", remind)] == [1, 0]


def test_nobody_is_reminded_on_a_holiday(due):
    assert on(due, "2020-10-05", remind) == 0


def test_a_stage_that_is_over_reminds_nobody(due):
    due.step("open_first_round")
    assert on(due, "2020-09-30", remind) == 0


def test_one_digest_a_person_and_day_whatever_the_clock_does(due):
    on(due, "2020-09-27", remind)
    assert [on(due, "2020-09-27", gather_digests, 10), on(due, "2020-09-27", gather_digests, 11)] == [1, 0]
    on(due, "2020-09-30", remind)
    assert [on(due, "2020-09-27", gather_digests, 23), on(due, "2020-09-30", gather_digests, 11)] == [0, 1]
    on(due, "2020-12-01", remind)
    assert [on(due, today, gather_digests, 11) for today in ("2020-12-01", "2020-12-01", "2020-10-01")] == [1, 0, 0]


def test_a_digest_waits_until_the_act_can_no_longer_be_undone(due):
    due.now = datetime.datetime.fromisoformat("2020-09-22T09:00+08:00")
    due.do(nudge, "coordinator", place="filing")
    soon, later = due.now + datetime.timedelta(minutes=29), due.now + datetime.timedelta(minutes=31)
    made = [carry_out(lambda session, at=at: gather_digests(session, at=at, campaign=due.campaign), due.session) for at in (soon, later)]
    assert made == [0, 1]
    body = due.session.scalars(select(Mail.body)).one()
    assert "协调员催办：“采集·填报”有 2 项等您办理" in body or "2 项等您办理" in body


def test_what_was_read_on_the_page_is_not_mailed(due):
    on(due, "2020-09-27", remind)
    carry_out(lambda session: setattr(session.scalars(select(Notice)).one(), "read_at", due.now), due.session)
    assert on(due, "2020-09-27", gather_digests, 11) == 0
