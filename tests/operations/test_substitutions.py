"""Who stands in for somebody acts in both names, and what would keep either of them away keeps the substitute away."""

import datetime

import pytest

from tests.conftest import NOON
from tests.operations.house import ROLES, penalty
from tests.operations.test_opinions import codes
from webapp.database import carry_out
from workflows.domain.errors import NotFound, NotOffered, NotYours, Unfit
from workflows.domain.vocabulary import Door, Role
from workflows.operations.actors import INSTALLATION, acting
from workflows.operations.acts import Actor
from workflows.operations.audit.rebuilding import export_audit
from workflows.operations.audit.verifying import verify
from workflows.operations.people import add_person, appoint
from workflows.operations.substitutions import give_substitution, revoke_substitution
from workflows.store.audit import Act

TODAY = datetime.date(2020, 9, 1)
LATER = datetime.date(2020, 9, 10)


@pytest.fixture
def posts(house):
    """Everybody of the house appointed; account → number of the appointment."""
    offices = {who: office for who, (_role, office) in ROLES.items()}

    def held(session) -> dict[str, int]:
        words = {"actor": INSTALLATION, "at": NOON, "from_on": TODAY}
        return {
            who: appoint(session, account=who, role=actor.role, organisation=offices[who], **words).id
            for who, actor in house.people.items()
        }

    return carry_out(held, house.session)


def give(house, posts, of: str, to: str, actor: Actor | None = None, **words):
    chosen = {"from_on": TODAY, "until_on": LATER} | words
    who = actor or Actor(house.people[of].person_id, house.people[of].role)
    return carry_out(
        lambda session: give_substitution(session, actor=who, at=NOON, appointment_id=posts[of], substitute=to, **chosen), house.session
    )


def in_the_name_of(house, who: str, of: str, on: datetime.date = TODAY) -> Actor:
    return acting(house.session, who, on=on, door=Door.cli, stood_for=of)


@pytest.fixture
def reviewed(house):
    [item] = house.file(penalty("对乱倒垃圾的行政处罚"))
    house.report([item])
    house.step("open_first_round")
    return item


def test_both_names_stand_on_the_act_and_the_store_is_sound(house, posts, reviewed):
    give(house, posts, "reviewer", "leader")
    house.people["substitute"] = in_the_name_of(house, "leader", "reviewer")
    act = house.session.get(Act, house.decide("substitute", "approve", [reviewed]).act_id)
    assert (act.person_id, act.on_behalf_of_id) == (house.people["leader"].person_id, house.people["reviewer"].person_id)
    assert verify(house.session) == ()
    assert any('"substitution"' in line for line in export_audit(house.session))


@pytest.mark.parametrize(("of", "to"), [("reviewer", "liaison"), ("reviewer", "head")])
def test_who_filed_or_reported_it_does_not_judge_it_for_another(house, posts, reviewed, of, to):
    give(house, posts, of, to)
    house.people["substitute"] = in_the_name_of(house, to, of)
    assert codes(house.decide("substitute", "approve", [reviewed])) in (["own_department"], ["two_roles"])


def test_a_substitute_of_the_department_stands_aside_like_a_reviewer_of_it(house, posts):
    [item] = house.file(penalty("对乱排污水的行政处罚"), who="water_liaison")
    house.report([item], "water_")
    house.step("open_first_round")
    give(house, posts, "reviewer", "water_reviewer")
    house.people["substitute"] = in_the_name_of(house, "water_reviewer", "reviewer")
    assert codes(house.decide("substitute", "approve", [item])) == ["own_department"]


def test_what_was_done_in_somebodys_name_counts_against_them_too(house, posts, reviewed):
    give(house, posts, "reviewer", "third_reviewer")
    house.people["substitute"] = in_the_name_of(house, "third_reviewer", "reviewer")
    house.decide("substitute", "approve", [reviewed])
    for who in ("reviewer", "third_reviewer"):
        house.people["double"] = Actor(house.people[who].person_id, Role.coordinator, door=Door.cli)
        assert codes(house.decide("double", "keep", [reviewed], "街道无人员", "no_capacity")) == ["two_roles"]


def test_it_holds_on_its_days_and_for_its_role_alone(house, posts):
    give(house, posts, "reviewer", "leader", from_on=datetime.date(2020, 9, 2))
    assert in_the_name_of(house, "leader", "reviewer", LATER).role is Role.reviewer
    for on in (TODAY, LATER + datetime.timedelta(1)):
        with pytest.raises(NotYours, match="没有代"):
            in_the_name_of(house, "leader", "reviewer", on)
    with pytest.raises(NotYours):
        in_the_name_of(house, "leader", "liaison", LATER)


def test_it_ends_when_it_is_revoked_by_either_or_by_the_security_manager(house, posts):
    for who in ("reviewer", "leader", "guard"):
        row = give(house, posts, "reviewer", "leader")
        actor = Actor(None, Role.security_manager) if who == "guard" else Actor(house.people[who].person_id, house.people[who].role)
        words = {"actor": actor, "at": NOON, "substitution_id": row.id}
        carry_out(lambda session, words=words: revoke_substitution(session, **words), house.session)
        with pytest.raises(NotYours):
            in_the_name_of(house, "leader", "reviewer")
    with pytest.raises(NotOffered):
        revoke_substitution(house.session, actor=actor, at=NOON, substitution_id=row.id)
    with pytest.raises(NotFound):
        revoke_substitution(house.session, actor=house.people["head"], at=NOON, substitution_id=row.id)


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ({"to": "nobody"}, NotFound),
        ({"to": "reviewer"}, Unfit),
        ({"to": "leader", "until_on": datetime.date(2020, 8, 1)}, Unfit),
        ({"to": "leader", "from_on": datetime.date(2020, 8, 1)}, Unfit),
        ({"to": "leader", "actor": Actor(1, Role.liaison)}, NotYours),
        ({"to": "leader", "actor": Actor(6, Role.reviewer, on_behalf_of_id=7)}, NotYours),
    ],
    ids=["unknown", "themself", "over", "before the appointment", "somebody else's", "passed on"],
)
def test_a_substitution_that_cannot_be_is_refused(house, posts, words, refused):
    with pytest.raises(refused):
        give(house, posts, "reviewer", **words)


def test_managers_neither_stand_in_nor_are_stood_in_for_and_nothing_is_given_twice(house, posts):
    give(house, posts, "reviewer", "leader")
    with pytest.raises(Unfit, match="先撤回"):
        give(house, posts, "reviewer", "leader")
    made = {"actor": INSTALLATION, "at": NOON, "from_on": TODAY}
    root = {"account": "root", "name": "根", "password_hash": None}
    carry_out(lambda session: add_person(session, actor=INSTALLATION, at=NOON, **root), house.session)
    posts["root"] = carry_out(lambda session: appoint(session, account="root", role=Role.system_manager, **made), house.session).id
    with pytest.raises(NotYours, match="不能被代理"):
        give(house, posts, "reviewer", "root")
    with pytest.raises(NotYours, match="不能被代理"):
        give(house, posts, "root", "leader", actor=Actor(None, Role.security_manager))
