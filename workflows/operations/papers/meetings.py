"""会议纪要 of a seminar as a file, from its rows as they stand; filed minutes and their rows no longer change."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound
from workflows.domain.papers.meetings import meeting_paper
from workflows.operations.papers.making import WRITERS
from workflows.operations.processes import nets
from workflows.operations.seminars import minutes_of, results_offered
from workflows.store.campaigns import Campaign
from workflows.store.people import Organisation
from workflows.store.seminars import meeting_of, seminar_numbered

FORMS = ("docx", "pdf")
NO_MINUTES = ("没有这次研讨，或者没有这种格式。", "There is no such seminar, or no such form of its minutes.")


def minutes_file(session: Session, campaign: Campaign, number: int, form: str) -> tuple[str, bytes]:
    """What the file of a seminar's minutes is called, and its bytes.

    Raises:
        NotFound: no seminar of that number in the campaign, or neither docx nor pdf.
    """
    seminar = seminar_numbered(session, campaign.id, number)
    if seminar is None or form not in FORMS:
        raise NotFound(*NO_MINUTES)
    bureau = session.scalar(select(Organisation.name).where(Organisation.kind == "justice_bureau"))
    paper = meeting_paper(
        meeting_of(session, seminar, campaign.title),
        minutes_of(session, campaign, seminar),
        {action: move.label for action, move in results_offered(nets(campaign).item).items()},
        bureau=bureau or "区司法局",
        demonstration=campaign.demonstration,
        filed=seminar.filed_id is not None,
    )
    return f"{paper.name}.{form}", WRITERS[form](paper)
