"""The documented script drives a whole small campaign, command by command, as a bureau's own shell would."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import HOUSE
from tests.webapp.cli.house import Terminal
from tests.webapp.cli.preloaded import program_in

PROGRAM = '#!/bin/sh\nexec "{python}" -c "from webapp.cli import main; main(prog_name=\'devolve\')" "$@"\n'


def driven(folder, programs):
    """The script's own words, after it has driven a campaign in the folder."""
    environment = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(HOUSE)}
    script = [HOUSE / "docs" / "drive-a-campaign.sh", folder / "home"]
    done = subprocess.run(script, env=environment, cwd=folder, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout


def test_the_documented_script_ends_with_a_balanced_ledger_and_a_catalogue(tmp_path):
    with program_in(tmp_path / "bin") as program:
        assert "核对无误" in driven(tmp_path, program.parent)
    papers = tmp_path / "home" / "papers"
    book = json.loads((papers / "ledger.json").read_text(encoding="utf-8"))
    assert (book["filed"], book["adopted"], book["kept"], book["balanced"]) == (6, 5, 1, True)
    assert (papers / "目录.xlsx").stat().st_size > 5_000
    other = Terminal(tmp_path / "other")
    other.run("restore", papers / "backup.zip")
    assert other.told("ledger") == book and other.told("verify")["sound"]


@pytest.mark.long
def test_it_is_the_same_with_a_process_a_command(tmp_path):
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "devolve").write_text(PROGRAM.format(python=sys.executable), encoding="utf-8")
    (programs / "devolve").chmod(0o755)
    assert "核对无误" in driven(tmp_path, programs)
