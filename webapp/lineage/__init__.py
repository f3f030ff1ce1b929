"""拆分与合并: one item becomes several, several become one, with their lineage."""

from webapp.lineage.routes import doors

__all__ = ["doors"]
