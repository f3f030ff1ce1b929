"""审定: what comes to the leader as a whole, what speaks against it, and the text that is signed."""

from webapp.approval.routes import doors

__all__ = ["doors"]
