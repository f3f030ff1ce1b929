"""Sets of diagrams and editions of the law register: kept once under their digest, by those who keep them."""

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from tests.engine.third_round import with_third_round
from tests.operations.house import drawn, penalty
from webapp.database import carry_out
from workflows.domain.errors import NotYours, Unfit
from workflows.domain.vocabulary import Role
from workflows.engine.refusals import Refused
from workflows.files.law_register import own_register_text
from workflows.operations.actors import INSTALLATION
from workflows.operations.acts import Actor
from workflows.operations.campaigns.registers import confirm_set, deploy_set, load_laws, newest_set
from workflows.store.items.rows import ItemFinding

REVIEWER = Actor(1, Role.reviewer)


def do(house, operation, actor=INSTALLATION, **words):
    return carry_out(lambda session: operation(session, actor=actor, at=NOON, **words), house.session)


def test_the_same_register_again_changes_nothing_and_another_is_the_next_edition(house):
    first = do(house, load_laws, content=own_register_text())
    assert do(house, load_laws, content=own_register_text()).id == first.id
    assert do(house, load_laws, content=own_register_text() + "\n# 2020\n").id > first.id


@pytest.mark.parametrize("content", ["", "not toml [", '[[law]]\ntitle = "某法"\nlevel = "诏书"\n'])
def test_what_is_no_register_is_refused_with_its_place(house, content):
    with pytest.raises(Unfit) as refused:
        do(house, load_laws, content=content)
    assert refused.value.words.zh and refused.value.words.en


def test_the_same_drawings_are_deployed_once(house):
    assert do(house, deploy_set, files=drawn()).id == newest_set(house.session).id == house.campaign.deployed_set_id


def test_a_drawing_that_cannot_be_obeyed_is_refused(house):
    spoilt = drawn() | {"item_review.bpmn": b"<!DOCTYPE x><x/>"}
    with pytest.raises(Refused):
        do(house, deploy_set, files=spoilt)


def test_only_those_who_keep_them_change_registers(house):
    with pytest.raises(NotYours):
        do(house, load_laws, REVIEWER, content=own_register_text())
    with pytest.raises(NotYours):
        do(house, deploy_set, REVIEWER, files=drawn())


def test_who_proposed_a_set_does_not_confirm_it_whatever_their_role(house):
    proposed = do(house, deploy_set, Actor(1, Role.system_manager), files=with_third_round(drawn()))
    assert newest_set(house.session).id == house.campaign.deployed_set_id
    with pytest.raises(NotYours, match="不能自己确认"):
        do(house, confirm_set, Actor(1, Role.security_manager), signed=proposed.signed)
    assert do(house, confirm_set, Actor(2, Role.security_manager), signed=proposed.signed) is proposed
    assert newest_set(house.session) is proposed


def test_another_edition_screens_running_campaigns_again(house):
    [item] = house.file(penalty("对随地吐痰的处罚"))
    house.report([item])
    repealed = own_register_text().replace("城市市容和环境卫生管理条例", "已经废止的旧条例")
    before = set(house.session.scalars(select(ItemFinding.code)))
    do(house, load_laws, content=repealed)
    assert set(house.session.scalars(select(ItemFinding.code))) > before and house.at(item) != "filing/fill_in_item"
