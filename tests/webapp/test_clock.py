"""The machine's clock everywhere, but in a demonstration: there time goes on from the last act."""

import datetime

from tests.conftest import NOON
from webapp.clock import clock_of, now, set_going
from webapp.config import Config
from workflows.operations.acts import CLOCK, open_act

DAY = datetime.timedelta(days=1)


def home(tmp_path):
    return Config(tmp_path, f"sqlite:///{tmp_path / 'devolve.sqlite'}")


def something_happened(write):
    write(lambda session: open_act(session, CLOCK, NOON, "close_hearings").close())


def test_a_home_at_work_goes_by_the_clock_of_the_machine(tmp_path, engine, write):
    something_happened(write)
    set_going(home(tmp_path))
    assert clock_of(home(tmp_path)) is now and not (tmp_path / "clock").exists()


def test_a_demonstration_goes_on_from_its_last_act(tmp_path, engine, write):
    (tmp_path / "DEMONSTRATION").touch()
    something_happened(write)
    assert NOON < clock_of(home(tmp_path))() < NOON + DAY


def test_every_process_of_a_served_demonstration_reads_the_same_clock(tmp_path, engine, write):
    (tmp_path / "DEMONSTRATION").touch()
    set_going(home(tmp_path))
    something_happened(write)
    assert clock_of(home(tmp_path))() > NOON + DAY  # It was set going before that act, which lies years back.


def test_a_demonstration_in_which_nothing_happened_goes_by_the_machine(tmp_path, engine):
    (tmp_path / "DEMONSTRATION").touch()
    assert now() - clock_of(home(tmp_path))() < DAY
