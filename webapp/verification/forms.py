"""A file, or a digest, as somebody hands it in who asks whether it is ours."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from webapp.locale import Later


class CopyForm(FlaskForm):
    """A copy in hand."""

    copy = FileField(Later("手里的文件", "The file in your hand"), [FileRequired(Later("请选择文件", "Please choose a file"))])


class DigestForm(FlaskForm):
    """A digest as it is printed; it travels in the address and changes nothing, so it needs no token."""

    class Meta:
        csrf = False

    digest = StringField(Later("摘要值（64 位）", "Digest (64 characters)"), [InputRequired(), Length(max=200)])
