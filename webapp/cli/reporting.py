"""``devolve items report``: the head signs off everything the department has ready, with the stamped scans."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy.orm import Session

from webapp.cli.acting import Acting, acting, tell
from webapp.cli.items import uploaded
from webapp.cli.speaking import Command
from workflows.domain.errors import NotOffered
from workflows.operations.attachments import HandedIn
from workflows.operations.items.reporting import sign_off_return, whole_return


@click.command("report", cls=Command)
@acting
@click.option("--scan", "scans", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="盖章扫描件 · a scan")
def report(who: Acting, scans: tuple[Path, ...]) -> None:
    """部门负责人报送本部门待审签的全部事项 · report everything that waits for the head's signature, as one act"""
    handed_in = [HandedIn(scan.name, uploaded(scan)) for scan in scans]

    def work(session: Session, *, actor, at, campaign, **words):
        planned = whole_return(session, actor=actor, campaign=campaign)
        if planned is None:
            raise NotOffered("没有等您审签的事项。", "Nothing waits for your signature.")
        return sign_off_return(session, actor=actor, at=at, campaign=campaign, fixed=planned.digest, scans=handed_in, **words)

    tell(who, who.carry(work))
