"""What whoever keeps the machine relies on: checks that find, backups that are proven by restoring them, a log without words."""

import datetime
import re
import socket
import sqlite3
import subprocess
import sys
import urllib.request
import zipfile

import pytest
from sqlalchemy.orm import Session

from tests.conftest import HOUSE
from tests.webapp.cli.house import Terminal
from webapp.database import engine_for
from webapp.jobs import keep_time


def test_a_sound_home_verifies_and_tells_where_its_chain_ends(announced, tmp_path):
    anchors = tmp_path / "anchors"
    told = announced.told("verify", "--anchor-to", anchors)
    assert told["sound"] and anchors.read_text(encoding="utf-8") == f"{told['position']} {told['hash']}\n"
    announced.run("verify", "--anchors", anchors)


def test_a_tail_cut_off_is_seen_by_the_anchor_kept_outside(announced, tmp_path):
    anchors = tmp_path / "anchors"
    anchors.write_text("40 " + "f" * 64 + "\n", encoding="utf-8")
    assert "I3" in announced.run("verify", "--anchors", anchors, status=1).stderr


def test_a_changed_row_is_found_and_named(announced):
    with sqlite3.connect(announced.home / "devolve.sqlite") as connection:
        connection.execute("UPDATE item SET marking = 'kept' WHERE number = 1")
    connection.close()
    told = announced.told("verify", status=1)
    assert {one["where"] for one in told["broken"]} >= {"item/1"}
    announced.run("verify", status=1, lang="en")


@pytest.mark.parametrize("text", ["one\n", "1 2 3\n", "x y\n"])
def test_anchors_that_are_none_are_refused(fresh, text):
    fresh.run("verify", "--anchors", fresh.file("anchors", text), status=3)


def test_a_clients_journal_is_held_against_the_record(collected):
    told = collected.told("campaign", "advance", "open_first_round", "--as", "xie", "--client-key", "k1")
    assert told["act"]
    collected.run("verify", "--journal", collected.file("journal", "k1\nnever-answered\n"))
    assert "I4" in collected.run("verify", "--journal", collected.file("journal", "lost 3\n"), status=1).stderr


def test_a_backup_restored_elsewhere_is_the_same_home(announced, tmp_path):
    saved = announced.told("backup", tmp_path / "b.zip")
    other = Terminal(tmp_path / "other", announced.at)
    other.at = None
    assert other.told("restore", tmp_path / "b.zip") == saved | {"file": str(tmp_path / "b.zip")}
    other.at = announced.at
    for words in (("ledger",), ("items", "list"), ("comments", "list"), ("appointments", "list")):
        assert other.told(*words) == announced.told(*words)
    assert other.told("verify")["hash"] == saved["hash"]
    other.run("items", "decide", "strike", 2, "--as", "xie", "--code", "other", "--reason", "继续办理")


def test_a_backup_is_never_overwritten_and_holds_no_secret(announced, tmp_path):
    (announced.home / "secret").write_text("key", encoding="ascii")
    announced.run("backup", tmp_path / "b.zip")
    announced.run("backup", tmp_path / "b.zip", status=3)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert sorted(archive.namelist()) == ["backup.json", "database.sqlite"]
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


def test_only_an_empty_home_takes_a_backup_in(announced, fresh, tmp_path):
    announced.run("backup", tmp_path / "b.zip")
    assert "不是空目录" in fresh.run("restore", tmp_path / "b.zip", status=4).stderr


@pytest.mark.parametrize("spoil", ["no zip", "no manifest", "changed", "cut"])
def test_a_damaged_backup_leaves_the_home_empty(announced, tmp_path, spoil):
    whole, spoilt = tmp_path / "b.zip", tmp_path / "spoilt.zip"
    announced.run("backup", whole)
    spoilt.write_bytes(_spoilt(whole, spoil))
    other = Terminal(tmp_path / "other")
    assert "备份" in other.run("restore", spoilt, status=3).stderr
    assert not (tmp_path / "other" / "devolve.sqlite").exists()
    other.run("restore", whole)


def test_a_home_rebuilt_from_the_audit_alone_gives_the_same_catalogue(announced, tmp_path):
    announced.run("people", "disable", "feng", "--as", "admin")
    announced.run("audit", "export", "--to", tmp_path / "audit.jsonl")
    other = Terminal(tmp_path / "other")
    assert other.told("audit", "rebuild", tmp_path / "audit.jsonl") == {"sound": True}
    for terminal, name in ((announced, "a.json"), (other, "b.json")):
        terminal.run("catalogue", "export", "--to", tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    other.at = announced.at
    assert other.told("people", "list") == announced.told("people", "list")
    (tmp_path / "cut.jsonl").write_bytes((tmp_path / "audit.jsonl").read_bytes()[:-40])
    third = Terminal(tmp_path / "third")
    third.run("audit", "rebuild", tmp_path / "cut.jsonl", status=3)
    assert not (tmp_path / "third" / "devolve.sqlite").exists()


def test_hearings_end_when_their_time_has_come_and_not_before(hearing):
    assert hearing.on("2020-10-16").told("clock") == {"haizhu-2020": 0}
    assert hearing.on("2020-10-17").told("clock", "--campaign", "haizhu-2020") == {"haizhu-2020": 3}
    assert hearing.told("clock") == {"haizhu-2020": 0}


def test_the_log_names_commands_and_accounts_and_nothing_that_was_written(hearing):
    hearing.run("comments", "add", "修改", "--item", 3, "--as", "feng", "--proposal", "绝密的建议")
    hearing.run("items", "decide", "approve", 1, "--as", "lin", "--reason", "绝密的理由", status=1)
    hearing.run("campaign", "advance", "publish", "--as", "feng", "--reason", "绝密的理由", status=3)
    said = (hearing.home / "log" / "cli.log").read_text(encoding="utf-8")
    assert "devolve comments add as feng" in said and "devolve campaign advance refused 3" in said and "绝密" not in said


def test_a_failure_of_the_database_is_said_in_words_with_a_reference(fresh):
    (fresh.home / "devolve.sqlite").write_bytes(b"no database " * 100)
    said = fresh.run("ledger", status=5).stderr
    assert re.search(r"编号 [0-9A-F]{8}", said) and "Traceback" not in said


def test_tables_of_this_version_are_left_as_they_are(announced):
    before = announced.told("verify")
    announced.run("upgrade")
    assert announced.told("verify") == before


def test_tables_of_another_version_are_told_before_anything_is_read_from_them(announced):
    engine = engine_for(f"sqlite:///{announced.home / 'devolve.sqlite'}")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    before = (announced.home / "devolve.sqlite").read_bytes()
    for command in ("ledger", "verify", "serve"):
        assert "请先 devolve backup 备份，再运行 devolve upgrade" in announced.run(command, status=4).stderr
    assert "不能升级；库未改动" in announced.run("upgrade", status=3).stderr
    assert (announced.home / "devolve.sqlite").read_bytes() == before
    announced.run("backup", announced.home.parent / "kept.zip")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0011'")
    engine.dispose()
    assert announced.told("verify")["sound"]


def test_a_file_that_cannot_be_written_is_a_matter_of_usage(announced):
    nowhere = announced.home.parent / "no" / "folder" / "c.csv"
    assert "不能读写" in announced.run("catalogue", "export", "--to", nowhere, status=2).stderr


def test_what_the_server_watches_ends_hearings_of_every_campaign(hearing):
    engine = engine_for(f"sqlite:///{hearing.home / 'devolve.sqlite'}")
    with Session(engine) as session:
        instants = [datetime.datetime(2020, 10, day, 16, tzinfo=datetime.UTC) for day in (15, 16, 16)]
        moved = [keep_time(session, hearing.home, lambda at=at: at) for at in instants]
    assert [list(counts.values()) for counts in moved] == [[0], [3], [0]]
    engine.dispose()


def test_the_workplace_is_served(fresh):
    command = "from webapp.cli import main; main(prog_name='devolve')"
    told = ["--home", str(fresh.home), "serve", "--port", "0", "--workers", "1"]
    server = subprocess.Popen([sys.executable, "-c", command, *told], cwd=HOUSE, stderr=subprocess.PIPE, text=True)
    try:
        address = next(found.group(1) for line in server.stderr if (found := re.search(r"Listening at: (http://[\d.:]+)", line)))
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.status == 200 and "密码" in answer.read().decode()
    finally:
        server.terminate()
        server.communicate(timeout=30)


def test_an_address_that_is_taken_is_said_before_anything_else(fresh):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused = fresh.run("serve", "--port", port, status=3).stderr
        assert "已有程序占用" in refused and "--port" in refused
        assert "占用" in fresh.run("demo", "--serve", "--port", port, status=3).stderr and not (fresh.home / "demo").exists()
    assert "没有这个地址" in fresh.run("serve", "--host", "203.0.113.7", "--port", "0", status=3).stderr


def _spoilt(whole, how):
    content = whole.read_bytes()
    if how == "no zip":
        return b"dear reader"
    if how == "cut":
        return content[: len(content) // 2]
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if how == "no manifest":
        del parts["backup.json"]
    else:
        parts["database.sqlite"] = parts["database.sqlite"][:-1] + b"?"
    spoilt = whole.with_suffix(".parts")
    with zipfile.ZipFile(spoilt, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return spoilt.read_bytes()
