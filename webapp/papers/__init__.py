"""公文: every paper of the campaign to download, the whole package, and the wordings that the bureau edits itself."""

from webapp.papers.routes import doors

__all__ = ["doors"]
