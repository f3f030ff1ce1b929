"""我的待办: what waits for the reader, a card for each kind of work."""

from webapp.todo.routes import doors

__all__ = ["doors"]
