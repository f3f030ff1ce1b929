"""What the public fills in."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from webapp.locale import Later
from workflows.domain.vocabulary import OpinionKind
from workflows.operations.comments.consultation import LONGEST

LONG = Later("最多 1,000 字", "At most 1,000 characters")


class Comment(FlaskForm):
    """A comment on one item. ``website`` is there for machines only: people never see it."""

    kind = RadioField(
        Later("您的意见", "Your opinion"),
        [InputRequired(Later("请选择一项", "Please choose one"))],
        choices=[
            SelectChoice(OpinionKind.agree.value, Later("赞成", "Agree")),
            SelectChoice(OpinionKind.modify.value, Later("建议改", "Change")),
            SelectChoice(OpinionKind.delete.value, Later("反对", "Against")),
        ],
    )
    text = TextAreaField(Later("写明怎样改、为什么", "What should change, and why"), [Length(max=LONGEST, message=LONG)])
    contact = StringField(Later("联系方式（选填，不公开）", "Contact (optional, never published)"), [Length(max=200)])
    website = StringField(Later("请勿填写", "Leave empty"))


class CommentOnList(FlaskForm):
    """A comment on the list as a whole."""

    text = TextAreaField(
        Later("对整个清单的意见", "About the list as a whole"),
        [InputRequired(Later("请写明意见", "Please say something")), Length(max=LONGEST, message=LONG)],
    )
    contact = StringField(Later("联系方式（选填，不公开）", "Contact (optional, never published)"), [Length(max=200)])
    website = StringField(Later("请勿填写", "Leave empty"))


class Receipt(FlaskForm):
    """The code of a comment given before."""

    code = StringField(Later("回执码", "Receipt code"), [InputRequired(Later("请填写回执码", "Please give the code")), Length(max=40)])
