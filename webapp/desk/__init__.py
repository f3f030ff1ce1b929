"""审查台: choose many, preview what moves and what stays and why, decide, undo."""

from webapp.desk.routes import doors

__all__ = ["doors"]
