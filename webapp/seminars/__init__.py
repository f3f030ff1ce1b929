"""研讨: seminars called, their agenda and results, the minutes."""

from webapp.seminars.routes import doors

__all__ = ["doors"]
