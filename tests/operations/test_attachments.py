"""Files on items, comments and sign-offs: whole or not at all, on record for ever, served to nobody once taken down."""

import hashlib

import pytest
from sqlalchemy import select, update

from tests.files.test_attachments import PDF, REFUSED, png
from tests.operations.house import penalty
from tests.operations.test_rebuilding import emptied, rebuilt
from webapp.database import carry_out
from workflows.domain.errors import NotFound, NotYours, Unfit
from workflows.operations.attachments import HandedIn, Owner, attach_files, withdraw_attachment
from workflows.operations.audit.rebuilding import export_audit
from workflows.operations.audit.verifying import verify
from workflows.store.attachments import Attachment, file_content, held_files, standing_attachment
from workflows.store.audit import Act, FiledDocument

SCAN = HandedIn("盖章扫描件.pdf", PDF)


@pytest.fixture
def filed(house):
    house.file(penalty("对擅自占用城市道路行为的行政处罚"))
    return house


def attach(house, who, owner, *files):
    return house.do(attach_files, who, owner=owner, files=files or (SCAN,))


def test_files_hang_on_an_item_with_their_digests(filed):
    act = attach(filed, "liaison", Owner(item_id=1), SCAN, HandedIn("现场.png", png()))
    scan, picture = held_files(filed.session, Attachment.item_id == 1)
    assert (scan.name, scan.size, scan.digest) == ("盖章扫描件.pdf", len(PDF), hashlib.sha256(PDF).hexdigest())
    assert file_content(filed.session, picture.id) == png()
    assert filed.session.get(Act, act.act_id).word == "attach" and verify(filed.session) == ()


def test_one_unfit_file_keeps_all_of_them_out(filed):
    with pytest.raises(Unfit):
        attach(filed, "liaison", Owner(item_id=1), SCAN, HandedIn("程序.pdf", REFUSED["程序"]))
    assert filed.session.scalars(select(FiledDocument)).all() == []


def test_a_repeated_request_attaches_once(filed):
    for _ in range(2):
        filed.do(attach_files, "liaison", owner=Owner(item_id=1), files=[SCAN], client_key="scan-1")
    assert len(held_files(filed.session)) == 1


@pytest.mark.parametrize(("who", "error"), [("water_liaison", NotFound), ("officer", NotFound)])
def test_nobody_attaches_to_an_item_out_of_sight(filed, who, error):
    with pytest.raises(error):
        attach(filed, who, Owner(item_id=1))


def test_a_subdistrict_hangs_papers_on_its_comment_and_not_on_the_item(filed):
    filed.report([1])
    filed.step("open_first_round")
    filed.decide("reviewer", "approve", [1], reason="已核对")
    filed.step("open_solicitation")
    with pytest.raises(NotYours):
        attach(filed, "officer", Owner(item_id=1))


def test_a_sign_off_takes_papers_of_whoever_signed(filed):
    act = filed.report([1])
    attach(filed, "head", Owner(sign_off_id=act.act_id))
    with pytest.raises(NotFound):
        attach(filed, "water_head", Owner(sign_off_id=act.act_id))
    assert [file.sign_off_id for file in held_files(filed.session)] == [act.act_id]


def test_an_attachment_is_taken_down_by_its_owner_and_stays_on_record(filed):
    attach(filed, "liaison", Owner(item_id=1))
    with pytest.raises(NotYours):
        filed.do(withdraw_attachment, "head", attachment_id=1, reason="传错了")
    filed.do(withdraw_attachment, "liaison", attachment_id=1, reason="传错了")
    assert standing_attachment(filed.session, 1) is None
    assert filed.session.scalars(select(FiledDocument.content)).one() == PDF
    with pytest.raises(NotFound):
        filed.do(withdraw_attachment, "liaison", attachment_id=1, reason="再撤")


def test_a_byte_altered_in_the_store_is_found(filed):
    attach(filed, "liaison", Owner(item_id=1))
    carry_out(lambda session: session.execute(update(FiledDocument).values(content=PDF + b" ")), filed.session)
    assert [broken.invariant for broken in verify(filed.session)] == ["I8"]


def test_the_audit_carries_attachments_into_an_empty_database(filed, tmp_path):
    attach(filed, "liaison", Owner(item_id=1))
    for empty in emptied(f"sqlite:///{tmp_path / 'again.sqlite'}"):
        again = rebuilt(empty, list(export_audit(filed.session)))
        assert file_content(again, 1) == PDF and verify(again) == ()
