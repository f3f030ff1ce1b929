"""Each audience is heard in its own days; the coordinator sets them, staff register what comes late."""

import datetime

import pytest

from tests.operations.house import House, penalty, small_house
from workflows.domain.errors import NotYours, Unfit
from workflows.domain.vocabulary import Audience, CommentSource, OpinionKind
from workflows.domain.windows import Window
from workflows.operations.audit.verifying import verify
from workflows.operations.comments.commenting import NewComment, give_comments
from workflows.operations.comments.windows import set_windows
from workflows.store.comments import replies

LATER = {Audience.subdistrict: Window(datetime.date(2020, 9, 10), 5)}


@pytest.fixture
def hearing(tmp_path) -> House:
    house = small_house(tmp_path)
    house.ids = house.file(penalty("对乱倒垃圾行为的行政处罚"), penalty("对乱贴广告行为的行政处罚"))
    house.report(house.ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", house.ids)
    house.step("open_solicitation")
    yield house
    assert verify(house.session) == ()
    house.session.close()
    house.session.get_bind().dispose()


def say(house: House, who: str, item_id: int | None, kind=OpinionKind.modify, source=CommentSource.page):
    office = house.people[who].organisation_id
    given = NewComment(kind, "赤岗街道", item_id, proposal="写明时限", organisation_id=office, source=source)
    return house.do(give_comments, who, comments=[given])


def test_a_comment_before_its_window_is_refused_with_the_day(hearing):
    hearing.do(set_windows, "coordinator", windows=LATER)
    [left] = say(hearing, "officer", hearing.ids[0]).left_out
    assert left.code == "window_not_open" and "9月10日" in left.why.zh
    assert say(hearing, "liaison", hearing.ids[0]).act_id


def test_a_comment_after_its_window_is_refused_but_staff_may_register_it(hearing):
    hearing.do(set_windows, "coordinator", windows=LATER)
    hearing.now = datetime.datetime(2020, 9, 18, 4, tzinfo=datetime.UTC)
    [left] = say(hearing, "officer", hearing.ids[0]).left_out
    assert left.code == "window_over" and "9月17日" in left.why.zh and "协调员登记" in left.why.zh
    assert say(hearing, "officer", None, OpinionKind.add).left_out[0].code == "window_over"
    assert say(hearing, "coordinator", hearing.ids[0], source=CommentSource.paper).act_id


def test_the_hearing_lasts_until_the_last_window_ends(hearing):
    before = hearing.item(hearing.ids[0]).hear_until
    hearing.do(set_windows, "coordinator", windows={Audience.public: Window(datetime.date(2020, 9, 28), 7)})
    assert hearing.item(hearing.ids[0]).hear_until - before == datetime.timedelta(14)


def test_days_that_have_begun_move_only_with_a_reason(hearing):
    hearing.do(set_windows, "coordinator", windows={Audience.subdistrict: Window(datetime.date(2020, 9, 1), 5)})
    with pytest.raises(Unfit):
        hearing.do(set_windows, "coordinator", windows=LATER)
    hearing.do(set_windows, "coordinator", windows=LATER, reason="街道来函申请延期")
    with pytest.raises(Unfit):
        hearing.do(set_windows, "coordinator", windows=LATER, reason="再来一次")


def test_only_the_coordinator_sets_the_days(hearing):
    with pytest.raises(NotYours):
        hearing.do(set_windows, "officer", windows=LATER)


def test_silence_is_counted_and_never_read_as_no_comment(hearing):
    say(hearing, "officer", hearing.ids[0], OpinionKind.no_opinion)
    reply = replies(hearing.session, hearing.campaign.id)[hearing.people["officer"].organisation_id]
    assert (reply.items, reply.quiet, reply.asking, reply.silent(2)) == (1, 1, 0, 1)
