"""Workbooks from outside become sheets of text under headings, with every doubt named by its place."""
