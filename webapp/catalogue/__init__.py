"""目录: the draft or a published version, what stands in the way, the downloads."""

from webapp.catalogue.routes import doors

__all__ = ["doors"]
