"""保存的筛选: filters under a name, one's own or shared, offered wherever lists are filtered."""

from webapp.saved_filters.routes import doors

__all__ = ["doors"]
