"""公开征求意见: anybody reads the released list, comments, and finds the answer by a receipt. No account, no frame, no script."""

from webapp.consultation.routes import doors

__all__ = ["doors"]
