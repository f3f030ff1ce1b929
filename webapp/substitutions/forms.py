"""A substitution as it is given."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from webapp.locale import Later

MISSING = Later("请填写此项", "Please fill this in")


class GiveSubstitution(FlaskForm):
    """Which appointment, who stands in, from when until when, in which campaign."""

    appointment = SelectField(Later("任职", "Appointment"), [InputRequired(MISSING)], coerce=int)
    substitute = StringField(Later("代理人账号", "Account of the substitute"), [InputRequired(MISSING), Length(max=100)])
    from_on = DateField(Later("自", "From"), [InputRequired(MISSING)])
    until_on = DateField(Later("至（含）", "Until, inclusive"), [InputRequired(MISSING)])
    campaign = SelectField(Later("范围", "Scope"), coerce=int)
