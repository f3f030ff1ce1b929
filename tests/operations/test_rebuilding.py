"""From the audit's lines alone the same workplace stands again, and its catalogues have the same bytes."""

import json

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.operations.house import House, penalty
from tests.operations.played import Played, opened
from webapp.database import carry_out, engine_for
from workflows.domain.catalogue import canonical
from workflows.domain.errors import Unfit
from workflows.domain.vocabulary import Role
from workflows.operations.acts import Actor
from workflows.operations.audit.rebuilding import export_audit, rebuild
from workflows.operations.audit.verifying import verify
from workflows.operations.campaigns.publishing import published_catalogue
from workflows.store.audit import Wording
from workflows.store.base import Record
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import Item, ItemFinding
from workflows.store.people import Person

SHOWN = (Campaign, Item, ItemFinding)
TOLD = (
    "organisation", "person", "deployed_set", "campaign", "wording", "act", "registration", "law_register", "filed_document",
    "campaign_passage", "filing", "item_version", "lineage", "step", "passage", "opinion", "comment", "comment_answer",
    "published_catalogue",
)  # fmt: skip
"""The tables of which the played campaign's export tells."""


HARMLESS = (("id", None), ("result", None), ("result", {"a": 1}))
"""What changes nothing: an id that the database gives again, and the answer a client got."""


@pytest.fixture
def original(played: Played):
    session = opened(played.file)
    yield session
    session.close()
    session.get_bind().dispose()


@pytest.fixture
def empty(tmp_path):
    yield from emptied(f"sqlite:///{tmp_path / 'empty.sqlite'}")


@pytest.fixture
def empty_on_postgres(postgres_url):
    yield from emptied(postgres_url)


def emptied(url: str):
    session = Session(engine_for(url), expire_on_commit=False)
    carry_out(lambda session: Record.metadata.create_all(session.connection()), session)
    yield session
    session.close()
    session.get_bind().dispose()


def rebuilt(session: Session, lines: list[str]) -> Session:
    carry_out(lambda session: rebuild(session, lines), session)
    return session


def catalogues(session: Session) -> list[bytes]:
    campaign = session.scalar(select(Campaign))
    return [canonical(published_catalogue(session, campaign, version)) for version in (1, 2)]


def rows(session: Session, record: type[Record]) -> list[tuple]:
    columns = [column for column in record.__table__.c if column.name != "id" or record in (Campaign, Item)]
    return sorted(session.execute(select(*columns)).all(), key=str)


def test_a_catalogue_rebuilt_from_the_audit_has_the_same_bytes(original: Session, empty: Session) -> None:
    assert catalogues(rebuilt(empty, list(export_audit(original)))) == catalogues(original)


def test_what_is_rebuilt_is_sound_and_shows_the_same(original: Session, empty: Session) -> None:
    lines = list(export_audit(original))
    again = rebuilt(empty, lines)
    assert verify(again) == () and list(export_audit(again)) == lines
    for record in SHOWN:
        assert rows(again, record) == rows(original, record), record.__tablename__


@pytest.mark.postgres
def test_an_audit_written_on_sqlite_is_rebuilt_on_postgresql_and_goes_on_there(original: Session, empty_on_postgres: Session) -> None:
    again = rebuilt(empty_on_postgres, list(export_audit(original)))
    assert verify(again) == () and catalogues(again) == catalogues(original)
    coordinator = again.scalar(select(Person.id).where(Person.account == "coordinator"))
    House(again, people={"coordinator": Actor(coordinator, Role.coordinator)}).step("close")
    assert verify(again) == () and set(again.scalars(select(Item.marking))) == {"adopted_filed", "kept_filed", "replaced"}


def test_the_frozen_rows_are_recomputed_not_copied(original: Session, empty: Session) -> None:
    forged = [line.replace("对随地吐痰行为", "对伪造行为") if '"published_row"' in line else line for line in export_audit(original)]
    again = rebuilt(empty, forged)
    assert catalogues(again) == catalogues(original) and verify(again) == ()


def test_a_rewritten_decision_in_the_lines_is_found_by_the_chain(original: Session, empty: Session) -> None:
    lines = [line.replace("too_specialised", "other") if '"step"' in line else line for line in export_audit(original)]
    assert "I3" in {broken.invariant for broken in verify(rebuilt(empty, lines))}


def test_an_erased_name_stays_erased_and_the_chain_whole(played: Played, empty: Session, tmp_path) -> None:
    session = opened(played.copy(tmp_path))

    def erase(session: Session) -> None:
        name = session.scalar(select(Person.name_digest).where(Person.account == "reviewer"))
        wording = session.get_one(Wording, name)
        wording.salt = wording.body = None

    carry_out(erase, session)
    assert verify(session) == ()
    again = rebuilt(empty, list(export_audit(session)))
    session.close()
    session.get_bind().dispose()
    assert again.scalar(select(Person).where(Person.account == "reviewer")).name == "reviewer"


def test_passwords_leave_with_nobody(original: Session) -> None:
    assert not any("password" in line for line in export_audit(original))


def test_nothing_is_rebuilt_over_somebody_elses_work(original: Session, house: House) -> None:
    house.file(penalty("对随地吐痰行为的行政处罚"))
    with pytest.raises(Unfit):
        rebuilt(house.session, list(export_audit(original)))


@pytest.mark.parametrize("damage", ["", "{}", '{"audit":"devolve","format":9}', "not json"])
def test_lines_that_are_no_export_are_refused(empty: Session, damage: str) -> None:
    with pytest.raises(Unfit):
        rebuilt(empty, [damage])


@pytest.mark.parametrize("table", TOLD)
@pytest.mark.parametrize("missing", ["one", "all"])
def test_missing_lines_are_refused_or_found_by_the_chain(original: Session, empty: Session, table: str, missing: str) -> None:
    lines = list(export_audit(original))
    of_table = [place for place, line in enumerate(lines) if f'"table":"{table}"' in line]
    dropped = set(of_table if missing == "all" else of_table[:1])
    assert dropped
    try:
        found = verify(rebuilt(empty, [line for place, line in enumerate(lines) if place not in dropped]))
    except Unfit as refused:
        assert "缺了行" in refused.words.zh
    else:
        assert "I3" in {broken.invariant for broken in found}


@pytest.mark.parametrize("value", ["x", None, {"a": 1}, -5], ids=["a word", "nothing", "an object", "a number"])
@pytest.mark.parametrize(
    ("table", "column"),
    [("person", "id"), ("deployed_set", "files"), ("act", "position"), ("act", "at"), ("act", "result"), ("registration", "body"),
     ("filing", "origin"), ("item_version", "fields"), ("step", "action"), ("passage", "step_number"), ("comment", "unit")],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused_or_found(original: Session, empty: Session, table: str, column: str, value: object) -> None:
    lines = list(export_audit(original))
    place = next(place for place, line in enumerate(lines) if f'"table":"{table}"' in line)
    entry = json.loads(lines[place])
    entry["row"][column] = value
    lines[place] = json.dumps(entry)
    try:
        assert verify(rebuilt(empty, lines)) or (column, value) in HARMLESS
    except Unfit as refused:
        assert "损坏" in refused.words.zh or "缺了行" in refused.words.zh


def test_a_set_whose_files_were_exchanged_is_refused(original: Session, empty: Session) -> None:
    lines = []
    for line in export_audit(original):
        entry = json.loads(line)
        if entry.get("table") == "deployed_set":
            files = entry["row"]["files"]
            files["item_review.bpmn"] = files["item_review.bpmn"].replace("第一轮审查", "初审")
        lines.append(json.dumps(entry))
    with pytest.raises(Unfit):
        rebuilt(empty, lines)


def test_findings_are_found_again(original: Session, empty: Session) -> None:
    carry_out(lambda session: session.execute(delete(ItemFinding)), empty)
    assert rows(rebuilt(empty, list(export_audit(original))), ItemFinding) == rows(original, ItemFinding)
