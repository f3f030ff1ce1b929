"""通知: what the workplace has told the reader."""

from webapp.notices.routes import doors

__all__ = ["doors"]
