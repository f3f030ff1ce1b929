"""A filter as it is named and kept."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice, StringField

from webapp.locale import Later


class SaveFilter(FlaskForm):
    """Name and audience of the filter that the page shows; ``asked`` is its address."""

    name = StringField(Later("名称", "Name"))
    asked = HiddenField()
    audience = RadioField(
        Later("谁可以用", "For whom"),
        choices=[SelectChoice("mine", Later("仅本人", "Only me")), SelectChoice("staff", Later("工作组共用", "All staff"))],
        default="mine",
        validate_choice=False,
    )
