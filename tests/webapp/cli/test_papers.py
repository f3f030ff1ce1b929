"""``devolve papers``: papers as files, and wordings from a file of text."""

from docx import Document

from workflows.domain.papers.kinds import KINDS


def test_papers_are_listed_and_written_as_of_a_version(announced, tmp_path):
    assert [row["paper"] for row in announced.told("papers", "list")] == list(KINDS)
    target = tmp_path / "公告.docx"
    said = announced.told("papers", "write", "announcement", "--version", "1", "--to", target)
    assert said["files"] == 1 and "公告" in Document(str(target)).paragraphs[0].text


def test_a_paper_for_nobody_is_refused_and_not_written(announced, tmp_path):
    announced.run("papers", "write", "department_list", "--for", "nobody", "--to", tmp_path / "x.pdf", status=3)
    assert not (tmp_path / "x.pdf").exists()


def test_a_wording_comes_from_a_file_and_its_faults_are_named(collecting):
    said = collecting.file("wording.txt", "通知\n请于{collection_until}前报送。")
    collecting.run("papers", "write-wording", "collection_notice", said, "--as", "xie")
    assert collecting.told("papers", "wording", "collection_notice")["title"] == "通知"
    wrong = collecting.file("wrong.txt", "通知\n{colection_until}")
    assert "colection_until" in collecting.run("papers", "write-wording", "collection_notice", wrong, "--as", "xie", status=3).stderr
    collecting.run("papers", "built-in-wording", "collection_notice", "--as", "xie")
    assert "采集工作" in collecting.told("papers", "wording", "collection_notice")["title"]
