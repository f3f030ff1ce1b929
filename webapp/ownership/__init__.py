"""权属图: who holds which power on a day, what went where, and what asks for a person's eye; as tables."""

from webapp.ownership.routes import doors

__all__ = ["doors"]
