"""The days of the three audiences, as the coordinator writes them."""

from __future__ import annotations

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from webapp.locale import Later
from workflows.domain.vocabulary import Audience
from workflows.domain.windows import LONGEST, Window

OUTSIDE = Later(f"请填 1 至 {LONGEST}", f"1 to {LONGEST}")


class SetWindows(FlaskForm):
    """First day and working days of each audience; an audience left empty keeps what it has."""

    department_from = DateField(Later("开始日", "First day"), [Optional()])
    department_days = IntegerField(Later("工作日数", "Working days"), [Optional(), NumberRange(1, LONGEST, OUTSIDE)])
    subdistrict_from = DateField(Later("开始日", "First day"), [Optional()])
    subdistrict_days = IntegerField(Later("工作日数", "Working days"), [Optional(), NumberRange(1, LONGEST, OUTSIDE)])
    public_from = DateField(Later("开始日", "First day"), [Optional()])
    public_days = IntegerField(Later("工作日数", "Working days"), [Optional(), NumberRange(1, LONGEST, OUTSIDE)])
    reason = StringField(Later("理由（改动已经开始的期限时须写）", "Reason (needed to move days that have begun)"), [Length(max=500)])

    def windows(self) -> Mapping[Audience, Window]:
        """The windows that are written out whole."""
        pairs = {audience: (self[f"{audience}_from"].data, self[f"{audience}_days"].data) for audience in Audience}
        return {audience: Window(day, length) for audience, (day, length) in pairs.items() if day and length}

    def show(self, windows: Mapping[Audience, Window]) -> None:
        """Stand at these windows."""
        for audience, window in windows.items():
            self[f"{audience}_from"].data, self[f"{audience}_days"].data = window.opens_on, window.working_days
