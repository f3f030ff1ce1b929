"""A home for commands to work in: set up once, copied for each test; every command is run for real."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from tests.conftest import HOUSE
from webapp.cli import main

DESCRIBED = HOUSE / "docs" / "campaign.toml"
PEOPLE = "guard,安全管理员\nxie,谢协调\nchen,陈联络\nliang,梁局长\nhe,何联络\nsu,苏局长\nlin,林审查\nzhou,周领导\nfeng,冯经办\n"
LIST = """事项名称,职权类别,处罚种类,实施依据,调整方式,下放范围,备注
对随地吐痰的行政处罚,行政处罚,罚款,《城市市容和环境卫生管理条例》第三十四条第（一）项,下放,,
对乱倒垃圾的行政处罚,行政处罚,罚款,《城市市容和环境卫生管理条例》第三十四条第（二）项,下放,,
对不按规定清运垃圾的行政处罚,行政处罚,罚款,《城市市容和环境卫生管理条例》第三十四条第（四）项,部分下放,仅限内街,
对占道经营的行政检查,行政检查,,《城市市容和环境卫生管理条例》第十四条,不下放,,专业设备
"""


@dataclass
class Terminal:
    """Somebody at a terminal in one home, on one day of a rehearsal."""

    home: Path
    at: str | None = None
    database: str | None = None

    def run(self, *words: object, status: int = 0, lang: str = "zh") -> Result:
        """One command; its exit status must be this one."""
        environment = {"DEVOLVE_AT": self.at, "DEVOLVE_LANG": lang, "DEVOLVE_HOME": None, "DEVOLVE_DATABASE_URL": self.database}
        done = CliRunner(env=environment).invoke(main, ["--home", str(self.home), *map(str, words)], prog_name="devolve")
        assert done.exit_code == status, f"{words}: {done.exit_code}, not {status}\n{done.stdout}\n{done.stderr}\n{done.exception!r}"
        return done

    def told(self, *words: object, status: int = 0) -> object:
        """What a command tells a program."""
        return json.loads(self.run(*words, "--json", status=status).stdout)

    def on(self, day: str) -> Terminal:
        """The same terminal on another day, in the morning."""
        self.at = f"{day}T09:30:00+08:00"
        return self

    def place(self, number: int) -> str:
        """Where an item rests."""
        return self.told("items", "show", number)["place"]

    def file(self, name: str, text: str) -> Path:
        """A file beside the home."""
        target = self.home.parent / name
        target.write_text(text, encoding="utf-8")
        return target


def set_up(home: Path, database: str | None = None) -> Terminal:
    """An empty rehearsal with one account."""
    terminal = Terminal(home, database=database).on("2020-08-01")
    terminal.run("init", "--rehearsal")
    return terminal


def open_campaign(terminal: Terminal) -> None:
    """People and posts stand, collection is open."""
    terminal.on("2020-08-03")
    terminal.run("people", "import", terminal.file("people.csv", PEOPLE), "--as", "admin")
    terminal.run("appointments", "add", "guard", "security_manager", "--as", "admin")
    terminal.run("campaign", "open", DESCRIBED, "--as", "admin", status=1)
    terminal.run("campaign", "open", DESCRIBED, "--as", "guard", "--apply")
    terminal.run("campaign", "advance", "launch", "--as", "xie")


def collect(terminal: Terminal) -> None:
    """Four items of one department: three reported, one kept."""
    terminal.on("2020-08-10")
    terminal.run("items", "import", terminal.file("list.csv", LIST), "--department", "城管局", "--as", "chen")
    terminal.run("items", "decide", "send_for_endorsement", "--waiting", "--as", "chen")
    terminal.run("items", "decide", "keep", 4, "--as", "liang", "--code", "better_centralised", "--reason", "设备由区统一配置")
    terminal.run("items", "decide", "report", "--waiting", "--as", "liang")


def hear(terminal: Terminal) -> None:
    """The three items passed the first round and are being heard."""
    terminal.on("2020-09-01").run("campaign", "advance", "open_first_round", "--as", "xie")
    terminal.run("items", "decide", "approve", "--waiting", "--as", "lin", "--reason", "依据有效")
    terminal.on("2020-09-21").run("campaign", "advance", "open_solicitation", "--as", "xie")


def announce(terminal: Terminal) -> None:
    """The three items stand in the announced catalogue."""
    terminal.on("2020-10-19").run("clock")
    terminal.run("campaign", "advance", "open_second_round", "--as", "xie")
    terminal.run("items", "decide", "approve", "--waiting", "--as", "lin", "--reason", "合法")
    terminal.run("campaign", "advance", "submit", "--as", "xie")
    terminal.run("items", "decide", "approve", "--waiting", "--as", "zhou", "--reason", "同意")
    terminal.run("campaign", "advance", "conclude", "--as", "zhou")
    terminal.run("campaign", "advance", "publish", "--as", "xie")
