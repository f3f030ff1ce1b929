"""The whole package, written in the background into the home; how far it is stands in a file beside it, so any process can tell.

A package is named after what it holds (act, wordings, address of the check), so the same one is never written twice.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from webapp.acting import actor, campaign, read
from webapp.database import carry_out, db
from webapp.identity import now
from webapp.printed import check_address
from workflows.domain.catalogue import Catalogue
from workflows.domain.outcomes import Outcome
from workflows.domain.papers.composing import Wordings
from workflows.operations.acts import Actor
from workflows.operations.catalogue.issuing import record_issued
from workflows.operations.papers.making import write_package
from workflows.operations.papers.snapshots import snapshot_after
from workflows.operations.papers.wordings import wordings_in_force
from workflows.store.audit import Act
from workflows.store.campaigns import Campaign

KEPT = 5
"""So many finished packages stay in the home; older ones are made again when asked for."""
RUNNING: dict[str, threading.Thread] = {}
log = logging.getLogger("devolve.papers")


@dataclass(frozen=True)
class Progress:
    """How many files of a package are written, of how many; ``ready`` once it can be fetched, ``failed`` when it broke off."""

    done: int = 0
    total: int = 0
    ready: bool = False
    failed: bool = False


@dataclass(frozen=True)
class Order:
    """What is to be packed — a campaign after an act, by these wordings — and who wanted it when."""

    campaign_id: int
    position: int
    wordings: Wordings
    address: str
    actor: Actor
    at: datetime


def begin(act: Act) -> str:
    """A package of the campaign after this act is ready or being written; its key."""
    wordings, address = wordings_in_force(read()), check_address()
    said = {kind: asdict(wording) for kind, wording in sorted(wordings.items())}
    key = hashlib.sha256(json.dumps([campaign().key, act.position, act.hash, said, address]).encode()).hexdigest()
    if not _file(key, "zip").exists() and not (key in RUNNING and RUNNING[key].is_alive()):
        _tell(_file(key, "json"), Progress())
        order = Order(campaign().id, act.position, wordings, address, actor(), now())
        work = (db.engine, order, _file(key, "zip"), _file(key, "json"))
        RUNNING[key] = threading.Thread(target=_write, args=work, name=f"package {key[:8]}", daemon=True)
        RUNNING[key].start()
    return key


def progress(key: str) -> Progress | None:
    """How far a package is; None for one nobody asked for."""
    if _file(key, "zip").exists():
        return Progress(ready=True)
    try:
        return Progress(**json.loads(_file(key, "json").read_text("utf-8")))
    except (OSError, ValueError):
        return None


def package_file(key: str) -> Path | None:
    """The finished package; None while it is not."""
    path = _file(key, "zip")
    return path if path.exists() else None


def _write(engine: Engine, order: Order, package: Path, beside: Path) -> None:
    partial = package.with_suffix(".partial")
    try:
        with Session(engine) as session:
            snapshot = snapshot_after(session, session.get_one(Campaign, order.campaign_id), order.position)
        with partial.open("wb") as into:
            digests = write_package(snapshot, order.wordings, into, lambda done, total: _tell(beside, Progress(done, total)), order.address)
        with Session(engine) as session:
            carry_out(lambda session: _issue(session, order, digests, snapshot.listed), session)
        partial.replace(package)
        beside.unlink(missing_ok=True)
        _drop_old(package.parent)
    except Exception:
        log.exception("package %s", package.stem)
        partial.unlink(missing_ok=True)
        _tell(beside, Progress(failed=True))


def _issue(session: Session, order: Order, digests: Mapping[str, str], listed: Catalogue) -> Outcome:
    """What the package holds is known as ours before it can be fetched."""
    campaign = session.get_one(Campaign, order.campaign_id)
    return record_issued(session, actor=order.actor, at=order.at, campaign=campaign, papers=digests, listed=listed)


def _tell(beside: Path, how_far: Progress) -> None:
    beside.parent.mkdir(parents=True, exist_ok=True)
    fresh = beside.with_suffix(".fresh")
    fresh.write_text(json.dumps(asdict(how_far)), encoding="utf-8")
    fresh.replace(beside)


def _drop_old(folder: Path) -> None:
    for old in sorted(folder.glob("*.zip"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)


def _file(key: str, ending: str) -> Path:
    return current_app.extensions["devolve"].home / "packages" / f"{key}.{ending}"
