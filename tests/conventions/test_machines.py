"""What a machine gives the tests is there when they ask for it."""

import subprocess

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.conftest import NOON


def test_the_frozen_instant_is_noon_on_a_working_day_in_haizhu(noon):
    assert noon is NOON
    assert noon.isoformat() == "2020-09-01T04:00:00+00:00"


@pytest.mark.postgres
def test_the_cluster_sorts_and_stores_chinese_and_runs_as_nobody_special(postgres_url, postgres_cluster):
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT char_length('行政处罚')")) == 4
        assert connection.scalar(text("SHOW fsync")) == "on"
        assert connection.scalar(text("SHOW listen_addresses")) == ""
    engine.dispose()
    assert postgres_cluster.folder.stat().st_mode & 0o077 == 0


@pytest.mark.postgres
def test_each_postgres_test_gets_an_empty_database(postgres_url):
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


@pytest.mark.browser
def test_the_browser_that_was_found_starts(chromium):
    said = subprocess.run([chromium, "--version"], capture_output=True, text=True, timeout=60, check=True)
    assert "Chrom" in said.stdout
