"""What somebody types to come in or to change their password."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from webapp.locale import Later

MISSING = Later("请填写此项", "Please fill this in")
SHORT = Later("新密码至少 12 个字符", "The new password needs at least 12 characters")


class SignIn(FlaskForm):
    """账号 and 密码."""

    account = StringField(
        Later("账号", "Account"), [InputRequired(MISSING), Length(max=100)], render_kw={"autocomplete": "username", "autofocus": True}
    )
    password = PasswordField(
        Later("密码", "Password"), [InputRequired(MISSING), Length(max=300)], render_kw={"autocomplete": "current-password"}
    )


class ChangePassword(FlaskForm):
    """The present password and, twice, the new one."""

    present = PasswordField(Later("现密码", "Present password"), [InputRequired(MISSING)], render_kw={"autocomplete": "current-password"})
    new = PasswordField(
        Later("新密码", "New password"),
        [InputRequired(MISSING), Length(min=12, max=300, message=SHORT)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        Later("再输一次", "New password again"),
        [InputRequired(MISSING), EqualTo("new", Later("两次输入不一致", "The two entries differ"))],
        render_kw={"autocomplete": "new-password"},
    )
