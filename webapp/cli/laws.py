"""``devolve laws``: the register that screening reads."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.acting import Acting, administering
from webapp.cli.choices import text_of
from webapp.cli.speaking import Group, say, say_json
from workflows.files.law_register import read_register
from workflows.operations.campaigns.registers import load_laws


@click.group(cls=Group)
def laws() -> None:
    """法律登记册 · the register of laws"""


@laws.command("import")
@administering
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(who: Acting, file: Path) -> None:
    """载入登记册（TOML），重新筛查未办结的采集；同一文件不变 · load an edition, screen again; the same text changes nothing"""
    content = text_of(file)
    edition = who.administer(load_laws, content=content)
    count = len(read_register(content).laws)
    if who.as_json:
        say_json({"edition": edition.id, "digest": edition.digest, "laws": count})
    else:
        say(f"登记册第 {edition.id} 版，共 {count} 部。", f"Edition {edition.id} of the register: {count} laws.")
        say("未办结的采集已按此版重新筛查。", "Campaigns not yet closed have been screened by it.")
