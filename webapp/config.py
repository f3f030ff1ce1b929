"""Where this installation lives: its home folder, its database, its secret."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

DIAGRAMS = Path(__file__).resolve().parent.parent / "bpmn"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one installation. ``home`` holds everything the program writes.

    ``behind_https``: one web server of ours speaks HTTPS before it and passes requests on; what it says of them is believed.
    ``public_address``: under which everybody reaches this workplace, without a slash at its end; empty where nobody said.
    """

    home: Path
    database_url: str
    development: bool = False
    idle_minutes: int = 60
    behind_https: bool = False
    public_address: str = ""

    @property
    def demonstration(self) -> bool:
        """Whether this home is the demonstration's own: only there may its accounts sign in."""
        return (self.home / "DEMONSTRATION").exists()

    @property
    def check_address(self) -> str:
        """Where a printed copy is checked, ``{digest}`` in the digest's place; empty without a public address."""
        return f"{self.public_address}/verify/{{digest}}" if self.public_address else ""

    @property
    def secret(self) -> str:
        """The signing key of this home, made at first use and readable by its owner only."""
        path = self.home / "secret"
        if not path.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(32), encoding="ascii")
        return path.read_text(encoding="ascii")


def from_environment(home: Path | None = None) -> Config:
    """The settings named by ``DEVOLVE_HOME``, ``DEVOLVE_DATABASE_URL``, ``DEVOLVE_DEVELOPMENT``, ``DEVOLVE_IDLE_MINUTES``,
    ``DEVOLVE_BEHIND_HTTPS`` and ``DEVOLVE_PUBLIC_ADDRESS``.

    ``home`` wins over ``DEVOLVE_HOME``; the default is ``var`` in the working directory, with SQLite inside it.

    Raises:
        ValueError: the public address is no address of the web; printed codes would lead nowhere.
    """
    home = (home or Path(os.environ.get("DEVOLVE_HOME") or "var")).resolve()
    url = os.environ.get("DEVOLVE_DATABASE_URL") or f"sqlite:///{home / 'devolve.sqlite'}"
    return Config(
        home=home,
        database_url=url,
        development=os.environ.get("DEVOLVE_DEVELOPMENT") == "1",
        idle_minutes=int(os.environ.get("DEVOLVE_IDLE_MINUTES") or 60),
        behind_https=os.environ.get("DEVOLVE_BEHIND_HTTPS") == "1",
        public_address=_public_address(os.environ.get("DEVOLVE_PUBLIC_ADDRESS") or ""),
    )


def _public_address(said: str) -> str:
    plain = said.strip().rstrip("/")
    if plain and not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:-]+(/[A-Za-z0-9._~/-]*)?", plain):
        raise ValueError(f"DEVOLVE_PUBLIC_ADDRESS={said!r}：应写作 https://devolve.example · an address of the web")
    return plain
