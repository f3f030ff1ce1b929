"""催办: who would be told about what, and telling them."""

from webapp.nudges.routes import doors

__all__ = ["doors"]
