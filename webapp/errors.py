"""Pages for what went wrong: what it is, what to do, and a reference number that is also in the log.

The log names method, path, account and cause; never a form, a query or a name.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from workflows.domain.errors import Refused
from workflows.domain.words import Words

log = logging.getLogger("devolve.web")

LOG_BYTES = 5_000_000
LOG_FILES = 5


@dataclass(frozen=True)
class Trouble:
    """What one status means for the person who meets it."""

    title: Words
    advice: Words


TROUBLES = {
    400: Trouble(
        Words("请求不完整", "The request was incomplete"),
        Words("页面可能已过期。请返回上一页，刷新后再办理。", "The page may have expired. Go back, reload it and try again."),
    ),
    403: Trouble(
        Words("您的身份不能打开此页", "Your role may not open this page"),
        Words(
            "请在右上角核对当前身份。如需办理，请联系协调员为您任命。",
            "Check your present role at the top right. If you need access, ask the coordinator to appoint you.",
        ),
    ),
    404: Trouble(
        Words("没有找到这一页", "This page was not found"),
        Words(
            "地址可能写错，或者内容不在您的范围内。请从左侧栏目重新进入。",
            "The address may be wrong, or the content is outside your remit. Start again from the menu.",
        ),
    ),
    405: Trouble(
        Words("不能这样打开此页", "This page cannot be opened this way"),
        Words("请从左侧栏目重新进入。", "Start again from the menu."),
    ),
    409: Trouble(
        Words("情况已经变化，未作任何改动", "Things have changed; nothing was altered"),
        Words(
            "您预览之后，有人办理了其中的事项。请返回重新选择并预览。",
            "Somebody acted on some of these items after your preview. Go back, select again and preview.",
        ),
    ),
    413: Trouble(
        Words("文件太大", "The file is too large"),
        Words("上传的文件不得超过 20 MB。请拆分后再上传。", "An uploaded file may have at most 20 MB. Split it and upload again."),
    ),
    429: Trouble(
        Words("尝试次数过多", "Too many attempts"),
        Words("请稍候再试。", "Please wait a while and try again."),
    ),
    500: Trouble(
        Words("系统出错，未作任何改动", "Something failed; nothing was altered"),
        Words(
            "请稍后重试。如仍不行，请把下面的编号告诉系统管理员。",
            "Please try again later. If it persists, give the number below to the system manager.",
        ),
    ),
    503: Trouble(
        Words("系统正忙，未作任何改动", "The system is busy; nothing was altered"),
        Words("请稍候几秒再办理一次。", "Wait a few seconds and do it again."),
    ),
}


class Conflict(HTTPException):
    """409 with a sentence of its own: the preview no longer holds."""

    code = 409

    def __init__(self, words: Words | None = None) -> None:
        super().__init__()
        self.words = words


def answer_errors(app: Flask) -> None:
    """Every error becomes a page with a reference number."""
    app.register_error_handler(CSRFError, lambda error: _page(400, error))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Refused, lambda error: _page(error.status, error))
    app.register_error_handler(OperationalError, lambda error: _page(503 if _is_busy(error) else 500, error))
    app.register_error_handler(Exception, _failure)


def keep_log(app: Flask, folder: Path) -> None:
    """Reports go to rotating files under ``folder``; the process's own output stays free of them."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "web.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for old in log.handlers[:]:
        log.removeHandler(old)
        old.close()
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def _is_busy(error: OperationalError) -> bool:
    """Whether the same request may succeed in a while: the database is locked or its connection was lost."""
    return error.connection_invalidated or "locked" in str(error.orig)


def _http_error(error: HTTPException):
    if error.code is None or error.code < 400:
        return error
    return _page(error.code, error)


def _failure(error: Exception):
    return _page(500, error)


def _page(status: int, error: Exception):
    reference = secrets.token_hex(4).upper()
    level = logging.ERROR if status >= 500 else logging.WARNING
    account = getattr(g.get("person"), "account", "-")
    log.log(
        level, "%s %s %s %s account=%s cause=%s", reference, status, request.method, request.path, account, type(error).__name__,
        exc_info=error if status >= 500 else None,
    )
    trouble = TROUBLES.get(status, TROUBLES[400 if status < 500 else 500])
    advice = getattr(error, "words", None) or trouble.advice
    template = "consultation/trouble.html" if request.blueprint == "consultation" else "errors/error.html"
    page = render_template(template, status=status, title=trouble.title, advice=advice, reference=reference)
    return page, status
