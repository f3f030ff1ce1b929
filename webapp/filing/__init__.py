"""填报: a department's own list, one item's form, the workbook up and down, sending for endorsement."""

from webapp.filing.routes import doors

__all__ = ["doors"]
