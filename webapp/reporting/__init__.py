"""报送: the whole return of a department on one page, signed off at once, and who has reported what."""

from webapp.reporting.routes import doors

__all__ = ["doors"]
