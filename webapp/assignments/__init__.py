"""分工: who reviews what in a round, shared out as shown, handed on, and one more asked where reviewers disagree."""

from webapp.assignments.routes import doors

__all__ = ["doors"]
