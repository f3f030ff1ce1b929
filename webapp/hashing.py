"""How passwords are kept: argon2id. Nothing else is here, so that whoever only hashes loads no pages."""

from __future__ import annotations

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

hashing = PasswordHash((Argon2Hasher(),))
