"""手册: what each role does on each page, served beside the pages it explains."""

from webapp.handbook.routes import doors

__all__ = ["doors"]
