"""意见: the list, a comment of one's own, the answers."""

from webapp.comments.routes import doors

__all__ = ["doors"]
