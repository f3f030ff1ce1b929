"""更正: the coordinator sets kind, form, code, related items and bases right at a discussion or at the answering of comments."""

from webapp.corrections.routes import doors

__all__ = ["doors"]
