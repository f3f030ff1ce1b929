"""回复: an office says, item by item, whether it has a comment; two buttons a task, never all of them blind."""

from webapp.replies.routes import doors

__all__ = ["doors"]
