"""What the page of substitutions shows: one's own, and to the security manager all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import g
from sqlalchemy import select
from wtforms import SelectChoice

from webapp.acting import new_key, read
from webapp.identity import acting, today
from webapp.locale import said
from webapp.substitutions.forms import GiveSubstitution
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.operations.people import SEPARATE
from workflows.store.campaigns import Campaign
from workflows.store.people import Appointment
from workflows.store.substitutions import Listed, appointments_to_give, listed_substitutions

STATES = {
    "now": Words("有效", "In force"),
    "later": Words("未开始", "Not yet"),
    "over": Words("已到期", "Over"),
    "revoked": Words("已撤回", "Revoked"),
}


@dataclass(frozen=True)
class SubstitutionRow:
    """One substitution: as what, for whom, by whom, and whether it holds."""

    listed: Listed
    post: Words
    state: str
    name: Words

    @property
    def may_end(self) -> bool:
        """Whether there is anything left to revoke."""
        return self.state in ("now", "later")


@dataclass(frozen=True)
class SubstitutionsPage:
    """代理."""

    keeping: bool
    rows: tuple[SubstitutionRow, ...]
    form: GiveSubstitution
    may_give: bool
    key: str


def substitutions_page(form: GiveSubstitution) -> SubstitutionsPage:
    """All of them to the security manager, to others those they gave or hold."""
    rows = listed_substitutions(read(), None if keeping() else g.person.id)
    return SubstitutionsPage(
        keeping=keeping(),
        rows=tuple(_row(one, today()) for one in rows),
        form=form,
        may_give=bool(form.appointment.choices) and g.stood_for is None,
        key=new_key(),
    )


def empty_form() -> GiveSubstitution:
    """The form with the appointments that the reader may have somebody stand in for."""
    form = GiveSubstitution()
    given = appointments_to_give(read(), today(), None if keeping() else g.person.id)
    form.appointment.choices = [SelectChoice(row.id, _post(row)) for row in given if Role(row.role) not in SEPARATE]
    campaigns = read().execute(select(Campaign.id, Campaign.title).order_by(Campaign.id.desc()))
    everywhere = said(Words("该任职的全部采集", "All campaigns of the appointment"))
    form.campaign.choices = [SelectChoice(0, everywhere), *(SelectChoice(*row) for row in campaigns)]
    return form


def keeping() -> bool:
    """Whether the reader keeps everybody's."""
    return g.appointment is not None and g.appointment.role == Role.security_manager and g.stood_for is None


def _post(row: Appointment) -> str:
    return f"{row.person.name} · {said(Words(*acting(row)))}"


def _row(one: Listed, on: date) -> SubstitutionRow:
    given = one.given
    state = "revoked" if one.revoked else "over" if given.until_on < on else "later" if given.from_on > on else "now"
    return SubstitutionRow(one, Words(*acting(given.appointment)), state, STATES[state])
