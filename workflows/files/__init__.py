"""Workbooks and documents, read and written. Knows no table."""
