"""Attachments from the command line: in by content, listed, out again as they came, taken down."""

from tests.files.test_attachments import PDF
from tests.webapp.cli.house import LIST


def test_a_scan_goes_on_an_item_and_comes_out_as_it_was(collected):
    scan, again = collected.home.parent / "扫描件.pdf", collected.home.parent / "again.pdf"
    scan.write_bytes(PDF)
    collected.run("attachments", "add", scan, "--item", 3, "--as", "xie")
    (listed,) = collected.told("attachments", "list")
    assert (listed["name"], listed["item"], listed["size"]) == ("扫描件.pdf", 3, len(PDF))
    assert collected.told("attachments", "save", 1, "--to", again)["digest"] == listed["digest"] and again.read_bytes() == PDF
    collected.run("verify")
    collected.run("attachments", "withdraw", 1, "--reason", "传错了", "--as", "xie")
    assert collected.told("attachments", "list") == [] and "没有这个附件" in collected.run(
        "attachments", "save", 1, "--to", again, status=3
    ).stderr


def test_a_head_reports_everything_with_the_scan_on_the_act(collecting):
    scan = collecting.home.parent / "扫描件.pdf"
    scan.write_bytes(PDF)
    assert "没有等您审签的事项" in collecting.run("items", "report", "--as", "liang", status=3).stderr
    collecting.on("2020-08-10").run("items", "import", collecting.file("list.csv", LIST), "--department", "城管局", "--as", "chen")
    collecting.run("items", "decide", "send_for_endorsement", "--waiting", "--as", "chen")
    told = collecting.told("items", "report", "--scan", scan, "--as", "liang", status=1)
    assert told["count"] == 3 and collecting.told("attachments", "list")[0]["act"] == told["act"]


def test_an_unfit_file_is_refused_by_name(collected):
    program = collected.home.parent / "程序.pdf"
    program.write_bytes(b"\x7fELF" + b"\0" * 40)
    assert "程序.pdf" in collected.run("attachments", "add", program, "--item", 3, "--as", "xie", status=3).stderr
