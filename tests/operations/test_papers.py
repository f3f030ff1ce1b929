"""Papers from the store: one snapshot as of one act, wordings as registered versions, the package with a list of its files."""

import csv
import hashlib
import io
import zipfile

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from tests.operations.house import penalty
from tests.operations.played import NAMES, opened
from tests.webapp.workplace import statements
from workflows.domain.calendar import day_of
from workflows.domain.errors import NotFound, NotYours
from workflows.domain.papers.kinds import KINDS
from workflows.domain.papers.wording import Wording
from workflows.operations.audit.verifying import verify
from workflows.operations.campaigns.publishing import draft_catalogue, published_catalogue
from workflows.operations.papers.making import CONTENTS, Wanted, file_name, package_contents, paper_file, write_package
from workflows.operations.papers.snapshots import snapshot_after, snapshot_now, snapshot_of_version
from workflows.operations.papers.wordings import BadWording, return_to_built_in, versions_of, wordings_in_force, write_wording
from workflows.operations.processes import nets
from workflows.store.audit import Act
from workflows.store.campaigns import Campaign
from workflows.store.ledger import ledger

OWN = Wording("公告（{day}）", "决定将{adopted_count}项调整，{effective_on}起施行。")


@pytest.fixture
def finished(played, tmp_path):
    """The finished campaign and its store."""
    session = opened(played.copy(tmp_path))
    yield session, session.scalar(select(Campaign))
    session.close()
    session.get_bind().dispose()


def test_the_newest_snapshot_counts_what_the_ledger_counts(finished):
    session, campaign = finished
    taken, counts = snapshot_now(session, campaign), ledger(session, campaign, nets(campaign).item).total.counts
    assert (taken.filed, taken.counts["adopted"], taken.counts["kept"]) == (counts["filed"], counts["adopted"], counts["kept"])
    assert taken.counts["split_or_merged"] == counts["split_away"] + counts["merged_away"]


def test_a_version_is_read_as_it_was_announced_whatever_was_corrected_later(finished):
    session, campaign = finished
    first, second = (snapshot_of_version(session, campaign, version) for version in (1, 2))
    assert first.listed == published_catalogue(session, campaign, 1) and second.listed == published_catalogue(session, campaign, 2)
    assert (first.counts["adopted"], second.counts["adopted"]) == (len(first.listed.rows), len(second.listed.rows))
    assert {item.number for item in first.items if item.counts == "adopted"} == {row.item_number for row in first.listed.rows}
    assert first.counts["adopted"] == second.counts["adopted"] + 1


def test_a_snapshot_of_any_act_reads_nothing_later(finished):
    session, campaign = finished
    begun = session.scalar(select(Act.position).where(Act.word == "open_first_round"))
    taken = snapshot_after(session, campaign, begun)
    assert taken.counts["adopted"] == 0 and not taken.comments and not taken.listed.rows
    assert all(step.act <= begun for item in taken.items for step in item.steps)


def test_the_chain_says_which_act_a_snapshot_is_of(finished):
    session, campaign = finished
    taken = snapshot_of_version(session, campaign, 1)
    act = session.scalar(select(Act).where(Act.position == taken.position))
    assert (act.word, act.hash, act.at) == ("publish", taken.chain_hash, taken.at)


def test_a_snapshot_knows_the_day_on_which_each_stage_opened(finished):
    session, campaign = finished
    taken = snapshot_of_version(session, campaign, 1)
    for stage, word in (("collection", "launch"), ("first_round", "open_first_round"), ("solicitation", "open_solicitation")):
        first = session.scalar(select(func.min(Act.at)).where(Act.word == word, Act.campaign_id == campaign.id))
        assert taken.opened[stage] == day_of(first, campaign.zone)
    before = session.scalar(select(func.min(Act.position)).where(Act.word == "open_solicitation"))
    assert "solicitation" not in snapshot_after(session, campaign, before - 1).opened


@pytest.mark.parametrize("position", [0, 10_000])
def test_there_is_no_snapshot_of_an_act_that_is_not_there(finished, position):
    session, campaign = finished
    with pytest.raises(NotFound):
        snapshot_after(session, campaign, position)
    with pytest.raises(NotFound):
        snapshot_of_version(session, campaign, 9)


def test_a_snapshot_asks_the_same_number_of_questions_however_many_items_there_are(house):
    asked = statements(house.session.get_bind())
    snapshot_now(house.session, house.campaign)
    few = len(asked)
    house.file(*(penalty(f"对第{number}种行为的行政处罚") for number in range(40)))
    asked.clear()
    snapshot_now(house.session, house.campaign)
    assert len(asked) <= few <= 25


def test_what_was_taken_back_stands_in_the_life_of_an_item_and_nowhere_else(finished):
    session, campaign = finished
    item = snapshot_of_version(session, campaign, 1).by_number[1]
    words = [(step.word, step.standing) for step in item.steps if step.round or step.word == "撤销"]
    assert words[:3] == [("同意", False), ("撤销", False), ("同意", True)]


def test_a_kept_item_tells_why_in_the_words_of_who_decided(finished):
    session, campaign = finished
    kept = next(item for item in snapshot_now(session, campaign).items if item.fields.name == NAMES[3])
    assert (kept.kept.value, kept.kept_because) == ("no_capacity", "街道无人员")


def test_a_wording_is_kept_as_a_version_and_the_house_has_its_own_to_return_to(house):
    act = house.do(write_wording, "coordinator", kind="announcement", wording=OWN)
    assert wordings_in_force(house.session) == {"announcement": OWN} and act.act_id
    house.do(return_to_built_in, "coordinator", kind="announcement")
    assert wordings_in_force(house.session) == {}
    assert [(version.number, version.wording) for version in versions_of(house.session, "announcement")] == [(2, None), (1, OWN)]
    assert list(verify(house.session)) == []


def test_the_same_wording_again_records_nothing_and_a_repeated_request_answers_the_same(house):
    first = house.do(write_wording, "coordinator", kind="announcement", wording=OWN, client_key="once")
    again = house.do(write_wording, "coordinator", kind="announcement", wording=OWN, client_key="once")
    assert again.act_id == first.act_id
    assert house.do(write_wording, "coordinator", kind="announcement", wording=OWN).act_id is None
    assert house.do(return_to_built_in, "coordinator", kind="catalogue").act_id is None


def test_a_wrong_wording_is_refused_with_every_fault_named(house):
    with pytest.raises(BadWording) as refused:
        house.do(write_wording, "coordinator", kind="announcement", wording=Wording("公告", "{adopted_cuont}{day.real}"))
    said = " ".join(words.zh for words in refused.value.found)
    assert all(name in said for name in ("adopted_cuont", "day.real", "adopted_count", "effective_on"))


def test_only_the_coordinator_writes_wordings(house):
    for who in ("leader", "reviewer", "liaison", "officer"):
        with pytest.raises(NotYours):
            house.do(write_wording, who, kind="announcement", wording=OWN)


def test_the_package_holds_every_paper_with_its_digest(finished):
    session, campaign = finished
    taken, told, content = snapshot_of_version(session, campaign, 1), [], io.BytesIO()
    write_package(taken, {}, content, lambda done, all_: told.append((done, all_)))
    with zipfile.ZipFile(content) as package:
        rows = dict(csv.reader(package.read(CONTENTS).decode("utf-8-sig").splitlines()))
        names = [name for name in package.namelist() if name != CONTENTS]
        assert {name: hashlib.sha256(package.read(name)).hexdigest() for name in names}.items() <= rows.items()
    wanted = package_contents(taken)
    assert len(names) == len(wanted) == told[-1][0] == told[-1][1] and rows[f"数据截至第{taken.position}号办理"] == taken.chain_hash
    assert {one.kind for one in wanted} == set(KINDS)


def test_the_workbook_of_the_catalogue_lists_what_the_catalogue_lists(finished):
    session, campaign = finished
    taken = snapshot_now(session, campaign)
    page = load_workbook(io.BytesIO(paper_file(taken, {}, Wanted("catalogue", "", "xlsx")))).active
    rows = draft_catalogue(session, campaign).rows
    assert [row[2].value for row in page.iter_rows()][-len(rows) :] == [row.name for row in rows]


@pytest.mark.parametrize(
    ("kind", "whom", "form"),
    [("nothing", "", "pdf"), ("announcement", "", "xlsx"), ("announcement", "urban", "pdf"), ("department_list", "chigang", "pdf"),
     ("item_life", "999", "pdf"), ("item_life", "", "pdf"), ("reply", "urban", "docx"), ("catalogue", "1", "pdf")],
)  # fmt: skip
def test_a_paper_that_is_not_made_is_not_there(finished, kind, whom, form):
    session, campaign = finished
    with pytest.raises(NotFound):
        paper_file(snapshot_now(session, campaign), {}, Wanted(kind, whom, form))


def test_a_file_is_named_after_its_paper_its_unit_and_its_version(finished):
    session, campaign = finished
    taken = snapshot_of_version(session, campaign, 2)
    assert file_name(taken, Wanted("department_list", "urban", "pdf")) == "部门调出事项清单-城市管理和综合执法局-第2版.pdf"
