"""``devolve``: the same acts as on the pages, from the command line; one group a noun, one file a noun."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli import (
    appointments,
    assignments,
    attachments,
    audit,
    calendar,
    campaign,
    capacity,
    catalogue,
    comments,
    consultation,
    demo,
    item_acts,
    items,
    keeping,
    laws,
    ledger,
    ownership,
    papers,
    people,
    process,
    remapping,
    reporting,
    seminars,
    setting_up,
    substitutions,
)
from webapp.cli.home import close_log
from webapp.cli.speaking import Program
from webapp.config import from_environment


@click.group(cls=Program)
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="安装所在目录 · where it lives [DEVOLVE_HOME, var]")
@click.option("--lang", type=click.Choice(["zh", "en"]), envvar="DEVOLVE_LANG", default="zh", help="说哪种语言 · which language to speak")
@click.option("--at", metavar="INSTANT", envvar="DEVOLVE_AT", hidden=True)
@click.version_option(package_name="devolve", prog_name="devolve")
@click.pass_context
def main(context: click.Context, home: Path | None, lang: str, at: str | None) -> None:
    """执法职权下放工作台 · handing enforcement powers to the subdistricts.

    退出状态 · exit status: 0 已办 done · 1 有未办的或查出问题 something left out or found · 2 用法不对 usage · 3 不予办理 refused ·
    4 没有安装或已有安装 no home, or one in the way · 5 数据库没有应答 no database · 70 系统出错 a failure of our own
    """
    try:
        context.obj = from_environment(home)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    context.meta.update(lang=lang)
    if at:
        context.meta["at"] = at
    context.call_on_close(close_log)


for command in (
    setting_up.init,
    people.people,
    appointments.appointments,
    substitutions.substitutions,
    campaign.campaign,
    calendar.calendar,
    items.items,
    assignments.assignments,
    comments.comments,
    consultation.consultation,
    attachments.attachments,
    seminars.seminars_,
    ledger.ledger,
    catalogue.catalogue,
    ownership.ownership,
    capacity.capacity,
    papers.papers,
    laws.laws,
    process.process,
    audit.audit,
    demo.demo,
    *keeping.COMMANDS,
):
    main.add_command(command)
for command in (*item_acts.COMMANDS, reporting.report):
    items.items.add_command(command)
for command in remapping.COMMANDS:
    process.process.add_command(command)
