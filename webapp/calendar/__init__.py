"""工作日历: the official lists of holidays and make-up days, and what a new one moved."""

from webapp.calendar.routes import doors

__all__ = ["doors"]
