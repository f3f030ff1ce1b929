"""期限: who may comment from when until when, and who has replied."""

from webapp.windows.routes import doors

__all__ = ["doors"]
