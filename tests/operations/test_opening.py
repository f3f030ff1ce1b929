"""A campaign is opened from its file once; a changed file is shown first and applied when asked."""

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from tests.operations.house import SPEC, SUBDISTRICTS, penalty
from webapp.database import carry_out
from workflows.domain.campaigns import OfficeSpec, PostSpec
from workflows.domain.errors import NotOffered, NotYours, Unfit
from workflows.domain.vocabulary import Door, OrganisationKind, Role
from workflows.operations.actors import INSTALLATION
from workflows.operations.acts import Actor
from workflows.operations.campaigns.opening import differences, fill_posts, open_campaign, revise_campaign
from workflows.store.audit import Registration
from workflows.store.campaigns import participants
from workflows.store.chain import breaks
from workflows.store.items.rows import Item, ItemFinding

TODAY = datetime.date(2020, 9, 1)


def found(house, spec, posts=()):
    house.session.rollback()
    return [(one.part, one.key) for one in differences(house.session, house.campaign, spec, posts, TODAY)]


def revise(house, spec):
    return carry_out(
        lambda session: revise_campaign(session, actor=INSTALLATION, at=NOON, campaign=house.campaign, spec=spec), house.session
    )


def test_the_same_file_again_differs_in_nothing_and_records_nothing(house):
    assert found(house, SPEC) == []
    assert revise(house, SPEC) is False


def test_a_changed_file_is_told_point_by_point_and_then_applied(house):
    later = replace(SPEC, title="改名", effective_on=datetime.date(2021, 1, 1), deadlines={"collection": "2020-09-15"})
    later = replace(later, subdistricts=(*SUBDISTRICTS[1:], OfficeSpec("haizhuang", "海幢街道", "海幢")))
    later = replace(later, offices=((OrganisationKind.justice_bureau, OfficeSpec("justice", "司法局", "司法局")),))
    told = found(house, later)
    assert ("setting", "title") in told and ("receiver", "chigang") in told and ("receiver", "haizhuang") in told
    assert ("office", "justice") in told
    assert revise(house, later) is True
    assert found(house, later) == []
    assert [office.key for office in participants(house.session, house.campaign, "receiver")] == ["xingang", "binjiang", "haizhuang"]
    assert list(breaks(house.session)) == []


def test_every_edition_of_the_settings_stays_in_the_register(house):
    revise(house, replace(SPEC, title="改名"))
    titles = select(Registration.body).where(Registration.noun == "campaign").order_by(Registration.number)
    assert [body["title"] for body in house.session.scalars(titles)] == ["2020年采集", "改名"]


def test_a_department_with_items_cannot_leave(house):
    house.file(penalty("对乱倒垃圾的行政处罚"))
    with pytest.raises(NotOffered, match="已有 1 项"):
        revise(house, replace(SPEC, departments=SPEC.departments[1:]))
    assert len(participants(house.session, house.campaign, "department")) == 2


@pytest.mark.parametrize(
    "spoilt",
    [
        replace(SPEC, departments=()),
        replace(SPEC, subdistricts=()),
        replace(SPEC, departments=SPEC.departments * 2),
        replace(SPEC, zone="Haizhu/Everywhere"),
        replace(SPEC, deadlines={"third_round": "2020-10-01"}),
        replace(SPEC, policies={"third_round": "both"}),
        replace(SPEC, policies={"first_round": "1 of 2"}),
        replace(SPEC, subdistricts=(OfficeSpec("urban2", "甲", "甲"), SPEC.departments[0])),
    ],
    ids=["no department", "no subdistrict", "twice", "no such zone", "no such stage", "no such round", "no such policy", "in both"],
)
def test_a_campaign_that_cannot_be_is_not_opened(house, spoilt):
    with pytest.raises(Unfit):
        carry_out(
            lambda session: open_campaign(
                session, actor=INSTALLATION, at=NOON, spec=replace(spoilt, key="other"), deployed=house.campaign.deployed_set
            ),
            house.session,
        )
    with pytest.raises(Unfit):
        revise(house, spoilt)


def test_a_reviewer_opens_nothing(house):
    reviewer = Actor(house.people["reviewer"].person_id, Role.reviewer, None, Door.cli)
    with pytest.raises(NotYours):
        carry_out(
            lambda session: revise_campaign(session, actor=reviewer, at=NOON, campaign=house.campaign, spec=replace(SPEC, title="x")),
            house.session,
        )


def test_another_day_of_law_screens_again_what_was_reported(house):
    (item,) = house.file(penalty("对违法行为的行政处罚", bases=()))
    house.report([item])
    carry_out(lambda session: session.query(ItemFinding).delete(), house.session)
    revise(house, replace(SPEC, law_as_of=datetime.date(2021, 9, 1)))
    assert house.session.scalars(select(ItemFinding.citation)).all() != []
    assert house.at(item).endswith("fill_in_item")


def test_a_longer_window_is_heard_longer(house):
    (item,) = house.file(penalty("对乱倒垃圾的行政处罚"))
    house.report([item])
    house.step("open_first_round")
    house.decide("reviewer", "approve", [item])
    house.step("open_solicitation")
    before = house.item(item).hear_until
    revise(house, replace(SPEC, comments_until=datetime.date(2020, 10, 30)))
    assert house.session.scalar(select(Item.hear_until)) - before == datetime.timedelta(30)


def test_posts_are_filled_once_and_the_impossible_ones_are_named(house):
    posts = [
        PostSpec("liaison", Role.liaison, "urban"),
        PostSpec("nobody", Role.leader),
        PostSpec("leader", Role.leader, None, None, datetime.date(2020, 8, 31)),
    ]
    assert found(house, SPEC, posts) == [("post", "liaison liaison urban"), ("post", "nobody leader")]
    held, refused = carry_out(
        lambda session: fill_posts(session, actor=INSTALLATION, at=NOON, campaign=house.campaign, posts=posts), house.session
    )
    assert [row.from_on for row in held] == [TODAY]
    assert [post.account for post, _why in refused] == ["nobody"]
    assert found(house, SPEC, posts) == [("post", "nobody leader")]
