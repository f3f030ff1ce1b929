"""核验: whether a file in hand or a digest on a printed copy is ours; open to everybody."""

from webapp.verification.routes import doors

__all__ = ["doors"]
