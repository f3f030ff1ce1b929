"""采集工作: the campaign's own steps."""

from webapp.campaigns.routes import doors

__all__ = ["doors"]
