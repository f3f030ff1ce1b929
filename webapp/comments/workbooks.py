"""意见反馈表 out and in, 意见采纳情况表 out."""

from __future__ import annotations

import io

from flask import g
from sqlalchemy import ColumnElement, select
from werkzeug.datastructures import FileStorage

from webapp.acting import act, campaign, comments_in_sight, given_key, item_net, read, role, sight
from webapp.comments.forms import UploadForm
from webapp.comments.giving import offices
from workflows.domain.errors import NotFound
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import CommentSource, OpinionKind, Role
from workflows.files.comments.comment_forms import CommentFormRow, write_answers, write_comment_form
from workflows.files.comments.comment_workbook import CommentReading, CommentRow, read_comments
from workflows.files.reading.reading_child import read_in_child
from workflows.operations.comments.commenting import NewComment, give_comments
from workflows.operations.items.tokens import hears
from workflows.store.comments import Comment
from workflows.store.items.history import answered_comments
from workflows.store.items.listing import SEES_ALL
from workflows.store.items.rows import Item
from workflows.store.people import Organisation


def feedback_form() -> io.BytesIO:
    """The form with the items that hear comments now, for the reader's own unit."""
    net = item_net()
    hearing = [marking for marking in net.places if hears(net, marking)]
    query = select(Item.number, Item.name, Item.code).where(sight(), Item.marking.in_(hearing)).order_by(Item.number)
    rows = [CommentFormRow(number, name, code, str(number)) for number, name, code in read().execute(query)]
    return io.BytesIO(write_comment_form(rows, unit=g.appointment.organisation.name if g.appointment.organisation else ""))


def answers_table() -> io.BytesIO:
    """意见采纳情况表: every comment in the reader's sight with its last answer."""
    rows = answered_comments(read(), [Comment.campaign_id == campaign().id, comments_in_sight()], campaign().zone)
    return io.BytesIO(write_answers(rows))


def may_read_answers_to(office: Organisation) -> bool:
    """Whether the reader may have the reply to that office: the staff all, others their own."""
    return role() in SEES_ALL or office.id == g.appointment.organisation_id


def answers_to(office: Organisation) -> io.BytesIO:
    """The written reply to one office, out of the same rows as the table.

    Source:
        北京市街道办事处条例 Art. 23, 上海市街道办事处条例 Art. 13.
    """
    own = [Comment.campaign_id == campaign().id, Comment.organisation_id == office.id]
    title = f"关于{office.name}意见采纳情况的答复"
    return io.BytesIO(write_answers(answered_comments(read(), own, campaign().zone), title=title))


def read_form(upload: FileStorage, unit: str = "") -> CommentReading:
    """What the uploaded form says; rows without a unit are the reader's own, or of the unit that staff name by its key.

    Raises:
        FileRefused: it cannot be read as a workbook at all.
    """
    own = g.appointment.organisation
    named = unit if any(office.key == unit for office in offices()) else None
    units = {name: office.key for office in offices() for name in (office.name, office.short_name, *office.aliases)}
    sheets = read_in_child((upload.filename or "")[:200], upload.read())
    return read_comments(sheets, units=units, default_unit=own.key if own else named)


def take_in(reading: CommentReading, form: UploadForm) -> Outcome:
    """Every row of a form without errors is a comment, in one act."""
    by_key = {office.key: office for office in offices()}
    staff = role() is Role.coordinator
    came = {"source": CommentSource(form.source.data), "received_on": form.received_on.data} if staff else {}
    comments = [_comment(row, by_key[row.unit], came) for row in reading.rows]
    return act(give_comments, comments=comments, client_key=given_key())


def _comment(row: CommentRow, office: Organisation, came: dict) -> NewComment:
    return NewComment(
        kind=row.opinion,
        unit=office.name,
        item_id=None if row.opinion is OpinionKind.add else _meant(row),
        proposal=row.change or row.reason,
        basis=row.reason if row.change else "",
        contact=" ".join(part for part in (row.contact, row.phone) if part),
        organisation_id=office.id,
        **({"source": CommentSource.workbook} | came),
    )


def _meant(row: CommentRow) -> int:
    """The item a row is about: by hidden number, printed number, code or name, among those in sight.

    Raises:
        NotFound: none of these is exactly one item.
    """
    found = read().scalars(select(Item.id).where(sight(), _told_by(row)).limit(2)).all()
    if len(found) != 1:
        said = f"{row.sheet} {row.row_number}"
        zh, en = f"{said}：没有找到这一行所说的事项，请写明编号。", f"{said}: the item of this row was not found; give its number."
        raise NotFound(zh, en)
    return found[0]


def _told_by(row: CommentRow) -> ColumnElement[bool]:
    if row.hidden_id and row.hidden_id.isdecimal():
        return Item.number == int(row.hidden_id)
    if row.number is not None:
        return Item.number == row.number
    return Item.code == row.code if row.code else Item.name == row.name
