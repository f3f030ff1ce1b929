"""The head signs off the whole return in one act; what cannot go stays and says why."""

import pytest

from tests.files.test_attachments import PDF, REFUSED
from tests.operations.house import penalty
from workflows.domain.errors import Stale, Unfit
from workflows.domain.vocabulary import Mode
from workflows.operations.attachments import HandedIn
from workflows.operations.items.reporting import sign_off_return, whole_return
from workflows.operations.undoing import undo_act
from workflows.store.attachments import held_files
from workflows.store.items.rows import Item
from workflows.store.items.sign_offs import sign_offs

SCAN = HandedIn("盖章扫描件.pdf", PDF)


@pytest.fixture
def waiting(house):
    ids = house.file(penalty("对甲行为的行政处罚"), penalty("对乙行为的行政处罚"), penalty("对丙行为的行政处罚", mode=Mode.keep))
    house.decide("liaison", "send_for_endorsement", ids)
    return house


def planned(house, who="head"):
    return whole_return(house.session, actor=house.people[who], campaign=house.campaign)


def sign(house, **words):
    return house.do(sign_off_return, "head", **{"fixed": planned(house).digest, "scans": [SCAN]} | words)


def test_everything_that_may_go_goes_in_one_act_with_its_scan(waiting):
    outcome = sign(waiting)
    assert outcome.count == 2 and [left.code for left in outcome.left_out] == ["mode_devolves"]
    assert [(file.name, file.sign_off_id) for file in held_files(waiting.session)] == [("盖章扫描件.pdf", outcome.act_id)]
    (record,) = sign_offs(waiting.session, Item.campaign_id == waiting.campaign.id)
    assert (record.act_id, record.items, record.person, record.undone) == (outcome.act_id, 2, "head", False)


def test_an_unfit_scan_keeps_the_whole_return_where_it_is(waiting):
    with pytest.raises(Unfit):
        sign(waiting, scans=[HandedIn("程序.pdf", REFUSED["程序"])])
    assert waiting.at(1).endswith("endorse_item")


def test_a_return_that_changed_since_it_was_shown_is_not_signed(waiting):
    shown = planned(waiting).digest
    waiting.decide("head", "send_back", [2], reason="补充依据")
    with pytest.raises(Stale):
        sign(waiting, fixed=shown)
    assert waiting.at(1).endswith("endorse_item")


def test_another_department_has_nothing_to_sign(waiting):
    assert planned(waiting, "water_head") is None


def test_a_report_taken_back_says_so_and_keeps_its_scan(waiting):
    act = sign(waiting).act_id
    waiting.do(undo_act, "head", act_id=act)
    (record,) = sign_offs(waiting.session, Item.campaign_id == waiting.campaign.id)
    assert record.undone and len(held_files(waiting.session)) == 1 and planned(waiting).count == 2
