"""The doors: Flask pages, the command line. No rule lives here; every change goes through an operation."""
