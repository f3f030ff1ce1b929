"""A seminar as it is called, and its paper as it is filled in: results by item, attendance a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length

from webapp.characters import nothing_hidden
from webapp.locale import Later
from workflows.domain.seminars import Attendee
from workflows.operations.seminars import Note

MISSING = Later("请填写此项", "Please fill this in")
LONG = Later("最多 200 字", "At most 200 characters")
PARTS = ("result", "code", "reason", "dissent", "topic")


class CallSeminar(FlaskForm):
    """召开研讨."""

    title = StringField(Later("会议名称", "Title"), [InputRequired(MISSING), Length(max=200, message=LONG), nothing_hidden])
    held_on = DateField(Later("日期", "Day"), [InputRequired(MISSING)])
    venue = StringField(Later("地点", "Venue"), [Length(max=200, message=LONG), nothing_hidden])


def notes_of(given: MultiDict, ids: dict[int, int]) -> dict[int, Note]:
    """Item id → its note, of the items the form speaks of. What a whole topic was given fills the rows that say nothing.

    Args:
        ids: Item number → id, of the agenda.
    """
    notes = {}
    for number, item_id in ids.items():
        if f"topic-{number}" in given:
            said = {part: given.get(f"{part}-{number}", "") for part in PARTS}
            if not said["result"]:
                said |= {part: given.get(f"{part}-of-{said['topic']}", "") for part in ("result", "code", "reason") if not said[part]}
            notes[item_id] = Note(**said)
    return notes


def attendees_of(text: str) -> list[Attendee]:
    """One attendee a line: office, name and, if wanted, as what; parted by blanks or commas."""
    return [_attendee(line) for line in text.splitlines() if line.strip()]


def attendance_text(attendees: Iterable[Attendee]) -> str:
    """The list as it is written in its field."""
    return "\n".join(" ".join(filter(None, (one.office, one.name, one.part))) for one in attendees)


def _attendee(line: str) -> Attendee:
    office, name, part = [*re.split(r"[\s,，、]+", line.strip(), maxsplit=2), "", ""][:3]
    return Attendee(office, name, part)
