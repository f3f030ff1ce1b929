"""Sets of diagrams and editions of the law register: kept once under their digest, by those who keep them."""

import pytest

from tests.conftest import NOON
from tests.operations.house import drawn
from webapp.database import carry_out
from workflows.domain.errors import NotYours, Unfit
from workflows.domain.vocabulary import Role
from workflows.engine.refusals import Refused
from workflows.files.law_register import own_register_text
from workflows.operations.actors import INSTALLATION
from workflows.operations.acts import Actor
from workflows.operations.campaigns.registers import deploy_set, load_laws, newest_set

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
