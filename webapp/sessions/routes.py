"""/sign-in and what belongs to it."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for

from webapp import identity
from webapp.database import carry_out, db
from webapp.locale import Later, choose
from webapp.numbers import bounded
from webapp.security import safe_path
from webapp.sessions import passwords
from webapp.sessions.forms import ChangePassword, SignIn
from workflows.domain.words import Words
from workflows.operations.people import change_password as change_own_password

doors = Blueprint("sessions", __name__)

WRONG = Words("账号或密码不对，或者账号已停用。", "Account or password is wrong, or the account is disabled.")
WAIT = Words("尝试次数过多，请 {minutes} 分钟后再试。", "Too many attempts. Try again in {minutes} minutes.")


@doors.route("/sign-in", methods=["GET", "POST"])
def sign_in():
    """登录: back to the page that was asked for."""
    form = SignIn()
    back = safe_path(request.values.get("back"))
    refused, status = None, 200
    if form.validate_on_submit():
        refused, status = _try(form)
        if refused is None:
            return redirect(back or "/")
    return render_template("sessions/sign_in.html", form=form, back=back, refused=refused), status


@doors.post("/sign-out")
def sign_out():
    """退出: the session is over in the table too."""
    identity.sign_out()
    return redirect(url_for("sessions.sign_in"))


@doors.post("/act-as")
def act_as():
    """切换身份: act under another of one's appointments, or in the name of somebody."""
    given = request.form.get("substitution", 0, bounded)
    if not (identity.stand_in(given) if given else identity.act_as(request.form.get("appointment", 0, bounded))):
        abort(404)
    return redirect("/")


@doors.route("/password", methods=["GET", "POST"])
def change_password():
    """修改密码: every other session of the person ends."""
    form = ChangePassword()
    if form.validate_on_submit() and _changes(form):
        identity.sign_in(g.person)
        flash(Words("密码已修改。", "The password was changed."), "act")
        return redirect(safe_path(request.args.get("back")) or "/")
    return render_template("sessions/password.html", form=form, first=g.person.must_change_password)


@doors.get("/language/<code>")
def choose_language(code: str):
    """中 / EN."""
    choose(code)
    return redirect(safe_path(request.args.get("back")) or "/")


def _try(form: SignIn):
    account, address = form.account.data.strip(), request.remote_addr or ""
    minutes = passwords.minutes_to_wait(account, address, identity.now())
    if minutes:
        return WAIT.filled(minutes=minutes), 429
    person = passwords.checked_person(db.session, account, form.password.data, current_app.extensions["devolve"].demonstration)
    if person is None:
        return WRONG, 200
    passwords.forget_failures(account, address)
    identity.sign_in(person)
    return None, 200


def _changes(form: ChangePassword) -> bool:
    person = passwords.checked_person(db.session, g.person.account, form.present.data, True)
    if person is None:
        form.present.errors = [Later("现密码不对", "The present password is wrong")]
    elif form.new.data == form.present.data:
        form.new.errors = [Later("新密码须与现密码不同", "The new password must differ from the present one")]
    elif passwords.too_weak(form.new.data, person.account):
        form.new.errors = [Later("这个密码太容易猜到", "This password is too easy to guess")]
    else:
        who, at, hashed = identity.as_whom(), identity.now(), passwords.hashing.hash(form.new.data)
        carry_out(lambda session: change_own_password(session, actor=who, at=at, password_hash=hashed))
        return True
    return False
