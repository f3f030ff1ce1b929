"""One chain over all acts: what an act's digest covers, in bytes that do not change, and that no act escapes it."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from tests.conftest import NOON
from tests.operations.house import House, penalty
from tests.operations.played import Played, opened
from webapp.database import carry_out
from workflows.operations.acts import wording_digest
from workflows.operations.undoing import undo_act
from workflows.store.audit import Act, ChainHead, Wording
from workflows.store.chain import GENESIS, act_hash, breaks, canonical, rows_digest, rows_digests

SPITTING = "对随地吐痰行为的行政处罚"


def test_the_canonical_form_is_fixed_to_the_byte() -> None:
    said = {"b": [1, None, True], "a": "行政处罚", "at": NOON, "on": datetime.date(2020, 9, 1)}
    assert canonical(said) == '{"a":"行政处罚","at":"2020-09-01T04:00:00Z","b":[1,null,true],"on":"2020-09-01"}'.encode()


WRITTEN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"]))


@given(st.recursive(WRITTEN, lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)))
def test_an_auditor_writes_the_same_bytes_with_any_json_of_their_own(said) -> None:
    assert canonical(said) == json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_the_hash_of_an_act_is_fixed_to_the_byte() -> None:
    act = Act(
        id=7, position=3, at=NOON, person_id=1, role="reviewer", on_behalf_of_id=None, door="web", campaign_id=1, word="approve",
        place="review_first_round", code=None, reason=None, items=963, client_key="k", undoes_id=None, algorithm="sha256",
        rows_digest="ab" * 32, previous=GENESIS,
    )
    assert act_hash(act) == "5a03e297aa331023592e4939be918302f150205e833bbad8bd5f25ac31359ed7"
    assert wording_digest("salt", "理由") == "46466a9251ac4e8e596e348117eea5896f543c86a583d2e8ad30ee785a54c2ac"


def test_nothing_has_no_canonical_form_that_was_not_thought_of() -> None:
    with pytest.raises(TypeError):
        canonical({"money": b"1"})


def test_each_act_follows_the_one_before(house: House) -> None:
    house.report(house.file(penalty(SPITTING)))
    acts = list(house.session.scalars(select(Act).order_by(Act.position)))
    assert [act.position for act in acts] == list(range(1, len(acts) + 1))
    assert [act.previous for act in acts] == [GENESIS, *(act.hash for act in acts[:-1])]
    head = house.session.get(ChainHead, 1)
    assert (head.position, head.hash) == (len(acts), acts[-1].hash)


def test_the_digests_of_all_acts_are_those_of_each(played: Played) -> None:
    session = opened(played.file)
    together = rows_digests(session)
    assert together and all(rows_digest(session, act_id) == digest for act_id, digest in together.items())
    session.close()
    session.get_bind().dispose()


def test_an_undo_takes_nothing_off_the_chain(house: House) -> None:
    ids = house.file(penalty(SPITTING))
    sent = house.decide("liaison", "send_for_endorsement", ids)
    before = house.session.scalar(select(ChainHead.position))
    house.do(undo_act, "liaison", act_id=sent.act_id)
    assert house.session.scalar(select(ChainHead.position)) == before + 1
    assert list(breaks(house.session)) == []


def test_an_erased_text_leaves_the_chain_whole(house: House) -> None:
    [item] = house.file(penalty(SPITTING))
    house.decide("liaison", "void", [item], "重复填报")
    carry_out(lambda session: session.execute(update(Wording).values(salt=None, body=None)), house.session)
    assert list(breaks(house.session)) == []


def test_an_act_that_left_no_row_behind_is_in_the_chain_too(house: House) -> None:
    house.file(penalty(SPITTING))
    carry_out(lambda session: session.execute(text("UPDATE act SET items = items + 1 WHERE word = 'launch'")), house.session)
    house.session.expire_all()
    assert [words.en for _, words in breaks(house.session)] == ["Its hash does not cover what stands there"]
