"""公开征求意见, from inside: the list released and withdrawn, what the public said looked at before it is shown."""

from webapp.moderation.routes import doors

__all__ = ["doors"]
