"""Which attachments the reader may see, and how one is handed out."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence

from flask import Flask, Response, abort, g, send_file
from sqlalchemy import ColumnElement, or_, select
from werkzeug.datastructures import FileStorage

from webapp.acting import campaign, comments_in_sight, read, sight
from workflows.domain.attachments import AttachmentKind
from workflows.domain.vocabulary import Role
from workflows.operations.attachments import ON_ITEMS, HandedIn
from workflows.store.attachments import Attachment, HeldFile, file_content, held_files, visible
from workflows.store.comments import Comment
from workflows.store.items.rows import Passage

ALONE = "default-src 'none'; sandbox"
"""What a browser may do with a file that somebody handed in: nothing."""


def in_reach() -> ColumnElement[bool]:
    """The attachments on what the reader may see."""
    return visible(sight(), (Comment.campaign_id == campaign().id) & comments_in_sight())


def files_of_item(item_id: int) -> Sequence[HeldFile]:
    """The attachments of one item; those of its comments and sign-offs are asked about with them."""
    on_comments = Attachment.comment_id.in_(select(Comment.id).where(Comment.item_id == item_id))
    on_sign_offs = Attachment.sign_off_id.in_(select(Passage.act_id).where(Passage.item_id == item_id))
    g.attachments = _by_owner(or_(Attachment.item_id == item_id, on_comments, on_sign_offs))
    return g.attachments["item", item_id]


def files_of_comment(comment_id: int) -> Sequence[HeldFile]:
    """The attachments of a comment; all comments of the page are asked about at once."""
    return _beside()["comment", comment_id]


def files_of_act(act_id: int) -> Sequence[HeldFile]:
    """The attachments of a sign-off; all sign-offs of the page are asked about at once."""
    return _beside()["act", act_id]


def may_attach_to_items() -> bool:
    """Whether the reader's role hangs papers on items."""
    return g.get("appointment") is not None and Role(g.appointment.role) in ON_ITEMS


def handed_in(uploads: Sequence[FileStorage]) -> list[HandedIn]:
    """The files of a form; empty fields are no files."""
    return [HandedIn(upload.filename or "", upload.read()) for upload in uploads if upload.filename]


def one_file(attachment_id: int) -> HeldFile:
    """The attachment, if the reader may see what it hangs on; else 404."""
    found = held_files(read(), in_reach(), Attachment.id == attachment_id)
    return found[0] if found else abort(404)


def as_download(file: HeldFile) -> Response:
    """The bytes, to be kept by the reader and run by nothing."""
    return _sent(file, as_attachment=True)


def as_picture(file: HeldFile) -> Response:
    """A picture to look at; 404 for any other kind."""
    return _sent(file, as_attachment=False) if file.kind.picture else abort(404)


def teach(app: Flask) -> None:
    """Templates know what hangs on a comment and on an act."""
    app.jinja_env.globals.update(files_of_comment=files_of_comment, files_of_act=files_of_act, takes_files=TAKES)


TAKES = ",".join(f".{kind.value}" for kind in AttachmentKind) + ",.jpg"


def _beside() -> dict[tuple[str, int], list[HeldFile]]:
    if "attachments" not in g:
        g.attachments = _by_owner(Attachment.item_id.is_(None))
    return g.attachments


def _by_owner(which: ColumnElement[bool]) -> dict[tuple[str, int], list[HeldFile]]:
    found: dict[tuple[str, int], list[HeldFile]] = defaultdict(list)
    for file in held_files(read(), in_reach(), which):
        found[file.owner].append(file)
    return found


def _sent(file: HeldFile, *, as_attachment: bool) -> Response:
    content = io.BytesIO(file_content(read(), file.id))
    answer = send_file(content, file.kind.media_type, as_attachment=as_attachment, download_name=file.name, max_age=0)
    answer.headers.update({"Content-Security-Policy": ALONE, "Cache-Control": "no-store"})
    return answer
