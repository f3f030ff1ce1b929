"""Item lists: the collection form out, departments' workbooks in, the row report back."""
