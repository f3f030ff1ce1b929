"""Texts that come in: no control character passes the door, and none that hides stands in a name or a code."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, request
from wtforms import Field, Form
from wtforms.validators import ValidationError

from webapp.locale import Later
from workflows.domain.errors import Unfit
from workflows.files.items.item_cells import control_character, hidden_character

HIDDEN = Later("含有看不见的字符 {character}，请删去后重新填写", "It holds the unseen character {character}; remove it")


def guard_texts(app: Flask) -> None:
    """Every request is looked at before its route is; no database, log or workbook can keep a control character.

    Source:
        TRUST: NUL and C0 are refused on both databases.
    """
    app.before_request(check_characters)


def check_characters() -> None:
    """Nothing in the address, the form or the names of its files is a control character but tab and line ends.

    Raises:
        Unfit: there is one; the sentence names it.
    """
    for text in _texts():
        if character := control_character(text):
            raise Unfit(
                f"地址或表单里有看不见的控制字符 {character}。请返回删去后重试。",
                f"The address or the form holds the unseen control character {character}. Go back, remove it and try again.",
            )


def nothing_hidden(_form: Form, field: Field) -> None:
    """For names and codes: no zero-width character and none that changes the direction of reading."""
    if character := hidden_character(field.data or ""):
        raise ValidationError(Later(HIDDEN.zh.format(character=character), HIDDEN.en.format(character=character)))


def _texts() -> Iterator[str]:
    yield request.path
    for name, values in request.args.lists():
        yield from (name, *values)
    if request.method == "POST":
        for name, values in request.form.lists():
            yield from (name, *values)
        yield from (upload.filename or "" for upload in request.files.values())
