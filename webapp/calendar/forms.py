"""The list of one year, as typed."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from webapp.locale import Later
from workflows.domain.calendar import YearList
from workflows.files.calendar_file import checked_list, read_lines

MISSING = Later("请填写此项", "Please fill this in")
ROWS = 6


class LoadList(FlaskForm):
    """A year, the notice it rests on, the holidays and the weekend days made up for them."""

    year = IntegerField(Later("年份", "Year"), [InputRequired(MISSING)])
    source = StringField(Later("依据的通知", "The notice it rests on"), [InputRequired(MISSING), Length(max=200)])
    holidays = TextAreaField(
        Later("放假的日子", "Holidays"),
        [InputRequired(MISSING), Length(max=4000)],
        render_kw={"rows": ROWS, "placeholder": "2027-02-05 至 2027-02-11"},
    )
    made_up = TextAreaField(
        Later("上班的周六、周日", "Weekend days made up"), [Length(max=4000)], render_kw={"rows": ROWS, "placeholder": "2027-02-20"}
    )

    def listed(self) -> YearList:
        """The list that was typed."""
        groups = {"holidays": read_lines(self.holidays.data or ""), "made_up": read_lines(self.made_up.data or "")}
        return checked_list({"year": self.year.data, "source": self.source.data.strip()} | groups)
