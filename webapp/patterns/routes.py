"""One page that shows every piece of the interface, with values of its own."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.frame import Frame, Ledger, LedgerPart, MenuEntry, Stage
from webapp.sessions.forms import SignIn
from workflows.domain.words import Words

doors = Blueprint("patterns", __name__)

PARTS = (
    LedgerPart("in_progress", Words("在办", "In progress"), 311, "#"),
    LedgerPart("adopted", Words("拟下放", "To devolve"), 702, "#"),
    LedgerPart("kept", Words("保留", "Kept"), 276, "#"),
)

STAGES = (
    Stage(Words("采集", "Collection"), "done"),
    Stage(Words("第一轮审查", "First round"), "done"),
    Stage(Words("征求意见", "Comments"), "done"),
    Stage(Words("第二轮审查", "Second round"), "now", Words("余 3 个工作日 · 11月26日", "3 working days left · 26 Nov")),
    Stage(Words("审定", "Approval"), "later"),
    Stage(Words("公告", "Announcement"), "later"),
)

MENU = (MenuEntry("patterns.shown", Words("样式", "Patterns"), 12, current=True, on_phone=True),)

FRAME = Frame(
    person="样例",
    acting=Words("协调员", "Coordinator"),
    campaign="2020 年采集",
    demonstration=True,
    stages=STAGES,
    ledger=Ledger(1289, PARTS, 0, "#"),
    menu=MENU,
)


@doors.get("/patterns")
def shown():
    """Every component."""
    return render_template("patterns/shown.html", frame=FRAME, form=SignIn(formdata=None))
