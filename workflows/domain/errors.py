"""Refusals of a whole act, as sentences for people; a door turns each into its answer."""

from __future__ import annotations

from workflows.domain.words import Words


class Refused(Exception):
    """An act that cannot be done at all. ``words`` says why and what to do; ``status`` is the nearest HTTP status."""

    status = 409

    def __init__(self, zh: str, en: str) -> None:
        """Keep the sentence in both languages."""
        super().__init__(zh)
        self.words = Words(zh, en)


class NotYours(Refused):
    """The actor holds no role that may do this."""

    status = 403


class NotFound(Refused):
    """There is no such thing, or it is not the actor's to see: both answer alike."""

    status = 404


class Unfit(Refused):
    """What was given cannot be read or breaks a limit."""

    status = 400


class Stale(Refused):
    """Somebody acted in between; look again and repeat."""


class NotOffered(Refused):
    """The place does not offer this action now."""
