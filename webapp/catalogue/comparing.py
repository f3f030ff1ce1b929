"""Another district's published list beside ours: chosen, read in the child, compared; nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from webapp.catalogue.page import chosen_catalogue
from webapp.items.differences import Difference, difference
from webapp.locale import Later
from workflows.domain.comparison import ListComparison, Reworded, list_comparison
from workflows.domain.redline import FIELD_WORDS
from workflows.files.catalogue.comparison_workbook import read_foreign_list
from workflows.files.reading.reading_child import read_in_child

SHOWN = 200


class CompareForm(FlaskForm):
    """The other list, and which part of ours it is set beside."""

    copy = FileField(Later("对方公布的目录", "The list of the other district"), [FileRequired(Later("请选择文件", "Please choose a file"))])
    department = SelectField(Later("只比较这个部门的事项", "Compare the items of one department"), validate_choice=False)


@dataclass(frozen=True)
class ComparisonPage:
    """What a comparison found, as much of it as a page holds; ``found`` is None before a file came."""

    found: ListComparison | None
    name: str
    reworded: tuple[tuple[Reworded, Difference], ...]
    shown: int


def tell_departments(form: CompareForm) -> CompareForm:
    """The form knows the departments of our list."""
    names = dict.fromkeys(row.department for row in chosen_catalogue(None).rows)
    form.department.choices = [("", Later("全部部门", "All departments")), *((name, name) for name in names)]
    return form


def comparison_of(form: CompareForm) -> ListComparison:
    """Our newest list, or one department's part of it, against the file.

    Raises:
        FileRefused: no list can be read from it.
    """
    upload, department = form.copy.data, form.department.data
    theirs = read_foreign_list(read_in_child((upload.filename or "")[:200], upload.read(), reader="paper"))
    ours = chosen_catalogue(None)
    if department:
        ours = replace(ours, rows=tuple(row for row in ours.rows if row.department == department))
    return list_comparison(ours, theirs)


def comparison_page(form: CompareForm, found: ListComparison | None) -> ComparisonPage:
    """The comparison with the letters that differ."""
    name = (form.copy.data.filename or "") if found else ""
    pairs = found.reworded[:SHOWN] if found else ()
    reworded = tuple((one, difference(FIELD_WORDS["name"], one.ours.name, one.theirs.name)) for one in pairs)
    return ComparisonPage(found, name, reworded, SHOWN)
