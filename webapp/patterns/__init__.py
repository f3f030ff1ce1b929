"""/patterns: every component on one page, in development only."""

from webapp.patterns.routes import doors

__all__ = ["doors"]
