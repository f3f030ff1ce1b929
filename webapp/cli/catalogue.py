"""``devolve catalogue``: the list that comes out, as a draft or as a version that was announced."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.acting import reading
from webapp.cli.catalogue_checks import compare, library, redline_, verify
from webapp.cli.choices import Version
from webapp.cli.home import Home
from webapp.cli.items import TO
from webapp.cli.speaking import Group, say, say_json, say_table
from workflows.domain.words import Words
from workflows.files.catalogue.catalogue_text import write_catalogue_csv, write_catalogue_json
from workflows.files.catalogue.catalogue_workbook import write_catalogue_workbook
from workflows.operations.campaigns.publishing import wanted_catalogue
from workflows.store.catalogue import published

WRITERS = {"xlsx": write_catalogue_workbook, "csv": write_catalogue_csv, "json": write_catalogue_json}

WANTED = click.option(
    "--version", "wanted", type=Version(), metavar="N|draft", help="第几版，默认最新公告的；draft 为草案 · the newest, unless said"
)


@click.group(cls=Group)
def catalogue() -> None:
    """职权调整事项目录 · the catalogue"""


@catalogue.command("export")
@reading
@click.option("--format", "form", type=click.Choice(sorted(WRITERS)), help="默认看文件名 · by the file's name, if not said")
@WANTED
@TO
def export(home: Home, campaign_key: str | None, as_json: bool, form: str | None, wanted: int | None, target: Path) -> None:
    """写出目录 · write the catalogue"""
    form = form or target.suffix.removeprefix(".").lower()
    if form not in WRITERS:
        raise click.UsageError(f"--format {' | '.join(sorted(WRITERS))}")
    listed = wanted_catalogue(home.session, home.campaign(campaign_key), wanted)
    target.write_bytes(WRITERS[form](listed))
    if as_json:
        say_json({"file": str(target), "version": listed.version, "rows": len(listed.rows), "digest": listed.digest})
    else:
        zh, en = ("草案", "draft") if listed.version == 0 else (f"第 {listed.version} 版", f"version {listed.version}")
        count, digest = len(listed.rows), listed.digest
        say(f"{target}：{zh}，{count} 项，摘要 {digest}", f"{target}: {en}, {count} items, digest {digest}")


@catalogue.command("list")
@reading
def list_(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """已公告的各版 · the versions announced"""
    rows = [
        {"version": row.version, "number": row.number, "title": row.title, "replaces": row.replaces, "digest": row.digest}
        for row in published(home.session, home.campaign(campaign_key).id)
    ]
    if as_json:
        say_json(rows)
        return
    labels = ("版", "Version"), ("文号", "Number"), ("标题", "Title"), ("替换", "Replaces"), ("摘要", "Digest")
    say_table([Words(*pair) for pair in labels], [row.values() for row in rows])


for command in (verify, redline_, compare, library):
    catalogue.add_command(command)
