"""附件: files on items, comments and sign-offs, taken in by their content and handed out as downloads."""

from webapp.attachments.routes import doors

__all__ = ["doors"]
