"""Whatever is spoiled behind the operations' back is found, under the name of the invariant it breaks and at its place."""

import sqlite3

import pytest
from sqlalchemy import event, select

from tests.operations.house import House, penalty
from tests.operations.played import Played, opened
from workflows.operations.audit.verifying import Anchor, Intent, last_anchor, referee, verify
from workflows.operations.undoing import undo_act
from workflows.store.audit import Act
from workflows.store.campaigns import Campaign


@pytest.fixture
def store(played: Played, tmp_path):
    """A copy of the finished campaign, and what verify says of it after some SQL."""

    class Store:
        file = played.copy(tmp_path)

        def spoil(self, *statements: str) -> None:
            with sqlite3.connect(self.file) as connection:
                for statement in statements:
                    assert connection.execute(statement).rowcount > 0, statement
            connection.close()

        def verified(self, **words):
            session = opened(self.file)
            found = verify(session, **words)
            session.close()
            session.get_bind().dispose()
            return found

        def broken(self, **words) -> set[str]:
            return {broken.invariant for broken in self.verified(**words)}

    return Store()


def test_a_finished_campaign_is_sound(store) -> None:
    assert store.verified() == ()


OF = "WHERE (act_id, number) = (SELECT act_id, step_number FROM passage WHERE item_id = {} AND number = {})"
SPOILED = [
    ("an item shown elsewhere", "I1", "item/1", ["UPDATE item SET marking = 'kept' WHERE id = 1"]),
    ("an item at a place nobody drew", "I1", "item/2", ["UPDATE item SET marking = 'limbo' WHERE id = 2"]),
    ("a passage that is no move", "I1", "item/1", [f"UPDATE step SET action = 'reject' {OF.format(1, 6)}"]),
    ("a passage that starts elsewhere", "I1", "item/1", [f"UPDATE step SET from_marking = 'kept' {OF.format(1, 3)}"]),
    ("a part without its whole", "I1", "item/5", ["DELETE FROM lineage"]),
    ("an undo of another step", "I1", "item/1", ["UPDATE step SET undoes = 3 WHERE undoes IS NOT NULL"]),
    ("an item without passages", "I1", "item/1", ["DELETE FROM passage WHERE item_id = 1"]),
    ("the campaign shown elsewhere", "I1", "campaign/2020", ["UPDATE campaign SET marking = 'collect'"]),
    ("a lost step", "I2", "item/2", ["DELETE FROM passage WHERE item_id = 2 AND number = 4"]),
    ("a lost version", "I2", "item/2", ["DELETE FROM item_version WHERE item_id = 2 AND number = 1"]),
    ("a name changed in place", "I2", "item/1", ["UPDATE item SET name = '对别的行为的行政处罚' WHERE id = 1"]),
    ("a reason lost", "I2", "item/4", ["UPDATE item SET kept_reason = '' WHERE id = 4"]),
    ("a setting changed in place", "I2", "campaign/2020", ["UPDATE campaign SET comment_days = 99"]),
    ("a title changed in place", "I2", "campaign/2020", ["UPDATE campaign SET catalogue_title = '别的目录'"]),
    ("a subdistrict left out", "I2", "campaign/2020", ["DELETE FROM participation WHERE part = 'receiver' AND position = 1"]),
    ("an office renamed in place", "I2", "organisation/urban", ["UPDATE organisation SET name = '别的局' WHERE key = 'urban'"]),
    ("a campaign nobody registered", "I2", "campaign/other", ["UPDATE campaign SET key = 'other'"]),
    ("a person under another name", "I2", "person/leader", [
        "UPDATE person SET name_digest = (SELECT name_digest FROM person WHERE account = 'reviewer') WHERE account = 'leader'"
    ]),
    ("an account closed in place", "I2", "person/leader", [
        "UPDATE person SET disabled_at = '2020-01-01 00:00:00.000000' WHERE account = 'leader'"
    ]),
    ("a lost item", "I2", "item/1", ["DELETE FROM item WHERE id = 1"]),
    ("an item nobody filed", "I2", "item/1", ["DELETE FROM filing WHERE item_id = 1"]),
    ("a stage step too many", "I2", "campaign/2020", ["UPDATE campaign SET passages = passages + 1"]),
    ("a reason rewritten", "I3", "wording/", ["UPDATE wording SET body = '另一个理由' WHERE body = '街道无人员'"]),
    ("another person made the act", "I3", "act/", ["UPDATE act SET door = 'web' WHERE word = 'launch'"]),
    ("an act removed", "I3", "act/", ["DELETE FROM act WHERE word = 'hand_in'"]),
    ("a row slipped into an act", "I3", "act/", ["INSERT INTO lineage SELECT 1, 2, min(act_id), 'split' FROM lineage"]),
    ("a table changed beside its drawing", "I3", "deployed_set/", [
        "UPDATE deployed_set SET compiled = replace(compiled, '\"reason\": \"code\"', '\"reason\": \"none\"')"
    ]),
    ("a drawing changed beside its digest", "I3", "deployed_set/", ["UPDATE deployed_set SET files = replace(files, 'bpmn', 'bpnn')"]),
    ("a moment that is none", "I3", "item.entered_at", ["UPDATE item SET entered_at = 'x' WHERE id = 1"]),
    ("a campaign of a set that is not there", "I1", "campaign/2020", ["UPDATE campaign SET deployed_set_id = 7"]),
    ("fields of another shape", "I2", "item/1", ["UPDATE item_version SET fields = '{}' WHERE item_id = 1"]),
    ("a printed row of another shape", "I9", "catalogue/2020", ["UPDATE published_row SET cells = '{}' WHERE number = 1"]),
    ("a drawing that is no text", "I2", "registration", ["UPDATE deployed_set SET files = '{\"a\": 1}'"]),
    ("a word for a number", "I3", "item.passages", ["UPDATE item SET passages = 'many' WHERE id = 1"]),
    ("fields that are no fields", "I3", "item_version.fields", ["UPDATE item_version SET fields = '5' WHERE item_id = 1"]),
    ("a row of no act", "I3", "filing", ["UPDATE filing SET act_id = 9999 WHERE item_id = 1"]),
    ("a cut tail beside an honest head", "I3", "chain_head", ["DELETE FROM act WHERE position = (SELECT max(position) FROM act)"]),
    ("an opinion at a visit nobody made", "I5", "item/4", ["UPDATE opinion SET visit = 2 WHERE item_id = 4"]),
    ("an opinion of another act", "I5", "item/4", [
        "UPDATE opinion SET act_id = (SELECT id FROM act WHERE word = 'launch') WHERE item_id = 4"
    ]),
    ("a verdict nobody gave", "I5", "item/4", ["DELETE FROM opinion WHERE item_id = 4"]),
    ("an opinion turned round", "I5", "item/4", ["UPDATE act SET word = 'approve' WHERE word = 'reject'"]),
    ("two decisions at one visit", "I5", "item/4", [
        "INSERT INTO opinion SELECT item_id, visit, 2, act_id FROM opinion WHERE item_id = 4"
    ]),
    ("the liaison reviewed as well", "I6", "item/4", [
        "UPDATE act SET person_id = (SELECT id FROM person WHERE account = 'liaison') WHERE word = 'reject'"
    ]),
    ("the head reported their own wording", "I6", "item/2", [
        "UPDATE item_version SET author_id = (SELECT id FROM person WHERE account = 'head') WHERE item_id = 2"
    ]),
    ("a kept power in the catalogue", "I6", "item/1", [
        "UPDATE item SET mode = 'keep' WHERE id = 1",
        "UPDATE item_version SET fields = json_set(fields, '$.mode', 'keep') WHERE item_id = 1",
    ]),
    ("a lost comment", "I7", "campaign/2020", ["DELETE FROM comment"]),
    ("a comment whose version is gone", "I7", "comment/1", ["UPDATE comment SET item_version = 7"]),
    ("a comment of nobody", "I7", "comment/1", ["UPDATE comment SET unit = ''"]),
    ("a lost answer", "I7", "comment/1", ["DELETE FROM comment_answer WHERE number = 1"]),
    ("a document exchanged", "I8", "filed_document/1", ["UPDATE filed_document SET content = x'00'"]),
    ("a printed cell changed", "I9", "catalogue/2020/1", [
        "UPDATE published_row SET cells = json_set(cells, '$.department', '水务局') WHERE number = 1 AND catalogue_id = 1"
    ]),
    ("a digest exchanged", "I9", "catalogue/2020/2", [
        "UPDATE published_catalogue SET digest = replace(digest, '0', '1') WHERE version = 2"
    ]),
    ("a filing without its item", "I10", "ledger/", ["DELETE FROM item WHERE id = 1"]),
    ("an item without its filing", "I10", "campaign/2020", ["DELETE FROM filing WHERE item_id = 1"]),
]


@pytest.mark.parametrize(("invariant", "where", "statements"), [case[1:] for case in SPOILED], ids=[case[0] for case in SPOILED])
def test_what_is_spoiled_is_named(store, invariant: str, where: str, statements: list[str]) -> None:
    store.spoil(*statements)
    assert any(broken.invariant == invariant and broken.where.startswith(where) for broken in store.verified())


def test_each_break_reads_in_both_languages(store) -> None:
    store.spoil("UPDATE item SET marking = 'kept' WHERE id = 1", "DELETE FROM opinion WHERE item_id = 4", "DELETE FROM comment")
    for broken in store.verified():
        assert broken.message.zh != broken.message.en and "{" not in broken.message.zh + broken.message.en


def test_a_cut_tail_is_seen_by_an_anchor_kept_outside_and_only_by_it(store) -> None:
    session = opened(store.file)
    anchor = last_anchor(session)
    session.close()
    last = "(SELECT id FROM act WHERE word = 'hand_in')"
    assert store.broken(anchors=[anchor]) == set()
    store.spoil(
        "UPDATE act SET position = position + 1000 WHERE word = 'correct'",
        "UPDATE chain_head SET position = position",
        f"DELETE FROM filed_document WHERE act_id = {last}",
    )
    assert "I3" in store.broken(anchors=[anchor])
    assert store.broken(anchors=[Anchor(anchor.position, "0" * 64)]) >= {"I3"}


def test_an_honest_store_cut_behind_its_last_act_shows_only_against_the_anchor(house: House) -> None:
    house.file(penalty("对随地吐痰行为的行政处罚"))
    shorter = last_anchor(house.session)
    later = Anchor(shorter.position + 1, "f" * 64)
    house.session.rollback()
    assert verify(house.session, anchors=[shorter]) == ()
    assert [broken.where for broken in verify(house.session, anchors=[later])] == [f"anchor/{later.position}"]


def test_a_clients_journal_is_held_against_the_store(store) -> None:
    session = opened(store.file)
    count = session.scalar(select(Act.items).where(Act.client_key == "second-approval"))
    session.close()
    there, absent = Intent("second-approval", count), Intent("never-arrived")
    assert store.verified(journal=[there, absent, Intent("first-approval")]) == ()
    assert [broken.where for broken in store.verified(journal=[Intent("second-approval", count - 1)])] == ["client_key/second-approval"]
    assert [broken.where for broken in store.verified(journal=[Intent("never-arrived", 3)])] == ["client_key/never-arrived"]


def test_half_an_act_is_no_act(store) -> None:
    store.spoil("DELETE FROM passage WHERE item_id = 1 AND act_id = (SELECT id FROM act WHERE client_key = 'second-approval')")
    assert "I4" in store.broken(journal=[Intent("second-approval")])


def test_the_referee_finds_a_way_that_the_drawing_does_not_go(store) -> None:
    session = opened(store.file)
    campaign = session.scalar(select(Campaign))
    assert referee(session, campaign) == ()
    session.close()
    store.spoil(
        f"INSERT INTO step SELECT act_id, 99, from_marking, to_marking, 'reject', by, code, undoes FROM step {OF.format(2, 2)}",
        "UPDATE passage SET step_number = 99 WHERE item_id = 2 AND number = 2",
        "UPDATE item SET marking = 'kept' WHERE id = 1",
    )
    session = opened(store.file)
    found = referee(session, session.scalar(select(Campaign)))
    assert {broken.where for broken in found} == {"item/1", "item/2"}
    assert len(referee(session, session.scalar(select(Campaign)), sample=3, seed=1)) <= 2
    session.close()


def statements_of_verify(house: House) -> int:
    seen = []
    engine = house.session.get_bind()

    def count(*words) -> None:
        seen.append(words[2])

    house.session.rollback()
    event.listen(engine, "before_cursor_execute", count)
    assert verify(house.session) == ()
    event.remove(engine, "before_cursor_execute", count)
    house.session.rollback()
    return len(seen)


def test_verify_asks_as_many_questions_of_many_items_and_acts_as_of_few(house: House) -> None:
    house.report(house.file(penalty("对随地吐痰行为的行政处罚")))
    few = statements_of_verify(house)
    for number in range(5):
        house.report(house.file(*(penalty(f"对第{number}街第{part}段占道行为的行政处罚") for part in range(30))))
    assert statements_of_verify(house) == few


def test_an_item_ends_in_another_only_by_a_split_or_a_merge(house: House) -> None:
    ids = house.file(penalty("对随地吐痰行为的行政处罚"))
    refused = house.decide("liaison", "replace", ids, "并入他项")
    assert [left.code for left in refused.left_out] == ["not_offered"]
    assert verify(house.session) == ()


def test_a_hearing_closed_too_early_and_undone_ends_again(house: House) -> None:
    ids = house.file(penalty("对随地吐痰行为的行政处罚"))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    closed = house.wait_for_hearings()
    house.do(undo_act, "coordinator", act_id=closed.act_id)
    assert house.at(ids[0]) == "hear_comments" and house.item(ids[0]).hear_until > house.now
    assert verify(house.session) == ()
    house.wait_for_hearings()
    assert house.at(ids[0]) == "await_second_round"
