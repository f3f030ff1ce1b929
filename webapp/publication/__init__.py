"""公开: the announced catalogue for everybody, without an account; only what was announced is ever read here."""

from webapp.publication.routes import doors

__all__ = ["doors"]
