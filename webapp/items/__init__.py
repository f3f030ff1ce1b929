"""事项: the list with its filters, and one item in full."""

from webapp.items.routes import doors

__all__ = ["doors"]
