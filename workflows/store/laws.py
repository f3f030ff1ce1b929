"""The register of laws as loaded: one row a loading; the newest is in force for screening."""

from __future__ import annotations

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.store.base import Digest, Key, Long, Record


class LawRegister(Record):
    """One loaded edition of the register: the text as loaded and its digest."""

    __tablename__ = "law_register"
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    digest: Mapped[Digest]
    content: Mapped[Long]


def newest_register(session: Session) -> LawRegister | None:
    """The edition loaded last; None before the first loading."""
    return session.scalar(select(LawRegister).order_by(LawRegister.id.desc()).limit(1))
