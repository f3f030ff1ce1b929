"""The public reads what was released and nothing else; what it says is recorded once, answered, and shown when somebody let it."""

import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.operations.house import House, penalty, small_house
from webapp.database import carry_out, engine_for
from workflows.domain.errors import NotFound, NotOffered, NotYours, Unfit
from workflows.domain.vocabulary import Answer, Audience, OpinionKind
from workflows.domain.windows import Window
from workflows.operations.audit.rebuilding import export_audit, rebuild
from workflows.operations.audit.verifying import verify
from workflows.operations.comments.commenting import answer_comments
from workflows.operations.comments.consultation import comment_in_public, display_comments, erase_contact, release, withdraw
from workflows.operations.comments.windows import set_windows
from workflows.store.base import Record
from workflows.store.campaigns import Campaign
from workflows.store.consultation import (
    CommentReceipt,
    public_comments,
    released_count,
    released_item,
    released_items,
    standing_release,
    undecided_count,
)

DAYS = {Audience.public: Window(datetime.date(2020, 9, 1), 5)}
DAYS_WRITTEN = {"public": "2020-09-01+5"}


@pytest.fixture
def hearing(tmp_path) -> House:
    house = small_house(tmp_path)
    house.ids = house.file(penalty("对乱倒垃圾行为的行政处罚"), penalty("对乱贴广告行为的行政处罚"), penalty("对占用绿地行为的行政处罚"))
    house.report(house.ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", house.ids[:2])
    house.step("open_solicitation")
    house.do(set_windows, "coordinator", windows=DAYS)
    yield house
    house.session.rollback()
    assert verify(house.session) == ()
    house.session.close()
    house.session.get_bind().dispose()


def say(house: House, number=1, kind=OpinionKind.modify, text="写明时限", key="public 1", contact="139"):
    current = standing_release(house.session)
    words = {"kind": kind, "text": text, "contact": contact, "code_digest": key.ljust(64, "0"), "client_key": key}
    house.session.rollback()

    def work(session):
        return comment_in_public(session, at=house.now, consultation_id=current.id if current else 1, item_number=number, **words)

    return carry_out(work, house.session)


def test_only_items_that_hear_comments_are_released_in_the_version_read(hearing):
    assert hearing.do(release, "coordinator").count == 2
    current = standing_release(hearing.session)
    items, more = released_items(hearing.session, current.id)
    assert [(item.number, item.version) for item in items] == [(1, 1), (2, 1)] and items[0].department == "城市管理和综合执法局"
    assert not more and released_item(hearing.session, current.id, 3) is None
    assert released_count(hearing.session, current.id, "广告") == 1 and released_count(hearing.session, current.id, "绿地") == 0


def test_a_later_release_adds_what_arrived_and_keeps_what_was_read(hearing):
    hearing.do(release, "coordinator")
    hearing.decide("reviewer", "approve", hearing.ids[2:])
    assert hearing.do(release, "coordinator").count == 3


def test_what_is_withdrawn_is_seen_no_more(hearing):
    hearing.do(release, "coordinator")
    with pytest.raises(Unfit):
        hearing.do(withdraw, "coordinator", reason=" ")
    hearing.do(withdraw, "coordinator", reason="依据有误")
    assert standing_release(hearing.session) is None
    with pytest.raises(NotFound):
        say(hearing)


def test_nothing_is_released_without_days_or_without_items(hearing):
    hearing.wait_for_hearings()
    with pytest.raises(NotOffered):
        hearing.do(release, "coordinator")
    with pytest.raises(NotYours):
        hearing.do(release, "reviewer")


def test_a_comment_of_the_public_stands_once_under_its_receipt(hearing):
    hearing.do(release, "coordinator")
    first, again = say(hearing), say(hearing)
    assert first.act_id == again.act_id and hearing.session.query(CommentReceipt).count() == 1
    [found] = public_comments(hearing.session)
    assert (found.item_number, found.text, found.display) == (1, "写明时限", "")
    assert undecided_count(hearing.session, hearing.campaign.id) == 1


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"number": 3}, NotFound),
        ({"text": " "}, Unfit),
        ({"text": "长" * 1_001}, Unfit),
        ({"kind": OpinionKind.add}, Unfit),
        ({"kind": OpinionKind.no_opinion}, Unfit),
        ({"number": None, "kind": OpinionKind.delete}, Unfit),
    ],
)
def test_what_the_public_may_not_say_is_refused(hearing, words, refusal):
    hearing.do(release, "coordinator")
    with pytest.raises(refusal):
        say(hearing, **words)


def test_after_its_days_the_public_is_refused_in_words(hearing):
    hearing.do(release, "coordinator")
    hearing.now += datetime.timedelta(days=8)
    assert say(hearing).left_out[0].code == "window_over"


def test_a_comment_is_shown_or_hidden_and_the_last_word_counts(hearing):
    hearing.do(release, "coordinator")
    say(hearing)
    with pytest.raises(Unfit):
        hearing.do(display_comments, "coordinator", numbers=[1], word="hidden")
    hearing.do(display_comments, "coordinator", numbers=[1], word="hidden", reason="含他人姓名")
    hearing.do(display_comments, "coordinator", numbers=[1], word="shown")
    [found] = public_comments(hearing.session)
    assert found.display == "shown" and undecided_count(hearing.session, hearing.campaign.id) == 0
    with pytest.raises(NotFound):
        hearing.do(display_comments, "coordinator", numbers=[2], word="shown")


def test_a_contact_can_be_erased_and_the_chain_stays_whole(hearing):
    hearing.do(release, "coordinator")
    say(hearing, contact="13900000000")
    hearing.do(erase_contact, "coordinator", number=1)
    assert public_comments(hearing.session)[0].contact == ""
    with pytest.raises(NotFound):
        hearing.do(erase_contact, "coordinator", number=9)


def test_a_comment_of_the_public_is_answered_like_any_other(hearing):
    hearing.do(release, "coordinator")
    say(hearing, number=None)
    [found] = public_comments(hearing.session)
    assert hearing.do(answer_comments, "coordinator", answers={found.id: Answer.adopted}).act_id


def test_what_the_public_read_and_said_is_rebuilt_from_the_audit(hearing, tmp_path):
    hearing.do(release, "coordinator")
    say(hearing)
    hearing.do(display_comments, "coordinator", numbers=[1], word="shown")
    hearing.do(erase_contact, "coordinator", number=1)
    again = Session(engine_for(f"sqlite:///{tmp_path / 'again.sqlite'}"), expire_on_commit=False)
    carry_out(lambda session: Record.metadata.create_all(session.connection()), again)
    lines = list(export_audit(hearing.session))
    carry_out(lambda session: rebuild(session, lines), again)
    assert verify(again) == () and public_comments(again) == public_comments(hearing.session)
    assert again.scalars(select(Campaign.windows)).one() == DAYS_WRITTEN
    again.close()
    again.get_bind().dispose()
