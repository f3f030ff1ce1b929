"""A file is asked about: exactly ours, equal to what was published, or different by name and place."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.operations.test_rebuilding import emptied, rebuilt
from webapp.database import carry_out, engine_for
from workflows.files.catalogue.catalogue_text import write_catalogue_csv, write_catalogue_json
from workflows.files.catalogue.catalogue_workbook import write_catalogue_workbook
from workflows.operations.acts import CLOCK
from workflows.operations.audit.rebuilding import export_audit
from workflows.operations.audit.verifying import verify
from workflows.operations.campaigns.publishing import published_catalogue, wanted_catalogue
from workflows.operations.catalogue.issuing import record_issued
from workflows.operations.catalogue.verifying import digest_in, known_digest, verify_copy
from workflows.operations.papers.making import Wanted, paper_file
from workflows.operations.papers.snapshots import snapshot_of_version
from workflows.operations.papers.wordings import wordings_in_force
from workflows.store.campaigns import campaign_of

PDF = b"%PDF-1.7 our announcement"


@pytest.fixture
def session(played, tmp_path):
    engine = engine_for(f"sqlite:///{played.copy(tmp_path)}")
    with Session(engine, expire_on_commit=False) as session:
        yield session
    engine.dispose()


def issue(session, version, **papers):
    campaign = campaign_of(session, "2020")
    words = {"papers": {f"{name}.pdf": hashlib.sha256(content).hexdigest() for name, content in papers.items()}}
    words["listed"] = wanted_catalogue(session, campaign, version)
    return carry_out(lambda session: record_issued(session, actor=CLOCK, at=NOON, campaign=campaign, **words), session)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("write", [write_catalogue_workbook, write_catalogue_csv, write_catalogue_json])
def test_each_published_version_is_recognised_in_every_form(session, version, write):
    listed = published_catalogue(session, campaign_of(session, "2020"), version)
    answer = verify_copy(session, "目录", write(listed))
    found = answer.catalogue or answer.verification.listed
    assert answer.ours and found.version == version


def test_a_copy_of_the_draft_with_one_word_more_is_told_from_both_versions(session):
    draft = wanted_catalogue(session, campaign_of(session, "2020"), 0)
    answer = verify_copy(session, "目录", write_catalogue_csv(draft).replace("限于区管绿地".encode(), "限于绿地".encode()))
    assert not answer.ours and [cell.field for cell in answer.verification.wrong] == ["remarks"]


def test_a_paper_is_ours_from_the_moment_it_is_issued(session):
    assert not verify_copy(session, "公告.pdf", PDF).ours
    issue(session, 2, 公告=PDF)
    answer = verify_copy(session, "renamed.pdf", PDF)
    assert answer.ours and (answer.issued.name, answer.issued.version) == ("公告.pdf", 2)
    assert not verify_copy(session, "公告.pdf", PDF + b" ").ours


def test_what_prints_a_draft_is_not_issued(session):
    assert issue(session, 0, 公告=PDF).act_id is None
    assert not verify_copy(session, "公告.pdf", PDF).ours


@pytest.fixture
def empty(tmp_path):
    yield from emptied(f"sqlite:///{tmp_path / 'empty.sqlite'}")


def test_a_paper_issued_again_is_no_second_act_and_the_record_stays_sound(session, empty):
    first = issue(session, 2, 公告=PDF)
    assert first.act_id and issue(session, 2, 公告=PDF).act_id is None
    assert verify(session) == ()
    again = rebuilt(empty, list(export_audit(session)))
    assert known_digest(again, hashlib.sha256(PDF).hexdigest()).issued.name == "公告.pdf"


def test_a_digest_is_read_however_it_is_typed():
    plain = "0a" * 32
    assert digest_in(f"  {plain.upper()[:32]} {plain[32:]}\n") == plain
    assert digest_in(plain[:-1]) is digest_in("g" * 64) is None


@pytest.mark.parametrize("version", [1, 2])
def test_the_printed_annex_as_a_word_document_is_recognised_row_by_row(session, version):
    campaign = campaign_of(session, "2020")
    snapshot = snapshot_of_version(session, campaign, version)
    paper = paper_file(snapshot, wordings_in_force(session), Wanted("catalogue", "", "docx"), "https://example.org/verify")
    answer = verify_copy(session, "目录.docx", paper)
    assert answer.ours and answer.verification.listed.version == version


def test_an_issued_pdf_of_the_annex_is_ours_by_its_digest(session):
    campaign = campaign_of(session, "2020")
    paper = paper_file(snapshot_of_version(session, campaign, 2), wordings_in_force(session), Wanted("catalogue", "", "pdf"))
    assert not verify_copy(session, "目录.pdf", paper).ours
    issue(session, 2, 目录=paper)
    assert verify_copy(session, "目录.pdf", paper).issued.version == 2
