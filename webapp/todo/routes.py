"""/todo."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for

from webapp.todo.page import todo_page

doors = Blueprint("todo", __name__)


@doors.get("/")
def start():
    """The start page is one's own work."""
    return redirect(url_for("todo.mine"))


@doors.get("/todo")
def mine():
    """我的待办."""
    return render_template("todo/mine.html", page=todo_page())
