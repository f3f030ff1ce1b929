"""A comment as typed, and a feedback form as uploaded."""

from __future__ import annotations

from collections.abc import Iterable

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from webapp.items.differences import FIELD_WORDS
from webapp.locale import Later
from workflows.domain.vocabulary import CommentSource, OpinionKind
from workflows.store.people import Organisation

MISSING = Later("请选择一项", "Please choose one")
LONG = Later("最多 2,000 字", "At most 2,000 characters")
LABELS = {
    OpinionKind.modify: Later("修改", "Modify"),
    OpinionKind.delete: Later("删除", "Delete"),
    OpinionKind.add: Later("新增", "Add"),
    OpinionKind.agree: Later("同意", "Agree"),
    OpinionKind.no_opinion: Later("无意见", "No comment"),
}

ASKED = ("name", "kind", "bases", "mode", "scope_conduct", "scope_object", "scope_place", "receivers", "remarks")
SOURCES = [SelectChoice(source.value, Later(source.zh, source.en)) for source in CommentSource if source is not CommentSource.public_page]


class GiveComment(FlaskForm):
    """意见反馈表, one row."""

    item = StringField(Later("事项编号（新增意见可不填）", "Item number (empty for an addition)"), [Optional(), Length(max=9)])
    kind = RadioField(
        Later("意见类型", "Kind of comment"),
        [InputRequired(MISSING)],
        choices=[SelectChoice(kind.value, label) for kind, label in LABELS.items()],
    )
    field = SelectField(
        Later("针对", "About"),
        choices=[SelectChoice("", Later("整个事项", "The whole item"))]
        + [SelectChoice(name, Later(*FIELD_WORDS[name])) for name in ASKED],
    )
    quote = StringField(Later("原文（选填，照抄要改的字）", "Words it is about (optional)"), [Length(max=500)])
    proposal = TextAreaField(Later("建议内容", "What you propose"), [Length(max=2000, message=LONG)])
    basis = TextAreaField(Later("理由和依据", "Reason and grounds"), [Length(max=2000, message=LONG)])
    contact = StringField(Later("联系人和电话（选填）", "Contact (optional)"), [Length(max=200)])
    office = SelectField(Later("提出单位", "Unit"), choices=[], validate_choice=False)
    unit = StringField(Later("其他单位或个人（不在上列时）", "Another unit or person"), [Length(max=200)])
    source = SelectField(Later("来源", "Came by"), choices=SOURCES)
    received_on = DateField(Later("收到日期", "Received on"), [Optional()])


def choose_among(field: SelectField, offices: Iterable[Organisation], none: Later) -> None:
    """The field offers these offices, and ``none`` of them first."""
    field.choices = [SelectChoice("", none), *(SelectChoice(office.key, office.name) for office in offices)]


class UploadForm(FlaskForm):
    """意见反馈表, filled in; the coordinator says by which way it came, when, and of which unit where the form does not."""

    unit = SelectField(Later("反馈单位（表内没有写明时）", "Unit (where the form names none)"), choices=[], validate_choice=False)
    source = SelectField(Later("来源", "Came by"), choices=SOURCES, default=CommentSource.workbook.value)
    received_on = DateField(Later("收到日期", "Received on"), [Optional()])

    workbook = FileField(
        Later("填好的意见反馈表", "The feedback form, filled in"), [FileRequired(Later("请选择文件", "Please choose a file"))]
    )
