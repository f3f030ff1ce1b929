"""``devolve papers``: papers as files, and wordings from a file of text."""

import zipfile

from docx import Document

from workflows.domain.papers.kinds import KINDS


def test_papers_are_listed_and_written_as_of_a_version(announced, tmp_path):
    assert [row["paper"] for row in announced.told("papers", "list")] == list(KINDS)
    target = tmp_path / "公告.docx"
    said = announced.told("papers", "write", "announcement", "--version", "1", "--as", "xie", "--to", target)
    assert said["files"] == 1 and "公告" in Document(str(target)).paragraphs[0].text


def test_a_paper_of_an_announced_version_is_issued_by_somebody_and_recognised(announced, tmp_path):
    target = tmp_path / "目录.pdf"
    said = announced.run("papers", "write", "catalogue", "--version", "1", "--to", target, status=2).stderr
    assert "--as" in said and not target.exists()
    announced.run("papers", "write", "catalogue", "--version", "1", "--as", "liaison", "--to", target, status=3)
    assert not target.exists()
    announced.run("papers", "write", "catalogue", "--version", "1", "--as", "xie", "--to", target)
    told = announced.told("catalogue", "verify", target)
    assert told["ours"] and told["issued"]["version"] == 1
    target.write_bytes(target.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6"))
    assert not announced.told("catalogue", "verify", target, status=1)["ours"]


def test_the_papers_of_a_package_are_recognised_one_by_one(announced, tmp_path):
    target = tmp_path / "package.zip"
    announced.run("papers", "package", "--version", "1", "--as", "xie", "--to", target)
    with zipfile.ZipFile(target) as package:
        announcement = package.extract(next(name for name in package.namelist() if name.endswith("/公告-第1版.pdf")), tmp_path)
    assert announced.told("catalogue", "verify", announcement)["issued"]["name"] == "公告-第1版.pdf"


def test_a_paper_for_nobody_is_refused_and_not_written(announced, tmp_path):
    announced.run("papers", "write", "department_list", "--for", "nobody", "--as", "xie", "--to", tmp_path / "x.pdf", status=3)
    assert not (tmp_path / "x.pdf").exists()


def test_a_wording_comes_from_a_file_and_its_faults_are_named(collecting):
    said = collecting.file("wording.txt", "通知\n请于{collection_until}前报送。")
    collecting.run("papers", "write-wording", "collection_notice", said, "--as", "xie")
    assert collecting.told("papers", "wording", "collection_notice")["title"] == "通知"
    wrong = collecting.file("wrong.txt", "通知\n{colection_until}")
    assert "colection_until" in collecting.run("papers", "write-wording", "collection_notice", wrong, "--as", "xie", status=3).stderr
    collecting.run("papers", "built-in-wording", "collection_notice", "--as", "xie")
    assert "采集工作" in collecting.told("papers", "wording", "collection_notice")["title"]
