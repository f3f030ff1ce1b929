"""The capacity sheet, the answers of one page of items, and an answer that came on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from webapp.locale import Later
from workflows.domain.capacity import LONGEST, MOST, CapacitySheet, Said
from workflows.domain.vocabulary import Capacity

TOO_LONG = Later("最多 500 字", "At most 500 characters")
_NUMBER = (InputRequired(Later("请填数目", "Please give a number")), NumberRange(0, MOST, Later("须在 0 至 100,000 之间", "0 to 100,000")))


class SheetForm(FlaskForm):
    """承接能力表."""

    officers = IntegerField(Later("持执法证人员（人）", "Certified officers"), _NUMBER)
    reviewers = IntegerField(Later("法制审核人员（人）", "Legal reviewers"), _NUMBER)
    training_days = IntegerField(Later("每人每年培训（天）", "Training days a year"), _NUMBER)
    yearly_cases = IntegerField(Later("每年办案（件）", "Cases a year"), _NUMBER)
    equipment = TextAreaField(Later("装备和场所", "Equipment and premises"), [Length(max=LONGEST, message=TOO_LONG)])

    def sheet(self) -> CapacitySheet:
        """What was filled in."""
        numbers = (self.officers.data, self.reviewers.data, self.training_days.data, self.yearly_cases.data)
        return CapacitySheet(*numbers, self.equipment.data or "")


class PaperForm(FlaskForm):
    """What a subdistrict answered on paper, of some items."""

    subdistrict = SelectField(Later("街道", "Subdistrict"), choices=[])
    numbers = StringField(Later("事项编号", "Item numbers"), [InputRequired(Later("请填编号", "Please give numbers")), Length(max=LONGEST)])
    capacity = SelectField(Later("答复", "Answer"), choices=[SelectChoice(one.value, Later(*one.words)) for one in Capacity])
    why = StringField(Later("理由（需支持、接不住须写）", "Reason (needed for the last two)"), [Length(max=LONGEST, message=TOO_LONG)])
    source = StringField(
        Later("书面来源", "The paper"),
        [InputRequired(Later("请写明来源", "Please say what paper")), Length(max=LONGEST, message=TOO_LONG)],
    )

    def said(self) -> Said:
        """The answer of every item named."""
        capacity = Capacity(self.capacity.data)
        return Said(capacity, "" if capacity is Capacity.able else self.why.data or "")

    def names(self, number: int) -> bool:
        """Whether a number is among those written: 7 or 1-20 or both, with any sign between."""
        spans = re.findall(r"(\d{1,9})(?:\s*[-–—~～至]\s*(\d{1,9}))?", self.numbers.data or "")
        return any(int(first) <= number <= int(last or first) for first, last in spans)


def answers_of(sent: Mapping[str, str], ids: Iterable[tuple[int, int]]) -> dict[int, Said]:
    """Item id → what the form says of its number; numbers that say nothing are left out."""
    found = {}
    for item_id, number in ids:
        capacity = Capacity.of_label(sent.get(f"capacity-{number}", ""))
        if capacity:
            found[item_id] = Said(capacity, "" if capacity is Capacity.able else sent.get(f"why-{number}", ""))
    return found
