"""承接能力: a subdistrict says what it can take over; staff see the matrix of items and subdistricts."""

from webapp.capacity.routes import doors

__all__ = ["doors"]
