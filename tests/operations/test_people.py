"""Accounts and appointments: who keeps them, what they may not mix, how they end."""

import datetime

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from webapp.database import carry_out
from workflows.domain.errors import NotFound, NotOffered, NotYours, Unfit
from workflows.domain.vocabulary import Door, Role
from workflows.operations.actors import INSTALLATION, acting
from workflows.operations.acts import Actor
from workflows.operations.people import add_person, appoint, change_password, disable_person, end_appointment, reset_password
from workflows.store.audit import Act
from workflows.store.chain import breaks
from workflows.store.people import LoginSession, person_of

TODAY = datetime.date(2020, 9, 1)
TOMORROW = TODAY + datetime.timedelta(1)


@pytest.fixture
def do(house):
    """One administrative act by an actor, committed."""

    def carry(operation, actor=INSTALLATION, **words):
        return carry_out(lambda session: operation(session, actor=actor, at=NOON, **words), house.session)

    return carry


@pytest.fixture
def managers(do, house):
    """A system manager and a security manager, and what they act as."""
    for account, role in (("root", Role.system_manager), ("guard", Role.security_manager)):
        do(add_person, account=account, name=account, password_hash=None)
        do(appoint, account=account, role=role, from_on=TODAY)
    return {role: acting(house.session, account, on=TODAY, door=Door.cli) for account, role in (("root", "system"), ("guard", "security"))}


def test_the_first_system_manager_appoints_until_there_is_a_security_manager(do, house):
    do(add_person, account="root", name="根", password_hash=None)
    do(appoint, account="root", role=Role.system_manager, from_on=TODAY)
    root = acting(house.session, "root", on=TODAY, door=Door.cli)
    do(add_person, root, account="guard", name="卫", password_hash=None)
    do(appoint, root, account="guard", role=Role.security_manager, from_on=TODAY)
    with pytest.raises(NotYours, match="安全管理员"):
        do(appoint, root, account="coordinator", role=Role.coordinator, from_on=TODAY)


def test_accounts_are_kept_by_the_system_manager_alone(do, managers):
    assert do(add_person, managers["system"], account="new", name="新人", password_hash=None).account == "new"
    with pytest.raises(NotYours):
        do(add_person, managers["security"], account="newer", name="更新", password_hash=None)


@pytest.mark.parametrize("account", ["", "two words", "tab\tbed", "x" * 101, "liaison"])
def test_an_account_that_is_taken_or_unreadable_is_refused(do, account):
    with pytest.raises(Unfit):
        do(add_person, account=account, name="某人", password_hash=None)


@pytest.mark.parametrize(
    ("first", "second"),
    [(Role.system_manager, Role.audit_manager), (Role.security_manager, Role.coordinator), (Role.reviewer, Role.audit_manager)],
)
def test_the_three_managers_are_three_people_without_business(do, first, second):
    do(add_person, account="one", name="一人", password_hash=None)
    do(appoint, account="one", role=first, from_on=TODAY)
    with pytest.raises(NotYours, match="三人分任"):
        do(appoint, account="one", role=second, from_on=TODAY)


def test_one_person_may_hold_two_business_roles(do, house):
    do(appoint, account="reviewer", role=Role.counsel, from_on=TODAY)
    do(appoint, account="reviewer", role=Role.reviewer, from_on=TODAY)
    with pytest.raises(Unfit, match="reviewer"):
        acting(house.session, "reviewer", on=TODAY, door=Door.cli)
    assert acting(house.session, "reviewer", on=TODAY, door=Door.cli, role=Role.counsel).role is Role.counsel


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ({"role": Role.liaison}, Unfit),
        ({"role": Role.liaison, "organisation": "chigang"}, Unfit),
        ({"role": Role.subdistrict, "organisation": "water"}, Unfit),
        ({"role": Role.liaison, "organisation": "nowhere"}, NotFound),
        ({"role": Role.public}, Unfit),
        ({"role": Role.reviewer, "until_on": datetime.date(2020, 8, 1)}, Unfit),
        ({"role": Role.reviewer, "account": "nobody"}, NotFound),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(do, words, refused):
    with pytest.raises(refused):
        do(appoint, **{"account": "leader", "from_on": TODAY} | words)


def test_the_same_appointment_twice_is_refused(do):
    do(appoint, account="leader", role=Role.leader, from_on=TODAY)
    with pytest.raises(Unfit, match="已任"):
        do(appoint, account="leader", role=Role.leader, from_on=TODAY)


def test_an_ended_appointment_holds_through_its_last_day_and_not_after(do, house):
    row = do(appoint, account="leader", role=Role.leader, from_on=TODAY)
    do(end_appointment, appointment_id=row.id, until_on=TODAY)
    assert acting(house.session, "leader", on=TODAY, door=Door.cli).role is Role.leader
    with pytest.raises(NotYours):
        acting(house.session, "leader", on=TOMORROW, door=Door.cli)
    with pytest.raises(NotOffered):
        do(end_appointment, appointment_id=row.id, until_on=TODAY)
    assert list(breaks(house.session)) == []


def test_who_left_a_managers_post_may_hold_business(do):
    do(add_person, account="root", name="根", password_hash=None)
    do(appoint, account="root", role=Role.system_manager, from_on=TODAY)
    row = do(appoint, account="leader", role=Role.system_manager, from_on=TODAY)
    do(end_appointment, appointment_id=row.id, until_on=TODAY)
    assert do(appoint, account="leader", role=Role.leader, from_on=TOMORROW).role == "leader"


def test_the_last_system_manager_can_neither_leave_nor_be_disabled(do):
    do(add_person, account="root", name="根", password_hash=None)
    row = do(appoint, account="root", role=Role.system_manager, from_on=TODAY)
    with pytest.raises(NotOffered, match="最后一名"):
        do(disable_person, account="root")
    with pytest.raises(NotOffered, match="最后一名"):
        do(end_appointment, appointment_id=row.id, until_on=TODAY)


def test_a_disabled_account_acts_no_more_and_is_answered_like_an_unknown_one(do, house, managers):
    do(appoint, account="leader", role=Role.leader, from_on=TODAY)
    do(disable_person, managers["system"], account="leader")
    with pytest.raises(NotYours, match="已停用"):
        acting(house.session, "leader", on=TODAY, door=Door.cli)
    with pytest.raises(NotYours, match="已停用"):
        acting(house.session, "nobody", on=TODAY, door=Door.cli)


def test_an_account_of_the_demonstration_acts_only_in_its_own_home(do, house):
    do(add_person, account="demo", name="演示", password_hash=None, demonstration=True)
    do(appoint, account="demo", role=Role.leader, from_on=TODAY)
    with pytest.raises(NotYours):
        acting(house.session, "demo", on=TODAY, door=Door.cli)
    assert acting(house.session, "demo", on=TODAY, door=Door.cli, demonstration=True).role is Role.leader


def test_a_new_password_ends_what_was_open_and_must_be_changed(do, house):
    leader = person_of(house.session, "leader")
    login = LoginSession(token_digest="d" * 64, person_id=leader.id, begun_at=NOON, seen_at=NOON)
    carry_out(lambda session: session.add(login), house.session)
    do(reset_password, account="leader", password_hash="hash")
    house.session.expire_all()
    assert (leader.must_change_password, leader.password_hash) == (True, "hash")
    assert house.session.scalar(select(LoginSession.ended_at)) == NOON


def test_somebody_changes_their_own_password_and_is_signed_out_everywhere(house):
    leader = person_of(house.session, "leader")
    login = LoginSession(token_digest="d" * 64, person_id=leader.id, begun_at=NOON, seen_at=NOON)
    carry_out(lambda session: session.add(login), house.session)
    who = Actor(leader.id, Role.leader)
    carry_out(lambda session: change_password(session, actor=who, at=NOON, password_hash="own"), house.session)
    house.session.expire_all()
    assert (leader.must_change_password, leader.password_hash) == (False, "own")
    assert house.session.scalar(select(LoginSession.ended_at)) == NOON
    with pytest.raises(NotYours):
        change_password(house.session, actor=INSTALLATION, at=NOON, password_hash="own")


def test_an_act_told_in_the_time_of_another_zone_is_sealed_as_the_same_instant(house):
    there = NOON.astimezone(datetime.timezone(datetime.timedelta(hours=8)))
    words = {"account": "new", "name": "新人", "password_hash": None}
    carry_out(lambda session: add_person(session, actor=INSTALLATION, at=there, **words), house.session)
    assert list(breaks(house.session)) == []


def test_names_are_in_no_act(do, house):
    do(add_person, account="new", name="欧阳某某", password_hash=None)
    words = [f"{act.word} {act.reason} {act.result}" for act in house.session.scalars(select(Act))]
    assert not any("欧阳" in text for text in words)


def test_an_appointment_for_one_campaign_does_not_reach_another(do, house):
    do(appoint, account="leader", role=Role.leader, from_on=TODAY, campaign=house.campaign)
    assert acting(house.session, "leader", on=TODAY, door=Door.cli, campaign=house.campaign) == Actor(
        person_of(house.session, "leader").id, Role.leader, None, Door.cli
    )
    with pytest.raises(NotYours, match="协调员"):
        acting(house.session, "leader", on=TODAY, door=Door.cli, role=Role.coordinator)
