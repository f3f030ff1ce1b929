"""The same commands on PostgreSQL, and a backup from there that either database takes in."""

import psycopg
import pytest
from sqlalchemy import make_url

from tests.webapp.cli.house import Terminal, announce, collect, hear, open_campaign, set_up

pytestmark = pytest.mark.postgres


def test_a_campaign_on_postgresql_is_saved_and_restored_into_either_database(postgres_cluster, postgres_url, tmp_path):
    terminal = set_up(tmp_path / "home", postgres_url)
    for step in (open_campaign, collect, hear, announce):
        step(terminal)
    saved, book = terminal.told("backup", tmp_path / "b.zip"), terminal.told("ledger")
    assert saved["method"] == "rows" and book["balanced"] and terminal.told("verify")["sound"]
    assert "已经有安装" in Terminal(tmp_path / "second", database=postgres_url).run("init", status=4).stderr
    embedded, again = Terminal(tmp_path / "embedded"), Terminal(tmp_path / "again", database=postgres_url)
    _empty(postgres_cluster.conninfo(make_url(postgres_url).database))
    for other in (embedded, again):
        assert other.told("restore", tmp_path / "b.zip")["hash"] == saved["hash"]
        assert other.told("ledger") == book
        other.at = terminal.at
        other.run("items", "decide", "strike", 2, "--as", "xie", "--code", "other", "--reason", "继续办理")
        assert other.told("verify")["sound"]


def test_a_database_that_does_not_answer_is_said_in_words(tmp_path):
    nobody = Terminal(tmp_path / "home", database=f"postgresql+psycopg://devolve@/nothing?host={tmp_path}")
    said = nobody.run("ledger", status=5).stderr
    assert "数据库没有应答" in said and "Traceback" not in said
    assert "DEVOLVE_DATABASE_URL" in Terminal(tmp_path / "home", database="not an address").run("ledger", status=2).stderr


def _empty(conninfo: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
